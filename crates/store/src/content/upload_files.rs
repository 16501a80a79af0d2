//! The files of an upload: what became of each, and why.

use super::edition::{Coming, Edition, Origin};
use super::publish::CONSOLE;
use crate::codec::{Columns, json, new_id, text, word};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ArticleId, PersonId};

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

impl Store {
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

    /// A file is being read.
    #[instrument(name = "store.upload.begin_file", skip_all)]
    pub async fn begin_file(&self, file: &str) -> Result<(), StoreError> {
        query("UPDATE upload_files SET state = 'reading' WHERE id = $1")
            .bind(file)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// What of an upload stands there as being read, and is not, is read again.
    #[instrument(name = "store.upload.requeue", skip_all, fields(upload.id = upload))]
    pub async fn requeue_files(&self, upload: &str) -> Result<(), StoreError> {
        query("UPDATE upload_files SET state = 'queued' WHERE upload_id = $1 AND state = 'reading'")
            .bind(upload)
            .execute(self.writer())
            .await?;
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
