//! What the operations answer with. The words are those of the store and the engine; what only people may see is left
//! out.

use crate::text;
use jiff::Timestamp;
use serde::Serialize;
use usher_engine::{Author, ConversationId, ConversationState, InboxId, MessageId};
use usher_store::{Accepted, Conversation, Event, ListedConversation, ReadMarks};
use utoipa::ToSchema;

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Conversation)]
pub(crate) struct ConversationView {
    /// Identifier.
    id: ConversationId,
    /// The inbox.
    inbox: InboxId,
    /// Who has it.
    state: ConversationState,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When something last happened.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// Number of its last event.
    last_seq: i64,
    /// Up to which event each side saw it.
    read: ReadView,
}

/// Up to which event each side saw a conversation; 0 for none.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Read)]
pub(crate) struct ReadView {
    contact: i64,
    people: i64,
}

/// A conversation as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListedConversation)]
pub(crate) struct ListedView {
    /// It.
    #[serde(flatten)]
    conversation: ConversationView,
    /// The contact's first words, cut; empty where there are none.
    title: String,
    /// The newest message, cut.
    preview: Option<PreviewView>,
    /// Messages of others beyond the contact's mark.
    unread: i64,
}

/// A message, as much of it as a list shows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Preview)]
struct PreviewView {
    author: Author,
    text: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
}

/// Something is stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Recorded {
    /// The number of its event; null where it has none.
    pub(crate) seq: Option<i64>,
}

/// The longest text that a list shows, in characters.
const LISTED: usize = 120;

/// Something that happened in a conversation. `docs/protocol.md` describes the body of each kind.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView {
    /// Place in the conversation, from 1. Numbers are left out where something was for people only.
    pub(crate) seq: i64,
    /// What happened.
    #[schema(example = "message.created")]
    pub(crate) kind: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) at: Timestamp,
    /// What exactly; its fields depend on the kind.
    #[schema(value_type = Object)]
    pub(crate) body: serde_json::Value,
}

/// A message is stored and will be answered, even if this server dies now.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Accepted)]
pub(crate) struct AcceptedView {
    /// The message.
    pub(crate) message_id: MessageId,
    /// The number of its event.
    pub(crate) seq: i64,
    /// True where this client_id had been accepted before; nothing was stored again.
    pub(crate) duplicate: bool,
}

impl From<Conversation> for ConversationView {
    fn from(it: Conversation) -> Self {
        Self {
            id: it.id,
            inbox: it.inbox,
            state: it.state,
            created_at: it.created_at,
            updated_at: it.updated_at,
            last_seq: it.last_seq,
            read: it.read.into(),
        }
    }
}

impl From<ReadMarks> for ReadView {
    fn from(it: ReadMarks) -> Self {
        Self {
            contact: it.contact,
            people: it.people,
        }
    }
}

impl From<ListedConversation> for ListedView {
    fn from(it: ListedConversation) -> Self {
        Self {
            conversation: it.conversation.into(),
            title: text::short(&it.title, LISTED),
            preview: it.newest.map(|newest| PreviewView {
                author: newest.author,
                text: text::short(&newest.text, LISTED),
                at: newest.at,
            }),
            unread: it.unread,
        }
    }
}

impl From<Event> for EventView {
    fn from(it: Event) -> Self {
        Self {
            seq: it.seq,
            kind: it.kind.as_str().to_owned(),
            at: it.at,
            body: it.body,
        }
    }
}

impl From<Accepted> for AcceptedView {
    fn from(it: Accepted) -> Self {
        Self {
            message_id: it.message,
            seq: it.seq,
            duplicate: it.duplicate,
        }
    }
}
