//! Does the promise hold? Calibrated on a random half of the groups, tried on the other, many times.

use super::bound::at_most;
use super::fitted::{Recipe, fit};
use super::sample::{Kind, Sample};
use crate::error::EvalError;
use crate::parallel;
use crate::rng::SplitMix;
use crate::run::Run;
use usher_engine::confidence::Calibration;

/// A test half that would be this unlikely, were its error within the budget, is one where the promise did not hold.
const SAMPLING_ERROR: f64 = 0.05;

/// What came of the splits.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Splits {
    /// How many there were.
    pub splits: usize,
    /// Share of them in which nothing was answered, because no threshold kept the budget.
    pub silent: f64,
    /// Share of all in which the error on the other half was above the budget.
    pub above: f64,
    /// Share of all in which it was above the budget by more than sampling error (exact binomial test at .05).
    pub exceeded: f64,
    /// Mean error among those answered, over splits that answered.
    pub error: f64,
    /// Mean share of the samples that were answered, over all splits.
    pub coverage: f64,
}

/// Splits, calibrates and tries.
pub(super) fn try_splits(
    run: &Run<'_>,
    samples: &[Sample],
    given: bool,
    recipe: Recipe,
    times: usize,
) -> Result<Splits, EvalError> {
    let seeds: Vec<u64> = (0..times as u64).map(|at| recipe.seed.wrapping_add(at)).collect();
    let done = |n| run.tell("splits", n, times);
    let one = |_: &tokio::runtime::Runtime, seed: &u64| one_split(samples, given, recipe, *seed);
    let tried = parallel::map(&seeds, &done, one).map_err(|e| run.error(e))?;
    let n = times.max(1) as f64;
    let error = |t: &Tried| t.wrong as f64 / t.answered.max(1) as f64;
    let share = |counts: &dyn Fn(&Tried) -> bool| tried.iter().filter(|t| counts(t)).count() as f64 / n;
    let answering: Vec<f64> = tried.iter().filter(|t| t.answered > 0).map(error).collect();
    let unlikely = |t: &Tried| {
        let fewer = t
            .wrong
            .checked_sub(1)
            .map_or(0.0, |fewer| at_most(fewer, t.answered, recipe.budget.error));
        1.0 - fewer <= SAMPLING_ERROR
    };
    Ok(Splits {
        splits: times,
        silent: share(&|t| t.silent),
        above: share(&|t| error(t) > recipe.budget.error),
        exceeded: share(&|t| t.answered > 0 && unlikely(t)),
        error: answering.iter().sum::<f64>() / answering.len().max(1) as f64,
        coverage: tried
            .iter()
            .map(|t| t.answered as f64 / t.of.max(1) as f64)
            .sum::<f64>()
            / n,
    })
}

struct Tried {
    silent: bool,
    answered: usize,
    wrong: usize,
    of: usize,
}

fn one_split(samples: &[Sample], given: bool, recipe: Recipe, seed: u64) -> Tried {
    let mut groups: Vec<&str> = samples.iter().map(|s| s.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    SplitMix::new(seed).shuffle(&mut groups);
    let learned: std::collections::HashSet<&str> = groups[..groups.len() / 2].iter().copied().collect();
    let (known, other): (Vec<&Sample>, Vec<&Sample>) = samples.iter().partition(|s| learned.contains(s.group.as_str()));
    let fitted = fit(&known, given, Recipe { seed, ..recipe });
    let given: Vec<&&Sample> = match &fitted {
        Some(fitted) => other.iter().filter(|s| is_given(&fitted.calibration, s)).collect(),
        None => Vec::new(),
    };
    let keeps = fitted.is_some_and(|f| f.calibration.thresholds != Default::default());
    Tried {
        silent: !keeps,
        answered: given.len(),
        wrong: given.iter().filter(|s| !s.right).count(),
        of: other.len(),
    }
}

fn is_given(calibration: &Calibration, sample: &Sample) -> bool {
    let model = match sample.kind {
        Kind::Answer => Some(&calibration.answer),
        Kind::Guide => calibration.guide.as_ref(),
    };
    let features: Vec<f32> = sample.features.iter().map(|f| *f as f32).collect();
    model.is_some_and(|m| m.probability(&features) >= calibration.thresholds.for_topic(sample.topic.as_deref()))
}
