//! The formulas themselves.

use crate::results::CaseResult;
use crate::statistics::{auroc, ece, f1, macro_f1, mcc, mean, median, recall_at};
use serde::{Deserialize, Serialize};

/// A formula over values of cases, by their names. A case counts where it has all of them; `score`, `confidence` and
/// `right` are those of every case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// The share of ones among ones and zeros.
    Share(String),
    /// The mean.
    Mean(String),
    /// The median.
    Median(String),
    /// The share of some things among others, of which a case may hold several.
    Rate {
        /// How many count.
        of: String,
        /// Of how many.
        among: String,
    },
    /// The sum of one value over the sum of another.
    Ratio {
        /// What is counted.
        of: String,
        /// What it is counted among.
        among: String,
    },
    /// The area under the ROC curve.
    Auroc {
        /// What should be high where the truth is 1.
        score: String,
        /// 1 or 0.
        truth: String,
    },
    /// The share of true ones above the lowest score that at most so many of the others reach.
    RecallAtFpr {
        /// What should be high where the truth is 1.
        score: String,
        /// 1 or 0.
        truth: String,
        /// How many of the others, of 100.
        percent: u8,
    },
    /// The expected calibration error, over 15 bins of equal mass.
    Ece {
        /// A probability.
        score: String,
        /// 1 or 0.
        truth: String,
    },
    /// The F1 of what was taken for true.
    F1 {
        /// 1 where it was, or 0.
        guess: String,
        /// 1 where it is, or 0.
        truth: String,
    },
    /// The mean F1 over classes.
    MacroF1 {
        /// The class, as a number.
        truth: String,
        /// What it was taken for.
        guess: String,
    },
    /// Matthews correlation.
    Mcc {
        /// The class, as a number.
        truth: String,
        /// What it was taken for.
        guess: String,
    },
}

/// The values of a case that a formula is about; the second is 0 where it is about one.
pub(crate) type Input = (f64, f64);

impl Formula {
    /// What it needs of a case; `None` where the case does not count.
    pub(crate) fn input(&self, case: &CaseResult) -> Option<Input> {
        let (one, other) = match self {
            Self::Share(value) | Self::Mean(value) | Self::Median(value) => return Some((case.value(value)?, 0.0)),
            Self::Rate { of, among } | Self::Ratio { of, among } => (of, among),
            Self::Auroc { score, truth } | Self::Ece { score, truth } | Self::RecallAtFpr { score, truth, .. } => {
                (score, truth)
            }
            Self::F1 { guess, truth } => (guess, truth),
            Self::MacroF1 { truth, guess } | Self::Mcc { truth, guess } => (truth, guess),
        };
        Some((case.value(one)?, case.value(other)?))
    }

    /// Its value; `None` where the inputs do not define it.
    pub(crate) fn value(&self, inputs: &[&Input]) -> Option<f64> {
        let firsts = || inputs.iter().map(|i| i.0);
        let scored = || inputs.iter().map(|i| (i.0, i.1 == 1.0));
        match self {
            Self::Share(_) | Self::Mean(_) => mean(&firsts().collect::<Vec<_>>()),
            Self::Median(_) => median(&firsts().collect::<Vec<_>>()),
            Self::Rate { .. } | Self::Ratio { .. } => {
                let among: f64 = inputs.iter().map(|i| i.1).sum();
                (among > 0.0).then(|| firsts().sum::<f64>() / among)
            }
            Self::Auroc { .. } => auroc(&scored().collect::<Vec<_>>().iter().collect::<Vec<_>>()),
            Self::RecallAtFpr { percent, .. } => {
                let scored: Vec<(f64, bool)> = scored().collect();
                recall_at(&scored.iter().collect::<Vec<_>>(), f64::from(*percent) / 100.0)
            }
            Self::Ece { .. } => ece(&scored().collect::<Vec<_>>()),
            Self::F1 { .. } => {
                let decided: Vec<(bool, bool)> = inputs.iter().map(|i| (i.0 == 1.0, i.1 == 1.0)).collect();
                f1(&decided.iter().collect::<Vec<_>>())
            }
            Self::MacroF1 { .. } => over_classes(inputs, macro_f1),
            Self::Mcc { .. } => over_classes(inputs, mcc),
        }
    }
}

fn over_classes(inputs: &[&Input], figure: impl Fn(&[&(usize, usize)]) -> Option<f64>) -> Option<f64> {
    let classes: Vec<(usize, usize)> = inputs.iter().map(|i| (i.0 as usize, i.1 as usize)).collect();
    figure(&classes.iter().collect::<Vec<_>>())
}
