//! What the contact wants, in which language, how urgently, and in what mood.

mod aside;
mod cues;
mod mood;
mod query;

pub use cues::{Cues, Mood, TOPICS};
pub use mood::{DialogueMood, Heard, MoodFeatures, Moods};
pub use query::standalone;

use serde::{Deserialize, Serialize};

/// The first intermediate result of a turn.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Understanding {
    /// ISO 639-3 code of the message's language; empty where it is too short to tell.
    pub language: String,
    /// The question made to stand alone: the message, with what it leaves unsaid taken from the conversation and the page.
    pub query: String,
    /// The likeliest intents with their probabilities, best first; empty without taught intents.
    pub intents: Vec<IntentGuess>,
    /// Probability, 0 to 1, that the message is about the product at all; 1 without taught intents.
    pub in_scope: f64,
    /// The topic of the likeliest intent, or a topic that every product has.
    pub topic: Option<String>,
    /// Probability that the topic is right.
    pub topic_probability: f64,
    /// Probability that the contact asks for a person.
    pub wants_person: f64,
    /// Probability that the contact says that the problem is solved.
    pub solved: f64,
    /// 0 (can wait) to 1 (drop everything).
    pub urgency: f64,
    /// -1 (angry) to 1 (pleased).
    pub sentiment: f64,
    /// Probability, 0 to 1, that the contact is dissatisfied, from all of the dialogue.
    pub frustration: f64,
    /// How many earlier turns about this problem failed.
    pub failures: u32,
}

/// A likely intent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntentGuess {
    /// The intent's id.
    pub intent: String,
    /// Probability given that the message is in scope.
    pub probability: f64,
}

/// The language of a text, where it is long enough to tell.
pub fn language(text: &str) -> String {
    /// Shorter texts are guessed wrong too often.
    const SHORTEST: usize = 24;
    let info = if text.chars().count() < SHORTEST {
        None
    } else {
        whatlang::detect(text)
    };
    info.filter(whatlang::Info::is_reliable)
        .map_or_else(String::new, |i| i.lang().code().to_owned())
}
