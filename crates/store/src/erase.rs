//! Erasing: a conversation with all that came of it.

use crate::connect::Store;
use crate::error::StoreError;
use crate::write::Write;
use sqlx::query;
use tracing::instrument;
use usher_engine::ConversationId;

/// In the order in which nothing refers to a row that is gone already. A test compares the tables with those of the schema.
const ALL_OF_A_CONVERSATION: [&str; 14] = [
    "DELETE FROM traces WHERE turn_id IN (SELECT id FROM turns WHERE conversation_id = $1)",
    "DELETE FROM handoffs WHERE conversation_id = $1",
    "DELETE FROM turns WHERE conversation_id = $1",
    "DELETE FROM mentions WHERE conversation_id = $1",
    "DELETE FROM work WHERE conversation_id = $1",
    "DELETE FROM model_calls WHERE conversation_id = $1",
    "DELETE FROM letters WHERE conversation_id = $1",
    "DELETE FROM jobs WHERE conversation_id = $1",
    "DELETE FROM files WHERE conversation_id = $1",
    "DELETE FROM messages WHERE conversation_id = $1",
    // The report of a replay has its words.
    "DELETE FROM runs WHERE kind = 'replay' AND result LIKE '%' || $1 || '%'",
    // One that is under way may have read them: it begins again, without.
    "UPDATE runs SET state = 'queued', node = NULL WHERE kind = 'replay' AND state = 'running' AND $1 <> ''",
    "DELETE FROM events WHERE conversation_id = $1",
    "DELETE FROM conversations WHERE id = $1",
];

impl Store {
    /// Erases a conversation: its messages, files, letters, events, jobs, turns, traces, handoffs and what left of it for a language
    /// model, in one transaction. False where there is none. A worker that is at one of its turns finds its result refused as [`crate::Finished::Stale`].
    #[instrument(name = "store.conversation.erase", skip_all, fields(conversation.id = %id))]
    pub async fn erase_conversation(&self, id: &ConversationId) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        if write.lock(id).await?.is_none() {
            return Ok(false);
        }
        write.erase(id).await?;
        write.commit().await?;
        Ok(true)
    }
}

impl Write {
    async fn erase(&mut self, id: &ConversationId) -> Result<(), StoreError> {
        for sql in ALL_OF_A_CONVERSATION {
            query(sql).bind(id.as_str()).execute(self.connection()).await?;
        }
        Ok(())
    }
}
