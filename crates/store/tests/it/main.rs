//! The store's behaviour, as its users see it, on SQLite and on PostgreSQL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "these are tests"
)]

mod calls;
mod contacts;
mod content;
mod conversations;
mod erase;
mod evals;
mod feedback;
mod files;
mod ingest;
mod jobs;
mod letters;
mod load;
mod messages;
mod notices;
mod people;
mod recorded;
mod routing;
mod schema;
mod shift;
mod support;
mod turns;
mod uploads;
mod watch;
