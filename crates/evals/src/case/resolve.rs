//! Whole turns.

use super::{CaseTurn, Identity};
use serde::Deserialize;
use usher_engine::{Contact, GuideId, Outcome, PageContext, TurnInput};

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
            messages: CaseTurn::messages(&self.turns),
            contact: self.contact.clone(),
            page: self.page.clone().map(PageContext::bounded),
            ..TurnInput::default()
        }
    }

    /// What is wrong with it, if anything.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let expect = &self.expect;
        if let Some(fault) = CaseTurn::fault(&self.turns) {
            return Some(fault);
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

#[cfg(test)]
mod tests {
    use super::*;

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
