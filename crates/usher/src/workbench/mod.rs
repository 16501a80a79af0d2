//! What running suites needs of the outside, wired: engines over temporary knowledge bases.

mod console;

pub use console::workbench;

use crate::calibration;
use crate::config::Config;
use crate::data::DataDir;
use crate::knowledge_base::{self, KnowledgeBase, temporary};
use crate::{embedder, ingest};
use anyhow::Context as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::runtime::Handle;
use usher_engine::{Aids, Article, ArticleId, Audience, Embedder, Engine, Policy};
use usher_evals::{Artefact, Bench, PlainArticle};
use usher_knowledge::document::{Block, Document};
use usher_knowledge::{Reader, chunk};
use usher_server::{Clock, SystemClock};
use usher_store::{Edition, IngestChanges, Store};

/// The embedder and the first inbox's policy of the configuration, and engines made as they are asked for, those over a
/// folder and over what is published in the data folder with the calibration of a file. An error where that cannot be used.
pub async fn open(config: &Config, calibration: Option<&Path>) -> anyhow::Result<Bench> {
    let scratch = temporary()?;
    let embedder = embedder::open(&config.embedder, &DataDir::open(scratch.path())?).await?;
    let policy = config
        .server
        .inboxes
        .first()
        .map_or_else(Policy::default, |i| i.effective_policy());
    let calibration = calibration
        .map(|file| calibration::read(file, embedder.identity()))
        .transpose()?;
    let (of, with, handle) = (config.clone(), calibration.clone(), Handle::current());
    let published = {
        let embedder = Arc::clone(&embedder);
        move || {
            let engine = handle.block_on(over_published(&of, &embedder, with.as_ref(), &scratch));
            engine.map(Arc::new).map_err(|e| format!("{e:#}"))
        }
    };
    Ok(wired(embedder, policy, calibration, Box::new(published)))
}

/// An engine over what is published in the data folder, which is only read.
async fn over_published(
    config: &Config,
    embedder: &Arc<dyn Embedder>,
    calibration: Option<&Artefact>,
    scratch: &TempDir,
) -> anyhow::Result<Engine> {
    let data = DataDir::open(&config.data_dir)?;
    let store = knowledge_base::open_to_read(config).await.context(
        "the suite names no `knowledge`, so that what is published in the data folder is what it is measured over",
    )?;
    let copy = DataDir::open(scratch.path())?.within("published")?;
    let index = knowledge_base::copy_of(&data.index(), &copy.index(), embedder).await?;
    let knowledge = KnowledgeBase::new(store, Arc::clone(embedder), index, copy.index());
    knowledge.sync(false).await?;
    let engine = calibrated(knowledge.engine().await?, calibration)?;
    knowledge.store.close().await;
    Ok(engine)
}

/// A bench that makes engines in temporary folders, and has one over what is published.
pub fn wired(
    embedder: Arc<dyn Embedder>,
    policy: Policy,
    calibration: Option<Artefact>,
    over_published: Box<dyn Fn() -> Result<Arc<Engine>, String> + Send + Sync>,
) -> Bench {
    let handle = Handle::current();
    // Temporary folders live as long as the engines over them.
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = move |folder: TempDir| {
        kept.lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(folder)
    };
    let (keep_too, embedder_too, handle_too) = (keep.clone(), Arc::clone(&embedder), handle.clone());
    let over_folder = {
        let (embedder, calibration) = (Arc::clone(&embedder), calibration.clone());
        move |folder: &Path| {
            let work = async {
                let (knowledge, temporary) = fresh(&embedder).await?;
                let source = folder.display().to_string();
                ingest::read_folder(folder, &source, &knowledge.store, &embedder, &SystemClock).await?;
                knowledge.sync(false).await?;
                keep(temporary);
                calibrated(knowledge.engine().await?, calibration.as_ref())
            };
            handle.block_on(work).map(Arc::new).map_err(|e| format!("{e:#}"))
        }
    };
    let over_articles = move |articles: &[PlainArticle]| {
        let work = async {
            let (knowledge, temporary) = fresh(&embedder_too).await?;
            take_over(&knowledge.store, embedder_too.as_ref(), articles).await?;
            knowledge.sync(false).await?;
            keep_too(temporary);
            knowledge.engine().await
        };
        handle_too
            .block_on(work)
            .map(Arc::new)
            .map_err(|e: anyhow::Error| format!("{e:#}"))
    };
    Bench {
        aids: Aids::default(),
        embedder,
        over_folder: Box::new(over_folder),
        over_published,
        over_articles: Box::new(over_articles),
        policy,
        calibration,
    }
}

/// The engine with a calibration, where there is one.
pub fn calibrated(mut engine: Engine, with: Option<&Artefact>) -> anyhow::Result<Engine> {
    if let Some(artefact) = with {
        engine.calibrate(artefact.calibration.clone(), artefact.identity())?;
    }
    Ok(engine)
}

/// An empty knowledge base in a temporary folder.
pub async fn fresh(embedder: &Arc<dyn Embedder>) -> anyhow::Result<(KnowledgeBase, TempDir)> {
    let temporary = temporary()?;
    let data = DataDir::open(temporary.path())?;
    let store = Store::connect(&data.database_url()).await?;
    store.migrate().await?;
    let index = knowledge_base::open_index(&data.index(), embedder).await?;
    Ok((
        KnowledgeBase::new(store, Arc::clone(embedder), index, data.index()),
        temporary,
    ))
}

async fn take_over(store: &Store, embedder: &dyn Embedder, articles: &[PlainArticle]) -> anyhow::Result<()> {
    let mut changes = IngestChanges::default();
    for plain in articles {
        let id = ArticleId::from(plain.id.as_str());
        let blocks = plain
            .text
            .split("\n\n")
            .map(|p| Block::Paragraph(p.to_owned()))
            .collect();
        let document = Document {
            title: plain.title.clone(),
            blocks,
            ..Document::default()
        };
        let chunks = chunk::chunks(&id, &document, &|t| embedder.count_tokens(t), embedder.max_tokens());
        let article = Article {
            id,
            version: 1,
            title: plain.title.clone(),
            description: None,
            url: None,
            product_area: None,
            audience: Audience::default(),
        };
        changes.upserts.push(Edition {
            article,
            hash: Reader::hash(plain.text.as_bytes()),
            chunks,
            text: plain.text.clone(),
        });
    }
    store.apply_ingest("suite", changes, SystemClock.now()).await?;
    Ok(())
}
