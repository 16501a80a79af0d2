//! Hybrid search: a dense and a BM25 ranking, fused, filtered by audience and weighed by the page's product area.

use super::edge::{self, Found};
use super::{Index, audience_key, chunk_key};
use crate::error::KnowledgeError;
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::Arc;
use usher_engine::{ArticleId, Hit, PortError, Retriever, SearchQuery};

/// How deep each ranking is read.
const DEPTH: usize = 40;
/// The constant of reciprocal rank fusion. Source: Cormack, Clarke and Büttcher, SIGIR 2009.
const RRF_K: f32 = 60.0;
/// What standing in the page's product area adds to a fused score, as a share of the score.
const AREA_WEIGHT: f32 = 0.15;

/// One chunk's places in the two rankings.
#[derive(Default)]
struct Places {
    dense: Option<usize>,
    lexical: Option<(usize, f32)>,
}

impl Index {
    fn find(&self, query: &SearchQuery<'_>) -> Result<Vec<Hit>, KnowledgeError> {
        let filter = self.filter(query)?;
        let dense = self.edge.nearest(query.vector, filter.clone(), DEPTH)?;
        let lexical = self.edge.lexical(query.text, filter, DEPTH)?;
        let mut places: HashMap<u128, Places> = HashMap::new();
        for (rank, found) in best_parts(dense).into_iter().enumerate() {
            places.entry(found.id).or_default().dense = Some(rank);
        }
        for (rank, found) in best_parts(lexical).into_iter().enumerate() {
            places.entry(found.id).or_default().lexical = Some((rank, found.score));
        }
        let mut hits = self.hits(places, query)?;
        hits.sort_by(|a, b| b.fused.total_cmp(&a.fused).then_with(|| a.chunk.id.cmp(&b.chunk.id)));
        hits.truncate(query.limit);
        Ok(hits)
    }

    fn hits(&self, places: HashMap<u128, Places>, query: &SearchQuery<'_>) -> Result<Vec<Hit>, KnowledgeError> {
        let state = self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let keys: Vec<u128> = places.keys().copied().collect();
        let missing: Vec<u128> = keys.iter().filter(|k| self.cache.get(*k).is_none()).copied().collect();
        for (key, record) in missing.iter().zip(self.vault.records(&missing, &|c| {
            state
                .articles
                .get(&c.article)
                .map_or_else(String::new, |a| a.title.clone())
        })?) {
            if let Some(record) = record {
                self.cache.insert(*key, Arc::new(record));
            }
        }
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
            let fused = reciprocal(place.dense) + reciprocal(place.lexical.map(|(r, _)| r));
            let here = query.area.is_some() && article.product_area.as_deref() == query.area;
            hits.push(Hit {
                chunk: Arc::clone(&record.chunk),
                article: Arc::clone(article),
                vectors: Arc::clone(&record.vectors),
                reading: Arc::clone(&record.reading),
                dense_rank: place.dense,
                lexical_rank: place.lexical.map(|(r, _)| r),
                lexical: place.lexical.map_or(0.0, |(_, s)| s),
                fused: if here { fused * (1.0 + AREA_WEIGHT) } else { fused },
            });
        }
        Ok(hits)
    }

    fn filter(&self, query: &SearchQuery<'_>) -> Result<Option<qdrant_edge::Filter>, KnowledgeError> {
        let state = self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let admitted = |a: &&usher_engine::Audience| a.admits(query.contact, query.inbox);
        let audiences: Vec<String> = state.audiences.values().filter(admitted).map(audience_key).collect();
        let all = audiences.len() == state.audiences.len();
        let articles: Option<Vec<&str>> = query.within.map(|ids| ids.iter().map(ArticleId::as_str).collect());
        edge::filter((!all).then_some(&audiences), articles.as_deref())
    }
}

/// The best part of each chunk, best first.
fn best_parts(found: Vec<Found>) -> Vec<Found> {
    let mut best: Vec<Found> = Vec::new();
    let mut seen = std::collections::HashSet::new();
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
        let state = self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        format!("{}/{} chunks/{}", self.embedder.identity(), state.chunks, state.changes)
    }

    fn document_frequency(&self, term: &str) -> (u32, u32) {
        let state = self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        (state.stems.get(term).copied().unwrap_or(0), state.chunks)
    }

    async fn search(&self, query: &SearchQuery<'_>) -> Result<Vec<Hit>, PortError> {
        self.find(query).map_err(|e| PortError::Retriever(e.to_string()))
    }
}
