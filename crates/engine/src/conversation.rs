//! Conversations and messages, as the engine reads them.

use crate::ids::MessageId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The person helped.
    Contact,
    /// Usher.
    AiAgent,
    /// A person of the company.
    HumanAgent,
    /// The product itself: "the conversation was handed over".
    System,
}

/// Who has a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversationState {
    /// The AI agent has it.
    Pending,
    /// People have it.
    Open,
    /// People have it and look at it again later.
    Snoozed,
    /// It is settled.
    Resolved,
}

/// A message, as much of it as a turn needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Identifier; absent where it was never stored (the command line, an eval case).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<MessageId>,
    /// Who wrote it.
    pub author: Author,
    /// The words, plain text.
    pub text: String,
    /// When it was stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
}

impl Message {
    /// A message that was never stored.
    pub fn new(author: Author, text: impl Into<String>) -> Self {
        Self {
            id: None,
            author,
            text: text.into(),
            at: None,
        }
    }
}

/// The longest message in characters; the server refuses a longer one.
pub const MAX_MESSAGE_CHARS: usize = 8_000;
