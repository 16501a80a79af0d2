//! A comparison for a terminal.

use super::{Comparison, Flip, MetricChange, SuiteComparison, Turned, Verdict};
use crate::figure::Better;
use crate::render::figure_like;
use std::fmt::{Result, Write};

/// The most flipped cases of a suite that are shown; the JSON has them all.
pub(super) const MOST_FLIPS: usize = 20;

/// The most ids of cases left out that are shown.
const MOST_IDS: usize = 10;

/// The most characters of what is said of a case.
const MOST_CHARACTERS: usize = 400;

/// A table a suite: metric, before, after, change, its 95 % interval, what that means; then the cases that flipped and
/// what was left out. The last line says whether anything got significantly worse.
pub fn render_comparison(comparison: &Comparison) -> String {
    let mut out = String::new();
    for (name, suite) in &comparison.suites {
        // Writing to a string does not fail.
        let _ = table(&mut out, name, suite);
    }
    for left_out in &comparison.left_out {
        let _ = writeln!(out, "{} was not compared: {}", left_out.suite, left_out.message);
    }
    let worse = |(name, suite): (&String, &SuiteComparison)| {
        let worse = suite.metrics.iter().filter(|m| m.verdict == Verdict::Worse);
        worse.map(|m| format!("{} of {name}", m.name)).collect::<Vec<_>>()
    };
    let worse: Vec<String> = comparison.suites.iter().flat_map(worse).collect();
    let _ = match worse.as_slice() {
        [] => writeln!(out, "Nothing got significantly worse."),
        worse => writeln!(out, "Significantly worse: {}.", worse.join(", ")),
    };
    out
}

fn table(out: &mut String, name: &str, suite: &SuiteComparison) -> Result {
    writeln!(out, "{name} ({}, {} cases in both)", suite.kind, suite.cases)?;
    figures_table(out, &suite.metrics)?;
    left_out(out, &suite.only_before, "earlier")?;
    left_out(out, &suite.only_after, "later")?;
    writeln!(out, "  {}", counted(&suite.flips))?;
    for flip in suite.flips.iter().take(MOST_FLIPS) {
        writeln!(out, "{}", shown(flip))?;
    }
    if suite.flips.len() > MOST_FLIPS {
        writeln!(out, "  and {} more, all in the JSON", suite.flips.len() - MOST_FLIPS)?;
    }
    writeln!(out)
}

/// Figures before and after, with their change, its interval and what that means.
pub(crate) fn figures_table(out: &mut String, metrics: &[MetricChange]) -> Result {
    let names = metrics.iter().map(|m| m.name.len());
    let widest = names.max().unwrap_or(0).max("metric".len());
    let [before, after, change, interval] = ["before", "after", "change", "95 % interval"];
    writeln!(
        out,
        "  {:widest$}  {before:>7}  {after:>7}  {change:>8}  {interval:^19}",
        "metric"
    )?;
    metrics
        .iter()
        .try_for_each(|metric| writeln!(out, "  {}", row(metric, widest)))
}

fn row(m: &MetricChange, widest: usize) -> String {
    let [before, after, change, low, high] = cells(m);
    let lower = match m.better {
        Better::Lower if m.verdict != Verdict::Unpaired => " (lower is better)",
        _ => "",
    };
    format!(
        "{:widest$}  {before:>7}  {after:>7}  {change:>8}  {low:>8} – {high:>8}  {}{lower}",
        m.name,
        m.verdict.word()
    )
}

/// Before, after, change, low and high, with the digits that the larger of the figures has; a dash where there is none.
pub(super) fn cells(m: &MetricChange) -> [String; 5] {
    let largest = m
        .before
        .into_iter()
        .chain(m.after)
        .fold(0.0, |a: f64, b| a.max(b.abs()));
    let shown = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| figure_like(v, largest));
    let signed = |value: Option<f64>| {
        let sign = if value.is_some_and(|v| v > 0.0) { "+" } else { "" };
        match shown(value) {
            nought if nought.chars().all(|c| matches!(c, '-' | '0' | '.')) => nought.replace('-', ""),
            other => format!("{sign}{other}"),
        }
    };
    [
        shown(m.before),
        shown(m.after),
        signed(m.change),
        signed(m.low),
        signed(m.high),
    ]
}

fn left_out(out: &mut String, ids: &[String], run: &str) -> Result {
    if ids.is_empty() {
        return Ok(());
    }
    let shown = ids.iter().take(MOST_IDS).cloned().collect::<Vec<_>>().join(", ");
    let more = match ids.len().saturating_sub(MOST_IDS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    writeln!(out, "  left out, only in the {run} run: {shown}{more}")
}

/// How many cases flipped, in words.
pub(super) fn counted(flips: &[Flip]) -> String {
    let cases = |turned: Turned| match flips.iter().filter(|f| f.turned == turned).count() {
        0 => "no case".to_owned(),
        1 => "1 case".to_owned(),
        n => format!("{n} cases"),
    };
    let [wrong, worse, right] = [Turned::Wrong, Turned::Worse, Turned::Right].map(cases);
    format!("{wrong} turned wrong, {worse} became worse, {right} turned right")
}

/// A flipped case: what was asked and, where it is no gain, what is said of it.
pub(super) fn shown(flip: &Flip) -> String {
    let confidence = flip
        .confidence
        .map(|c| format!(", confidence {c:.2}"))
        .unwrap_or_default();
    let question = flip
        .question
        .as_deref()
        .map(|q| format!(": {}", short(q)))
        .unwrap_or_default();
    let head = format!("  {} {}{confidence}{question}", flip.turned.word(), flip.id);
    if flip.turned == Turned::Right {
        return head;
    }
    let newly_in = match flip.newly_in.as_slice() {
        [] => String::new(),
        names => format!("\n      now in {}", names.join(", ")),
    };
    format!(
        "{head}\n      before: {}\n      after:  {}{newly_in}",
        short(&flip.before),
        short(&flip.after)
    )
}

/// The text in one line, not too long.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
