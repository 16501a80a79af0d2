//! The public REST operations, one a file.

pub(crate) mod create_conversation;
pub(crate) mod create_message;
pub(crate) mod create_visitor;
pub(crate) mod docs;
pub(crate) mod list_conversations;
pub(crate) mod list_events;
pub(crate) mod open_socket;
pub(crate) mod report_step;
pub(crate) mod show_conversation;
pub(crate) mod show_inbox;
pub(crate) mod views;
