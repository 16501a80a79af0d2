//! What goes over a console's socket, as JSON text.

use crate::api::views::EventView;
use crate::people::api::evals::RunView;
use crate::people::api::knowledge::{SiteView, UploadView};
use crate::people::api::presence::ColleagueView;
use crate::people::api::speak::{NoteBody, SayBody};
use crate::people::news::ViewerView;
use crate::people::rows::{CountsView, RowView};
use crate::people::views::PersonView;
use crate::problem::{Problem, ProblemBody};
use serde::{Deserialize, Serialize};
use usher_engine::{ConversationId, MessageId, PersonRef, Presence};
use usher_store::Reader;

/// From the console.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ClientFrame {
    /// Its events are wanted from here on.
    Follow {
        conversation: String,
        #[serde(default)]
        after: i64,
    },
    /// Not any more.
    Unfollow { conversation: String },
    /// This one is looked at now.
    View { conversation: Option<String> },
    /// Somebody writes in it.
    Typing { conversation: String },
    /// A message to the contact.
    Message {
        conversation: String,
        #[serde(flatten)]
        body: SayBody,
    },
    /// A note.
    Note {
        conversation: String,
        #[serde(flatten)]
        body: NoteBody,
    },
    /// Online or away.
    Presence { presence: Presence },
}

/// To the console.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ServerFrame {
    /// The first one.
    Hello {
        person: PersonView,
        presence: Presence,
        counts: CountsView,
    },
    /// Something happened in a conversation that is followed.
    Event {
        conversation: ConversationId,
        #[serde(flatten)]
        event: EventView,
    },
    /// A conversation is so now.
    Row { conversation: Box<RowView> },
    /// A conversation is no longer theirs to see.
    Gone { conversation: ConversationId },
    /// How many there are.
    Counts { counts: CountsView },
    /// It is offered to them.
    Offer { conversation: Box<RowView> },
    /// They are named in a note.
    Mention {
        conversation: Box<RowView>,
        seq: i64,
        by: Option<PersonRef>,
    },
    /// Those whose presence or load changed.
    Presence { people: Vec<ColleagueView> },
    /// Who else looks at what they look at.
    Viewers {
        conversation: ConversationId,
        viewers: Vec<ViewerView>,
    },
    /// A read mark of a conversation that is followed stands here.
    Read {
        conversation: ConversationId,
        reader: Reader,
        seq: i64,
    },
    /// The contact is writing.
    Typing { conversation: ConversationId },
    /// A piece of a reply that the AI agent is writing; holds until the reply is there.
    Provisional {
        conversation: ConversationId,
        message_id: MessageId,
        at: u32,
        text: String,
    },
    /// An upload of knowledge went on.
    Upload { upload: UploadView },
    /// Articles changed: look again.
    Knowledge,
    /// A site went on being read.
    Site { site: Box<SiteView> },
    /// A run of a suite went on.
    Run { run: Box<RunView> },
    /// Suites changed, or which calibration counts: look again.
    Evals,
    /// Their own account changed.
    Account { person: PersonView },
    /// What they sent is stored.
    Accepted {
        conversation: String,
        client_id: String,
        message_id: MessageId,
        seq: i64,
        duplicate: bool,
    },
    /// What they sent was refused.
    Problem {
        #[serde(skip_serializing_if = "Option::is_none")]
        client_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        conversation: Option<String>,
        problem: ProblemBody,
    },
}

impl ServerFrame {
    pub(super) fn refusal(conversation: Option<String>, client_id: Option<String>, problem: &Problem) -> Self {
        Self::Problem {
            client_id,
            conversation,
            problem: problem.body(),
        }
    }
}
