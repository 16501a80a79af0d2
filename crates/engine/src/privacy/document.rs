//! Numbers of driving licences, passports and identity cards. Their formats differ by state; what tells is being named.

use super::list::pattern;
use super::{Found, PersonalData};

pattern!(
    NAMED,
    r"(?i)\b(?:driv(?:er|ing|er['’]?s|ers['’])[ -]?licen[cs]e|licen[cs]e (?:number|no)|passport|id[ -]card|identity card|national id)(?: (?:number|no|num|id|#))?\.?(?: is| was)?[ :#=-]{1,3}([a-z0-9](?:[a-z0-9]|[ -][0-9]){4,19})\b"
);

/// The fewest digits of a document's number.
const FEWEST_DIGITS: usize = 4;

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for named in NAMED.captures_iter(text) {
        let Some(number) = named.get(1) else { continue };
        if number.as_str().bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS {
            found.push(Found::sure(number.range(), PersonalData::Document));
        }
    }
}
