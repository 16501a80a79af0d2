//! Files of contacts and of people: kept ahead of the message that they go with, then part of it.

use crate::codec::{Columns, millis, new_id, text};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::write::Write;
use jiff::{SignedDuration, Timestamp};
use sqlx::any::AnyRow;
use sqlx::query;
use std::collections::HashMap;
use tracing::instrument;
use usher_engine::{ConversationId, FileId, FileRef, MessageId};
use uuid::Uuid;

/// How long a file waits for its message.
const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// The most files of one sender that wait at the same time.
const MOST_WAITING: i64 = 20;

/// A file that somebody sends ahead of a message.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// The id of the contact or the person who sends it.
    pub owner: &'a str,
    /// What they call it.
    pub name: &'a str,
    /// What its bytes are, as a media type.
    pub media_type: &'a str,
    /// The bytes.
    pub content: &'a [u8],
}

/// A file with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// What its sender calls it.
    pub name: String,
    /// What its bytes are, as a media type.
    pub media_type: String,
    /// The bytes.
    pub content: Vec<u8>,
}

impl Store {
    /// Keeps a file for a message that is to come within a day. `None`, and nothing stored, where as many of the sender's
    /// wait already as may.
    #[instrument(name = "store.file.keep", skip_all)]
    pub async fn keep_file(&self, new: NewFile<'_>, now: Timestamp) -> Result<Option<FileRef>, StoreError> {
        let mut write = self.write().await?;
        write.forget_unsent(now).await?;
        if write.waiting(new.owner).await? >= MOST_WAITING {
            return Ok(None);
        }
        let file = write.insert_file(&new, now).await?;
        write.commit().await?;
        Ok(Some(file))
    }

    /// The file with this key in its address.
    #[instrument(name = "store.file.get", skip_all)]
    pub async fn file(&self, key: &str) -> Result<Option<StoredFile>, StoreError> {
        let sql = "SELECT id, name, media_type, content FROM files WHERE key = $1";
        let row = query(sql)
            .bind(text(key).as_ref())
            .fetch_optional(self.reader())
            .await?;
        let file = |row: AnyRow| {
            let columns = Columns::new("file", &row);
            Ok(StoredFile {
                name: columns.get("name")?,
                media_type: columns.get("media_type")?,
                content: columns.get("content")?,
            })
        };
        row.map(file).transpose()
    }

    /// The files of a conversation's messages, in the order in which they were sent.
    pub(crate) async fn files_of(
        &self,
        conversation: &ConversationId,
    ) -> Result<HashMap<MessageId, Vec<FileRef>>, StoreError> {
        let sql = "
            SELECT id, key, name, media_type, bytes, message_id
            FROM files
            WHERE conversation_id = $1
            ORDER BY message_id, place
        ";
        let rows = query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .fetch_all(self.reader())
            .await?;
        let mut files: HashMap<MessageId, Vec<FileRef>> = HashMap::new();
        for row in &rows {
            let message = Columns::new("file", row).id("message_id")?;
            files.entry(message).or_default().push(file_ref(row)?);
        }
        Ok(files)
    }
}

impl Write {
    async fn forget_unsent(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let before = now.saturating_sub(WAITS).unwrap_or(Timestamp::MIN);
        query("DELETE FROM files WHERE message_id IS NULL AND created_at < $1")
            .bind(millis(before))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn waiting(&mut self, owner: &str) -> Result<i64, StoreError> {
        let row = query("SELECT COUNT(*) AS waiting FROM files WHERE owner_id = $1 AND message_id IS NULL")
            .bind(text(owner).as_ref())
            .fetch_one(self.connection())
            .await?;
        Columns::new("file", &row).get("waiting")
    }

    async fn insert_file(&mut self, new: &NewFile<'_>, now: Timestamp) -> Result<FileRef, StoreError> {
        let id = FileId(new_id(now));
        // Version 4: 122 random bits each.
        let key = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let (name, bytes) = (text(new.name), new.content.len() as u64);
        let sql = "
            INSERT INTO files (id, key, owner_id, place, name, media_type, bytes, content, created_at)
            VALUES            ($1, $2,  $3,       0,     $4,   $5,         $6,    $7,      $8)
        ";
        query(sql)
            .bind(id.as_str())
            .bind(&key)
            .bind(text(new.owner).as_ref())
            .bind(name.as_ref())
            .bind(new.media_type)
            .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
            .bind(new.content)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(FileRef {
            id,
            name: name.into_owned(),
            media_type: new.media_type.to_owned(),
            bytes,
            url: FileRef::url(&key),
        })
    }

    /// The files that somebody sent ahead, by id; an error where one is not there, is somebody else's or was sent already.
    pub(crate) async fn files_ahead(&mut self, owner: &str, ids: &[FileId]) -> Result<Vec<FileRef>, StoreError> {
        let mut files = Vec::new();
        for id in ids {
            let sql = "
                SELECT id, key, name, media_type, bytes
                FROM files
                WHERE id = $1 AND owner_id = $2 AND message_id IS NULL
            ";
            let row = query(sql)
                .bind(text(id.as_str()).as_ref())
                .bind(text(owner).as_ref())
                .fetch_optional(self.connection())
                .await?;
            let unknown = || StoreError::Invalid {
                what: "the message",
                reason: format!("no file `{id}` of its sender waits for one"),
            };
            files.push(file_ref(&row.ok_or_else(unknown)?)?);
        }
        Ok(files)
    }

    /// From now on the files are part of a message.
    pub(crate) async fn send_files(
        &mut self,
        conversation: &Conversation,
        message: &MessageId,
        ids: &[FileId],
    ) -> Result<(), StoreError> {
        for (place, id) in (0_i64..).zip(ids) {
            query("UPDATE files SET conversation_id = $2, message_id = $3, place = $4 WHERE id = $1")
                .bind(id.as_str())
                .bind(conversation.id.as_str())
                .bind(message.as_str())
                .bind(place)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

fn file_ref(row: &AnyRow) -> Result<FileRef, StoreError> {
    let columns = Columns::new("file", row);
    Ok(FileRef {
        id: columns.id("id")?,
        name: columns.get("name")?,
        media_type: columns.get("media_type")?,
        bytes: u64::try_from(columns.get::<i64>("bytes")?).unwrap_or_default(),
        url: FileRef::url(columns.get("key")?),
    })
}
