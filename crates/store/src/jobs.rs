//! Jobs: one for each message that the AI agent is to answer, held under a lease with a fence.
//!
//! `queued` → `leased` → `done`; back to `queued` for another attempt; `dead` where no attempt is left; `cancelled` where
//! people took the conversation over first. A lease that ran out is taken again with a higher fence, and whatever comes
//! with the old one is refused.

use crate::codec::{Columns, millis, new_id, text};
use crate::connect::{Dialect, Store};
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::work::Handed;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::query;
use std::time::Duration;
use tracing::{instrument, warn};
use usher_engine::{ConversationId, MessageId, PageContext};

/// The most characters of an error that are kept.
const MAX_ERROR: usize = 2_000;

/// A job that a worker holds until its lease runs out.
#[derive(Debug, Clone, PartialEq)]
pub struct LeasedJob {
    /// Identifier.
    pub id: String,
    /// One more at every lease; a result counts only with the newest.
    pub fence: i64,
    /// How many times it was leased, this one included; leases given back at a shutdown not counted.
    pub attempts: i64,
    /// Where the message is.
    pub conversation: ConversationId,
    /// The message to answer.
    pub message: MessageId,
    /// What the contact had before them.
    pub page: Option<PageContext>,
}

/// Takes the job that has been due longest, of those that are the first unfinished one of their conversation: that keeps
/// the order of messages and one turn at a time. SQLite has one writer, so nobody can take it in between.
const LEASE_SQLITE: &str = "
    UPDATE jobs
    SET state = 'leased', fence = fence + 1, attempts = attempts + 1, worker = $1, due_at = $2
    WHERE id = (
        SELECT job.id
        FROM jobs AS job
        WHERE job.finished_at IS NULL
          AND job.due_at <= $3
          AND NOT EXISTS (
              SELECT 1
              FROM jobs AS earlier
              WHERE earlier.finished_at IS NULL
                AND earlier.conversation_id = job.conversation_id
                AND earlier.seq < job.seq
          )
        ORDER BY job.due_at, job.id
        LIMIT 1
    )
    RETURNING id, fence, attempts, conversation_id, message_id, page
";

/// The same for many at once: a row that another worker is taking is passed over, and a row that changed meanwhile is
/// looked at again before it is locked. `NOT EXISTS` may look at an older state without harm: a finished job never
/// becomes unfinished, and a later message never gets a lower seq.
const LEASE_POSTGRES: &str = "
    WITH next AS MATERIALIZED (
        SELECT job.id
        FROM jobs AS job
        WHERE job.finished_at IS NULL
          AND job.due_at <= $3
          AND NOT EXISTS (
              SELECT 1
              FROM jobs AS earlier
              WHERE earlier.finished_at IS NULL
                AND earlier.conversation_id = job.conversation_id
                AND earlier.seq < job.seq
          )
        ORDER BY job.due_at, job.id
        LIMIT 1
        FOR UPDATE SKIP LOCKED
    )
    UPDATE jobs
    SET state = 'leased', fence = fence + 1, attempts = attempts + 1, worker = $1, due_at = $2
    FROM next
    WHERE jobs.id = next.id
    RETURNING jobs.id, fence, attempts, conversation_id, message_id, page
";

impl Store {
    /// Takes the next job for `lease`, if there is one: queued and due, or leased by someone whose lease ran out.
    #[instrument(name = "store.job.lease", skip_all)]
    pub async fn lease_job(
        &self,
        worker: &str,
        now: Timestamp,
        lease: Duration,
    ) -> Result<Option<LeasedJob>, StoreError> {
        let sql = match self.dialect() {
            Dialect::Sqlite => LEASE_SQLITE,
            Dialect::Postgres => LEASE_POSTGRES,
        };
        // One statement is a transaction by itself.
        let rows = query(sql)
            .bind(text(worker).as_ref())
            .bind(lease_end(now, lease))
            .bind(millis(now))
            .fetch_all(self.writer())
            .await?;
        rows.first().map(LeasedJob::try_from).transpose()
    }

    /// Holds a job longer; false where it is no longer held.
    #[instrument(name = "store.job.renew", skip_all, fields(job.id = job.id))]
    pub async fn renew_lease(&self, job: &LeasedJob, now: Timestamp, lease: Duration) -> Result<bool, StoreError> {
        let sql = "
            UPDATE jobs
            SET due_at = $3
            WHERE id = $1 AND fence = $2 AND state = 'leased'
        ";
        let mut write = self.write().await?;
        let renewed = query(sql)
            .bind(&job.id)
            .bind(job.fence)
            .bind(lease_end(now, lease))
            .execute(write.connection())
            .await?;
        write.commit().await?;
        Ok(renewed.rows_affected() == 1)
    }

    /// An attempt failed. With `retry_at` there will be another from then on; without, the job is dead, the event
    /// `turn.failed` is stored and people have the conversation. False, and nothing stored, where it is no longer held.
    #[instrument(name = "store.job.fail", skip_all, fields(job.id = job.id, conversation.id = %job.conversation))]
    pub async fn fail_job(
        &self,
        job: &LeasedJob,
        error: &str,
        retry_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let Some(mut conversation) = write.lock(&job.conversation).await? else {
            return Ok(false);
        };
        if !write.let_go(job, error, retry_at, now).await? {
            return Ok(false);
        }
        if retry_at.is_none() {
            let body = json!({ "message_id": job.message });
            write
                .append(&mut conversation, EventKind::TurnFailed, body, None, now)
                .await?;
            write.hand_over(&mut conversation, Handed::failed(), now).await?;
            write.save(&conversation).await?;
        }
        write.commit().await?;
        Ok(true)
    }

    /// How many messages wait for their turn or are at it.
    #[instrument(name = "store.job.count", skip_all)]
    pub async fn queue_depth(&self) -> Result<i64, StoreError> {
        let row = query("SELECT COUNT(*) AS depth FROM jobs WHERE finished_at IS NULL")
            .fetch_one(self.reader())
            .await?;
        Columns::new("job", &row).get("depth")
    }

    /// Gives back what a worker holds, at once and without counting it as an attempt; returns how many. For a shutdown.
    #[instrument(name = "store.job.release", skip_all)]
    pub async fn release_leases(&self, worker: &str) -> Result<u64, StoreError> {
        let sql = "
            UPDATE jobs
            SET state = 'queued', worker = NULL, due_at = created_at, attempts = attempts - 1
            WHERE worker = $1 AND state = 'leased' AND finished_at IS NULL
        ";
        let mut write = self.write().await?;
        let released = query(sql)
            .bind(text(worker).as_ref())
            .execute(write.connection())
            .await?
            .rows_affected();
        if released > 0 {
            write.announce_job();
        }
        write.commit().await?;
        Ok(released)
    }
}

impl Write {
    pub(crate) async fn insert_job(
        &mut self,
        conversation: &Conversation,
        message: &MessageId,
        page: Option<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO jobs (id, conversation_id, message_id, seq, page, state,    due_at, fence, attempts, created_at)
            VALUES           ($1, $2,              $3,         $4,  $5,   'queued', $6,     0,     0,        $6)
        ";
        query(sql)
            .bind(new_id(now))
            .bind(conversation.id.as_str())
            .bind(message.as_str())
            .bind(conversation.last_seq)
            .bind(page)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        self.announce_job();
        Ok(())
    }

    /// Marks a job done and forgets its page, which the trace has without personal data; false where it is no longer held under this fence.
    pub(crate) async fn finish_job(&mut self, job: &LeasedJob, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "
            UPDATE jobs
            SET state = 'done', finished_at = $3, page = NULL
            WHERE id = $1 AND fence = $2 AND state = 'leased'
        ";
        let finished = query(sql)
            .bind(&job.id)
            .bind(job.fence)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(finished.rows_affected() == 1)
    }

    /// Queues a failed job again, or declares it dead; false where it is no longer held under this fence.
    async fn let_go(
        &mut self,
        job: &LeasedJob,
        error: &str,
        retry_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "
            UPDATE jobs
            SET state = $3, due_at = $4, finished_at = $5, last_error = $6, worker = NULL
            WHERE id = $1 AND fence = $2 AND state = 'leased'
        ";
        let error: String = text(error).chars().take(MAX_ERROR).collect();
        let let_go = query(sql)
            .bind(&job.id)
            .bind(job.fence)
            .bind(if retry_at.is_some() { "queued" } else { "dead" })
            .bind(millis(retry_at.unwrap_or(now)))
            .bind(retry_at.is_none().then(|| millis(now)))
            .bind(error)
            .execute(self.connection())
            .await?;
        Ok(let_go.rows_affected() == 1)
    }

    /// People have the conversation: what waits in it is theirs to answer, and it waits in their queue.
    pub(crate) async fn hand_to_people(
        &mut self,
        conversation: &mut Conversation,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.hand_over(conversation, Handed::unexplained(), now).await
    }

    /// Nothing of the conversation is the AI agent's to answer any more.
    pub(crate) async fn cancel_jobs(&mut self, conversation: &Conversation, now: Timestamp) -> Result<(), StoreError> {
        let sql = "
            UPDATE jobs
            SET state = 'cancelled', finished_at = $2
            WHERE conversation_id = $1 AND finished_at IS NULL
        ";
        query(sql)
            .bind(conversation.id.as_str())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    pub(crate) async fn has_unfinished_job(&mut self, conversation: &ConversationId) -> Result<bool, StoreError> {
        let sql = "SELECT id FROM jobs WHERE conversation_id = $1 AND finished_at IS NULL LIMIT 1";
        Ok(query(sql)
            .bind(conversation.as_str())
            .fetch_optional(self.connection())
            .await?
            .is_some())
    }
}

fn lease_end(now: Timestamp, lease: Duration) -> i64 {
    millis(now).saturating_add(i64::try_from(lease.as_millis()).unwrap_or(i64::MAX))
}

impl TryFrom<&AnyRow> for LeasedJob {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("job", row);
        Ok(Self {
            id: columns.get("id")?,
            fence: columns.get("fence")?,
            attempts: columns.get("attempts")?,
            conversation: columns.id("conversation_id")?,
            message: columns.id("message_id")?,
            page: page(&columns)?,
        })
    }
}

/// A page context that cannot be read (an older program stored it) must not keep its message from being answered.
fn page(columns: &Columns<'_>) -> Result<Option<PageContext>, StoreError> {
    let Some(stored) = columns.get::<Option<&str>>("page")? else {
        return Ok(None);
    };
    match serde_json::from_str(stored) {
        Ok(page) => Ok(Some(page)),
        Err(error) => {
            warn!(%error, "a stored page context cannot be read; the message is answered without it");
            Ok(None)
        }
    }
}
