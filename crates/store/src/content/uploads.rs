//! What people upload, and how far it is.

use crate::codec::{Columns, millis, text, word};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{PersonId, PersonRef};

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadState {
    /// Its bytes are here.
    Queued,
    /// Its files are being read.
    Reading,
    /// All files are read; search takes them in.
    Indexing,
    /// Nothing is left to do.
    Done,
}

/// An upload: one file, or a ZIP of files.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// Identifier; later ones sort later.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// What stands before the names of its files.
    pub folder: String,
    /// Its size.
    pub bytes: i64,
    /// Whose it is.
    pub by: Option<PersonRef>,
    /// Where it stands.
    pub state: UploadState,
    /// How many of its files stand where.
    pub counts: UploadCounts,
    /// When it arrived.
    pub created_at: Timestamp,
    /// When nothing was left to do.
    pub ended_at: Option<Timestamp>,
}

/// Files by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UploadCounts {
    /// They wait.
    pub queued: i64,
    /// Being read.
    pub reading: i64,
    /// Being taken in by search.
    pub indexing: i64,
    /// Quoted.
    pub ready: i64,
    /// The same as before.
    pub unchanged: i64,
    /// Not readable.
    pub quarantined: i64,
}

impl UploadCounts {
    /// All of them.
    pub fn files(&self) -> i64 {
        self.queued + self.reading + self.indexing + self.ready + self.unchanged + self.quarantined
    }
}

const SELECT: &str = "
    SELECT u.id, u.name, u.folder, u.bytes, u.by_id, people.name AS by_name, u.state, u.created_at, u.ended_at,
           COALESCE(SUM(CASE f.state WHEN 'queued'      THEN 1 ELSE 0 END), 0) AS queued,
           COALESCE(SUM(CASE f.state WHEN 'reading'     THEN 1 ELSE 0 END), 0) AS reading,
           COALESCE(SUM(CASE f.state WHEN 'indexing'    THEN 1 ELSE 0 END), 0) AS indexing,
           COALESCE(SUM(CASE f.state WHEN 'ready'       THEN 1 ELSE 0 END), 0) AS ready,
           COALESCE(SUM(CASE f.state WHEN 'unchanged'   THEN 1 ELSE 0 END), 0) AS unchanged,
           COALESCE(SUM(CASE f.state WHEN 'quarantined' THEN 1 ELSE 0 END), 0) AS quarantined
    FROM uploads AS u
    LEFT JOIN upload_files AS f ON f.upload_id = u.id
    LEFT JOIN people            ON people.id = u.by_id
";
const GROUP: &str = "
    GROUP BY u.id, u.name, u.folder, u.bytes, u.by_id, people.name, u.state, u.created_at, u.ended_at
";

impl Store {
    /// Notes that a file has arrived under this id.
    #[instrument(name = "store.upload.begin", skip_all, fields(upload.id = id))]
    pub async fn begin_upload(
        &self,
        id: &str,
        (name, folder, bytes): (&str, &str, i64),
        by: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let sql = "
            INSERT INTO uploads (id, name, folder, bytes, by_id, state, created_at)
            VALUES              ($1, $2,   $3,     $4,    $5,    $6,    $7)
        ";
        query(sql)
            .bind(id)
            .bind(text(name).as_ref())
            .bind(text(folder).as_ref())
            .bind(bytes)
            .bind(by.as_str())
            .bind(word("the upload's state", &UploadState::Queued)?)
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        let act = crate::Act {
            by: Some(by),
            act: "knowledge.uploaded",
            on: id,
            detail: serde_json::json!({ "name": name, "bytes": bytes }),
        };
        write.audit(act, now).await?;
        write.commit().await
    }

    /// Uploads before the one of this id, newest first.
    #[instrument(name = "store.upload.list", skip_all)]
    pub async fn uploads(&self, before: Option<&str>, limit: i64) -> Result<Vec<Upload>, StoreError> {
        let sql = format!("{SELECT} WHERE ($1 = '' OR u.id < $1) {GROUP} ORDER BY u.id DESC LIMIT $2");
        let rows = query(sqlx::AssertSqlSafe(sql))
            .bind(text(before.unwrap_or_default()).as_ref())
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(Upload::try_from).collect()
    }

    /// One of them.
    #[instrument(name = "store.upload.get", skip_all, fields(upload.id = id))]
    pub async fn upload(&self, id: &str) -> Result<Option<Upload>, StoreError> {
        let sql = format!("{SELECT} WHERE u.id = $1 {GROUP}");
        let row = query(sqlx::AssertSqlSafe(sql))
            .bind(text(id).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Upload::try_from).transpose()
    }

    /// The ids of uploads that are under way, oldest first.
    #[instrument(name = "store.upload.under_way", skip_all)]
    pub async fn uploads_under_way(&self) -> Result<Vec<String>, StoreError> {
        let rows = query("SELECT id FROM uploads WHERE ended_at IS NULL ORDER BY id")
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(|row| Columns::new("upload", row).get("id")).collect()
    }

    /// Says where an upload stands.
    #[instrument(name = "store.upload.state", skip_all, fields(upload.id = upload))]
    pub async fn set_upload_state(&self, upload: &str, state: UploadState, now: Timestamp) -> Result<(), StoreError> {
        let ended = (state == UploadState::Done).then(|| millis(now));
        let mut write = self.write().await?;
        query("UPDATE uploads SET state = $2, ended_at = $3 WHERE id = $1")
            .bind(upload)
            .bind(word("the upload's state", &state)?)
            .bind(ended)
            .execute(write.connection())
            .await?;
        write.whisper(Whisper::Upload {
            upload: upload.to_owned(),
        });
        write.commit().await
    }

    /// What is quarantined is read again, and keeps its reason until it is; false where nothing is.
    #[instrument(name = "store.upload.retry", skip_all, fields(upload.id = upload))]
    pub async fn retry_upload(&self, upload: &str) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let again = query("UPDATE upload_files SET state = 'queued' WHERE upload_id = $1 AND state = 'quarantined'")
            .bind(text(upload).as_ref())
            .execute(write.connection())
            .await?;
        if again.rows_affected() == 0 {
            return Ok(false);
        }
        query("UPDATE uploads SET state = 'queued', ended_at = NULL WHERE id = $1")
            .bind(text(upload).as_ref())
            .execute(write.connection())
            .await?;
        write.commit().await?;
        Ok(true)
    }

    /// Takes an upload off the list; its articles stay. False where there is none.
    #[instrument(name = "store.upload.delete", skip_all, fields(upload.id = upload))]
    pub async fn delete_upload(&self, upload: &str) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        query("DELETE FROM upload_files WHERE upload_id = $1")
            .bind(text(upload).as_ref())
            .execute(write.connection())
            .await?;
        let gone = query("DELETE FROM uploads WHERE id = $1")
            .bind(text(upload).as_ref())
            .execute(write.connection())
            .await?;
        write.commit().await?;
        Ok(gone.rows_affected() > 0)
    }
}

impl TryFrom<&AnyRow> for Upload {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("upload", row);
        Ok(Self {
            id: columns.get("id")?,
            name: columns.get("name")?,
            folder: columns.get("folder")?,
            bytes: columns.get("bytes")?,
            by: columns.person("by_id", "by_name")?,
            state: columns.word("state")?,
            counts: UploadCounts {
                queued: columns.get("queued")?,
                reading: columns.get("reading")?,
                indexing: columns.get("indexing")?,
                ready: columns.get("ready")?,
                unchanged: columns.get("unchanged")?,
                quarantined: columns.get("quarantined")?,
            },
            created_at: columns.time("created_at")?,
            ended_at: columns.maybe_time("ended_at")?,
        })
    }
}
