//! The test of confidences.

use super::bets::Bets;
use super::ranks::{BETTORS, Ranks, payoffs};
use super::reference::{Cell, Reference};
use super::seen::Seen;
use super::shift::shift;
use super::{Alarm, CHANCE, WINDOW};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// A smaller shift is no reason to call anybody, however sure it is; the custom of the population stability index.
pub const SMALL: f64 = 0.1;

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confidences {
    /// Conversations in all.
    pub counted: u64,
    ranks: Ranks,
    bets: Bets,
    /// The newest, oldest first: the proposal's cell and whether it was given without a person.
    recent: VecDeque<(Cell, bool)>,
    pub alarm: Option<Alarm>,
}

impl Confidences {
    pub fn new() -> Self {
        Self {
            counted: 0,
            ranks: Ranks::new(),
            bets: Bets::new(BETTORS),
            recent: VecDeque::new(),
            alarm: None,
        }
    }

    pub fn is_sound(&self) -> bool {
        self.ranks.is_sound() && self.bets.is_of(BETTORS)
    }

    pub fn see(&mut self, reference: &Reference, seen: Seen, at: Timestamp) {
        let cell = Cell::of(seen.proposed, seen.confidence);
        self.recent.push_back((cell, seen.given));
        if self.recent.len() > WINDOW {
            self.recent.pop_front();
        }
        self.counted += 1;
        match self.alarm {
            Some(alarm) => self.end(reference, alarm),
            None => self.bet(reference, cell, at),
        }
    }

    /// Raises the alarm where the evidence suffices and the shift is not small.
    fn bet(&mut self, reference: &Reference, cell: Cell, at: Timestamp) {
        let rank = self.ranks.rank(reference, cell, chance(self.counted));
        self.bets.bet(payoffs(rank));
        if self.evidence() >= 1.0 / CHANCE && self.shift(reference) >= SMALL {
            self.alarm = Some(Alarm {
                since: at,
                after: self.counted,
            });
        }
    }

    /// Ends the alarm where a whole window since then is like the cases, and starts anew.
    fn end(&mut self, reference: &Reference, alarm: Alarm) {
        if self.counted.saturating_sub(alarm.after) >= WINDOW as u64 && self.shift(reference) < SMALL {
            self.alarm = None;
            self.ranks = Ranks::new();
            self.bets = Bets::new(BETTORS);
        }
    }

    /// How much the bets have won; [`CHANCE`] bounds the chance that it ever reaches `1 / CHANCE` without a cause.
    pub fn evidence(&self) -> f64 {
        self.bets.capital()
    }

    /// The size of the shift among the newest.
    pub fn shift(&self, reference: &Reference) -> f64 {
        shift(reference, self.cells())
    }

    /// The newest, oldest first.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + '_ {
        self.recent.iter().map(|(cell, _)| *cell)
    }

    /// The share of the newest that was given without a person; `None` where there is none.
    pub fn answered(&self) -> Option<f64> {
        let given = self.recent.iter().filter(|(_, given)| *given).count();
        (!self.recent.is_empty()).then(|| given as f64 / self.recent.len() as f64)
    }
}

/// A number between 0 and 1 for each conversation by its place, the same on every node: SplitMix64 (Steele, Lea and Flood
/// 2014) of the place.
fn chance(place: u64) -> f64 {
    let mut z = place.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    ((z >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}
