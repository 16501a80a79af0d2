//! Applying what an ingest found, all or nothing.

use crate::codec::{Columns, json, key, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::knowledge::{GENERATION, generation};
use crate::write::Write;
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, query};
use std::collections::{BTreeMap, HashMap};
use tracing::instrument;
use usher_engine::{Article, ArticleId, Chunk, Guide};

/// Chunks stored by one statement, of four values each: well below the 32,766 that SQLite binds.
const CHUNKS_A_STATEMENT: usize = 100;

/// What an ingest of one source found.
#[derive(Debug, Clone, Default)]
pub struct IngestChanges {
    /// Articles with the hash of their content and their chunks. One whose hash is stored already is left untouched, and
    /// the version that it carries is not looked at: the store counts versions.
    pub upserts: Vec<(Article, String, Vec<Chunk>)>,
    /// Articles of this source that are gone.
    pub deletes: Vec<ArticleId>,
    /// All guides of this source; `None` leaves them as they are.
    pub guides: Option<Vec<Guide>>,
    /// The intents of this source as YAML, empty for none; `None` leaves them as they are.
    pub intents: Option<String>,
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
        let before = ingest.lock_generation().await?;
        ingest.upsert_articles(changes.upserts).await?;
        ingest.delete_articles(&changes.deletes).await?;
        if let Some(guides) = &changes.guides {
            ingest.replace_guides(guides).await?;
        }
        if let Some(yaml) = &changes.intents {
            ingest.replace_intents(yaml).await?;
        }
        if !ingest.changed {
            return Ok(before);
        }
        ingest.set_generation(before + 1).await?;
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
    /// Two ingests come one after the other: the second waits here.
    async fn lock_generation(&mut self) -> Result<i64, StoreError> {
        let sql = "UPDATE meta SET value = value WHERE key = $1 RETURNING key, value";
        let rows = query(sql).bind(GENERATION).fetch_all(self.write.connection()).await?;
        generation(rows.first())
    }

    async fn set_generation(&mut self, value: i64) -> Result<(), StoreError> {
        let sql = "UPDATE meta SET value = $2 WHERE key = $1";
        query(sql)
            .bind(GENERATION)
            .bind(value.to_string())
            .execute(self.write.connection())
            .await?;
        Ok(())
    }

    async fn upsert_articles(&mut self, upserts: Vec<(Article, String, Vec<Chunk>)>) -> Result<(), StoreError> {
        let stored = self.hashes().await?;
        for (article, hash, chunks) in upserts {
            if stored.get(article.id.as_str()) != Some(&hash) {
                self.upsert_article(&article, &hash).await?;
                self.delete_chunks(&article.id).await?;
                for some in chunks.chunks(CHUNKS_A_STATEMENT) {
                    self.insert_chunks(&article.id, some).await?;
                }
                self.changed = true;
            }
        }
        Ok(())
    }

    async fn hashes(&mut self) -> Result<HashMap<String, String>, StoreError> {
        let sql = "
            SELECT id, content_hash
            FROM articles
            WHERE source = $1 AND deleted_at IS NULL
        ";
        let rows = query(sql).bind(self.source).fetch_all(self.write.connection()).await?;
        let hash = |row| {
            let columns = Columns::new("article", row);
            Ok((columns.get("id")?, columns.get("content_hash")?))
        };
        rows.iter().map(hash).collect()
    }

    async fn upsert_article(&mut self, article: &Article, hash: &str) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO articles (id, source, version, content_hash, body, updated_at)
            VALUES               ($1, $2,     1,       $3,           $4,   $5)
            ON CONFLICT (id)
            DO UPDATE SET source = excluded.source, version = articles.version + 1, body = excluded.body,
                          content_hash = excluded.content_hash, updated_at = excluded.updated_at, deleted_at = NULL
            WHERE articles.source = excluded.source OR articles.deleted_at IS NOT NULL
        ";
        let stored = query(sql)
            .bind(key("the article's id", article.id.as_str())?.as_ref())
            .bind(self.source)
            .bind(text(hash).as_ref())
            .bind(json("the article", article)?)
            .bind(self.now)
            .execute(self.write.connection())
            .await?;
        if stored.rows_affected() == 0 {
            let message = format!(
                "the article `{}` comes from another source already; rename one of the two",
                article.id
            );
            return Err(StoreError::Conflict(message));
        }
        Ok(())
    }

    async fn delete_chunks(&mut self, article: &ArticleId) -> Result<(), StoreError> {
        let sql = "DELETE FROM chunks WHERE article_id = $1";
        query(sql)
            .bind(text(article.as_str()).as_ref())
            .execute(self.write.connection())
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
        insert.execute(self.write.connection()).await?;
        Ok(())
    }

    async fn delete_articles(&mut self, articles: &[ArticleId]) -> Result<(), StoreError> {
        let sql = "
            UPDATE articles
            SET deleted_at = $3
            WHERE id = $1 AND source = $2 AND deleted_at IS NULL
        ";
        for id in articles {
            let deleted = query(sql)
                .bind(text(id.as_str()).as_ref())
                .bind(self.source)
                .bind(self.now)
                .execute(self.write.connection())
                .await?;
            if deleted.rows_affected() > 0 {
                self.delete_chunks(id).await?;
                self.changed = true;
            }
        }
        Ok(())
    }

    async fn replace_guides(&mut self, guides: &[Guide]) -> Result<(), StoreError> {
        let sql = "SELECT id, body FROM guides WHERE source = $1";
        let mut stored = BTreeMap::new();
        for row in query(sql).bind(self.source).fetch_all(self.write.connection()).await? {
            let columns = Columns::new("guide", &row);
            stored.insert(columns.get::<String>("id")?, columns.get::<String>("body")?);
        }
        for guide in guides {
            let body = json("the guide", guide)?;
            if stored.remove(guide.id.as_str()).as_ref() != Some(&body) {
                self.upsert_guide(guide, body).await?;
            }
        }
        for gone in stored.keys() {
            let sql = "DELETE FROM guides WHERE id = $1";
            query(sql).bind(gone).execute(self.write.connection()).await?;
            self.changed = true;
        }
        Ok(())
    }

    async fn upsert_guide(&mut self, guide: &Guide, body: String) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO guides (id, source, body, updated_at)
            VALUES             ($1, $2,     $3,   $4)
            ON CONFLICT (id)
            DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
            WHERE guides.source = excluded.source
        ";
        let stored = query(sql)
            .bind(key("the guide's id", guide.id.as_str())?.as_ref())
            .bind(self.source)
            .bind(body)
            .bind(self.now)
            .execute(self.write.connection())
            .await?;
        if stored.rows_affected() == 0 {
            let message = format!(
                "the guide `{}` comes from another source already; rename one of the two",
                guide.id
            );
            return Err(StoreError::Conflict(message));
        }
        self.changed = true;
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
