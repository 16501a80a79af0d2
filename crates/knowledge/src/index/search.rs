//! Hybrid search: a dense and a BM25 ranking of chunks and a dense one of the questions that lead to articles, fused,
//! filtered by audience and weighed by the page's product area.

use super::edge::{self, Found};
use super::record::Record;
use super::{Index, State, chunk_key};
use crate::error::KnowledgeError;
use async_trait::async_trait;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use usher_engine::{Article, ArticleId, Audience, Hit, KnownQuestion, PortError, Retriever, SearchQuery};

/// How deep each ranking is read.
const DEPTH: usize = 40;
/// The most points that are looked at one by one for the dense ranking, below a millisecond by the cost of one; among more the
/// graph is walked.
const LOOKED_AT: usize = 32_768;
/// The constant of reciprocal rank fusion. Source: Cormack, Clarke and Büttcher, SIGIR 2009.
const RRF_K: f32 = 60.0;
/// What standing in the page's product area adds to a fused score, as a share of the score.
const AREA_WEIGHT: f32 = 0.15;
/// Articles that known questions lead to …
const ASKED_ARTICLES: usize = 5;
/// … and the chunks of each that are read.
const ASKED_CHUNKS: usize = 3;

/// One chunk's places in the rankings.
#[derive(Default)]
struct Places {
    dense: Option<usize>,
    lexical: Option<(usize, f32)>,
    /// Place of its article among those that a known question leads to.
    asked: Option<usize>,
}

/// A chunk with its fused score.
struct Ranked {
    key: u128,
    places: Places,
    article: Arc<Article>,
    fused: f32,
}

impl Index {
    pub(super) fn find(&self, query: &SearchQuery<'_>) -> Result<Vec<Hit>, KnowledgeError> {
        let state = self.state();
        let filter = filter(&state, query)?;
        let admits = |article: &Article| {
            let given = query.within.is_none_or(|ids| ids.contains(&article.id));
            given && article.audience.admits(query.contact, query.inbox)
        };
        let dense = if state.dense.len() <= LOOKED_AT {
            state.dense.nearest(query.vector, admits, DEPTH)
        } else {
            self.edge.nearest(query.vector, filter.clone(), DEPTH)?
        };
        let lexical = self.edge.lexical(query.text, filter, DEPTH)?;
        let mut places: HashMap<u128, Places> = HashMap::new();
        for (rank, found) in best_parts(dense).into_iter().enumerate() {
            places.entry(found.id).or_default().dense = Some(rank);
        }
        for (rank, found) in best_parts(lexical).into_iter().enumerate() {
            places.entry(found.id).or_default().lexical = Some((rank, found.score));
        }
        let asked = best_parts(state.asked.nearest(query.vector, admits, DEPTH));
        let articles = asked.iter().filter_map(|found| state.owners.get(&found.id));
        for (rank, article) in articles.take(ASKED_ARTICLES).enumerate() {
            let nearest = best_parts(state.dense.of_article(&article.id, query.vector));
            for found in nearest.into_iter().take(ASKED_CHUNKS) {
                places.entry(found.id).or_default().asked = Some(rank);
            }
        }
        self.hits(&state, best(&state, places, query))
    }

    fn questions(&self) -> Result<Vec<KnownQuestion>, KnowledgeError> {
        let mut keys: Vec<(ArticleId, u128)> = self.state().questions.clone().into_iter().collect();
        keys.sort();
        let mut known = Vec::new();
        for some in keys.chunks(256) {
            let keys: Vec<u128> = some.iter().map(|(_, key)| *key).collect();
            for record in self.vault.records(&keys, &|_| String::new())?.into_iter().flatten() {
                for (at, passage) in record.chunk.passages.iter().enumerate() {
                    let row = record.vectors.parts.row(at);
                    known.push(KnownQuestion {
                        article: record.chunk.article.clone(),
                        text: passage.text.clone(),
                        vector: row.iter().map(|&v| f32::from(v) / 127.0).collect(),
                    });
                }
            }
        }
        Ok(known)
    }

    /// Records by key, from the cache or decoded.
    fn load(&self, keys: impl Iterator<Item = u128>) -> Result<HashMap<u128, Arc<Record>>, KnowledgeError> {
        let mut records = HashMap::new();
        let mut missing = Vec::new();
        for key in keys {
            match self.cache.get(&key) {
                Some(record) => drop(records.insert(key, record)),
                None => missing.push(key),
            }
        }
        if missing.is_empty() {
            return Ok(records);
        }
        missing.sort_unstable();
        missing.dedup();
        let state = self.state();
        let title = |chunk: &usher_engine::Chunk| {
            let article = state.articles.get(&chunk.article);
            article.map_or_else(String::new, |a| a.title.clone())
        };
        for (key, record) in missing.iter().zip(self.vault.records(&missing, &title)?) {
            if let Some(record) = record.map(Arc::new) {
                self.cache.insert(*key, Arc::clone(&record));
                records.insert(*key, record);
            }
        }
        Ok(records)
    }

    fn hits(&self, state: &State, best: Vec<Ranked>) -> Result<Vec<Hit>, KnowledgeError> {
        let of_article = |ranked: &Ranked| state.questions.get(&ranked.article.id).copied();
        let questions: Vec<Option<u128>> = best.iter().map(of_article).collect();
        let keys = best.iter().map(|r| r.key).chain(questions.iter().flatten().copied());
        let records = self.load(keys)?;
        let hit = |(ranked, questions): (Ranked, Option<u128>)| {
            let record = records.get(&ranked.key)?;
            let places = ranked.places;
            Some(Hit {
                chunk: Arc::clone(&record.chunk),
                article: ranked.article,
                vectors: Arc::clone(&record.vectors),
                reading: Arc::clone(&record.reading),
                dense_rank: places.dense,
                lexical_rank: places.lexical.map(|(r, _)| r),
                lexical: places.lexical.map_or(0.0, |(_, s)| s),
                fused: ranked.fused,
                questions: questions.and_then(|key| Some(Arc::clone(&records.get(&key)?.vectors))),
            })
        };
        Ok(best.into_iter().zip(questions).filter_map(hit).collect())
    }
}

/// The best chunks that the contact may see, best first. Nothing is read for it: most of what was found is dropped.
fn best(state: &State, places: HashMap<u128, Places>, query: &SearchQuery<'_>) -> Vec<Ranked> {
    let reciprocal = |rank: Option<usize>| rank.map_or(0.0, |r| 1.0 / (RRF_K + r as f32 + 1.0));
    let rank = |(key, places): (u128, Places)| {
        let article = Arc::clone(state.owners.get(&key)?);
        // The filter goes by what was indexed; what the article says now decides.
        if !article.audience.admits(query.contact, query.inbox) {
            return None;
        }
        let fused = reciprocal(places.dense) + reciprocal(places.lexical.map(|(r, _)| r)) + reciprocal(places.asked);
        let here = query.area.is_some() && article.product_area.as_deref() == query.area;
        Some(Ranked {
            key,
            fused: if here { fused * (1.0 + AREA_WEIGHT) } else { fused },
            places,
            article,
        })
    };
    let mut ranked: Vec<Ranked> = places.into_iter().filter_map(rank).collect();
    ranked.sort_by(|a, b| b.fused.total_cmp(&a.fused).then_with(|| a.key.cmp(&b.key)));
    ranked.truncate(query.limit);
    ranked
}

/// Admits what the contact may see, of the given articles where some are given.
fn filter(state: &State, query: &SearchQuery<'_>) -> Result<Option<qdrant_edge::Filter>, KnowledgeError> {
    let admitted = |(_, audience): &(&String, &Audience)| audience.admits(query.contact, query.inbox);
    let audiences: Vec<&str> = state
        .audiences
        .iter()
        .filter(admitted)
        .map(|(key, _)| key.as_str())
        .collect();
    let all = audiences.len() == state.audiences.len();
    let articles: Option<Vec<&str>> = query.within.map(|ids| ids.iter().map(ArticleId::as_str).collect());
    edge::filter((!all).then_some(&audiences), articles.as_deref())
}

/// The best part of each chunk, best first.
fn best_parts(found: Vec<Found>) -> Vec<Found> {
    let mut best: Vec<Found> = Vec::new();
    let mut seen = HashSet::new();
    for point in found {
        if seen.insert(chunk_key(point.id)) {
            best.push(Found {
                id: chunk_key(point.id),
                ..point
            });
        }
    }
    best
}

#[async_trait]
impl Retriever for Index {
    fn identity(&self) -> String {
        let state = self.state();
        format!("{}/{} chunks/{}", self.embedder.identity(), state.chunks, state.changes)
    }

    fn document_frequency(&self, term: &str) -> (u32, u32) {
        let state = self.state();
        (state.stems.get(term).copied().unwrap_or(0), state.chunks)
    }

    fn known_questions(&self) -> Result<Vec<KnownQuestion>, PortError> {
        self.questions().map_err(|e| PortError::Retriever(e.to_string()))
    }

    async fn search(&self, query: &SearchQuery<'_>) -> Result<Vec<Hit>, PortError> {
        self.find(query).map_err(|e| PortError::Retriever(e.to_string()))
    }
}
