//! What one turn may spend.

use crate::config::LlmConfig;
use crate::ledger::Ledger;
use crate::record::Spent;
use jiff::civil::Date;
use std::sync::{Mutex, PoisonError};

/// Three ceilings, any of which may be absent (0).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ceilings {
    turn: u64,
    contact_day: u64,
    day: u64,
}

/// The purse of a turn.
#[derive(Debug)]
pub(crate) struct Purse {
    ceilings: Ceilings,
    spent: Spent,
    today: Date,
    /// Of this turn: done, and set aside for calls that are out.
    turn: Mutex<u64>,
}

impl Ceilings {
    pub(crate) fn of(config: &LlmConfig) -> Self {
        Self {
            turn: config.turn_ceiling_micros,
            contact_day: config.contact_day_ceiling_micros,
            day: config.day_ceiling_micros,
        }
    }
}

impl Purse {
    pub(crate) fn new(ceilings: Ceilings, spent: Spent, today: Date) -> Self {
        Self {
            ceilings,
            spent,
            today,
            turn: Mutex::new(0),
        }
    }

    /// False where nothing limits it, so that no estimate need be made.
    pub(crate) fn is_limited(&self) -> bool {
        self.ceilings.turn > 0 || self.ceilings.contact_day > 0 || self.ceilings.day > 0
    }

    /// Sets an upper estimate aside before a call leaves; the error names the ceiling in the way.
    pub(crate) fn set_aside(&self, ledger: &Ledger, estimate: u64) -> Result<(), String> {
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let with_it = turn.saturating_add(estimate);
        let over = |ceiling: u64, sum: u64| ceiling > 0 && sum > ceiling;
        let name = |what: &str, field: &str, ceiling: u64| {
            format!("{what} (llm.{field} = {ceiling}) leaves no room for a call that may cost {estimate}")
        };
        if over(self.ceilings.turn, with_it) {
            return Err(name("the turn's ceiling", "turn_ceiling_micros", self.ceilings.turn));
        }
        let contact = self.spent.contact_micros.saturating_add(with_it);
        if over(self.ceilings.contact_day, contact) {
            let ceiling = self.ceilings.contact_day;
            return Err(name(
                "the contact's ceiling for a day",
                "contact_day_ceiling_micros",
                ceiling,
            ));
        }
        if !ledger.set_aside(self.today, estimate, self.ceilings.day) {
            return Err(name("the ceiling of a day", "day_ceiling_micros", self.ceilings.day));
        }
        *turn = with_it;
        Ok(())
    }

    /// What was set aside cost this in the end.
    pub(crate) fn settle(&self, ledger: &Ledger, estimate: u64, cost: u64) {
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        *turn = turn.saturating_sub(estimate).saturating_add(cost);
        ledger.settle(self.today, estimate, cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn purse(turn: u64, contact_day: u64, day: u64) -> (Purse, Ledger) {
        let ceilings = Ceilings { turn, contact_day, day };
        let spent = Spent {
            contact_micros: 100,
            all_micros: 1_000,
        };
        let (ledger, today) = (Ledger::default(), date(2026, 1, 5));
        ledger.learn(today, spent);
        (Purse::new(ceilings, spent, today), ledger)
    }

    #[test]
    fn each_ceiling_is_held_and_named() {
        for (ceilings, named) in [
            ((50, 0, 0), "turn_ceiling_micros"),
            ((0, 150, 0), "contact_day_ceiling_micros"),
            ((0, 0, 1_050), "day_ceiling_micros"),
        ] {
            let (purse, ledger) = purse(ceilings.0, ceilings.1, ceilings.2);
            assert_eq!(purse.set_aside(&ledger, 50), Ok(()), "{named}");
            let error = purse.set_aside(&ledger, 1).unwrap_err();
            assert!(error.contains(named), "{error}");
            purse.settle(&ledger, 50, 20);
            assert_eq!(purse.set_aside(&ledger, 30), Ok(()), "{named}");
        }
    }

    #[test]
    fn without_ceilings_nothing_is_in_the_way() {
        let (purse, ledger) = purse(0, 0, 0);
        assert!(!purse.is_limited());
        assert_eq!(purse.set_aside(&ledger, u64::MAX), Ok(()));
    }
}
