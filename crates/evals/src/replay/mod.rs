//! Replay: turns that a server recorded, taken again, and what would have come of them.

mod change;
mod outcomes;
mod render;
mod report;

pub use change::{Change, Replayed, Said};
pub use outcomes::OutcomeCount;
pub use render::render_replay;
pub use report::{LeftOutTurns, ReplayReport};

use crate::parallel;
use jiff::Timestamp;
use usher_engine::{ConversationId, Engine, Policy, Turn, TurnInput};

/// A turn as it was recorded, ready to be taken again.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Its id.
    pub id: String,
    /// Where.
    pub conversation: ConversationId,
    /// When it was stored.
    pub at: Timestamp,
    /// What came of it.
    pub turn: Turn,
    /// What went in.
    pub input: TurnInput,
    /// True where personal data was taken out of the page that it saw: then it does not see all that it saw.
    pub page_redacted: bool,
    /// What it obeys now.
    pub policy: Policy,
}

/// Takes turns again, each with what it saw then, on all cores; `done` hears how many are done. In the order given; one that
/// the engine fails on is an error in its place. The outer error is a fault of ours.
pub fn replay(
    recorded: &[Recorded],
    engine: &Engine,
    done: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Result<Replayed, String>>, String> {
    parallel::map(recorded, done, |runtime, recorded| {
        let turn = runtime.block_on(engine.respond(&recorded.input, &recorded.policy));
        let turn = turn.map_err(|e| e.to_string())?;
        Ok(Replayed::of(recorded, &turn))
    })
}
