//! A claim laid beside one sentence: what stands in the place of what.

use super::mark::Mark;
use crate::text::in_step;
use std::collections::HashSet;

/// What differs where a claim and a sentence are otherwise in step.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Differences {
    /// Share of the claim's content words that are in step.
    pub in_step: f32,
    /// Places where each has a number that the other has not.
    pub numbers: usize,
    /// Places where each has a name that the other has not.
    pub names: usize,
    /// Only the claim negates somewhere.
    pub negated: bool,
    /// Only the sentence negates somewhere.
    pub unnegated: bool,
}

/// Lays a claim beside a sentence along their longest common subsequence of stems.
pub(super) fn differences(claim: &[Mark], sentence: &[Mark]) -> Differences {
    let steps = in_step(claim, sentence, |a, b| a.stem == b.stem);
    let (own, other) = (stems(claim), stems(sentence));
    let content = claim.iter().filter(|w| !w.stopword).count().max(1);
    let mut found = Differences {
        in_step: steps.iter().filter(|(at, _)| !claim[*at].stopword).count() as f32 / content as f32,
        ..Differences::default()
    };
    let (mut left, mut right) = (0, 0);
    for (to_left, to_right) in steps.into_iter().chain([(claim.len(), sentence.len())]) {
        let (ours, theirs) = (&claim[left..to_left], &sentence[right..to_right]);
        let both = |is: fn(&Mark) -> bool| {
            let new = |words: &[Mark], known: &HashSet<&str>| {
                words
                    .iter()
                    .any(|w| !w.stopword && is(w) && !known.contains(w.stem.as_str()))
            };
            new(ours, &other) && new(theirs, &own)
        };
        let negates = |words: &[Mark]| words.iter().any(|w| w.negation);
        found.numbers += usize::from(both(|w| w.number));
        found.names += usize::from(both(|w| w.name && !w.negation));
        found.negated |= negates(ours) && !negates(theirs);
        found.unnegated |= negates(theirs) && !negates(ours);
        (left, right) = (to_left + 1, to_right + 1);
    }
    found
}

fn stems(words: &[Mark]) -> HashSet<&str> {
    words.iter().map(|w| w.stem.as_str()).collect()
}

/// Content words that a negation shortly before them denies: the first two of the five words after it.
pub(super) fn denied(words: &[Mark]) -> HashSet<&str> {
    let negations = words.iter().enumerate().filter(|(_, w)| w.negation);
    let after = |(at, _): (usize, &Mark)| {
        let next = words.iter().skip(at + 1).take(5);
        next.filter(|w| !w.stopword).take(2).map(|w| w.stem.as_str())
    };
    negations.flat_map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::mark::marks;

    #[test]
    fn differences_are_seen_where_the_rest_is_in_step() {
        let check = |claim: &str, sentence: &str, expect: (usize, usize, bool, bool)| {
            let d = differences(&marks(claim), &marks(sentence));
            assert_eq!(
                (d.numbers, d.names, d.negated, d.unnegated),
                expect,
                "{claim} | {sentence}"
            );
        };
        let said = "Ask Ms Lima for the 12 forms, she cannot sign them.";
        check("Ask Ms Lima for the 12 forms.", said, (0, 0, false, true));
        check(
            "Ask Ms Lima for the 15 forms, she cannot sign.",
            said,
            (1, 0, false, false),
        );
        check(
            "Ask Ms Okoye for the 12 forms, she cannot sign.",
            said,
            (0, 1, false, false),
        );
        check(
            "Do not ask Ms Lima for the 12 forms, she cannot sign.",
            said,
            (0, 0, true, false),
        );
    }

    #[test]
    fn a_negation_denies_the_words_after_it() {
        let denies = |text: &str| {
            let words = marks(text);
            let mut stems: Vec<String> = denied(&words).into_iter().map(str::to_owned).collect();
            stems.sort();
            stems
        };
        assert_eq!(denies("Drafts can't be restored from the bin."), ["bin", "restor"]);
        assert!(denies("Drafts can be restored.").is_empty());
    }
}
