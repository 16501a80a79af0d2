//! What is known of a turn when it begins to call, and what is noted of every call.

use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use usher_engine::ModelUse;

/// Whose turn it is, and what it has left.
#[derive(Debug, Clone)]
pub struct TurnOf {
    /// The time that its calls have together.
    pub time_left: Duration,
    /// What was spent before.
    pub spent: Spent,
}

/// What calls cost today (UTC) before this turn, in millionths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    /// For this contact.
    pub contact_micros: u64,
    /// For all.
    pub all_micros: u64,
}

/// Hears of each call before it leaves and after it ended, in the middle of the turn. False says that it could not be
/// written down: then the call does not leave.
pub type Noting = Arc<dyn Fn(Noted) -> bool + Send + Sync>;

/// Something to be written down: what left is noted before it leaves.
#[derive(Debug, Clone, PartialEq)]
pub enum Noted {
    /// A call is about to leave.
    Start(CallStart),
    /// It ended.
    End(CallEnd),
}

/// A call that is about to leave; one a call, not one an attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct CallStart {
    /// Names the call within its turn, from 0.
    pub number: u32,
    /// When.
    pub at: Timestamp,
    /// The prompt's name.
    pub prompt: String,
    /// The prompt's hash.
    pub hash: String,
    /// The endpoint that is tried first.
    pub endpoint: String,
    /// The system message, exactly as sent to that endpoint.
    pub system: String,
    /// The user message, exactly as sent.
    pub user: String,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq)]
pub struct CallEnd {
    /// The number of its [`CallStart`].
    pub number: u32,
    /// `written`, the word of the [`usher_engine::ModelError`], or `cancelled` where the turn was given up meanwhile.
    pub outcome: &'static str,
    /// What it took; what a failed call took, as far as known.
    pub used: ModelUse,
}
