//! Which features spoke loudest for and against a proposal.

use crate::results::{SuiteResult, TurnResult};
use std::collections::BTreeMap;
use usher_engine::models::{EVIDENCE, GUIDE, Weight};

/// Features shown of a case.
const SHOWN: usize = 6;
/// Log odds below which nothing is heard.
const HEARD: f64 = 0.05;

/// What the features of a suite's proposals are on the average.
#[derive(Debug, Default)]
pub(super) struct Averages {
    answer: BTreeMap<String, f64>,
    guide: BTreeMap<String, f64>,
}

/// A feature of a case.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loud<'a> {
    pub name: &'a str,
    pub value: f64,
    /// Its weight times its distance from the average, in log odds.
    pub odds: f64,
}

impl Averages {
    /// Over all turns of a suite.
    pub fn of(suite: &SuiteResult) -> Self {
        let turns = || suite.cases.iter().filter_map(|c| c.turn.as_deref());
        Self {
            answer: mean(turns().filter(|t| !is_guide(t))),
            guide: mean(turns().filter(|t| is_guide(t))),
        }
    }

    /// The features of a turn that move its probability most from that of the suite's average case, by the shipped weights.
    pub fn loudest<'a>(&self, turn: &'a TurnResult) -> Vec<Loud<'a>> {
        let (average, weights): (_, &[Weight]) = if is_guide(turn) {
            (&self.guide, GUIDE)
        } else {
            (&self.answer, EVIDENCE)
        };
        let loud = |(name, value): (&'a String, &f64)| {
            let weight = weights.iter().find(|(n, _)| n == name)?.1;
            let odds = f64::from(weight) * (value - average.get(name)?);
            (odds.abs() >= HEARD).then_some(Loud {
                name,
                value: *value,
                odds,
            })
        };
        let mut all: Vec<Loud<'a>> = turn.features.iter().filter_map(loud).collect();
        all.sort_by(|a, b| b.odds.abs().total_cmp(&a.odds.abs()));
        all.truncate(SHOWN);
        all
    }
}

/// True where the features are those of a guide.
fn is_guide(turn: &TurnResult) -> bool {
    turn.features.contains_key("nearest_question")
}

fn mean<'a>(turns: impl Iterator<Item = &'a TurnResult>) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for (name, value) in turns.flat_map(|t| &t.features) {
        let sum = sums.entry(name.clone()).or_default();
        *sum = (sum.0 + value, sum.1 + 1.0);
    }
    sums.into_iter().map(|(name, (sum, n))| (name, sum / n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::CaseResult;

    #[test]
    fn what_is_far_from_the_average_and_weighs_much_is_loud() {
        let case = |cosine: f64, lead: f64| CaseResult {
            turn: Some(Box::new(TurnResult {
                features: [("chunk_cosine", cosine), ("lead", lead), ("unheard_of", cosine)]
                    .map(|(n, v)| (n.to_owned(), v))
                    .into(),
                ..TurnResult::default()
            })),
            ..CaseResult::default()
        };
        let json = r#"{"kind":"resolve","split":"","metrics":{},"notes":[],"problems":[],"cases":[]}"#;
        let mut suite: SuiteResult = serde_json::from_str(json).unwrap();
        suite.cases = vec![case(0.9, 1.0), case(0.5, 1.0)];
        let averages = Averages::of(&suite);
        let loud = averages.loudest(suite.cases[0].turn.as_deref().unwrap());
        assert_eq!(loud.iter().map(|l| l.name).collect::<Vec<_>>(), ["chunk_cosine"]);
        let weight = EVIDENCE.iter().find(|(name, _)| *name == "chunk_cosine").unwrap().1;
        assert!((loud[0].odds - 0.2 * f64::from(weight)).abs() < 1e-6, "{loud:?}");
    }
}
