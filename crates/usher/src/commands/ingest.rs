//! `usher ingest FOLDER`.

use super::Context;
use crate::ingest::{self, Summary};
use crate::knowledge_base::{self, KnowledgeBase, Parts};
use crate::out;
use anyhow::anyhow;
use std::path::{Path, PathBuf};
use std::time::Instant;
use usher_server::SystemClock;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder: .md, .html, .txt, .pdf, .docx and .csv, guides in folders `guides`, one `intents.yaml`.
    folder: PathBuf,
    /// What the folder is called in the database. An ingest of the same source follows deletions [default: its path].
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

pub async fn run(context: Context, args: Args) -> anyhow::Result<()> {
    let folder = folder(&args.folder)?;
    let source = args.source.unwrap_or_else(|| folder.display().to_string());
    let summary = ingest(&context, &folder, &source).await?;
    if out::is_read_by_a_person() {
        tell(&summary);
        return Ok(());
    }
    out::json(&summary)
}

fn folder(path: &Path) -> anyhow::Result<PathBuf> {
    if path.is_file() {
        return Err(anyhow!("{} is a file; name the folder that it lies in", path.display()));
    }
    path.canonicalize()
        .map_err(|_| anyhow!("there is no folder {}; check the path", path.display()))
}

async fn ingest(context: &Context, folder: &Path, source: &str) -> anyhow::Result<Summary> {
    let began = Instant::now();
    let Parts { store, embedder, index } = knowledge_base::open_parts(&context.config, &context.data).await?;
    let mut summary = ingest::read_folder(folder, source, &store, &embedder, &SystemClock).await?;
    summary.index_left_to_server = index.is_none();
    if let Some(index) = index {
        let embedding = Instant::now();
        let knowledge = KnowledgeBase::new(store.clone(), embedder, index, context.data.index());
        summary.chunks = knowledge.sync(true).await?.embedded;
        summary.chunks_per_second = rounded(summary.chunks as f64 / embedding.elapsed().as_secs_f64().max(1e-9));
    }
    store.close().await;
    summary.seconds = rounded(began.elapsed().as_secs_f64());
    Ok(summary)
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn tell(summary: &Summary) {
    let articles = &summary.articles;
    out::line(&format!(
        "{} files: {} articles added, {} changed, {} unchanged, {} deleted; {} guides",
        summary.files, articles.added, articles.changed, articles.unchanged, articles.deleted, summary.guides
    ));
    if summary.index_left_to_server {
        out::line("A running server has the index open and takes the change over by itself, within seconds.");
    } else {
        let (chunks, seconds, rate) = (summary.chunks, summary.seconds, summary.chunks_per_second);
        out::line(&format!(
            "{chunks} chunks embedded, {rate:.0} a second; {seconds:.1} s in all"
        ));
    }
    if !summary.flagged.is_empty() {
        out::line("Read these before your contacts do; what was flagged is never quoted:");
    }
    for flagged in &summary.flagged {
        let (place, quote) = (flagged.flag.place.in_words(), out::one_line(&flagged.flag.quote));
        out::line(&format!(
            "  {} — {place}: “{quote}” ({})",
            flagged.path, flagged.flag.why
        ));
    }
    if !summary.skipped.is_empty() {
        out::line(&format!("{} files passed over:", summary.skipped.len()));
    }
    for skipped in &summary.skipped {
        out::line(&format!("  {} — {}", skipped.path, skipped.reason));
    }
}
