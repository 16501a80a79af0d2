//! Database, embedder and index of one data folder, and the engine that they make.
//!
//! The database is the truth; the index follows it. What an interrupted command left undone is done at the next sync.

use crate::calibration::{self, CalibrationFile};
use crate::config::Config;
use crate::data::{DATABASE_FILE, DataDir};
use crate::embedder;
use crate::progress::Progress;
use crate::voice;
use anyhow::{Context, bail};
use secrecy::ExposeSecret;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::task::spawn_blocking;
use usher_engine::confidence::drift::Watched;
use usher_engine::prompt::Prompts;
use usher_engine::{Article, ArticleId, Chunk, ChunkId, Embedder, Engine, Retriever, Teaching};
use usher_knowledge::index::Embedded;
use usher_knowledge::{Index, KnowledgeError, ShelvedEmbedder};
use usher_server::taught_intents;
use usher_store::{Edition, KnowledgeSnapshot, Store};

/// Chunks read at a time.
const PAGE: i64 = 500;
/// Chunks embedded between two looks at the database.
const BATCH: usize = 64;
/// The file beside the index that says which generation of the knowledge it holds.
const GENERATION_FILE: &str = "generation";

/// Articles as they were at one moment.
type Articles = HashMap<ArticleId, Article>;

/// What a sync did.
#[derive(Debug, Clone, Copy)]
pub struct Synced {
    /// Chunks that were embedded.
    pub embedded: usize,
    /// The generation of the knowledge that the index holds now.
    pub generation: i64,
}

/// An open index with what feeds it. Clones share all of it.
#[derive(Clone)]
pub struct KnowledgeBase {
    pub store: Store,
    pub embedder: Arc<dyn Embedder>,
    pub index: Arc<Index>,
    /// Where the index lies.
    folder: PathBuf,
    /// Keeps the vectors of what engines learn from; `None` where an engine is made once.
    shelf: Option<Arc<ShelvedEmbedder>>,
    /// Editions that count before what the database says of their articles.
    over: Arc<Vec<Edition>>,
    /// What says which probability suffices; `None` where nothing but the shipped weights shall.
    pub calibration: Option<CalibrationFile>,
    /// The owner's prompts; `None` for the shipped ones.
    prompts: Option<Prompts>,
}

/// Opens the database with its tables up to date.
pub async fn open_store(config: &Config, data: &DataDir) -> anyhow::Result<Store> {
    let store = connect(config, data).await?;
    store.migrate().await?;
    Ok(store)
}

/// Opens the database as it is.
pub async fn connect(config: &Config, data: &DataDir) -> anyhow::Result<Store> {
    let configured = config.store.url.as_ref().map(|u| u.expose_secret().to_owned());
    Ok(Store::connect(&configured.unwrap_or_else(|| data.database_url())).await?)
}

/// Opens the database of a configuration to read it, as it is; where there is none, none is made.
pub async fn open_to_read(config: &Config) -> anyhow::Result<Store> {
    let folder = &config.data_dir;
    if config.store.url.is_none() && !folder.join(DATABASE_FILE).is_file() {
        bail!(
            "there is no database in {}; name the data folder of the server with `--data DIR` or data_dir",
            folder.display()
        );
    }
    let store = connect(config, &DataDir::open(folder)?).await?;
    store.ping().await?;
    Ok(store)
}

/// A folder that goes with what is returned.
pub fn temporary() -> anyhow::Result<TempDir> {
    tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")
}

/// Opens a copy of the index in `from`.
pub async fn copy_of(from: &Path, into: &Path, embedder: &Arc<dyn Embedder>) -> anyhow::Result<Arc<Index>> {
    let (from, into, embedder) = (from.to_owned(), into.to_owned(), Arc::clone(embedder));
    Ok(Arc::new(
        spawn_blocking(move || Index::copied(&from, &into, embedder)).await??,
    ))
}

/// Opens the index in `folder`.
pub async fn open_index(folder: &Path, embedder: &Arc<dyn Embedder>) -> anyhow::Result<Arc<Index>> {
    let (folder, embedder) = (folder.to_owned(), Arc::clone(embedder));
    Ok(Arc::new(spawn_blocking(move || Index::open(&folder, embedder)).await??))
}

/// Database, embedder and index, for a command that brings articles in.
pub struct Parts {
    pub store: Store,
    pub embedder: Arc<dyn Embedder>,
    /// `None` where a running server has it: that takes the change over by itself.
    pub index: Option<Arc<Index>>,
}

/// Opens them.
pub async fn open_parts(config: &Config, data: &DataDir) -> anyhow::Result<Parts> {
    let store = open_store(config, data).await?;
    let embedder = embedder::open(&config.embedder, data).await?;
    let index = match open_index(&data.index(), &embedder).await {
        Err(error) if is_held_by_a_server(&error) => None,
        index => Some(index?),
    };
    Ok(Parts { store, embedder, index })
}

/// True where the index cannot be opened because a running server has it.
pub fn is_held_by_a_server(error: &anyhow::Error) -> bool {
    let held =
        |e: &KnowledgeError| matches!(e, KnowledgeError::Index(why) if why.contains("another process has it open"));
    error.downcast_ref().is_some_and(held)
}

impl KnowledgeBase {
    /// Opens all three. Nothing is brought up to date yet.
    pub async fn open(config: &Config, data: &DataDir) -> anyhow::Result<Self> {
        let store = open_store(config, data).await?;
        let embedder = embedder::open(&config.embedder, data).await?;
        let index = open_index(&data.index(), &embedder).await?;
        Ok(Self {
            shelf: Some(Arc::new(ShelvedEmbedder::open(Arc::clone(&embedder), &data.taught()))),
            calibration: Some(CalibrationFile::at(data.calibration())),
            prompts: Some(voice::prompts(config)?),
            ..Self::new(store, embedder, index, data.index())
        })
    }

    /// Of parts that are open already.
    pub fn new(store: Store, embedder: Arc<dyn Embedder>, index: Arc<Index>, folder: PathBuf) -> Self {
        Self {
            store,
            embedder,
            index,
            folder,
            over: Arc::default(),
            shelf: None,
            calibration: None,
            prompts: None,
        }
    }

    /// The same over a copy of its index, which lives as long as the folder that is returned: the server may have its own open,
    /// and nobody but it writes there. These editions count before what the database says of their articles; nothing is
    /// brought up to date yet.
    pub async fn copied(&self, over: Vec<Edition>) -> anyhow::Result<(Self, TempDir)> {
        let temporary = temporary()?;
        let index = copy_of(&self.folder, temporary.path(), &self.embedder).await?;
        let copy = Self {
            index,
            folder: temporary.path().to_owned(),
            over: Arc::new(over),
            ..self.clone()
        };
        Ok((copy, temporary))
    }

    /// An engine that knows what the index holds and the guides and intents of the database.
    pub async fn engine(&self) -> anyhow::Result<Engine> {
        Ok(self.calibrated_engine().await?.0)
    }

    /// The same, with what its traffic is to be compared with.
    pub async fn calibrated_engine(&self) -> anyhow::Result<(Engine, Option<Watched>)> {
        let mut intents = Vec::new();
        for (_, set) in taught_intents(&self.store).await? {
            match set {
                Ok(set) => intents.push(set),
                Err(error) => tracing::warn!(%error, "intents that this version does not understand are left out"),
            }
        }
        let teaching = Teaching {
            guides: self.store.guides().await?,
            intents,
        };
        let shelf = self.shelf.clone();
        let plain = Arc::clone(&self.embedder);
        let embedder = shelf.clone().map_or(plain, |shelf| shelf as Arc<dyn Embedder>);
        let retriever: Arc<dyn Retriever> = Arc::clone(&self.index) as Arc<dyn Retriever>;
        let learn = move || {
            let engine = Engine::new(embedder, retriever, teaching);
            if let Some(shelf) = shelf {
                shelf.tidy();
            }
            engine
        };
        let mut engine = spawn_blocking(learn).await??;
        if let Some(prompts) = &self.prompts {
            engine.prompt_with(prompts.clone());
        }
        let in_use = match &self.calibration {
            Some(file) => file.in_use(&self.store, self.embedder.identity()).await?,
            None => None,
        };
        let watched = in_use.and_then(|read| calibration::apply(&mut engine, read));
        Ok((engine, watched))
    }

    /// True where the last sync was of the database's present generation; false also where that cannot be read.
    pub async fn is_current(&self) -> bool {
        let generation = self.store.knowledge_generation().await.ok();
        generation.is_some() && generation == self.synced_generation()
    }

    /// Brings the index up to what the database says at this moment, and returns how many chunks were embedded and which
    /// generation of the knowledge that is. Safe to interrupt. What changes meanwhile is for the next sync.
    pub async fn sync(&self, visible: bool) -> anyhow::Result<Synced> {
        let KnowledgeSnapshot {
            generation,
            articles,
            chunks,
        } = self.snapshot().await?;
        let index = Arc::clone(&self.index);
        let plan = spawn_blocking(move || index.plan(&chunks)).await??;
        if plan.is_empty() && self.synced_generation() == Some(generation) {
            return Ok(Synced {
                embedded: 0,
                generation,
            });
        }
        let length = plan.missing.len();
        let shown = visible && length > 0;
        let progress = if shown {
            Progress::start("Embedding", "chunks", length)
        } else {
            Progress::hidden()
        };
        let of_snapshot = articles.iter().map(|a| (a.id.clone(), a.clone())).collect();
        self.embed(&plan.missing, &of_snapshot, &progress).await?;
        progress.done();
        let index = Arc::clone(&self.index);
        spawn_blocking(move || index.finish(&plan, &articles)).await??;
        self.note_generation(generation)?;
        Ok(Synced {
            embedded: length,
            generation,
        })
    }

    /// What the database says, with the editions over it.
    async fn snapshot(&self) -> anyhow::Result<KnowledgeSnapshot> {
        let mut snapshot = self.store.knowledge_snapshot().await?;
        for Edition { article, chunks, .. } in self.over.iter() {
            let before: HashSet<ChunkId> = self.store.chunks_of(&article.id).await?.into_iter().collect();
            snapshot.articles.retain(|a| a.id != article.id);
            snapshot.articles.push(article.clone());
            snapshot.chunks.retain(|id| !before.contains(id));
            snapshot.chunks.extend(chunks.iter().map(|chunk| chunk.id.clone()));
        }
        Ok(snapshot)
    }

    /// While a batch is embedded, the one before it is stored and the next one fetched.
    async fn embed(&self, missing: &[ChunkId], articles: &Articles, progress: &Progress) -> anyhow::Result<()> {
        let mut batches = missing.chunks(BATCH);
        let mut next = self.fetch(batches.next(), articles).await?;
        let mut embedded: Option<Embedded> = None;
        let mut done = 0;
        loop {
            let storing = embedded.take().map(|some| {
                let index = Arc::clone(&self.index);
                spawn_blocking(move || index.store(&some))
            });
            let embedding = next.take().map(|batch| {
                let (index, progress) = (Arc::clone(&self.index), progress.clone());
                spawn_blocking(move || index.embed(batch, &mut |n| progress.at(done + n)))
            });
            if storing.is_none() && embedding.is_none() {
                return Ok(());
            }
            next = self.fetch(batches.next(), articles).await?;
            if let Some(storing) = storing {
                storing.await??;
            }
            if let Some(embedding) = embedding {
                embedded = Some(embedding.await??);
            }
            done += BATCH;
        }
    }

    /// A chunk that is gone meanwhile is left out. One that is there belongs to the article as it was at the beginning: a
    /// citation names the version that holds what it quotes.
    async fn fetch(
        &self,
        ids: Option<&[ChunkId]>,
        articles: &Articles,
    ) -> anyhow::Result<Option<Vec<(Article, Chunk)>>> {
        let Some(ids) = ids else { return Ok(None) };
        let wanted: HashSet<&ChunkId> = ids.iter().collect();
        let over = self.over.iter().flat_map(|edition| edition.chunks.iter());
        let over: Vec<Chunk> = over.filter(|chunk| wanted.contains(&chunk.id)).cloned().collect();
        let stored = self.store.chunks(ids).await?.into_iter().map(|(_, chunk)| chunk);
        let stored = stored.filter(|chunk| !over.iter().any(|o| o.id == chunk.id));
        let all: Vec<Chunk> = stored.chain(over.iter().cloned()).collect();
        let of_snapshot = all
            .into_iter()
            .filter_map(|chunk| Some((articles.get(&chunk.article)?.clone(), chunk)));
        Ok(Some(of_snapshot.collect()))
    }

    /// What the articles and their sections are called, in the order of their ids.
    pub async fn headings(&self) -> anyhow::Result<Vec<String>> {
        let mut headings = Vec::new();
        let mut after = None;
        loop {
            let page = self.store.all_chunks_page(after.as_ref(), PAGE).await?;
            let Some((_, last)) = page.last() else { break };
            after = Some(last.id.clone());
            headings.extend(
                page.iter()
                    .map(|(a, chunk)| format!("{} {}", a.title, chunk.heading()).trim().to_owned()),
            );
        }
        headings.sort();
        headings.dedup();
        Ok(headings)
    }

    fn synced_generation(&self) -> Option<i64> {
        std::fs::read_to_string(self.folder.join(GENERATION_FILE))
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    fn note_generation(&self, generation: i64) -> anyhow::Result<()> {
        let file = self.folder.join(GENERATION_FILE);
        std::fs::write(&file, generation.to_string()).with_context(|| format!("{} cannot be written", file.display()))
    }
}
