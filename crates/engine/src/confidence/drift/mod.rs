//! Drift: whether the traffic still is like the cases that a calibration was learned on, and whether its promise holds.
//!
//! Two tests run for as long as the calibration is in use, and each raises a false alarm with a chance of at most
//! [`CHANCE`] in all that time:
//!
//! - **Confidences.** The promise assumes that cases and traffic are exchangeable, and that is the hypothesis: each new
//!   confidence is ranked among the cases and the ones before it, and bets are made on the ranks, a conformal test
//!   martingale (Vovk, Nouretdinov and Gammerman 2003, "Testing exchangeability on-line"; Fedorova et al. 2012).
//! - **Outcomes.** The hypothesis is that at most the budgeted share of automatic replies is wrong, and bets are made on
//!   those that are seen to be (Waudby-Smith and Ramdas 2023, "Estimating means of bounded random variables by betting").
//!
//! No clock and no input lives here: who reads the turns brings them in the order in which they were stored, and the same
//! turns make the same state on every node. A conversation counts once, since turns of one are not independent.

mod bets;
mod confidences;
mod judge;
mod outcomes;
mod ranks;
mod reference;
mod report;
mod seen;
mod shift;

pub use judge::{After, Given, Next, Verdict, judge};
pub use reference::{Cell, Proposed, Reference};
pub use report::{DriftReport, Test, TestReport};
pub use seen::{Seen, seen};

use confidences::Confidences;
use jiff::Timestamp;
use outcomes::Outcomes;
use serde::{Deserialize, Serialize};

/// The chance of each test to raise a false alarm, ever, while one calibration is in use: one in two hundred, so that both
/// together come to one in a hundred.
pub const CHANCE: f64 = 0.005;
/// The newest conversations that the size of a shift and the end of an alarm are taken from.
pub const WINDOW: usize = 200;

/// What a calibration says of the cases that it was learned on, and what it promises.
#[derive(Debug, Clone, PartialEq)]
pub struct Watched {
    /// What traces name the calibration by.
    pub calibration: String,
    /// The share of wrong ones among automatic replies that it promises to keep.
    pub budget: f64,
    /// The cases.
    pub reference: Reference,
}

/// An alarm that is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// When the conversation that raised it had its reply.
    pub since: Timestamp,
    /// After so many conversations.
    pub after: u64,
}

/// Where both tests stand. To be kept, so that a restart forgets nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriftState {
    confidences: Confidences,
    outcomes: Outcomes,
}

/// Both tests of one calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    watched: Watched,
    state: DriftState,
}

impl Drift {
    /// Nothing was seen yet.
    pub fn new(watched: Watched) -> Self {
        let state = DriftState {
            confidences: Confidences::new(),
            outcomes: Outcomes::new(),
        };
        Self { watched, state }
    }

    /// Goes on from where it stood; `None` where that is no state of this version.
    pub fn resume(watched: Watched, state: DriftState) -> Option<Self> {
        let is_sound = state.confidences.is_sound() && state.outcomes.is_sound();
        is_sound.then_some(Self { watched, state })
    }

    /// What is watched.
    pub fn watched(&self) -> &Watched {
        &self.watched
    }

    /// Where it stands.
    pub fn state(&self) -> &DriftState {
        &self.state
    }

    /// A conversation had its first proposal, stored at `at`.
    pub fn see(&mut self, seen: Seen, at: Timestamp) {
        let reference = &self.watched.reference;
        if reference.has(seen.proposed) {
            self.state.confidences.see(reference, seen, at);
        }
    }

    /// It is known what became of a conversation's first automatic reply, stored at `at`.
    pub fn judge(&mut self, verdict: Verdict, at: Timestamp) {
        self.state.outcomes.judge(self.watched.budget, verdict, at);
    }

    /// Where it stands, for a reader.
    pub fn report(&self) -> DriftReport {
        DriftReport::of(&self.watched, &self.state)
    }
}

#[cfg(test)]
mod tests;
