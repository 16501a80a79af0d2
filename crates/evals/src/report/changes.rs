//! What changed since the baseline: cases paired by their ids.

use super::case;
use super::figures::{counted, thousands};
use super::html::Html;
use super::loudest::Averages;
use crate::results::{CaseResult, SuiteResult};
use std::collections::BTreeMap;

/// A case in both runs.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    before: &'a CaseResult,
    after: &'a CaseResult,
}

impl Pair<'_> {
    fn change(&self) -> f64 {
        self.after.score - self.before.score
    }

    /// What to see of it when it is folded; a baseline's cases may have no turn.
    fn aside(&self) -> String {
        match (&self.before.turn, &self.after.turn) {
            (Some(before), Some(after)) if self.after.is_wrong_answer() => {
                format!("{} → {}: {}", before.outcome, after.outcome, case::fault(self.after))
            }
            (Some(before), Some(after)) => {
                format!("{} → {}, expected {}", before.outcome, after.outcome, after.expected)
            }
            (None, Some(_)) => case::aside(self.after),
            (_, None) => format!("{} → {}", self.before.explanation, self.after.explanation),
        }
    }

    fn flipped(&self) -> bool {
        (self.before.score < 0.5) != (self.after.score < 0.5)
    }
}

/// The cases of a suite in two runs.
pub(super) struct Changes<'a> {
    pairs: usize,
    /// Flipped cases that went right, and no longer do, worst first.
    worse: Vec<Pair<'a>>,
    /// Flipped cases that go right now.
    better: Vec<Pair<'a>>,
    only_before: usize,
    only_after: usize,
}

impl<'a> Changes<'a> {
    /// Pairs the cases.
    pub fn between(before: &'a SuiteResult, after: &'a SuiteResult) -> Self {
        let mut earlier: BTreeMap<&str, &CaseResult> = before.cases.iter().map(|c| (c.id.as_str(), c)).collect();
        let pairs: Vec<Pair<'a>> = after
            .cases
            .iter()
            .filter_map(|after| {
                Some(Pair {
                    before: earlier.remove(after.id.as_str())?,
                    after,
                })
            })
            .collect();
        let flipped = || pairs.iter().copied().filter(Pair::flipped);
        let mut worse: Vec<Pair<'a>> = flipped().filter(|p| p.change() < 0.0).collect();
        let mut better: Vec<Pair<'a>> = flipped().filter(|p| p.change() > 0.0).collect();
        worse.sort_by(|a, b| {
            badness(b)
                .total_cmp(&badness(a))
                .then(sureness(b).total_cmp(&sureness(a)))
        });
        better.sort_by(|a, b| b.change().total_cmp(&a.change()));
        Self {
            pairs: pairs.len(),
            worse,
            better,
            only_before: earlier.len(),
            only_after: after.cases.len() - pairs.len(),
        }
    }

    /// In a sentence.
    pub fn summary(&self) -> String {
        let mut text = format!(
            "Against the baseline, of {} in both, {} turned wrong and {} turned right.",
            counted(self.pairs, "case"),
            thousands(self.worse.len()),
            thousands(self.better.len())
        );
        for (n, run) in [(self.only_after, "this run"), (self.only_before, "the baseline")] {
            if n > 0 {
                let verb = if n == 1 { "is" } else { "are" };
                text += &format!(" {} {verb} in {run} only.", counted(n, "case"));
            }
        }
        text
    }

    /// The cases that flipped, at most so many each way.
    pub fn write(&self, html: &mut Html, averages: &Averages, most: usize) {
        html.element("p", &[], &self.summary());
        html.inside("p", &[("class", "dim")], |html| {
            html.text("Metrics and intervals of both runs stand side by side above. Whether a change is more than chance, says ");
            html.element("code", &[], "usher eval compare");
            html.text(".");
        });
        list(html, "Turned wrong", &self.worse, averages, most);
        list(html, "Turned right", &self.better, averages, most);
    }
}

fn sureness(pair: &Pair<'_>) -> f64 {
    pair.after.confidence.unwrap_or(0.0)
}

/// A wrong answer that is given now, the surer the worse, comes before all else.
fn badness(pair: &Pair<'_>) -> f64 {
    let given = if pair.after.is_wrong_answer() {
        2.0 + pair.after.confidence.unwrap_or(0.0)
    } else {
        0.0
    };
    given - pair.change()
}

fn list(html: &mut Html, title: &'static str, pairs: &[Pair<'_>], averages: &Averages, most: usize) {
    if pairs.is_empty() {
        return;
    }
    html.element("h4", &[], &format!("{title} ({})", thousands(pairs.len())));
    for pair in pairs.iter().take(most) {
        case::write(html, pair.after, averages, &pair.aside(), false);
    }
    if pairs.len() > most {
        html.element(
            "p",
            &[("class", "dim")],
            &format!("{} more are in the results.", thousands(pairs.len() - most)),
        );
    }
}
