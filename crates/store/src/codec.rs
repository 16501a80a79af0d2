//! Between Rust values and what both databases can hold: text, integers and doubles.

use crate::error::StoreError;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::AnyRow;
use sqlx::{Any, Decode, Row, Type};
use std::borrow::Cow;
use uuid::{NoContext, Uuid};

/// The longest key in bytes. PostgreSQL cannot index more than 2,704.
const MAX_KEY: usize = 1_000;

/// A new identifier: a UUID of version 7, so that later ones sort later.
pub fn new_id(now: Timestamp) -> String {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos)).to_string()
}

/// Text as both databases can hold it.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text from outside that becomes part of an index.
pub(crate) fn key<'a>(what: &'static str, value: &'a str) -> Result<Cow<'a, str>, StoreError> {
    if value.len() > MAX_KEY {
        let reason = format!("it has {} bytes, at most {MAX_KEY} can be kept", value.len());
        return Err(StoreError::Invalid { what, reason });
    }
    Ok(text(value))
}

/// JSON text. Never holds U+0000: JSON escapes it.
pub(crate) fn json<T: Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Invalid {
        what,
        reason: e.to_string(),
    })
}

/// The word that an enum without fields has in JSON, so that SQL, JSON and the log say the same.
pub(crate) fn word<T: Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    Ok(json(what, value)?.trim_matches('"').to_owned())
}

/// Milliseconds since 1970.
pub(crate) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A row and its name in errors; the first column says which row.
pub(crate) struct Columns<'r> {
    what: &'static str,
    row: &'r AnyRow,
}

impl<'r> Columns<'r> {
    pub(crate) fn new(what: &'static str, row: &'r AnyRow) -> Self {
        Self { what, row }
    }

    pub(crate) fn get<T>(&self, column: &'static str) -> Result<T, StoreError>
    where
        T: Decode<'r, Any> + Type<Any>,
    {
        Ok(self.row.try_get(column)?)
    }

    pub(crate) fn id<T: From<String>>(&self, column: &'static str) -> Result<T, StoreError> {
        self.get::<String>(column).map(T::from)
    }

    pub(crate) fn time(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        Timestamp::from_millisecond(self.get(column)?).map_err(|e| self.corrupt(column, &e))
    }

    pub(crate) fn version(&self, column: &'static str) -> Result<u32, StoreError> {
        u32::try_from(self.get::<i64>(column)?).map_err(|e| self.corrupt(column, &e))
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        serde_json::from_str(self.get(column)?).map_err(|e| self.corrupt(column, &e))
    }

    pub(crate) fn word<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        let word = serde_json::Value::String(self.get(column)?);
        serde_json::from_value(word).map_err(|e| self.corrupt(column, &e))
    }

    pub(crate) fn corrupt(&self, column: &str, reason: &dyn std::fmt::Display) -> StoreError {
        StoreError::Corrupt {
            what: format!("{column} of {}", self.what),
            id: self.row.try_get(0).unwrap_or_default(),
            reason: reason.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time() {
        let at = |ms| new_id(Timestamp::from_millisecond(ms).unwrap());
        assert!(at(1_700_000_000_000) < at(1_700_000_000_001));
        assert_ne!(at(5), at(5));
        assert!(!at(-5).is_empty(), "a clock before 1970 does not panic");
    }

    #[test]
    fn a_nul_becomes_a_replacement_character() {
        assert_eq!(text("a\0b"), "a\u{FFFD}b");
        assert!(matches!(text("plain"), Cow::Borrowed("plain")));
    }
}
