//! Cases that turned wrong or right.

use super::Pair;
use crate::figure::{Better, Figure, Formula};
use crate::results::CaseResult;
use serde::Serialize;
use std::cmp::Ordering;

/// A score has to change by so much: of a right case becoming wrong it does, and of kinds that have degrees only where
/// the change is large.
const FLIP: f64 = 0.5;

/// A case whose score changed by half or more, or that does a harm that it did not do before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    /// Its id.
    pub id: String,
    /// What it became.
    pub turned: Turned,
    /// Figures of which less is better and that count it now, and did not before: `wrong_among_answered` where what
    /// is wrong was withheld and is given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub newly_in: Vec<String>,
    /// What was asked, where it is a turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Its score before.
    pub score_before: f64,
    /// Its score after.
    pub score_after: f64,
    /// The probability that came with it in the later run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// What the earlier run says of it.
    pub before: String,
    /// What the later run says of it.
    pub after: String,
}

/// What a case became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Turned {
    /// It was right and is wrong.
    Wrong,
    /// It was not right before, and now a figure counts it of which less is better.
    Worse,
    /// It was wrong and is right.
    Right,
}

impl Turned {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Worse => "worse",
            Self::Right => "right",
        }
    }
}

/// The cases that turned wrong, those that became worse and those that turned right, of each the surest first, ties by the
/// size of the change.
pub(super) fn flips(figures: &[Figure], pairs: &[Pair<'_>]) -> Vec<Flip> {
    let mut flips: Vec<Flip> = pairs.iter().filter_map(|pair| flip(figures, pair)).collect();
    flips.sort_by(worst_first);
    flips
}

fn flip(figures: &[Figure], Pair { before, after }: &Pair<'_>) -> Option<Flip> {
    let newly_in = |figure: &&Figure| match &figure.formula {
        Formula::Share(value) if figure.better == Better::Lower => {
            after.value(value) == Some(1.0) && before.value(value) != Some(1.0)
        }
        _ => false,
    };
    let newly_in: Vec<String> = figures.iter().filter(newly_in).map(|f| f.name.clone()).collect();
    let change = after.score - before.score;
    let turned = match change {
        c if c <= -FLIP => Turned::Wrong,
        c if c >= FLIP => Turned::Right,
        _ if !newly_in.is_empty() => Turned::Worse,
        _ => return None,
    };
    let question = |case: &CaseResult| case.turn.as_ref().map(|t| t.question.clone());
    Some(Flip {
        id: after.id.clone(),
        turned,
        newly_in,
        question: question(after).or_else(|| question(before)),
        score_before: before.score,
        score_after: after.score,
        confidence: after.confidence,
        before: before.explanation.clone(),
        after: after.explanation.clone(),
    })
}

fn worst_first(a: &Flip, b: &Flip) -> Ordering {
    let sureness = |f: &Flip| f.confidence.unwrap_or(-1.0);
    let size = |f: &Flip| (f.score_after - f.score_before).abs();
    a.turned
        .cmp(&b.turned)
        .then(sureness(b).total_cmp(&sureness(a)))
        .then(size(b).total_cmp(&size(a)))
        .then_with(|| a.id.cmp(&b.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(id: &str, score: f64, confidence: Option<f64>) -> CaseResult {
        CaseResult {
            id: id.to_owned(),
            score,
            confidence,
            ..CaseResult::default()
        }
    }

    #[test]
    fn what_turned_wrong_comes_first_and_the_surest_of_it_at_the_top() {
        let cases = [
            ("right", 0.0, 1.0, Some(0.9)),
            ("same", 1.0, 1.0, Some(0.9)),
            ("unsure", 1.0, 0.0, Some(0.1)),
            ("no word", 1.0, 0.0, None),
            ("sure", 1.0, 0.0, Some(0.8)),
            ("a little", 0.7, 0.4, Some(0.8)),
            ("by degrees", 0.9, 0.3, Some(0.1)),
        ];
        let runs = cases.map(|(id, before, after, sure)| (case(id, before, None), case(id, after, sure)));
        let pairs: Vec<Pair<'_>> = runs.iter().map(|(before, after)| Pair { before, after }).collect();
        let flips = flips(&[], &pairs);
        let seen: Vec<(&str, Turned)> = flips.iter().map(|f| (f.id.as_str(), f.turned)).collect();
        let wrong = ["sure", "unsure", "by degrees", "no word"].map(|id| (id, Turned::Wrong));
        assert_eq!(seen[..4], wrong);
        assert_eq!(seen[4..], [("right", Turned::Right)]);
    }

    #[test]
    fn what_was_withheld_and_is_given_wrong_is_worse() {
        let errors = Figure::share("wrong").better(Better::Lower);
        let mut given = case("given", 0.0, Some(0.8));
        given.values.insert("wrong".to_owned(), 1.0);
        let withheld = case("given", 0.0, Some(0.8));
        let check = |before, after, expect: Option<Turned>| {
            let found = flips(&[errors.clone()], &[Pair { before, after }]);
            assert_eq!(found.first().map(|f| f.turned), expect);
        };
        check(&withheld, &given, Some(Turned::Worse));
        check(&given, &given, None);
        check(&given, &withheld, None);
    }
}
