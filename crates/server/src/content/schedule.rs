//! Publishes drafts whose time has come: on whichever node holds the lease.

use super::publish::{Refused, publish};
use crate::app::AppState;
use crate::lease::Lease;
use crate::problem::Chain;
use std::time::Duration;
use tokio::time::sleep;
use usher_store::{DueDraft, StoreError};

/// The name of the lease.
const LEASE: &str = "schedule";
/// Between two looks.
const ROUND: Duration = Duration::from_secs(1);

/// The task of a node.
pub(crate) struct Schedule {
    app: AppState,
    lease: Lease,
}

impl Schedule {
    pub(crate) fn new(app: AppState, node: String) -> Self {
        Self {
            app,
            lease: Lease::new(LEASE, node),
        }
    }

    /// Until the node shuts down.
    pub(crate) async fn run(mut self) {
        let app = self.app.clone();
        loop {
            tokio::select! {
                () = app.drained() => break,
                () = sleep(ROUND) => {}
            }
            if let Err(error) = self.round().await {
                tracing::error!(error = %Chain(&error), "scheduled drafts could not be looked for; the next round tries again");
            }
        }
        self.lease.release(&app).await;
    }

    async fn round(&mut self) -> Result<(), StoreError> {
        let now = self.app.clock.now();
        if self.app.mind.library().is_none() || !self.lease.is_held(&self.app, now).await? {
            return Ok(());
        }
        for due in self.app.store.due_drafts(now).await? {
            self.publish(&due).await?;
        }
        Ok(())
    }

    /// What cannot be published stays a draft, with the reason in its note.
    async fn publish(&self, due: &DueDraft) -> Result<(), StoreError> {
        let why = match publish(&self.app, &due.article, due.version, None).await {
            Ok(_) | Err(Refused::Unknown) => return Ok(()),
            Err(Refused::Store(error)) => return Err(error),
            Err(Refused::Failed(problem)) => {
                tracing::error!(problem = ?problem, "a scheduled draft could not be published; the next round tries again");
                return Ok(());
            }
            Err(Refused::Outdated(newer)) => {
                format!("Not published at its time: version {newer} was published meanwhile.")
            }
            Err(Refused::Unreadable(why)) => format!("Not published at its time: it {why}."),
        };
        self.app.store.hold_back(due, &why).await
    }
}
