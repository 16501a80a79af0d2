//! The vault: what the index holds, on disk, in transactions (redb). The search engine beside it forgets what it did not
//! flush; the vault does not, so that mending never embeds anything twice.

use super::record::Record;
use crate::error::KnowledgeError;
use redb::{Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, TableDefinition, WriteTransaction};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use usher_engine::{Article, ArticleId, Chunk};

/// Chunk key → record.
const CHUNKS: TableDefinition<u128, &[u8]> = TableDefinition::new("chunks");
/// Chunk key → article id, so that a chunk's article is known without reading the chunk.
const OWNERS: TableDefinition<u128, &str> = TableDefinition::new("owners");
/// Article id → article in JSON.
const ARTICLES: TableDefinition<&str, &[u8]> = TableDefinition::new("articles");
/// Article id → key of the chunk with the questions that lead to it.
const QUESTIONS: TableDefinition<&str, u128> = TableDefinition::new("questions");
/// Stem → number of chunks that hold it.
const STEMS: TableDefinition<&str, u32> = TableDefinition::new("stems");
/// Name → value: `embedder`, `dimensions`, `layout`.
const META: TableDefinition<&str, &str> = TableDefinition::new("meta");

/// Changes whenever what is embedded or how it is laid down changes; another layout is made anew.
const LAYOUT: &str = "2";

/// Pages of the file kept at hand; records are kept decoded besides. redb's own bound is a gigabyte, which an ingest fills.
const CACHE_BYTES: usize = 64 * 1024 * 1024;

pub(super) struct Vault {
    database: Database,
}

/// What a vault was made for.
pub(super) struct Made {
    pub embedder: String,
    pub layout_is_current: bool,
}

/// A set of changes that is applied whole or not at all.
#[derive(Default)]
pub(super) struct Changes<'a> {
    pub articles: Vec<&'a Article>,
    pub records: Vec<(u128, &'a Record)>,
    pub removed: Vec<u128>,
}

impl Vault {
    pub(super) fn open(path: &Path, embedder: &str) -> Result<(Self, Made), KnowledgeError> {
        let opened = Database::builder().set_cache_size(CACHE_BYTES).create(path);
        let database = opened.map_err(|e| match e {
            redb::DatabaseError::DatabaseAlreadyOpen => KnowledgeError::Index(
                "another process has it open; stop it, or let it pick the change up by itself".into(),
            ),
            other => broken(&other),
        })?;
        let vault = Self { database };
        let made = vault.prepare(embedder)?;
        Ok((vault, made))
    }

    fn prepare(&self, embedder: &str) -> Result<Made, KnowledgeError> {
        let write = self.database.begin_write().map_err(|e| broken(&e))?;
        let made = {
            write.open_table(CHUNKS).map_err(|e| broken(&e))?;
            write.open_table(ARTICLES).map_err(|e| broken(&e))?;
            write.open_table(STEMS).map_err(|e| broken(&e))?;
            write.open_table(QUESTIONS).map_err(|e| broken(&e))?;
            let mut meta = write.open_table(META).map_err(|e| broken(&e))?;
            let get = |name: &str| {
                meta.get(name)
                    .map(|v| v.map(|v| v.value().to_owned()))
                    .map_err(|e| broken(&e))
            };
            let (stored, layout) = (get("embedder")?, get("layout")?);
            if stored.is_none() {
                meta.insert("embedder", embedder).map_err(|e| broken(&e))?;
                meta.insert("layout", LAYOUT).map_err(|e| broken(&e))?;
            }
            Made {
                embedder: stored.unwrap_or_else(|| embedder.to_owned()),
                layout_is_current: layout.is_none_or(|l| l == LAYOUT),
            }
        };
        fill_owners(&write)?;
        write.commit().map_err(|e| broken(&e))?;
        Ok(made)
    }

    pub(super) fn apply(&self, changes: &Changes<'_>) -> Result<(), KnowledgeError> {
        let write = self.database.begin_write().map_err(|e| broken(&e))?;
        {
            let mut chunks = write.open_table(CHUNKS).map_err(|e| broken(&e))?;
            let mut articles = write.open_table(ARTICLES).map_err(|e| broken(&e))?;
            let mut stems = write.open_table(STEMS).map_err(|e| broken(&e))?;
            let mut questions = write.open_table(QUESTIONS).map_err(|e| broken(&e))?;
            let mut owners = write.open_table(OWNERS).map_err(|e| broken(&e))?;
            let mut moved: HashMap<String, i64> = HashMap::new();
            for key in &changes.removed {
                owners.remove(key).map_err(|e| broken(&e))?;
                let old = chunks.remove(key).map_err(|e| broken(&e))?;
                if let Some(record) = old.and_then(|bytes| Record::decode(bytes.value(), &|_| String::new())) {
                    let id = record.chunk.article.as_str();
                    let held = questions.get(id).map_err(|e| broken(&e))?.map(|k| k.value());
                    if held == Some(*key) {
                        questions.remove(id).map_err(|e| broken(&e))?;
                    }
                    stems_of(&record)
                        .into_iter()
                        .for_each(|s| *moved.entry(s).or_default() -= 1);
                }
            }
            for (key, record) in &changes.records {
                let bytes = record.encode().map_err(|e| broken(&e))?;
                owners
                    .insert(key, record.chunk.article.as_str())
                    .map_err(|e| broken(&e))?;
                if record.chunk.is_questions() {
                    questions
                        .insert(record.chunk.article.as_str(), key)
                        .map_err(|e| broken(&e))?;
                }
                if chunks.insert(key, bytes.as_slice()).map_err(|e| broken(&e))?.is_none() {
                    stems_of(record)
                        .into_iter()
                        .for_each(|s| *moved.entry(s).or_default() += 1);
                }
            }
            for (stem, by) in moved.into_iter().filter(|(_, by)| *by != 0) {
                let now = stems
                    .get(stem.as_str())
                    .map_err(|e| broken(&e))?
                    .map_or(0, |v| i64::from(v.value()))
                    + by;
                if now > 0 {
                    stems.insert(stem.as_str(), now as u32).map_err(|e| broken(&e))?;
                } else {
                    stems.remove(stem.as_str()).map_err(|e| broken(&e))?;
                }
            }
            for article in &changes.articles {
                let json = serde_json::to_vec(article).map_err(|e| broken(&e))?;
                articles
                    .insert(article.id.as_str(), json.as_slice())
                    .map_err(|e| broken(&e))?;
            }
        }
        write.commit().map_err(|e| broken(&e))
    }

    /// Forgets articles that have no chunks any more.
    pub(super) fn forget_articles(&self, gone: &[ArticleId]) -> Result<(), KnowledgeError> {
        let write = self.database.begin_write().map_err(|e| broken(&e))?;
        {
            let mut articles = write.open_table(ARTICLES).map_err(|e| broken(&e))?;
            for id in gone {
                articles.remove(id.as_str()).map_err(|e| broken(&e))?;
            }
        }
        write.commit().map_err(|e| broken(&e))
    }

    pub(super) fn records(
        &self,
        keys: &[u128],
        title: &dyn Fn(&Chunk) -> String,
    ) -> Result<Vec<Option<Record>>, KnowledgeError> {
        let read = self.database.begin_read().map_err(|e| broken(&e))?;
        let chunks = read.open_table(CHUNKS).map_err(|e| broken(&e))?;
        let one = |key: &u128| {
            let bytes = chunks.get(key).map_err(|e| broken(&e))?;
            Ok(bytes.and_then(|b| Record::decode(b.value(), title)))
        };
        keys.iter().map(one).collect()
    }

    pub(super) fn keys(&self) -> Result<HashSet<u128>, KnowledgeError> {
        let read = self.database.begin_read().map_err(|e| broken(&e))?;
        let chunks = read.open_table(CHUNKS).map_err(|e| broken(&e))?;
        let all = chunks.iter().map_err(|e| broken(&e))?;
        all.map(|entry| entry.map(|(key, _)| key.value()).map_err(|e| broken(&e)))
            .collect()
    }

    pub(super) fn len(&self) -> Result<u64, KnowledgeError> {
        let read = self.database.begin_read().map_err(|e| broken(&e))?;
        read.open_table(CHUNKS)
            .map_err(|e| broken(&e))?
            .len()
            .map_err(|e| broken(&e))
    }

    pub(super) fn articles(&self) -> Result<HashMap<ArticleId, Article>, KnowledgeError> {
        let read = self.database.begin_read().map_err(|e| broken(&e))?;
        let articles = read.open_table(ARTICLES).map_err(|e| broken(&e))?;
        let mut found = HashMap::new();
        for entry in articles.iter().map_err(|e| broken(&e))? {
            let (_, json) = entry.map_err(|e| broken(&e))?;
            let article: Article = serde_json::from_slice(json.value()).map_err(|e| broken(&e))?;
            found.insert(article.id.clone(), article);
        }
        Ok(found)
    }

    /// The article of each chunk.
    pub(super) fn owners(&self) -> Result<Vec<(u128, ArticleId)>, KnowledgeError> {
        let read = self.database.begin_read().map_err(|e| broken(&e))?;
        let owners = read.open_table(OWNERS).map_err(|e| broken(&e))?;
        let all = owners.iter().map_err(|e| broken(&e))?;
        all.map(|e| {
            e.map(|(key, id)| (key.value(), ArticleId::from(id.value())))
                .map_err(|e| broken(&e))
        })
        .collect()
    }

    /// The chunk with the questions of each article that has some.
    pub(super) fn questions(&self) -> Result<HashMap<ArticleId, u128>, KnowledgeError> {
        let read = self.database.begin_read().map_err(|e| broken(&e))?;
        let questions = read.open_table(QUESTIONS).map_err(|e| broken(&e))?;
        let all = questions.iter().map_err(|e| broken(&e))?;
        all.map(|e| {
            e.map(|(id, key)| (ArticleId::from(id.value()), key.value()))
                .map_err(|e| broken(&e))
        })
        .collect()
    }

    pub(super) fn stems(&self) -> Result<HashMap<String, u32>, KnowledgeError> {
        let read = self.database.begin_read().map_err(|e| broken(&e))?;
        let stems = read.open_table(STEMS).map_err(|e| broken(&e))?;
        let all = stems.iter().map_err(|e| broken(&e))?;
        all.map(|e| {
            e.map(|(k, v)| (k.value().to_owned(), v.value()))
                .map_err(|e| broken(&e))
        })
        .collect()
    }
}

/// A vault of a version that did not note owners gets them from its chunks.
fn fill_owners(write: &WriteTransaction) -> Result<(), KnowledgeError> {
    let chunks = write.open_table(CHUNKS).map_err(|e| broken(&e))?;
    let mut owners = write.open_table(OWNERS).map_err(|e| broken(&e))?;
    if owners.len().map_err(|e| broken(&e))? == chunks.len().map_err(|e| broken(&e))? {
        return Ok(());
    }
    for entry in chunks.iter().map_err(|e| broken(&e))? {
        let (key, bytes) = entry.map_err(|e| broken(&e))?;
        if let Some(record) = Record::decode(bytes.value(), &|_| String::new()) {
            owners
                .insert(key.value(), record.chunk.article.as_str())
                .map_err(|e| broken(&e))?;
        }
    }
    Ok(())
}

/// The stems of a record's text, headings included, each once. Questions are nobody's text.
fn stems_of(record: &Record) -> HashSet<String> {
    if record.chunk.is_questions() {
        return HashSet::new();
    }
    let mut stems: HashSet<String> = usher_engine::text::stems(&record.chunk.text()).into_iter().collect();
    record
        .chunk
        .headings
        .iter()
        .for_each(|h| stems.extend(usher_engine::text::stems(h)));
    stems
}

fn broken(error: &dyn std::fmt::Display) -> KnowledgeError {
    KnowledgeError::Index(error.to_string())
}
