//! Bringing the index up to what the database says, and the search engine up to what the vault says.

use super::edge::Point;
use super::record::Record;
use super::vault::Changes;
use super::{Index, MAX_PARTS, audience_key, chunk_key, key};
use crate::chunk::{embedded_text, prefix};
use crate::error::KnowledgeError;
use std::collections::{BTreeSet, HashMap, HashSet};
use usher_engine::text::is_stopword;
use usher_engine::{Article, ArticleId, Chunk, ChunkId, ChunkVectors, Rows, TextVectors, TokenVectors};

/// What has to change for the index to hold what the database holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncPlan {
    /// Chunks to embed.
    pub missing: Vec<ChunkId>,
    /// Keys of chunks to forget.
    surplus: Vec<u128>,
}

impl SyncPlan {
    /// True where nothing has to change.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty()
    }
}

/// Told after each batch: chunks embedded so far.
pub type Progress<'a> = &'a mut dyn FnMut(usize);

/// Chunks with their vectors, to be stored.
pub struct Embedded {
    articles: HashMap<ArticleId, Article>,
    records: Vec<Record>,
}

/// Chunks between two reports of progress.
const EMBED_AT_ONCE: usize = 16;
/// Points handed to the search engine at one go while mending.
const MEND_BATCH: usize = 512;

impl Index {
    /// Compares with the chunks that the database holds.
    pub fn plan(&self, wanted: &[ChunkId]) -> Result<SyncPlan, KnowledgeError> {
        let mut surplus = self.vault.keys()?;
        let mut missing = Vec::new();
        for id in wanted {
            if !surplus.remove(&key(id)?) {
                missing.push(id.clone());
            }
        }
        Ok(SyncPlan {
            missing,
            surplus: surplus.into_iter().collect(),
        })
    }

    /// Embeds and adds chunks with their articles. What is added is found from the next [`Index::finish`] on.
    pub fn add(&self, batch: Vec<(Article, Chunk)>, progress: Progress<'_>) -> Result<(), KnowledgeError> {
        self.store(&self.embed(batch, progress)?)
    }

    /// The first half of [`Index::add`]: nothing is changed yet, so that the next batch can be embedded while one is stored.
    pub fn embed(&self, batch: Vec<(Article, Chunk)>, progress: Progress<'_>) -> Result<Embedded, KnowledgeError> {
        let mut records = Vec::with_capacity(batch.len());
        for piece in batch.chunks(EMBED_AT_ONCE) {
            records.extend(match self.behind.get() {
                Some(threads) => threads.install(|| self.records(piece))?,
                None => self.records(piece)?,
            });
            progress(records.len());
        }
        let articles = batch.into_iter().map(|(article, _)| (article.id.clone(), article));
        Ok(Embedded {
            articles: articles.collect(),
            records,
        })
    }

    /// The second half of [`Index::add`].
    pub fn store(&self, embedded: &Embedded) -> Result<(), KnowledgeError> {
        let Embedded { articles, records } = embedded;
        let mut changes = Changes {
            articles: articles.values().collect(),
            ..Changes::default()
        };
        for record in records {
            changes.records.push((key(&record.chunk.id)?, record));
        }
        self.vault.apply(&changes)?;
        let pairs = records
            .iter()
            .filter_map(|r| Some((articles.get(&r.chunk.article)?, r)));
        self.edge.upsert(points(pairs)?)
    }

    /// Forgets what the plan says, takes over changed articles, and makes everything last.
    pub fn finish(&self, plan: &SyncPlan, articles: &[Article]) -> Result<(), KnowledgeError> {
        let ids: Vec<u128> = plan
            .surplus
            .iter()
            .flat_map(|&k| (0..MAX_PARTS as u128).map(move |p| k | p))
            .collect();
        for some in ids.chunks(64 * MAX_PARTS) {
            self.edge.delete(some)?;
        }
        let changes = Changes {
            articles: articles.iter().collect(),
            removed: plan.surplus.clone(),
            ..Changes::default()
        };
        self.vault.apply(&changes)?;
        let kept: HashSet<&ArticleId> = articles.iter().map(|a| &a.id).collect();
        let gone: Vec<ArticleId> = self
            .vault
            .articles()?
            .into_keys()
            .filter(|id| !kept.contains(id))
            .collect();
        self.vault.forget_articles(&gone)?;
        plan.surplus.iter().for_each(|k| drop(self.cache.remove(k)));
        if !plan.missing.is_empty() {
            self.edge.optimise()?;
        }
        self.edge.flush();
        self.refresh()
    }

    /// Gives the search engine what the vault has and it lost, and takes from it what the vault does not have.
    pub(super) fn mend(&self) -> Result<(), KnowledgeError> {
        let wanted = self.vault.keys()?;
        let mut held: HashSet<u128> = HashSet::new();
        let mut strangers = Vec::new();
        for id in self.edge.ids()? {
            if wanted.contains(&chunk_key(id)) {
                held.insert(chunk_key(id));
            } else {
                strangers.push(id);
            }
        }
        let lost: Vec<u128> = wanted.difference(&held).copied().collect();
        if lost.is_empty() && strangers.is_empty() {
            return Ok(());
        }
        tracing::info!(
            lost = lost.len(),
            strangers = strangers.len(),
            "mending the search segments from the vault"
        );
        if !strangers.is_empty() {
            self.edge.delete(&strangers)?;
        }
        let articles = self.vault.articles()?;
        for some in lost.chunks(MEND_BATCH) {
            let title = |c: &Chunk| articles.get(&c.article).map_or_else(String::new, |a| a.title.clone());
            let records = self.vault.records(some, &title)?;
            let pairs = records
                .iter()
                .flatten()
                .filter_map(|r| Some((articles.get(&r.chunk.article)?, r)));
            self.edge.upsert(points(pairs)?)?;
        }
        self.edge.flush();
        Ok(())
    }

    fn records(&self, batch: &[(Article, Chunk)]) -> Result<Vec<Record>, KnowledgeError> {
        let parts: Vec<String> = batch
            .iter()
            .flat_map(|(a, c)| c.parts.iter().take(MAX_PARTS).map(|p| embedded_text(&a.title, c, p)))
            .collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let mut parts = self.embedder.embed_tokens(&parts)?.into_iter();
        let mut texts: Vec<&str> = batch
            .iter()
            .filter(|(_, c)| !c.is_questions())
            .flat_map(|(_, c)| c.passages.iter().map(|p| p.text.as_str()))
            .collect();
        let passages = texts.len();
        // What names the chunks, each text once, goes with the passages: one wait for all instead of two.
        let names: BTreeSet<&str> = batch.iter().flat_map(|(a, c)| names_of(a, c)).collect();
        texts.extend(names.iter().copied());
        let mut vectors = self.embedder.embed(&texts)?;
        let named = vectors.split_off(passages);
        let names: HashMap<&str, Vec<f32>> = names.into_iter().zip(named).collect();
        let mut passages = vectors.into_iter();
        let records = batch.iter().map(|(article, chunk)| {
            let parts: Vec<TextVectors> = parts.by_ref().take(chunk.parts.len().min(MAX_PARTS)).collect();
            if chunk.is_questions() {
                let vectors = ChunkVectors {
                    parts: Rows::from_rows(parts.iter().map(|p| p.pooled.as_slice())),
                    ..ChunkVectors::default()
                };
                return Record::new(article, chunk.clone(), vectors);
            }
            let passages: Vec<Vec<f32>> = passages.by_ref().take(chunk.passages.len()).collect();
            let (tokens, token_passages) = passage_tokens(article, chunk, &parts);
            let named = names_of(article, chunk);
            let vectors = ChunkVectors {
                parts: Rows::from_rows(parts.iter().map(|p| p.pooled.as_slice())),
                names: Rows::from_rows(named.iter().filter_map(|n| names.get(n)).map(Vec::as_slice)),
                passages: Rows::from_rows(passages.iter().map(Vec::as_slice)),
                tokens: self.embedder.reduce(&tokens),
                token_passages,
            };
            Record::new(article, chunk.clone(), vectors)
        });
        Ok(records.collect())
    }
}

/// The article's title, its description and the nearest heading; what there is none of repeats the title.
fn names_of<'a>(article: &'a Article, chunk: &'a Chunk) -> [&'a str; 3] {
    let title = article.title.as_str();
    let heading = Some(chunk.heading()).filter(|h| !h.is_empty());
    [
        title,
        article.description.as_deref().unwrap_or(title),
        heading.unwrap_or(title),
    ]
}

/// The token vectors of a chunk's passages, without function words and lone punctuation, and the passage of each.
fn passage_tokens(article: &Article, chunk: &Chunk, parts: &[TextVectors]) -> (TokenVectors, Vec<u16>) {
    let mut kept = TokenVectors::default();
    let mut places = Vec::new();
    let head = prefix(&article.title, &chunk.headings).len();
    for (part, vectors) in chunk.parts.iter().zip(parts) {
        kept.dimensions = vectors.tokens.dimensions;
        let rows: Vec<&[f32]> = vectors.tokens.rows().collect();
        let mut start = head;
        for passage in part.clone() {
            let text = chunk.passages[passage].text.as_str();
            let inside = |span: &(u32, u32)| span.0 as usize >= start && span.1 as usize <= start + text.len();
            let tokens: Vec<(usize, &str)> = vectors
                .tokens
                .spans
                .iter()
                .enumerate()
                .filter(|(_, span)| inside(span))
                .filter_map(|(at, span)| Some((at, text.get(span.0 as usize - start..span.1 as usize - start)?)))
                .collect();
            let carries = |token: &str| {
                let lower = token.to_lowercase();
                !is_stopword(&lower) && (lower.len() > 1 || lower.chars().all(char::is_alphanumeric))
            };
            let mut some: Vec<usize> = tokens.iter().filter(|(_, t)| carries(t)).map(|(at, _)| *at).collect();
            if some.is_empty() {
                some.extend(tokens.first().map(|(at, _)| *at));
            }
            for at in some {
                if let Some(row) = rows.get(at) {
                    kept.values.extend_from_slice(row);
                    places.push(passage.min(usize::from(u16::MAX)) as u16);
                }
            }
            start += text.len() + 1;
        }
    }
    (kept, places)
}

fn points<'a>(records: impl Iterator<Item = (&'a Article, &'a Record)>) -> Result<Vec<Point<'a>>, KnowledgeError> {
    let mut points = Vec::new();
    for (article, record) in records {
        let first = key(&record.chunk.id)?;
        let is_question = record.chunk.is_questions();
        for (at, part) in record.chunk.parts.iter().take(MAX_PARTS).enumerate() {
            points.push(Point {
                id: first | at as u128,
                vector: record
                    .vectors
                    .parts
                    .row(at)
                    .iter()
                    .map(|&v| f32::from(v) / 127.0)
                    .collect(),
                text: embedded_text(&article.title, &record.chunk, part),
                is_question,
                audience: audience_key(&article.audience),
                article: article.id.as_str(),
            });
        }
    }
    Ok(points)
}
