//! The handle on the engine: what answers a turn, by which calibration, with which language model, and how the binary swaps
//! it when knowledge changed.

use crate::content::Library;
use crate::evals::Workbench;
use crate::voice::Voice;
use futures_util::future::BoxFuture;
use std::sync::Arc;
use tokio::sync::{Notify, watch};
use usher_engine::confidence::drift::Watched;
use usher_engine::{Aids, Policy, SupportCheck, Turn, TurnInput};

/// Answers one turn. CPU-bound inside; called on the blocking pool. The error is for the log and the job's record,
/// never for a contact.
pub type Respond = Arc<dyn Fn(TurnInput, Policy, Aids) -> BoxFuture<'static, Result<Turn, String>> + Send + Sync>;

/// Days that the log of what left for a language model is kept, unless the binary says otherwise.
const LOG_DAYS: u32 = 30;

/// A swappable holder of what answers. Cheap to clone; every clone sees a swap. A turn that has begun keeps the one it
/// began with.
#[derive(Clone)]
pub struct Mind {
    respond: Arc<watch::Sender<Option<Respond>>>,
    /// What the calibration in use was learned on; `None` without one.
    calibrated: Arc<watch::Sender<Option<Arc<Watched>>>>,
    /// The language model; `None` without one.
    voice: Arc<watch::Sender<Option<Voice>>>,
    /// Tells how well a sentence follows from what it cites, where people try something out.
    support: Arc<watch::Sender<Option<SupportCheck>>>,
    /// Days that the log of what left is kept.
    log_days: Arc<watch::Sender<u32>>,
    /// Reads articles; `None` where this node takes none in.
    library: Arc<watch::Sender<Option<Library>>>,
    /// The generation of the knowledge that what answers knows.
    generation: Arc<watch::Sender<Option<i64>>>,
    /// What suites are measured with; `None` where this node measures nothing.
    workbench: Arc<watch::Sender<Option<Workbench>>>,
    /// Woken where this node changed the knowledge.
    changed: Arc<Notify>,
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
            voice: Arc::new(watch::Sender::new(None)),
            support: Arc::new(watch::Sender::new(None)),
            log_days: Arc::new(watch::Sender::new(LOG_DAYS)),
            library: Arc::new(watch::Sender::new(None)),
            generation: Arc::new(watch::Sender::new(None)),
            workbench: Arc::new(watch::Sender::new(None)),
            changed: Arc::new(Notify::new()),
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

    /// From the next turn on, this model writes; with `None` none does.
    pub fn speak_with(&self, voice: Option<Voice>) {
        self.voice.send_replace(voice);
    }

    /// From now on people who try something out are told by this how well each sentence follows from what it cites.
    pub fn check_with(&self, support: SupportCheck) {
        self.support.send_replace(Some(support));
    }

    /// Keeps the log of what left for so many days; calls of today (UTC) are kept in any case.
    pub fn keep_calls_for(&self, days: u32) {
        self.log_days.send_replace(days);
    }

    /// From now on articles are read by this.
    pub fn read_with(&self, library: Library) {
        self.library.send_replace(Some(library));
    }

    /// From now on suites are measured with this.
    pub fn measure_with(&self, workbench: Workbench) {
        self.workbench.send_replace(Some(workbench));
    }

    /// What answers knows everything up to this generation of the knowledge.
    pub fn took_over(&self, generation: i64) {
        self.generation.send_replace(Some(generation));
    }

    /// Waits until this node changed the knowledge, or which calibration counts: what answers is to be made anew. Other nodes' changes are found in the
    /// database.
    pub async fn knowledge_to_follow(&self) {
        self.changed.notified().await;
    }

    /// The knowledge was changed here.
    pub(crate) fn knowledge_changed(&self) {
        self.changed.notify_one();
    }

    /// What reads articles, where there is something.
    pub(crate) fn library(&self) -> Option<Library> {
        self.library.borrow().clone()
    }

    /// What suites are measured with, where there is something.
    pub(crate) fn workbench(&self) -> Option<Workbench> {
        self.workbench.borrow().clone()
    }

    /// The generation of the knowledge that what answers knows; `None` before the first.
    pub(crate) fn taken_over(&self) -> Option<i64> {
        *self.generation.borrow()
    }

    /// What the traffic is to be compared with, now and whenever it changes.
    pub(crate) fn calibrated(&self) -> watch::Receiver<Option<Arc<Watched>>> {
        self.calibrated.subscribe()
    }

    /// The language model, where there is one.
    pub(crate) fn voice(&self) -> Option<Voice> {
        self.voice.borrow().clone()
    }

    /// What checks sentences, where there is something.
    pub(crate) fn support(&self) -> Option<SupportCheck> {
        self.support.borrow().clone()
    }

    /// Days that the log of what left is kept.
    pub(crate) fn log_days(&self) -> u32 {
        *self.log_days.borrow()
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
        f.debug_struct("Mind")
            .field("ready", &self.is_ready())
            .field("voice", &self.voice())
            .finish_non_exhaustive()
    }
}
