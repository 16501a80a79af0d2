//! `usher crawl START`: the articles of a site.

use super::Context;
use crate::knowledge_base::{self, KnowledgeBase};
use crate::out;
use anyhow::bail;
use serde::Serialize;
use std::sync::Arc;
use usher_knowledge::Reader;
use usher_server::{Clock as _, CrawlConfig, SiteReport, SiteSettings, SystemClock, read_site};
use usher_store::{Asking, SiteEnd, Store, new_id};

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

/// What came of it.
#[derive(Debug, Serialize)]
struct Summary {
    source: String,
    #[serde(flatten)]
    report: SiteReport,
    chunks: usize,
    index_left_to_server: bool,
}

pub async fn run(context: Context, args: Args) -> anyhow::Result<()> {
    let source = args.source.clone().unwrap_or_else(|| args.start.clone());
    let parts = knowledge_base::open_parts(&context.config, &context.data).await?;
    let site = site(&parts.store, &source, &args).await?;
    let remembered = parts.store.site_memory(&site).await?;
    let reader = Reader::new(Arc::clone(&parts.embedder));
    let config = CrawlConfig {
        pause_ms: args.pause_ms,
        allow_loopback: args.allow_loopback,
    };
    let about = (source.as_str(), &settings(&args), &config);
    let now = SystemClock.now();
    let (memory, report) = read_site(&parts.store, &reader, about, &remembered, now, &|| {}).await?;
    let end = SiteEnd {
        read: Some((memory, serde_json::to_value(&report)?)),
        problem: None,
        next_at: None,
    };
    parts.store.end_site(&site, None, end).await?;
    let mut summary = Summary {
        source,
        report,
        chunks: 0,
        index_left_to_server: parts.index.is_none(),
    };
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

fn settings(args: &Args) -> SiteSettings {
    SiteSettings {
        start: args.start.clone(),
        prefix: args.prefix.clone(),
        within: args.within.clone(),
        without: args.without.clone(),
        every_hours: None,
        grace_days: args.grace_days,
    }
}

/// The site of this source; one that nobody added yet is added, so that people see it in the console.
async fn site(store: &Store, source: &str, args: &Args) -> anyhow::Result<String> {
    let held = store.sites().await?.into_iter().find(|site| site.source == source);
    if let Some(site) = held {
        return Ok(site.id);
    }
    let now = SystemClock.now();
    let id = new_id(now);
    let asking = Asking {
        source,
        settings: &serde_json::to_value(settings(args))?,
        next_at: None,
    };
    if !store.add_site(&id, asking, None, now).await? {
        bail!("somebody adds the site `{source}` at this moment; try again");
    }
    Ok(id)
}

fn tell(summary: &Summary) {
    let report = &summary.report;
    out::line(&format!(
        "{} requests, {} KB: {} articles new or changed, {} unchanged, {} retired, {} vanished and kept for now",
        report.requests,
        report.bytes / 1_000,
        report.changed,
        report.unchanged,
        report.retired,
        report.vanished
    ));
    if summary.index_left_to_server {
        out::line("A running server has the index open and takes the change over by itself, within seconds.");
    } else {
        out::line(&format!("{} chunks embedded", summary.chunks));
    }
    if let Some(why) = &report.stopped {
        out::line(&format!("The site was not seen whole: {why}"));
    }
    if !report.passed.is_empty() {
        out::line("Addresses passed over:");
    }
    for passed in &report.passed {
        out::line(&format!("  {} — {}", passed.url, passed.reason));
    }
}
