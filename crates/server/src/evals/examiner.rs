//! Takes runs one after the other, on one node for all of them.

use super::task::Task;
use super::work::{Stage, WorkError, work};
use crate::app::AppState;
use crate::lease::Lease;
use crate::problem::Chain;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval, sleep};
use usher_store::{RunEnd, StoreError, StoredRun};

/// Between two looks where nobody asks for a run.
const ROUND: Duration = Duration::from_secs(1);
/// Consoles are told how far a run is no more often than this.
const CALM: Duration = Duration::from_millis(500);

/// The task of a node.
pub(crate) struct Examiner {
    app: AppState,
    node: String,
    lease: Lease,
}

impl Examiner {
    pub(crate) fn new(app: AppState, node: String) -> Self {
        Self {
            app,
            lease: Lease::new("evals", node.clone()),
            node,
        }
    }

    /// Until the node shuts down. A run that is under way then is begun again by the next node.
    pub(crate) async fn run(mut self) {
        let app = self.app.clone();
        loop {
            tokio::select! {
                () = app.drained() => break,
                () = app.examinations.notified() => {}
                () = sleep(ROUND) => {}
            }
            tokio::select! {
                () = app.drained() => break,
                done = self.round() => {
                    if let Err(error) = done {
                        tracing::error!(error = %Chain(&error), "runs could not be taken; the next round tries again");
                    }
                }
            }
        }
        self.lease.release(&app).await;
    }

    async fn round(&mut self) -> Result<(), StoreError> {
        let app = self.app.clone();
        while app.mind.workbench().is_some()
            && app.store.runs_under_way().await?
            && self.lease.is_held(&app, app.clock.now()).await?
        {
            let Some(run) = app.store.begin_run(&self.node, app.clock.now()).await? else {
                return Ok(());
            };
            self.take(run).await?;
        }
        Ok(())
    }

    async fn take(&mut self, run: StoredRun) -> Result<(), StoreError> {
        let app = self.app.clone();
        let task = match serde_json::from_value::<Task>(run.task.clone()) {
            Ok(task) => task,
            Err(_) => {
                let reason = "another version of Usher asked for it, and this one cannot read it; ask for it again";
                return self.end(&run.id, RunEnd::Failed(reason.to_owned())).await;
            }
        };
        let stage = Stage::default();
        let mut working = Box::pin(work(&app, &task, &stage));
        let mut ticks = interval(CALM);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut wanted = true;
        let ended = loop {
            tokio::select! {
                ended = &mut working => break ended,
                _ = ticks.tick() => {
                    // Whoever holds the lease begins what another one was at again.
                    wanted = wanted && self.lease.is_held(&app, app.clock.now()).await? && self.tell(&run.id, &stage).await?;
                }
            }
        };
        match ended {
            _ if !wanted => Ok(()),
            Ok(end) => self.end(&run.id, end).await,
            Err(WorkError::Told(reason)) => self.end(&run.id, RunEnd::Failed(reason)).await,
            Err(WorkError::Store(error)) => Err(error),
        }
    }

    /// Says how far it is; false where nobody wants it any more.
    async fn tell(&self, run: &str, stage: &Stage) -> Result<bool, StoreError> {
        let (name, done, total) = stage.now();
        let name = if name.is_empty() { "preparing" } else { name.as_str() };
        let at = (name, done as i64, total as i64);
        self.app.store.run_went_on(run, &self.node, at).await
    }

    async fn end(&self, run: &str, end: RunEnd) -> Result<(), StoreError> {
        self.app.store.end_run(run, &self.node, end, self.app.clock.now()).await
    }
}
