//! Reading a site once: its pages become articles, and articles whose pages vanished long enough ago are taken away.

use super::{Memory, PassedOver, SiteChange, SiteReport, SiteSettings};
use crate::config::CrawlConfig;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use usher_engine::ArticleId;
use usher_knowledge::Reader;
use usher_knowledge::convert::Page;
use usher_knowledge::crawl::Found;
use usher_store::{Edition, IngestChanges, Origin, Store, StoreError};

/// Articles applied in one transaction.
const BATCH: usize = 64;
/// Changes, and addresses passed over, that a report names.
const MOST: usize = 100;

/// Why a site could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadingFailed {
    /// The site, or how it is to be read; the text says the cure.
    #[error("{0}")]
    Told(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a site whose articles come from `source`, given what is remembered of it (empty for nothing), and tells of each page.
/// Returns what to remember and what came of it. What is remembered is to be stored after this returns: one that is interrupted
/// is read again.
pub async fn read_site(
    store: &Store,
    reader: &Reader,
    (source, settings, config): (&str, &SiteSettings, &CrawlConfig),
    remembered: &str,
    now: Timestamp,
    each: &(dyn Fn() + Sync),
) -> Result<(String, SiteReport), ReadingFailed> {
    // One that cannot be read any more costs a full download, no more.
    let mut memory: Memory = serde_json::from_str(remembered).unwrap_or_default();
    let (mut vanished, mut seen) = (Vec::new(), Vec::new());
    let mut told = SiteReport::default();
    let (send, mut pages) = unbounded_channel();
    let crawl = settings.crawl(config);
    let crawling = async {
        // Gone with this block, so that publishing ends.
        let pages = send;
        let mut take = |found| {
            each();
            match found {
                Found::Crawled { page, .. } => {
                    seen.push(page.path.clone());
                    // Nobody listens any more where publishing failed, and that error is told.
                    let _ = pages.send(page);
                }
                Found::Unchanged { path, .. } => {
                    told.unchanged += 1;
                    seen.push(path);
                }
                Found::Passed { url, reason } => told.pass(url, reason),
                Found::Gone { path, .. } => vanished.push(path),
            }
        };
        let ended = crawl.run(&memory.pages, &mut take).await;
        ended.map_err(ReadingFailed::Told)
    };
    // Articles are published while the site is read, so that no more than a few pages are in memory.
    let publishing = publish(store, reader, source, &mut pages, now);
    let (ended, mut report) = tokio::try_join!(crawling, publishing)?;
    report.unchanged += told.unchanged;
    told.passed
        .into_iter()
        .for_each(|passed| report.pass(passed.url, passed.reason));
    (report.requests, report.bytes) = (ended.requests, ended.bytes);
    memory.gone.retain(|path, _| !seen.contains(path));
    // Of a site that was not seen whole nobody knows what vanished.
    if ended.stopped.is_none() {
        for path in vanished {
            memory.gone.entry(path).or_insert(now);
        }
        report.retired = retire(store, source, &mut memory, settings.grace_days, now).await?;
    }
    (report.vanished, report.stopped, memory.pages) = (memory.gone.len(), ended.stopped, ended.state);
    let memory = serde_json::to_string(&memory).map_err(|e| ReadingFailed::Told(e.to_string()))?;
    Ok((memory, report))
}

impl SiteReport {
    fn pass(&mut self, url: String, reason: String) {
        if self.passed.len() < MOST {
            self.passed.push(PassedOver { url, reason });
        }
    }
}

async fn publish(
    store: &Store,
    reader: &Reader,
    source: &str,
    pages: &mut UnboundedReceiver<Page>,
    now: Timestamp,
) -> Result<SiteReport, ReadingFailed> {
    let mut report = SiteReport {
        at: now,
        ..SiteReport::default()
    };
    let mut some = Vec::with_capacity(BATCH);
    while pages.recv_many(&mut some, BATCH).await > 0 {
        let (reader, some) = (reader.clone(), std::mem::take(&mut some));
        let read = tokio::task::spawn_blocking(move || some.into_iter().map(|page| edition(&reader, page)).collect());
        let read: Vec<Result<Edition, PassedOver>> = read.await.map_err(|e| ReadingFailed::Told(e.to_string()))?;
        let mut editions = Vec::new();
        for edition in read {
            match edition {
                Ok(edition) => editions.push(edition),
                Err(passed) => report.pass(passed.url, passed.reason),
            }
        }
        apply(store, source, editions, &mut report, now).await?;
    }
    Ok(report)
}

fn edition(reader: &Reader, page: Page) -> Result<Edition, PassedOver> {
    match reader.read(&ArticleId(page.path.clone()), &page.markdown) {
        Err(reason) => Err(PassedOver { url: page.path, reason }),
        Ok(read) => Ok(Edition {
            article: read.article,
            hash: Reader::hash(page.markdown.as_bytes()),
            chunks: read.chunks,
            text: page.markdown,
        }),
    }
}

/// Stores editions, and notes which of them are new to the database.
async fn apply(
    store: &Store,
    source: &str,
    editions: Vec<Edition>,
    report: &mut SiteReport,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut held = Vec::new();
    for edition in &editions {
        let (id, title) = (edition.article.id.clone(), edition.article.title.clone());
        let was = published(store, &id).await?;
        held.push((id, title, was));
    }
    let changes = IngestChanges {
        upserts: editions,
        origin: Some(Origin::Crawl),
        ..IngestChanges::default()
    };
    store.apply_ingest(source, changes, now).await?;
    for (article, title, was) in held {
        match published(store, &article).await? {
            Some(version) if was != Some(version) => {
                report.changed += 1;
                if report.changes.len() < MOST {
                    report.changes.push(SiteChange {
                        article,
                        title,
                        was,
                        version,
                    });
                }
            }
            _ => report.unchanged += 1,
        }
    }
    Ok(())
}

async fn published(store: &Store, id: &ArticleId) -> Result<Option<u32>, StoreError> {
    Ok(store.article_row(id).await?.and_then(|row| row.version))
}

/// Takes articles away whose pages vanished long enough ago, and says how many.
async fn retire(
    store: &Store,
    source: &str,
    memory: &mut Memory,
    grace_days: u32,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let grace = SignedDuration::from_hours(24 * i64::from(grace_days));
    let over = |since: &Timestamp| now.duration_since(*since) >= grace;
    let gone = memory.gone.iter().filter(|(_, since)| over(since));
    let deletes: Vec<ArticleId> = gone.map(|(path, _)| ArticleId(path.clone())).collect();
    memory.gone.retain(|_, since| !over(since));
    let retired = deletes.len();
    let changes = IngestChanges {
        deletes,
        ..IngestChanges::default()
    };
    store.apply_ingest(source, changes, now).await?;
    Ok(retired)
}
