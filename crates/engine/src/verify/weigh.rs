//! Reading a claim beside its source.

use super::align::{denied, differences};
use super::claim::{Claim, Meeting};
use super::features::SupportFeatures;
use super::mark::Mark;
use super::source::Source;
use crate::reading::is_opposed;
use std::collections::HashSet;

/// Words by which a speaker speaks of themselves.
const FIRST_PERSON: &[&str] = &[
    "i", "we", "my", "me", "our", "us", "mine", "im", "i'm", "i've", "i'd", "i'll", "we're", "we've", "we'll",
];

/// Neighbouring content words that are looked at together.
const SPAN: usize = 5;

/// Reads a claim that has words beside a source that has sentences.
pub(super) fn features(claim: &Claim, source: &Source) -> SupportFeatures {
    let met = claim.meet(source);
    let mut found = SupportFeatures {
        intercept: 1.0,
        length: (claim.content.len() as f32).ln_1p(),
        question: flag(claim.asks),
        ..SupportFeatures::default()
    };
    letters(&mut found, claim, source, &met);
    meaning(&mut found, claim, source, &met);
    contrast(&mut found, claim, source, &met);
    found
}

fn letters(found: &mut SupportFeatures, claim: &Claim, source: &Source, met: &Meeting) {
    let words = claim.words.len().max(1) as f32;
    let lacks = |stem: &String| !source.stems.contains(stem);
    let missing = |at: &usize| !met.held[*at];
    let content = 0..claim.content.len();
    found.coverage = weighed(claim, |at| flag(met.held[at]));
    found.word_coverage = claim.words.iter().filter(|w| !lacks(&w.stem)).count() as f32 / words;
    found.near_coverage = best_of_three(claim, source, |at, sentence| flag(met.hit[at][sentence]));
    found.number_missing = flag(content.clone().filter(missing).any(|at| claim.word(at).number));
    found.name_missing = flag(content.clone().filter(missing).any(|at| claim.word(at).name));
    found.first_person = flag(
        claim
            .words
            .iter()
            .any(|w| FIRST_PERSON.contains(&w.lower.as_str()) && lacks(&w.stem)),
    );
    let new = claim.words.iter().filter(|w| w.stopword && lacks(&w.stem));
    found.new_function_words = new.count() as f32 / words;
    found.worst_missing = content
        .filter(missing)
        .map(|at| claim.weight[at] * (1.0 - met.nearest[at]))
        .fold(0.0, f32::max);
}

fn meaning(found: &mut SupportFeatures, claim: &Claim, source: &Source, met: &Meeting) {
    let mut sorted = met.nearest.clone();
    sorted.sort_by(f32::total_cmp);
    let worst = &sorted[..sorted.len().min(2)];
    found.word_match = weighed(claim, |at| met.nearest[at]);
    found.worst_word_match = worst.iter().sum::<f32>() / worst.len().max(1) as f32;
    found.sentence_match = weighed(claim, |at| met.near[at][best_sentence(claim, source, met)]);
    found.near_match = best_of_three(claim, source, |at, sentence| met.near[at][sentence]);
    let size = claim.content.len().min(SPAN);
    let span = |from: usize| {
        let places = from..from + size;
        let sum: f32 = places.clone().map(|at| claim.weight[at] * met.nearest[at]).sum();
        sum / places.map(|at| claim.weight[at]).sum::<f32>().max(1e-6)
    };
    found.worst_span_match = (0..=claim.content.len() - size).map(span).fold(1.0, f32::min);
    let cosines = source
        .sentences
        .iter()
        .flat_map(|s| s.pooled.cosines(claim.pooled.row(0)));
    found.cosine = cosines.fold(0.0, f32::max);
}

fn contrast(found: &mut SupportFeatures, claim: &Claim, source: &Source, met: &Meeting) {
    let best = best_sentence(claim, source, met);
    let sentence = &source.sentences[best];
    let apart = differences(&claim.words, &sentence.words);
    found.number_swapped = apart.numbers as f32 * apart.in_step;
    found.name_swapped = apart.names as f32 * apart.in_step;
    found.negated = flag(apart.negated) * apart.in_step;
    found.unnegated = flag(apart.unnegated) * apart.in_step;
    let negates = |words: &[Mark]| words.iter().any(|w| w.negation);
    found.negation_new = flag(negates(&claim.words) && !negates(&sentence.words));
    let own: HashSet<&str> = claim
        .words
        .iter()
        .filter(|w| !w.stopword)
        .map(|w| w.stem.as_str())
        .collect();
    let (denies, denied) = (denied(&claim.words), denied(&sentence.words));
    let mut shared = denied.intersection(&own).peekable();
    found.denial_lost = flag(shared.peek().is_some() && !shared.any(|stem| denies.contains(stem)));
    let opposed = |at: usize| {
        let word = claim.word(at);
        !met.hit[at][best] && is_opposed(&word.lower, &word.stem, &sentence.stems)
    };
    found.opposite = flag((0..claim.content.len()).any(opposed));
}

/// The sentence that meets the content words best, the first of equals.
fn best_sentence(claim: &Claim, source: &Source, met: &Meeting) -> usize {
    let score = |sentence: usize| weighed(claim, |at| met.near[at][sentence]);
    let scores: Vec<f32> = (0..source.sentences.len()).map(score).collect();
    (0..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
}

/// The greatest weighed sum that three neighbouring sentences reach, each word counting where it is met best.
fn best_of_three(claim: &Claim, source: &Source, value: impl Fn(usize, usize) -> f32) -> f32 {
    let three = |last: usize| {
        let best = |at: usize| {
            (last.saturating_sub(2)..=last)
                .map(|s| value(at, s))
                .fold(-1.0, f32::max)
        };
        weighed(claim, best)
    };
    (0..source.sentences.len()).map(three).fold(0.0, f32::max)
}

fn weighed(claim: &Claim, value: impl Fn(usize) -> f32) -> f32 {
    claim
        .share
        .iter()
        .enumerate()
        .map(|(at, share)| share * value(at))
        .sum()
}

fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}
