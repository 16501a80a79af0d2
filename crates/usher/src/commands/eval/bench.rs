//! What running suites needs of the outside, wired: engines over temporary knowledge bases.

use crate::calibration;
use crate::config::Config;
use crate::data::DataDir;
use crate::knowledge_base::{self, KnowledgeBase};
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
/// folder with the calibration of a file. An error where that cannot be used.
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
    Ok(bench(embedder, policy, calibration, Handle::current(), scratch))
}

fn temporary() -> anyhow::Result<TempDir> {
    tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")
}

fn bench(
    embedder: Arc<dyn Embedder>,
    policy: Policy,
    calibration: Option<Artefact>,
    handle: Handle,
    scratch: TempDir,
) -> Bench {
    // Temporary folders live as long as the engines over them.
    let kept = Arc::new(Mutex::new(vec![scratch]));
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
        over_articles: Box::new(over_articles),
        policy,
        calibration,
    }
}

fn calibrated(mut engine: Engine, with: Option<&Artefact>) -> anyhow::Result<Engine> {
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
