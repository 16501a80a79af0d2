//! The public REST operations, one a file.

pub(crate) mod create_conversation;
pub(crate) mod create_message;
pub(crate) mod create_visitor;
pub(crate) mod docs;
pub(crate) mod judge_turn;
pub(crate) mod list_conversations;
pub(crate) mod list_events;
pub(crate) mod mark_read;
pub(crate) mod open_socket;
pub(crate) mod rate_conversation;
pub(crate) mod report_step;
pub(crate) mod show_conversation;
pub(crate) mod show_file;
pub(crate) mod show_guide;
pub(crate) mod show_inbox;
pub(crate) mod show_picture;
pub(crate) mod show_waiting;
pub(crate) mod upload_file;
pub(crate) mod views;
