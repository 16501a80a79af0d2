//! Cases as their files hold them. Unknown fields of a case are let be (suites carry notes of their makers); within
//! `expect`, `page` and `contact` they are errors, because a misspelt expectation would quietly count as none.

use serde::Deserialize;
use usher_engine::{Author, Contact, GuideId, Message, Outcome, PageContext, TurnInput};

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

/// A conversation and what should come of it.
#[derive(Debug, Clone, Deserialize)]
pub struct ResolveCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The conversation, oldest first; the last turn is the contact's.
    pub turns: Vec<CaseTurn>,
    /// What the contact has before them.
    #[serde(default)]
    pub page: Option<PageContext>,
    /// Who asks; our own extension.
    #[serde(default)]
    pub contact: Contact,
    /// What should come of it.
    pub expect: Expect,
}

/// A message of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseTurn {
    /// Who wrote it.
    pub author: Author,
    /// The words.
    pub text: String,
}

/// What should come of a conversation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The outcome; `guide` and `clarify` are our own extension.
    pub outcome: Outcome,
    /// Articles that answer it.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Articles that also do.
    #[serde(default)]
    pub may_cite: Vec<String>,
    /// The reply holds any one of these; empty asks for nothing.
    #[serde(default)]
    pub contains: Vec<String>,
    /// The guide that should be offered; our own extension.
    #[serde(default)]
    pub guide: Option<GuideId>,
    /// The reply holds none of these; our own extension.
    #[serde(default)]
    pub must_not: Vec<String>,
}

impl Expect {
    /// True where a citation of this article is right.
    pub fn admits(&self, article: &str) -> bool {
        self.cites.iter().chain(&self.may_cite).any(|a| a == article)
    }
}

impl ResolveCase {
    /// The turn that the case asks for.
    pub fn input(&self) -> TurnInput {
        TurnInput {
            messages: self
                .turns
                .iter()
                .map(|t| Message::new(t.author, t.text.as_str()))
                .collect(),
            contact: self.contact.clone(),
            page: self.page.clone().map(PageContext::bounded),
            ..TurnInput::default()
        }
    }

    /// What is wrong with it, if anything.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let expect = &self.expect;
        match self.turns.last() {
            None => return Some("`turns` is empty; write at least the contact's message"),
            Some(last) if last.author != Author::Contact => {
                return Some("the last of `turns` is not the contact's; end with the message to be answered");
            }
            Some(_) => {}
        }
        let nothing_to_cite = expect.cites.is_empty() && expect.may_cite.is_empty();
        match expect.outcome {
            Outcome::Answer if nothing_to_cite => Some("it expects an answer but names no article; fill `cites`"),
            Outcome::Guide if expect.guide.is_none() => Some("it expects a guide but names none; add `guide`"),
            Outcome::Answer | Outcome::Clarify | Outcome::Escalate if expect.guide.is_some() => {
                Some("it names a `guide` but expects another outcome; write `\"outcome\": \"guide\"` or remove it")
            }
            _ => None,
        }
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

    #[test]
    fn a_misspelt_expectation_is_an_error_and_a_makers_note_is_not() {
        let read = |expect: &str| {
            serde_json::from_str::<ResolveCase>(&format!(
                r#"{{"id":"a","note":"x","turns":[{{"author":"contact","text":"hi"}}],"expect":{expect}}}"#
            ))
        };
        assert!(read(r#"{"outcome":"escalate"}"#).is_ok());
        assert!(
            read(r#"{"outcome":"escalate","must_nott":["x"]}"#)
                .unwrap_err()
                .to_string()
                .contains("must_nott")
        );
        assert!(
            read(r#"{"outcome":"guide"}"#)
                .unwrap()
                .fault()
                .unwrap()
                .contains("add `guide`")
        );
        assert!(
            read(r#"{"outcome":"answer"}"#)
                .unwrap()
                .fault()
                .unwrap()
                .contains("fill `cites`")
        );
    }
}
