//! What can go wrong.

use sqlx::migrate::MigrateError;
use std::error::Error;

/// Any failure of the store. What the database itself said is the `source`: to be logged, never shown.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database's address cannot be one.
    #[error("`{url}` is not the address of a database: {reason}")]
    Address {
        /// The address, without its password.
        url: String,
        /// What is wrong and how to mend it.
        reason: &'static str,
    },
    /// It cannot be reached or is too busy; the same call may succeed a moment later.
    #[error("{target} cannot be reached; check that it runs, its address, and the right to use it")]
    Unreachable {
        /// Which database, without its password.
        target: String,
        /// What the driver said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Its tables are missing or older than this program.
    #[error("the database has not been prepared for this version; run `usher migrate`")]
    NotMigrated,
    /// The tables could not be brought up to date.
    #[error("the migration of the database failed, and nothing of the failing step was kept: {0}")]
    Migration(Box<MigrateError>),
    /// It refused or failed.
    #[error("the database failed")]
    Database(#[source] Box<dyn Error + Send + Sync>),
    /// A row does not hold what this program stores there.
    #[error("{what} `{id}` in the database cannot be read: {reason}")]
    Corrupt {
        /// The sort of row, and the column.
        what: String,
        /// Which one.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// It contradicts what is stored already; the message says what.
    #[error("{0}")]
    Conflict(String),
    /// It cannot be stored.
    #[error("{what} cannot be stored: {reason}")]
    Invalid {
        /// Which value.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// There is no such conversation, or it is someone else's.
    #[error("there is no such conversation")]
    UnknownConversation,
}

impl StoreError {
    pub(crate) fn unreachable(target: impl Into<String>, source: sqlx::Error) -> Self {
        Self::Unreachable {
            target: target.into(),
            source: Box::new(source),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &error {
            E::Io(_) | E::Tls(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => {
                Self::unreachable("the database", error)
            }
            E::Database(refusal) => match refusal.code().as_deref() {
                Some(code) if is_passing(code) => Self::unreachable("the database", error),
                Some("42P01" | "42703") => Self::NotMigrated,
                _ if refusal.message().contains("no such table") => Self::NotMigrated,
                _ if refusal.message().contains("no such column") => Self::NotMigrated,
                _ => Self::Database(Box::new(error)),
            },
            _ => Self::Database(Box::new(error)),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Migration(Box::new(error))
    }
}

/// SQLite's `SQLITE_BUSY` and `SQLITE_LOCKED` with their extended codes (<https://sqlite.org/rescode.html>); PostgreSQL's
/// classes for lost connections, rolled-back transactions, exhausted resources and shutdown
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn is_passing(code: &str) -> bool {
    matches!(
        code,
        "5" | "6" | "261" | "262" | "517" | "518" | "773" | "57P01" | "57P02" | "57P03"
    ) || (code.len() == 5 && ["08", "40", "53"].iter().any(|class| code.starts_with(class)))
}
