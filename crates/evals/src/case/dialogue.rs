//! Dialogues and how the contact feels at their end.

use super::Identity;
use serde::Deserialize;
use usher_engine::{Author, Message};

/// A message of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseTurn {
    /// Who wrote it.
    pub author: Author,
    /// The words.
    pub text: String,
}

impl CaseTurn {
    /// The messages of a dialogue.
    pub fn messages(turns: &[Self]) -> Vec<Message> {
        turns.iter().map(|t| Message::new(t.author, t.text.as_str())).collect()
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
