//! Contacts who come with a goal, for whole conversations.

use super::Identity;
use serde::{Deserialize, Deserializer};
use usher_engine::conversation::MAX_MESSAGE_CHARS;
use usher_engine::{Contact, GuideId, PageContext};

/// Replies that a contact bears unless the case says otherwise.
const PATIENCE: usize = 3;
/// The most that a case may ask for, so that every conversation ends.
const MOST_PATIENCE: usize = 10;

/// A contact, what they want to get done, what they say on the way, and how one sees that they got it.
#[derive(Debug, Clone, Deserialize)]
pub struct SimulateCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// Who it is.
    pub persona: Persona,
    /// What they want to get done, in words. Never sent; quick replies are chosen by it, and a language model speaks for it.
    pub goal: String,
    /// The opening message, then the same put otherwise, in the order in which they try.
    pub says: Vec<String>,
    /// What the contact has before them.
    #[serde(default)]
    pub page: Option<PageContext>,
    /// What they came for.
    pub reached: Reached,
    /// What they go on to ask once they have that, in the same conversation.
    #[serde(default)]
    pub then: Vec<Matter>,
    /// Replies that settle nothing, of one matter, after which they ask for a person.
    #[serde(default = "patience")]
    pub patience: usize,
}

/// Who writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// The name in the host's token.
    pub name: String,
    /// How they write, in words: for a language model that speaks for them, and for readers.
    #[serde(default)]
    pub manner: String,
    /// The subscription plan.
    #[serde(default)]
    pub plan: Option<String>,
    /// The role in the account.
    #[serde(default)]
    pub role: Option<String>,
    /// BCP 47 language tag.
    #[serde(default)]
    pub locale: Option<String>,
}

/// A further thing that a contact wants.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// How they put it, and the same put otherwise.
    pub says: Vec<String>,
    /// What they want.
    pub reached: Reached,
}

/// How one sees that a contact got what they came for. An answer does it where `contains` or `cites` is given and each that is
/// given holds; a guide where it is `guide`; a handover where `person` is true. A case may admit both an answer and a guide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reached {
    /// The answer holds any one of these.
    #[serde(deserialize_with = "one_or_several")]
    pub contains: Vec<String>,
    /// The answer cites any one of these articles.
    #[serde(deserialize_with = "one_or_several")]
    pub cites: Vec<String>,
    /// The guide that is offered.
    pub guide: Option<GuideId>,
    /// A person has to take over, and nothing else will do.
    pub person: bool,
}

impl SimulateCase {
    /// What they want in its order, from 0; `None` after the last.
    pub fn matter(&self, at: usize) -> Option<(&[String], &Reached)> {
        match at.checked_sub(1) {
            None => Some((self.says.as_slice(), &self.reached)),
            Some(later) => self.then.get(later).map(|m| (m.says.as_slice(), &m.reached)),
        }
    }

    /// True where the conversation should end with a person.
    pub fn wants_person(&self) -> bool {
        self.then.last().map_or(&self.reached, |last| &last.reached).person
    }

    /// The contact as the host's back end would vouch for them.
    pub fn contact(&self, subject: String) -> Contact {
        let Persona {
            name,
            plan,
            role,
            locale,
            ..
        } = self.persona.clone();
        Contact {
            subject: Some(subject),
            name: Some(name).filter(|n| !n.trim().is_empty()),
            plan,
            role,
            locale,
            ..Contact::default()
        }
    }

    /// What is wrong with it, if anything.
    pub(crate) fn fault(&self) -> Option<String> {
        if self.goal.trim().is_empty() {
            return Some("`goal` is empty; say in words what the contact wants to get done".to_owned());
        }
        if !(1..=MOST_PATIENCE).contains(&self.patience) {
            let message = format!("`patience` is {}; write 1 to {MOST_PATIENCE} replies", self.patience);
            return Some(message);
        }
        let matters = (0..=self.then.len()).filter_map(|at| self.matter(at));
        matters.enumerate().find_map(|(at, (says, reached))| {
            let fault = fault_of(says, reached, at == self.then.len())?;
            Some(match at {
                0 => fault.to_owned(),
                _ => format!("in `then`, number {at}: {fault}"),
            })
        })
    }
}

fn fault_of(says: &[String], reached: &Reached, is_last: bool) -> Option<&'static str> {
    let unsayable = |text: &String| text.trim().is_empty() || text.chars().count() > MAX_MESSAGE_CHARS;
    let answers = !reached.contains.is_empty() || !reached.cites.is_empty();
    let blank = |texts: &[String]| texts.iter().any(|t| t.trim().is_empty());
    if says.is_empty() {
        return Some("`says` is empty; write at least the opening message");
    }
    if says.iter().any(unsayable) {
        return Some("a text of `says` is empty or longer than 8000 characters; write what the contact says");
    }
    if blank(&reached.contains) || blank(&reached.cites) {
        return Some("`reached` holds an empty text, which every reply would hold; remove it");
    }
    match (reached.person, answers || reached.guide.is_some()) {
        (false, false) => Some("`reached` wants nothing; give `contains`, `cites`, `guide` or `\"person\": true`"),
        (true, true) => {
            Some("`reached` wants a person and an answer or a guide; a person only counts where nothing else will do")
        }
        (true, false) if !is_last => {
            Some("people have it after `\"person\": true`; only the last matter may want that")
        }
        _ => None,
    }
}

fn patience() -> usize {
    PATIENCE
}

/// A text, or a list of them.
fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a text or a list of texts")]
    enum Given {
        One(String),
        Several(Vec<String>),
    }
    Ok(match Given::deserialize(deserializer)? {
        Given::One(text) => vec![text],
        Given::Several(texts) => texts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reached: &str, then: &str) -> Result<SimulateCase, String> {
        let line = format!(
            r#"{{"id":"a","persona":{{"name":"Kim"}},"goal":"export","says":["How?"],"reached":{reached},"then":{then},"note":1}}"#
        );
        serde_json::from_str(&line).map_err(|e| e.to_string())
    }

    #[test]
    fn a_case_says_what_is_wanted_and_in_which_order() {
        let case = read(
            r#"{"contains":"30 days","cites":["a.md","b.md"]}"#,
            r#"[{"says":["I want a person"],"reached":{"person":true}}]"#,
        );
        let case = case.unwrap();
        assert_eq!(case.fault(), None);
        assert_eq!((case.patience, case.wants_person()), (PATIENCE, true));
        assert_eq!(case.matter(0).unwrap().1.contains, ["30 days"]);
        assert_eq!(case.matter(1).unwrap().0, ["I want a person"]);
        assert_eq!(case.matter(2), None);
        assert_eq!(case.contact("s-1".into()).name.as_deref(), Some("Kim"));
    }

    #[test]
    fn what_cannot_be_measured_is_named_with_its_cure() {
        let fault = |reached: &str, then: &str| read(reached, then).unwrap().fault().unwrap();
        assert!(fault("{}", "[]").contains("wants nothing; give `contains`"));
        assert!(fault(r#"{"person":true,"guide":"g"}"#, "[]").contains("nothing else will do"));
        assert!(fault(r#"{"contains":[" "]}"#, "[]").contains("empty text"));
        assert!(
            fault(r#"{"guide":"g"}"#, r#"[{"says":[],"reached":{"guide":"g"}}]"#).starts_with("in `then`, number 1:")
        );
        let early = fault(r#"{"person":true}"#, r#"[{"says":["And?"],"reached":{"guide":"g"}}]"#);
        assert!(early.contains("only the last matter"), "{early}");
        assert!(read(r#"{"contain":["x"]}"#, "[]").unwrap_err().contains("contain"));
        assert!(
            read(r#"{"contains":7}"#, "[]")
                .unwrap_err()
                .contains("a text or a list of texts")
        );
    }
}
