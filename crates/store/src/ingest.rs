//! Applying what an ingest found, all or nothing.

use crate::codec::{Columns, key, millis, text};
use crate::connect::Store;
use crate::content::{Coming, Edition, Origin};
use crate::error::StoreError;
use crate::guides::GuideFile;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ArticleId, GuideId, PersonId};

/// What an ingest of one source found.
#[derive(Debug, Clone, Default)]
pub struct IngestChanges {
    /// Articles as they are now. One whose hash is stored already is left untouched, and so is one that people archived in the
    /// console while its hash stays the same.
    pub upserts: Vec<Edition>,
    /// Articles of this source that are gone.
    pub deletes: Vec<ArticleId>,
    /// All guides of this source; `None` leaves them as they are. One whose file is as it came last is left as people made it.
    pub guides: Option<Vec<GuideFile>>,
    /// Guides whose files cannot be read: they stay as they are.
    pub broken_guides: Vec<GuideId>,
    /// The intents of this source as YAML, empty for none; `None` leaves them as they are.
    pub intents: Option<String>,
    /// Where the articles come from; a folder unless said otherwise.
    pub origin: Option<Origin>,
    /// Who brings them; `None` for the command line.
    pub by: Option<PersonId>,
}

impl Store {
    /// Applies the changes to one source in one transaction and returns the generation, which is one higher only where
    /// something changed. An article or a guide that another source holds is [`StoreError::Conflict`].
    ///
    /// On SQLite nobody else writes meanwhile, so a large ingest is better applied a few hundred articles at a time: each
    /// article is whole or as it was before, whenever the ingest is interrupted.
    #[instrument(name = "store.knowledge.apply", skip_all, fields(upserts = changes.upserts.len(), deletes = changes.deletes.len()))]
    pub async fn apply_ingest(&self, source: &str, changes: IngestChanges, now: Timestamp) -> Result<i64, StoreError> {
        let source = key("the name of the source", source)?;
        let mut ingest = Ingest {
            write: self.write().await?,
            source: &source,
            now: millis(now),
            changed: false,
        };
        let before = ingest.write.lock_generation().await?;
        let coming = Coming {
            source: &source,
            only_own: true,
            origin: changes.origin.unwrap_or(Origin::Folder),
            by: changes.by.as_ref(),
            now,
        };
        for edition in &changes.upserts {
            ingest.changed |= ingest.write.put(edition, coming).await?.is_some();
        }
        for id in &changes.deletes {
            ingest.delete_article(id, now).await?;
        }
        if let Some(guides) = &changes.guides {
            ingest.replace_guides(guides, &changes.broken_guides, now).await?;
        }
        if let Some(yaml) = &changes.intents {
            ingest.replace_intents(yaml).await?;
        }
        if !ingest.changed {
            return Ok(before);
        }
        ingest.write.set_generation(before + 1).await?;
        ingest.write.whisper(Whisper::Knowledge);
        ingest.write.commit().await?;
        Ok(before + 1)
    }
}

/// An ingest being applied.
struct Ingest<'a> {
    write: Write,
    source: &'a str,
    now: i64,
    changed: bool,
}

impl Ingest<'_> {
    async fn delete_article(&mut self, id: &ArticleId, now: Timestamp) -> Result<(), StoreError> {
        let held = self.write.held(id).await?;
        if held.is_some_and(|held| held.source == self.source && !held.deleted) {
            self.changed |= self.write.take_away(id, false, now).await?;
        }
        Ok(())
    }

    async fn replace_guides(
        &mut self,
        guides: &[GuideFile],
        broken: &[GuideId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "SELECT id FROM guides WHERE source = $1";
        let rows = query(sql).bind(self.source).fetch_all(self.write.connection()).await?;
        let held = |row| Columns::new("guide", row).id("id");
        let mut gone: Vec<GuideId> = rows.iter().map(held).collect::<Result<_, StoreError>>()?;
        gone.retain(|id| !broken.contains(id));
        for file in guides {
            gone.retain(|id| *id != file.guide.id);
            self.changed |= self.write.bring_guide(file, self.source, now).await?;
        }
        for id in &gone {
            self.write.take_guide_away(id).await?;
            self.changed = true;
        }
        Ok(())
    }

    async fn replace_intents(&mut self, yaml: &str) -> Result<(), StoreError> {
        let yaml = text(yaml);
        let changed = if yaml.trim().is_empty() {
            query("DELETE FROM intents WHERE source = $1")
                .bind(self.source)
                .execute(self.write.connection())
                .await?
        } else {
            let sql = "
                INSERT INTO intents (source, yaml, updated_at)
                VALUES              ($1,     $2,   $3)
                ON CONFLICT (source)
                DO UPDATE SET yaml = excluded.yaml, updated_at = excluded.updated_at
                WHERE intents.yaml <> excluded.yaml
            ";
            let yaml = yaml.as_ref();
            query(sql)
                .bind(self.source)
                .bind(yaml)
                .bind(self.now)
                .execute(self.write.connection())
                .await?
        };
        self.changed |= changed.rows_affected() > 0;
        Ok(())
    }
}
