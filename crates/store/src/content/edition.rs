//! Putting an article in place: the one way in which something is published.

use super::versions::VersionState;
use crate::codec::{Columns, json, key, millis, text, word};
use crate::error::StoreError;
use crate::knowledge::{GENERATION, generation};
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, query};
use usher_engine::{Article, ArticleId, Chunk, PersonId};

/// Chunks stored by one statement, of four values each: well below the 32,766 that SQLite binds.
const CHUNKS_A_STATEMENT: usize = 100;

/// An article as it is to be published: what it says, and what search makes of it.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The article. Its version is not looked at: the store counts versions.
    pub article: Article,
    /// Hash of what it was read from. What has the same is left untouched.
    pub hash: String,
    /// Its chunks.
    pub chunks: Vec<Chunk>,
    /// Its text: Markdown with front matter.
    pub text: String,
}

/// Where a version came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A folder that was ingested.
    Folder,
    /// A file that was uploaded.
    Upload,
    /// Written in the console.
    Console,
    /// An older version, published again.
    Rollback,
    /// A draft made from questions that found no answer.
    Gap,
    /// A draft made from what a person said in a conversation.
    Answered,
    /// A site that was crawled.
    Crawl,
}

/// How an edition comes in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Coming<'a> {
    /// What holds it, where nothing does yet.
    pub(crate) source: &'a str,
    /// True where an article of another source is not to be touched, nor one that people archived.
    pub(crate) only_own: bool,
    pub(crate) origin: Origin,
    pub(crate) by: Option<&'a PersonId>,
    pub(crate) now: Timestamp,
}

/// The row of `articles`, as far as it matters here.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) source: String,
    pub(crate) hash: String,
    pub(crate) version: u32,
    pub(crate) deleted: bool,
    pub(crate) archived: bool,
}

/// A row of `article_versions` on its way in.
pub(crate) struct NewVersion<'a> {
    pub(crate) version: u32,
    pub(crate) state: VersionState,
    pub(crate) origin: Origin,
    pub(crate) of: Option<u32>,
    pub(crate) article: &'a Article,
    pub(crate) text: &'a str,
    pub(crate) note: &'a str,
    pub(crate) by: Option<&'a PersonId>,
    pub(crate) created_at: Timestamp,
    pub(crate) publish_at: Option<Timestamp>,
}

impl Write {
    /// Two changes of the knowledge come one after the other: the second waits here.
    pub(crate) async fn lock_generation(&mut self) -> Result<i64, StoreError> {
        let sql = "UPDATE meta SET value = value WHERE key = $1 RETURNING key, value";
        let rows = query(sql).bind(GENERATION).fetch_all(self.connection()).await?;
        generation(rows.first())
    }

    pub(crate) async fn set_generation(&mut self, value: i64) -> Result<(), StoreError> {
        query("UPDATE meta SET value = $2 WHERE key = $1")
            .bind(GENERATION)
            .bind(value.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Publishes an edition as the article's next version and returns its number; `None` where nothing changed.
    pub(crate) async fn put(&mut self, edition: &Edition, coming: Coming<'_>) -> Result<Option<u32>, StoreError> {
        let id = &edition.article.id;
        let held = self.held(id).await?;
        if let Some(held) = &held {
            if coming.only_own && !held.deleted && held.source != coming.source {
                let why = format!("the article `{id}` comes from another source already; rename one of the two");
                return Err(StoreError::Conflict(why));
            }
            let same = held.hash == edition.hash;
            if same && (!held.deleted || held.archived && coming.only_own) {
                return Ok(None);
            }
            if held.archived && coming.only_own {
                let why = format!("the article `{id}` was archived in the console; publish it there first");
                return Err(StoreError::Conflict(why));
            }
        }
        let version = 1 + self
            .newest_version(id)
            .await?
            .max(held.as_ref().map_or(0, |h| h.version));
        self.end_published(id).await?;
        let new = NewVersion {
            version,
            state: VersionState::Published,
            origin: coming.origin,
            of: None,
            article: &edition.article,
            text: &edition.text,
            note: "",
            by: coming.by,
            created_at: coming.now,
            publish_at: None,
        };
        self.insert_version(new).await?;
        let source = match &held {
            Some(held) if !coming.only_own => held.source.as_str(),
            _ => coming.source,
        };
        self.put_in_place(edition, version, source, coming.now).await?;
        Ok(Some(version))
    }

    /// What is published of an edition whose version is written down.
    pub(crate) async fn put_in_place(
        &mut self,
        edition: &Edition,
        version: u32,
        source: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO articles (id, source, version, content_hash, body, updated_at, archived)
            VALUES               ($1, $2,     $3,      $4,           $5,   $6,         0)
            ON CONFLICT (id)
            DO UPDATE SET source = excluded.source, version = excluded.version, body = excluded.body,
                          content_hash = excluded.content_hash, updated_at = excluded.updated_at, deleted_at = NULL,
                          archived = 0
        ";
        let article = &edition.article;
        query(sql)
            .bind(key("the article's id", article.id.as_str())?.as_ref())
            .bind(text(source).as_ref())
            .bind(i64::from(version))
            .bind(text(&edition.hash).as_ref())
            .bind(json("the article", article)?)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        self.delete_chunks(&article.id).await?;
        for some in edition.chunks.chunks(CHUNKS_A_STATEMENT) {
            self.insert_chunks(&article.id, some).await?;
        }
        Ok(())
    }

    /// Takes what is published of an article away; its versions stay. False where nothing is published.
    pub(crate) async fn take_away(
        &mut self,
        id: &ArticleId,
        archived: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "
            UPDATE articles
            SET deleted_at = $2, archived = $3
            WHERE id = $1 AND deleted_at IS NULL
        ";
        let taken = query(sql)
            .bind(text(id.as_str()).as_ref())
            .bind(millis(now))
            .bind(i64::from(archived))
            .execute(self.connection())
            .await?;
        if taken.rows_affected() == 0 {
            return Ok(false);
        }
        self.end_published(id).await?;
        self.delete_chunks(id).await?;
        Ok(true)
    }

    /// What stands in `articles`, published or not any more.
    pub(crate) async fn held(&mut self, id: &ArticleId) -> Result<Option<Held>, StoreError> {
        let sql = "SELECT id, source, content_hash, version, deleted_at, archived FROM articles WHERE id = $1";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns::new("article", &row);
        Ok(Some(Held {
            source: columns.get("source")?,
            hash: columns.get("content_hash")?,
            version: columns.version("version")?,
            deleted: columns.get::<Option<i64>>("deleted_at")?.is_some(),
            archived: columns.get::<i64>("archived")? != 0,
        }))
    }

    /// The highest number that a version of it has, 0 where there is none.
    pub(crate) async fn newest_version(&mut self, id: &ArticleId) -> Result<u32, StoreError> {
        let sql = "
            SELECT $1 AS id, COALESCE(MAX(version), 0) AS version
            FROM article_versions
            WHERE article_id = $1
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_one(self.connection())
            .await?;
        Columns::new("article version", &row).version("version")
    }

    pub(crate) async fn insert_version(&mut self, new: NewVersion<'_>) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO article_versions (article_id, version, state, origin, of_version, body, text, note, by_id,
                                          created_at, published_at, publish_at)
            VALUES                       ($1,         $2,      $3,    $4,     $5,         $6,   $7,   $8,   $9,
                                          $10,        $11,          $12)
        ";
        let published_at = (new.state == VersionState::Published).then(|| millis(new.created_at));
        query(sql)
            .bind(key("the article's id", new.article.id.as_str())?.as_ref())
            .bind(i64::from(new.version))
            .bind(word("the version's state", &new.state)?)
            .bind(word("the version's origin", &new.origin)?)
            .bind(new.of.map(i64::from))
            .bind(json("the article", new.article)?)
            .bind(text(new.text).as_ref())
            .bind(text(new.note).as_ref())
            .bind(new.by.map(PersonId::as_str))
            .bind(millis(new.created_at))
            .bind(published_at)
            .bind(new.publish_at.map(millis))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// What was published until now is past.
    pub(crate) async fn end_published(&mut self, id: &ArticleId) -> Result<(), StoreError> {
        query("UPDATE article_versions SET state = 'past' WHERE article_id = $1 AND state = 'published'")
            .bind(text(id.as_str()).as_ref())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn delete_chunks(&mut self, article: &ArticleId) -> Result<(), StoreError> {
        query("DELETE FROM chunks WHERE article_id = $1")
            .bind(text(article.as_str()).as_ref())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn insert_chunks(&mut self, article: &ArticleId, chunks: &[Chunk]) -> Result<(), StoreError> {
        let row = |n: usize| format!("(${}, ${}, ${}, ${})", 4 * n + 1, 4 * n + 2, 4 * n + 3, 4 * n + 4);
        let rows: Vec<String> = (0..chunks.len()).map(row).collect();
        let sql = format!(
            "INSERT INTO chunks (id, article_id, ordinal, body) VALUES {}",
            rows.join(", ")
        );
        let mut insert = query(AssertSqlSafe(sql));
        for chunk in chunks {
            insert = insert
                .bind(key("the chunk's id", chunk.id.as_str())?.into_owned())
                .bind(text(article.as_str()).into_owned())
                .bind(i64::from(chunk.ordinal))
                .bind(json("the chunk", chunk)?);
        }
        insert.execute(self.connection()).await?;
        Ok(())
    }
}
