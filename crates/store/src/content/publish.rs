//! Publishing, rolling back, archiving.

use super::edition::{Edition, NewVersion, Origin};
use super::versions::VersionState;
use crate::audit::Act;
use crate::codec::{millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::json;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ArticleId, PersonId};

/// What holds an article that was first written or uploaded in the console.
pub(super) const CONSOLE: &str = "console";

/// What came of publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// This version is published now.
    Version(u32),
    /// There is no such version.
    Unknown,
    /// A draft that was written on an older text than this version, which is published.
    Outdated(u32),
}

impl Store {
    /// Publishes a version: a draft as it is, a past one as a new version with its text. What is published already stays so.
    /// `edition` is what the version's text became.
    #[instrument(name = "store.version.publish", skip_all, fields(article.id = %edition.article.id, article.version = version))]
    pub async fn publish_version(
        &self,
        edition: &Edition,
        version: u32,
        by: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<Published, StoreError> {
        let id = &edition.article.id;
        let Some(stored) = self.version(id, version).await? else {
            return Ok(Published::Unknown);
        };
        let mut write = self.write().await?;
        let generation = write.lock_generation().await?;
        let held = write.held(id).await?;
        let current = held.as_ref().filter(|h| !h.deleted).map(|h| h.version);
        let number = match stored.state {
            VersionState::Published if current == Some(version) => return Ok(Published::Version(version)),
            VersionState::Draft => match held.as_ref().map(|h| h.version) {
                Some(newer) if newer > version => return Ok(Published::Outdated(newer)),
                _ if !write.publish_draft(id, version, now).await? => return Ok(Published::Unknown),
                _ => version,
            },
            _ => {
                let newest = write.newest_version(id).await?;
                let number = 1 + newest.max(held.as_ref().map_or(0, |h| h.version));
                write.end_published(id).await?;
                let again = NewVersion {
                    version: number,
                    state: VersionState::Published,
                    origin: Origin::Rollback,
                    of: Some(version),
                    article: &edition.article,
                    text: &stored.text,
                    note: "",
                    by,
                    created_at: now,
                    publish_at: None,
                };
                write.insert_version(again).await?;
                number
            }
        };
        // The hash stays that of what was ingested last, so that an ingest of the same file leaves this one alone.
        let (source, hash) = match held {
            Some(held) => (held.source, held.hash),
            None => (CONSOLE.to_owned(), edition.hash.clone()),
        };
        let edition = Edition {
            hash,
            ..edition.clone()
        };
        write.put_in_place(&edition, number, &source, now).await?;
        write.set_generation(generation + 1).await?;
        let act = Act {
            by,
            act: "article.published",
            on: id.as_str(),
            detail: json!({ "version": number, "of": (number != version).then_some(version) }),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(Published::Version(number))
    }

    /// Takes an article out of what is answered from; its versions stay, and no ingest brings it back. False where nothing
    /// is published under this id.
    #[instrument(name = "store.article.archive", skip_all, fields(article.id = %id))]
    pub async fn archive(&self, id: &ArticleId, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let generation = write.lock_generation().await?;
        if !write.take_away(id, true, now).await? {
            return Ok(false);
        }
        write.set_generation(generation + 1).await?;
        let act = Act {
            by: Some(by),
            act: "article.archived",
            on: id.as_str(),
            detail: json!({}),
        };
        write.audit(act, now).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(true)
    }
}

impl Write {
    /// False where the draft is gone meanwhile.
    async fn publish_draft(&mut self, id: &ArticleId, version: u32, now: Timestamp) -> Result<bool, StoreError> {
        self.end_published(id).await?;
        let sql = "
            UPDATE article_versions
            SET state = 'published', published_at = $3, publish_at = NULL
            WHERE article_id = $1 AND version = $2 AND state = 'draft'
        ";
        let published = query(sql)
            .bind(text(id.as_str()).as_ref())
            .bind(i64::from(version))
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(published.rows_affected() > 0)
    }
}
