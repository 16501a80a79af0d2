//! `usher eval gaps`: does the report of what is missing find topics that were taken out of the knowledge?

use crate::config::Config;
use crate::data::DataDir;
use crate::workbench;
use crate::{embedder, ingest, out};
use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use usher_evals::{SplitMix, WeekReport, WeekTopic, week};
use usher_knowledge::{load, source};
use usher_server::SystemClock;

/// An article with fewer questions is no topic of the week.
const FEWEST_QUESTIONS: usize = 6;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of articles with `questions` in their front matter: half of them are taught, the other half asked.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Articles taken out.
    #[arg(long, default_value_t = 6, value_name = "N")]
    withheld: usize,
    /// Turns of the week.
    #[arg(long, default_value_t = 2_000, value_name = "N")]
    turns: usize,
    /// Seeds what is taken out and what is asked.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Writes the report as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let scratch = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    let embedder = embedder::open(&config.embedder, &DataDir::open(scratch.path())?).await?;
    let taught = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    let topics = take_out(&args, taught.path())?;
    let (knowledge, temporary) = workbench::fresh(&embedder).await?;
    ingest::read_folder(taught.path(), "week", &knowledge.store, &embedder, &SystemClock).await?;
    knowledge.sync(false).await?;
    let engine = knowledge.engine().await?;
    let policy = config
        .server
        .inboxes
        .first()
        .map(|i| i.effective_policy())
        .unwrap_or_default();
    let (turns, seed, vectors) = (args.turns, args.seed, Arc::clone(&embedder));
    let holding = tokio::task::spawn_blocking(move || week(&engine, vectors.as_ref(), &policy, &topics, turns, seed));
    let report = holding.await?.map_err(anyhow::Error::msg)?;
    knowledge.store.close().await;
    drop((knowledge, temporary));
    if let Some(file) = &args.json {
        super::write_json(file, &report)?;
    }
    tell(&report);
    Ok(ExitCode::SUCCESS)
}

/// Copies the folder without the articles that are taken out, with every second question, and returns what may be asked.
fn take_out(args: &Args, into: &Path) -> anyhow::Result<Vec<WeekTopic>> {
    let files = load::list(&args.folder)?;
    let mut topics = Vec::new();
    let mut texts = Vec::new();
    for file in &files {
        if !file.path.ends_with(".md") {
            continue;
        }
        let text = load::read_text(file).map_err(|why| anyhow::anyhow!("{} {why}", file.path))?;
        let (mut meta, body) = source::split(&text);
        let every_second = |first: usize| {
            meta.questions
                .iter()
                .skip(first)
                .step_by(2)
                .cloned()
                .collect::<Vec<_>>()
        };
        let (taught, asked) = (every_second(0), every_second(1));
        if asked.len() >= FEWEST_QUESTIONS {
            topics.push(WeekTopic {
                article: file.path.clone(),
                questions: asked,
                withheld: false,
            });
        }
        meta.questions = taught;
        texts.push((file.path.clone(), source::join(&text, &meta, body)));
    }
    if topics.len() <= args.withheld {
        bail!(
            "{} has {} articles with {} questions or more in their front matter; more than {} are needed",
            args.folder.display(),
            topics.len(),
            2 * FEWEST_QUESTIONS,
            args.withheld
        );
    }
    let mut order: Vec<usize> = (0..topics.len()).collect();
    SplitMix::new(args.seed).shuffle(&mut order);
    for &at in order.iter().take(args.withheld) {
        topics[at].withheld = true;
    }
    for (path, text) in texts {
        if topics.iter().any(|t| t.withheld && t.article == path) {
            continue;
        }
        let at = into.join(&path);
        std::fs::create_dir_all(at.parent().unwrap_or(into))?;
        std::fs::write(at, text)?;
    }
    Ok(topics)
}

fn tell(report: &WeekReport) {
    out::line(&format!(
        "{} turns, {} unanswered; {} of {} topics found in the first groups, {} groups of what is known",
        report.turns,
        report.unanswered,
        report.found.len(),
        report.withheld.len(),
        report.false_groups
    ));
    for group in &report.groups {
        let mark = if group.withheld { "missing" } else { "known" };
        out::line(&format!(
            "  {:>4} asked, {:>4} like them answered  {:<36} {mark}: {} ({:.2})",
            group.count, group.answered, group.name, group.topic, group.share
        ));
    }
    for lost in report.withheld.iter().filter(|t| !report.found.contains(t)) {
        out::line(&format!("  not found: {lost}"));
    }
}
