//! Results for a terminal.

use crate::metric::Metric;
use crate::results::{Results, SuiteResult};
use std::fmt::Write;

/// The most problems of a suite that are listed; the JSON has them all.
const MOST_PROBLEMS: usize = 20;

/// A table a suite: metric, value, 95 % interval, number of cases; then its notes and the lines left out. Suites that
/// could not be measured come last.
pub fn render(results: &Results) -> String {
    let mut out = String::new();
    for (name, suite) in &results.suites {
        // Writing to a string does not fail.
        let _ = suite_table(&mut out, name, suite);
    }
    for failure in &results.failed {
        let _ = writeln!(out, "{} was not measured: {}", failure.suite, failure.message);
    }
    out
}

fn suite_table(out: &mut String, name: &str, suite: &SuiteResult) -> std::fmt::Result {
    let split = if suite.split.is_empty() {
        String::new()
    } else {
        format!(", {}", suite.split)
    };
    writeln!(out, "{name} ({}{split}, {} cases)", suite.kind, suite.cases.len())?;
    let widest = suite
        .metrics
        .iter()
        .map(|(metric, _)| metric.len())
        .max()
        .unwrap_or(0)
        .max("metric".len());
    writeln!(
        out,
        "  {:widest$}  {:>7}  {:^17}  {:>6}",
        "metric", "value", "95 % interval", "n"
    )?;
    for (metric, Metric { value, low, high, n }) in suite.metrics.iter() {
        writeln!(
            out,
            "  {metric:widest$}  {:>7}  {:>7} – {:>7}  {n:>6}",
            figure(value),
            figure(low),
            figure(high)
        )?;
    }
    for note in &suite.notes {
        writeln!(out, "  note: {note}")?;
    }
    for problem in suite.problems.iter().take(MOST_PROBLEMS) {
        writeln!(out, "  left out: {problem}")?;
    }
    if let Some(more) = suite.problems.len().checked_sub(MOST_PROBLEMS + 1) {
        writeln!(out, "  left out: {} more, all in the JSON", more + 1)?;
    }
    writeln!(out)
}

/// Shares with four digits, counts (`reply_words`) with one.
fn figure(value: f64) -> String {
    figure_like(value, value)
}

/// With the digits that another figure has.
pub(crate) fn figure_like(value: f64, other: f64) -> String {
    if other.abs() > 1.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Metrics;
    use crate::results::Failure;

    #[test]
    fn a_suite_is_a_table_and_a_failure_is_a_line() {
        let mut metrics = Metrics::default();
        let mut notes = Vec::new();
        metrics.add(
            "accuracy",
            Some(Metric {
                value: 0.95,
                low: 0.9,
                high: 0.98,
                n: 1200,
            }),
            &mut notes,
        );
        metrics.add(
            "reply_words",
            Some(Metric {
                value: 31.0,
                low: 28.0,
                high: 35.5,
                n: 12,
            }),
            &mut notes,
        );
        metrics.add("oos_auroc", None, &mut notes);
        let suite = SuiteResult {
            kind: "classify".into(),
            split: "dev".into(),
            metrics,
            figures: Vec::new(),
            thresholds: None,
            notes,
            problems: (0..22).map(|n| format!("cases.jsonl:{n}: broken")).collect(),
            cases: Vec::new(),
        };
        let failed = vec![Failure {
            suite: "nowhere".into(),
            message: "there is no such folder".into(),
        }];
        let results = Results {
            suites: [("small".to_owned(), suite)].into(),
            failed,
        };
        let table = render(&results);
        assert!(table.starts_with("small (classify, dev, 0 cases)\n"), "{table}");
        assert!(
            table.contains("  accuracy      0.9500   0.9000 –  0.9800    1200\n"),
            "{table}"
        );
        assert!(
            table.contains("  reply_words     31.0     28.0 –    35.5      12\n"),
            "{table}"
        );
        assert!(table.contains("  note: oos_auroc is left out"), "{table}");
        assert!(
            table.contains("  left out: cases.jsonl:19: broken\n  left out: 2 more, all in the JSON\n"),
            "{table}"
        );
        assert!(
            table.ends_with("nowhere was not measured: there is no such folder\n"),
            "{table}"
        );
        assert!(!results.is_whole());
    }
}
