//! Guides and their versions.

mod change;

pub use change::{GuideDraft, GuideFile, PublishedGuide, SavedGuide};

use crate::codec::{Columns, text};
use crate::connect::Store;
use crate::content::{Origin, VersionState};
use crate::error::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{Guide, GuideId, PersonRef};

/// Where a guide stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuideState {
    /// It is offered.
    Published,
    /// It was never published.
    Draft,
    /// It is offered no more.
    Archived,
}

/// A guide in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideRow {
    /// Identifier.
    pub id: GuideId,
    /// `console`, or the folder that it came from.
    pub source: String,
    /// Where it stands.
    pub state: GuideState,
    /// The published version; `None` also for one that was ingested before versions were kept.
    pub version: Option<u32>,
    /// The version that is being written.
    pub draft: Option<u32>,
    /// What is published, or was last.
    pub guide: Option<Guide>,
    /// The title of the published one, otherwise of the draft.
    pub title: String,
    /// The newest change.
    pub updated_at: Timestamp,
    /// Whose; `None` for an ingest.
    pub by: Option<PersonRef>,
}

/// A version of a guide.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideVersion {
    /// Of this guide.
    pub id: GuideId,
    /// From 1.
    pub version: u32,
    /// Where it stands.
    pub state: VersionState,
    /// Where it came from.
    pub origin: Origin,
    /// The version whose text it is, where it was rolled back to.
    pub of: Option<u32>,
    /// Its title, as far as the text could be understood.
    pub title: String,
    /// YAML; empty in lists.
    pub text: String,
    /// What its author said of it.
    pub note: String,
    /// Who wrote or published it; `None` for an ingest.
    pub by: Option<PersonRef>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

impl Store {
    /// All guides that are offered, by id.
    #[instrument(name = "store.guide.published", skip_all)]
    pub async fn guides(&self) -> Result<Vec<Guide>, StoreError> {
        let rows = query("SELECT id, body FROM guides WHERE archived = 0")
            .fetch_all(self.reader())
            .await?;
        let guide = |row| Columns::new("guide", row).json("body");
        let mut guides: Vec<Guide> = rows.iter().map(guide).collect::<Result<_, StoreError>>()?;
        guides.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(guides)
    }

    /// All guides, those that are written or were archived among them, by id.
    #[instrument(name = "store.guide.list", skip_all)]
    pub async fn guide_rows(&self) -> Result<Vec<GuideRow>, StoreError> {
        self.guide_rows_of("").await
    }

    /// One of them.
    #[instrument(name = "store.guide.get", skip_all, fields(guide.id = %id))]
    pub async fn guide_row(&self, id: &GuideId) -> Result<Option<GuideRow>, StoreError> {
        Ok(match id.as_str() {
            "" => None,
            id => self.guide_rows_of(id).await?.pop(),
        })
    }

    async fn guide_rows_of(&self, id: &str) -> Result<Vec<GuideRow>, StoreError> {
        let sql = "
            SELECT ids.id, g.source, g.body, g.version, g.archived, d.version AS draft, d.title AS draft_title,
                   g.updated_at, d.created_at AS drafted_at, COALESCE(d.by_id, p.by_id) AS by_id, people.name AS by_name
            FROM (SELECT id FROM guides UNION SELECT guide_id FROM guide_versions WHERE state = 'draft') AS ids
            LEFT JOIN guides         AS g ON g.id = ids.id
            LEFT JOIN guide_versions AS d ON d.guide_id = ids.id AND d.state = 'draft'
            LEFT JOIN guide_versions AS p ON p.guide_id = ids.id AND p.version = g.version
            LEFT JOIN people              ON people.id = COALESCE(d.by_id, p.by_id)
            WHERE $1 = '' OR ids.id = $1
            ORDER BY ids.id
        ";
        let rows = query(sql).bind(text(id).as_ref()).fetch_all(self.reader()).await?;
        rows.iter().map(GuideRow::try_from).collect()
    }

    /// The versions of a guide, newest first, without their texts.
    #[instrument(name = "store.guide.versions", skip_all, fields(guide.id = %id))]
    pub async fn guide_versions(&self, id: &GuideId) -> Result<Vec<GuideVersion>, StoreError> {
        let sql = "
            SELECT v.guide_id, v.version, v.state, v.origin, v.of_version, v.title, '' AS text, v.note, v.by_id,
                   people.name AS by_name, v.created_at, v.published_at
            FROM guide_versions AS v
            LEFT JOIN people ON people.id = v.by_id
            WHERE v.guide_id = $1
            ORDER BY v.version DESC
        ";
        let rows = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(GuideVersion::try_from).collect()
    }

    /// One version with its text.
    #[instrument(name = "store.guide.version", skip_all, fields(guide.id = %id, guide.version = version))]
    pub async fn guide_version(&self, id: &GuideId, version: u32) -> Result<Option<GuideVersion>, StoreError> {
        let sql = "
            SELECT v.guide_id, v.version, v.state, v.origin, v.of_version, v.title, v.text, v.note, v.by_id,
                   people.name AS by_name, v.created_at, v.published_at
            FROM guide_versions AS v
            LEFT JOIN people ON people.id = v.by_id
            WHERE v.guide_id = $1 AND v.version = $2
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .bind(i64::from(version))
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(GuideVersion::try_from).transpose()
    }
}

impl TryFrom<&AnyRow> for GuideRow {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("guide", row);
        let body: Option<String> = columns.get("body")?;
        let guide: Option<Guide> = body
            .map(|body| serde_json::from_str(&body).map_err(|e| columns.corrupt("body", &e)))
            .transpose()?;
        let number = |name| -> Result<Option<u32>, StoreError> {
            let number: Option<i64> = columns.get(name)?;
            Ok(number.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0))
        };
        let archived: Option<i64> = columns.get("archived")?;
        let state = match archived {
            None => GuideState::Draft,
            Some(0) => GuideState::Published,
            Some(_) => GuideState::Archived,
        };
        let title: Option<String> = columns.get("draft_title")?;
        let (updated, drafted) = (columns.maybe_time("updated_at")?, columns.maybe_time("drafted_at")?);
        Ok(Self {
            id: columns.id("id")?,
            source: columns
                .get::<Option<String>>("source")?
                .unwrap_or_else(|| "console".into()),
            state,
            version: number("version")?.filter(|_| state == GuideState::Published),
            draft: number("draft")?,
            title: guide.as_ref().map(|g| g.title.clone()).or(title).unwrap_or_default(),
            guide,
            updated_at: updated.max(drafted).unwrap_or(Timestamp::UNIX_EPOCH),
            by: columns.person("by_id", "by_name")?,
        })
    }
}

impl TryFrom<&AnyRow> for GuideVersion {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("guide version", row);
        let of: Option<i64> = columns.get("of_version")?;
        Ok(Self {
            id: columns.id("guide_id")?,
            version: columns.version("version")?,
            state: columns.word("state")?,
            origin: columns.word("origin")?,
            of: of.and_then(|n| u32::try_from(n).ok()),
            title: columns.get("title")?,
            text: columns.get("text")?,
            note: columns.get("note")?,
            by: columns.person("by_id", "by_name")?,
            created_at: columns.time("created_at")?,
            published_at: columns.maybe_time("published_at")?,
        })
    }
}
