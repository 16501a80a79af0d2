//! Phone and fax numbers: international ones by E.164, national ones by common groupings, the rest where the words around
//! them say so.

use super::list::{digits, pattern, said_after, said_before};
use super::{Certainty, Found, PersonalData};
use std::ops::Range;

// Groups of digits with single separators between them, and an extension.
pattern!(
    NUMBER,
    r"(?i)(?:\+ ?)?(?:\(\+?[0-9]{1,5}\)|[0-9]+)(?:[ ./-]?(?:\([0-9]{1,5}\)|[0-9]+)|[ ]?[/-][ ]?[0-9]+|\) ?[0-9]+)*(?:,? ?(?:x|ext\.?|extension) ?[0-9]{1,6})?"
);
pattern!(
    CUE,
    r"(?i)\b(?:phones?|tel|telephones?|telefon|téléphone|telefone|teléfono|mobiles?|mob|cell|cellphone|handy|fax|landline|hotline|call(?:s|ed|ing)?|dial(?:led)?|ring|sms|text(?:ed|ing)?|whatsapp|signal|reach|contact|messages? (?:to|on|at)|voicemail|(?:my|our|his|her|their|your) number|(?:office|home|work) ?:)(?:[^\w\n]{1,3}(?:me|us|you|him|her|them|back|at|on|to|is|was|the|this|my|our|your|his|a|number|no|nr|home|work|office|mobile|cell|phone|via|by|it|registered|following|and|or)\b)*[^\w\n]{0,4}\s*$"
);
pattern!(
    CUE_AFTER,
    r"(?i)^\s?[-–(]{0,2} ?(?:office|fax|mobile|cell|home|work|tel|phone|landline|ext)\b"
);
// What a number is named that is none to call.
pattern!(
    OTHER,
    r"(?i)(?:\b(?:orders?|invoices?|ticket|case|ref|reference|isbn|issn|ean|imei|tracking|parcel|version|account|acct|customer|user|id|sku|serial|po|vat|tax|zip|postcode|postal code|licen[cs]e|code|pin|otp|transaction|payment|receipt|number of|article|part|model|build|port)\b[ :.]{0,2}(?:(?:number|no|nr|id|code)\b)?[ :.#=-]{0,3}(?:is )?|[#$€£¥₹]\s?)$"
);
pattern!(
    UNIT_AFTER,
    r"(?i)^ ?(?:[$€£¥₹%°]|(?:usd|eur|gbp|chf|kr|percent|[kmgt]?b|ms|seconds|minutes|hours|days|items|rows|records|px)\b)"
);
// A day of the calendar, whichever way round, perhaps with a time after it.
pattern!(
    DAY,
    r"^(?:(?:19|20)[0-9]{2}([-./])(?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12][0-9]|3[01])|(?:0?[1-9]|[12][0-9]|3[01])[-./](?:0?[1-9]|[12][0-9]|3[01])[-./](?:(?:19|20)[0-9]{2}|[0-9]{2}))(?:$|[ T])"
);
// Three, three and four, as in North America (NANP), perhaps after its country code.
pattern!(
    NANP,
    r"^(?:\+?1[-. ])?(?:\([0-9]{3}\) ?|[0-9]{3}[-. ])[0-9]{3}[-. ][0-9]{4}(?:\D|$)"
);
pattern!(AREA_IN_BRACKETS, r"^\(0?[0-9]{1,4}\) ?[0-9]{2,5}(?:[ -][0-9]{2,5})*$");

/// How far before a number a cue counts, in bytes.
const REACH: usize = 48;
/// Digits of a number that only the words around it tell: the shortest national numbers, and E.164's longest.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=15;

/// The country codes of E.164 with one and two digits; all others have three.
const SHORT_COUNTRY_CODES: [u32; 47] = [
    1, 7, 20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60,
    61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98, 99,
];

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for number in NUMBER.find_iter(text) {
        let range = number.range();
        if found.iter().any(|f| f.overlaps(&range)) || !stands_apart(text, &range) {
            continue;
        }
        if let Some(certainty) = judge(text, &range) {
            found.push(Found {
                range,
                kind: PersonalData::Phone,
                certainty,
            });
        }
    }
}

fn judge(text: &str, range: &Range<usize>) -> Option<Certainty> {
    let number = &text[range.clone()];
    let main = number
        .split(['x', 'X', 'e', 'E', ','])
        .next()
        .unwrap_or(number)
        .trim_end();
    let digits = digits(main);
    if DAY.is_match(main) || digits.len() < *LENGTHS.start() || is_book(&digits) {
        return None;
    }
    if main.starts_with(['+']) || main.starts_with("(+") {
        return international(&digits);
    }
    if said_before(text, range.start, REACH, &OTHER) || said_after(text, range.end, REACH, &UNIT_AFTER) {
        return None;
    }
    let named = said_before(text, range.start, REACH, &CUE) || said_after(text, range.end, REACH, &CUE_AFTER);
    let grouped = main.contains([' ', '-', '.', '/', ')']);
    if NANP.is_match(main) && digits.len() <= 11 {
        return Some(if named { Certainty::Sure } else { Certainty::Likely });
    }
    if named && LENGTHS.contains(&digits.len()) {
        return Some(Certainty::Likely);
    }
    let abroad = grouped && main.starts_with("00") && international(&digits[2..]).is_some();
    let national = grouped && main.starts_with('0') && (9..=11).contains(&digits.len()) && !main.contains('/');
    let bracketed = AREA_IN_BRACKETS.is_match(main) && (8..=11).contains(&digits.len());
    (abroad || national || bracketed).then_some(Certainty::Likely)
}

/// A country code and 8 to 15 digits in all: E.164, 6.2, sets the most; the least spares sums and codes after a plus.
fn international(digits: &[u32]) -> Option<Certainty> {
    let code = |n: usize| digits.iter().take(n).fold(0, |sum, d| sum * 10 + d);
    let known = SHORT_COUNTRY_CODES.contains(&code(1)) || SHORT_COUNTRY_CODES.contains(&code(2)) || code(3) >= 210;
    (known && (8..=15).contains(&digits.len())).then_some(Certainty::Sure)
}

/// An ISBN of 13 digits begins with the prefix of books.
fn is_book(digits: &[u32]) -> bool {
    digits.len() == 13 && matches!(digits, [9, 7, 8 | 9, ..])
}

/// True where it is neither part of a word, nor of a longer number, path or identifier.
fn stands_apart(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (next, then) = (after.next(), after.next());
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '_' | '#' | '+' | '=' | '&');
    let in_number =
        text[..range.start].ends_with(',') && text[..range.start - 1].ends_with(|c: char| c.is_ascii_digit());
    let led = in_number || before.is_some_and(joins);
    let goes_on = matches!(next, Some('-' | '.' | '/' | ',' | ':')) && then.is_some_and(|c| c.is_ascii_digit());
    let joined = led || goes_on || next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '%'));
    !joined
}
