//! Articles, chunks, guides and intents: the truth that the search index is derived from.

use crate::codec::{Columns, text};
use crate::connect::{Dialect, Store};
use crate::error::StoreError;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, query};
use std::collections::HashMap;
use tracing::instrument;
use usher_engine::{Article, ArticleId, Chunk, ChunkId};

/// The row of `meta` that counts changes of the knowledge.
pub(crate) const GENERATION: &str = "knowledge.generation";
/// How many ids one query names.
const IDS_A_QUERY: usize = 200;

/// An article as it was ingested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredArticle {
    /// The article, with the version that the store counts.
    pub article: Article,
    /// What it came from: a folder, a site.
    pub source: String,
    /// Hash of its content, as the ingesting side computed it.
    pub content_hash: String,
    /// When this version was stored.
    pub updated_at: Timestamp,
}

/// What the store holds from one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSummary {
    /// A folder, a site.
    pub source: String,
    /// Articles.
    pub articles: i64,
    /// Their chunks.
    pub chunks: i64,
    /// Guides.
    pub guides: i64,
    /// The newest change.
    pub updated_at: Timestamp,
}

/// All that is published, at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct KnowledgeSnapshot {
    /// Counts the changes.
    pub generation: i64,
    /// Every article.
    pub articles: Vec<Article>,
    /// The ids of all chunks, in order.
    pub chunks: Vec<ChunkId>,
}

impl Store {
    /// Content hash and version of every article of a source, of those that people archived in the console as well: what an
    /// ingest compares with.
    #[instrument(name = "store.article.hashes", skip_all)]
    pub async fn article_hashes(&self, source: &str) -> Result<HashMap<ArticleId, (String, u32)>, StoreError> {
        let sql = "
            SELECT id, content_hash, version
            FROM articles
            WHERE source = $1 AND (deleted_at IS NULL OR archived = 1)
        ";
        let rows = query(sql).bind(text(source).as_ref()).fetch_all(self.reader()).await?;
        let hash = |row| {
            let columns = Columns::new("article", row);
            Ok((
                columns.id("id")?,
                (columns.get("content_hash")?, columns.version("version")?),
            ))
        };
        rows.iter().map(hash).collect()
    }

    /// Counts the changes of the knowledge; an index built at another generation is out of date.
    #[instrument(name = "store.knowledge.generation", skip_all)]
    pub async fn knowledge_generation(&self) -> Result<i64, StoreError> {
        let sql = "SELECT key, value FROM meta WHERE key = $1";
        let row = query(sql).bind(GENERATION).fetch_optional(self.reader()).await?;
        generation(row.as_ref())
    }

    /// An article, if there is one with this id.
    #[instrument(name = "store.article.get", skip_all, fields(article.id = %id))]
    pub async fn article(&self, id: &ArticleId) -> Result<Option<StoredArticle>, StoreError> {
        let sql = "
            SELECT id, source, version, content_hash, body AS article, updated_at
            FROM articles
            WHERE id = $1 AND deleted_at IS NULL
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(StoredArticle::try_from).transpose()
    }

    /// All articles with the ids of their chunks, as they are at one moment: what an index is brought up to.
    #[instrument(name = "store.knowledge.snapshot", skip_all)]
    pub async fn knowledge_snapshot(&self) -> Result<KnowledgeSnapshot, StoreError> {
        let mut tx = match self.dialect() {
            Dialect::Sqlite => self.reader().begin_with("BEGIN").await?,
            Dialect::Postgres => {
                self.reader()
                    .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?
            }
        };
        let sql = "SELECT key, value FROM meta WHERE key = $1";
        let row = query(sql).bind(GENERATION).fetch_optional(&mut *tx).await?;
        let generation = generation(row.as_ref())?;
        let sql = "SELECT id, version, body AS article FROM articles WHERE deleted_at IS NULL";
        let mut articles = Vec::new();
        for row in query(sql).fetch_all(&mut *tx).await? {
            articles.push(article(&Columns::new("article", &row))?);
        }
        let rows = query("SELECT id FROM chunks ORDER BY id").fetch_all(&mut *tx).await?;
        let chunks = rows.iter().map(|row| Columns::new("chunk", row).id("id"));
        Ok(KnowledgeSnapshot {
            generation,
            articles,
            chunks: chunks.collect::<Result<_, _>>()?,
        })
    }

    /// The ids of all chunks, in order.
    #[instrument(name = "store.chunk.ids", skip_all)]
    pub async fn chunk_ids(&self) -> Result<Vec<ChunkId>, StoreError> {
        let rows = query("SELECT id FROM chunks ORDER BY id")
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(|row| Columns::new("chunk", row).id("id")).collect()
    }

    /// The ids of an article's chunks.
    #[instrument(name = "store.chunk.of_article", skip_all, fields(article.id = %article))]
    pub async fn chunks_of(&self, article: &ArticleId) -> Result<Vec<ChunkId>, StoreError> {
        let rows = query("SELECT id FROM chunks WHERE article_id = $1 ORDER BY ordinal")
            .bind(text(article.as_str()).as_ref())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(|row| Columns::new("chunk", row).id("id")).collect()
    }

    /// The chunks with these ids and their articles, in the order asked for; an unknown id is left out.
    #[instrument(name = "store.chunk.get", skip_all, fields(ids = ids.len()))]
    pub async fn chunks(&self, ids: &[ChunkId]) -> Result<Vec<(Article, Chunk)>, StoreError> {
        let mut found = HashMap::with_capacity(ids.len());
        for some in ids.chunks(IDS_A_QUERY) {
            let sql = format!(
                "
                SELECT chunks.id, chunks.body, articles.body AS article, articles.version
                FROM chunks
                JOIN articles ON articles.id = chunks.article_id
                WHERE chunks.id IN ({})
                ",
                placeholders(some.len())
            );
            let named = some.iter().fold(query(AssertSqlSafe(sql)), |query, id| {
                query.bind(text(id.as_str()).into_owned())
            });
            for row in named.fetch_all(self.reader()).await? {
                let (article, chunk) = article_and_chunk(&row)?;
                found.insert(chunk.id.clone(), (article, chunk));
            }
        }
        Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
    }

    /// A page of all chunks with their articles, by id, after the last of the page before.
    #[instrument(name = "store.chunk.page", skip_all)]
    pub async fn all_chunks_page(
        &self,
        after: Option<&ChunkId>,
        limit: i64,
    ) -> Result<Vec<(Article, Chunk)>, StoreError> {
        let sql = "
            SELECT chunks.id, chunks.body, articles.body AS article, articles.version
            FROM chunks
            JOIN articles ON articles.id = chunks.article_id
            WHERE chunks.id > $1
            ORDER BY chunks.id
            LIMIT $2
        ";
        let after = text(after.map_or("", ChunkId::as_str));
        let rows = query(sql)
            .bind(after.as_ref())
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(article_and_chunk).collect()
    }

    /// The intents of each source, as YAML, by source.
    #[instrument(name = "store.intent.list", skip_all)]
    pub async fn intents(&self) -> Result<Vec<(String, String)>, StoreError> {
        let rows = query("SELECT source, yaml FROM intents")
            .fetch_all(self.reader())
            .await?;
        let intents = |row| {
            let columns = Columns::new("intents", row);
            Ok((columns.get("source")?, columns.get("yaml")?))
        };
        let mut intents: Vec<(String, String)> = rows.iter().map(intents).collect::<Result<_, StoreError>>()?;
        intents.sort();
        Ok(intents)
    }

    /// What the store holds from each source, by source; one that nothing is left of is not listed.
    #[instrument(name = "store.source.list", skip_all)]
    pub async fn sources(&self) -> Result<Vec<SourceSummary>, StoreError> {
        let sql = "
            SELECT held.source,
                   (SELECT COUNT(*) FROM articles AS a WHERE a.source = held.source AND a.deleted_at IS NULL) AS articles,
                   (SELECT COUNT(*) FROM chunks AS c JOIN articles AS a ON a.id = c.article_id
                     WHERE a.source = held.source)                                                           AS chunks,
                   (SELECT COUNT(*) FROM guides AS g WHERE g.source = held.source AND g.archived = 0)                           AS guides,
                   (SELECT COUNT(*) FROM intents AS i WHERE i.source = held.source)                          AS intents,
                   MAX(held.changed)                                                                         AS updated_at
            FROM (
                SELECT source, COALESCE(deleted_at, updated_at) AS changed FROM articles
                UNION ALL
                SELECT source, updated_at FROM guides
                UNION ALL
                SELECT source, updated_at FROM intents
            ) AS held
            GROUP BY held.source
        ";
        let mut sources = Vec::new();
        for row in query(sql).fetch_all(self.reader()).await? {
            let columns = Columns::new("source", &row);
            let summary = SourceSummary {
                source: columns.get("source")?,
                articles: columns.get("articles")?,
                chunks: columns.get("chunks")?,
                guides: columns.get("guides")?,
                updated_at: columns.time("updated_at")?,
            };
            if summary.articles + summary.guides + columns.get::<i64>("intents")? > 0 {
                sources.push(summary);
            }
        }
        sources.sort_by(|a, b| a.source.cmp(&b.source));
        Ok(sources)
    }
}

/// `$1, $2, …`
pub(crate) fn placeholders(count: usize) -> String {
    let numbers: Vec<String> = (1..=count).map(|n| format!("${n}")).collect();
    numbers.join(", ")
}

pub(crate) fn generation(row: Option<&AnyRow>) -> Result<i64, StoreError> {
    let columns = Columns::new("meta", row.ok_or(StoreError::NotMigrated)?);
    columns
        .get::<&str>("value")?
        .parse()
        .map_err(|e| columns.corrupt("value", &e))
}

fn article(columns: &Columns<'_>) -> Result<Article, StoreError> {
    Ok(Article {
        version: columns.version("version")?,
        ..columns.json("article")?
    })
}

fn article_and_chunk(row: &AnyRow) -> Result<(Article, Chunk), StoreError> {
    let columns = Columns::new("chunk", row);
    Ok((article(&columns)?, columns.json("body")?))
}

impl TryFrom<&AnyRow> for StoredArticle {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("article", row);
        Ok(Self {
            article: article(&columns)?,
            source: columns.get("source")?,
            content_hash: columns.get("content_hash")?,
            updated_at: columns.time("updated_at")?,
        })
    }
}
