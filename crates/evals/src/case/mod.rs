//! Cases as their files hold them. Unknown fields of a case are let be (suites carry notes of their makers); within
//! `expect`, `reached`, `page` and `contact` they are errors, because a misspelt expectation would quietly count as none.

mod check;
mod dialogue;
mod ground;
mod handoff;
mod resolve;
mod simulate;

pub use check::{InjectionCase, LabelledSpan, PiiCase, SupportCase};
pub use dialogue::{CaseFile, CaseTurn, SatisfactionCase};
pub use ground::{Control, GroundCase, GroundPage};
pub use handoff::{HandoffCase, Known, KnownAccount, KnownError, KnownPage, Tried};
pub use resolve::{Expect, ResolveCase};
pub use simulate::{Matter, Persona, Reached, SimulateCase};

use serde::Deserialize;

/// What every case has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Identity {
    /// Unique in its suite.
    pub id: String,
    /// Cases of one group are not independent and are resampled together.
    #[serde(default)]
    pub group: Option<String>,
    /// Words to sort cases by.
    #[serde(default)]
    pub tags: Vec<String>,
}

impl Identity {
    /// The group; a case without one is a group of its own.
    pub fn group(&self) -> &str {
        self.group.as_deref().unwrap_or(&self.id)
    }
}

/// A query and the articles that should be found.
#[derive(Debug, Clone, Deserialize)]
pub struct RetrieveCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The query.
    pub query: String,
    /// The articles that are relevant, all equally.
    pub relevant: Vec<String>,
}

/// A message and its intent.
#[derive(Debug, Clone, Deserialize)]
pub struct ClassifyCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// Text and intent.
    #[serde(flatten)]
    pub labelled: LabelledText,
}

/// A text and its intent; also a training example.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LabelledText {
    /// The text.
    pub text: String,
    /// The intent; null is out of scope. The field must be there.
    #[serde(deserialize_with = "nullable")]
    pub intent: Option<String>,
}

/// A question on one article.
#[derive(Debug, Clone, Deserialize)]
pub struct ReadCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The article to read.
    pub article: String,
    /// The question.
    pub question: String,
    /// Right answers; empty where the article does not answer it.
    pub answers: Vec<String>,
}

/// Makes a field that may be null but must be written: serde lets an absent `Option` be `None`.
fn nullable<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_intent_may_be_null_but_not_left_out() {
        let read = |json: &str| serde_json::from_str::<ClassifyCase>(json);
        assert_eq!(
            read(r#"{"id":"a","text":"hi","intent":null}"#).unwrap().labelled.intent,
            None
        );
        assert!(
            read(r#"{"id":"a","text":"hi"}"#)
                .unwrap_err()
                .to_string()
                .contains("intent")
        );
    }
}
