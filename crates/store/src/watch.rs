//! What watching for drift reads: each conversation's first turn, and what followed on it. And where watching stands.

use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::{instrument, warn};
use usher_engine::{ConversationId, Outcome, Reason, Trace};

/// A place in the order in which turns were stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnPlace {
    /// When the turn was stored.
    pub at: Timestamp,
    /// Its id; empty for the place before all turns of that time.
    pub turn: String,
}

/// A turn, as much of it as watching needs.
#[derive(Debug, Clone, PartialEq)]
pub struct WatchedTurn {
    /// The turn.
    pub turn: String,
    /// Where.
    pub conversation: ConversationId,
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// How sure it was, 0 to 1.
    pub confidence: f64,
    /// The contact's message as it was written: to be compared and never kept.
    pub asked: String,
    /// Every intermediate result.
    pub trace: Trace,
    /// When it was stored.
    pub at: Timestamp,
}

/// A page of turns.
#[derive(Debug, Clone, PartialEq)]
pub struct WatchedPage {
    /// The turns, oldest first.
    pub turns: Vec<WatchedTurn>,
    /// Where the next page begins; `None` after the last one.
    pub next: Option<TurnPlace>,
}

impl TurnPlace {
    /// Before all turns stored at `at` or later.
    pub fn before(at: Timestamp) -> Self {
        Self {
            at,
            turn: String::new(),
        }
    }
}

impl WatchedTurn {
    /// Its place.
    pub fn place(&self) -> TurnPlace {
        TurnPlace {
            at: self.at,
            turn: self.turn.clone(),
        }
    }
}

impl Store {
    /// The first turns of conversations that were stored after a place and before `until`, oldest first, `limit` a page.
    /// Greetings, which are asked back about with a confidence of 1, are no first turns. One that this program cannot read
    /// (an older one stored it) is left out, with a warning in the log.
    #[instrument(name = "store.turn.list_first", skip_all)]
    pub async fn first_turns(
        &self,
        after: &TurnPlace,
        until: Timestamp,
        limit: i64,
    ) -> Result<WatchedPage, StoreError> {
        let sql = "
            SELECT traces.turn_id, turns.conversation_id, turns.outcome, turns.reason, turns.confidence, messages.text,
                   traces.trace, traces.created_at
            FROM traces
            JOIN turns ON turns.id = traces.turn_id
            JOIN messages ON messages.id = turns.message_id
            WHERE (traces.created_at, traces.turn_id) > ($1, $2)
              AND traces.created_at < $3
              AND (turns.outcome <> 'clarify' OR turns.confidence < 1)
              AND NOT EXISTS (
                  SELECT 1
                  FROM turns AS earlier
                  WHERE earlier.conversation_id = turns.conversation_id
                    AND (earlier.created_at, earlier.id) < (turns.created_at, turns.id)
                    AND (earlier.outcome <> 'clarify' OR earlier.confidence < 1)
              )
            ORDER BY traces.created_at, traces.turn_id
            LIMIT $4
        ";
        let rows = query(sql)
            .bind(millis(after.at))
            .bind(text(&after.turn).as_ref())
            .bind(millis(until))
            .bind(limit.max(1))
            .fetch_all(self.reader())
            .await?;
        let is_full = rows.len() as i64 >= limit.max(1);
        let last = rows.last().filter(|_| is_full).map(place).transpose()?;
        let turns = rows.iter().filter_map(readable).collect::<Result<_, _>>()?;
        Ok(WatchedPage { turns, next: last })
    }

    /// The turn of a conversation that follows on a place, if it was stored before `until`.
    #[instrument(name = "store.turn.next", skip_all, fields(conversation.id = %conversation))]
    pub async fn next_turn(
        &self,
        conversation: &ConversationId,
        after: &TurnPlace,
        until: Timestamp,
    ) -> Result<Option<WatchedTurn>, StoreError> {
        let sql = "
            SELECT traces.turn_id, turns.conversation_id, turns.outcome, turns.reason, turns.confidence, messages.text,
                   traces.trace, traces.created_at
            FROM turns
            JOIN traces ON traces.turn_id = turns.id
            JOIN messages ON messages.id = turns.message_id
            WHERE turns.conversation_id = $1
              AND (turns.created_at, turns.id) > ($2, $3)
              AND turns.created_at < $4
            ORDER BY turns.created_at, turns.id
            LIMIT 1
        ";
        let row = query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .bind(millis(after.at))
            .bind(text(&after.turn).as_ref())
            .bind(millis(until))
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().and_then(readable).transpose()
    }

    /// Where the watching of a calibration stands, as [`Store::keep_watch`] kept it.
    #[instrument(name = "store.watch.get", skip_all)]
    pub async fn kept_watch(&self, calibration: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT key, value FROM meta WHERE key = $1";
        let row = query(sql)
            .bind(watch_key(calibration))
            .fetch_optional(self.reader())
            .await?;
        row.map(|row| Columns::new("meta", &row).get("value")).transpose()
    }

    /// Keeps where the watching of a calibration stands. What another node kept before is replaced: both say the same of the
    /// same turns.
    #[instrument(name = "store.watch.keep", skip_all)]
    pub async fn keep_watch(&self, calibration: &str, state: &str) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO meta (key, value) VALUES ($1, $2)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
        ";
        let mut write = self.write().await?;
        query(sql)
            .bind(watch_key(calibration))
            .bind(text(state).as_ref())
            .execute(write.connection())
            .await?;
        write.commit().await
    }
}

fn watch_key(calibration: &str) -> String {
    format!("drift.{}", text(calibration))
}

fn place(row: &AnyRow) -> Result<TurnPlace, StoreError> {
    let columns = Columns::new("trace", row);
    Ok(TurnPlace {
        at: columns.time("created_at")?,
        turn: columns.get("turn_id")?,
    })
}

fn readable(row: &AnyRow) -> Option<Result<WatchedTurn, StoreError>> {
    match WatchedTurn::try_from(row) {
        Err(error @ StoreError::Corrupt { .. }) => {
            warn!(%error, "a stored trace was left out");
            None
        }
        read => Some(read),
    }
}

impl TryFrom<&AnyRow> for WatchedTurn {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("trace", row);
        Ok(Self {
            turn: columns.get("turn_id")?,
            conversation: columns.id("conversation_id")?,
            outcome: columns.word("outcome")?,
            reason: columns.word("reason")?,
            confidence: columns.get("confidence")?,
            asked: columns.get("text")?,
            trace: columns.json("trace")?,
            at: columns.time("created_at")?,
        })
    }
}
