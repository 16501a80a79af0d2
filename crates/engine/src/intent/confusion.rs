//! Which intents are hard to tell apart: every example is read by what the others teach.

use super::{Classifier, Example, Grams};
use crate::text::{EMPTY, fnv};
use std::collections::{BTreeMap, HashMap};

/// Parts of the examples that are held out in turn. An example's part is told by its own words, so that another example more
/// leaves it where it is.
const PARTS: u64 = 5;

/// One example that is read otherwise may be chance: what was learned changed a little everywhere.
const FEWEST_MORE: usize = 2;

/// Two intents of which examples are taken for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// One of them, the first by name.
    pub a: String,
    /// The other.
    pub b: String,
    /// Examples of the one that are taken for the other.
    pub examples: usize,
    /// Examples of both.
    pub of: usize,
}

/// How examples are read by what the others teach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Those that are read as what they are.
    pub right: usize,
    /// All of them.
    pub of: usize,
    /// Those that are not, by pair, the most first.
    pub confusions: Vec<Confusion>,
}

impl Reading {
    /// What is harder to tell apart than it was `before`, of the pairs of one intent.
    pub fn harder_than(&self, before: &Self, intent: &str) -> Vec<Confusion> {
        let was = |pair: &Confusion| {
            let same = |held: &&Confusion| held.a == pair.a && held.b == pair.b;
            before.confusions.iter().find(same).map_or(0, |held| held.examples)
        };
        let of_intent = |pair: &&Confusion| pair.a == intent || pair.b == intent;
        let harder = self.confusions.iter().filter(of_intent);
        harder
            .filter(|pair| pair.examples >= was(pair) + FEWEST_MORE)
            .cloned()
            .collect()
    }
}

/// Reads every example of an intent by what the others teach; those that are out of scope are left out. Vectors in the same order.
pub fn read_by_others(examples: &[Example], vectors: &[Vec<f32>]) -> Reading {
    let inside: Vec<usize> = (0..examples.len())
        .filter(|&at| examples[at].intent.is_some())
        .collect();
    let part = |at: usize| fnv(EMPTY, &examples[at].text) % PARTS;
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    for &at in &inside {
        *sizes
            .entry(examples[at].intent.as_deref().unwrap_or_default())
            .or_default() += 1;
    }
    let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut right = 0;
    let guesses = (0..PARTS).flat_map(|held_out| {
        let taught = inside.iter().filter(|&&at| part(at) != held_out);
        let (learned, of_learned): (Vec<Example>, Vec<Vec<f32>>) =
            taught.map(|&at| (examples[at].clone(), vectors[at].clone())).unzip();
        let classifier = Classifier::train_to_rank(&learned, &of_learned);
        let held = inside.iter().filter(move |&&at| part(at) == held_out);
        let guess = |&at: &usize| (at, classifier.classify(&Grams::of(&examples[at].text), &vectors[at]));
        held.map(guess).collect::<Vec<_>>()
    });
    for (at, guess) in guesses {
        let own = examples[at].intent.as_deref().unwrap_or_default();
        let Some(best) = guess.ranked.first() else { continue };
        if best.intent == own {
            right += 1;
        } else if let Some((other, _)) = sizes.get_key_value(best.intent.as_str()) {
            *pairs.entry((own.min(other), own.max(other))).or_default() += 1;
        }
    }
    let confusion = |((a, b), examples): ((&str, &str), usize)| Confusion {
        a: a.to_owned(),
        b: b.to_owned(),
        examples,
        of: sizes[a] + sizes[b],
    };
    let mut confusions: Vec<Confusion> = pairs.into_iter().map(confusion).collect();
    confusions.sort_by_key(|pair| std::cmp::Reverse(pair.examples));
    Reading {
        right,
        of: inside.len(),
        confusions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(text: String, intent: &str) -> Example {
        Example {
            text,
            intent: Some(intent.to_owned()),
        }
    }

    #[test]
    fn intents_with_the_same_words_are_told_of_and_others_are_not() {
        let mut examples = Vec::new();
        for n in 0..20 {
            examples.push(example(format!("send my invoice number {n}"), "send"));
            examples.push(example(format!("delete the customer {n}"), "delete"));
        }
        let vectors = vec![Vec::new(); examples.len()];
        let apart = read_by_others(&examples, &vectors);
        assert_eq!((apart.right, apart.of, apart.confusions.len()), (40, 40, 0));
        for n in 20..40 {
            examples.push(example(format!("send my invoice number {n}"), "mail"));
        }
        let vectors = vec![Vec::new(); examples.len()];
        let close = read_by_others(&examples, &vectors);
        let harder = close.harder_than(&apart, "mail");
        assert_eq!(harder.len(), 1, "{close:?}");
        assert_eq!(
            (harder[0].a.as_str(), harder[0].b.as_str(), harder[0].of),
            ("mail", "send", 40)
        );
        assert!(harder[0].examples > 5, "{harder:?}");
        assert!(close.harder_than(&apart, "delete").is_empty());
        assert_eq!(read_by_others(&[], &[]), Reading::default());
    }
}
