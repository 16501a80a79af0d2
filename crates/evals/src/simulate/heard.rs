//! A reply as a contact gets it, and whether it is what they came for.

use crate::case::Reached;
use crate::words::{holds, word};
use usher_engine::Outcome;

/// A reply as a contact gets it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heard {
    /// What came of the turn; `None` where it failed and people have the conversation.
    pub outcome: Option<Outcome>,
    /// The turn's reason code.
    pub reason: String,
    /// The turn's confidence, 0 to 1.
    pub confidence: f64,
    /// The words.
    pub text: String,
    /// The articles that it cites.
    pub cites: Vec<String>,
    /// Its quick replies.
    pub options: Vec<String>,
    /// The guide that it offers.
    pub guide: Option<String>,
}

/// What a reply is to somebody who wants something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// What they came for.
    Reached,
    /// People have it now.
    HandedOver,
    /// A question.
    AskedBack,
    /// Something else.
    Missed,
}

impl Heard {
    /// The outcome with its reason, for a transcript: `answer (confident, 0.83)`.
    pub fn in_words(&self) -> String {
        match self.outcome {
            Some(outcome) => format!("{} ({}, {:.2})", word(outcome), self.reason, self.confidence),
            None => "no reply could be made".to_owned(),
        }
    }
}

impl Reached {
    /// What `heard` is to who wants this. Deterministic, whoever found the words of the contact.
    pub(super) fn verdict(&self, heard: &Heard) -> Verdict {
        match heard.outcome {
            None | Some(Outcome::Escalate) => Verdict::HandedOver,
            Some(Outcome::Clarify) => Verdict::AskedBack,
            Some(Outcome::Answer) if self.is_answered_by(heard) => Verdict::Reached,
            Some(Outcome::Guide) if self.is_shown_by(heard) => Verdict::Reached,
            Some(Outcome::Answer | Outcome::Guide) => Verdict::Missed,
        }
    }

    fn is_answered_by(&self, heard: &Heard) -> bool {
        let says = self.contains.is_empty() || self.contains.iter().any(|wanted| holds(&heard.text, wanted));
        let cites = self.cites.is_empty() || self.cites.iter().any(|article| heard.cites.contains(article));
        let wants_an_answer = !(self.contains.is_empty() && self.cites.is_empty());
        wants_an_answer && says && cites
    }

    fn is_shown_by(&self, heard: &Heard) -> bool {
        let wanted = self.guide.as_ref().map(|guide| guide.as_str());
        wanted.is_some() && heard.guide.as_deref() == wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Answer, Clarify, Escalate, Guide};

    fn heard(outcome: Outcome, text: &str, cites: &str, guide: Option<&str>) -> Heard {
        Heard {
            outcome: Some(outcome),
            text: text.to_owned(),
            cites: vec![cites.to_owned()],
            guide: guide.map(str::to_owned),
            ..Heard::default()
        }
    }

    #[track_caller]
    fn check(reached: &str, heard: &Heard, expect: Verdict) {
        let reached: Reached = serde_json::from_str(reached).unwrap();
        assert_eq!(reached.verdict(heard), expect, "{reached:?} {heard:?}");
    }

    #[test]
    fn an_answer_is_right_where_all_that_is_given_holds() {
        let both = r#"{"contains":["30 days","a month"],"cites":"export.md"}"#;
        check(
            both,
            &heard(Answer, "It stays for 30 days.", "export.md", None),
            Verdict::Reached,
        );
        check(
            both,
            &heard(Answer, "It stays for 130 days.", "export.md", None),
            Verdict::Missed,
        );
        check(
            both,
            &heard(Answer, "It stays for 30 days.", "other.md", None),
            Verdict::Missed,
        );
        let person = r#"{"person":true}"#;
        check(person, &heard(Answer, "Anything.", "export.md", None), Verdict::Missed);
        check(person, &heard(Escalate, "", "", None), Verdict::HandedOver);
        check(person, &Heard::default(), Verdict::HandedOver);
    }

    #[test]
    fn a_guide_is_right_where_it_is_the_one_that_is_wanted() {
        let guide = r#"{"guide":"send"}"#;
        check(guide, &heard(Guide, "", "", Some("send")), Verdict::Reached);
        check(guide, &heard(Guide, "", "", Some("import")), Verdict::Missed);
        check(guide, &heard(Answer, "send", "send", None), Verdict::Missed);
        check(
            r#"{"cites":"a.md"}"#,
            &heard(Guide, "", "a.md", Some("send")),
            Verdict::Missed,
        );
        let either = r#"{"guide":"send","cites":"a.md"}"#;
        check(either, &heard(Guide, "", "", Some("send")), Verdict::Reached);
        check(either, &heard(Answer, "", "a.md", None), Verdict::Reached);
        check(either, &heard(Clarify, "", "a.md", None), Verdict::AskedBack);
    }
}
