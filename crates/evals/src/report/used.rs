//! The thresholds that a run used.

use super::figures::probability;
use super::scored::{Scored, is_given};
use crate::metric::{Metric, share};
use crate::thresholds::ThresholdsUsed;

/// The thresholds of the run, as its results name them, or else as far as its outcomes show them.
pub(super) struct Used<'a> {
    /// Answers and guides given.
    pub answered: usize,
    pub wrong: Option<Metric>,
    named: Option<&'a ThresholdsUsed>,
    lowest_given: f64,
    /// The least confidence of an answer, and of a guide, that was given.
    lowest_answer: Option<f64>,
    lowest_guide: Option<f64>,
    /// The highest confidence that did not suffice.
    highest_withheld: Option<f64>,
}

impl<'a> Used<'a> {
    /// Of the cases that an answer could be given to, surest first; `None` where none was.
    pub fn of(movable: &[Scored<'_>], named: Option<&'a ThresholdsUsed>) -> Option<Self> {
        let given = |s: &&Scored<'_>| s.turn.is_some_and(is_given);
        let lowest_given = movable.iter().rfind(given)?.confidence;
        let lowest = |outcome: &str| {
            let last = movable.iter().rfind(|s| s.turn.is_some_and(|t| t.outcome == outcome));
            last.map(|s| s.confidence)
        };
        Some(Self {
            answered: movable.iter().filter(given).count(),
            wrong: share(movable.iter().filter(given).map(Scored::counts_wrong)),
            named,
            lowest_given,
            lowest_answer: lowest("answer"),
            lowest_guide: lowest("guide"),
            highest_withheld: movable.iter().find(|s| !given(s)).map(|s| s.confidence),
        })
    }

    /// What its mark is called.
    pub fn name(&self) -> String {
        let only = match self.named {
            Some(named) => named.only(self.lowest_guide.is_some()),
            None => Some(self.lowest_given).filter(|_| self.shows_one()),
        };
        only.map_or_else(
            || "thresholds in use".to_owned(),
            |p| format!("threshold {}", probability(p)),
        )
    }

    /// What its mark stands for, after other sentences.
    pub fn in_words(&self) -> String {
        match self.named {
            Some(named) => self.named_in_words(named),
            None => self.shown_in_words(),
        }
    }

    fn named_in_words(&self, named: &ThresholdsUsed) -> String {
        let from = match &named.calibration {
            Some(identity) => format!("calibration {identity}"),
            None => "the policy".to_owned(),
        };
        let differ = match named.only(self.lowest_guide.is_some()) {
            Some(_) => "",
            None => "; they differ, so it need not lie on the line",
        };
        format!(
            " Marked: this run with the thresholds of {from}: {}{differ}.",
            named.in_words()
        )
    }

    fn shown_in_words(&self) -> String {
        if self.shows_one() {
            let withheld = self.highest_withheld.map_or_else(String::new, |p| {
                format!(" and {} the highest that was not", probability(p))
            });
            return format!(
                " Marked: this run, where {} was the least confidence that was answered{withheld}.",
                probability(self.lowest_given)
            );
        }
        let least = [(self.lowest_answer, "an answer"), (self.lowest_guide, "a guide")];
        let least = least.map(|(p, what)| p.map(|p| format!("{} for {what}", probability(p))));
        format!(
            " Marked: this run. Its thresholds differ, by topic or between answers and guides, so it need not lie on the \
             line; the least confidence was {}.",
            least.into_iter().flatten().collect::<Vec<_>>().join(" and ")
        )
    }

    /// True where all that was given is surer than all that was withheld.
    fn shows_one(&self) -> bool {
        self.highest_withheld.is_none_or(|p| p < self.lowest_given)
    }
}
