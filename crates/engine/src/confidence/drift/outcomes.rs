//! The test of outcomes.

use super::bets::Bets;
use super::judge::Verdict;
use super::{Alarm, CHANCE, WINDOW};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// The shares of wrong ones that are bet on, as multiples of the budget.
const TIMES: [f64; 4] = [1.5, 2.0, 3.0, 5.0];
/// None is bet on above this.
const MOST: f64 = 0.95;

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Replies in all, by what became of them.
    pub counted: BTreeMap<Verdict, u64>,
    bets: Bets,
    /// The newest, oldest first.
    recent: VecDeque<Verdict>,
    pub alarm: Option<Alarm>,
}

impl Outcomes {
    pub fn new() -> Self {
        Self {
            counted: BTreeMap::new(),
            bets: Bets::new(TIMES.len()),
            recent: VecDeque::new(),
            alarm: None,
        }
    }

    pub fn is_sound(&self) -> bool {
        self.bets.is_of(TIMES.len())
    }

    pub fn judge(&mut self, budget: f64, verdict: Verdict, at: Timestamp) {
        self.recent.push_back(verdict);
        if self.recent.len() > WINDOW {
            self.recent.pop_front();
        }
        *self.counted.entry(verdict).or_default() += 1;
        match self.alarm {
            Some(alarm) => self.end(budget, alarm),
            None => self.bet(budget, verdict, at),
        }
    }

    /// Raises the alarm where the evidence suffices.
    fn bet(&mut self, budget: f64, verdict: Verdict, at: Timestamp) {
        self.bets
            .bet(TIMES.map(|times| payoff(budget, times, verdict.is_wrong())));
        if self.evidence() >= 1.0 / CHANCE {
            self.alarm = Some(Alarm {
                since: at,
                after: self.replies(),
            });
        }
    }

    /// Ends the alarm where a whole window since then is within the budget, and starts anew.
    fn end(&mut self, budget: f64, alarm: Alarm) {
        let since = self.replies().saturating_sub(alarm.after);
        if since >= WINDOW as u64 && self.wrong().is_some_and(|wrong| wrong <= budget) {
            self.alarm = None;
            self.bets = Bets::new(TIMES.len());
        }
    }

    /// How much the bets have won.
    pub fn evidence(&self) -> f64 {
        self.bets.capital()
    }

    /// Replies in all.
    pub fn replies(&self) -> u64 {
        self.counted.values().sum()
    }

    /// The share of the newest that is seen to be wrong; `None` where there is none.
    pub fn wrong(&self) -> Option<f64> {
        let wrong = self.recent.iter().filter(|v| v.is_wrong()).count();
        (!self.recent.is_empty()).then(|| wrong as f64 / self.recent.len() as f64)
    }
}

/// What becomes of 1 for who bets that `times` the budget are wrong: the ratio of the likelihoods, whose mean is at most 1
/// as long as the budget is kept.
fn payoff(budget: f64, times: f64, is_wrong: bool) -> f64 {
    let bet_on = (budget * times).min(MOST.max(budget));
    if is_wrong {
        bet_on / budget
    } else {
        (1.0 - bet_on) / (1.0 - budget)
    }
}
