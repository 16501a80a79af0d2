//! Articles that contradict each other: two passages that say the same of the same, with another value.

use crate::text::{is_stopword, words};
use std::collections::BTreeSet;

/// Passages that mean less the same than this are of different things.
const SAME: f32 = 0.75;
/// The share of the words besides values that both have to have.
const WORDS: f32 = 0.6;

/// A passage that states something.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Its article, as a place in a list.
    pub article: usize,
    /// The heading that it stands under.
    pub heading: String,
    /// The words.
    pub text: String,
    /// Their vector, of unit length.
    pub vector: Vec<f32>,
}

/// True where a passage states a value that another could contradict.
pub fn states_a_value(text: &str) -> bool {
    let of = Parts::of(text);
    !of.values.is_empty() && of.words.len() >= 3
}

/// Pairs of statements of different articles that contradict each other, the likest first; each pair of articles once.
pub fn contradictions(statements: &[Statement]) -> Vec<(usize, usize)> {
    let parts: Vec<Parts> = statements.iter().map(|s| Parts::of(&s.text)).collect();
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for (b, second) in statements.iter().enumerate() {
        for (a, first) in statements[..b].iter().enumerate() {
            if first.article == second.article || !parts[a].differs_in_value_only(&parts[b]) {
                continue;
            }
            let alike: f32 = first.vector.iter().zip(&second.vector).map(|(x, y)| x * y).sum();
            if alike >= SAME {
                found.push((alike, a, b));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut told = BTreeSet::new();
    let pair = |a: usize, b: usize| (statements[a].article, statements[b].article);
    found.retain(|&(_, a, b)| told.insert(pair(a, b)));
    found.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// A text, apart in values and words.
struct Parts {
    values: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut parts = Self {
            values: BTreeSet::new(),
            words: BTreeSet::new(),
        };
        for word in words(text) {
            let stem = word.stem();
            if stem.starts_with(|c: char| c.is_ascii_digit()) {
                parts.values.insert(stem);
            } else if !is_stopword(&word.lower) {
                parts.words.insert(stem);
            }
        }
        parts
    }

    fn differs_in_value_only(&self, other: &Self) -> bool {
        let shared = self.words.intersection(&other.words).count() as f32;
        let most = self.words.len().max(other.words.len()).max(1) as f32;
        !self.values.is_empty()
            && !other.values.is_empty()
            && self.values.intersection(&other.values).next().is_none()
            && shared / most >= WORDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(article: usize, text: &str) -> Statement {
        Statement {
            article,
            heading: String::new(),
            text: text.into(),
            vector: vec![1.0],
        }
    }

    #[test]
    fn another_value_of_the_same_thing_is_a_contradiction() {
        let all = [
            statement(0, "An invitation works for 7 days."),
            statement(1, "The invitation works for fourteen days."),
            statement(1, "An invitation works for 14 days and no longer."),
            statement(2, "A plan has 14 days of trial."),
            statement(3, "An invitation works for seven days."),
        ];
        let found = contradictions(&all);
        assert_eq!(found, [(0, 1), (1, 4)], "0 and 1, 1 and 3; each pair of articles once");
        assert!(states_a_value("An invitation works for 7 days.") && !states_a_value("Choose Save."));
    }
}
