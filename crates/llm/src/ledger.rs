//! What calls cost today (UTC), over all turns of this process.

use crate::record::Spent;
use jiff::civil::Date;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Turns that run at the same time read the same sum from the store; this one knows what each of them is about to spend.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<Day>);

#[derive(Debug, Default)]
struct Day {
    date: Option<Date>,
    /// Spent by others: other nodes, and this one before it started.
    others: u64,
    /// Spent here, done.
    done: u64,
    /// Spent here, perhaps: upper estimates of calls that are out.
    out: u64,
}

impl Ledger {
    /// A turn begins, and the store knows this of today.
    pub(crate) fn learn(&self, today: Date, spent: Spent) {
        let mut day = self.on(today);
        // What is done here may not be stored yet, so that the difference can only be too small: keep the greatest.
        day.others = day.others.max(spent.all_micros.saturating_sub(day.done));
    }

    /// Sets `estimate` aside if the day's ceiling leaves room for it.
    pub(crate) fn set_aside(&self, today: Date, estimate: u64, ceiling: u64) -> bool {
        let mut day = self.on(today);
        let spent = day.others.saturating_add(day.done).saturating_add(day.out);
        let fits = ceiling == 0 || spent.saturating_add(estimate) <= ceiling;
        if fits {
            day.out = day.out.saturating_add(estimate);
        }
        fits
    }

    /// What was set aside cost this in the end.
    pub(crate) fn settle(&self, today: Date, estimate: u64, cost: u64) {
        let mut day = self.on(today);
        day.out = day.out.saturating_sub(estimate);
        day.done = day.done.saturating_add(cost);
    }

    /// The ledger of a date; one of another date is begun anew. Calls that are out at midnight count for the new day.
    fn on(&self, today: Date) -> MutexGuard<'_, Day> {
        let mut day = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if day.date != Some(today) {
            *day = Day {
                date: Some(today),
                out: day.out,
                ..Day::default()
            };
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn spent(all_micros: u64) -> Spent {
        Spent {
            contact_micros: 0,
            all_micros,
        }
    }

    #[test]
    fn turns_at_the_same_time_cannot_pass_the_ceiling_together() {
        let (ledger, today) = (Ledger::default(), date(2026, 1, 5));
        ledger.learn(today, spent(50));
        ledger.learn(today, spent(50));
        assert!(ledger.set_aside(today, 30, 100));
        assert!(!ledger.set_aside(today, 30, 100), "50 + 30 + 30");
        ledger.settle(today, 30, 10);
        assert!(ledger.set_aside(today, 30, 100), "50 + 10 + 30");
    }

    #[test]
    fn what_is_done_here_is_not_counted_twice_once_it_is_stored() {
        let (ledger, today) = (Ledger::default(), date(2026, 1, 5));
        ledger.learn(today, spent(0));
        assert!(ledger.set_aside(today, 40, 100));
        ledger.settle(today, 40, 40);
        ledger.learn(today, spent(40));
        assert!(ledger.set_aside(today, 60, 100));
    }

    #[test]
    fn a_new_day_begins_at_nothing() {
        let ledger = Ledger::default();
        ledger.learn(date(2026, 1, 5), spent(100));
        assert!(!ledger.set_aside(date(2026, 1, 5), 1, 100));
        assert!(ledger.set_aside(date(2026, 1, 6), 100, 100));
    }
}
