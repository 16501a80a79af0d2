//! Turns: storing all that came of one message at once, and reading it again.

use crate::codec::{Columns, json, millis, new_id, text, word};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::jobs::LeasedJob;
use crate::messages::MessageRow;
use crate::work::Handed;
use crate::write::Write;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::{instrument, warn};
use usher_engine::{
    Author, Citation, ConversationId, GuideOffer, Handoff, MessageId, Outcome, Reason, Reply, Trace, Turn, TurnInput,
};

/// A turn to be stored.
#[derive(Debug, Clone)]
pub struct TurnRecord<'a> {
    /// What came of it.
    pub turn: &'a Turn,
    /// What went in.
    pub input: &'a TurnInput,
    /// Its id, from [`crate::new_id`].
    pub turn_id: String,
    /// How long it took.
    pub duration_ms: i64,
}

/// Whether a result counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// It is stored.
    Stored {
        /// The reply.
        reply: MessageId,
        /// The number of the reply's event.
        seq: i64,
    },
    /// The job was no longer held under this fence; nothing is stored.
    Stale,
}

/// A turn as it was stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredTurn {
    /// Identifier.
    pub id: String,
    /// Where.
    pub conversation: ConversationId,
    /// The message answered.
    pub message: MessageId,
    /// The reply.
    pub reply: MessageId,
    /// The turn, whole.
    pub turn: Turn,
    /// How long it took.
    pub duration_ms: i64,
    /// When it was stored.
    pub at: Timestamp,
}

/// What is needed to explain a turn or to run it again.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredTrace {
    /// The turn.
    pub turn: String,
    /// Where.
    pub conversation: ConversationId,
    /// The message answered.
    pub message: MessageId,
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// How sure it was, 0 to 1.
    pub confidence: f64,
    /// What went in.
    pub input: TurnInput,
    /// Every intermediate result.
    pub trace: Trace,
    /// When it was stored.
    pub at: Timestamp,
}

impl Store {
    /// Stores reply, event, turn and trace, hands over to people where that is the outcome, and marks the job done, all in
    /// one transaction; or nothing, where the job is no longer held under this fence.
    #[instrument(name = "store.turn.finish", skip_all, fields(job.id = job.id, conversation.id = %job.conversation))]
    pub async fn finish_turn(
        &self,
        job: &LeasedJob,
        record: TurnRecord<'_>,
        now: Timestamp,
    ) -> Result<Finished, StoreError> {
        let mut write = self.write().await?;
        let Some(mut conversation) = write.lock(&job.conversation).await? else {
            return Ok(Finished::Stale);
        };
        if !write.finish_job(job, now).await? {
            return Ok(Finished::Stale);
        }
        let (reply, seq) = write.insert_reply(&mut conversation, &record, now).await?;
        write.insert_turn(job, &record, &reply, now).await?;
        if record.turn.outcome == Outcome::Escalate {
            write.escalate(&mut conversation, &record, now).await?;
        }
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(Finished::Stored { reply, seq })
    }

    /// A turn, if there is one with this id.
    #[instrument(name = "store.turn.get", skip_all, fields(turn.id = id))]
    pub async fn turn(&self, id: &str) -> Result<Option<StoredTurn>, StoreError> {
        let sql = "
            SELECT turns.id, turns.conversation_id, turns.message_id, turns.reply_id, turns.body, traces.trace,
                   handoffs.packet, turns.duration_ms, turns.created_at
            FROM turns
            JOIN traces ON traces.turn_id = turns.id
            LEFT JOIN handoffs ON handoffs.turn_id = turns.id
            WHERE turns.id = $1
        ";
        let row = query(sql).bind(text(id).as_ref()).fetch_optional(self.reader()).await?;
        row.as_ref().map(StoredTurn::try_from).transpose()
    }

    /// The traces of turns stored at `since` or later, oldest first. One that this program cannot read (an older one
    /// stored it) is left out, with a warning in the log.
    #[instrument(name = "store.trace.list", skip_all)]
    pub async fn traces_since(&self, since: Timestamp, limit: i64) -> Result<Vec<StoredTrace>, StoreError> {
        let sql = "
            SELECT traces.turn_id, turns.conversation_id, turns.message_id, turns.outcome, turns.reason,
                   turns.confidence, traces.input, traces.trace, traces.created_at
            FROM traces
            JOIN turns ON turns.id = traces.turn_id
            WHERE traces.created_at >= $1
            ORDER BY traces.created_at, traces.turn_id
            LIMIT $2
        ";
        let rows = query(sql)
            .bind(millis(since))
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        let readable = |row| match StoredTrace::try_from(row) {
            Err(error @ StoreError::Corrupt { .. }) => {
                warn!(%error, "a stored trace was left out");
                None
            }
            read => Some(read),
        };
        rows.iter().filter_map(readable).collect()
    }

    /// The packet of a conversation's newest handoff.
    #[instrument(name = "store.handoff.get", skip_all, fields(conversation.id = %conversation))]
    pub async fn handoff_of(&self, conversation: &ConversationId) -> Result<Option<Handoff>, StoreError> {
        let sql = "
            SELECT turn_id, packet
            FROM handoffs
            WHERE conversation_id = $1
            ORDER BY created_at DESC, turn_id DESC
            LIMIT 1
        ";
        let row = query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref()
            .map(|row| Columns::new("handoff", row).json("packet"))
            .transpose()
    }
}

impl Write {
    async fn insert_reply(
        &mut self,
        conversation: &mut Conversation,
        record: &TurnRecord<'_>,
        now: Timestamp,
    ) -> Result<(MessageId, i64), StoreError> {
        let turn = record.turn;
        let (id, author, words) = (MessageId(new_id(now)), Author::AiAgent, text(&turn.reply.text));
        let body = json!({
            "message_id": id,
            "author": author,
            "text": words,
            "turn": {
                "id": record.turn_id,
                "outcome": turn.outcome,
                "reason": turn.reason,
                "confidence": turn.confidence,
                "citations": turn.citations,
                "options": turn.reply.options,
                "guide": turn.guide,
            },
        });
        let event = self
            .append(conversation, EventKind::MessageCreated, body, None, now)
            .await?;
        let row = MessageRow {
            id: &id,
            conversation,
            author,
            text: &words,
            client_id: None,
            asks_for_person: false,
        };
        self.insert_message(&row, now).await?;
        Ok((id, event.seq))
    }

    async fn insert_turn(
        &mut self,
        job: &LeasedJob,
        record: &TurnRecord<'_>,
        reply: &MessageId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO turns (id, conversation_id, message_id, reply_id, outcome, reason, confidence, body, duration_ms,
                               created_at)
            VALUES            ($1, $2,              $3,         $4,       $5,      $6,     $7,         $8,   $9,
                               $10)
        ";
        let (turn, trace) = body_and_trace(record.turn)?;
        query(sql)
            .bind(&record.turn_id)
            .bind(job.conversation.as_str())
            .bind(job.message.as_str())
            .bind(reply.as_str())
            .bind(word("the outcome", &record.turn.outcome)?)
            .bind(word("the reason", &record.turn.reason)?)
            .bind(record.turn.confidence)
            .bind(turn)
            .bind(record.duration_ms)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        let sql = "
            INSERT INTO traces (turn_id, input, trace, created_at)
            VALUES             ($1,      $2,    $3,    $4)
        ";
        query(sql)
            .bind(&record.turn_id)
            .bind(json("the turn's input", record.input)?)
            .bind(trace)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn escalate(
        &mut self,
        conversation: &mut Conversation,
        record: &TurnRecord<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let packet = record.turn.handoff.as_ref();
        if let Some(packet) = packet {
            let sql = "
                INSERT INTO handoffs (turn_id, conversation_id, packet, created_at)
                VALUES               ($1,      $2,              $3,     $4)
            ";
            query(sql)
                .bind(&record.turn_id)
                .bind(conversation.id.as_str())
                .bind(json("the handoff", packet)?)
                .bind(millis(now))
                .execute(self.connection())
                .await?;
        }
        let body = json!({ "reason": record.turn.reason, "topic": packet.and_then(|p| p.topic.as_deref()) });
        self.append(conversation, EventKind::ConversationEscalated, body, None, now)
            .await?;
        let handed = Handed {
            topic: packet.and_then(|p| p.topic.as_deref()),
            reason: &word("the reason", &record.turn.reason)?,
            urgency: packet.map_or(0.0, |p| p.urgency),
            frustration: record.turn.trace.understanding.frustration,
        };
        self.hand_over(conversation, handed, now).await
    }
}

/// A turn as it is stored: without trace and packet. The trace has its own table: it is large, and seldom read with the turn.
/// So has the packet, which holds the contact's data for the people who take over: what is to be erased lies in one place.
#[derive(Serialize)]
struct Body<'a> {
    outcome: Outcome,
    reply: &'a Reply,
    confidence: f64,
    reason: Reason,
    citations: &'a [Citation],
    guide: Option<&'a GuideOffer>,
}

/// Every field is named, so that a new one does not compile before somebody decided where it is stored.
fn body_and_trace(turn: &Turn) -> Result<(String, String), StoreError> {
    let Turn {
        outcome,
        reply,
        confidence,
        reason,
        citations,
        guide,
        handoff: _,
        trace,
    } = turn;
    if !confidence.is_finite() {
        return Err(StoreError::Invalid {
            what: "the turn",
            reason: "its confidence is not a number".into(),
        });
    }
    let body = Body {
        outcome: *outcome,
        reply,
        confidence: *confidence,
        reason: *reason,
        citations,
        guide: guide.as_ref(),
    };
    Ok((json("the turn", &body)?, json("the turn", trace)?))
}

impl TryFrom<&AnyRow> for StoredTurn {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("turn", row);
        let mut body: Value = columns.json("body")?;
        body["trace"] = columns.json("trace")?;
        if let Some(packet) = columns.get::<Option<&str>>("packet")? {
            body["handoff"] = serde_json::from_str(packet).map_err(|e| columns.corrupt("packet", &e))?;
        }
        Ok(Self {
            id: columns.get("id")?,
            conversation: columns.id("conversation_id")?,
            message: columns.id("message_id")?,
            reply: columns.id("reply_id")?,
            turn: serde_json::from_value(body).map_err(|e| columns.corrupt("body", &e))?,
            duration_ms: columns.get("duration_ms")?,
            at: columns.time("created_at")?,
        })
    }
}

impl TryFrom<&AnyRow> for StoredTrace {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("trace", row);
        Ok(Self {
            turn: columns.get("turn_id")?,
            conversation: columns.id("conversation_id")?,
            message: columns.id("message_id")?,
            outcome: columns.word("outcome")?,
            reason: columns.word("reason")?,
            confidence: columns.get("confidence")?,
            input: columns.json("input")?,
            trace: columns.json("trace")?,
            at: columns.time("created_at")?,
        })
    }
}
