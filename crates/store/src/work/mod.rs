//! What people have to do: one row a conversation, from its first handoff on.
//!
//! What holds here:
//!
//! - **A handoff is never lost.** It enters the queue in the transaction that hands it over; all that is known of it is in
//!   the row; whatever is open and not in a queue is put into one by [`Store::adopt_open`].
//! - **One person has it.** Every change is made under the lock of the conversation's row, and a decision that was made on an
//!   older state (another `fence`) is refused.
//! - **Nobody is over capacity.** Who is given something is locked while it is counted what they have.

mod enter;
mod lease;
mod offer;
mod presence;
mod queues;

pub(crate) use enter::Handed;
pub use offer::{Due, Taken};
pub use presence::Colleague;
pub use queues::{NewQueue, StoredHours};

use crate::codec::{Columns, json, millis, text};
use crate::error::StoreError;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, query};
use usher_engine::people::routing::{Level, Stage};
use usher_engine::{ConversationId, InboxId, PersonId, QueueId};

/// How people settled a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// The contact has what they wanted.
    Solved,
    /// They have not.
    NotSolved,
    /// They did not answer any more.
    NoReply,
    /// Another conversation is about the same.
    Duplicate,
    /// It was nothing for anybody.
    Spam,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Work {
    pub(crate) conversation: ConversationId,
    pub(crate) inbox: InboxId,
    pub(crate) queue: Option<QueueId>,
    pub(crate) stage: Option<Stage>,
    pub(crate) level: Option<Level>,
    pub(crate) due_at: Option<Timestamp>,
    /// Who is offered it or has it; while it waits, who had it before.
    pub(crate) assignee: Option<PersonId>,
    pub(crate) tried: Vec<PersonId>,
    pub(crate) topic: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) urgency: f64,
    pub(crate) frustration: f64,
    pub(crate) important: bool,
    pub(crate) priority: f64,
    pub(crate) queued_at: Option<Timestamp>,
    pub(crate) waiting_since: Option<Timestamp>,
    pub(crate) snoozed_until: Option<Timestamp>,
    pub(crate) outcome: Option<Closing>,
    pub(crate) resolved_at: Option<Timestamp>,
    pub(crate) fence: i64,
}

pub(crate) const WORK: &str = "conversation_id, inbox_id, queue_id, stage, level, due_at, assignee_id, tried, topic, reason, \
                               urgency, frustration, important, priority, queued_at, waiting_since, snoozed_until, \
                               outcome, resolved_at, fence";

impl Work {
    /// True where this person has it.
    pub(crate) fn is_with(&self, person: &PersonId) -> bool {
        self.stage == Some(Stage::Active) && self.assignee.as_ref() == Some(person)
    }
}

impl Write {
    /// The row of a conversation that is locked.
    pub(crate) async fn work(&mut self, conversation: &ConversationId) -> Result<Option<Work>, StoreError> {
        let sql = format!("SELECT {WORK} FROM work WHERE conversation_id = $1");
        let row = query(AssertSqlSafe(sql))
            .bind(conversation.as_str())
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(Work::try_from).transpose()
    }

    /// Stores a row of a conversation that is locked, under the next fence.
    pub(crate) async fn save_work(&mut self, work: &mut Work, now: Timestamp) -> Result<(), StoreError> {
        work.fence += 1;
        let sql = "
            INSERT INTO work (conversation_id, inbox_id, queue_id, stage, level, due_at, assignee_id, tried, topic, reason,
                              urgency, frustration, important, priority, queued_at, waiting_since, snoozed_until, outcome,
                              resolved_at, fence, created_at)
            VALUES           ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            ON CONFLICT (conversation_id) DO UPDATE SET
                queue_id = excluded.queue_id, stage = excluded.stage, level = excluded.level, due_at = excluded.due_at,
                assignee_id = excluded.assignee_id, tried = excluded.tried, topic = excluded.topic,
                reason = excluded.reason, urgency = excluded.urgency, frustration = excluded.frustration,
                important = excluded.important, priority = excluded.priority, queued_at = excluded.queued_at,
                waiting_since = excluded.waiting_since, snoozed_until = excluded.snoozed_until,
                outcome = excluded.outcome, resolved_at = excluded.resolved_at, fence = excluded.fence
        ";
        let outcome = work
            .outcome
            .map(|o| crate::codec::word("the outcome", &o))
            .transpose()?;
        query(sql)
            .bind(work.conversation.as_str())
            .bind(work.inbox.as_str())
            .bind(work.queue.as_ref().map(QueueId::as_str))
            .bind(work.stage.map(Stage::as_str))
            .bind(work.level.map(Level::as_str))
            .bind(work.due_at.map(millis))
            .bind(work.assignee.as_ref().map(PersonId::as_str))
            .bind(json("those tried", &work.tried)?)
            .bind(work.topic.as_deref().map(|t| text(t).into_owned()))
            .bind(work.reason.as_deref())
            .bind(work.urgency)
            .bind(work.frustration)
            .bind(i64::from(work.important))
            .bind(work.priority)
            .bind(work.queued_at.map(millis))
            .bind(work.waiting_since.map(millis))
            .bind(work.snoozed_until.map(millis))
            .bind(outcome)
            .bind(work.resolved_at.map(millis))
            .bind(work.fence)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Columns<'_> {
    /// A time that may be missing.
    pub(crate) fn maybe_time(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let millis: Option<i64> = self.get(column)?;
        millis.map(|_| self.time(column)).transpose()
    }

    /// A word that may be missing.
    pub(crate) fn maybe_word<T: serde::de::DeserializeOwned>(
        &self,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        let word: Option<&str> = self.get(column)?;
        word.map(|_| self.word(column)).transpose()
    }
}

impl TryFrom<&AnyRow> for Work {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("work", row);
        Ok(Self {
            conversation: columns.id("conversation_id")?,
            inbox: columns.id("inbox_id")?,
            queue: columns.get::<Option<String>>("queue_id")?.map(QueueId),
            stage: columns.maybe_word("stage")?,
            level: columns.maybe_word("level")?,
            due_at: columns.maybe_time("due_at")?,
            assignee: columns.get::<Option<String>>("assignee_id")?.map(PersonId),
            tried: columns.json("tried")?,
            topic: columns.get("topic")?,
            reason: columns.get("reason")?,
            urgency: columns.get("urgency")?,
            frustration: columns.get("frustration")?,
            important: columns.get::<i64>("important")? != 0,
            priority: columns.get("priority")?,
            queued_at: columns.maybe_time("queued_at")?,
            waiting_since: columns.maybe_time("waiting_since")?,
            snoozed_until: columns.maybe_time("snoozed_until")?,
            outcome: columns.maybe_word("outcome")?,
            resolved_at: columns.maybe_time("resolved_at")?,
            fence: columns.get("fence")?,
        })
    }
}
