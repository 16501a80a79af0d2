//! Intervals for figures that are no shares.

use crate::metric::Metric;
use crate::rng::SplitMix;
use std::collections::BTreeMap;

/// How intervals are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resampling {
    /// How many times.
    pub times: usize,
    /// Seed of the draws.
    pub seed: u64,
}

impl Resampling {
    /// A figure with the 2.5 % and 97.5 % points of its values over resamples of whole groups (percentile bootstrap,
    /// Efron 1979). Resamples that do not define the figure are passed over.
    pub fn figure<T>(&self, cases: &[(&str, T)], figure: impl Fn(&[&T]) -> Option<f64>) -> Option<Metric> {
        let value = figure(&cases.iter().map(|(_, case)| case).collect::<Vec<_>>())?;
        let mut groups: BTreeMap<&str, Vec<&T>> = BTreeMap::new();
        for (group, case) in cases {
            groups.entry(group).or_default().push(case);
        }
        let groups: Vec<Vec<&T>> = groups.into_values().collect();
        let mut rng = SplitMix::new(self.seed);
        let mut sample = Vec::with_capacity(cases.len());
        let mut values: Vec<f64> = Vec::with_capacity(self.times);
        for _ in 0..self.times {
            sample.clear();
            (0..groups.len()).for_each(|_| sample.extend(&groups[rng.below(groups.len())]));
            values.extend(figure(&sample));
        }
        let (low, high) = percentiles(values).unwrap_or((value, value));
        Some(Metric {
            value,
            low,
            high,
            n: cases.len(),
        })
    }
}

/// The 2.5 % and 97.5 % points; `None` without values.
pub(crate) fn percentiles(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)? as f64;
    let point = |p: f64| values[(last * p).round() as usize];
    Some((point(0.025), point(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::mean;

    const MEAN: fn(&[&f64]) -> Option<f64> = |v| mean(&v.iter().map(|v| **v).collect::<Vec<_>>());

    fn values(groups: usize) -> Vec<(String, f64)> {
        (0..100).map(|i| ((i % groups).to_string(), (i % 10) as f64)).collect()
    }

    fn borrowed(cases: &[(String, f64)]) -> Vec<(&str, f64)> {
        cases.iter().map(|(g, v)| (g.as_str(), *v)).collect()
    }

    #[test]
    fn it_is_the_same_at_every_run_and_near_the_normal_interval() {
        let cases = values(100);
        let resampling = Resampling { times: 1000, seed: 7 };
        let metric = resampling.figure(&borrowed(&cases), MEAN).unwrap();
        assert_eq!(Some(metric), resampling.figure(&borrowed(&cases), MEAN));
        assert_eq!((metric.value, metric.n), (4.5, 100));
        // Standard error 0.287: 4.5 ± 0.563.
        assert!(
            (metric.low - 3.94).abs() < 0.12 && (metric.high - 5.06).abs() < 0.12,
            "{metric:?}"
        );
    }

    #[test]
    fn groups_are_drawn_whole() {
        let cases = values(10);
        let metric = Resampling { times: 1000, seed: 7 }
            .figure(&borrowed(&cases), MEAN)
            .unwrap();
        assert!(
            metric.high - metric.low > 3.0,
            "ten groups of equal values vary more than 100 cases: {metric:?}"
        );
    }

    #[test]
    fn without_cases_there_is_no_figure() {
        assert_eq!(Resampling { times: 10, seed: 7 }.figure(&[], MEAN), None);
    }
}
