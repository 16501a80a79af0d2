//! What the figures of a suite are: formulas over values that its cases hold. Running a suite and comparing two results
//! count by the same ones, and a file of results says which they were.

pub(crate) mod decision;
mod formula;

use crate::bootstrap::Resampling;
use crate::metric::{Metric, Metrics, rate, share};
use crate::results::CaseResult;
use serde::{Deserialize, Serialize};

pub use formula::Formula;
pub(crate) use formula::Input;

/// A figure of a suite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name, the key of its metric.
    pub name: String,
    /// Which way it should go.
    pub better: Better,
    /// How it is made from the cases.
    pub formula: Formula,
}

/// Which way a figure should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither way is better in itself.
    Neither,
}

impl Figure {
    /// A figure of which more is better.
    pub fn new(name: impl Into<String>, formula: Formula) -> Self {
        Self {
            name: name.into(),
            better: Better::Higher,
            formula,
        }
    }

    /// The share of ones among the cases that hold a value of the figure's name.
    pub fn share(name: impl Into<String>) -> Self {
        let name = name.into();
        Self::new(name.clone(), Formula::Share(name))
    }

    /// The mean over the cases that hold a value of the figure's name.
    pub fn mean(name: impl Into<String>) -> Self {
        let name = name.into();
        Self::new(name.clone(), Formula::Mean(name))
    }

    /// How well `score` tells cases whose `truth` is 1 from the others.
    pub fn auroc(name: impl Into<String>, score: &str, truth: &str) -> Self {
        let (score, truth) = (score.to_owned(), truth.to_owned());
        Self::new(name, Formula::Auroc { score, truth })
    }

    /// The same figure, but less of it is better, or neither way is.
    #[must_use]
    pub fn better(self, better: Better) -> Self {
        Self { better, ..self }
    }

    /// The figure over these cases, with its interval.
    pub(crate) fn metric(&self, cases: &[CaseResult], resampling: Resampling) -> Option<Metric> {
        let with_group = |case| Some((CaseResult::group(case), self.formula.input(case)?));
        let inputs: Vec<(&str, Input)> = cases.iter().filter_map(with_group).collect();
        match self.formula {
            Formula::Rate { .. } => rate(inputs),
            Formula::Share(_) => share(inputs.iter().map(|(group, input)| (*group, input.0 == 1.0))),
            _ => resampling.figure(&inputs, |inputs| self.formula.value(inputs)),
        }
    }
}

/// All figures over these cases; one that they do not define is a note.
pub(crate) fn metrics(
    figures: &[Figure],
    cases: &[CaseResult],
    resampling: Resampling,
    notes: &mut Vec<String>,
) -> Metrics {
    let mut metrics = Metrics::default();
    for figure in figures {
        metrics.add(figure.name.clone(), figure.metric(cases, resampling), notes);
    }
    metrics
}

/// A truth as a value.
pub(crate) fn bit(truth: bool) -> f64 {
    f64::from(u8::from(truth))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::values;

    fn case(id: usize, of: &[(&str, f64)]) -> CaseResult {
        CaseResult {
            id: id.to_string(),
            group: id.to_string(),
            confidence: Some(id as f64 / 10.0),
            right: Some(id > 2),
            values: values(of.iter().map(|(name, value)| (*name, Some(*value)))),
            ..CaseResult::default()
        }
    }

    #[track_caller]
    fn check(figure: &Figure, expect: Option<(f64, usize)>) {
        let cases = [
            case(1, &[("hit", 1.0), ("found", 2.0), ("right_ones", 1.0)]),
            case(2, &[("hit", 0.0), ("found", 0.0), ("right_ones", 0.0)]),
            case(3, &[("found", 6.0), ("right_ones", 5.0)]),
        ];
        let metric = figure.metric(&cases, Resampling { times: 50, seed: 1 });
        assert_eq!(metric.map(|m| (m.value, m.n)), expect, "{figure:?}");
    }

    #[test]
    fn a_case_counts_where_it_holds_what_the_formula_names() {
        check(&Figure::share("hit"), Some((0.5, 2)));
        check(&Figure::mean("found"), Some((8.0 / 3.0, 3)));
        check(&Figure::new("m", Formula::Median("found".into())), Some((2.0, 3)));
        let (of, among) = ("right_ones".to_owned(), "found".to_owned());
        let ratio = Formula::Ratio {
            of: of.clone(),
            among: among.clone(),
        };
        check(&Figure::new("precision", ratio), Some((0.75, 3)));
        check(&Figure::new("precision", Formula::Rate { of, among }), Some((0.75, 8)));
        check(&Figure::auroc("a", "confidence", "right"), Some((1.0, 3)));
        check(&Figure::auroc("a", "confidence", "hit"), Some((0.0, 2)));
        check(&Figure::share("nothing"), None);
    }

    #[test]
    fn a_figure_is_said_in_json() {
        let figure = Figure::auroc("a", "confidence", "right").better(Better::Neither);
        let json = r#"{"name":"a","better":"neither","formula":{"auroc":{"score":"confidence","truth":"right"}}}"#;
        assert_eq!(serde_json::to_string(&figure).unwrap(), json);
        assert_eq!(serde_json::from_str::<Figure>(json).unwrap(), figure);
    }
}
