//! The embedded index: a search engine for speed, a vault for truth, both derived from the database.
//!
//! Lock order, wherever both are taken: `state`, then the vault's own transaction. `state` is never held while embedding.

mod copy;
mod edge;
mod flat;
mod record;
mod search;
mod sync;
#[cfg(test)]
mod tests;
mod vault;

pub use sync::{Embedded, Progress, SyncPlan};

use crate::error::KnowledgeError;
use edge::Edge;
use flat::{Flat, Point};
use quick_cache::sync::Cache;
use record::Record;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock, RwLock};
use usher_engine::{Article, ArticleId, Audience, ChunkId, Embedder, Rows};
use vault::Vault;

/// The vault's file in the folder of an index.
const VAULT: &str = "vault.redb";
/// Records kept decoded; about 20 KB each.
const CACHED_RECORDS: usize = 16_384;
/// The niceness of threads that give way: a tenth of what others get, where there is not enough for all. With less, adding
/// would not come to an end on a machine that always has something to do.
const GIVES_WAY: i32 = 10;
/// The low bits of a point's key say which part of its chunk it is.
const PART_BITS: u32 = 6;
/// The most parts of a chunk that are embedded.
const MAX_PARTS: usize = 1 << PART_BITS;

/// The index of one data folder. One process has it open at a time.
pub struct Index {
    embedder: Arc<dyn Embedder>,
    edge: Edge,
    vault: Vault,
    cache: Cache<u128, Arc<Record>>,
    /// Replaced whole; a search goes by the one that it began with.
    state: RwLock<Arc<State>>,
    /// Embeds what is added, once [`Index::give_way`] was called.
    behind: OnceLock<rayon::ThreadPool>,
}

/// What searching needs at hand.
#[derive(Default)]
struct State {
    articles: HashMap<ArticleId, Arc<Article>>,
    /// The article of each chunk.
    owners: HashMap<u128, Arc<Article>>,
    /// Distinct audiences by the key that points carry.
    audiences: HashMap<String, Audience>,
    stems: HashMap<String, u32>,
    /// The chunk with the questions that lead to an article.
    questions: HashMap<ArticleId, u128>,
    /// The vectors of the parts of chunks that can be quoted …
    dense: Flat,
    /// … and those of known questions.
    asked: Flat,
    /// Chunks that can be quoted.
    chunks: u32,
    /// Counts changes since opening, for traces.
    changes: u64,
}

impl Index {
    /// Opens the index in `folder`, made if missing, and mends the search engine from the vault where a crash left them
    /// apart. An index of another embedder is an error that names the cure.
    pub fn open(folder: &Path, embedder: Arc<dyn Embedder>) -> Result<Self, KnowledgeError> {
        let unreadable = |e: std::io::Error| KnowledgeError::Unreadable {
            path: folder.display().to_string(),
            cause: format!("{e}; the data folder must be writable"),
        };
        std::fs::create_dir_all(folder).map_err(unreadable)?;
        let (vault, made) = Vault::open(&folder.join(VAULT), embedder.identity())?;
        if made.embedder != embedder.identity() {
            return Err(KnowledgeError::OtherEmbedder {
                index: made.embedder,
                configured: embedder.identity().to_owned(),
            });
        }
        if !made.layout_is_current {
            return Err(KnowledgeError::Index(
                "it was laid down by another version of Usher".into(),
            ));
        }
        let edge = Edge::open(&folder.join("segments"), embedder.dimensions())?;
        let index = Self {
            embedder,
            edge,
            vault,
            cache: Cache::new(CACHED_RECORDS),
            state: RwLock::default(),
            behind: OnceLock::new(),
        };
        index.mend()?;
        index.refresh()?;
        Ok(index)
    }

    /// Removes the index in `folder`, so that the next opening makes it anew.
    pub fn discard(folder: &Path) -> Result<(), KnowledgeError> {
        match std::fs::remove_dir_all(folder) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(KnowledgeError::Unreadable {
                path: folder.display().to_string(),
                cause: e.to_string(),
            }),
            _ => Ok(()),
        }
    }

    /// From now on what is added is embedded behind whatever else the machine has to do: turns go first.
    pub fn give_way(&self) -> Result<(), KnowledgeError> {
        let threads = behind()?;
        // Whoever came first has set it up already.
        let _ = self.behind.set(threads);
        Ok(())
    }

    /// How many chunks it holds.
    pub fn chunks(&self) -> usize {
        self.state().chunks as usize
    }

    /// Reads what searching needs at hand from the vault.
    fn refresh(&self) -> Result<(), KnowledgeError> {
        let articles: HashMap<_, _> = self
            .vault
            .articles()?
            .into_iter()
            .map(|(id, a)| (id, Arc::new(a)))
            .collect();
        let owner = |(key, id): (u128, ArticleId)| Some((key, Arc::clone(articles.get(&id)?)));
        let owners: HashMap<u128, Arc<Article>> = self.vault.owners()?.into_iter().filter_map(owner).collect();
        let (dense, asked) = self.points(&owners)?;
        let audiences = articles
            .values()
            .map(|a| (audience_key(&a.audience), a.audience.clone()))
            .collect();
        let stems = self.vault.stems()?;
        let questions = self.vault.questions()?;
        let all = self.vault.len()?;
        self.edge.expect(all as usize);
        let chunks = (all as u32).saturating_sub(questions.len() as u32);
        let mut state = self.state.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *state = Arc::new(State {
            articles,
            owners,
            audiences,
            stems,
            questions,
            dense,
            asked,
            chunks,
            changes: state.changes + 1,
        });
        Ok(())
    }

    /// The vectors of what can be quoted and of known questions, of what has an owner.
    fn points(&self, owners: &HashMap<u128, Arc<Article>>) -> Result<(Flat, Flat), KnowledgeError> {
        let (mut dense, mut asked) = (Vec::new(), Vec::new());
        self.edge.each_vector(&mut |id, is_question, vector| {
            if let Some(article) = owners.get(&chunk_key(id)) {
                let (article, vector) = (Arc::clone(article), Rows::from_rows([vector.as_slice()]));
                let points = if is_question { &mut asked } else { &mut dense };
                points.push(Point { id, article, vector });
            }
        })?;
        Ok((Flat::new(dense), Flat::new(asked)))
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// As many threads as the machine runs at once, each of which gives way to all others.
fn behind() -> Result<rayon::ThreadPool, KnowledgeError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|n| format!("index-{n}"))
        .start_handler(|_| {
            give_way();
        })
        .build()
        .map_err(|e| KnowledgeError::Index(e.to_string()))
}

/// From now on this thread, and those that it starts, go behind all others of the machine. Of this thread alone, on Linux;
/// where it is refused, its work takes its share like any other.
pub fn give_way() {
    let _ = rustix::process::nice(GIVES_WAY);
}

/// The key of a chunk's first part; the others follow it.
fn key(id: &ChunkId) -> Result<u128, KnowledgeError> {
    let bits =
        u128::from_str_radix(id.as_str(), 16).map_err(|_| KnowledgeError::Index(format!("`{id}` is no chunk id")))?;
    Ok(bits >> PART_BITS << PART_BITS)
}

fn chunk_key(point: u128) -> u128 {
    point >> PART_BITS << PART_BITS
}

/// What points carry instead of an audience's lists.
fn audience_key(audience: &Audience) -> String {
    if audience.is_everybody() {
        "all".into()
    } else {
        serde_json::to_string(audience).unwrap_or_default()
    }
}
