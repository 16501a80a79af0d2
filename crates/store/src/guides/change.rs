//! Writing guides: drafts, publishing, rolling back, archiving, and what an ingest brings.

use super::{GuideVersion, Origin, VersionState};
use crate::audit::Act;
use crate::codec::{Columns, json, key, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use sqlx::query;
use tracing::instrument;
use usher_engine::{Guide, GuideId, PersonId};

/// What holds a guide that was first written in the console.
const CONSOLE: &str = "console";

/// A guide as a folder has it.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideFile {
    /// What it says.
    pub guide: Guide,
    /// Its YAML.
    pub text: String,
}

/// A draft to be saved.
#[derive(Debug, Clone, Copy)]
pub struct GuideDraft<'a> {
    /// Of this guide.
    pub id: &'a GuideId,
    /// The newest version that its author saw; 0 for a new guide.
    pub base: u32,
    /// Its title, as far as the text could be understood.
    pub title: &'a str,
    /// YAML.
    pub text: &'a str,
    /// What its author says of it.
    pub note: &'a str,
}

/// What came of saving one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedGuide {
    /// It has this number now.
    Saved(u32),
    /// There is this newer version, which its author did not see.
    Changed(u32),
    /// It was to be a new guide, and there is one.
    Exists,
}

/// What came of publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedGuide {
    /// This version is published now.
    Version(u32),
    /// There is no such version.
    Unknown,
}

/// The row of `guides`, as far as it matters here.
struct Held {
    source: String,
    version: u32,
    came: String,
    archived: bool,
}

impl Store {
    /// Saves a draft in place of the one before.
    #[instrument(name = "store.guide.save", skip_all, fields(guide.id = %draft.id))]
    pub async fn save_guide(
        &self,
        draft: GuideDraft<'_>,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<SavedGuide, StoreError> {
        let mut write = self.write().await?;
        write.lock_generation().await?;
        let held = write.held_guide(draft.id).await?;
        let newest = write.newest_of_guide(draft.id).await?;
        // One that was ingested before versions were kept is version 0, and yet is no new one.
        let is_new = held.is_none() && newest == 0;
        if newest != draft.base || draft.base == 0 && !is_new && held.as_ref().is_none_or(|h| h.version > 0) {
            return Ok(if draft.base == 0 {
                SavedGuide::Exists
            } else {
                SavedGuide::Changed(newest)
            });
        }
        write.delete_guide_draft(draft.id).await?;
        let new = GuideVersion {
            id: draft.id.clone(),
            version: newest + 1,
            state: VersionState::Draft,
            origin: Origin::Console,
            of: None,
            title: draft.title.to_owned(),
            text: draft.text.to_owned(),
            note: draft.note.to_owned(),
            by: None,
            created_at: now,
            published_at: None,
        };
        write.insert_guide_version(&new, Some(by)).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(SavedGuide::Saved(newest + 1))
    }

    /// Throws a guide's draft away; false where there is none.
    #[instrument(name = "store.guide.discard", skip_all, fields(guide.id = %id))]
    pub async fn discard_guide_draft(&self, id: &GuideId) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let gone = write.delete_guide_draft(id).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(gone)
    }

    /// Publishes a version: a draft as it is, a past one as a new version with its text. `guide` is what its text says.
    #[instrument(name = "store.guide.publish", skip_all, fields(guide.id = %guide.id, guide.version = version))]
    pub async fn publish_guide(
        &self,
        guide: &Guide,
        version: u32,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<PublishedGuide, StoreError> {
        let id = &guide.id;
        let Some(stored) = self.guide_version(id, version).await? else {
            return Ok(PublishedGuide::Unknown);
        };
        let mut write = self.write().await?;
        let generation = write.lock_generation().await?;
        let held = write.held_guide(id).await?;
        let is_offered = held.as_ref().is_some_and(|h| h.version == version && !h.archived);
        if stored.state == VersionState::Published && is_offered {
            return Ok(PublishedGuide::Version(version));
        }
        let number = match stored.state {
            VersionState::Draft => {
                if !write.delete_guide_draft(id).await? {
                    return Ok(PublishedGuide::Unknown);
                }
                version
            }
            _ => write.newest_of_guide(id).await? + 1,
        };
        let (origin, of) = match number == version {
            true => (stored.origin, None),
            false => (Origin::Rollback, Some(version)),
        };
        let new = GuideVersion {
            version: number,
            state: VersionState::Published,
            origin,
            of,
            title: guide.title.clone(),
            created_at: now,
            published_at: Some(now),
            ..stored
        };
        write.end_published_guide(id).await?;
        write.insert_guide_version(&new, Some(by)).await?;
        let (source, came) = held.map_or_else(|| (CONSOLE.to_owned(), String::new()), |h| (h.source, h.came));
        write.put_guide(guide, number, (&source, &came), now).await?;
        write.set_generation(generation + 1).await?;
        let act = Act {
            by: Some(by),
            act: "guide.published",
            on: id.as_str(),
            detail: serde_json::json!({ "version": number, "of": of }),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(PublishedGuide::Version(number))
    }

    /// Offers a guide to nobody any more; its versions stay, and no ingest of the same file brings it back. False where it is
    /// not offered.
    #[instrument(name = "store.guide.archive", skip_all, fields(guide.id = %id))]
    pub async fn archive_guide(&self, id: &GuideId, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let generation = write.lock_generation().await?;
        let gone = query("UPDATE guides SET archived = 1, updated_at = $2 WHERE id = $1 AND archived = 0")
            .bind(text(id.as_str()).as_ref())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        write.end_published_guide(id).await?;
        write.set_generation(generation + 1).await?;
        let act = Act {
            by: Some(by),
            act: "guide.archived",
            on: id.as_str(),
            detail: serde_json::json!({}),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(true)
    }
}

impl Write {
    /// Publishes a guide of a folder where its file is not as it came last; true where that changed anything.
    pub(crate) async fn bring_guide(
        &mut self,
        file: &GuideFile,
        source: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let GuideFile { guide, text } = file;
        // What it says can change without its file: an article that it names comes or goes.
        let came = format!("{}\n{text}", json("the guide", guide)?);
        let held = self.held_guide(&guide.id).await?;
        if let Some(held) = &held {
            if held.source != source {
                let message = format!(
                    "the guide `{}` comes from another source already; rename one of the two",
                    guide.id
                );
                return Err(StoreError::Conflict(message));
            }
            if held.came == came {
                return Ok(false);
            }
        }
        let number = self.newest_of_guide(&guide.id).await? + 1;
        let new = GuideVersion {
            id: guide.id.clone(),
            version: number,
            state: VersionState::Published,
            origin: Origin::Folder,
            of: None,
            title: guide.title.clone(),
            text: text.clone(),
            note: String::new(),
            by: None,
            created_at: now,
            published_at: Some(now),
        };
        self.end_published_guide(&guide.id).await?;
        self.insert_guide_version(&new, None).await?;
        self.put_guide(guide, number, (source, &came), now).await?;
        Ok(true)
    }

    /// Takes a guide away whose file is gone; its versions stay.
    pub(crate) async fn take_guide_away(&mut self, id: &GuideId) -> Result<(), StoreError> {
        self.end_published_guide(id).await?;
        query("DELETE FROM guides WHERE id = $1")
            .bind(text(id.as_str()).as_ref())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn held_guide(&mut self, id: &GuideId) -> Result<Option<Held>, StoreError> {
        let row = query("SELECT source, version, came, archived FROM guides WHERE id = $1")
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        let held = |row| {
            let columns = Columns::new("guide", row);
            let version: i64 = columns.get("version")?;
            Ok(Held {
                source: columns.get("source")?,
                version: u32::try_from(version).unwrap_or_default(),
                came: columns.get("came")?,
                archived: columns.get::<i64>("archived")? != 0,
            })
        };
        row.as_ref().map(held).transpose()
    }

    async fn newest_of_guide(&mut self, id: &GuideId) -> Result<u32, StoreError> {
        let row = query("SELECT version FROM guide_versions WHERE guide_id = $1 ORDER BY version DESC LIMIT 1")
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        row.map_or(Ok(0), |row| Columns::new("guide version", &row).version("version"))
    }

    async fn delete_guide_draft(&mut self, id: &GuideId) -> Result<bool, StoreError> {
        let gone = query("DELETE FROM guide_versions WHERE guide_id = $1 AND state = 'draft'")
            .bind(text(id.as_str()).as_ref())
            .execute(self.connection())
            .await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn end_published_guide(&mut self, id: &GuideId) -> Result<(), StoreError> {
        query("UPDATE guide_versions SET state = 'past' WHERE guide_id = $1 AND state = 'published'")
            .bind(text(id.as_str()).as_ref())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn insert_guide_version(&mut self, new: &GuideVersion, by: Option<&PersonId>) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO guide_versions (guide_id, version, state, origin, of_version, title, text, note, by_id,
                                        created_at, published_at)
            VALUES                     ($1,       $2,      $3,    $4,     $5,         $6,    $7,   $8,   $9,
                                        $10,        $11)
        ";
        query(sql)
            .bind(key("the guide's id", new.id.as_str())?.as_ref())
            .bind(i64::from(new.version))
            .bind(crate::codec::word("the version's state", &new.state)?)
            .bind(crate::codec::word("the version's origin", &new.origin)?)
            .bind(new.of.map(i64::from))
            .bind(text(&new.title).as_ref())
            .bind(text(&new.text).as_ref())
            .bind(text(&new.note).as_ref())
            .bind(by.map(PersonId::as_str))
            .bind(millis(new.created_at))
            .bind(new.published_at.map(millis))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn put_guide(
        &mut self,
        guide: &Guide,
        version: u32,
        (source, came): (&str, &str),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO guides (id, source, body, version, came, updated_at, archived)
            VALUES             ($1, $2,     $3,   $4,      $5,   $6,         0)
            ON CONFLICT (id)
            DO UPDATE SET body = excluded.body, version = excluded.version, came = excluded.came,
                          updated_at = excluded.updated_at, archived = 0
        ";
        query(sql)
            .bind(key("the guide's id", guide.id.as_str())?.as_ref())
            .bind(text(source).as_ref())
            .bind(json("the guide", guide)?)
            .bind(i64::from(version))
            .bind(text(came).as_ref())
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
