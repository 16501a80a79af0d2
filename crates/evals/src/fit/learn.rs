//! The ranker, the evidence and the guides, learned from samples and measured on groups left out.

use super::adam::{adam, scale};
use super::{Passage, QUOTED, Sample};
use crate::statistics::auroc;
use std::fmt::Write as _;
use usher_engine::models::{EVIDENCE, GUIDE, RANKER};
use usher_engine::reading::Weighed;

/// Parts that are left out in turn.
const FOLDS: usize = 10;
/// Ridge on standardised signals of the ranker, a case.
const RANKER_RIDGE: f64 = 0.005;
/// Ridge on standardised features of the evidence, a case.
const EVIDENCE_RIDGE: f64 = 0.004;
/// Ridge on standardised features of the guides, a case.
const GUIDE_RIDGE: f64 = 0.001;
/// A guide this likely is counted as offered.
const OFFERED: f64 = 0.5;

/// Everything that is learned.
struct Weights {
    ranker: Vec<f64>,
    searched: Vec<f64>,
    given: Vec<f64>,
    guide: Vec<f64>,
}

/// What left-out weights make of a sample.
struct Judged {
    first_is_right: bool,
    quoted_is_right: bool,
    confidence: f64,
}

impl Weights {
    fn learn(samples: &[&Sample]) -> Self {
        let ranker = fit_ranker(samples);
        let of = |given: bool| samples.iter().copied().filter(move |s| s.given == given && s.reads);
        Self {
            searched: fit_evidence(of(false), &ranker),
            given: fit_evidence(of(true), &ranker),
            guide: fit_guides(samples),
            ranker,
        }
    }

    fn judge(&self, sample: &Sample) -> Option<Judged> {
        let order = ranked(sample, &self.ranker);
        let (at, best) = *order.first()?;
        let evidence = if sample.given { &self.given } else { &self.searched };
        Some(Judged {
            first_is_right: sample.right[at],
            quoted_is_right: best_is_right(sample, &order),
            confidence: dot(evidence, &features(&best.2)),
        })
    }

    /// The likeliest guide, with whether it is right; `None` below [`OFFERED`].
    fn offers(&self, sample: &Sample) -> Option<bool> {
        let weighed = sample
            .guides
            .iter()
            .map(|(id, f)| (id, dot(&self.guide, &wide(&f.values()))));
        let (id, logit) = weighed.max_by(|a, b| a.1.total_cmp(&b.1))?;
        (1.0 / (1.0 + (-logit).exp()) >= OFFERED).then(|| sample.guide.as_ref() == Some(id))
    }
}

/// Learns, and gives weights and cross-validated figures as text.
pub(super) fn learn(samples: &[Sample], names: &[String]) -> String {
    let mut groups: Vec<(usize, &str)> = samples.iter().map(|s| (s.suite, s.group.as_str())).collect();
    groups.sort_unstable();
    groups.dedup();
    let fold = |s: &Sample| groups.binary_search(&(s.suite, s.group.as_str())).unwrap_or(0) % FOLDS;
    let mut held: Vec<Option<Judged>> = samples.iter().map(|_| None).collect();
    let mut offers: Vec<Option<bool>> = vec![None; samples.len()];
    for left_out in 0..FOLDS {
        let rest: Vec<&Sample> = samples.iter().filter(|s| fold(s) != left_out).collect();
        let weights = Weights::learn(&rest);
        for (at, sample) in samples.iter().enumerate().filter(|(_, s)| fold(s) == left_out) {
            held[at] = weights.judge(sample).filter(|_| sample.reads);
            offers[at] = weights.offers(sample);
        }
    }
    let mut text = String::new();
    for (number, name) in names.iter().enumerate() {
        let of = || samples.iter().zip(&held).filter(|(s, _)| s.suite == number);
        let findable = of()
            .filter(|(s, _)| s.right.contains(&true))
            .filter_map(|(_, h)| h.as_ref());
        let (hits, findable) = (findable.clone().filter(|h| h.first_is_right).count(), findable.count());
        let scored: Vec<(f64, bool)> = of()
            .filter_map(|(_, h)| h.as_ref().map(|h| (h.confidence, h.quoted_is_right)))
            .collect();
        let scored: Vec<&(f64, bool)> = scored.iter().collect();
        let _ = writeln!(
            text,
            "{name}: right passage first {:.4} of {findable} where there is one; confidence AUROC {:.4} of {}",
            hits as f64 / findable.max(1) as f64,
            auroc(&scored).unwrap_or(f64::NAN),
            scored.len()
        );
        let wanted = of().filter(|(s, _)| s.guide.is_some()).count();
        if wanted > 0 {
            let offered = samples.iter().zip(&offers).filter(|(s, _)| s.suite == number);
            let offered: Vec<bool> = offered.filter_map(|(_, o)| *o).collect();
            let right = offered.iter().filter(|r| **r).count();
            let _ = writeln!(
                text,
                "{name}: {} guides offered, {right} of {wanted} rightly",
                offered.len()
            );
        }
    }
    let all: Vec<&Sample> = samples.iter().collect();
    let learned = Weights::learn(&all);
    let mut weights = |title: &str, names: &[(&str, f32)], values: &[f64]| {
        let _ = writeln!(text, "\n{title}");
        for ((name, _), value) in names.iter().zip(values) {
            let _ = writeln!(text, "    (\"{name}\", {value:.4}),");
        }
    };
    weights("RANKER", RANKER, &learned.ranker);
    weights("EVIDENCE", EVIDENCE, &learned.searched);
    weights("EVIDENCE_GIVEN", EVIDENCE, &learned.given);
    weights("GUIDE", GUIDE, &learned.guide);
    text
}

pub(super) fn wide(values: &[f32]) -> Vec<f64> {
    values.iter().map(|v| f64::from(*v)).collect()
}

fn signals(w: &Weighed) -> Vec<f64> {
    wide(&w.signals.values())
}

fn features(w: &Weighed) -> Vec<f64> {
    wide(&w.features.values())
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Passages of a sample, best first by a ranker.
fn ranked<'a>(sample: &'a Sample, ranker: &[f64]) -> Vec<(usize, &'a Passage)> {
    let score = |p: &Passage| dot(ranker, &signals(&p.2));
    let mut order: Vec<(f64, usize, &Passage)> = sample
        .passages
        .iter()
        .enumerate()
        .map(|(at, p)| (score(p), at, p))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    order.into_iter().map(|(_, at, p)| (at, p)).collect()
}

/// Whether the best and what would be quoted with it are right.
fn best_is_right(sample: &Sample, order: &[(usize, &Passage)]) -> bool {
    let Some((_, first)) = order.first() else { return false };
    let same = order.iter().filter(|(_, p)| p.0 == first.0);
    let quoted: Vec<_> = same.take(QUOTED).map(|(_, p)| *p).collect();
    (sample.is_right)(&quoted)
}

fn fit_ranker(samples: &[&Sample]) -> Vec<f64> {
    let lists: Vec<(Vec<Vec<f64>>, &[bool], f64)> = samples
        .iter()
        .filter(|s| s.right.contains(&true) && s.right.contains(&false))
        .map(|s| {
            (
                s.passages.iter().map(|p| signals(&p.2)).collect(),
                s.right.as_slice(),
                s.weight,
            )
        })
        .collect();
    let spread = scale(
        lists.iter().flat_map(|(rows, ..)| rows.iter().map(Vec::as_slice)),
        RANKER.len(),
    );
    let total: f64 = lists.iter().map(|(.., w)| w).sum::<f64>().max(1.0);
    adam(RANKER.len(), &spread, RANKER_RIDGE, None, |weights, gradient| {
        for (rows, right, weight) in &lists {
            let scores: Vec<f64> = rows.iter().map(|r| dot(weights, r)).collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let odds: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f64 = odds.iter().sum();
            let good: f64 = odds
                .iter()
                .zip(*right)
                .filter(|(_, r)| **r)
                .map(|(o, _)| o)
                .sum::<f64>()
                .max(1e-30);
            for ((row, odd), right) in rows.iter().zip(&odds).zip(*right) {
                let by = weight / total * (odd / all - if *right { odd / good } else { 0.0 });
                gradient.iter_mut().zip(row).for_each(|(g, v)| *g += by * v);
            }
        }
    })
}

fn fit_evidence<'a>(samples: impl Iterator<Item = &'a Sample>, ranker: &[f64]) -> Vec<f64> {
    let rows = samples.filter_map(|s| {
        let order = ranked(s, ranker);
        let best = order.first()?.1;
        Some((features(&best.2), best_is_right(s, &order), s.weight))
    });
    logistic(&rows.collect::<Vec<_>>(), EVIDENCE.len(), EVIDENCE_RIDGE)
}

/// Every guide of every case is a row: right or not.
fn fit_guides(samples: &[&Sample]) -> Vec<f64> {
    let of = |s: &&Sample| {
        let rows = s
            .guides
            .iter()
            .map(|(id, f)| (wide(&f.values()), s.guide.as_ref() == Some(id), 1.0));
        rows.collect::<Vec<_>>()
    };
    logistic(
        &samples.iter().flat_map(of).collect::<Vec<_>>(),
        GUIDE.len(),
        GUIDE_RIDGE,
    )
}

/// Ridge logistic regression on weighed rows; the last column is the intercept.
pub(super) fn logistic(rows: &[(Vec<f64>, bool, f64)], columns: usize, ridge: f64) -> Vec<f64> {
    let spread = scale(rows.iter().map(|(r, ..)| r.as_slice()), columns);
    let total: f64 = rows.iter().map(|(.., w)| w).sum::<f64>().max(1.0);
    adam(columns, &spread, ridge, Some(columns - 1), |weights, gradient| {
        for (row, right, weight) in rows {
            let expected = 1.0 / (1.0 + (-dot(weights, row)).exp());
            let by = weight / total * (expected - f64::from(u8::from(*right)));
            gradient.iter_mut().zip(row).for_each(|(g, v)| *g += by * v);
        }
    })
}
