//! From a folder to the database: what changed is read, understood, cut and stored, a batch at a time, so that memory
//! stays flat and an interruption leaves every article whole or as it was before.
//!
//! What cannot be read is named with its reason, and the version of it that was read before stays.

use crate::convert::convert;
use crate::progress::Progress;
use anyhow::bail;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use usher_engine::injection::Flag;
use usher_engine::intent::IntentSet;
use usher_engine::{ArticleId, Embedder, GuideId};
use usher_knowledge::Reader;
use usher_knowledge::convert::Page;
use usher_knowledge::load::{self, Loaded, SourceFile};
use usher_server::Clock;
use usher_store::{Edition, GuideFile, IngestChanges, Store, StoreError};

/// Articles applied in one transaction.
const BATCH_ARTICLES: usize = 64;
/// Bytes of articles applied in one transaction, so that a few huge ones do not fill the memory.
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// What came of an ingest.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    /// Name of the source.
    pub source: String,
    /// Files seen.
    pub files: usize,
    /// What became of the articles.
    pub articles: ArticleCounts,
    /// Guides of the source.
    pub guides: usize,
    /// Files that were not read, or not understood.
    pub skipped: Vec<Skipped>,
    /// Articles added or changed that hold an instruction aimed at the system, or text that people do not see. They are in
    /// the index like all others, without the characters that nobody sees; what was flagged is never quoted.
    pub flagged: Vec<Flagged>,
    /// Chunks embedded.
    pub chunks: usize,
    /// Seconds that it took.
    pub seconds: f64,
    /// Chunks embedded a second.
    pub chunks_per_second: f64,
    /// True where a running server has the index and takes the change over by itself.
    pub index_left_to_server: bool,
}

/// What became of the articles.
#[derive(Debug, Default, Serialize)]
pub struct ArticleCounts {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub deleted: usize,
}

/// A file that was passed over.
#[derive(Debug, Serialize)]
pub struct Skipped {
    /// Path in the folder.
    pub path: String,
    /// Why, and the cure.
    pub reason: String,
}

/// Something in an article that people should look at.
#[derive(Debug, Serialize)]
pub struct Flagged {
    /// Path in the folder.
    pub path: String,
    /// What, where and why.
    #[serde(flatten)]
    pub flag: Flag,
}

/// Reads `folder` into the database as `source`.
pub async fn read_folder(
    folder: &Path,
    source: &str,
    store: &Store,
    embedder: &Arc<dyn Embedder>,
    clock: &dyn Clock,
) -> anyhow::Result<Summary> {
    let files = load::list(folder)?;
    let mut ingest = Ingest {
        store,
        reader: Reader::new(Arc::clone(embedder)),
        clock,
        known: store.article_hashes(source).await?,
        kept: HashSet::new(),
        upserts: Vec::new(),
        bytes: 0,
        guides: Vec::new(),
        broken_guides: HashSet::new(),
        intents: Intents::None,
        summary: Summary {
            source: source.to_owned(),
            files: files.len(),
            ..Summary::default()
        },
    };
    let progress = Progress::start("Reading", "files", files.len());
    for (at, file) in files.iter().enumerate() {
        ingest.read(file).await?;
        progress.at(at + 1);
    }
    progress.done();
    let nothing_read = ingest.summary.skipped.len() == files.len();
    if nothing_read {
        bail!("{}", nothing_to_read(folder, &ingest.summary.skipped));
    }
    ingest.finish(&files).await
}

fn nothing_to_read(folder: &Path, skipped: &[Skipped]) -> String {
    let folder = folder.display();
    match skipped.first() {
        None => format!("{folder} is empty; nothing was changed. Name a folder with .md, .html or .txt files"),
        Some(first) => format!(
            "nothing in {folder} could be read, and nothing was changed; the first of {} files, {}, {}",
            skipped.len(),
            first.path,
            first.reason
        ),
    }
}

/// An ingest under way.
struct Ingest<'a> {
    store: &'a Store,
    reader: Reader,
    clock: &'a dyn Clock,
    /// Hashes of the articles that the source had before.
    known: HashMap<ArticleId, (String, u32)>,
    /// Articles that the source still has.
    kept: HashSet<ArticleId>,
    /// Articles to be applied next.
    upserts: Vec<Edition>,
    /// Their size.
    bytes: usize,
    guides: Vec<GuideFile>,
    /// Guides whose file cannot be understood now.
    broken_guides: HashSet<GuideId>,
    intents: Intents,
    summary: Summary,
}

/// The source's intents.
enum Intents {
    /// There is no file.
    None,
    /// There is one that cannot be understood.
    Broken,
    /// From this file, this YAML.
    Read(String, String),
}

impl Ingest<'_> {
    async fn read(&mut self, file: &SourceFile) -> anyhow::Result<()> {
        if load::is_article(&file.path) {
            self.read_articles(file)?;
        } else {
            self.read_other(file);
        }
        if self.upserts.len() >= BATCH_ARTICLES || self.bytes >= BATCH_BYTES {
            self.apply().await?;
        }
        Ok(())
    }

    /// A file that is one article, or several.
    fn read_articles(&mut self, file: &SourceFile) -> anyhow::Result<()> {
        let before: Vec<ArticleId> = self.known.keys().filter(|id| is_of(id, &file.path)).cloned().collect();
        let hash = match load::read_bytes(file) {
            Ok(bytes) => Reader::hash(&bytes),
            Err(reason) => {
                self.kept.extend(before);
                self.skip(&file.path, reason);
                return Ok(());
            }
        };
        if before.iter().any(|id| self.known[id].0 == hash) {
            self.summary.articles.unchanged += before.len();
            self.kept.extend(before);
            return Ok(());
        }
        match convert(&file.path, &file.at) {
            Err(reason) => {
                self.kept.extend(before);
                self.skip(&file.path, reason);
            }
            Ok(pages) => {
                for page in pages {
                    self.take_page(page, &hash);
                }
            }
        }
        Ok(())
    }

    fn take_page(&mut self, page: Page, hash: &str) {
        let id = ArticleId(page.path);
        self.kept.insert(id.clone());
        match self.reader.read(&id, &page.markdown) {
            Err(reason) => self.skip(id.as_str(), reason),
            Ok(read) => {
                let path = id.to_string();
                let flagged = read.flags.into_iter().map(|flag| Flagged {
                    path: path.clone(),
                    flag,
                });
                self.summary.flagged.extend(flagged);
                self.bytes += page.markdown.len();
                self.upserts.push(Edition {
                    article: read.article,
                    hash: hash.to_owned(),
                    chunks: read.chunks,
                    text: page.markdown,
                });
            }
        }
    }

    /// A guide or the intents.
    fn read_other(&mut self, file: &SourceFile) {
        let read = load::read_text(file).and_then(|text| Ok((load::understand(&file.path, &text)?, text)));
        let (loaded, text) = match read {
            Ok(read) => read,
            Err(reason) => return self.skip(&file.path, reason),
        };
        match loaded {
            Loaded::Guide(guide) => self.guides.push(GuideFile { guide: *guide, text }),
            Loaded::Intents(yaml) => self.take_intents(&file.path, yaml),
            Loaded::Article(_) => {}
        }
    }

    fn take_intents(&mut self, path: &str, yaml: String) {
        if let Intents::Read(first, _) = &self.intents {
            let reason = format!("the source has its intents in {first} already; move these into that file");
            return self.skip(path, reason);
        }
        match IntentSet::parse(path, &yaml) {
            Ok(_) => self.intents = Intents::Read(path.to_owned(), yaml),
            Err(error) => self.skip(path, error.to_string()),
        }
    }

    fn skip(&mut self, path: &str, reason: String) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some((stem, "yaml" | "yml")) = name.rsplit_once('.') {
            if stem == "intents" && matches!(self.intents, Intents::None) {
                self.intents = Intents::Broken;
            } else if folder.split('/').next_back() == Some("guides") {
                self.broken_guides.insert(GuideId::from(stem));
            }
        }
        self.summary.skipped.push(Skipped {
            path: path.to_owned(),
            reason,
        });
    }

    /// Stores what was read. An article that contradicts what is stored does not hold up the others.
    async fn apply(&mut self) -> anyhow::Result<()> {
        let upserts = std::mem::take(&mut self.upserts);
        self.bytes = 0;
        match self.store_articles(upserts.clone()).await {
            Ok(()) => Ok(()),
            Err(StoreError::Conflict(_) | StoreError::Invalid { .. }) => self.apply_one_by_one(upserts).await,
            Err(error) => Err(error.into()),
        }
    }

    async fn apply_one_by_one(&mut self, upserts: Vec<Edition>) -> anyhow::Result<()> {
        for upsert in upserts {
            let path = upsert.article.id.to_string();
            match self.store_articles(vec![upsert]).await {
                Err(StoreError::Conflict(why)) => {
                    self.skip(&path, format!("{why}, or name the source that holds it with --source"));
                }
                Err(error @ StoreError::Invalid { .. }) => self.skip(&path, error.to_string()),
                stored => stored?,
            }
        }
        Ok(())
    }

    async fn store_articles(&mut self, upserts: Vec<Edition>) -> Result<(), StoreError> {
        let added = upserts
            .iter()
            .filter(|e| !self.known.contains_key(&e.article.id))
            .count();
        let changed = upserts.len() - added;
        let changes = IngestChanges {
            upserts,
            ..IngestChanges::default()
        };
        self.store
            .apply_ingest(&self.summary.source, changes, self.clock.now())
            .await?;
        self.summary.articles.added += added;
        self.summary.articles.changed += changed;
        Ok(())
    }

    /// Follows deletions and takes over guides and intents, once all files are read.
    async fn finish(mut self, files: &[SourceFile]) -> anyhow::Result<Summary> {
        if !self.upserts.is_empty() {
            self.apply().await?;
        }
        let here: HashSet<&str> = files.iter().map(|f| f.path.as_str()).collect();
        let deletes: Vec<ArticleId> = self
            .known
            .keys()
            .filter(|id| !self.kept.contains(id))
            .cloned()
            .collect();
        self.summary.articles.deleted = deletes.len();
        let mut guides = std::mem::take(&mut self.guides);
        for GuideFile { guide, .. } in &mut guides {
            let gone = guide.article.take_if(|article| !here.contains(article.as_str()));
            if let Some(article) = gone {
                self.summary.skipped.push(Skipped {
                    path: format!("{}, its article", guide.id),
                    reason: format!(
                        "there is no {article} in this folder, so the guide stands without it; write the article's path \
                         from the folder that is ingested"
                    ),
                });
            }
        }
        let held = self.store.guides().await?;
        let kept = held
            .iter()
            .filter(|guide| self.broken_guides.contains(&guide.id))
            .count();
        self.summary.guides = guides.len() + kept;
        let intents = match std::mem::replace(&mut self.intents, Intents::None) {
            Intents::None => Some(String::new()),
            Intents::Broken => None,
            Intents::Read(_, yaml) => Some(yaml),
        };
        let changes = IngestChanges {
            deletes,
            guides: Some(guides),
            broken_guides: self.broken_guides.into_iter().collect(),
            intents,
            ..IngestChanges::default()
        };
        self.store
            .apply_ingest(&self.summary.source, changes, self.clock.now())
            .await?;
        Ok(self.summary)
    }
}

/// True where an article was read from this file: under its path, or under it, where a file became several.
fn is_of(id: &ArticleId, path: &str) -> bool {
    let rest = id.as_str().strip_prefix(path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
