//! Turns as they were recorded, for taking them again.
//!
//! What is stored of a turn's input is without personal data. The conversation still holds what was written, so it is put
//! back by the ids of the messages; what no other table holds (the page) stays as it was stored.

use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::turns::StoredTurn;
use jiff::Timestamp;
use sqlx::query;
use std::collections::HashMap;
use tracing::instrument;
use usher_engine::{ConversationId, InboxId, Message, MessageId, StepReport, TurnInput};

/// A turn with what it saw.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedTurn {
    /// The turn as it was stored.
    pub stored: StoredTurn,
    /// What went in, with the words of the conversation in it.
    pub input: TurnInput,
}

impl Store {
    /// The ids of the turns stored at `since` or later, oldest first; of more than `most` the newest. `inbox` admits those of
    /// one inbox only.
    #[instrument(name = "store.turn.list", skip_all)]
    pub async fn turns_since(
        &self,
        since: Timestamp,
        inbox: Option<&InboxId>,
        most: i64,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "
            SELECT turns.id
            FROM turns
            JOIN conversations ON conversations.id = turns.conversation_id
            WHERE turns.created_at >= $1
              AND ($2 = '' OR conversations.inbox_id = $2)
            ORDER BY turns.created_at DESC, turns.id DESC
            LIMIT $3
        ";
        let rows = query(sql)
            .bind(millis(since))
            .bind(text(inbox.map_or("", InboxId::as_str)).as_ref())
            .bind(most.max(0))
            .fetch_all(self.reader())
            .await?;
        rows.iter()
            .rev()
            .map(|row| Columns::new("turn", row).get("id"))
            .collect()
    }

    /// A turn with what it saw; `None` where the turn, its conversation or a message that it saw is gone.
    #[instrument(name = "store.turn.recorded", skip_all, fields(turn.id = id))]
    pub async fn recorded_turn(&self, id: &str) -> Result<Option<RecordedTurn>, StoreError> {
        let Some(stored) = self.turn(id).await? else {
            return Ok(None);
        };
        let sql = "
            SELECT turn_id, input
            FROM traces
            WHERE turn_id = $1
        ";
        let row = query(sql).bind(text(id).as_ref()).fetch_optional(self.reader()).await?;
        let Some(row) = row else { return Ok(None) };
        let mut input: TurnInput = Columns::new("trace", &row).json("input")?;
        let messages = self.messages(&stored.conversation).await?;
        if !put_words_back(&mut input, &messages) {
            return Ok(None);
        }
        put_reasons_back(&mut input, &self.step_reports(&stored.conversation).await?);
        Ok(Some(RecordedTurn { stored, input }))
    }
}

impl Store {
    /// The newest so many turns of a conversation, oldest first, each with what it saw as that is stored: without personal data.
    #[instrument(name = "store.turn.of_conversation", skip_all, fields(conversation.id = %conversation))]
    pub async fn turns_of(&self, conversation: &ConversationId, most: i64) -> Result<Vec<RecordedTurn>, StoreError> {
        let sql = "
            SELECT turns.id, traces.input
            FROM turns
            JOIN traces ON traces.turn_id = turns.id
            WHERE turns.conversation_id = $1
            ORDER BY turns.created_at DESC, turns.id DESC
            LIMIT $2
        ";
        let rows = query(sql)
            .bind(conversation.as_str())
            .bind(most.max(0))
            .fetch_all(self.reader())
            .await?;
        let mut turns = Vec::with_capacity(rows.len());
        for row in rows.iter().rev() {
            let columns = Columns::new("trace", row);
            let id: String = columns.get("id")?;
            if let Some(stored) = self.turn(&id).await? {
                let input = columns.json("input")?;
                turns.push(RecordedTurn { stored, input });
            }
        }
        Ok(turns)
    }
}

/// False where one of the messages is gone, or was never stored.
fn put_words_back(input: &mut TurnInput, messages: &[Message]) -> bool {
    let stored: HashMap<&MessageId, &str> = messages
        .iter()
        .filter_map(|m| Some((m.id.as_ref()?, m.text.as_str())))
        .collect();
    input.messages.iter_mut().all(|message| {
        let words = message.id.as_ref().and_then(|id| stored.get(id));
        words.map(|words| message.text = (*words).to_owned()).is_some()
    })
}

/// Reports are only ever added, so the turn saw the first ones.
fn put_reasons_back(input: &mut TurnInput, reports: &[StepReport]) {
    for (seen, report) in input.steps.iter_mut().zip(reports) {
        if (&seen.guide, &seen.step, seen.outcome) == (&report.guide, &report.step, report.outcome) {
            seen.reason.clone_from(&report.reason);
        }
    }
}
