//! What one node does for all of them: a task that asks before every round whether it is still the one.

use crate::app::App;
use crate::problem::Chain;
use jiff::{SignedDuration, Timestamp};
use usher_store::StoreError;

/// How long another node waits for one that died.
const HOLD: SignedDuration = SignedDuration::from_secs(5);

/// A lease as its holder sees it.
pub(crate) struct Lease {
    name: &'static str,
    /// Names the node.
    node: String,
    /// Until when it is held for sure.
    held_until: Timestamp,
}

impl Lease {
    pub(crate) fn new(name: &'static str, node: String) -> Self {
        Self {
            name,
            node,
            held_until: Timestamp::MIN,
        }
    }

    /// True where this node holds it. Renewed half-way, so that an idle node writes little.
    pub(crate) async fn is_held(&mut self, app: &App, now: Timestamp) -> Result<bool, StoreError> {
        let left = self.held_until.duration_since(now);
        // More than the whole is left where the clock went back.
        if left > HOLD / 2 && left <= HOLD {
            return Ok(true);
        }
        let held = app.store.hold_lease(self.name, &self.node, now, HOLD).await?;
        if held.is_some() {
            self.held_until = now.saturating_add(HOLD).unwrap_or(Timestamp::MAX);
        }
        Ok(held.is_some())
    }

    /// Gives it back.
    pub(crate) async fn release(self, app: &App) {
        if let Err(error) = app.store.release_lease(self.name, &self.node).await {
            let lease = self.name;
            tracing::warn!(error = %Chain(&error), lease, "a lease could not be given back; it will run out");
        }
    }
}
