//! The search engine: a `qdrant-edge` shard with a dense and a BM25 vector for each part of each chunk.
//!
//! What was not flushed is gone after a crash, and nothing here repairs it: the vault knows what should be there.

use crate::error::KnowledgeError;
use qdrant_edge::bm25_embed::{EdgeBm25, EdgeBm25Config};
use qdrant_edge::external::serde_json::{Value, json};
use qdrant_edge::{
    CreateIndex, Distance, EdgeConfig, EdgeShard, EdgeSparseVectorParamsBuilder, EdgeVectorParams,
    EdgeVectorParamsBuilder, FieldIndexOperations, Filter, HnswIndexConfig, Modifier, NamedQuery, OperationError,
    PayloadFieldSchema, PayloadSchemaType, PointId, PointInsertOperations, PointOperations, PointStruct,
    QuantizationSearchParams, QueryEnum, QueryRequest, ScalarQuantizationConfig, ScalarType, ScoringQuery,
    ScrollRequest, SearchParams, UpdateOperation, Vector, VectorInternal, VectorStructInternal, Vectors,
    WithPayloadInterface, WithVector,
};
use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use uuid::Uuid;

const DENSE: &str = "dense";
const BM25: &str = "bm25";
const QUESTION: &str = "question";
const AUDIENCE: &str = "audience";
const ARTICLE: &str = "article";

/// Words of an ordinary part with its title and headings, for the length normalisation of BM25.
const AVERAGE_WORDS: f64 = 80.0;
/// Points whose segments are merged and indexed at one go while a large ingest is under way.
const OPTIMISE_EVERY: usize = 10_000;

/// Links of a point in the graph, and how many are tried when it is added. The engine's own 16 and 100 find .93 of the best
/// ten among 10,000 chunks.
const LINKS: usize = 32;
const TRIED: usize = 256;
/// How many candidates a search in the graph keeps: `BEAM_GROWTH` times the points to the power of `BEAM_POWER`, within these
/// bounds: 330 of 10,000 chunks and 1,300 of 100,000, which find about .99 of the best ten (`usher bench search`).
const BEAM_GROWTH: f64 = 1.3;
const BEAM_POWER: f64 = 0.6;
const BEAM_BOUNDS: (usize, usize) = (128, 2048);
/// How many times as many points as wanted are taken by their bytes and then weighed by the whole vector.
const OVERSAMPLING: f64 = 2.0;

/// A part of a chunk as the search engine holds it.
pub(super) struct Point<'a> {
    pub id: u128,
    pub vector: Vec<f32>,
    pub text: String,
    /// True for a question that leads to an article: it has a dense vector of its own name and nothing else.
    pub is_question: bool,
    pub audience: String,
    pub article: &'a str,
}

/// A point found, with its score.
pub(super) struct Found {
    pub id: u128,
    pub score: f32,
}

pub(super) struct Edge {
    shard: EdgeShard,
    bm25: EdgeBm25,
    since_optimised: AtomicUsize,
    beam: AtomicUsize,
}

impl Edge {
    /// Opens the shard, or makes it anew where it is missing or cannot be read.
    pub(super) fn open(folder: &Path, dimensions: usize) -> Result<Self, KnowledgeError> {
        let config = EdgeConfig::builder()
            .vector(DENSE, dense(dimensions))
            .vector(QUESTION, dense(dimensions))
            .sparse_vector(
                BM25,
                EdgeSparseVectorParamsBuilder::new().modifier(Modifier::Idf).build(),
            )
            .hnsw_config(HnswIndexConfig {
                m: LINKS,
                ef_construct: TRIED,
                ..HnswIndexConfig::default()
            })
            .build();
        let loaded = if folder.is_dir() {
            EdgeShard::load(folder, None).ok()
        } else {
            None
        };
        let shard = match loaded {
            Some(shard) => shard,
            None => Self::anew(folder, config)?,
        };
        let mut config = EdgeBm25Config::default();
        config.avg_len = AVERAGE_WORDS
            .try_into()
            .map_err(|_| KnowledgeError::Index("average length".into()))?;
        let bm25 = EdgeBm25::new(config).map_err(|e| KnowledgeError::Index(e.to_string()))?;
        Ok(Self {
            shard,
            bm25,
            since_optimised: AtomicUsize::new(0),
            beam: AtomicUsize::new(BEAM_BOUNDS.1),
        })
    }

    fn anew(folder: &Path, config: EdgeConfig) -> Result<EdgeShard, KnowledgeError> {
        if folder.exists() {
            tracing::warn!(folder = %folder.display(), "the search segments cannot be read; they are made anew from the vault");
            std::fs::remove_dir_all(folder).map_err(|e| KnowledgeError::Index(e.to_string()))?;
        }
        std::fs::create_dir_all(folder).map_err(|e| KnowledgeError::Index(e.to_string()))?;
        let shard = EdgeShard::new(folder, config).map_err(broken)?;
        for field in [AUDIENCE, ARTICLE] {
            let field_name = field
                .parse()
                .map_err(|()| KnowledgeError::Index(format!("field {field}")))?;
            let field_schema = Some(PayloadFieldSchema::FieldType(PayloadSchemaType::Keyword));
            let create = FieldIndexOperations::CreateIndex(CreateIndex {
                field_name,
                field_schema,
            });
            shard
                .update(UpdateOperation::FieldIndexOperation(create))
                .map_err(broken)?;
        }
        Ok(shard)
    }

    pub(super) fn upsert(&self, points: Vec<Point<'_>>) -> Result<(), KnowledgeError> {
        let count = points.len();
        let structs = points.into_iter().map(|p| {
            let vectors = if p.is_question {
                Vectors::new_named([(QUESTION, Vector::new_dense(p.vector))])
            } else {
                let sparse = Vector(VectorInternal::Sparse(self.bm25.embed_document(&p.text)));
                Vectors::new_named([(DENSE, Vector::new_dense(p.vector)), (BM25, sparse)])
            };
            let payload = json!({ AUDIENCE: p.audience, ARTICLE: p.article });
            PointStruct::new(point_id(p.id), vectors, payload).into()
        });
        let operation = PointOperations::UpsertPoints(PointInsertOperations::PointsList(structs.collect()));
        self.shard
            .update(UpdateOperation::PointOperation(operation))
            .map_err(broken)?;
        if self.since_optimised.fetch_add(count, Relaxed) + count >= OPTIMISE_EVERY {
            self.since_optimised.store(0, Relaxed);
            self.shard.optimize().map_err(broken)?;
        }
        Ok(())
    }

    pub(super) fn delete(&self, ids: &[u128]) -> Result<(), KnowledgeError> {
        let ids = ids.iter().map(|&id| point_id(id)).collect();
        let operation = PointOperations::DeletePoints { ids };
        self.shard
            .update(UpdateOperation::PointOperation(operation))
            .map_err(broken)
    }

    /// Makes what was written last.
    pub(super) fn flush(&self) {
        self.shard.flush();
    }

    /// Merges segments and builds their graphs; blocks for as long as that takes.
    pub(super) fn optimise(&self) -> Result<(), KnowledgeError> {
        self.shard.optimize().map(|_| ()).map_err(broken)
    }

    /// Suits searches to how many points there are.
    pub(super) fn expect(&self, points: usize) {
        let beam = BEAM_GROWTH * (points as f64).powf(BEAM_POWER);
        self.beam
            .store((beam as usize).clamp(BEAM_BOUNDS.0, BEAM_BOUNDS.1), Relaxed);
    }

    /// The points nearest to a vector, best first.
    pub(super) fn nearest(
        &self,
        vector: &[f32],
        filter: Option<Filter>,
        limit: usize,
    ) -> Result<Vec<Found>, KnowledgeError> {
        self.query(VectorInternal::Dense(vector.to_vec()), DENSE, filter, limit)
    }

    /// The points with the best BM25 score, best first.
    pub(super) fn lexical(
        &self,
        text: &str,
        filter: Option<Filter>,
        limit: usize,
    ) -> Result<Vec<Found>, KnowledgeError> {
        let query = self.bm25.embed_query(text);
        if query.indices.is_empty() {
            return Ok(Vec::new());
        }
        self.query(VectorInternal::Sparse(query), BM25, filter, limit)
    }

    fn query(
        &self,
        query: VectorInternal,
        using: &str,
        filter: Option<Filter>,
        limit: usize,
    ) -> Result<Vec<Found>, KnowledgeError> {
        let request = QueryRequest {
            prefetches: Vec::new(),
            query: Some(ScoringQuery::Vector(QueryEnum::Nearest(NamedQuery::new(query, using)))),
            filter,
            score_threshold: None,
            limit,
            offset: 0,
            params: Some(SearchParams {
                hnsw_ef: Some(self.beam.load(Relaxed)),
                quantization: Some(QuantizationSearchParams {
                    ignore: false,
                    rescore: Some(true),
                    oversampling: Some(OVERSAMPLING),
                }),
                ..SearchParams::default()
            }),
            with_vector: WithVector::Bool(false),
            with_payload: WithPayloadInterface::Bool(false),
        };
        let points = self.shard.query(request).map_err(broken)?;
        Ok(points
            .into_iter()
            .filter_map(|p| {
                Some(Found {
                    id: key_of(p.id)?,
                    score: p.score,
                })
            })
            .collect())
    }

    /// Every point that there is.
    pub(super) fn ids(&self) -> Result<Vec<u128>, KnowledgeError> {
        let mut ids = Vec::new();
        self.each(&WithVector::Bool(false), &mut |id, _| ids.push(id))?;
        Ok(ids)
    }

    /// Hands over every point with its dense vector, as it was given, and whether it is a question.
    pub(super) fn each_vector(&self, take: &mut dyn FnMut(u128, bool, Vec<f32>)) -> Result<(), KnowledgeError> {
        let names = [DENSE, QUESTION].map(str::to_owned);
        self.each(&WithVector::Selector(names.to_vec()), &mut |id, vector| {
            let Some(VectorStructInternal::Named(mut named)) = vector else {
                return;
            };
            for name in [DENSE, QUESTION] {
                if let Some(VectorInternal::Dense(vector)) = named.remove(name) {
                    take(id, name == QUESTION, vector);
                }
            }
        })
    }

    fn each(
        &self,
        with_vector: &WithVector,
        take: &mut dyn FnMut(u128, Option<VectorStructInternal>),
    ) -> Result<(), KnowledgeError> {
        let mut offset = None;
        loop {
            let request = ScrollRequest {
                offset,
                limit: Some(10_000),
                filter: None,
                with_payload: Some(WithPayloadInterface::Bool(false)),
                with_vector: with_vector.clone(),
                order_by: None,
            };
            let (records, next) = self.shard.scroll(request).map_err(broken)?;
            for record in records {
                if let Some(id) = key_of(record.id) {
                    take(id, record.vector);
                }
            }
            offset = next;
            if offset.is_none() {
                return Ok(());
            }
        }
    }
}

/// Admits points of these audiences and, if given, of these articles only.
pub(super) fn filter(audiences: Option<&[&str]>, articles: Option<&[&str]>) -> Result<Option<Filter>, KnowledgeError> {
    let any = |key: &str, values: Value| json!({ "key": key, "match": { "any": values } });
    let mut must = Vec::new();
    must.extend(audiences.map(|a| any(AUDIENCE, json!(a))));
    must.extend(articles.map(|a| any(ARTICLE, json!(a))));
    if must.is_empty() {
        return Ok(None);
    }
    qdrant_edge::external::serde_json::from_value(json!({ "must": must }))
        .map(Some)
        .map_err(|e| KnowledgeError::Index(e.to_string()))
}

/// A vector whose graph is walked by a byte a dimension, which is a quarter of the memory to read.
fn dense(dimensions: usize) -> EdgeVectorParams {
    let bytes = ScalarQuantizationConfig {
        r#type: ScalarType::Int8,
        quantile: None,
        always_ram: Some(true),
    };
    EdgeVectorParamsBuilder::new(dimensions, Distance::Dot)
        .quantization_config(bytes.into())
        .build()
}

fn point_id(key: u128) -> PointId {
    PointId::Uuid(Uuid::from_u128(key))
}

fn key_of(id: PointId) -> Option<u128> {
    match id {
        PointId::Uuid(uuid) => Some(uuid.as_u128()),
        PointId::NumId(_) => None,
    }
}

fn broken(error: OperationError) -> KnowledgeError {
    KnowledgeError::Index(error.to_string())
}
