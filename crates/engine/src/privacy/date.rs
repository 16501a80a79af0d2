//! Full dates, dates of birth and ages. A year or a weekday alone is nobody's personal data and is let be.

use super::list::{pattern, said_before};
use super::{Found, PersonalData};

pattern!(
    DATE,
    r"(?ix)\b(?:
        (?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])
        | (?:0?[1-9]|[12][0-9]|3[01])(?:/|-|\.)(?:0?[1-9]|[12][0-9]|3[01])(?:/|-|\.)(?:19|20)[0-9]{2}
        | (?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|\.)?\ (?:of\ )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?,?\ (?:19|20)[0-9]{2}
        | (?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?\ (?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,?\ (?:19|20)[0-9]{2}
    )(?:[T\ ](?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?\b"
);
pattern!(
    BIRTH,
    r"(?i)\b(?:born|birth|birthday|birthdate|dob|d\.o\.b)\b[^\n]{0,16}$"
);
pattern!(
    AGE,
    r"(?i)\b(?:(?:aged?|turned|turning|age is|age:|age of)\s+([0-9]{1,3})|([0-9]{1,3})[- ](?:years?|yrs?|y/?o)(?:[- ]|\s+of\s+)(?:old|age)|([0-9]{1,3})[- ]?y/?o)\b"
);

/// The greatest age that is believed, in years.
const OLDEST: u32 = 120;
/// How far before a date a cue makes it a date of birth, in bytes.
const REACH: usize = 32;

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for date in DATE.find_iter(text) {
        let born = said_before(text, date.start(), REACH, &BIRTH);
        let kind = if born {
            PersonalData::BirthDate
        } else {
            PersonalData::Date
        };
        found.push(Found::sure(date.range(), kind));
    }
    for age in AGE.captures_iter(text) {
        let Some(years) = age.iter().skip(1).flatten().next() else {
            continue;
        };
        if years.as_str().parse().is_ok_and(|y: u32| y <= OLDEST) {
            found.push(Found::likely(years.range(), PersonalData::Age));
        }
    }
}
