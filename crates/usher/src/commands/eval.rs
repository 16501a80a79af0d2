//! `usher eval run|calibrate|fit SUITE…`.

use crate::config::Config;
use crate::data::DataDir;
use crate::knowledge_base::{self, KnowledgeBase};
use crate::{embedder, ingest, out};
use anyhow::Context as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::runtime::Handle;
use usher_engine::{Article, ArticleId, Audience, Embedder, Policy};
use usher_evals::{Bench, Budget, Calibrated, EvalError, Options, PlainArticle, Prior, Progress, Recipe, Results};
use usher_knowledge::chunk;
use usher_knowledge::document::{Block, Document};
use usher_knowledge::load::content_hash;
use usher_server::{Clock, SystemClock};
use usher_store::{IngestChanges, Store};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Runs suites and prints their metrics with 95 % intervals.
    Run {
        /// Folders of suites.
        #[arg(required = true, value_name = "SUITE")]
        suites: Vec<PathBuf>,
        /// Writes the metrics and the cases as JSON, too.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
        /// For `classify`: also learns from only so many examples an intent, drawn five times.
        #[arg(long, value_name = "N")]
        examples_per_intent: Option<usize>,
    },
    /// Learns from labelled suites when an answer is right, and finds the threshold that keeps an error budget.
    Calibrate(Calibrate),
    /// Learns the weights of reading on suites of kinds `resolve` and `read`, or those of the support check on suites of kind
    /// `support`, and prints them with cross-validated figures.
    Fit {
        /// Folders of suites.
        #[arg(required = true, value_name = "SUITE")]
        suites: Vec<PathBuf>,
        /// Writes what they are learned from, a case a line, for a look with other tools.
        #[arg(long, value_name = "FILE")]
        samples: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
struct Calibrate {
    /// Folders of suites of kind `resolve`.
    #[arg(required = true, value_name = "SUITE")]
    suites: Vec<PathBuf>,
    /// The share of automatic answers that may be wrong.
    #[arg(long, default_value_t = 0.05, value_parser = share)]
    budget: f64,
    /// How likely it may be that this promise does not hold.
    #[arg(long, default_value_t = 0.05, value_parser = share)]
    delta: f64,
    /// Writes the calibration: `calibration.json` in the data folder is used by `serve`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also tries the promise on so many random halves of the suites.
    #[arg(long, value_name = "N")]
    splits: Option<usize>,
    /// Learns from nothing instead of from the shipped weights: for suites that those were learned on.
    #[arg(long)]
    from_nothing: bool,
    /// Seed of everything random.
    #[arg(long, default_value_t = 2026)]
    seed: u64,
}

/// A share between 0 and 1, both excluded.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|e| format!("{e}; write a share such as 0.05"))?;
    let is_share = share > 0.0 && share < 1.0;
    is_share
        .then_some(share)
        .ok_or_else(|| "it is not between 0 and 1; write a share such as 0.05".to_owned())
}

/// Exit code 1 where a suite, or a line of one, could not be run.
pub async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let scratch = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    let embedder = embedder::open(&config.embedder, &DataDir::open(scratch.path())?).await?;
    let policy = config
        .server
        .inboxes
        .first()
        .map_or_else(Policy::default, |i| i.effective_policy());
    let bench = bench(embedder, policy, Handle::current());
    match args.action {
        Action::Run {
            suites,
            json,
            examples_per_intent,
        } => {
            let options = Options {
                examples_per_intent,
                ..Options::default()
            };
            let results =
                tokio::task::spawn_blocking(move || usher_evals::run(&suites, &bench, &options, &tell)).await?;
            report(&results, json.as_deref())
        }
        Action::Calibrate(wanted) => {
            let out = wanted.out.clone();
            let learn = move || wanted.run(&bench);
            calibrated(&tokio::task::spawn_blocking(learn).await??, out.as_deref())
        }
        Action::Fit { suites, samples } => {
            let learn = move || usher_evals::fit(&suites, samples.as_deref(), &bench, &tell);
            out::line(&tokio::task::spawn_blocking(learn).await??);
            Ok(ExitCode::SUCCESS)
        }
    }
}

impl Calibrate {
    fn run(&self, bench: &Bench) -> Result<Calibrated, EvalError> {
        let budget = Budget {
            error: self.budget,
            delta: self.delta,
        };
        let recipe = Recipe {
            budget,
            prior: if self.from_nothing {
                Prior::Nothing
            } else {
                Prior::Shipped
            },
            seed: self.seed,
        };
        usher_evals::calibrate(&self.suites, bench, recipe, self.splits, &tell)
    }
}

fn calibrated(calibrated: &Calibrated, path: Option<&Path>) -> anyhow::Result<ExitCode> {
    out::line(calibrated.text.trim_end());
    let Some(path) = path else { return Ok(ExitCode::SUCCESS) };
    let artefact = calibrated.artefact.as_ref().with_context(|| {
        format!(
            "nothing to write to {}: calibrate on suites of kind resolve",
            path.display()
        )
    })?;
    write_whole(path, &artefact.text())?;
    out::line(&format!("written to {}", path.display()));
    Ok(ExitCode::SUCCESS)
}

/// Writes a file under another name and then gives it its own, so that nobody reads half of it.
fn write_whole(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let write = || {
        let file = tempfile::NamedTempFile::new_in(folder)?;
        std::fs::write(file.path(), text)?;
        file.persist(path).map_err(|e| e.error)
    };
    write().with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(())
}

fn report(results: &Results, json: Option<&Path>) -> anyhow::Result<ExitCode> {
    out::line(&usher_evals::render(results));
    if let Some(path) = json {
        let text = serde_json::to_string_pretty(results)?;
        std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(if results.is_whole() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A line a stage, on a terminal as elsewhere: suites run for minutes.
fn tell(progress: &Progress<'_>) {
    let Progress {
        suite,
        stage,
        done,
        total,
    } = progress;
    if *done == 0 || done % 500 == 0 || done == total {
        out::note(&format!("{suite}: {stage} {done}/{total}"));
    }
}

fn bench(embedder: Arc<dyn Embedder>, policy: Policy, handle: Handle) -> Bench {
    // Temporary folders live as long as the engines over them.
    let kept: Arc<Mutex<Vec<TempDir>>> = Arc::default();
    let keep = move |folder: TempDir| {
        kept.lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(folder)
    };
    let (keep_too, embedder_too, handle_too) = (keep.clone(), Arc::clone(&embedder), handle.clone());
    let over_folder = {
        let embedder = Arc::clone(&embedder);
        move |folder: &Path| {
            let work = async {
                let (knowledge, temporary) = fresh(&embedder).await?;
                let source = folder.display().to_string();
                ingest::read_folder(folder, &source, &knowledge.store, &embedder, &SystemClock).await?;
                knowledge.sync(false).await?;
                keep(temporary);
                knowledge.engine().await
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
        embedder,
        over_folder: Box::new(over_folder),
        over_articles: Box::new(over_articles),
        policy,
    }
}

/// An empty knowledge base in a temporary folder.
pub(super) async fn fresh(embedder: &Arc<dyn Embedder>) -> anyhow::Result<(KnowledgeBase, TempDir)> {
    let temporary = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
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
        changes.upserts.push((article, content_hash(&plain.text), chunks));
    }
    store.apply_ingest("suite", changes, SystemClock.now()).await?;
    Ok(())
}
