//! Brings handoffs to people: whichever node holds the lease does what `engine::people::routing` says, a round a second,
//! and sooner where something changed. All that it knows is in the database, so that any node can go on where one ended.

use crate::app::AppState;
use crate::lease::Lease;
use crate::problem::Chain;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{sleep, timeout};
use usher_engine::people::routing::{Candidate, Step, next_step};
use usher_store::{Colleague, StoreError, StoredHours, Whisper};

/// The name of the lease.
const LEASE: &str = "dispatcher";
/// Between two rounds where nothing happens.
const ROUND: Duration = Duration::from_secs(1);
/// What comes within this time is one reason for one round.
const SETTLE: Duration = Duration::from_millis(20);
/// Every so many rounds the database is tidied, and looked through for what is in no queue.
const TIDY: u64 = 30;

/// The task of a node.
pub(crate) struct Dispatcher {
    app: AppState,
    lease: Lease,
    rounds: u64,
}

impl Dispatcher {
    pub(crate) fn new(app: AppState, node: String) -> Self {
        Self {
            app,
            lease: Lease::new(LEASE, node),
            rounds: 0,
        }
    }

    /// Until the node shuts down.
    pub(crate) async fn run(mut self) {
        let mut whispers = self.app.store.whispers();
        let app = self.app.clone();
        loop {
            tokio::select! {
                () = app.drained() => break,
                () = sleep(ROUND) => {}
                () = something_changed(&mut whispers) => {}
            }
            if let Err(error) = self.round().await {
                tracing::error!(error = %Chain(&error), "a round of routing failed; the next one tries again");
            }
        }
        self.lease.release(&app).await;
    }

    async fn round(&mut self) -> Result<(), StoreError> {
        let (store, now) = (self.app.store.clone(), self.app.clock.now());
        if !self.lease.is_held(&self.app, now).await? {
            return Ok(());
        }
        if self.rounds.is_multiple_of(TIDY) {
            let adopted = store.adopt_open(now).await?;
            if adopted > 0 {
                tracing::warn!(
                    work.adopted = adopted,
                    "conversations were open and in no queue; they are now"
                );
            }
            store.tidy_sessions(now).await?;
            let days = SignedDuration::from_hours(24 * i64::from(self.app.mind.log_days()));
            let before = now.saturating_sub(days).unwrap_or(Timestamp::MIN);
            store.forget_calls(before, now).await?;
        }
        self.rounds += 1;
        for id in store.sleepers(now).await? {
            store.wake(&id, now).await?;
        }
        for id in store.orphans(now).await? {
            store.return_orphan(&id, now).await?;
        }
        self.offer(now).await
    }

    async fn offer(&self, now: Timestamp) -> Result<(), StoreError> {
        let store = &self.app.store;
        let queues = store.queues().await?;
        let due = store.due_work(&queues, now).await?;
        if due.is_empty() {
            return Ok(());
        }
        let hours = store.hours().await?;
        let mut people: Vec<Candidate> = store.colleagues(now).await?.iter().map(Colleague::candidate).collect();
        for mut handoff in due {
            handoff.handover.open = is_open(&hours, handoff.handover.inbox.as_str(), now);
            let step = next_step(&handoff.handover, &people, now);
            if step == Step::Stay || !store.apply_step(&handoff, &step, now).await? {
                continue;
            }
            if let Step::Offer { person, .. } = &step
                && let Some(person) = people.iter_mut().find(|p| p.id == *person)
            {
                person.load += 1;
                person.idle_since = now;
            }
        }
        Ok(())
    }
}

/// True where the inbox's people are there by its hours; always where it has none.
pub(crate) fn is_open(hours: &[StoredHours], inbox: &str, now: Timestamp) -> bool {
    let of_inbox = hours.iter().find(|h| h.inbox.as_str() == inbox);
    of_inbox.is_none_or(|h| h.hours.is_open(now))
}

/// Waits until somebody came or something waits, and a moment longer for what comes with it.
async fn something_changed(whispers: &mut Receiver<Whisper>) {
    loop {
        match whispers.recv().await {
            Ok(Whisper::Presence | Whisper::Waiting) | Err(RecvError::Lagged(_)) => break,
            Ok(_) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
    let rest = async { while !matches!(whispers.recv().await, Err(RecvError::Closed)) {} };
    let _ = timeout(SETTLE, rest).await;
}
