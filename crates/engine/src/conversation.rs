//! Conversations and messages, as the engine reads them.

use crate::ids::{FileId, MessageId};
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
    /// True where the contact asked for a person by more than words: by a button.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asks_for_person: bool,
    /// The files sent with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
}

/// A file, as those who may read its conversation know it; its bytes lie in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    /// Identifier.
    pub id: FileId,
    /// What the contact calls it: data, never a path and never markup.
    pub name: String,
    /// What its bytes are, as a media type.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// Where its bytes are on the server: a path with a key in it, which is as good as the right to read.
    pub url: String,
}

impl FileRef {
    /// Where the file with this key is on the server.
    pub fn url(key: &str) -> String {
        format!("/v1/files/{key}")
    }
}

impl Message {
    /// A message that was never stored.
    pub fn new(author: Author, text: impl Into<String>) -> Self {
        Self {
            id: None,
            author,
            text: text.into(),
            at: None,
            asks_for_person: false,
            files: Vec::new(),
        }
    }
}

/// The longest message in characters; the server refuses a longer one.
pub const MAX_MESSAGE_CHARS: usize = 8_000;
