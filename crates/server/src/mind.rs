//! The handle on the engine: what answers a turn, by which calibration, and how the binary swaps it when knowledge changed.

use futures_util::future::BoxFuture;
use std::sync::Arc;
use tokio::sync::watch;
use usher_engine::confidence::drift::Watched;
use usher_engine::{Policy, Turn, TurnInput};

/// Answers one turn. CPU-bound inside; called on the blocking pool. The error is for the log and the job's record,
/// never for a contact.
pub type Respond = Arc<dyn Fn(TurnInput, Policy) -> BoxFuture<'static, Result<Turn, String>> + Send + Sync>;

/// A swappable holder of what answers. Cheap to clone; every clone sees a swap. A turn that has begun keeps the one it
/// began with.
#[derive(Clone)]
pub struct Mind {
    respond: Arc<watch::Sender<Option<Respond>>>,
    /// What the calibration in use was learned on; `None` without one.
    calibrated: Arc<watch::Sender<Option<Arc<Watched>>>>,
}

impl Mind {
    /// Nothing answers yet: `/readyz` says so, and accepted messages wait in the queue until [`Mind::swap`].
    pub fn absent() -> Self {
        Self::of(None)
    }

    /// `respond` answers.
    pub fn new(respond: Respond) -> Self {
        Self::of(Some(respond))
    }

    fn of(respond: Option<Respond>) -> Self {
        Self {
            respond: Arc::new(watch::Sender::new(respond)),
            calibrated: Arc::new(watch::Sender::new(None)),
        }
    }

    /// From the next turn on, `respond` answers.
    pub fn swap(&self, respond: Respond) {
        self.respond.send_replace(Some(respond));
    }

    /// From now on the traffic is compared with these cases; with `None` it is not.
    pub fn compare_with(&self, cases: Option<Watched>) {
        self.calibrated.send_replace(cases.map(Arc::new));
    }

    /// What the traffic is to be compared with, now and whenever it changes.
    pub(crate) fn calibrated(&self) -> watch::Receiver<Option<Arc<Watched>>> {
        self.calibrated.subscribe()
    }

    /// True once something answers.
    pub fn is_ready(&self) -> bool {
        self.respond.borrow().is_some()
    }

    /// What answers now; waits until something does.
    pub(crate) async fn current(&self) -> Option<Respond> {
        let mut receiver = self.respond.subscribe();
        let respond = receiver.wait_for(Option::is_some).await.ok()?;
        respond.clone()
    }
}

impl std::fmt::Debug for Mind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mind").field("ready", &self.is_ready()).finish()
    }
}
