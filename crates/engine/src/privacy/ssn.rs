//! United States social security numbers (areas 000, 666 and 900 to 999 are never given out, nor is a part of zeros: SSA,
//! POMS RM 10201.035) and individual taxpayer numbers, which have the areas from 900 on.

use super::list::{digits, pattern, said_before, stands_alone};
use super::{Found, PersonalData};

pattern!(
    NUMBER,
    r"[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{3} [0-9]{2} [0-9]{4}|[0-9]{9}"
);
pattern!(CUE, r"(?i)\b(?:ssn|social security|social sec|itin|taxpayer|tax id)\b");

/// How far before a number a cue counts, in bytes.
const REACH: usize = 60;

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for number in NUMBER.find_iter(text) {
        let range = number.range();
        let touches = |c: char| c.is_ascii_digit() || c == '-' || c == '.';
        let before = text[..range.start].ends_with(touches);
        let mut after = text[range.end..].chars();
        let after = matches!((after.next(), after.next()), (Some('-' | '.'), Some(d)) if d.is_ascii_digit());
        if before || after || !stands_alone(text, &range) {
            continue;
        }
        let named = said_before(text, range.start, REACH, &CUE);
        let separated = number.as_str().contains(['-', ' ']);
        match is_given_out(&digits(number.as_str())) {
            true if named || number.as_str().contains('-') => found.push(Found::sure(range, PersonalData::Ssn)),
            false if named && separated => found.push(Found::likely(range, PersonalData::Ssn)),
            _ => {}
        }
    }
}

fn is_given_out(digits: &[u32]) -> bool {
    let value = |part: std::ops::Range<usize>| digits[part].iter().fold(0, |sum, d| sum * 10 + d);
    let (area, group, serial) = (value(0..3), value(3..5), value(5..9));
    let taxpayer = area >= 900 && matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    (taxpayer || !matches!(area, 0 | 666 | 900..)) && group != 0 && serial != 0
}
