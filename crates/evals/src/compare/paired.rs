//! How much a figure changed, and how surely.

use super::Pair;
use crate::bootstrap::{Resampling, percentiles};
use crate::figure::{Better, Figure, Input};
use crate::results::SuiteResult;
use crate::rng::SplitMix;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A change that shows in no digit is none: the last digits of a probability differ from processor to processor.
const NEGLIGIBLE: f64 = 5e-5;

/// Fewer changed groups are never enough. Where a suite has many groups the interval sees to it by itself (of k changes in
/// one direction a resample has none with probability e⁻ᵏ, which is below 2.5 % from 4 on); where it has few, it does not.
const FEWEST_CHANGED: usize = 4;

/// How a figure changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MetricChange {
    /// Its name.
    pub name: String,
    /// Which way it should go.
    pub better: Better,
    /// The figure of the earlier run over the cases that both have.
    pub before: Option<f64>,
    /// The figure of the later run over the same cases.
    pub after: Option<f64>,
    /// After less before.
    pub change: Option<f64>,
    /// Lower end of the change's 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the change's 95 % interval.
    pub high: Option<f64>,
    /// How many groups of cases have another value than before.
    pub changed_groups: usize,
    /// What that means.
    pub verdict: Verdict,
}

/// What a change means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Significantly better: 0 is outside of the interval.
    Better,
    /// Significantly worse.
    Worse,
    /// Significantly another, of a figure that has no better way.
    Changed,
    /// Not significantly another.
    Same,
    /// 0 is outside of the interval, but so few groups changed that this says nothing.
    TooFew,
    /// Only one run has the figure, or the cases do not hold what it is made of, or it was made in another way.
    Unpaired,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::TooFew => "too few changes to tell",
            Self::Unpaired => "cannot be compared",
        }
    }
}

/// Every figure of the later run, and then those that only the earlier one has.
pub(super) fn changes(
    before: &SuiteResult,
    after: &SuiteResult,
    pairs: &[Pair<'_>],
    resampling: Resampling,
) -> Vec<MetricChange> {
    let is_paired = |f: &&Figure| {
        before
            .figures
            .iter()
            .any(|b| b.name == f.name && b.formula == f.formula)
    };
    let paired = after.figures.iter().filter(is_paired);
    let mut changes: Vec<MetricChange> = paired.filter_map(|f| change(f, pairs, resampling)).collect();
    let known: BTreeSet<String> = changes.iter().map(|c| c.name.clone()).collect();
    let named = |of: &SuiteResult| of.metrics.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    let mut others = named(after);
    others.extend(
        named(before)
            .into_iter()
            .filter(|name| after.metrics.get(name).is_none()),
    );
    let others = others.into_iter().filter(|name| !known.contains(name));
    changes.extend(others.map(|name| unpaired(name, before, after)));
    changes
}

fn unpaired(name: String, before: &SuiteResult, after: &SuiteResult) -> MetricChange {
    let figure = after.figures.iter().chain(&before.figures).find(|f| f.name == name);
    let value = |of: &SuiteResult| of.metrics.get(&name).map(|m| m.value);
    MetricChange {
        before: value(before),
        after: value(after),
        better: figure.map_or(Better::Neither, |f| f.better),
        name,
        change: None,
        low: None,
        high: None,
        changed_groups: 0,
        verdict: Verdict::Unpaired,
    }
}

/// The inputs of a group of cases before and after.
#[derive(Debug, Default, PartialEq)]
struct Group {
    before: Vec<Input>,
    after: Vec<Input>,
}

fn grouped(figure: &Figure, pairs: &[Pair<'_>]) -> Vec<Group> {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for Pair { before, after } in pairs {
        let group = groups.entry(after.group()).or_default();
        group.before.extend(figure.formula.input(before));
        group.after.extend(figure.formula.input(after));
    }
    groups.into_values().collect()
}

/// The change over these pairs with the 2.5 % and 97.5 % points of its values over resamples of whole groups, the same
/// ones before and after (paired percentile bootstrap, Efron and Tibshirani 1993). `None` where neither run defines it.
pub(crate) fn change(figure: &Figure, pairs: &[Pair<'_>], resampling: Resampling) -> Option<MetricChange> {
    let groups = grouped(figure, pairs);
    let all: Vec<&Group> = groups.iter().collect();
    let (before, after) = (value(figure, &all, |g| &g.before), value(figure, &all, |g| &g.after));
    if before.is_none() && after.is_none() {
        return None;
    }
    let difference = |sample: &[&Group]| {
        let before = value(figure, sample, |g| &g.before)?;
        Some(value(figure, sample, |g| &g.after)? - before)
    };
    let change = difference(&all);
    let mut rng = SplitMix::new(resampling.seed);
    let mut differences = Vec::with_capacity(resampling.times);
    for _ in 0..resampling.times {
        let sample: Vec<&Group> = (0..groups.len()).map(|_| &groups[rng.below(groups.len())]).collect();
        differences.extend(difference(&sample));
    }
    let interval = change.and_then(|_| percentiles(differences));
    let changed_groups = groups.iter().filter(|g| g.before != g.after).count();
    let verdict = match (change, interval) {
        (Some(change), Some(interval)) => verdict(figure.better, change, interval, changed_groups),
        _ => Verdict::Unpaired,
    };
    Some(MetricChange {
        name: figure.name.clone(),
        better: figure.better,
        before,
        after,
        change,
        low: interval.map(|i| i.0),
        high: interval.map(|i| i.1),
        changed_groups,
        verdict,
    })
}

fn value(figure: &Figure, groups: &[&Group], side: impl Fn(&Group) -> &Vec<Input>) -> Option<f64> {
    let inputs: Vec<&Input> = groups.iter().flat_map(|group| side(group)).collect();
    figure.formula.value(&inputs)
}

fn verdict(better: Better, change: f64, (low, high): (f64, f64), changed_groups: usize) -> Verdict {
    let significant = (low > 0.0 || high < 0.0) && change.abs() >= NEGLIGIBLE;
    match better {
        _ if !significant => Verdict::Same,
        _ if changed_groups < FEWEST_CHANGED => Verdict::TooFew,
        Better::Neither => Verdict::Changed,
        Better::Higher if change > 0.0 => Verdict::Better,
        Better::Lower if change < 0.0 => Verdict::Better,
        Better::Higher | Better::Lower => Verdict::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Formula, bit};
    use crate::results::{CaseResult, values};

    const RESAMPLING: Resampling = Resampling { times: 1000, seed: 7 };

    fn case(id: usize, groups: usize, right: bool) -> CaseResult {
        CaseResult {
            id: id.to_string(),
            group: (id % groups).to_string(),
            confidence: Some(if right { 0.9 } else { 0.2 }),
            right: Some(right),
            values: values([("accuracy", Some(bit(right)))]),
            ..CaseResult::default()
        }
    }

    /// The change of the accuracy over `n` cases in so many groups, those of `wrong` being wrong before and after.
    fn changed(figure: &Figure, n: usize, groups: usize, wrong: [&[usize]; 2]) -> MetricChange {
        let run = |wrong: &[usize]| {
            (0..n)
                .map(|id| case(id, groups, !wrong.contains(&id)))
                .collect::<Vec<_>>()
        };
        let (before, after) = (run(wrong[0]), run(wrong[1]));
        let pairs = before.iter().zip(&after).map(|(before, after)| Pair { before, after });
        change(figure, &pairs.collect::<Vec<_>>(), RESAMPLING).unwrap()
    }

    #[track_caller]
    fn check(figure: &Figure, wrong: [&[usize]; 2], expect: Verdict) {
        let change = changed(figure, 100, 100, wrong);
        assert_eq!(change.verdict, expect, "{change:?}");
    }

    #[test]
    fn a_change_is_significant_where_no_resample_to_speak_of_goes_without_it() {
        let accuracy = Figure::share("accuracy");
        let first = |n: usize| (0..n).collect::<Vec<_>>();
        check(&accuracy, [&[], &[]], Verdict::Same);
        check(&accuracy, [&[], &first(3)], Verdict::Same);
        check(&accuracy, [&[], &first(6)], Verdict::Worse);
        check(&accuracy, [&first(6), &[]], Verdict::Better);
        check(
            &accuracy,
            [&[1, 2, 3, 4, 5, 6], &[11, 12, 13, 14, 15, 16]],
            Verdict::Same,
        );
        let errors = Figure::share("accuracy").better(Better::Lower);
        check(&errors, [&first(6), &[]], Verdict::Worse);
        check(&errors.better(Better::Neither), [&first(6), &[]], Verdict::Changed);
    }

    /// Of 100 pairs 10 turned wrong and 2 right: the standard error of the difference is √(12 − 0.64)/100 = 0.0337.
    #[test]
    fn the_interval_is_that_of_paired_differences() {
        let (before, after): (Vec<usize>, Vec<usize>) = ((0..22).collect(), (2..30).chain([90, 91]).collect());
        let change = changed(&Figure::share("accuracy"), 100, 100, [&before, &after]);
        assert_eq!((change.before, change.after), (Some(0.78), Some(0.7)));
        let (low, high) = (change.low.unwrap(), change.high.unwrap());
        assert!(
            (low + 0.146).abs() < 0.016 && (high + 0.014).abs() < 0.016,
            "{change:?}"
        );
        assert_eq!(change, changed(&Figure::share("accuracy"), 100, 100, [&before, &after]));
    }

    #[test]
    fn groups_stand_and_fall_together() {
        let wrong: Vec<usize> = (0..100).filter(|id| id % 10 < 2).collect();
        let change = changed(&Figure::share("accuracy"), 100, 10, [&[], &wrong]);
        assert_eq!(
            (change.verdict, change.changed_groups),
            (Verdict::Same, 2),
            "{change:?}"
        );
        let alone = changed(&Figure::share("accuracy"), 100, 100, [&[], &wrong]);
        assert_eq!((alone.verdict, alone.changed_groups), (Verdict::Worse, 20), "{alone:?}");
    }

    #[test]
    fn a_handful_of_cases_proves_nothing() {
        let change = changed(&Figure::share("accuracy"), 3, 3, [&[], &[0, 1, 2]]);
        assert_eq!(
            (change.verdict, change.low),
            (Verdict::TooFew, Some(-1.0)),
            "{change:?}"
        );
    }

    #[test]
    fn figures_that_are_no_means_are_paired_too() {
        let before: Vec<CaseResult> = (0..100).map(|id| case(id, 100, id % 2 == 0)).collect();
        let mut after = before.clone();
        after
            .iter_mut()
            .step_by(3)
            .for_each(|c| c.confidence = Some(if c.right == Some(true) { 0.1 } else { 0.95 }));
        let pairs = before.iter().zip(&after).map(|(before, after)| Pair { before, after });
        let pairs: Vec<Pair<'_>> = pairs.collect();
        let auroc = change(&Figure::auroc("auroc", "confidence", "right"), &pairs, RESAMPLING).unwrap();
        assert_eq!((auroc.before, auroc.verdict), (Some(1.0), Verdict::Worse), "{auroc:?}");
        let (score, truth) = ("confidence".to_owned(), "right".to_owned());
        let ece = Figure::new("ece", Formula::Ece { score, truth }).better(Better::Lower);
        let ece = change(&ece, &pairs, RESAMPLING).unwrap();
        assert_eq!(ece.verdict, Verdict::Worse, "{ece:?}");
        assert_eq!(change(&Figure::share("nothing"), &pairs, RESAMPLING), None);
    }
}
