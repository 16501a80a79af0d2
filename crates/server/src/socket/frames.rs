//! What goes over a socket, as JSON text.

use crate::api::create_message::MessageBody;
use crate::api::judge_turn::JudgementBody;
use crate::api::mark_read::ReadBody;
use crate::api::rate_conversation::RatingBody;
use crate::api::report_step::StepBody;
use crate::api::views::EventView;
use crate::problem::{Problem, ProblemBody};
use serde::{Deserialize, Serialize};
use usher_engine::{Author, MessageId};
use usher_store::Reader;

/// From the client.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ClientFrame {
    /// The contact says something.
    Message(MessageBody),
    /// A step of a guide ended.
    Step(StepBody),
    /// Whether a turn solved it.
    Judgement(JudgementBody),
    /// How the whole was.
    Rating(RatingBody),
    /// The contact saw the conversation up to here.
    Read(ReadBody),
    /// The contact is typing. Ephemeral; nobody needs it until people are at the other end.
    Typing(Nothing),
}

/// No fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// To the client.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ServerFrame {
    /// Something happened. In order of `seq`, each once a socket.
    Event(EventView),
    /// A reply is being made; holds until the next event.
    Typing {
        /// Who is at it.
        author: Author,
    },
    /// A piece of a reply that is being written; holds until the reply is there. Never stored.
    Provisional {
        /// The message that is being answered.
        message_id: MessageId,
        /// Its place; 0 begins anew.
        at: u32,
        /// The words.
        text: String,
    },
    /// A mark stands here.
    Read {
        /// Whose.
        reader: Reader,
        /// The newest event seen.
        seq: i64,
    },
    /// What the client sent is stored.
    Accepted {
        /// The client's own id for it.
        client_id: String,
        /// The message, where it was one.
        #[serde(skip_serializing_if = "Option::is_none")]
        message_id: Option<MessageId>,
        /// The number of its event.
        seq: i64,
        /// True where it had been stored before.
        duplicate: bool,
    },
    /// What the client sent was refused; the socket stays open.
    Problem {
        /// The client's own id for it, where it could be read.
        #[serde(skip_serializing_if = "Option::is_none")]
        client_id: Option<String>,
        /// Why, and what to do.
        problem: ProblemBody,
    },
}

impl ServerFrame {
    /// A refusal of what came under `client_id`.
    pub(super) fn refusal(client_id: Option<String>, problem: &Problem) -> Self {
        Self::Problem {
            client_id,
            problem: problem.body(),
        }
    }
}
