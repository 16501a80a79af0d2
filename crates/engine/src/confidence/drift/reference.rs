//! The cases that a calibration was learned on, as much of them as a running server needs.

use serde::{Deserialize, Serialize};

/// Parts of the confidences of one kind: a part a hundredth.
const PARTS: usize = 100;

/// What is proposed. Confidences of the two are learned apart, and their mix says what contacts want.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposed {
    /// An answer of quoted sentences.
    Answer,
    /// A guide.
    Guide,
}

/// How the confidences of the cases are distributed: those of cases that led to an answer or a guide, each by weights that
/// had not seen it, whatever sufficed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Cases by the hundredths of an answer's confidence; sure ones are in the last.
    answers: Vec<u32>,
    /// The same of guides.
    guides: Vec<u32>,
    /// The share of these cases that the thresholds answer, 0 to 1.
    pub answered: f64,
}

/// A place in the order that proposals are ranked by: answers by confidence, then guides by confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cell(u16);

impl Cell {
    /// How many there are.
    pub const COUNT: usize = 2 * PARTS;

    /// The cell of a proposal.
    pub fn of(proposed: Proposed, confidence: f64) -> Self {
        let part = ((confidence * PARTS as f64) as usize).min(PARTS - 1);
        let before = if proposed == Proposed::Guide { PARTS } else { 0 };
        Self((before + part) as u16)
    }

    /// Its place in the order, from 0.
    pub fn place(self) -> usize {
        usize::from(self.0).min(Self::COUNT - 1)
    }

    /// The hundredth of its confidence, from 0.
    pub fn hundredth(self) -> usize {
        self.place() % PARTS
    }
}

impl Reference {
    /// Of cases as what was proposed with which confidence.
    pub fn of(cases: impl IntoIterator<Item = (Proposed, f64)>, answered: f64) -> Self {
        let mut counts = vec![0; Cell::COUNT];
        for (proposed, confidence) in cases {
            counts[Cell::of(proposed, confidence).place()] += 1;
        }
        let guides = counts.split_off(PARTS);
        Self {
            answers: counts,
            guides,
            answered,
        }
    }

    /// Cases by cell.
    pub fn counts(&self) -> impl Iterator<Item = u32> + '_ {
        self.answers.iter().chain(&self.guides).copied()
    }

    /// How many cases there are.
    pub fn cases(&self) -> u64 {
        self.counts().map(u64::from).sum()
    }

    /// Whether guides were among what could be proposed: where none was learned from, none is offered.
    pub fn has(&self, proposed: Proposed) -> bool {
        proposed == Proposed::Answer || self.guides.iter().any(|n| *n > 0)
    }

    /// True where it is one: every hundredth is there, and some case.
    pub fn is_sound(&self) -> bool {
        let whole = self.answers.len() == PARTS && self.guides.len() == PARTS;
        whole && self.cases() > 0 && (0.0..=1.0).contains(&self.answered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guides_rank_after_answers_and_the_surest_last() {
        let places = [
            (Proposed::Answer, 0.0),
            (Proposed::Answer, 0.731),
            (Proposed::Answer, 1.0),
            (Proposed::Guide, 0.0),
            (Proposed::Guide, 1.0),
        ];
        let cells = places.map(|(proposed, p)| Cell::of(proposed, p));
        assert!(cells.is_sorted());
        assert_eq!(cells.map(Cell::place), [0, 73, 99, 100, 199]);
        assert_eq!(cells[4].hundredth(), 99);
    }

    #[test]
    fn a_reference_without_cases_or_with_a_part_missing_is_not_sound() {
        let sound = Reference::of([(Proposed::Answer, 0.5)], 1.0);
        assert!(sound.is_sound() && !sound.has(Proposed::Guide));
        assert!(!Reference::of([], 0.0).is_sound());
        let short = Reference {
            answers: vec![1; 99],
            ..sound
        };
        assert!(!short.is_sound());
    }
}
