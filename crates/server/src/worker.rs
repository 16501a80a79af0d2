//! Workers: take a message's job under a lease, ask the engine, store the reply.
//!
//! Whatever happens in between, the message is safe: a worker that dies loses its lease and another takes the job with
//! a higher fence; a worker that merely was slow finds its result refused. A job that fails is tried again, later each
//! time; after the last attempt it is declared dead, which hands the conversation to people.

use crate::aloud::Aloud;
use crate::app::AppState;
use crate::mind::Respond;
use crate::problem::Chain;
use crate::voice::{Whose, model_for};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tracing::Instrument;
use usher_engine::privacy::redact_record;
use usher_engine::{Aids, Policy, Turn, TurnInput};
use usher_store::{Conversation, Finished, LeasedJob, Piece, StoreError, TurnRecord};

/// How long an idle worker waits before it looks for leases that ran out.
const POLL: Duration = Duration::from_secs(1);
/// A job leased so often without ever failing in words takes the process down each time; people get it.
const MAX_LEASES: i64 = 10;

/// One worker of this node.
pub(crate) struct Worker {
    app: AppState,
    /// Names the node in leases, so that it can give them back.
    node: String,
    lease: Duration,
    wakeup: Arc<Notify>,
}

/// Why an attempt came to nothing.
enum Failure {
    /// Another attempt may do better.
    Passing(String),
    /// No attempt can do better.
    Final(String),
    /// The job is another worker's by now.
    Stale,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Passing(Chain(&error).to_string())
    }
}

impl Worker {
    pub(crate) fn new(app: AppState, node: String) -> Self {
        let lease = Duration::from_millis(app.config.lease_ms);
        let wakeup = app.store.job_wakeup();
        Self {
            app,
            node,
            lease,
            wakeup,
        }
    }

    /// Works until the node shuts down; a turn that has begun is ended first.
    pub(crate) async fn run(self) {
        loop {
            let respond = tokio::select! {
                () = self.app.drained() => return,
                respond = self.app.mind.current() => respond,
            };
            let (Some(respond), false) = (respond, self.app.is_draining()) else {
                return;
            };
            match self
                .app
                .store
                .lease_job(&self.node, self.app.clock.now(), self.lease)
                .await
            {
                Ok(Some(job)) => self.work(job, respond).await,
                Ok(None) => self.rest().await,
                Err(error) => {
                    tracing::error!(error = %Chain(&error), "no job could be taken; trying again");
                    self.rest().await;
                }
            }
        }
    }

    async fn rest(&self) {
        tokio::select! {
            () = self.app.drained() => {}
            () = self.wakeup.notified() => {}
            () = sleep(POLL) => {}
        }
    }

    async fn work(&self, job: LeasedJob, respond: Respond) {
        let span = tracing::info_span!(
            "server.turn.run",
            conversation.id = %job.conversation, message.id = %job.message, job.attempt = job.attempts,
        );
        async {
            match self.attempt(&job, respond).await {
                Ok(()) => {}
                Err(Failure::Stale) => {
                    self.app.metrics.turn_stale();
                    tracing::warn!("another worker has the job by now; this result is dropped");
                }
                Err(Failure::Passing(cause)) => self.give_up(&job, &cause, self.retry_at(&job)).await,
                Err(Failure::Final(cause)) => self.give_up(&job, &cause, None).await,
            }
        }
        .instrument(span)
        .await;
    }

    async fn attempt(&self, job: &LeasedJob, respond: Respond) -> Result<(), Failure> {
        if job.attempts > MAX_LEASES {
            return Err(Failure::Final(format!("leased {} times and never ended", job.attempts)));
        }
        let began = Instant::now();
        let conversation = self.app.store.conversation(&job.conversation).await?;
        let conversation = conversation.ok_or_else(|| gone("conversation"))?;
        let (input, policy) = self.input(job, &conversation).await?;
        let (heard, aloud) = Aloud::begin(self.app.store.clone(), silence(job, &conversation));
        let aids = Aids {
            model: model_for(&self.app, whose(job, &conversation)).await,
            heard: Some(heard),
        };
        let limit = Duration::from_millis(self.app.config.turn_timeout_ms);
        let running = start(respond, (input, policy, aids), limit);
        let ended = self.hold(job, running).await;
        aloud.end().await;
        let (turn, input) = ended?;
        let turn_id = usher_store::new_id(self.app.clock.now());
        let duration_ms = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let record = TurnRecord {
            turn: &turn,
            input: &input,
            turn_id,
            duration_ms,
        };
        match self.app.store.finish_turn(job, record, self.app.clock.now()).await? {
            Finished::Stored { .. } => {
                self.app.metrics.turn(&turn, began.elapsed());
                tracing::info!(turn.outcome = ?turn.outcome, turn.reason = ?turn.reason, duration_ms, "turn stored");
                Ok(())
            }
            Finished::Stale => Err(Failure::Stale),
        }
    }

    /// All that the turn depends on, as of the message to be answered.
    async fn input(&self, job: &LeasedJob, conversation: &Conversation) -> Result<(TurnInput, Policy), Failure> {
        let store = &self.app.store;
        let inbox = self
            .app
            .inbox(conversation.inbox.as_str())
            .map_err(|_| Failure::Final(format!("the inbox `{}` is not configured any more", conversation.inbox)))?;
        let contact = store
            .contact(&conversation.contact)
            .await?
            .ok_or_else(|| gone("contact"))?
            .contact;
        let mut messages = store.messages(&job.conversation).await?;
        let asked = messages
            .iter()
            .position(|m| m.id.as_ref() == Some(&job.message))
            .ok_or_else(|| gone("message"))?;
        messages.truncate(asked + 1);
        let steps = store.step_reports(&job.conversation).await?;
        let unsolved = store.unsolved_turns(&job.conversation).await?;
        let inbox_id = Some(conversation.inbox.clone());
        let input = TurnInput {
            inbox: inbox_id,
            messages,
            contact,
            page: job.page.clone(),
            steps,
            unsolved,
            within: None,
        };
        Ok((input, inbox.config.effective_policy()))
    }

    /// Waits for the turn, and keeps the lease meanwhile.
    async fn hold(&self, job: &LeasedJob, mut running: JoinHandle<Result<Ended, String>>) -> Result<Ended, Failure> {
        loop {
            tokio::select! {
                ended = &mut running => return match ended {
                    Ok(Ok(ended)) => Ok(ended),
                    Ok(Err(cause)) => Err(Failure::Passing(cause)),
                    Err(panic) => Err(Failure::Passing(format!("the engine panicked: {panic}"))),
                },
                () = sleep(self.lease / 3) => {
                    match self.app.store.renew_lease(job, self.app.clock.now(), self.lease).await {
                        Ok(true) => {}
                        Ok(false) => return Err(Failure::Stale),
                        // The lease may still hold when the turn ends; storing the result will tell.
                        Err(error) => tracing::warn!(error = %Chain(&error), "the lease could not be renewed"),
                    }
                }
            }
        }
    }

    /// When to try again; `None` after the last attempt.
    fn retry_at(&self, job: &LeasedJob) -> Option<Timestamp> {
        let attempts = u32::try_from(job.attempts).unwrap_or(u32::MAX);
        if attempts >= self.app.config.max_attempts {
            return None;
        }
        let factor = 2_i64.saturating_pow(attempts.saturating_sub(1));
        let wait = i64::try_from(self.app.config.retry_backoff_ms)
            .unwrap_or(i64::MAX)
            .saturating_mul(factor);
        self.app.clock.now().checked_add(SignedDuration::from_millis(wait)).ok()
    }

    async fn give_up(&self, job: &LeasedJob, cause: &str, retry_at: Option<Timestamp>) {
        self.app.metrics.turn_failed(retry_at.is_none());
        match retry_at {
            Some(at) => tracing::warn!(error = cause, retry.at = %at, "a turn failed and will be tried again"),
            None => tracing::error!(error = cause, "a turn failed for good; people get the conversation"),
        }
        if let Err(error) = self
            .app
            .store
            .fail_job(job, cause, retry_at, self.app.clock.now())
            .await
        {
            tracing::error!(error = %Chain(&error), "the failure could not be stored; the lease will run out");
        }
    }
}

/// A turn and its input, both as they are stored: without personal data in trace and input.
pub(crate) type Ended = (Turn, TurnInput);

fn gone(what: &str) -> Failure {
    Failure::Final(format!("the {what} is not in the database"))
}

/// What the log of calls says of a job's turn.
fn whose(job: &LeasedJob, conversation: &Conversation) -> Whose {
    Whose {
        inbox: conversation.inbox.clone(),
        conversation: Some(job.conversation.clone()),
        contact: Some(conversation.contact.clone()),
        message: Some(job.message.clone()),
        person: None,
    }
}

/// A piece of a job's reply, without words.
fn silence(job: &LeasedJob, conversation: &Conversation) -> Piece {
    Piece {
        conversation: job.conversation.clone(),
        message: job.message.clone(),
        after: conversation.last_seq,
        fence: job.fence,
        at: 0,
        text: String::new(),
    }
}

/// Runs the engine where it may block.
pub(crate) fn start(
    respond: Respond,
    (mut input, policy, aids): (TurnInput, Policy, Aids),
    limit: Duration,
) -> JoinHandle<Result<Ended, String>> {
    let handle = tokio::runtime::Handle::current();
    let span = tracing::Span::current();
    tokio::task::spawn_blocking(move || {
        let _entered = span.enter();
        let late = |_| Err(format!("no reply within {} ms", limit.as_millis()));
        let responding = respond(input.clone(), policy, aids);
        let mut turn = handle.block_on(async { timeout(limit, responding).await.unwrap_or_else(late) })?;
        redact_record(&mut input, &mut turn.trace);
        Ok((turn, input))
    })
}
