//! Groups of texts that mean the same: average linkage, by vectors and by the rare words that texts share.

use crate::text::content_stems;
use std::collections::HashMap;

/// Groups whose members are on average less alike than this stay apart. Chosen on simulated weeks (`docs/benchmarks.md`).
pub(super) const SAME: f32 = 0.42;
/// What the words count beside the vectors.
const WORDS: f32 = 0.35;

/// How alike two texts are.
pub(super) struct Likeness {
    /// The stems of each text.
    stems: Vec<Vec<usize>>,
    /// What a stem counts: rare ones more.
    weights: Vec<f32>,
}

impl Likeness {
    pub(super) fn new(texts: &[&str]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut counts: Vec<usize> = Vec::new();
        let mut stems = Vec::with_capacity(texts.len());
        for text in texts {
            let mut of_text = Vec::new();
            for stem in content_stems(text) {
                let next = numbers.len();
                let number = *numbers.entry(stem).or_insert(next);
                if number == counts.len() {
                    counts.push(0);
                }
                counts[number] += 1;
                of_text.push(number);
            }
            of_text.sort_unstable();
            stems.push(of_text);
        }
        let all = texts.len() as f32;
        let weights = counts.iter().map(|&n| (1.0 + all / n as f32).ln()).collect();
        Self { stems, weights }
    }

    /// From 0 for nothing in common to 1 for the same.
    pub(super) fn of(&self, a: usize, of_a: &[f32], b: usize, of_b: &[f32]) -> f32 {
        let cosine: f32 = of_a.iter().zip(of_b).map(|(x, y)| x * y).sum();
        (1.0 - WORDS) * cosine.max(0.0) + WORDS * self.overlap(a, b)
    }

    /// The weight of the stems that both have over that of the one with less (overlap coefficient).
    fn overlap(&self, a: usize, b: usize) -> f32 {
        let (a, b) = (&self.stems[a], &self.stems[b]);
        let weight = |stems: &[usize]| stems.iter().map(|&s| self.weights[s]).sum::<f32>();
        let least = weight(a).min(weight(b));
        if least <= 0.0 {
            return 0.0;
        }
        let shared = a.iter().filter(|s| b.binary_search(s).is_ok());
        shared.map(|&s| self.weights[s]).sum::<f32>() / least
    }
}

/// Average linkage by chains of nearest neighbours (Murtagh 1983): the same groups as by looking for the nearest pair each
/// time, in quadratic time.
pub(super) fn clusters(places: &[usize], like: &dyn Fn(usize, usize) -> f32) -> Vec<Vec<usize>> {
    let n = places.len();
    let mut alike = vec![0.0f32; n * n];
    for a in 0..n {
        for b in 0..a {
            let value = like(places[a], places[b]);
            alike[a * n + b] = value;
            alike[b * n + a] = value;
        }
    }
    let mut members: Vec<Vec<usize>> = places.iter().map(|&at| vec![at]).collect();
    let mut open: Vec<bool> = vec![true; n];
    let mut chain: Vec<usize> = Vec::new();
    let mut done = Vec::new();
    while let Some(first) = chain.last().copied().or_else(|| open.iter().position(|&o| o)) {
        if chain.is_empty() {
            chain.push(first);
        }
        let before = chain.len().checked_sub(2).map(|at| chain[at]);
        match nearest(first, before, &alike, &open, n) {
            // Nothing is left that is alike enough; nor will anything be, since merging only averages.
            None => {
                chain.pop();
                open[first] = false;
                done.push(std::mem::take(&mut members[first]));
            }
            Some(other) if Some(other) == before => {
                chain.truncate(chain.len() - 2);
                merge(first, other, &mut alike, &open, &mut members, n);
                open[other] = false;
            }
            Some(other) => chain.push(other),
        }
    }
    done
}

/// The likest open group, at least [`SAME`]; of equals the one before in the chain, so that chains end.
fn nearest(of: usize, before: Option<usize>, alike: &[f32], open: &[bool], n: usize) -> Option<usize> {
    let mut best: Option<(usize, f32)> = before.map(|at| (at, alike[of * n + at]));
    for other in (0..n).filter(|&other| open[other] && other != of) {
        let value = alike[of * n + other];
        if best.is_none_or(|(_, most)| value > most) {
            best = Some((other, value));
        }
    }
    best.filter(|(_, value)| *value >= SAME).map(|(at, _)| at)
}

/// Puts `other` into `into` (Lance and Williams 1967, for averages).
fn merge(into: usize, other: usize, alike: &mut [f32], open: &[bool], members: &mut [Vec<usize>], n: usize) {
    let (a, b) = (members[into].len() as f32, members[other].len() as f32);
    for third in (0..n).filter(|&third| open[third] && third != into && third != other) {
        let value = (a * alike[into * n + third] + b * alike[other * n + third]) / (a + b);
        alike[into * n + third] = value;
        alike[third * n + into] = value;
    }
    let moved = std::mem::take(&mut members[other]);
    members[into].extend(moved);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_are_alike_on_average_come_together() {
        let at: [f32; 6] = [0.0, 0.1, 0.2, 5.0, 5.1, 9.0];
        let like = |a: usize, b: usize| 1.0 / (1.0 + (at[a] - at[b]).abs());
        let mut found = clusters(&[0, 1, 2, 3, 4, 5], &like);
        found.iter_mut().for_each(|group| group.sort_unstable());
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![3, 4], vec![5]]);
        assert!(clusters(&[], &like).is_empty());
    }

    #[test]
    fn rare_words_count_more_than_common_ones() {
        let texts = [
            "send barcode invoice",
            "barcode label",
            "send letter",
            "send invoice",
            "send mail",
        ];
        let likeness = Likeness::new(&texts);
        assert!(likeness.overlap(0, 1) > likeness.overlap(0, 4));
    }
}
