//! What was measured beside what is wanted, as a table and as JSON.

use crate::out;
use anyhow::Context;
use serde::Serialize;
use std::path::Path;
use std::time::{Duration, Instant};

/// What one benchmark measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Its name.
    pub bench: &'static str,
    /// What it was measured on, a line each.
    pub conditions: Vec<String>,
    pub measures: Vec<Measure>,
}

/// One figure.
#[derive(Debug, Serialize)]
pub struct Measure {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    /// What it should be at most, or at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
    /// Whether it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

/// A bound.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    AtMost(f64),
    AtLeast(f64),
}

impl Report {
    pub fn new(bench: &'static str, conditions: Vec<String>) -> Self {
        Self {
            bench,
            conditions,
            measures: Vec::new(),
        }
    }

    pub fn add(&mut self, name: &str, value: f64, unit: &'static str, wanted: Option<Wanted>) {
        let met = wanted.map(|w| match w {
            Wanted::AtMost(most) => value <= most,
            Wanted::AtLeast(least) => value >= least,
        });
        self.measures.push(Measure {
            name: name.to_owned(),
            value: (value * 1000.0).round() / 1000.0,
            unit,
            wanted,
            met,
        });
    }

    /// p50, p90 and p99 of times in milliseconds, with bounds for the first and the last.
    pub fn add_times(&mut self, what: &str, times: &mut [f64], p50: Option<f64>, p99: Option<f64>) {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().max(1) - 1));
        let figures = [(50, 0.5, p50), (90, 0.9, None), (99, 0.99, p99)];
        for (name, share, most) in figures {
            let value = at(share).copied().unwrap_or(0.0);
            self.add(&format!("{what} p{name}"), value, "ms", most.map(Wanted::AtMost));
        }
    }

    /// Prints the table, and writes the JSON where it is wanted.
    pub fn tell(&self, json: Option<&Path>) -> anyhow::Result<()> {
        out::line(&format!("usher bench {}", self.bench));
        self.conditions.iter().for_each(|c| out::line(&format!("  {c}")));
        out::line(&format!("\n  {:<44}{:>12}{:>14}", "measured", "", "wanted"));
        for m in &self.measures {
            let wanted = m.wanted.map_or_else(String::new, |w| match w {
                Wanted::AtMost(most) => format!("≤ {most}"),
                Wanted::AtLeast(least) => format!("≥ {least}"),
            });
            let verdict = if m.met == Some(false) { "  missed" } else { "" };
            let value = format!("{:.*} {}", if m.value >= 100.0 { 0 } else { 3 }, m.value, m.unit);
            out::line(&format!("  {:<44}{value:>12}{wanted:>14}{verdict}", m.name));
        }
        if let Some(path) = json {
            std::fs::write(path, serde_json::to_string_pretty(self)?)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        Ok(())
    }
}

/// Cores and load: what every figure depends on.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    match load.split(' ').next().filter(|l| !l.is_empty()) {
        Some(load) => format!("{cores} cores, load average {load} at the end"),
        None => format!("{cores} cores"),
    }
}

/// Seconds that this process has had a core, as Linux counts them in hundredths.
pub fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(ticks as f64 / 100.0)
}

/// Times of single calls in milliseconds.
#[derive(Default)]
pub struct Times {
    pub wall: Vec<f64>,
    /// The same without the time that the thread waited for a core that other programs had; empty where the system does
    /// not tell.
    pub undisturbed: Vec<f64>,
}

impl Times {
    pub fn take<T>(&mut self, call: impl FnOnce() -> T) -> T {
        let (before, began) = (waited(), Instant::now());
        let result = call();
        let wall = began.elapsed();
        self.wall.push(milliseconds(wall));
        if let (Some(before), Some(after)) = (before, waited()) {
            let own = wall.saturating_sub(after.saturating_sub(before));
            self.undisturbed.push(milliseconds(own));
        }
        result
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// How long this thread has been ready to run without running, as Linux counts it.
fn waited() -> Option<Duration> {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counts.split(' ').nth(1)?.parse().ok().map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times_and_bounds_are_checked() {
        let mut report = Report::new("test", Vec::new());
        let mut times: Vec<f64> = (0..100).rev().map(f64::from).collect();
        report.add_times("call", &mut times, Some(50.0), Some(98.0));
        let found: Vec<(f64, Option<bool>)> = report.measures.iter().map(|m| (m.value, m.met)).collect();
        assert_eq!(found, [(50.0, Some(true)), (90.0, None), (99.0, Some(false))]);
    }
}
