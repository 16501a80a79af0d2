//! What people upload: each file, what became of it and why.

use super::edition::{Coming, Edition, Origin};
use super::publish::CONSOLE;
use crate::codec::{Columns, json, millis, new_id, text, word};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ArticleId, PersonId, PersonRef};

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

/// Where a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// It waits.
    Queued,
    /// It is being read.
    Reading,
    /// Its articles are published; search takes them in.
    Indexing,
    /// Replies quote it.
    Ready,
    /// It says what was published already.
    Unchanged,
    /// It could not be read.
    Quarantined,
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

/// A file of an upload.
#[derive(Debug, Clone, PartialEq)]
pub struct UploadFile {
    /// Identifier.
    pub id: String,
    /// Its number in the upload, from 0; its bytes lie under it.
    pub place: i64,
    /// Its path, which its article gets.
    pub path: String,
    /// Its size.
    pub bytes: i64,
    /// Where it stands.
    pub state: FileState,
    /// Why it is quarantined, and the cure.
    pub reason: Option<String>,
    /// What it became: ids and titles.
    pub articles: Vec<(ArticleId, String)>,
    /// What was not taken over, in words.
    pub dropped: Vec<String>,
    /// Sentences that people should look at.
    pub flagged: i64,
}

/// A file that was found in an upload.
#[derive(Debug, Clone)]
pub struct NewUploadFile {
    /// Its number in the upload, from 0.
    pub place: i64,
    /// Its path.
    pub path: String,
    /// Its size.
    pub bytes: i64,
    /// Why it cannot be read, where that is known already.
    pub reason: Option<String>,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct ReadFile {
    /// Its identifier.
    pub id: String,
    /// What it became.
    pub editions: Vec<Edition>,
    /// What was not taken over, in words.
    pub dropped: Vec<String>,
    /// Sentences that people should look at.
    pub flagged: i64,
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

    /// Files of an upload after this place, of this state.
    #[instrument(name = "store.upload.files", skip_all, fields(upload.id = upload))]
    pub async fn upload_files(
        &self,
        upload: &str,
        state: Option<FileState>,
        after: i64,
        limit: i64,
    ) -> Result<Vec<UploadFile>, StoreError> {
        let sql = "
            SELECT id, place, path, bytes, state, reason, articles, dropped, flagged
            FROM upload_files
            WHERE upload_id = $1 AND ($2 = '' OR state = $2) AND place > $3
            ORDER BY place
            LIMIT $4
        ";
        let state = state.map(|state| word("the file's state", &state)).transpose()?;
        let rows = query(sql)
            .bind(text(upload).as_ref())
            .bind(state.unwrap_or_default())
            .bind(after)
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(UploadFile::try_from).collect()
    }

    /// Notes files that were found in an upload; one that stands there already stays as it is.
    #[instrument(name = "store.upload.add", skip_all, fields(upload.id = upload, files = files.len()))]
    pub async fn add_upload_files(
        &self,
        upload: &str,
        files: &[NewUploadFile],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let sql = "
            INSERT INTO upload_files (id, upload_id, place, path, bytes, state, reason, articles, dropped, flagged)
            VALUES                   ($1, $2,        $3,    $4,   $5,    $6,    $7,     '[]',     '[]',    0)
            ON CONFLICT (upload_id, place) DO NOTHING
        ";
        for file in files {
            let state = match file.reason {
                Some(_) => FileState::Quarantined,
                None => FileState::Queued,
            };
            query(sql)
                .bind(new_id(now))
                .bind(upload)
                .bind(file.place)
                .bind(text(&file.path).as_ref())
                .bind(file.bytes)
                .bind(word("the file's state", &state)?)
                .bind(file.reason.as_deref().map(text).as_deref())
                .execute(write.connection())
                .await?;
        }
        write.commit().await
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

    /// A file is being read.
    #[instrument(name = "store.upload.begin_file", skip_all)]
    pub async fn begin_file(&self, file: &str) -> Result<(), StoreError> {
        query("UPDATE upload_files SET state = 'reading' WHERE id = $1")
            .bind(file)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// What a process was reading when it ended is read again.
    #[instrument(name = "store.upload.requeue", skip_all)]
    pub async fn requeue_files(&self, uploads: &[String]) -> Result<(), StoreError> {
        for upload in uploads {
            query("UPDATE upload_files SET state = 'queued' WHERE upload_id = $1 AND state = 'reading'")
                .bind(upload)
                .execute(self.writer())
                .await?;
        }
        Ok(())
    }

    /// A file cannot be read.
    #[instrument(name = "store.upload.quarantine", skip_all)]
    pub async fn quarantine(&self, file: &str, reason: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        write.quarantine(file, reason).await?;
        write.commit().await
    }

    /// Publishes what files became, all or nothing, and notes it with each. Articles keep the source that they have.
    #[instrument(name = "store.upload.apply", skip_all, fields(upload.id = upload, files = files.len()))]
    pub async fn apply_upload(
        &self,
        upload: &str,
        files: &[ReadFile],
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let generation = write.lock_generation().await?;
        let coming = Coming {
            source: CONSOLE,
            only_own: false,
            origin: Origin::Upload,
            by,
            now,
        };
        let mut changed = false;
        for file in files {
            let mut news = false;
            for edition in &file.editions {
                news |= write.put(edition, coming).await?.is_some();
            }
            changed |= news;
            let state = if news {
                FileState::Indexing
            } else {
                FileState::Unchanged
            };
            write.note_read(file, state, generation + 1).await?;
        }
        if changed {
            write.set_generation(generation + 1).await?;
            write.whisper(Whisper::Knowledge);
        }
        write.commit().await
    }

    /// Search has taken in everything up to this generation: files of these uploads that waited for it are ready.
    #[instrument(name = "store.upload.ready", skip_all)]
    pub async fn files_ready(&self, uploads: &[String], generation: i64) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        for upload in uploads {
            let sql = "
                UPDATE upload_files
                SET state = 'ready'
                WHERE upload_id = $1 AND state = 'indexing' AND generation <= $2
            ";
            query(sql)
                .bind(upload)
                .bind(generation)
                .execute(write.connection())
                .await?;
        }
        write.commit().await
    }

    /// What is quarantined is read again; false where nothing is.
    #[instrument(name = "store.upload.retry", skip_all, fields(upload.id = upload))]
    pub async fn retry_upload(&self, upload: &str) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let again = query(
            "UPDATE upload_files SET state = 'queued', reason = NULL WHERE upload_id = $1 AND state = 'quarantined'",
        )
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

impl Write {
    async fn quarantine(&mut self, file: &str, reason: &str) -> Result<(), StoreError> {
        query("UPDATE upload_files SET state = 'quarantined', reason = $2 WHERE id = $1")
            .bind(file)
            .bind(text(reason).as_ref())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn note_read(&mut self, file: &ReadFile, state: FileState, generation: i64) -> Result<(), StoreError> {
        let articles: Vec<(&str, &str)> = file
            .editions
            .iter()
            .map(|e| (e.article.id.as_str(), e.article.title.as_str()))
            .collect();
        let sql = "
            UPDATE upload_files
            SET state = $2, reason = NULL, articles = $3, dropped = $4, flagged = $5, generation = $6
            WHERE id = $1
        ";
        query(sql)
            .bind(&file.id)
            .bind(word("the file's state", &state)?)
            .bind(json("the file's articles", &articles)?)
            .bind(json("what was dropped", &file.dropped)?)
            .bind(file.flagged)
            .bind(generation)
            .execute(self.connection())
            .await?;
        Ok(())
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

impl TryFrom<&AnyRow> for UploadFile {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("upload file", row);
        Ok(Self {
            id: columns.get("id")?,
            place: columns.get("place")?,
            path: columns.get("path")?,
            bytes: columns.get("bytes")?,
            state: columns.word("state")?,
            reason: columns.get("reason")?,
            articles: columns.json("articles")?,
            dropped: columns.json("dropped")?,
            flagged: columns.get("flagged")?,
        })
    }
}
