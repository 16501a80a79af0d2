//! The cases that are worth reading: wrong answers, right answers withheld, answers not found.

use super::case;
use super::figures::thousands;
use super::html::Html;
use super::loudest::Averages;
use super::scored::is_given;
use super::suite::Section;
use crate::results::{CaseResult, SuiteResult};
use std::cmp::Ordering;

impl CaseResult {
    pub(super) fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }

    /// An answer or guide was given, and it is wrong; of cases that are no turns, one that did not go right.
    pub(super) fn is_wrong_answer(&self) -> bool {
        match &self.turn {
            Some(turn) => is_given(turn) && self.right == Some(false),
            None => self.score < 0.5,
        }
    }

    /// What was proposed is right, and a person or a question back took its place.
    pub(super) fn is_right_withheld(&self) -> bool {
        self.right == Some(true) && self.turn.as_ref().is_some_and(|t| !is_given(t))
    }

    /// It should have been answered, was not, and what was proposed is not right.
    pub(super) fn is_not_found(&self) -> bool {
        let missed = |t: &crate::results::TurnResult| matches!(t.expected.as_str(), "answer" | "guide") && !is_given(t);
        self.right == Some(false) && self.turn.as_ref().is_some_and(|t| missed(t))
    }
}

impl Section<'_> {
    /// Writes them.
    pub(super) fn lists(&self, html: &mut Html, averages: &Averages) {
        let turns = self.suite.cases.iter().any(|c| c.turn.is_some());
        let wrong = surest(self.suite, CaseResult::is_wrong_answer);
        if turns {
            self.list(
                html,
                averages,
                ("wrong", "Worst wrong answers"),
                &wrong,
                "Answers and guides that were given and are wrong, surest first.",
            );
            let withheld = surest(self.suite, CaseResult::is_right_withheld);
            self.list(html, averages, ("withheld", "Right, but withheld"), &withheld, "A right answer was there and a person or a question back took its place, surest first: what the threshold and the rules cost.");
            let absent = surest(self.suite, CaseResult::is_not_found);
            self.list(html, averages, ("absent", "Not found"), &absent, "These should have been answered; what was proposed is not right and was withheld. Better articles help here.");
        } else {
            self.list(
                html,
                averages,
                ("wrong", "Worst cases"),
                &wrong,
                "Cases that went wrong, surest first.",
            );
        }
    }

    fn list(
        &self,
        html: &mut Html,
        averages: &Averages,
        title: (&'static str, &str),
        cases: &[&CaseResult],
        says: &str,
    ) {
        let heading = format!("{} ({})", title.1, thousands(cases.len()));
        self.part(html, title.0, &heading, |html| {
            if cases.is_empty() {
                return html.element("p", &[("class", "dim")], "None.");
            }
            html.element("p", &[("class", "dim")], says);
            if title.0 == "wrong" {
                let note = "On paper the first five are unfolded; the file unfolds them all.";
                html.element("p", &[("class", "dim printed")], note);
            }
            for (at, case) in cases.iter().take(self.most).enumerate() {
                case::write(html, case, averages, &case::aside(case), at == 0 && title.0 == "wrong");
            }
            if cases.len() > self.most {
                let more = format!("{} more are in the results.", thousands(cases.len() - self.most));
                html.element("p", &[("class", "dim")], &more);
            }
        });
    }
}

/// The cases that pass a test, surest first; those without confidence come last, the lowest score first.
fn surest(suite: &SuiteResult, test: fn(&CaseResult) -> bool) -> Vec<&CaseResult> {
    let mut cases: Vec<&CaseResult> = suite.cases.iter().filter(|c| test(c)).collect();
    cases.sort_by(|a, b| surer(a, b).then_with(|| a.score.total_cmp(&b.score)));
    cases
}

fn surer(a: &CaseResult, b: &CaseResult) -> Ordering {
    let sure = |c: &CaseResult| c.confidence.unwrap_or(-1.0);
    sure(b).total_cmp(&sure(a))
}
