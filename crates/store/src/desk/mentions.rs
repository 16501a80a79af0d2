//! Who is named in notes, and has not seen it yet.

use crate::codec::{millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ConversationId, PersonId};

impl Store {
    /// A person saw where they are named in a conversation.
    #[instrument(name = "store.mention.see", skip_all, fields(conversation.id = %conversation))]
    pub async fn see_mentions(
        &self,
        conversation: &ConversationId,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "
            UPDATE mentions
            SET seen_at = $3
            WHERE conversation_id = $1 AND person_id = $2 AND seen_at IS NULL
        ";
        let mut write = self.write().await?;
        query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .bind(person.as_str())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        write.whisper(Whisper::Presence);
        write.commit().await
    }
}

impl Write {
    pub(crate) async fn mention(
        &mut self,
        conversation: &ConversationId,
        seq: i64,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO mentions (conversation_id, seq, person_id, created_at)
            VALUES               ($1,              $2,  $3,        $4)
        ";
        query(sql)
            .bind(conversation.as_str())
            .bind(seq)
            .bind(person.as_str())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
