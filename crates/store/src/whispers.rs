//! What nodes say to each other and do not keep: who looks at what, who is writing, whose account changed.

use crate::codec::json;
use crate::connect::{Dialect, Store};
use crate::error::StoreError;
use serde::{Deserialize, Serialize};
use sqlx::query;
use usher_engine::{ConversationId, MessageId, PersonId};

/// PostgreSQL's channel for whispers; its payload is one as JSON, far below the 8,000 bytes that it takes.
pub(crate) const PEOPLE_CHANNEL: &str = "usher_people";

/// Something said. Who does not hear it misses a hint, never a fact: facts are looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Whisper {
    /// A person's account, role or sessions changed: look at it again.
    Account {
        /// Whose.
        person: PersonId,
    },
    /// Somebody came, went, or is to be offered more or less.
    Presence,
    /// Something waits for a person.
    Waiting,
    /// What the console sets of an inbox changed: look at it again.
    Settings,
    /// Articles changed, or their drafts.
    Knowledge,
    /// An upload went on.
    Upload {
        /// Which.
        upload: String,
    },
    /// A site went on being read, or was changed.
    Site {
        /// Which.
        site: String,
    },
    /// A run of a suite went on.
    Run {
        /// Which.
        run: String,
    },
    /// Suites changed, or which calibration counts.
    Evals,
    /// Somebody has a conversation open, or writes in it.
    Viewing {
        /// Who.
        person: PersonId,
        /// Their name.
        name: String,
        /// Which; `None` for none.
        conversation: Option<ConversationId>,
        /// Whether they are writing.
        typing: bool,
    },
    /// A piece of a reply that is being written, for whoever has the conversation open. What is stored replaces it.
    Provisional(Piece),
    /// The contact of a conversation is writing.
    ContactTyping {
        /// Which.
        conversation: ConversationId,
    },
}

/// A piece of a reply that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where.
    pub conversation: ConversationId,
    /// The message that is being answered.
    pub message: MessageId,
    /// The newest event when the turn began: a reply that comes after it ends this one.
    pub after: i64,
    /// The fence of the job: what another worker writes goes before what a stale one still says.
    pub fence: i64,
    /// Its place, from 0. Place 0 begins anew.
    pub at: u32,
    /// The words, at most [`MOST_PIECE`] characters, with the white space that sets them apart from the piece before.
    pub text: String,
}

/// The most characters of a [`Piece`]: even where JSON escapes every one of them with six bytes, PostgreSQL takes it.
pub const MOST_PIECE: usize = 1_000;

impl Store {
    /// Says it to every node, this one among them.
    pub async fn whisper(&self, whisper: Whisper) -> Result<(), StoreError> {
        match self.dialect() {
            Dialect::Sqlite => self.pass_on(whisper),
            Dialect::Postgres => {
                query("SELECT pg_notify($1, $2)")
                    .bind(PEOPLE_CHANNEL)
                    .bind(json("a whisper", &whisper)?)
                    .execute(self.writer())
                    .await?;
            }
        }
        Ok(())
    }
}
