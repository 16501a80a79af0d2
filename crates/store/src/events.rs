//! The event log, the truth of a conversation.

use crate::codec::{Columns, json, key, millis, text};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::notices::Notice;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ConversationId, StepReport};

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

/// An event that a client may send twice.
pub(crate) struct Recorded {
    pub(crate) event: Event,
    /// False where it was there already.
    pub(crate) is_new: bool,
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
        self.listed(sql, conversation, after_seq, limit).await
    }

    /// The same without what is for people only: all that a contact may see.
    #[instrument(name = "store.event.list_public", skip_all, fields(conversation.id = %conversation))]
    pub async fn contact_events_after(
        &self,
        conversation: &ConversationId,
        after_seq: i64,
        limit: i64,
    ) -> Result<Vec<Event>, StoreError> {
        let sql = "
            SELECT conversation_id, seq, kind, body, created_at
            FROM events
            WHERE conversation_id = $1 AND seq > $2 AND kind NOT LIKE 'people.%'
            ORDER BY seq
            LIMIT $3
        ";
        self.listed(sql, conversation, after_seq, limit).await
    }

    async fn listed(
        &self,
        sql: &'static str,
        conversation: &ConversationId,
        after_seq: i64,
        limit: i64,
    ) -> Result<Vec<Event>, StoreError> {
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
        let mut write = self.write().await?;
        let mut locked = write.lock(conversation).await?.ok_or(StoreError::UnknownConversation)?;
        let (kind, body) = (report.outcome.into(), json!(report));
        let event = match client_id {
            Some(client_id) => write.append_once(&mut locked, kind, body, client_id, now).await?.event,
            None => write.append(&mut locked, kind, body, None, now).await?,
        };
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

    /// Appends an event under the sender's own id for it, unless it is there already; with other particulars it is a
    /// conflict.
    pub(crate) async fn append_once(
        &mut self,
        conversation: &mut Conversation,
        kind: EventKind,
        body: Value,
        client_id: &str,
        now: Timestamp,
    ) -> Result<Recorded, StoreError> {
        let client_id = key("the client's id of it", client_id)?;
        if let Some(event) = self.event_of_client(&conversation.id, &client_id).await? {
            if (event.kind, &event.body) != (kind, &body) {
                let word = kind.as_str();
                return Err(StoreError::Conflict(format!(
                    "`{client_id}` was sent before, and not as this {word}"
                )));
            }
            return Ok(Recorded { event, is_new: false });
        }
        let event = self.append(conversation, kind, body, Some(&client_id), now).await?;
        Ok(Recorded { event, is_new: true })
    }

    pub(crate) async fn event_of_client(
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
