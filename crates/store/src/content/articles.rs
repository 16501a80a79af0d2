//! The list of articles.

use crate::codec::{Columns, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::query;
use std::collections::HashMap;
use tracing::instrument;
use usher_engine::{Article, ArticleId, PersonRef};

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArticleState {
    /// Replies quote it.
    Published,
    /// It was never published.
    Draft,
    /// It was published and is not any more.
    Archived,
}

/// An article as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleRow {
    /// What is published, or else the newest that there is.
    pub article: Article,
    /// Where it came from.
    pub source: String,
    /// Where it stands.
    pub state: ArticleState,
    /// The published version.
    pub version: Option<u32>,
    /// The draft.
    pub draft: Option<u32>,
    /// When the draft is published by itself.
    pub publish_at: Option<Timestamp>,
    /// Chunks that search finds.
    pub chunks: i64,
    /// The newest change.
    pub updated_at: Timestamp,
    /// Whose change that was; `None` for an ingest.
    pub by: Option<PersonRef>,
}

/// Which articles.
#[derive(Debug, Clone, Default)]
pub struct ArticleFilter {
    /// Words; each in title, id or product area, without case.
    pub words: Vec<String>,
    /// Those that stand so.
    pub state: Option<ArticleState>,
    /// Those from there.
    pub source: Option<String>,
    /// Those after this one in the order of titles.
    pub after: Option<String>,
    /// At most so many.
    pub limit: usize,
}

/// A part of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticlesPage {
    /// By title.
    pub articles: Vec<ArticleRow>,
    /// The `after` of the next part; `None` at the end.
    pub next: Option<String>,
    /// How many the filter lets through.
    pub total: usize,
    /// All sources that there are.
    pub sources: Vec<String>,
}

const SELECT: &str = "
    SELECT ids.id, a.source, a.version, a.body, a.updated_at, a.deleted_at,
           d.version AS draft, d.body AS draft_body, d.created_at AS draft_at, d.publish_at,
           p.created_at AS written_at,
           COALESCE(d.by_id, p.by_id) AS by_id, people.name AS by_name
    FROM (SELECT id FROM articles UNION SELECT article_id AS id FROM article_versions) AS ids
    LEFT JOIN articles         AS a ON a.id = ids.id
    LEFT JOIN article_versions AS d ON d.article_id = ids.id AND d.state = 'draft'
    LEFT JOIN article_versions AS p ON p.article_id = ids.id AND p.state = 'published'
    LEFT JOIN people                ON people.id = COALESCE(d.by_id, p.by_id)
    WHERE (a.id IS NOT NULL OR d.version IS NOT NULL) AND ($1 = '' OR ids.id = $1)
";

impl Store {
    /// A part of the articles, by title.
    #[instrument(name = "store.article.list", skip_all)]
    pub async fn articles(&self, filter: &ArticleFilter) -> Result<ArticlesPage, StoreError> {
        let mut all = self.article_rows("").await?;
        // Not in SQL: databases differ in how they order and fold text.
        all.sort_by_cached_key(sort_key);
        let mut sources: Vec<String> = all.iter().map(|row| row.source.clone()).collect();
        sources.sort();
        sources.dedup();
        all.retain(|row| filter.lets_through(row));
        let total = all.len();
        if let Some(after) = &filter.after {
            all.retain(|row| joined(&sort_key(row)) > *after);
        }
        let more = all.len() > filter.limit;
        all.truncate(filter.limit);
        let next = all.last().filter(|_| more).map(|row| joined(&sort_key(row)));
        Ok(ArticlesPage {
            articles: all,
            next,
            total,
            sources,
        })
    }

    /// One of them.
    #[instrument(name = "store.article.row", skip_all, fields(article.id = %id))]
    pub async fn article_row(&self, id: &ArticleId) -> Result<Option<ArticleRow>, StoreError> {
        if id.as_str().is_empty() {
            return Ok(None);
        }
        Ok(self.article_rows(id.as_str()).await?.into_iter().next())
    }

    async fn article_rows(&self, id: &str) -> Result<Vec<ArticleRow>, StoreError> {
        let sql = "
            SELECT article_id, COUNT(*) AS chunks
            FROM chunks
            WHERE $1 = '' OR article_id = $1
            GROUP BY article_id
        ";
        let mut chunks: HashMap<String, i64> = HashMap::new();
        for row in query(sql).bind(text(id).as_ref()).fetch_all(self.reader()).await? {
            let columns = Columns::new("chunks", &row);
            chunks.insert(columns.get("article_id")?, columns.get("chunks")?);
        }
        let rows = query(SELECT).bind(text(id).as_ref()).fetch_all(self.reader()).await?;
        rows.iter().map(|row| article_row(row, &chunks)).collect()
    }
}

fn article_row(row: &AnyRow, chunks: &HashMap<String, i64>) -> Result<ArticleRow, StoreError> {
    let columns = Columns::new("article", row);
    let id: String = columns.get("id")?;
    let draft = columns.get::<Option<i64>>("draft")?.and_then(|v| u32::try_from(v).ok());
    let is_held = columns.get::<Option<&str>>("source")?.is_some();
    let deleted = columns.get::<Option<i64>>("deleted_at")?.is_some();
    let state = match (is_held, deleted) {
        (true, false) => ArticleState::Published,
        (true, true) => ArticleState::Archived,
        (false, _) => ArticleState::Draft,
    };
    let published_at = columns.maybe_time(if deleted { "deleted_at" } else { "updated_at" })?;
    let drafted_at = columns.maybe_time("draft_at")?;
    let article: Article = columns.json(if is_held { "body" } else { "draft_body" })?;
    Ok(ArticleRow {
        article: Article {
            id: ArticleId::from(id.as_str()),
            ..article
        },
        source: columns
            .get::<Option<String>>("source")?
            .unwrap_or_else(|| super::publish::CONSOLE.to_owned()),
        state,
        version: match state {
            ArticleState::Published => Some(columns.version("version")?),
            _ => None,
        },
        draft,
        publish_at: columns.maybe_time("publish_at")?,
        chunks: chunks.get(&id).copied().unwrap_or(0),
        updated_at: drafted_at.max(published_at).unwrap_or_default(),
        by: columns.person("by_id", "by_name")?,
    })
}

impl ArticleFilter {
    fn lets_through(&self, row: &ArticleRow) -> bool {
        let area = row.article.product_area.as_deref().unwrap_or_default();
        let words = format!("{} {} {area}", row.article.title, row.article.id).to_lowercase();
        self.state.is_none_or(|state| row.state == state)
            && self.source.as_ref().is_none_or(|source| row.source == *source)
            && self.words.iter().all(|word| words.contains(&word.to_lowercase()))
    }
}

fn sort_key(row: &ArticleRow) -> (String, String) {
    (row.article.title.to_lowercase(), row.article.id.to_string())
}

fn joined((title, id): &(String, String)) -> String {
    format!("{title}\n{id}")
}
