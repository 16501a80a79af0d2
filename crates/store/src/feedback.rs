//! What the contact says of the help: whether a turn solved it, and how the whole was.

use crate::codec::{Columns, text};
use crate::connect::Store;
use crate::conversations::Resolution;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::events::Event;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::query;
use std::collections::HashSet;
use tracing::instrument;
use usher_engine::{ConversationId, ConversationState, InboxId};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// What a contact says of a turn.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    /// The sender's own id for it: a resend has the same.
    pub client_id: &'a str,
    /// The turn.
    pub turn: &'a str,
    /// Whether it solved what they came with.
    pub solved: bool,
}

/// What a contact says of the whole.
#[derive(Debug, Clone, Copy)]
pub struct Rating<'a> {
    /// The sender's own id for it: a resend has the same.
    pub client_id: &'a str,
    /// 1 to 5.
    pub stars: u8,
    /// Their words; may be empty.
    pub comment: &'a str,
}

impl Store {
    /// Stores a judgement with the event `turn.judged`. One that says solved settles the conversation as confirmed, unless
    /// people have it or another message waits for its turn. `None`, and nothing stored, where the conversation has no
    /// such turn.
    #[instrument(name = "store.turn.judge", skip_all, fields(conversation.id = %conversation))]
    pub async fn judge_turn(
        &self,
        conversation: &ConversationId,
        judgement: Judgement<'_>,
        now: Timestamp,
    ) -> Result<Option<Event>, StoreError> {
        let mut write = self.write().await?;
        let mut locked = write.lock(conversation).await?.ok_or(StoreError::UnknownConversation)?;
        if !write.has_turn(conversation, judgement.turn).await? {
            return Ok(None);
        }
        let body = json!({ "turn": judgement.turn, "solved": judgement.solved });
        let recorded = write
            .append_once(&mut locked, EventKind::TurnJudged, body, judgement.client_id, now)
            .await?;
        let is_ours = locked.state == ConversationState::Pending && !write.has_unfinished_job(conversation).await?;
        if recorded.is_new && judgement.solved && is_ours {
            write.settle(&mut locked, Resolution::Confirmed, now).await?;
        }
        write.save(&locked).await?;
        write.commit().await?;
        Ok(Some(recorded.event))
    }

    /// Stores a rating with the event `conversation.rated`; the newest one counts.
    #[instrument(name = "store.conversation.rate", skip_all, fields(conversation.id = %conversation))]
    pub async fn rate(
        &self,
        conversation: &ConversationId,
        rating: Rating<'_>,
        now: Timestamp,
    ) -> Result<Event, StoreError> {
        let mut write = self.write().await?;
        let mut locked = write.lock(conversation).await?.ok_or(StoreError::UnknownConversation)?;
        let body = json!({ "stars": rating.stars, "comment": text(rating.comment) });
        let recorded = write
            .append_once(&mut locked, EventKind::ConversationRated, body, rating.client_id, now)
            .await?;
        write.save(&locked).await?;
        write.commit().await?;
        Ok(recorded.event)
    }

    /// Stores a rating that is nobody's: with the inbox and the day alone, under an id that its sender can make again. The
    /// same id again stores nothing.
    #[instrument(name = "store.inbox.rate", skip_all, fields(inbox.id = %inbox))]
    pub async fn rate_anonymously(
        &self,
        inbox: &InboxId,
        id: &str,
        stars: u8,
        comment: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO ratings (id, inbox_id, stars, comment, day)
            VALUES              ($1, $2,       $3,    $4,      $5)
            ON CONFLICT (id) DO NOTHING
        ";
        let mut write = self.write().await?;
        query(sql)
            .bind(text(id).as_ref())
            .bind(text(inbox.as_str()).as_ref())
            .bind(i64::from(stars))
            .bind(text(comment).as_ref())
            .bind(now.as_millisecond().div_euclid(DAY))
            .execute(write.connection())
            .await?;
        write.commit().await
    }

    /// How many turns of a conversation, since it was last settled, did not solve it, by the contact's last word on each.
    #[instrument(name = "store.turn.unsolved", skip_all, fields(conversation.id = %conversation))]
    pub async fn unsolved_turns(&self, conversation: &ConversationId) -> Result<u32, StoreError> {
        let sql = "
            SELECT conversation_id, kind, body
            FROM events
            WHERE conversation_id = $1 AND kind IN ('turn.judged', 'conversation.resolved')
            ORDER BY seq
        ";
        let rows = query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .fetch_all(self.reader())
            .await?;
        let mut unsolved: HashSet<String> = HashSet::new();
        for row in &rows {
            let columns = Columns::new("event", row);
            let body: Value = columns.json("body")?;
            let turn = body["turn"].as_str().unwrap_or_default();
            match columns.word::<EventKind>("kind")? {
                EventKind::ConversationResolved => unsolved.clear(),
                _ if body["solved"] == true => drop(unsolved.remove(turn)),
                _ => drop(unsolved.insert(turn.to_owned())),
            }
        }
        Ok(u32::try_from(unsolved.len()).unwrap_or(u32::MAX))
    }
}

impl Write {
    async fn has_turn(&mut self, conversation: &ConversationId, turn: &str) -> Result<bool, StoreError> {
        let row = query("SELECT id FROM turns WHERE id = $1 AND conversation_id = $2")
            .bind(text(turn).as_ref())
            .bind(conversation.as_str())
            .fetch_optional(self.connection())
            .await?;
        Ok(row.is_some())
    }
}
