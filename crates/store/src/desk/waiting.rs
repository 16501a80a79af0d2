//! How long a contact waits for a person, honestly: by the queue, not by hope.

use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::sessions::earlier;
use jiff::{SignedDuration, Timestamp};
use sqlx::query;
use tracing::instrument;
use usher_engine::ConversationId;
use usher_engine::people::routing::Stage;

/// What the wait is estimated from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// How far people are; `None` unless they have it.
    pub stage: Option<Stage>,
    /// Handoffs of the inbox that are more pressing or waited longer, and are not taken yet.
    pub ahead: i64,
    /// Handoffs of the inbox that were taken in the last hour.
    pub taken: i64,
}

impl Store {
    /// Where a conversation stands among those that wait for a person.
    #[instrument(name = "store.work.waiting", skip_all, fields(conversation.id = %id))]
    pub async fn waiting(&self, id: &ConversationId, now: Timestamp) -> Result<Waiting, StoreError> {
        let sql = "
            SELECT work.conversation_id, work.inbox_id, work.stage, work.priority, work.queued_at
            FROM work
            JOIN conversations ON conversations.id = work.conversation_id
            WHERE work.conversation_id = $1 AND conversations.state = 'open'
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = row else {
            return Ok(Waiting {
                stage: None,
                ahead: 0,
                taken: 0,
            });
        };
        let columns = Columns::new("work", &row);
        let inbox: &str = columns.get("inbox_id")?;
        let queued: i64 = columns.get::<Option<i64>>("queued_at")?.unwrap_or_else(|| millis(now));
        // By the same measure as `routing::pressing`: a tenth for every 180 s.
        let sql = "
            SELECT COUNT(*) AS ahead
            FROM work
            WHERE inbox_id = $1 AND stage IN ('waiting', 'assigned') AND conversation_id <> $2
              AND priority - 0.1 * queued_at / 180000.0 > $3
        ";
        let ahead = query(sql)
            .bind(inbox)
            .bind(text(id.as_str()).as_ref())
            .bind(columns.get::<f64>("priority")? - 0.1 * queued as f64 / 180_000.0)
            .fetch_one(self.reader())
            .await?;
        let sql = "
            SELECT COUNT(*) AS taken
            FROM events
            JOIN conversations ON conversations.id = events.conversation_id
            WHERE events.kind = 'conversation.assigned' AND events.created_at > $2 AND conversations.inbox_id = $1
        ";
        let taken = query(sql)
            .bind(inbox)
            .bind(millis(earlier(now, SignedDuration::from_hours(1))))
            .fetch_one(self.reader())
            .await?;
        Ok(Waiting {
            stage: columns.maybe_word("stage")?,
            ahead: Columns::new("work", &ahead).get("ahead")?,
            taken: Columns::new("event", &taken).get("taken")?,
        })
    }
}
