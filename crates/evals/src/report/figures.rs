//! How numbers and texts are written.

use super::names::Written;
use crate::metric::Metric;

/// A share as a percentage: three digits at most.
pub(super) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let whole = percent.abs() >= 99.95 || percent == 0.0;
    if whole {
        format!("{percent:.0}\u{a0}%")
    } else {
        format!("{percent:.1}\u{a0}%")
    }
}

/// A share as a percentage, without a digit that says nothing: 5 %, 7.5 %.
pub(super) fn round_percent(share: f64) -> String {
    format!("{}\u{a0}%", (1000.0 * share).round() / 10.0)
}

/// A probability with two digits.
pub(super) fn probability(p: f64) -> String {
    format!("{p:.2}")
}

/// A figure in the manner of its metric.
pub(super) fn figure(value: f64, written: Written) -> String {
    match written {
        Written::Share => percent(value),
        Written::Score => format!("{value:.3}"),
        Written::Count => format!("{value:.1}"),
    }
}

/// An interval in the manner of its metric.
pub(super) fn interval(metric: &Metric, written: Written) -> String {
    let (low, high) = (figure(metric.low, written), figure(metric.high, written));
    let low = low.strip_suffix("\u{a0}%").unwrap_or(&low);
    format!("{low} – {high}")
}

/// A number with the noun that it counts, which takes an `s`.
pub(super) fn counted(n: usize, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", thousands(n))
}

/// A number in groups of three.
pub(super) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The beginning of a text; what is left out is said.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let mut characters = text.char_indices();
    match characters.nth(most) {
        None => text.to_owned(),
        Some((at, _)) => {
            let more = characters.count() + 1;
            format!("{}… ({} cut)", &text[..at], counted(more, "character"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_a_reader() {
        assert_eq!(
            [percent(0.6157), percent(1.0), percent(0.0), percent(0.9996)],
            ["61.6\u{a0}%", "100\u{a0}%", "0\u{a0}%", "100\u{a0}%"]
        );
        assert_eq!(
            [counted(1, "case"), counted(10_234, "case")],
            ["1 case", "10,234 cases"]
        );
        let metric = Metric {
            value: 0.12,
            low: 0.0627,
            high: 0.2176,
            n: 100,
        };
        assert_eq!(interval(&metric, Written::Share), "6.3 – 21.8\u{a0}%");
        assert_eq!(interval(&metric, Written::Score), "0.063 – 0.218");
    }

    #[test]
    fn a_round_share_has_no_needless_digit() {
        assert_eq!([round_percent(0.05), round_percent(0.075)], ["5\u{a0}%", "7.5\u{a0}%"]);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(beginning("übersehen", 4), "über… (5 characters cut)");
        assert_eq!(beginning("kurz", 4), "kurz");
    }
}
