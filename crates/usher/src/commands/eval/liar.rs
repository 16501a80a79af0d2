//! `usher eval liar`: does the check of sentences hold against a model that makes things up?

use crate::config::Config;
use crate::data::DataDir;
use crate::workbench;
use crate::{embedder, ingest, out};
use anyhow::{Context as _, bail};
use std::path::PathBuf;
use std::process::ExitCode;
use usher_evals::{LiarReport, Share, liar};
use usher_server::SystemClock;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of articles that answers are written from.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Answers written, each with one planted sentence.
    #[arg(long, default_value_t = 300, value_name = "N")]
    answers: usize,
    /// Seeds which sentences are planted where.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Writes the report with every sentence that was misjudged as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let scratch = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    let embedder = embedder::open(&config.embedder, &DataDir::open(scratch.path())?).await?;
    let (knowledge, temporary) = workbench::fresh(&embedder).await?;
    let source = args.folder.display().to_string();
    ingest::read_folder(&args.folder, &source, &knowledge.store, &embedder, &SystemClock).await?;
    knowledge.sync(false).await?;
    let questions = knowledge.headings().await?;
    if questions.is_empty() {
        bail!("{source} holds no articles; name a folder of Markdown, HTML or text");
    }
    let engine = knowledge.engine().await?;
    let (answers, seed) = (args.answers, args.seed);
    let report = tokio::task::spawn_blocking(move || liar(&engine, &questions, answers, seed)).await?;
    let report = report.map_err(anyhow::Error::msg)?;
    // The index writes into its folder when it closes.
    knowledge.store.close().await;
    drop((knowledge, temporary));
    if let Some(file) = &args.json {
        super::write_json(file, &report)?;
    }
    tell(&report);
    Ok(ExitCode::SUCCESS)
}

fn tell(report: &LiarReport) {
    let line = |name: &str, share: Share| {
        out::line(&format!(
            "  {name:<32}{:>5} of {:<5} {:.3}",
            share.hit,
            share.of,
            share.value()
        ))
    };
    out::line(&format!("{} answers, one planted sentence each", report.answers));
    line("planted sentences dropped", report.planted_dropped);
    for (sort, share) in &report.by_lie {
        let word = serde_json::to_value(sort)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned));
        line(&format!("  {}", word.unwrap_or_default()), *share);
    }
    line("true sentences kept", report.true_kept);
    for (how, share) in &report.by_truth {
        line(&format!("  {how}"), *share);
    }
}
