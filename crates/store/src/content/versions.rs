//! The versions of an article.

use super::edition::Origin;
use crate::codec::{Columns, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{Article, ArticleId, PersonRef};

/// What became of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    /// Being written; replies know nothing of it.
    Draft,
    /// What replies quote.
    Published,
    /// What replies quoted.
    Past,
}

/// A version of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number.
    pub version: u32,
    /// What became of it.
    pub state: VersionState,
    /// Where it came from.
    pub origin: Origin,
    /// The version that was published again.
    pub of: Option<u32>,
    /// The article as it was understood; of a draft that cannot be read, its id and what was read before.
    pub article: Article,
    /// Markdown with front matter; empty in a list.
    pub text: String,
    /// What its author said of it.
    pub note: String,
    /// Who wrote or published it; `None` for an ingest.
    pub by: Option<PersonRef>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When it is published by itself.
    pub publish_at: Option<Timestamp>,
}

impl Store {
    /// The versions of an article, newest first, without their texts; empty where there is no such article.
    #[instrument(name = "store.version.list", skip_all, fields(article.id = %id))]
    pub async fn versions(&self, id: &ArticleId) -> Result<Vec<Version>, StoreError> {
        let sql = "
            SELECT v.article_id, v.version, v.state, v.origin, v.of_version, v.body, '' AS text, v.note, v.by_id,
                   people.name AS by_name, v.created_at, v.published_at, v.publish_at
            FROM article_versions AS v
            LEFT JOIN people ON people.id = v.by_id
            WHERE v.article_id = $1
            ORDER BY v.version DESC
        ";
        let rows = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(Version::try_from).collect()
    }

    /// One version with its text.
    #[instrument(name = "store.version.get", skip_all, fields(article.id = %id, article.version = version))]
    pub async fn version(&self, id: &ArticleId, version: u32) -> Result<Option<Version>, StoreError> {
        let sql = "
            SELECT v.article_id, v.version, v.state, v.origin, v.of_version, v.body, v.text, v.note, v.by_id,
                   people.name AS by_name, v.created_at, v.published_at, v.publish_at
            FROM article_versions AS v
            LEFT JOIN people ON people.id = v.by_id
            WHERE v.article_id = $1 AND v.version = $2
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .bind(i64::from(version))
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Version::try_from).transpose()
    }
}

impl TryFrom<&AnyRow> for Version {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("article version", row);
        let version = columns.version("version")?;
        let of: Option<i64> = columns.get("of_version")?;
        Ok(Self {
            version,
            state: columns.word("state")?,
            origin: columns.word("origin")?,
            of: of.and_then(|of| u32::try_from(of).ok()),
            article: Article {
                version,
                ..columns.json("body")?
            },
            text: columns.get("text")?,
            note: columns.get("note")?,
            by: columns.person("by_id", "by_name")?,
            created_at: columns.time("created_at")?,
            published_at: columns.maybe_time("published_at")?,
            publish_at: columns.maybe_time("publish_at")?,
        })
    }
}
