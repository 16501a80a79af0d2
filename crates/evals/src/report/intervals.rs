//! A figure with its interval as a bar in a row of a table.

use super::axis::Axis;
use super::chart::{dot, line, svg};
use super::html::Html;
use crate::metric::Metric;

const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 18.0;

/// A bar on a scale from 0 to `most`; `before` is the same figure of the baseline, drawn hollow above it. Nothing where the
/// figure is off the scale.
pub(super) fn draw(html: &mut Html, metric: &Metric, before: Option<&Metric>, most: f64, wrong: bool, says: &str) {
    if ![metric.value, metric.low, metric.high]
        .iter()
        .all(|v| (0.0..=most).contains(v))
    {
        return;
    }
    let x = Axis {
        values: (0.0, most),
        pixels: (4.0, WIDTH - 4.0),
    };
    let y = if before.is_some() { 12.5 } else { 9.0 };
    svg(html, "bar", (WIDTH, HEIGHT), says, |html| {
        for quarter in 0..=4 {
            let at = x.at(most * f64::from(quarter) / 4.0);
            line(html, "grid", (at, 0.0), (at, HEIGHT));
        }
        if let Some(before) = before {
            line(html, "before", (x.at(before.low), 5.0), (x.at(before.high), 5.0));
            dot(html, "before", (x.at(before.value), 5.0), 3.0, "baseline");
        }
        let class = if wrong { "range wrong" } else { "range" };
        line(html, class, (x.at(metric.low), y), (x.at(metric.high), y));
        dot(html, class, (x.at(metric.value), y), 4.0, says);
    });
}
