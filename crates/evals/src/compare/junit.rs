//! A comparison as JUnit XML, which continuous integration shows as tests: a suite is a `testsuite`, a metric is a
//! `testcase` that fails where it got significantly worse and is skipped where it could not be compared.

use super::render::{MOST_FLIPS, cells, counted, shown};
use super::{Comparison, Flip, LeftOut, MetricChange, SuiteComparison, Turned, Verdict};
use std::fmt::{Result, Write};

/// The XML. It names no time and no machine, so it is the same at every run.
pub fn junit(comparison: &Comparison) -> String {
    let of = |verdict: Verdict| {
        let metrics = comparison.suites.values().flat_map(|s| &s.metrics);
        metrics.filter(|m| m.verdict == verdict).count()
    };
    let tests: usize = comparison.suites.values().map(|s| s.metrics.len()).sum();
    let tests = tests + comparison.left_out.len();
    let failures = of(Verdict::Worse);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"usher eval compare\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">"
    );
    for (name, suite) in &comparison.suites {
        let _ = suite_element(&mut out, name, suite);
    }
    for left_out in &comparison.left_out {
        let _ = left_out_element(&mut out, left_out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite_element(out: &mut String, name: &str, suite: &SuiteComparison) -> Result {
    let of = |verdict: fn(&MetricChange) -> bool| suite.metrics.iter().filter(|m| verdict(m)).count();
    let name = escaped(name);
    writeln!(
        out,
        "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\">",
        suite.metrics.len(),
        of(|m| m.verdict == Verdict::Worse),
        of(is_skipped),
    )?;
    for metric in &suite.metrics {
        metric_element(out, &name, metric, &suite.flips)?;
    }
    writeln!(out, "    <system-out>{}</system-out>", escaped(&flips(suite)))?;
    writeln!(out, "  </testsuite>")
}

fn is_skipped(metric: &MetricChange) -> bool {
    matches!(metric.verdict, Verdict::Unpaired | Verdict::TooFew)
}

fn metric_element(out: &mut String, suite: &str, metric: &MetricChange, flips: &[Flip]) -> Result {
    let says = escaped(&said(metric));
    let metric_name = escaped(&metric.name);
    writeln!(
        out,
        "    <testcase classname=\"{suite}\" name=\"{metric_name}\" time=\"0\">"
    )?;
    if metric.verdict == Verdict::Worse {
        let wrong = flips.iter().filter(|f| f.turned != Turned::Right).take(MOST_FLIPS);
        let wrong: Vec<String> = wrong.map(shown).collect();
        let text = format!("{}\n{}", said(metric), wrong.join("\n"));
        let text = escaped(text.trim_end());
        writeln!(
            out,
            "      <failure message=\"{says}\" type=\"regression\">{text}</failure>"
        )?;
    } else if is_skipped(metric) {
        writeln!(out, "      <skipped message=\"{says}\"/>")?;
    } else {
        writeln!(out, "      <system-out>{says}</system-out>")?;
    }
    writeln!(out, "    </testcase>")
}

fn said(metric: &MetricChange) -> String {
    let [before, after, change, low, high] = cells(metric);
    let change = match metric.change {
        Some(_) => format!(": {change}, 95 % interval {low} to {high}"),
        None => String::new(),
    };
    format!("{}; from {before} to {after}{change}", metric.verdict.word())
}

fn flips(suite: &SuiteComparison) -> String {
    let mut lines = vec![format!("{} cases in both; {}", suite.cases, counted(&suite.flips))];
    lines.extend(suite.flips.iter().take(MOST_FLIPS).map(shown));
    if let Some(more) = suite.flips.len().checked_sub(MOST_FLIPS + 1) {
        lines.push(format!("  and {} more", more + 1));
    }
    lines.join("\n")
}

fn left_out_element(out: &mut String, LeftOut { suite, message }: &LeftOut) -> Result {
    let (suite, message) = (escaped(suite), escaped(message));
    writeln!(
        out,
        "  <testsuite name=\"{suite}\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\" time=\"0\">"
    )?;
    writeln!(out, "    <testcase classname=\"{suite}\" name=\"compared\" time=\"0\">")?;
    writeln!(out, "      <skipped message=\"{message}\"/>")?;
    writeln!(out, "    </testcase>\n  </testsuite>")
}

/// Text for content and attributes. What XML 1.0 cannot hold (section 2.2) becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_any_sort_stays_text() {
        let check = |text: &str, expect: &str| assert_eq!(escaped(text), expect);
        check(
            "a < b && c > \"d\" or 'e'",
            "a &lt; b &amp;&amp; c &gt; &quot;d&quot; or &apos;e&apos;",
        );
        check("]]> <!-- &amp;", "]]&gt; &lt;!-- &amp;amp;");
        check(
            "bell \u{7}, escape \u{1b}[0m, nul \0, \u{ffff}",
            "bell \u{fffd}, escape \u{fffd}[0m, nul \u{fffd}, \u{fffd}",
        );
        check("a\tb\nc\rd é 漢 🙂", "a\tb\nc&#13;d é 漢 🙂");
    }
}
