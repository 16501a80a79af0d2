//! Suites as their folders hold them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests")]

mod loading;
mod report;
mod running;
mod shipped;
