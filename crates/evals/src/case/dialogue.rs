//! Dialogues and how the contact feels at their end.

use super::Identity;
use serde::Deserialize;
use usher_engine::{Author, FileId, FileRef, Message};

/// A message of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseTurn {
    /// Who wrote it.
    pub author: Author,
    /// The words.
    pub text: String,
    /// The files sent with it.
    #[serde(default)]
    pub files: Vec<CaseFile>,
    /// True where the contact asked for a person by a button.
    #[serde(default)]
    pub asks_for_person: bool,
}

/// A file of a case: what is known of it without its bytes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// What the contact calls it.
    pub name: String,
    /// What it is, as a media type.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
}

impl CaseTurn {
    /// The messages of a dialogue.
    pub fn messages(turns: &[Self]) -> Vec<Message> {
        let message = |(at, turn): (usize, &Self)| {
            let file = |(nth, file): (usize, &CaseFile)| FileRef {
                id: FileId::from(format!("{at}-{nth}").as_str()),
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                bytes: file.bytes,
                url: String::new(),
            };
            Message {
                asks_for_person: turn.asks_for_person,
                files: turn.files.iter().enumerate().map(file).collect(),
                ..Message::new(turn.author, turn.text.as_str())
            }
        };
        turns.iter().enumerate().map(message).collect()
    }

    /// What is wrong with a dialogue, if anything.
    pub(crate) fn fault(turns: &[Self]) -> Option<&'static str> {
        match turns.last() {
            None => Some("`turns` is empty; write at least the contact's message"),
            Some(last) if last.author != Author::Contact => {
                Some("the last of `turns` is not the contact's; end with the message to be answered")
            }
            Some(_) => None,
        }
    }
}

/// A dialogue, and whether the contact is dissatisfied at its last turn.
#[derive(Debug, Clone, Deserialize)]
pub struct SatisfactionCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The dialogue, oldest first; the last turn is the contact's.
    pub turns: Vec<CaseTurn>,
    /// Whether the contact is dissatisfied.
    pub dissatisfied: bool,
}
