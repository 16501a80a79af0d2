//! Figures of a yes or no that comes with a probability; `confidence` is the probability and `right` is the truth.

use super::{Better, Figure, Formula, bit};
use crate::results::values;
use std::collections::BTreeMap;

/// The figures: `auroc`, `f1`, `precision`, `recall` and `ece`.
pub(crate) fn figures() -> Vec<Figure> {
    let [score, guess, truth] = ["confidence", "found", "right"].map(str::to_owned);
    let f1 = Formula::F1 {
        guess,
        truth: truth.clone(),
    };
    vec![
        Figure::auroc("auroc", "confidence", "right"),
        Figure::new("f1", f1),
        Figure::share("precision"),
        Figure::share("recall"),
        Figure::new("ece", Formula::Ece { score, truth }).better(Better::Lower),
    ]
}

/// What of a case they are made of, beside its probability and truth: whether it was taken for a yes.
pub(crate) fn values_of(found: bool, truth: bool) -> BTreeMap<String, f64> {
    values([
        ("found", Some(bit(found))),
        ("precision", found.then(|| bit(truth))),
        ("recall", truth.then(|| bit(found))),
    ])
}
