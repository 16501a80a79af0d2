//! `usher bench ingest`: an ingest against the embedder alone on the same texts.

use super::super::eval::fresh;
use super::corpus::{Base, Corpus, markdown};
use super::memory;
use super::report::{Report, Wanted, machine, processor_seconds};
use crate::Options;
use crate::ingest::read_folder;
use crate::out;
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tempfile::TempDir;
use usher_engine::{Embedder, PortError, TextVectors};
use usher_server::SystemClock;

/// Texts that the embedder alone is given at a time.
const BATCH: usize = 512;
/// How many times as many files the second look at the memory takes.
const MORE: usize = 4;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to ingest; without it, articles are generated.
    folder: Option<PathBuf>,
    /// Generated articles; memory is also measured with four times as many.
    #[arg(long, default_value_t = 48, value_name = "N")]
    files: usize,
    /// Ingests the folder and prints the memory that it took, nothing else.
    #[arg(long, hide = true, requires = "folder")]
    peak: bool,
}

impl Args {
    pub fn peak_of(&self) -> Option<&Path> {
        self.folder.as_deref().filter(|_| self.peak)
    }
}

pub async fn run(args: &Args, options: &Options, model: &Arc<dyn Embedder>, seed: u64) -> anyhow::Result<Report> {
    let generated = match &args.folder {
        Some(_) => None,
        None => Some(write(args.files, seed)?),
    };
    let folder = match (&args.folder, &generated) {
        (Some(folder), _) => folder.clone(),
        (None, Some(made)) => made.path().to_owned(),
        (None, None) => PathBuf::new(),
    };
    let texts = Arc::new(Texts::new(Arc::clone(model)));
    let (chunks, _) = ingest(&folder, &(Arc::clone(&texts) as Arc<dyn Embedder>)).await?;
    let mut spent = vec![processor_seconds()];
    let before = alone(&texts)?;
    spent.push(processor_seconds());
    out::note("Ingesting");
    let (_, seconds) = ingest(&folder, model).await?;
    spent.push(processor_seconds());
    let after = alone(&texts)?;
    spent.push(processor_seconds());
    let alone = (before + after) / 2.0;

    out::note("Measuring the memory of an ingest");
    let small = memory::peak_of(&folder, options);
    let large = match &generated {
        Some(_) => {
            out::note(&format!("Measuring the memory with {MORE} times as many files"));
            let more = write(args.files * MORE, seed)?;
            Some(memory::peak_of(more.path(), options))
        }
        None => None,
    };
    let conditions = vec![
        format!(
            "{chunks} chunks, {} texts embedded; {}",
            texts.count(),
            model.identity()
        ),
        format!("embedder alone {before:.1} s before and {after:.1} s after, ingest {seconds:.1} s"),
        "own memory is the process's without files that the system keeps at hand; the index is on disk".into(),
        machine(),
    ];
    let mut report = Report::new("ingest", conditions);
    report.add(
        "ingest against the embedder alone",
        alone / seconds,
        "",
        Some(Wanted::AtLeast(0.9)),
    );
    if let Some([start, first, then, end]) = spent.into_iter().collect::<Option<Vec<f64>>>().as_deref() {
        let alone = (first - start + end - then) / 2.0;
        report.add("the same in processor time", alone / (then - first), "", None);
    }
    report.add("texts embedded a second", texts.count() as f64 / seconds, "/s", None);
    for (name, peak) in [("", Some(small)), ("4 times the files: ", large)] {
        if let Some(peak) = peak {
            let peak = peak?;
            report.add(&format!("{name}resident at most"), peak.resident, "MiB", None);
            report.add(&format!("{name}own memory at most"), peak.own, "MiB", None);
            report.add(&format!("{name}index"), peak.index, "MiB", None);
        }
    }
    Ok(report)
}

/// Ingests into an empty knowledge base: chunks, and seconds.
async fn ingest(folder: &Path, embedder: &Arc<dyn Embedder>) -> anyhow::Result<(usize, f64)> {
    // One value, so that the folder goes after what lies in it.
    let fresh = fresh(embedder).await?;
    let knowledge = &fresh.0;
    let began = Instant::now();
    read_folder(folder, "bench", &knowledge.store, embedder, &SystemClock).await?;
    let chunks = knowledge.sync(true).await?.embedded;
    Ok((chunks, began.elapsed().as_secs_f64()))
}

fn write(files: usize, seed: u64) -> anyhow::Result<TempDir> {
    let folder = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    let base = Base::read();
    let mut corpus = Corpus::new(&base, seed);
    for number in 0..files {
        std::fs::write(folder.path().join(format!("{number}.md")), markdown(&corpus.document()))?;
    }
    Ok(folder)
}

/// Seconds that the embedder alone takes.
fn alone(texts: &Texts) -> anyhow::Result<f64> {
    out::note("Embedding the same texts alone");
    let began = Instant::now();
    for (texts_of, with_tokens) in [(&texts.pooled, false), (&texts.tokens, true)] {
        let all = texts_of.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for batch in all.chunks(BATCH) {
            let batch: Vec<&str> = batch.iter().map(String::as_str).collect();
            if with_tokens {
                texts.model.embed_tokens(&batch)?;
            } else {
                texts.model.embed(&batch)?;
            }
        }
    }
    Ok(began.elapsed().as_secs_f64())
}

/// An embedder that only writes down what it is asked to embed.
struct Texts {
    model: Arc<dyn Embedder>,
    pooled: Mutex<Vec<String>>,
    tokens: Mutex<Vec<String>>,
}

impl Texts {
    fn new(model: Arc<dyn Embedder>) -> Self {
        Self {
            model,
            pooled: Mutex::default(),
            tokens: Mutex::default(),
        }
    }

    fn count(&self) -> usize {
        let length = |texts: &Mutex<Vec<String>>| texts.lock().unwrap_or_else(PoisonError::into_inner).len();
        length(&self.pooled) + length(&self.tokens)
    }

    fn nothing(&self) -> Vec<f32> {
        let mut vector = vec![0.0; self.model.dimensions()];
        vector[0] = 1.0;
        vector
    }
}

fn note(into: &Mutex<Vec<String>>, texts: &[&str]) {
    let mut into = into.lock().unwrap_or_else(PoisonError::into_inner);
    into.extend(texts.iter().map(|t| (*t).to_owned()));
}

impl Embedder for Texts {
    usher_engine::embedder_leaves_to!(model);

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        note(&self.pooled, texts);
        Ok(texts.iter().map(|_| self.nothing()).collect())
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        note(&self.tokens, texts);
        let vectors = || TextVectors {
            pooled: self.nothing(),
            ..TextVectors::default()
        };
        Ok(texts.iter().map(|_| vectors()).collect())
    }
}
