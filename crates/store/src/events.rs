//! The event log, the truth of a conversation.

use crate::codec::{Columns, json, key, millis, text};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::notices::Notice;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ConversationId, StepOutcome, StepReport};

/// Something that happened in a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Where.
    pub conversation: ConversationId,
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// What.
    pub kind: EventKind,
    /// The particulars, an object; see each kind.
    pub body: Value,
    /// When.
    pub at: Timestamp,
}

/// What can happen. The word is stable: it is stored and sent to sockets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventKind {
    /// It began: `{inbox}`.
    #[serde(rename = "conversation.created")]
    ConversationCreated,
    /// Somebody wrote: `{message_id, author, text, client_id}` from a contact, `{message_id, author, text, turn: {id,
    /// outcome, reason, confidence, citations, options, guide}}` from the AI agent.
    #[serde(rename = "message.created")]
    MessageCreated,
    /// A step was done: `{guide, step, outcome, reason}`.
    #[serde(rename = "guide.step_completed")]
    GuideStepCompleted,
    /// A step was passed over: `{guide, step, outcome, reason}`.
    #[serde(rename = "guide.step_skipped")]
    GuideStepSkipped,
    /// A step did not work: `{guide, step, outcome, reason}`.
    #[serde(rename = "guide.step_failed")]
    GuideStepFailed,
    /// People have it now: `{reason, topic}`.
    #[serde(rename = "conversation.escalated")]
    ConversationEscalated,
    /// It is settled: `{resolution}`.
    #[serde(rename = "conversation.resolved")]
    ConversationResolved,
    /// It was settled, and the contact wrote again: `{}`.
    #[serde(rename = "conversation.reopened")]
    ConversationReopened,
    /// No reply could be made, and people have it now: `{message_id}`.
    #[serde(rename = "turn.failed")]
    TurnFailed,
}

impl EventKind {
    /// The word that SQL, JSON and the log use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConversationCreated => "conversation.created",
            Self::MessageCreated => "message.created",
            Self::GuideStepCompleted => "guide.step_completed",
            Self::GuideStepSkipped => "guide.step_skipped",
            Self::GuideStepFailed => "guide.step_failed",
            Self::ConversationEscalated => "conversation.escalated",
            Self::ConversationResolved => "conversation.resolved",
            Self::ConversationReopened => "conversation.reopened",
            Self::TurnFailed => "turn.failed",
        }
    }
}

impl From<StepOutcome> for EventKind {
    fn from(outcome: StepOutcome) -> Self {
        match outcome {
            StepOutcome::Completed => Self::GuideStepCompleted,
            StepOutcome::Skipped => Self::GuideStepSkipped,
            StepOutcome::Failed => Self::GuideStepFailed,
        }
    }
}

impl Store {
    /// The events with a number above `after_seq`, in order, at most `limit`.
    #[instrument(name = "store.event.list", skip_all, fields(conversation.id = %conversation))]
    pub async fn events_after(
        &self,
        conversation: &ConversationId,
        after_seq: i64,
        limit: i64,
    ) -> Result<Vec<Event>, StoreError> {
        let sql = "
            SELECT conversation_id, seq, kind, body, created_at
            FROM events
            WHERE conversation_id = $1 AND seq > $2
            ORDER BY seq
            LIMIT $3
        ";
        let rows = query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .bind(after_seq)
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(Event::try_from).collect()
    }

    /// Stores how a step of a guide ended. The same `client_id` again gives the first event and stores nothing; with a
    /// different report it is a conflict.
    #[instrument(name = "store.step.record", skip_all, fields(conversation.id = %conversation))]
    pub async fn record_step(
        &self,
        conversation: &ConversationId,
        report: &StepReport,
        client_id: Option<&str>,
        now: Timestamp,
    ) -> Result<Event, StoreError> {
        let body = json!(report);
        let client_id = client_id.map(|id| key("the client's id of the step", id)).transpose()?;
        let mut write = self.write().await?;
        let mut locked = write.lock(conversation).await?.ok_or(StoreError::UnknownConversation)?;
        if let Some(client_id) = &client_id
            && let Some(first) = write.event_of_client(conversation, client_id).await?
        {
            let same = first.body == body;
            return if same {
                Ok(first)
            } else {
                Err(StoreError::Conflict(format!(
                    "step `{client_id}` was sent before with a different report"
                )))
            };
        }
        let event = write
            .append(&mut locked, report.outcome.into(), body, client_id.as_deref(), now)
            .await?;
        write.save(&locked).await?;
        write.commit().await?;
        Ok(event)
    }

    /// How the steps of guides played in a conversation ended, oldest first.
    #[instrument(name = "store.step.list", skip_all, fields(conversation.id = %conversation))]
    pub async fn step_reports(&self, conversation: &ConversationId) -> Result<Vec<StepReport>, StoreError> {
        let sql = "
            SELECT conversation_id, body
            FROM events
            WHERE conversation_id = $1
              AND kind IN ('guide.step_completed', 'guide.step_skipped', 'guide.step_failed')
            ORDER BY seq
        ";
        let rows = query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(|row| Columns::new("event", row).json("body")).collect()
    }
}

impl Write {
    /// Appends an event to a locked conversation, which is to be saved after the last one.
    pub(crate) async fn append(
        &mut self,
        conversation: &mut Conversation,
        kind: EventKind,
        body: Value,
        client_id: Option<&str>,
        now: Timestamp,
    ) -> Result<Event, StoreError> {
        conversation.last_seq += 1;
        conversation.updated_at = now;
        let event = Event {
            conversation: conversation.id.clone(),
            seq: conversation.last_seq,
            kind,
            body,
            at: now,
        };
        let sql = "
            INSERT INTO events (conversation_id, seq, kind, body, client_id, created_at)
            VALUES             ($1,              $2,  $3,   $4,   $5,        $6)
        ";
        query(sql)
            .bind(event.conversation.as_str())
            .bind(event.seq)
            .bind(kind.as_str())
            .bind(json("an event", &event.body)?)
            .bind(client_id)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        self.announce(Notice {
            conversation: event.conversation.clone(),
            seq: event.seq,
        });
        Ok(event)
    }

    async fn event_of_client(
        &mut self,
        conversation: &ConversationId,
        client_id: &str,
    ) -> Result<Option<Event>, StoreError> {
        let sql = "
            SELECT conversation_id, seq, kind, body, created_at
            FROM events
            WHERE conversation_id = $1 AND client_id = $2
        ";
        let row = query(sql)
            .bind(conversation.as_str())
            .bind(client_id)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(Event::try_from).transpose()
    }
}

impl TryFrom<&AnyRow> for Event {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("event", row);
        Ok(Self {
            conversation: columns.id("conversation_id")?,
            seq: columns.get("seq")?,
            kind: columns.word("kind")?,
            body: columns.json("body")?,
            at: columns.time("created_at")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_one_word_everywhere() {
        use EventKind as K;
        let all = [
            K::ConversationCreated,
            K::MessageCreated,
            K::GuideStepCompleted,
            K::GuideStepSkipped,
            K::GuideStepFailed,
            K::ConversationEscalated,
            K::ConversationResolved,
            K::ConversationReopened,
            K::TurnFailed,
        ];
        for kind in all {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
