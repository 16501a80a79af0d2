//! The log of conversations, as figures read it.

use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use sqlx::query;
use tracing::instrument;
use usher_engine::people::figures::{Logged, LoggedEvent};
use usher_engine::{ConversationId, InboxId};

impl Store {
    /// The events that figures are made of, of conversations that people had something to do with from `from` on and before
    /// `to`: each conversation whole, so that what began before is known. `inbox` admits those of one inbox only.
    #[instrument(name = "store.event.list_log", skip_all)]
    pub async fn people_log(
        &self,
        from: Timestamp,
        to: Timestamp,
        inbox: Option<&InboxId>,
    ) -> Result<Vec<Logged>, StoreError> {
        let sql = "
            SELECT events.conversation_id, conversations.inbox_id, events.kind, events.created_at, events.body
            FROM events
            JOIN conversations ON conversations.id = events.conversation_id
            WHERE events.kind IN ('people.waiting', 'conversation.assigned', 'people.missed', 'message.created',
                                  'people.reasked', 'people.suggestion_used', 'conversation.resolved', 'people.resolved',
                                  'conversation.handed_back', 'conversation.reopened', 'conversation.rated')
              AND ($3 = '' OR conversations.inbox_id = $3)
              AND (events.kind <> 'message.created' OR events.body LIKE '%\"human_agent\"%')
              AND EXISTS (
                  SELECT 1
                  FROM events AS began
                  WHERE began.conversation_id = events.conversation_id
                    AND began.kind IN ('people.waiting', 'conversation.assigned')
                    AND began.created_at >= $1 AND began.created_at < $2
              )
            ORDER BY events.conversation_id, events.seq
        ";
        let rows = query(sql)
            .bind(millis(from))
            .bind(millis(to))
            .bind(text(inbox.map_or("", InboxId::as_str)).as_ref())
            .fetch_all(self.reader())
            .await?;
        let mut log: Vec<(ConversationId, Logged)> = Vec::new();
        for row in &rows {
            let columns = Columns::new("event", row);
            let id: ConversationId = columns.id("conversation_id")?;
            if log.last().is_none_or(|(last, _)| *last != id) {
                let inbox = columns.id("inbox_id")?;
                log.push((
                    id,
                    Logged {
                        inbox,
                        events: Vec::new(),
                    },
                ));
            }
            if let Some((_, logged)) = log.last_mut() {
                logged.events.push(LoggedEvent {
                    kind: columns.get("kind")?,
                    at: columns.time("created_at")?,
                    body: columns.json("body")?,
                });
            }
        }
        Ok(log.into_iter().map(|(_, logged)| logged).collect())
    }
}
