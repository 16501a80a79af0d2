//! A figure with its interval.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// The figure.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How many cases it is over.
    pub n: usize,
}

/// Figures by name, in the order of their making; an object in JSON.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metrics(Vec<(Cow<'static, str>, Metric)>);

impl Metrics {
    /// A figure.
    pub fn get(&self, name: &str) -> Option<Metric> {
        self.iter().find(|(n, _)| *n == name).map(|(_, metric)| metric)
    }

    /// All figures.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Metric)> + '_ {
        self.0.iter().map(|(name, metric)| (name.as_ref(), *metric))
    }

    /// Adds a figure; where the cases do not define it, a note says so instead.
    pub(crate) fn add(&mut self, name: impl Into<Cow<'static, str>>, metric: Option<Metric>, notes: &mut Vec<String>) {
        let name = name.into();
        match metric {
            Some(metric) => self.0.push((name, metric)),
            None => notes.push(format!("{name} is left out: the cases do not define it")),
        }
    }
}

impl Serialize for Metrics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Metrics {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let metrics = BTreeMap::<String, Metric>::deserialize(deserializer)?;
        Ok(Self(
            metrics
                .into_iter()
                .map(|(name, metric)| (name.into(), metric))
                .collect(),
        ))
    }
}

/// One case's part in a share: its group, and whether it counts.
pub(crate) type Counted<'a> = (&'a str, bool);

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A share of cases with its interval, as [`rate`] has it.
pub(crate) fn share<'a>(cases: impl IntoIterator<Item = Counted<'a>>) -> Option<Metric> {
    let one = |(group, counts): Counted<'a>| (group, (f64::from(u8::from(counts)), 1.0));
    rate(cases.into_iter().map(one))
}

/// A share of things, so many of so many a case, with its Wilson score interval (Wilson 1927). Things of one group are not
/// independent, so their number is first divided by the design effect, the variance over groups against that of
/// independent ones (Kish 1965; Korn and Graubard 1998), where that is above 1; without groups this is the plain interval.
pub(crate) fn rate<'a>(cases: impl IntoIterator<Item = (&'a str, (f64, f64))>) -> Option<Metric> {
    let mut groups: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    // A case without such things is no part of the sample.
    for (group, (hits, size)) in cases.into_iter().filter(|(_, (_, size))| *size > 0.0) {
        let of_group = groups.entry(group).or_default();
        of_group.0 += hits;
        of_group.1 += size;
    }
    let (hits, n) = groups.values().fold((0.0, 0.0), |sum, g| (sum.0 + g.0, sum.1 + g.1));
    if n == 0.0 {
        return None;
    }
    let share = hits / n;
    let effective = n / design_effect(&groups, share, n);
    let (low, high) = wilson(share, effective);
    Some(Metric {
        value: share,
        low,
        high,
        n: n as usize,
    })
}

fn design_effect(groups: &BTreeMap<&str, (f64, f64)>, share: f64, n: f64) -> f64 {
    let count = groups.len() as f64;
    if share == 0.0 || share == 1.0 || count < 2.0 {
        return 1.0;
    }
    let independent = share * (1.0 - share) / (n - 1.0);
    let residuals: f64 = groups.values().map(|(hits, size)| (hits - share * size).powi(2)).sum();
    let clustered = count / (count - 1.0) * residuals / (n * n);
    (clustered / independent).max(1.0)
}

fn wilson(share: f64, n: f64) -> (f64, f64) {
    let z2 = Z * Z;
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    ((centre - half).max(0.0), (centre + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn independent(hits: usize, n: usize) -> Vec<(String, bool)> {
        (0..n).map(|i| (i.to_string(), i < hits)).collect()
    }

    fn of(cases: &[(String, bool)]) -> Metric {
        share(cases.iter().map(|(g, c)| (g.as_str(), *c))).unwrap()
    }

    /// Newcombe 1998, table I: 81 of 263 by the score method without continuity correction, and 0 of 20.
    #[test]
    fn a_share_has_wilsons_interval() {
        let metric = of(&independent(81, 263));
        assert!(
            (metric.low - 0.2553).abs() < 1e-4 && (metric.high - 0.3662).abs() < 1e-4,
            "{metric:?}"
        );
        let none = of(&independent(0, 20));
        assert!(none.low == 0.0 && (none.high - 0.1611).abs() < 1e-4, "{none:?}");
        assert_eq!(share([]), None);
    }

    #[test]
    fn cases_that_stand_and_fall_together_widen_it() {
        let alone = of(&independent(50, 100));
        let together: Vec<(String, bool)> = (0..100).map(|i| ((i / 10).to_string(), i < 50)).collect();
        let together = of(&together);
        assert_eq!((together.value, together.n), (alone.value, alone.n));
        assert!(
            together.high - together.low > 2.0 * (alone.high - alone.low),
            "{together:?}"
        );
    }
}
