//! All SQL of the product, written once for SQLite and PostgreSQL.
//!
//! What holds here, and what the tests hold it to:
//!
//! - **An acknowledged message is never lost.** Message, event and job are one transaction; on SQLite a commit is on
//!   disk (`synchronous = FULL`) before it is acknowledged, and PostgreSQL does the same by default.
//! - **One reply a message.** A job is held under a lease with a fence; a result that comes with an old fence stores
//!   nothing, and `turns.message_id` is unique besides.
//! - **One turn at a time in a conversation, in order of its messages**, however many workers on however many nodes.
//! - **Events have no gaps and appear in order.** Whoever appends holds the lock of the conversation's row until the
//!   commit, so nobody sees event 7 before event 6.
//!
//! Errors: "not found" is `None`; a resend that differs from the first is [`StoreError::Conflict`]; what may go better
//! a moment later is [`StoreError::Unreachable`]; the rest is a fault to be logged, not shown.
//!
//! Text may hold any character: U+0000, which PostgreSQL cannot store, becomes U+FFFD, as in HTML.

mod codec;
mod connect;
mod contacts;
mod conversations;
mod erase;
mod error;
mod events;
mod ingest;
mod jobs;
mod knowledge;
mod messages;
mod migrations;
mod notices;
mod recorded;
mod turns;
mod watch;
mod write;

pub use codec::new_id;
pub use connect::Store;
pub use contacts::StoredContact;
pub use conversations::{Conversation, Resolution};
pub use error::StoreError;
pub use events::{Event, EventKind};
pub use ingest::IngestChanges;
pub use jobs::LeasedJob;
pub use knowledge::{SourceSummary, StoredArticle};
pub use messages::{Accepted, FirstMessage, NewMessage};
pub use notices::Notice;
pub use recorded::RecordedTurn;
pub use turns::{Finished, StoredTrace, StoredTurn, TurnRecord};
pub use watch::{TurnPlace, WatchedPage, WatchedTurn};
