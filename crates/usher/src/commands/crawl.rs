//! `usher crawl START`: the articles of a site.

use super::Context;
use crate::knowledge_base::{self, KnowledgeBase, Parts};
use crate::out;
use anyhow::{Context as _, anyhow};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use usher_engine::ArticleId;
use usher_knowledge::Reader;
use usher_knowledge::convert::Page;
use usher_knowledge::crawl::{Crawl, Found, Guard, Scope, Start, State};
use usher_server::{Clock as _, SystemClock};
use usher_store::{Edition, IngestChanges, Origin, Store};

/// Articles applied in one transaction.
const BATCH: usize = 64;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A page that links lead on from, or a sitemap (its address ends with .xml), whose pages alone are read.
    #[arg(value_name = "START")]
    start: String,
    /// What the site is called in the database [default: its address].
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// What the paths of wanted pages begin with: /docs/.
    #[arg(long, value_name = "PATH", default_value = "")]
    prefix: String,
    /// Patterns of which one has to fit a page's path: /docs/*/howto*. May be given more than once.
    #[arg(long, value_name = "PATTERN")]
    within: Vec<String>,
    /// Patterns of which none may fit.
    #[arg(long, value_name = "PATTERN")]
    without: Vec<String>,
    /// Milliseconds between two requests; a site that asks for more gets it.
    #[arg(long, value_name = "MS", default_value_t = 500)]
    pause_ms: u64,
    /// Days that the article of a page that vanished stays.
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    grace_days: u32,
    /// Reads a site on this machine, which is refused otherwise.
    #[arg(long)]
    allow_loopback: bool,
}

/// What is kept from one crawl to the next.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    /// Of each page, what makes asking again cheap.
    pages: State,
    /// Articles whose pages vanished, and since when.
    gone: BTreeMap<String, Timestamp>,
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
struct Summary {
    source: String,
    requests: u64,
    bytes: u64,
    changed: usize,
    unchanged: usize,
    retired: usize,
    /// Pages that vanished, whose articles stay for now.
    vanished: usize,
    /// Addresses that were not read, with why.
    passed: Vec<(String, String)>,
    /// Why not all of the site was seen, where it was not.
    stopped: Option<String>,
    chunks: usize,
    index_left_to_server: bool,
}

pub async fn run(context: Context, args: Args) -> anyhow::Result<()> {
    let source = args.source.clone().unwrap_or_else(|| args.start.clone());
    let file = memory_file(context.data.path(), &source);
    let mut memory = remembered(&file)?;
    let parts = knowledge_base::open_parts(&context.config, &context.data).await?;
    let (mut pages, mut summary) = (Vec::new(), Summary::default());
    let (mut vanished, mut seen) = (Vec::new(), Vec::new());
    let mut each = |found| match found {
        Found::Crawled { page, .. } => pages.push(page),
        Found::Unchanged { path, .. } => {
            summary.unchanged += 1;
            seen.push(path);
        }
        Found::Passed { url, reason } => summary.passed.push((url, reason)),
        Found::Gone { path, .. } => vanished.push(path),
    };
    let report = crawl(&args)
        .run(&memory.pages, &mut each)
        .await
        .map_err(|why| anyhow!(why))?;
    (summary.source, summary.requests, summary.bytes) = (source, report.requests, report.bytes);
    seen.extend(pages.iter().map(|page| page.path.clone()));
    summary.changed = pages.len();
    publish(&parts, &mut summary, pages).await?;
    let now = SystemClock.now();
    memory.gone.retain(|path, _| !seen.contains(path));
    // Of a site that was not seen whole nobody knows what vanished.
    if report.stopped.is_none() {
        for path in vanished {
            memory.gone.entry(path).or_insert(now);
        }
        retire(&parts.store, &mut memory, &mut summary, args.grace_days, now).await?;
    }
    (summary.vanished, summary.stopped, memory.pages) = (memory.gone.len(), report.stopped, report.state);
    // Once what it speaks of is stored: a crawl that ends before is made again.
    keep(&file, &memory)?;
    summary.index_left_to_server = parts.index.is_none();
    if let Some(index) = parts.index {
        let knowledge = KnowledgeBase::new(parts.store.clone(), parts.embedder, index, context.data.index());
        summary.chunks = knowledge.sync(true).await?.embedded;
    }
    parts.store.close().await;
    if !out::is_read_by_a_person() {
        return out::json(&summary);
    }
    tell(&summary);
    Ok(())
}

fn crawl(args: &Args) -> Crawl {
    let is_sitemap = args
        .start
        .split(['?', '#'])
        .next()
        .is_some_and(|path| path.ends_with(".xml"));
    let start = if is_sitemap { Start::Sitemap } else { Start::Page };
    Crawl {
        scope: Scope {
            prefix: args.prefix.clone(),
            within: args.within.clone(),
            without: args.without.clone(),
        },
        guard: Guard {
            // Whoever names a port means it; a link to another one is refused.
            ports: reqwest::Url::parse(&args.start)
                .ok()
                .and_then(|url| url.port())
                .into_iter()
                .collect(),
            allow_loopback: args.allow_loopback,
            ..Guard::default()
        },
        pause: Duration::from_millis(args.pause_ms),
        ..Crawl::new(start(args.start.clone()))
    }
}

async fn publish(parts: &Parts, summary: &mut Summary, pages: Vec<Page>) -> anyhow::Result<()> {
    let reader = Reader::new(std::sync::Arc::clone(&parts.embedder));
    let mut editions = Vec::new();
    for page in pages {
        match reader.read(&ArticleId(page.path.clone()), &page.markdown) {
            Err(why) => summary.passed.push((page.path, why)),
            Ok(read) => editions.push(Edition {
                article: read.article,
                hash: Reader::hash(page.markdown.as_bytes()),
                chunks: read.chunks,
                text: page.markdown,
            }),
        }
    }
    for some in editions.chunks(BATCH) {
        let changes = IngestChanges {
            upserts: some.to_vec(),
            origin: Some(Origin::Crawl),
            ..IngestChanges::default()
        };
        parts
            .store
            .apply_ingest(&summary.source, changes, SystemClock.now())
            .await?;
    }
    Ok(())
}

/// Takes articles away whose pages vanished long enough ago.
async fn retire(
    store: &Store,
    memory: &mut Memory,
    summary: &mut Summary,
    grace_days: u32,
    now: Timestamp,
) -> anyhow::Result<()> {
    let grace = SignedDuration::from_hours(24 * i64::from(grace_days));
    let over = |since: &Timestamp| now.duration_since(*since) >= grace;
    let deletes: Vec<ArticleId> = memory
        .gone
        .iter()
        .filter(|(_, since)| over(since))
        .map(|(path, _)| ArticleId(path.clone()))
        .collect();
    memory.gone.retain(|_, since| !over(since));
    summary.retired = deletes.len();
    let changes = IngestChanges {
        deletes,
        ..IngestChanges::default()
    };
    store.apply_ingest(&summary.source, changes, now).await?;
    Ok(())
}

/// Where a site is remembered: a file a source, named by its hash.
fn memory_file(data: &Path, source: &str) -> PathBuf {
    data.join("crawls")
        .join(format!("{}.json", Reader::hash(source.as_bytes())))
}

fn remembered(file: &Path) -> anyhow::Result<Memory> {
    match std::fs::read(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Memory::default()),
        read => {
            let cure = || {
                format!(
                    "{} cannot be read; remove it, and the site is read anew",
                    file.display()
                )
            };
            serde_json::from_slice(&read.with_context(cure)?).with_context(cure)
        }
    }
}

fn keep(file: &Path, memory: &Memory) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    crate::files::write_whole(file, &serde_json::to_string(memory)?)
}

fn tell(summary: &Summary) {
    out::line(&format!(
        "{} requests, {} KB: {} articles new or changed, {} unchanged, {} retired, {} vanished and kept for now",
        summary.requests,
        summary.bytes / 1_000,
        summary.changed,
        summary.unchanged,
        summary.retired,
        summary.vanished
    ));
    if summary.index_left_to_server {
        out::line("A running server has the index open and takes the change over by itself, within seconds.");
    } else {
        out::line(&format!("{} chunks embedded", summary.chunks));
    }
    if let Some(why) = &summary.stopped {
        out::line(&format!("The site was not seen whole: {why}"));
    }
    if !summary.passed.is_empty() {
        out::line(&format!("{} addresses passed over:", summary.passed.len()));
    }
    for (address, why) in &summary.passed {
        out::line(&format!("  {address} — {why}"));
    }
}
