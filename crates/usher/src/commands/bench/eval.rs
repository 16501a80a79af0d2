//! `usher bench eval`: a suite of whole turns against the embedder alone on the same messages.

use super::super::demo::Tallybook;
use super::corpus::{Base, Corpus, hash};
use super::report::{Report, Wanted, machine, processor_seconds};
use crate::config::Config;
use crate::out;
use crate::workbench;
use anyhow::{Context as _, bail};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use tempfile::TempDir;
use tokio::task::spawn_blocking;
use usher_engine::Embedder;
use usher_evals::{Bench, Options, Progress};

/// Messages that the embedder alone is given at a time.
const BATCH: usize = 512;
const MANIFEST: &str = "name = \"bench\"\nkind = \"resolve\"\ncases = \"cases.jsonl\"\nknowledge = \"knowledge\"\n";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Cases of the suite.
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    cases: usize,
}

pub async fn run(args: &Args, config: &Config, seed: u64) -> anyhow::Result<Report> {
    let (folder, messages) = write(args.cases, seed)?;
    let bench = workbench::open(config, None).await?;
    spawn_blocking(move || measure(&bench, folder.path(), &messages)).await?
}

fn measure(bench: &Bench, suite: &Path, messages: &[String]) -> anyhow::Result<Report> {
    let before = Spent::of(|| alone(bench.embedder.as_ref(), messages))?;
    out::note("Running the suite");
    let clock = CaseClock::default();
    let whole = Spent::of(|| {
        let suites = [suite.to_owned()];
        let results = usher_evals::run(&suites, bench, &Options::default(), &|p: &Progress<'_>| clock.hear(p));
        if !results.is_whole() {
            bail!("the suite could not be run: {}", usher_evals::render(&results));
        }
        serde_json::to_string_pretty(&results)?;
        Ok(())
    })?;
    let cases = clock
        .cases()
        .context("the suite did not say how far it was; this is a fault of the benchmark")?;
    let after = Spent::of(|| alone(bench.embedder.as_ref(), messages))?;
    let alone = before.mean(after);

    let n = messages.len();
    let conditions = vec![
        format!("{n} cases over the demo's help centre; {}", bench.embedder.identity()),
        "their messages are its known questions with a third of their content words exchanged".into(),
        format!(
            "embedder alone {:.1} s before and {:.1} s after; cases {:.1} s; all of the run {:.1} s",
            before.seconds, after.seconds, cases.seconds, whole.seconds
        ),
        machine(),
    ];
    let mut report = Report::new("eval", conditions);
    let wanted = Some(Wanted::AtLeast(0.85));
    report.add(
        "cases against their messages embedded alone",
        alone.seconds / cases.seconds,
        "",
        wanted,
    );
    if let Some(share) = alone.processor_share(cases) {
        report.add("the same in processor time", share, "", None);
    }
    report.add(
        "with articles read and figures summed up",
        alone.seconds / whole.seconds,
        "",
        None,
    );
    report.add("cases a second", n as f64 / cases.seconds, "/s", None);
    Ok(report)
}

/// Made-up cases over the demo's help centre in a temporary folder, and their messages.
fn write(cases: usize, seed: u64) -> anyhow::Result<(TempDir, Vec<String>)> {
    let folder = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    for path in Tallybook::iter() {
        if let Some(file) = Tallybook::get(&path) {
            let at = folder.path().join("knowledge").join(path.as_ref());
            std::fs::create_dir_all(at.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(&at, &file.data)?;
        }
    }
    let base = Base::read();
    let of_question = base
        .articles
        .iter()
        .flat_map(|(path, d)| d.questions.iter().map(move |_| path));
    let articles: Vec<&String> = of_question.collect();
    let mut corpus = Corpus::new(&base, seed);
    let (mut lines, mut messages) = (String::new(), Vec::with_capacity(cases));
    for number in 0..cases {
        let message = corpus.question();
        let from = corpus
            .made_from
            .get(&hash(&message))
            .copied()
            .unwrap_or(base.questions_from);
        let case = serde_json::json!({
            "id": number.to_string(),
            "group": from.to_string(),
            "turns": [{ "author": "contact", "text": message }],
            "expect": { "outcome": "answer", "cites": [articles[from - base.questions_from]] },
        });
        writeln!(lines, "{case}")?;
        messages.push(message);
    }
    std::fs::write(folder.path().join("cases.jsonl"), lines)?;
    std::fs::write(folder.path().join("suite.toml"), MANIFEST)?;
    Ok((folder, messages))
}

/// Embeds the messages as a turn does, on as many threads.
fn alone(embedder: &dyn Embedder, messages: &[String]) -> anyhow::Result<()> {
    out::note("Embedding the messages alone");
    for batch in messages.chunks(BATCH) {
        let batch: Vec<&str> = batch.iter().map(String::as_str).collect();
        embedder.embed_tokens(&batch)?;
    }
    Ok(())
}

/// What something took.
#[derive(Debug, Clone, Copy)]
struct Spent {
    seconds: f64,
    /// Of all cores together, where the system tells.
    processor: Option<f64>,
}

impl Spent {
    fn of(work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<Self> {
        let began = Mark::now();
        work()?;
        Ok(began.until(&Mark::now()))
    }

    fn mean(self, other: Self) -> Self {
        Self {
            seconds: (self.seconds + other.seconds) / 2.0,
            processor: self.processor.zip(other.processor).map(|(a, b)| (a + b) / 2.0),
        }
    }

    fn processor_share(self, of: Self) -> Option<f64> {
        self.processor.zip(of.processor).map(|(a, b)| a / b)
    }
}

/// A moment.
#[derive(Debug, Clone, Copy)]
struct Mark(Instant, Option<f64>);

impl Mark {
    fn now() -> Self {
        Self(Instant::now(), processor_seconds())
    }

    fn until(&self, end: &Self) -> Spent {
        Spent {
            seconds: end.0.duration_since(self.0).as_secs_f64(),
            processor: self.1.zip(end.1).map(|(began, ended)| ended - began),
        }
    }
}

/// When the first case began and the last one ended.
#[derive(Default)]
struct CaseClock(Mutex<(Option<Mark>, Option<Mark>)>);

impl CaseClock {
    fn hear(&self, progress: &Progress<'_>) {
        let ends = progress.done == progress.total;
        if progress.stage == "cases" && (ends || progress.done == 0) {
            let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let mark = if ends { &mut marks.1 } else { &mut marks.0 };
            *mark = Some(Mark::now());
        }
    }

    fn cases(&self) -> Option<Spent> {
        let marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(marks.0?.until(&marks.1?))
    }
}
