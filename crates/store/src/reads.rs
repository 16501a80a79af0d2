//! Read marks: up to which event each side saw a conversation.

use crate::codec::Columns;
use crate::connect::Store;
use crate::error::StoreError;
use crate::notices::Notice;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::ConversationId;

/// Whose mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The person helped.
    Contact,
    /// The people of the company, whoever of them looked.
    People,
}

/// The marks of a conversation: the number of the newest event seen, 0 for none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMarks {
    /// The contact's.
    pub contact: i64,
    /// People's.
    pub people: i64,
}

impl Store {
    /// Moves a mark forward, never back and never beyond the newest event; gives where it stands. Whoever follows the
    /// conversation is told where it moved.
    #[instrument(name = "store.read.mark", skip_all, fields(conversation.id = %conversation))]
    pub async fn mark_read(&self, conversation: &ConversationId, reader: Reader, seq: i64) -> Result<i64, StoreError> {
        let mut write = self.write().await?;
        let locked = write.lock(conversation).await?.ok_or(StoreError::UnknownConversation)?;
        let (stands, sql) = match reader {
            Reader::Contact => (
                locked.read.contact,
                "UPDATE conversations SET contact_read_seq = $2 WHERE id = $1",
            ),
            Reader::People => (
                locked.read.people,
                "UPDATE conversations SET people_read_seq = $2 WHERE id = $1",
            ),
        };
        let seq = seq.min(locked.last_seq);
        if seq <= stands {
            return Ok(stands);
        }
        query(sql)
            .bind(conversation.as_str())
            .bind(seq)
            .execute(write.connection())
            .await?;
        write.announce(Notice {
            conversation: conversation.clone(),
            seq: locked.last_seq,
        });
        write.commit().await?;
        Ok(seq)
    }
}

impl TryFrom<&AnyRow> for ReadMarks {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("conversation", row);
        Ok(Self {
            contact: columns.get("contact_read_seq")?,
            people: columns.get("people_read_seq")?,
        })
    }
}
