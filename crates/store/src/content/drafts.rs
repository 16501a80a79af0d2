//! Drafts: one an article, saved under a new number each time, so that nobody saves over what they did not see.

use super::edition::{NewVersion, Origin};
use super::versions::VersionState;
use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use sqlx::query;
use tracing::instrument;
use usher_engine::{Article, ArticleId, PersonId};

/// A draft to be saved.
#[derive(Debug, Clone)]
pub struct NewDraft<'a> {
    /// The article as far as the text could be understood.
    pub article: &'a Article,
    /// Markdown with front matter.
    pub text: &'a str,
    /// The newest version that its author saw; 0 for a new article.
    pub base: u32,
    /// Where it comes from.
    pub origin: Origin,
    /// What its author says of it.
    pub note: &'a str,
    /// When it is to be published by itself.
    pub publish_at: Option<Timestamp>,
}

/// What came of saving one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedDraft {
    /// It has this number now.
    Saved(u32),
    /// There is this newer version, which its author did not see.
    Changed(u32),
    /// It was to be a new article, and there is one.
    Exists,
}

/// A draft that is to be published now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDraft {
    /// Of this article.
    pub article: ArticleId,
    /// This version.
    pub version: u32,
}

impl Store {
    /// The texts of all drafts, by article.
    #[instrument(name = "store.draft.list", skip_all)]
    pub async fn drafts(&self) -> Result<Vec<(ArticleId, String)>, StoreError> {
        let sql = "SELECT article_id, text FROM article_versions WHERE state = 'draft' ORDER BY article_id";
        let rows = query(sql).fetch_all(self.reader()).await?;
        let draft = |row| {
            let columns = Columns::new("draft", row);
            Ok((columns.id("article_id")?, columns.get("text")?))
        };
        rows.iter().map(draft).collect()
    }

    /// Saves a draft in place of the one before.
    #[instrument(name = "store.draft.save", skip_all, fields(article.id = %draft.article.id))]
    pub async fn save_draft(
        &self,
        draft: NewDraft<'_>,
        by: &PersonId,
        now: Timestamp,
    ) -> Result<SavedDraft, StoreError> {
        let mut write = self.write().await?;
        write.lock_generation().await?;
        let id = &draft.article.id;
        let held = write.held(id).await?.map_or(0, |held| held.version);
        let newest = write.newest_version(id).await?.max(held);
        if newest != draft.base {
            return Ok(if draft.base == 0 {
                SavedDraft::Exists
            } else {
                SavedDraft::Changed(newest)
            });
        }
        write.delete_draft(id).await?;
        let new = NewVersion {
            version: newest + 1,
            state: VersionState::Draft,
            origin: draft.origin,
            of: None,
            article: draft.article,
            text: draft.text,
            note: draft.note,
            by: Some(by),
            created_at: now,
            publish_at: draft.publish_at,
        };
        write.insert_version(new).await?;
        write.whisper(crate::Whisper::Knowledge);
        write.commit().await?;
        Ok(SavedDraft::Saved(newest + 1))
    }

    /// Throws an article's draft away; false where there is none.
    #[instrument(name = "store.draft.discard", skip_all, fields(article.id = %id))]
    pub async fn discard_draft(&self, id: &ArticleId) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let gone = write.delete_draft(id).await?;
        write.whisper(crate::Whisper::Knowledge);
        write.commit().await?;
        Ok(gone)
    }

    /// Drafts whose time has come.
    #[instrument(name = "store.draft.due", skip_all)]
    pub async fn due_drafts(&self, now: Timestamp) -> Result<Vec<DueDraft>, StoreError> {
        let sql = "
            SELECT article_id, version
            FROM article_versions
            WHERE publish_at IS NOT NULL AND publish_at <= $1 AND state = 'draft'
            ORDER BY publish_at, article_id
        ";
        let rows = query(sql).bind(millis(now)).fetch_all(self.reader()).await?;
        let due = |row| {
            let columns = Columns::new("draft", row);
            Ok(DueDraft {
                article: columns.id("article_id")?,
                version: columns.version("version")?,
            })
        };
        rows.iter().map(due).collect()
    }

    /// A draft that could not be published by itself stays one, and says why.
    #[instrument(name = "store.draft.hold_back", skip_all, fields(article.id = %due.article))]
    pub async fn hold_back(&self, due: &DueDraft, why: &str) -> Result<(), StoreError> {
        let mut write = self.write().await?;
        let sql = "
            UPDATE article_versions
            SET publish_at = NULL, note = $3
            WHERE article_id = $1 AND version = $2 AND state = 'draft'
        ";
        query(sql)
            .bind(text(due.article.as_str()).as_ref())
            .bind(i64::from(due.version))
            .bind(text(why).as_ref())
            .execute(write.connection())
            .await?;
        write.whisper(crate::Whisper::Knowledge);
        write.commit().await
    }
}

impl crate::write::Write {
    pub(super) async fn delete_draft(&mut self, id: &ArticleId) -> Result<bool, StoreError> {
        let gone = query("DELETE FROM article_versions WHERE article_id = $1 AND state = 'draft'")
            .bind(text(id.as_str()).as_ref())
            .execute(self.connection())
            .await?;
        Ok(gone.rows_affected() > 0)
    }
}
