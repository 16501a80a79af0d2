//! Does confidence mean what it says?

use super::axis::Axis;
use super::chart::{Anchor, Field, bar, dot, label, line, svg};
use super::figures::{counted, percent, probability, round_percent};
use super::html::Html;
use super::scored::Scored;
use super::speaks::Speaks;
use crate::metric::{Metric, share};
use crate::statistics::ece;

/// With fewer cases there is no curve.
const LEAST: usize = 10;
/// The most bins, and the least cases of one.
const BINS: usize = 15;
const IN_BIN: usize = 10;
/// Columns of the histogram.
const COLUMNS: usize = 20;

const SIZE: (f64, f64) = (460.0, 420.0);
const UNIT: (f64, f64) = (0.0, 1.0);
const ACROSS: Axis = Axis {
    values: UNIT,
    pixels: (62.0, 450.0),
};

/// Cases of about one confidence.
struct Bin {
    confidence: f64,
    right: Metric,
}

/// The curve, the histogram below it and what they say. `scored` is surest first; `speaks` says what confidence is the
/// probability of.
pub(super) fn write(html: &mut Html, scored: &[Scored<'_>], speaks: Speaks) {
    if scored.len() < LEAST {
        let few = format!(
            "{} with a confidence: too few for a curve.",
            counted(scored.len(), "case")
        );
        return html.element("p", &[], &few);
    }
    let bins = bins(scored);
    let n = scored.len() as f64;
    let said = scored.iter().map(|s| s.confidence).sum::<f64>() / n;
    let was = scored.iter().filter(|s| s.right).count() as f64 / n;
    let mean = format!(
        "On the whole confidence says {}, and {} is {}.",
        percent(said),
        percent(was),
        speaks.so
    );
    html.inside("figure", &[], |html| {
        svg(html, "chart", SIZE, &mean, |html| {
            curve(html, &bins, speaks);
            histogram(html, scored, speaks);
        });
        html.inside("figcaption", &[], |html| {
            caption(html, scored, bins.len(), &mean, speaks)
        });
    });
}

fn bins(scored: &[Scored<'_>]) -> Vec<Bin> {
    let n = scored.len();
    let count = (n / IN_BIN).clamp(1, BINS);
    let of = |at: usize| {
        let bin = &scored[n * at / count..n * (at + 1) / count];
        Some(Bin {
            confidence: bin.iter().map(|s| s.confidence).sum::<f64>() / bin.len() as f64,
            right: share(bin.iter().map(Scored::counts_right))?,
        })
    };
    (0..count).filter_map(of).collect()
}

fn curve(html: &mut Html, bins: &[Bin], speaks: Speaks) {
    let field = Field {
        x: ACROSS,
        y: Axis {
            values: UNIT,
            pixels: (280.0, 12.0),
        },
    };
    field.upright(html, 5, round_percent, &format!("share that is {}", speaks.so));
    field.curve(html, "ideal", &[(0.0, 0.0), (1.0, 1.0)]);
    let ((left, top), (right, bottom)) = (field.at((0.0, 1.0)), field.at((1.0, 0.0)));
    label(
        html,
        "hint",
        (left + 8.0, top + 16.0),
        Anchor::Start,
        "less sure than it might be",
    );
    label(
        html,
        "hint",
        (right - 4.0, bottom - 8.0),
        Anchor::End,
        "surer than it should be",
    );
    let points: Vec<(f64, f64)> = bins.iter().map(|b| (b.confidence, b.right.value)).collect();
    field.curve(html, "curve", &points);
    for bin in bins {
        let x = field.x.at(bin.confidence);
        line(
            html,
            "range",
            (x, field.y.at(bin.right.low)),
            (x, field.y.at(bin.right.high)),
        );
        let says = format!(
            "confidence {}: {} of {} ({}–{}) {}",
            probability(bin.confidence),
            percent(bin.right.value),
            counted(bin.right.n, "case"),
            percent(bin.right.low),
            percent(bin.right.high),
            speaks.so
        );
        dot(html, "point", (x, field.y.at(bin.right.value)), 4.0, &says);
    }
}

fn histogram(html: &mut Html, scored: &[Scored<'_>], speaks: Speaks) {
    let mut columns = [(0usize, 0usize); COLUMNS];
    for s in scored {
        let column = &mut columns[((s.confidence * COLUMNS as f64) as usize).min(COLUMNS - 1)];
        if s.right { column.0 += 1 } else { column.1 += 1 }
    }
    let most = columns.iter().map(|c| c.0 + c.1).max().unwrap_or(1);
    let field = Field {
        x: ACROSS,
        y: Axis {
            values: (0.0, most as f64),
            pixels: (380.0, 302.0),
        },
    };
    field.upright(html, 2, |v| format!("{v:.0}"), "cases");
    for (at, (right, wrong)) in columns.into_iter().enumerate() {
        let edge = |of: usize| of as f64 / COLUMNS as f64;
        let (left, end) = (field.x.at(edge(at)) + 1.0, field.x.at(edge(at + 1)) - 1.0);
        let height = |n: usize| field.y.at(n as f64);
        let says = format!(
            "confidence {:.2} to {:.2}: {right} {}, {wrong} {}",
            edge(at),
            edge(at + 1),
            speaks.so,
            speaks.not
        );
        if right > 0 {
            bar(html, "right", (left, height(0)), (end, height(right)), &says);
        }
        if wrong > 0 {
            bar(
                html,
                "wrong",
                (left, height(right)),
                (end, height(right + wrong)),
                &says,
            );
        }
    }
    field.level(html, 5, round_percent, "confidence");
}

fn caption(html: &mut Html, scored: &[Scored<'_>], bins: usize, mean: &str, speaks: Speaks) {
    let pairs: Vec<(f64, bool)> = scored.iter().map(|s| (s.confidence, s.right)).collect();
    let off = ece(&pairs).unwrap_or_default();
    html.element("strong", &[], mean);
    html.text(&format!(
        " Confidence is the probability that {}. Calibration error (ECE, 15 bins of equal mass): {off:.3}. Each dot \
         is one of {} of about {} each, with its 95 % interval; on the dashed line confidence means what it says. \
         Columns: ",
        speaks.of,
        counted(bins, "bin"),
        counted(scored.len() / bins, "case"),
    ));
    html.element("span", &[("class", "key right")], speaks.so);
    html.text(", ");
    html.element("span", &[("class", "key wrong")], speaks.not);
    html.text(".");
}
