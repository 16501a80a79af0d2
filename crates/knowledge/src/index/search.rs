//! Hybrid search: a dense and a BM25 ranking of chunks and a dense one of the questions that lead to articles, fused,
//! filtered by audience and weighed by the page's product area.

use super::edge::{self, Found};
use super::{Index, State, audience_key, chunk_key};
use crate::error::KnowledgeError;
use async_trait::async_trait;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use usher_engine::{ArticleId, Hit, KnownQuestion, PortError, Retriever, SearchQuery};

/// How deep each ranking is read.
const DEPTH: usize = 40;
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

impl Index {
    fn find(&self, query: &SearchQuery<'_>) -> Result<Vec<Hit>, KnowledgeError> {
        let filter = self.filter(query, query.within)?;
        let dense = self.edge.nearest(query.vector, filter.clone(), DEPTH)?;
        let lexical = self.edge.lexical(query.text, filter.clone(), DEPTH)?;
        let mut places: HashMap<u128, Places> = HashMap::new();
        for (rank, found) in best_parts(dense).into_iter().enumerate() {
            places.entry(found.id).or_default().dense = Some(rank);
        }
        for (rank, found) in best_parts(lexical).into_iter().enumerate() {
            places.entry(found.id).or_default().lexical = Some((rank, found.score));
        }
        self.follow_questions(query, filter, &mut places)?;
        let mut hits = self.hits(places, query)?;
        hits.sort_by(|a, b| b.fused.total_cmp(&a.fused).then_with(|| a.chunk.id.cmp(&b.chunk.id)));
        hits.truncate(query.limit);
        Ok(hits)
    }

    /// Adds the nearest chunks of the articles whose known questions are nearest.
    fn follow_questions(
        &self,
        query: &SearchQuery<'_>,
        filter: Option<qdrant_edge::Filter>,
        places: &mut HashMap<u128, Places>,
    ) -> Result<(), KnowledgeError> {
        if self.state().questions.is_empty() {
            return Ok(());
        }
        let keys: Vec<u128> = best_parts(self.edge.asked(query.vector, filter, DEPTH)?)
            .into_iter()
            .take(ASKED_ARTICLES)
            .map(|found| found.id)
            .collect();
        self.load(&keys)?;
        let articles: Vec<ArticleId> = keys
            .iter()
            .filter_map(|key| Some(self.cache.get(key)?.chunk.article.clone()))
            .collect();
        if articles.is_empty() {
            return Ok(());
        }
        let filter = self.filter(query, Some(&articles))?;
        let near = best_parts(self.edge.nearest(query.vector, filter, DEPTH * 2)?);
        let chunks: Vec<u128> = near.iter().map(|f| f.id).collect();
        self.load(&chunks)?;
        let mut taken = vec![0; articles.len()];
        for key in chunks {
            let Some(record) = self.cache.get(&key) else { continue };
            let Some(rank) = articles.iter().position(|id| *id == record.chunk.article) else {
                continue;
            };
            taken[rank] += 1;
            if taken[rank] <= ASKED_CHUNKS {
                places.entry(key).or_default().asked = Some(rank);
            }
        }
        Ok(())
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

    /// Sees to it that records are decoded and at hand.
    fn load(&self, keys: &[u128]) -> Result<(), KnowledgeError> {
        let missing: Vec<u128> = keys.iter().filter(|k| self.cache.get(*k).is_none()).copied().collect();
        if missing.is_empty() {
            return Ok(());
        }
        let state = self.state();
        let title = |chunk: &usher_engine::Chunk| {
            let article = state.articles.get(&chunk.article);
            article.map_or_else(String::new, |a| a.title.clone())
        };
        for (key, record) in missing.iter().zip(self.vault.records(&missing, &title)?) {
            if let Some(record) = record {
                self.cache.insert(*key, Arc::new(record));
            }
        }
        Ok(())
    }

    fn hits(&self, places: HashMap<u128, Places>, query: &SearchQuery<'_>) -> Result<Vec<Hit>, KnowledgeError> {
        let keys: Vec<u128> = places.keys().copied().collect();
        self.load(&keys)?;
        let known: HashSet<u128> = {
            let state = self.state();
            let articles = keys
                .iter()
                .filter_map(|k| Some(self.cache.get(k)?.chunk.article.clone()));
            articles.filter_map(|id| state.questions.get(&id).copied()).collect()
        };
        self.load(&known.into_iter().collect::<Vec<_>>())?;
        let state = self.state();
        let mut hits = Vec::with_capacity(places.len());
        for (key, place) in places {
            let Some(record) = self.cache.get(&key) else { continue };
            let Some(article) = state.articles.get(&record.chunk.article) else {
                continue;
            };
            // The filter goes by what was indexed; what the article says now decides.
            if !article.audience.admits(query.contact, query.inbox) {
                continue;
            }
            let reciprocal = |rank: Option<usize>| rank.map_or(0.0, |r| 1.0 / (RRF_K + r as f32 + 1.0));
            let fused = reciprocal(place.dense) + reciprocal(place.lexical.map(|(r, _)| r)) + reciprocal(place.asked);
            let here = query.area.is_some() && article.product_area.as_deref() == query.area;
            let questions = state.questions.get(&article.id).and_then(|key| self.cache.get(key));
            hits.push(Hit {
                chunk: Arc::clone(&record.chunk),
                article: Arc::clone(article),
                vectors: Arc::clone(&record.vectors),
                reading: Arc::clone(&record.reading),
                dense_rank: place.dense,
                lexical_rank: place.lexical.map(|(r, _)| r),
                lexical: place.lexical.map_or(0.0, |(_, s)| s),
                fused: if here { fused * (1.0 + AREA_WEIGHT) } else { fused },
                questions: questions.map(|record| Arc::clone(&record.vectors)),
            });
        }
        Ok(hits)
    }

    fn filter(
        &self,
        query: &SearchQuery<'_>,
        within: Option<&[ArticleId]>,
    ) -> Result<Option<qdrant_edge::Filter>, KnowledgeError> {
        let state = self.state();
        let admitted = |a: &&usher_engine::Audience| a.admits(query.contact, query.inbox);
        let audiences: Vec<String> = state.audiences.values().filter(admitted).map(audience_key).collect();
        let all = audiences.len() == state.audiences.len();
        let articles: Option<Vec<&str>> = within.map(|ids| ids.iter().map(ArticleId::as_str).collect());
        edge::filter((!all).then_some(&audiences), articles.as_deref())
    }

    fn state(&self) -> std::sync::RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
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
