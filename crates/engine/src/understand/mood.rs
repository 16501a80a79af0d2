//! How a contact fares over a dialogue: a small model over their last messages and what was said to them.

mod features;
mod manner;

use super::cues::Cues;
use crate::conversation::{Author, Message};
use crate::intent::Grams;
use crate::models::{FRUSTRATION, dot};
use crate::ports::{Embedder, PortError};
use crate::text::content_stems;
pub use features::MoodFeatures;
use features::features;
use manner::Manner;
use std::cmp::Ordering;

/// The messages of each side that are looked at, the last one included.
const DEPTH: usize = 4;
/// A message this likely to report a failure reports one.
const FAILED: f64 = 0.5;

/// Reads moods: the cues and the tone of a message, and the mood of a dialogue.
pub struct Moods {
    cues: Cues,
    tones: Cues,
}

/// One message of the contact, heard.
#[derive(Debug, Clone)]
pub struct Heard {
    /// What it says besides its question.
    pub cues: super::Mood,
    tones: super::Mood,
    vector: Vec<f32>,
    manner: Manner,
}

/// How the contact fares at their last message.
#[derive(Debug, Clone, PartialEq)]
pub struct DialogueMood {
    /// Probability, 0 to 1, that the contact is dissatisfied.
    pub frustration: f64,
    /// How many of the last messages report that something failed; the only message of a contact reports none.
    pub failures: u32,
    /// What the probability comes from.
    pub features: MoodFeatures,
}

impl Moods {
    /// Learns the cues and tones that ship with the engine.
    pub fn learn(embedder: &dyn Embedder) -> Result<Self, PortError> {
        Ok(Self {
            cues: Cues::learn(embedder)?,
            tones: Cues::learn_tones(embedder)?,
        })
    }

    /// The cues of a text, given its grams and its embedding.
    pub(super) fn cues(&self, text: &str, grams: &Grams, vector: &[f32]) -> super::Mood {
        self.cues.read(text, grams, vector)
    }

    /// Hears one message, given its grams and its embedding.
    pub fn hear(&self, text: &str, grams: &Grams, vector: Vec<f32>) -> Heard {
        Heard {
            cues: self.cues.read(text, grams, &vector),
            tones: self.tones.read(text, grams, &vector),
            manner: Manner::of(text),
            vector,
        }
    }

    /// The mood of a dialogue that ends with a message of the contact.
    pub fn read(&self, embedder: &dyn Embedder, messages: &[Message]) -> Result<DialogueMood, PortError> {
        let text = messages.last().map_or("", |m| m.text.as_str());
        let vector = embedder.embed(&[text])?.pop().unwrap_or_default();
        let last = self.hear(text, &Grams::of(text), vector);
        self.read_after(embedder, &messages[..messages.len().saturating_sub(1)], &last)
    }

    /// The mood at a message that was heard already, after the messages before it.
    pub fn read_after(
        &self,
        embedder: &dyn Embedder,
        before: &[Message],
        last: &Heard,
    ) -> Result<DialogueMood, PortError> {
        let texts = latest(before, DEPTH - 1, |a| a == Author::Contact);
        let vectors = if texts.is_empty() {
            Vec::new()
        } else {
            embedder.embed(&texts)?
        };
        let hear = |(text, vector): (&&str, Vec<f32>)| self.hear(text, &Grams::of(text), vector);
        let heard = texts.iter().zip(vectors).map(hear);
        let earlier: Vec<Heard> = heard.collect();
        let replies = latest(before, DEPTH, |a| matches!(a, Author::AiAgent | Author::HumanAgent));
        let replies: Vec<Vec<String>> = replies.into_iter().map(content_stems).collect();
        let features = features(last, &earlier, &replies);
        let failed = earlier.iter().chain((!earlier.is_empty()).then_some(last));
        Ok(DialogueMood {
            frustration: 1.0 / (1.0 + f64::from(-dot(FRUSTRATION, &features.values())).exp()),
            failures: failed.filter(|h| h.cues.of("failed") > FAILED).count() as u32,
            features,
        })
    }
}

impl DialogueMood {
    /// The features that speak loudest, with their log odds, the loudest first; the intercept is none of them.
    pub fn strongest(&self, most: usize) -> Vec<(&'static str, f32)> {
        let weighed = FRUSTRATION
            .iter()
            .zip(self.features.values())
            .map(|((name, w), f)| (*name, w * f));
        let mut odds: Vec<_> = weighed
            .filter(|(name, odds)| *name != "intercept" && *odds != 0.0)
            .collect();
        odds.sort_by(|a, b| b.1.abs().partial_cmp(&a.1.abs()).unwrap_or(Ordering::Equal));
        odds.truncate(most);
        odds
    }
}

/// The latest texts of some authors, the last first.
fn latest(messages: &[Message], most: usize, of: impl Fn(Author) -> bool) -> Vec<&str> {
    let theirs = messages.iter().rev().filter(|m| of(m.author));
    theirs.take(most).map(|m| m.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::TextVectors;
    use crate::text::words;

    /// Every word has a place of its own, by its letters.
    struct Words;

    impl Embedder for Words {
        fn identity(&self) -> &str {
            "words"
        }

        fn dimensions(&self) -> usize {
            97
        }

        fn max_tokens(&self) -> usize {
            256
        }

        fn count_tokens(&self, text: &str) -> usize {
            words(text).len()
        }

        fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
            let one = |text: &&str| {
                let mut vector = vec![0.0f32; 97];
                for word in words(text) {
                    vector[word.lower.bytes().fold(7, |h, b| (h * 31 + usize::from(b)) % 97)] += 1.0;
                }
                let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1.0);
                vector.into_iter().map(|v| v / length).collect()
            };
            Ok(texts.iter().map(one).collect())
        }

        fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
            let of = |pooled| TextVectors {
                pooled,
                ..TextVectors::default()
            };
            Ok(self.embed(texts)?.into_iter().map(of).collect())
        }
    }

    /// The contact and the agent in turns; the contact has the last word.
    fn check(said: &[&str], expect: impl Fn(&DialogueMood) -> bool) {
        let author = |at: usize| {
            if (said.len() - at) % 2 == 1 {
                Author::Contact
            } else {
                Author::AiAgent
            }
        };
        let messages: Vec<Message> = said
            .iter()
            .enumerate()
            .map(|(at, t)| Message::new(author(at), *t))
            .collect();
        let mood = Moods::learn(&Words).unwrap().read(&Words, &messages).unwrap();
        assert!(expect(&mood), "{said:?}: {mood:?}");
    }

    #[test]
    fn a_dialogue_shows_who_repeats_what() {
        let (ask, hint) = ("how do I move the logo", "Choose a template with the logo on the left");
        check(&[ask], |mood| {
            mood.features.asks_again == 0.0 && mood.features.new_words == 1.0
        });
        check(&[ask, hint, ask], |mood| {
            mood.features.asks_again > 0.99 && mood.features.new_words == 0.0 && mood.features.agent_repeats == 0.0
        });
        check(&[ask, hint, "which one", hint, "and then"], |mood| {
            mood.features.agent_repeats == 1.0
        });
    }

    #[test]
    fn failures_are_counted_over_the_last_four_messages_but_never_of_one_alone() {
        let failed = "it still doesn't work";
        check(&[failed], |mood| mood.failures == 0);
        check(&["the upload fails", "Try again.", failed], |mood| mood.failures >= 1);
        let many = [failed, "a", failed, "b", failed, "c", failed, "d", failed];
        check(&many, |mood| mood.failures == 4 && mood.features.stuck == 5f32.ln());
    }

    #[test]
    fn what_speaks_loudest_is_named_first_and_nothing_is_everything() {
        check(&["WHY??", "Restart it.", "NO"], |mood| {
            let odds: Vec<f32> = mood.strongest(3).iter().map(|(_, odds)| odds.abs()).collect();
            odds.is_sorted_by(|a, b| a >= b) && (0.0..=1.0).contains(&mood.frustration)
        });
        check(&[""], |mood| mood.frustration.is_finite());
    }
}
