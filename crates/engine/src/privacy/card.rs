//! Payment cards: the issuer ranges and lengths of the networks (ISO/IEC 7812) and the Luhn check digit.

use super::list::{digits, pattern, said_after, said_before};
use super::{Found, PersonalData};

pattern!(NUMBER, r"[0-9](?:[ -]?[0-9]){11,18}");
pattern!(
    CUE,
    r"(?i)\b(?:cards?|cc|credit|debit|visa|master ?card|amex|american express|maestro|discover|diners|jcb|pan|karte|carte|tarjeta|cartão|kort)\b"
);
// A number that is named as something else.
pattern!(
    OTHER,
    r"(?i)\b(?:isbn|ean|imei|gtin|upc|tracking|parcel|order|invoice|ticket|timestamp)\b[^.!?\n]{0,20}$"
);

/// How far around a number a cue counts, in bytes.
const REACH: usize = 80;

/// First digits from and to, and lengths from and to, of the networks that issue today.
const NETWORKS: [(&str, &str, usize, usize); 20] = [
    ("4", "4", 16, 16),
    ("4", "4", 19, 19),
    ("51", "55", 16, 16),
    ("2221", "2720", 16, 16),
    ("34", "34", 15, 15),
    ("37", "37", 15, 15),
    ("6011", "6011", 16, 19),
    ("644", "649", 16, 19),
    ("65", "65", 16, 19),
    ("62", "62", 16, 19),
    ("300", "305", 14, 19),
    ("3095", "3095", 14, 19),
    ("36", "36", 14, 19),
    ("38", "39", 14, 19),
    ("3528", "3589", 16, 19),
    ("50", "50", 16, 19),
    ("56", "61", 16, 19),
    ("63", "64", 16, 19),
    ("66", "69", 16, 19),
    ("2200", "2204", 16, 19),
];

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for number in NUMBER.find_iter(text) {
        let range = number.range();
        if !stands_apart(text, &range) {
            continue;
        }
        let digits = digits(number.as_str());
        let named = said_before(text, range.start, REACH, &CUE) || said_after(text, range.end, REACH, &CUE);
        let named_otherwise = said_before(text, range.start, REACH, &OTHER);
        let checked = is_luhn(&digits);
        if checked && is_issued(&digits) && !named_otherwise {
            found.push(Found::sure(range, PersonalData::Card));
        } else if named && !named_otherwise && (checked || digits.len() == 16) {
            found.push(Found::likely(range, PersonalData::Card));
        }
    }
}

/// True where neither letters, digits nor the rest of a longer number touch it.
fn stands_apart(text: &str, range: &std::ops::Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let mut after = after.chars();
    let (next, then) = (after.next(), after.next());
    let ends_number = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let led = before.ends_with(char::is_alphanumeric) || ends_number(before.trim_end_matches(['-', '.', ',']));
    let goes_on = matches!(next, Some('-' | '.' | ',')) && then.is_some_and(|c| c.is_ascii_digit());
    let joined = led || goes_on || next.is_some_and(char::is_alphanumeric);
    !joined
}

/// Luhn's formula (ISO/IEC 7812-1, annex B); a number of one digit repeated is nobody's.
fn is_luhn(digits: &[u32]) -> bool {
    let doubled = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, d)| if at % 2 == 1 { doubled(*d) } else { *d })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|d| *d != digits[0])
}

fn is_issued(digits: &[u32]) -> bool {
    let starts = |from: &str, to: &str| {
        let head = digits.iter().take(from.len()).fold(0, |sum, d| sum * 10 + d);
        (from.parse().unwrap_or(u32::MAX)..=to.parse().unwrap_or(0)).contains(&head)
    };
    let fits = |(from, to, shortest, longest): &(&str, &str, usize, usize)| {
        (*shortest..=*longest).contains(&digits.len()) && starts(from, to)
    };
    NETWORKS.iter().any(fits)
}
