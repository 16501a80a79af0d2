//! Business hours: when people are there, in the time zone of where they are.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use utoipa::ToSchema;

/// How far ahead the next opening is looked for, in days: past any year's holidays.
const HORIZON: i32 = 400;
const MINUTES_A_DAY: u16 = 24 * 60;

/// A week, and what differs from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// IANA name: `Europe/Berlin`.
    #[schema(example = "Europe/Berlin")]
    pub time_zone: String,
    /// The spans of each weekday; none: closed.
    pub week: Week,
    /// Days that differ.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
}

/// The spans of each weekday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "weekdays")]
pub struct Week {
    #[schema(value_type = Vec<Vec<String>>)]
    pub mon: Vec<Span>,
    #[schema(value_type = Vec<Vec<String>>)]
    pub tue: Vec<Span>,
    #[schema(value_type = Vec<Vec<String>>)]
    pub wed: Vec<Span>,
    #[schema(value_type = Vec<Vec<String>>)]
    pub thu: Vec<Span>,
    #[schema(value_type = Vec<Vec<String>>)]
    pub fri: Vec<Span>,
    #[schema(value_type = Vec<Vec<String>>)]
    pub sat: Vec<Span>,
    #[schema(value_type = Vec<Vec<String>>)]
    pub sun: Vec<Span>,
}

/// A day that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day: `2026-12-25`.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// What day it is.
    pub name: String,
    /// When people are there all the same.
    #[serde(default)]
    #[schema(value_type = Vec<Vec<String>>)]
    pub open: Vec<Span>,
}

/// From and to, each `HH:MM` of that day's clock; `24:00` is its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(String, String)", into = "(String, String)")]
pub struct Span {
    /// Minutes since midnight.
    from: u16,
    /// Minutes since midnight, after `from`.
    to: u16,
}

/// Why hours cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// No such zone.
    #[error("`{0}` is not a time zone; use a name like Europe/Berlin")]
    TimeZone(String),
    /// A time that is none.
    #[error("`{0}` is not a time; write it as 09:00, at most 24:00")]
    Time(String),
    /// A span that ends before it begins.
    #[error("{0} to {1} ends before it begins; cut it at 24:00 and go on with the next day")]
    Order(String, String),
    /// Spans that overlap, or are not in order.
    #[error("the spans of {0} overlap or are not in order")]
    Overlap(String),
    /// A day that is there twice.
    #[error("the holiday {0} is there twice")]
    Twice(Date),
}

impl Hours {
    /// Checks what a type cannot say.
    pub fn check(&self) -> Result<(), HoursError> {
        self.zone()?;
        let named = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        for (name, spans) in named.into_iter().zip(self.week.days()) {
            check_order(name, spans)?;
        }
        for (at, holiday) in self.holidays.iter().enumerate() {
            check_order(&holiday.date.to_string(), &holiday.open)?;
            if self.holidays[..at].iter().any(|h| h.date == holiday.date) {
                return Err(HoursError::Twice(holiday.date));
            }
        }
        Ok(())
    }

    /// True where people are there at this time. Hours that cannot be read count as open.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.zone().is_err() || self.opens_at(at).is_some_and(|opens| opens <= at)
    }

    /// When people are there again: `after` itself where they are, `None` where they are not within a year.
    pub fn opens_at(&self, after: Timestamp) -> Option<Timestamp> {
        let zone = self.zone().ok()?;
        let today = after.to_zoned(zone.clone()).date();
        // A span of yesterday never reaches into today: it ends at 24:00 at the latest.
        (0..HORIZON)
            .filter_map(|ahead| today.checked_add(ahead.days()).ok())
            .flat_map(|date| self.spans(date).iter().map(move |span| (date, *span)))
            .filter_map(|(date, span)| Some((instant(date, span.from, &zone)?, instant(date, span.to, &zone)?)))
            .find(|(_, to)| *to > after)
            .map(|(from, _)| from.max(after))
    }

    fn spans(&self, date: Date) -> &[Span] {
        let holiday = self.holidays.iter().find(|h| h.date == date);
        holiday.map_or_else(|| self.week.of(date.weekday()), |h| &h.open)
    }

    /// Where its clock is.
    pub fn zone(&self) -> Result<TimeZone, HoursError> {
        /// The zones that are compiled in: the same on every machine.
        static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
        let zones = ZONES.get_or_init(TimeZoneDatabase::bundled);
        zones
            .get(&self.time_zone)
            .map_err(|_| HoursError::TimeZone(self.time_zone.clone()))
    }
}

impl Week {
    fn days(&self) -> [&[Span]; 7] {
        [
            &self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun,
        ]
        .map(Vec::as_slice)
    }

    fn of(&self, day: Weekday) -> &[Span] {
        self.days()[usize::try_from(day.to_monday_zero_offset()).unwrap_or(0)]
    }
}

/// A time of a day's clock; one that a change of clocks skips is the moment after the gap.
fn instant(date: Date, minutes: u16, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = DateTime::from_parts(date, jiff::civil::Time::midnight());
    let local = if minutes == MINUTES_A_DAY {
        midnight.checked_add(1.day()).ok()?
    } else {
        midnight.checked_add(i64::from(minutes).minutes()).ok()?
    };
    Some(local.to_zoned(zone.clone()).ok()?.timestamp())
}

fn check_order(name: &str, spans: &[Span]) -> Result<(), HoursError> {
    let overlaps = spans.windows(2).any(|pair| pair[1].from < pair[0].to);
    if overlaps {
        return Err(HoursError::Overlap(name.to_owned()));
    }
    Ok(())
}

impl TryFrom<(String, String)> for Span {
    type Error = HoursError;

    fn try_from((from, to): (String, String)) -> Result<Self, HoursError> {
        let span = Self {
            from: minutes(&from)?,
            to: minutes(&to)?,
        };
        if span.from >= span.to {
            return Err(HoursError::Order(from, to));
        }
        Ok(span)
    }
}

impl From<Span> for (String, String) {
    fn from(span: Span) -> Self {
        let text = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        (text(span.from), text(span.to))
    }
}

fn minutes(text: &str) -> Result<u16, HoursError> {
    let wrong = || HoursError::Time(text.chars().take(20).collect());
    let (hours, minutes) = text.split_once(':').ok_or_else(wrong)?;
    let number = |digits: &str| match digits.len() {
        2 if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse::<u16>().map_err(|_| wrong()),
        _ => Err(wrong()),
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let total = hours * 60 + minutes;
    if minutes > 59 || total > MINUTES_A_DAY {
        return Err(wrong());
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Office hours in Berlin, open on Saturday nights until midnight, closed on Christmas, short on New Year's Eve.
    fn berlin() -> Hours {
        let json = r#"{
            "time_zone": "Europe/Berlin",
            "week": {
                "mon": [["09:00", "12:00"], ["13:00", "17:30"]], "tue": [["09:00", "17:30"]],
                "wed": [["09:00", "17:30"]], "thu": [["09:00", "17:30"]], "fri": [["09:00", "17:30"]],
                "sat": [["22:00", "24:00"]]
            },
            "holidays": [
                {"date": "2026-12-25", "name": "Christmas"},
                {"date": "2026-12-31", "name": "New Year's Eve", "open": [["10:00", "12:00"]]}
            ]
        }"#;
        let hours: Hours = serde_json::from_str(json).unwrap();
        hours.check().unwrap();
        hours
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn people_are_there_when_their_own_clock_says_so() {
        let hours = berlin();
        // When, and when people are there (again).
        let cases = [
            ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z", "Monday, 9:00 in winter"),
            ("2026-11-23T07:59:59Z", "2026-11-23T08:00:00Z", "a second before"),
            (
                "2026-11-23T11:00:00Z",
                "2026-11-23T12:00:00Z",
                "lunch begins at noon sharp",
            ),
            ("2026-11-23T16:30:00Z", "2026-11-24T08:00:00Z", "closing time is closed"),
            ("2026-07-06T07:00:00Z", "2026-07-06T07:00:00Z", "Monday, 9:00 in summer"),
            (
                "2026-11-27T17:00:00Z",
                "2026-11-28T21:00:00Z",
                "Friday evening: Saturday at 22:00",
            ),
            (
                "2026-11-28T22:59:59Z",
                "2026-11-28T22:59:59Z",
                "a second before midnight",
            ),
            (
                "2026-11-28T23:00:00Z",
                "2026-11-30T08:00:00Z",
                "midnight: nothing on Sunday",
            ),
            (
                "2026-12-24T17:00:00Z",
                "2026-12-26T21:00:00Z",
                "over Christmas, a Friday",
            ),
            (
                "2026-12-31T08:30:00Z",
                "2026-12-31T09:00:00Z",
                "a short day begins later",
            ),
            ("2026-12-31T11:30:00Z", "2027-01-01T08:00:00Z", "and ends sooner"),
            (
                "2026-03-27T17:00:00Z",
                "2026-03-28T21:00:00Z",
                "before the clocks change",
            ),
            ("2026-03-28T23:30:00Z", "2026-03-30T07:00:00Z", "after they changed"),
        ];
        for (when, opens, why) in cases {
            assert_eq!(hours.opens_at(at(when)), Some(at(opens)), "{why}");
            assert_eq!(hours.is_open(at(when)), when == opens, "{why}");
        }
    }

    #[test]
    fn a_time_that_a_change_of_clocks_skips_is_the_moment_after() {
        let mut hours = berlin();
        hours.week.sun = vec![("02:30".to_owned(), "05:00".to_owned()).try_into().unwrap()];
        assert_eq!(
            hours.opens_at(at("2026-03-29T00:00:00Z")),
            Some(at("2026-03-29T01:30:00Z"))
        );
    }

    #[test]
    fn who_never_opens_is_never_open() {
        let mut hours = berlin();
        hours.week = Week::default();
        hours.holidays.clear();
        assert_eq!(hours.opens_at(at("2026-11-23T08:00:00Z")), None);
        assert!(!hours.is_open(at("2026-11-23T08:00:00Z")));
    }

    #[test]
    fn hours_that_cannot_be_are_refused_by_name() {
        for (json, message) in [
            (r#"{"time_zone":"Mars/Base","week":{}}"#, "Mars/Base"),
            (r#"{"time_zone":"UTC","week":{"mon":[["9:00","10:00"]]}}"#, "`9:00`"),
            (r#"{"time_zone":"UTC","week":{"mon":[["09:00","24:01"]]}}"#, "`24:01`"),
            (
                r#"{"time_zone":"UTC","week":{"mon":[["22:00","02:00"]]}}"#,
                "22:00 to 02:00",
            ),
            (
                r#"{"time_zone":"UTC","week":{"mon":[["09:00","12:00"],["11:00","13:00"]]}}"#,
                "mon",
            ),
            (r#"{"time_zone":"UTC","week":{"funday":[]}}"#, "funday"),
            (
                r#"{"time_zone":"UTC","week":{},"holidays":[{"date":"2026-01-01","name":"a"},{"date":"2026-01-01","name":"b"}]}"#,
                "2026-01-01",
            ),
        ] {
            let read = serde_json::from_str::<Hours>(json).map_err(|e| e.to_string());
            let error = read.and_then(|h| h.check().map_err(|e| e.to_string())).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
    }

    #[test]
    fn hours_are_written_as_they_were_read() {
        let hours = berlin();
        let json = serde_json::to_string(&hours).unwrap();
        assert!(json.contains(r#"["22:00","24:00"]"#), "{json}");
        assert_eq!(serde_json::from_str::<Hours>(&json).unwrap(), hours);
    }
}
