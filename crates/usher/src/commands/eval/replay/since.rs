//! From when on.

use anyhow::Context as _;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};
use std::str::FromStr;

/// An instant, or a time before now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// So long ago.
    Ago(SignedDuration),
    /// From here on.
    At(Timestamp),
}

impl Since {
    /// The instant, as seen from `now`.
    pub fn before(self, now: Timestamp) -> anyhow::Result<Timestamp> {
        match self {
            Self::At(at) => Ok(at),
            Self::Ago(time) => now
                .checked_sub(time)
                .context("--since is longer ago than there are years; write 7d, 12h or a date"),
        }
    }
}

impl FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |unit: char| text.strip_suffix(unit).and_then(|n| n.parse::<u32>().ok());
        let hours = |n: u32, of_one: i64| Self::Ago(SignedDuration::from_hours(i64::from(n) * of_one));
        let ago = number('w').map(|n| hours(n, 168));
        let ago = ago.or(number('d').map(|n| hours(n, 24)));
        let ago = ago.or(number('h').map(|n| hours(n, 1)));
        let ago = ago.or(number('m').map(|n| Self::Ago(SignedDuration::from_mins(i64::from(n)))));
        let at = || text.parse::<Timestamp>().ok().or_else(|| midnight(text)).map(Self::At);
        ago.or_else(at)
            .ok_or_else(|| "write 7d, 12h, a date such as 2026-11-01 or an instant such as 2026-11-01T08:00:00Z".into())
    }
}

/// The beginning of a day in UTC.
fn midnight(text: &str) -> Option<Timestamp> {
    let day: civil::Date = text.parse().ok()?;
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let now: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        let since = text.parse::<Since>().ok().and_then(|s| s.before(now).ok());
        assert_eq!(since.map(|s| s.to_string()).as_deref(), expect, "{text}");
    }

    #[test]
    fn it_is_so_long_ago_or_a_date() {
        check("7d", Some("2026-11-14T10:00:00Z"));
        check("2w", Some("2026-11-07T10:00:00Z"));
        check("12h", Some("2026-11-20T22:00:00Z"));
        check("90m", Some("2026-11-21T08:30:00Z"));
        check("2026-11-01", Some("2026-11-01T00:00:00Z"));
        check("2026-11-01T08:00:00+02:00", Some("2026-11-01T06:00:00Z"));
        check("yesterday", None);
        check("7", None);
        check("-7d", None);
        check("4294967295w", None);
        check("2026-13-01", None);
    }
}
