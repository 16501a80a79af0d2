//! `retrieve`: which articles are found for a query.

use crate::case::RetrieveCase;
use crate::error::EvalError;
use crate::figure::Figure;
use crate::parallel;
use crate::results::{CaseResult, values};
use crate::run::{Measured, Run};
use crate::suite::Knowledge;
use usher_engine::{ArticleId, Author, Message, TurnInput};

/// Retrieves for every query and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[RetrieveCase], knowledge: &Knowledge) -> Result<Measured, EvalError> {
    let engine = run.engine(knowledge)?;
    let one = |runtime: &tokio::runtime::Runtime, case: &RetrieveCase| {
        let messages = vec![Message::new(Author::Contact, case.query.as_str())];
        let found = runtime.block_on(engine.retrieve(&TurnInput {
            messages,
            ..TurnInput::default()
        }));
        found.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
    };
    let done = |n| run.tell("cases", n, cases.len());
    let found = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    let found = found.into_iter().collect::<Result<Vec<_>, _>>()?;
    let one = |(case, found): (&RetrieveCase, &Vec<ArticleId>)| case_result(case, &Ranks::of(case, found));
    Ok(Measured {
        figures: FIGURES.iter().map(|(name, _)| Figure::mean(*name)).collect(),
        cases: cases.iter().zip(&found).map(one).collect(),
        ..Measured::default()
    })
}

/// The figures, means of a number of each case.
const FIGURES: [(&str, fn(&Ranks) -> f64); 5] = [
    ("recall_at_5", |r| r.recall(5)),
    ("recall_at_10", |r| r.recall(10)),
    ("recall_at_20", |r| r.recall(20)),
    ("mrr", Ranks::reciprocal),
    ("ndcg_at_10", |r| r.ndcg(10)),
];

/// Where the relevant articles of a case were found.
#[derive(Debug)]
struct Ranks {
    /// Places of relevant articles, from 0, ascending.
    places: Vec<usize>,
    /// How many articles are relevant.
    relevant: usize,
}

impl Ranks {
    fn of(case: &RetrieveCase, found: &[ArticleId]) -> Self {
        let relevant: std::collections::BTreeSet<&str> = case.relevant.iter().map(String::as_str).collect();
        let places = found
            .iter()
            .enumerate()
            .filter(|(_, a)| relevant.contains(a.as_str()))
            .map(|(at, _)| at)
            .collect();
        Self {
            places,
            relevant: relevant.len(),
        }
    }

    fn recall(&self, most: usize) -> f64 {
        self.places.iter().filter(|at| **at < most).count() as f64 / self.relevant as f64
    }

    fn reciprocal(&self) -> f64 {
        self.places.first().map_or(0.0, |at| 1.0 / (*at as f64 + 1.0))
    }

    /// Normalised discounted cumulative gain with gain 1 a relevant article (Järvelin and Kekäläinen 2002).
    fn ndcg(&self, most: usize) -> f64 {
        let discount = |at: usize| 1.0 / (at as f64 + 2.0).log2();
        let gain: f64 = self
            .places
            .iter()
            .filter(|at| **at < most)
            .map(|at| discount(*at))
            .sum();
        gain / (0..self.relevant.min(most)).map(discount).sum::<f64>()
    }
}

fn case_result(case: &RetrieveCase, ranks: &Ranks) -> CaseResult {
    let places: Vec<String> = ranks.places.iter().map(|at| (at + 1).to_string()).collect();
    let explanation = match places.as_slice() {
        [] => format!("none of {} relevant articles found", ranks.relevant),
        _ => format!("{} relevant, found at {}", ranks.relevant, places.join(", ")),
    };
    CaseResult {
        score: ranks.ndcg(10),
        explanation,
        values: values(FIGURES.map(|(name, of)| (name, Some(of(ranks))))),
        ..CaseResult::of(&case.identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(relevant: &[&str], found: &[&str]) -> Ranks {
        let case = RetrieveCase {
            identity: crate::case::Identity::default(),
            query: String::new(),
            relevant: relevant.iter().map(|a| (*a).to_owned()).collect(),
        };
        Ranks::of(&case, &found.iter().map(|a| ArticleId::from(*a)).collect::<Vec<_>>())
    }

    #[test]
    fn ranks_become_the_usual_figures() {
        let r = ranks(&["a", "b", "b"], &["x", "a", "y", "z", "w", "b"]);
        assert_eq!((r.recall(5), r.recall(10), r.reciprocal()), (0.5, 1.0, 0.5));
        let want = (1.0 / 3f64.log2() + 1.0 / 7f64.log2()) / (1.0 + 1.0 / 3f64.log2());
        assert!((r.ndcg(10) - want).abs() < 1e-12);
        let none = ranks(&["a"], &["x"]);
        assert_eq!((none.recall(20), none.reciprocal(), none.ndcg(10)), (0.0, 0.0, 0.0));
        assert_eq!(ranks(&["a", "b"], &["b", "a"]).ndcg(10), 1.0);
    }
}
