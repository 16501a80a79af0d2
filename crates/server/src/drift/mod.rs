//! Watching for drift: the turns of the database against the cases that the calibration in use was learned on.
//!
//! The tests are the engine's ([`usher_engine::confidence::drift`]); here is what they read and when. Where they stand is kept
//! in the database, so that a check reads only what came since, and a restart forgets nothing. Every node watches by
//! itself and comes to the same.

mod catch_up;
mod followed;
mod watcher;

pub use catch_up::drift_report;
pub(crate) use watcher::watch;
