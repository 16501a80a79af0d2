//! What a message says besides its question: asks for a person, is angry, urgent, solved, failed again.

use crate::intent::{Classifier, Example, Grams};
use crate::ports::{Embedder, PortError};
use regex::Regex;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The examples that teach the cues.
const TAUGHT: &str = include_str!("../../data/cues.yaml");
/// The examples that teach the tones of a message within a dialogue.
const TONES: &str = include_str!("../../data/tones.yaml");

/// Topics that every product has, by the cue that shows them.
pub const TOPICS: [&str; 3] = ["refunds", "legal", "security_incident"];

/// A trained recogniser of cues.
pub struct Cues {
    classifier: Classifier,
}

/// The cues of one message, as probabilities.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mood {
    cues: HashMap<String, f64>,
}

impl Mood {
    /// The probability of a cue.
    pub fn of(&self, cue: &str) -> f64 {
        self.cues.get(cue).copied().unwrap_or(0.0)
    }

    /// Takes a cue for at least this likely.
    pub(super) fn raise(&mut self, cue: &str, probability: f64) {
        let known = self.cues.entry(cue.to_owned()).or_default();
        *known = known.max(probability);
    }
}

impl Cues {
    /// Learns the cues that ship with the engine.
    pub fn learn(embedder: &dyn Embedder) -> Result<Self, PortError> {
        Self::taught("cues.yaml", TAUGHT, embedder)
    }

    /// Learns the tones that ship with the engine: `fed_up`, `content` and `open`.
    pub fn learn_tones(embedder: &dyn Embedder) -> Result<Self, PortError> {
        Self::taught("tones.yaml", TONES, embedder)
    }

    fn taught(file: &str, yaml: &str, embedder: &dyn Embedder) -> Result<Self, PortError> {
        let taught: BTreeMap<String, Vec<String>> =
            serde_yaml_ng::from_str(yaml).map_err(|e| PortError::Embedder(format!("{file}: {e}")))?;
        let examples: Vec<Example> = taught
            .into_iter()
            .flat_map(|(cue, texts)| {
                texts.into_iter().map(move |text| Example {
                    text,
                    intent: Some(cue.clone()),
                })
            })
            .collect();
        let texts: Vec<&str> = examples.iter().map(|e| e.text.as_str()).collect();
        let vectors = embedder.embed(&texts)?;
        Ok(Self {
            classifier: Classifier::train_to_rank(&examples, &vectors),
        })
    }

    /// The cues of a message; `grams` are those of `text`.
    pub fn read(&self, text: &str, grams: &Grams, vector: &[f32]) -> Mood {
        let classified = self.classifier.classify(grams, vector);
        let mut cues: HashMap<String, f64> = classified
            .ranked
            .into_iter()
            .map(|g| (g.intent, g.probability))
            .collect();
        if asks_for_person_outright(text) {
            cues.insert("wants_person".into(), 1.0);
        }
        Mood { cues }
    }
}

/// "I need a person." asks for one; "I need a person to be added" does not.
#[expect(clippy::expect_used, reason = "a constant pattern; a test compiles it")]
static ASKS_AT_THE_END: LazyLock<Regex> = LazyLock::new(|| {
    let asks = r"\b(need|want|get me|give me|get|prefer) an? ((real|live|actual) )?(person|human|human being|agent|operator)( now| please| again)?\s*([.,;!?\n]|$)";
    Regex::new(asks).expect("constant pattern")
});

/// Phrases that leave no doubt, whatever the embedding thinks.
fn asks_for_person_outright(text: &str) -> bool {
    let lower = text.to_lowercase().replace('’', "'");
    const VERBS: [&str; 9] = [
        "talk to a",
        "speak to a",
        "speak with a",
        "talk with a",
        "chat with a",
        "connect me to a",
        "transfer me to a",
        "get me a",
        "put me through to a",
    ];
    const PEOPLE: [&str; 10] = [
        " human",
        " person",
        " real person",
        " real human",
        "n agent",
        " representative",
        "n operator",
        " live agent",
        " manager",
        " supervisor",
    ];
    let outright = VERBS
        .iter()
        .any(|v| PEOPLE.iter().any(|p| lower.contains(&format!("{v}{p}"))));
    outright
        || ASKS_AT_THE_END.is_match(&lower)
        || matches!(
            lower.trim_matches(|c: char| !c.is_alphanumeric()),
            "human" | "agent" | "person" | "operator" | "human please" | "agent please"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_for_a_person_outright_leaves_no_doubt() {
        assert!(asks_for_person_outright("Can I speak to a real person, please?"));
        assert!(asks_for_person_outright("HUMAN!"));
        assert!(asks_for_person_outright("It changed by itself, I need a person."));
        assert!(!asks_for_person_outright("Can I add a person to my team?"));
        assert!(!asks_for_person_outright("I need a person to be added to my team."));
    }

    #[test]
    fn the_taught_cues_parse_and_name_the_topics() {
        let taught: BTreeMap<String, Vec<String>> = serde_yaml_ng::from_str(TAUGHT).unwrap();
        assert!(TOPICS.iter().all(|t| taught.contains_key(*t)));
        assert!(taught.values().all(|texts| texts.len() >= 8));
    }

    #[test]
    fn the_taught_tones_parse_and_are_three() {
        let taught: BTreeMap<String, Vec<String>> = serde_yaml_ng::from_str(TONES).unwrap();
        assert_eq!(taught.keys().collect::<Vec<_>>(), ["content", "fed_up", "open"]);
    }
}
