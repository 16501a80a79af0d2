//! The figures on groups left out and the weights, as text.

use super::{Row, Scored, learn, left_out};
use crate::fit::learn::dot;
use crate::statistics::{auroc, ece, mean};
use crate::suite::Suite;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use usher_engine::models::SUPPORT;

/// Times that the groups are dealt to the parts anew.
const DEALS: u64 = 3;
/// Unsupported cases of a tag that are enough for a figure.
const TAGGED: usize = 10;

pub(super) fn report(suites: &[Suite], rows: &[Row]) -> String {
    let all: Vec<&Row> = rows.iter().collect();
    let deals: Vec<Scored> = (0..DEALS).map(|seed| left_out(&all, seed)).collect();
    let mut text = String::new();
    for (number, suite) in suites.iter().enumerate() {
        let _ = writeln!(text, "{}", figures(&suite.name, number, rows, &deals));
        let alone = learn(&rows.iter().filter(|r| r.suite == number).collect::<Vec<_>>());
        for (other, tested) in suites.iter().enumerate().filter(|(other, _)| *other != number) {
            let scored: Scored = rows.iter().map(|r| (dot(&alone, &r.features), r.supported)).collect();
            let area = area(rows, &scored, |r| r.suite == other);
            let _ = writeln!(text, "  learned here alone, tested on {}: AUROC {area:.4}", tested.name);
        }
    }
    text.push_str("\nSUPPORT\n");
    for ((name, _), value) in SUPPORT.iter().zip(learn(&all)) {
        let _ = writeln!(text, "    (\"{name}\", {value:.4}),");
    }
    text
}

/// What a suite's cases show.
fn figures(name: &str, suite: usize, rows: &[Row], deals: &[Scored]) -> String {
    let own = |r: &Row| r.suite == suite;
    let words: Scored = rows.iter().map(|r| (r.overlap, r.supported)).collect();
    let over = |wanted: &dyn Fn(&Row) -> bool| {
        mean(&deals.iter().map(|d| area(rows, d, wanted)).collect::<Vec<_>>()).unwrap_or(f64::NAN)
    };
    let of_suite = |d: &Scored| -> Scored {
        let both = rows.iter().zip(d).filter(|(r, _)| own(r));
        both.map(|(_, s)| *s).collect()
    };
    let errors: Vec<f64> = deals.iter().filter_map(|d| ece(&of_suite(d))).collect();
    let mut text = format!(
        "{name}: {} cases; share of words in the source alone: AUROC {:.4}, middle third {:.4}\n  left out, mean of {DEALS} \
         deals of the groups: AUROC {:.4}, middle third {:.4}, ECE {:.4}",
        rows.iter().filter(|r| own(r)).count(),
        area(rows, &words, own),
        area(rows, &words, |r| own(r) && r.middle),
        over(&own),
        over(&|r| own(r) && r.middle),
        mean(&errors).unwrap_or(f64::NAN),
    );
    let unsupported = || rows.iter().filter(|r| own(r) && !r.supported);
    let tags: BTreeSet<&str> = unsupported().flat_map(|r| r.tags.iter().map(String::as_str)).collect();
    for tag in tags {
        let tagged = |r: &Row| r.tags.iter().any(|t| t == tag);
        let count = unsupported().filter(|r| tagged(r)).count();
        if count >= TAGGED {
            let area = over(&|r| own(r) && (r.supported || tagged(r)));
            let _ = write!(
                text,
                "\n  supported ones against the {count} unsupported tagged {tag}: AUROC {area:.4}"
            );
        }
    }
    text
}

fn area(rows: &[Row], scored: &Scored, wanted: impl Fn(&Row) -> bool) -> f64 {
    let both = rows.iter().zip(scored).filter(|(r, _)| wanted(r));
    auroc(&both.map(|(_, s)| s).collect::<Vec<_>>()).unwrap_or(f64::NAN)
}
