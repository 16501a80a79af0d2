//! What the engine asks of the outside: vectors for texts, and evidence for a query.

use crate::article::{Article, Chunk};
use crate::contact::Contact;
use crate::ids::ArticleId;
use crate::reading::ChunkReading;
pub use crate::rows::Rows;
use async_trait::async_trait;
use std::sync::Arc;

/// An adapter failed; the message names what and says what to do about it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PortError {
    /// The embedding model failed.
    #[error("embedding failed: {0}")]
    Embedder(String),
    /// The index failed.
    #[error("search failed: {0}")]
    Retriever(String),
    /// The prompts that ship cannot be used; a test holds that they can.
    #[error("the prompts cannot be used: {0}")]
    Prompts(String),
}

/// The vectors of one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextVectors {
    /// The pooled vector, of unit length.
    pub pooled: Vec<f32>,
    /// One vector a token, where the model shows them.
    pub tokens: TokenVectors,
}

/// Contextual token vectors, each of unit length, row after row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TokenVectors {
    /// Values of a row.
    pub dimensions: usize,
    /// `rows × dimensions` values.
    pub values: Vec<f32>,
    /// For each row the byte range of the text that the token stands for.
    pub spans: Vec<(u32, u32)>,
}

impl TokenVectors {
    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.dimensions.max(1))
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Turns texts into vectors. Two live here: the compiled-in model, and any fastembed model.
pub trait Embedder: Send + Sync {
    /// Names model and version; vectors of different identities cannot be compared.
    fn identity(&self) -> &str;

    /// Length of a pooled vector.
    fn dimensions(&self) -> usize;

    /// The most tokens of a text that count; what is beyond is cut off.
    fn max_tokens(&self) -> usize;

    /// How many tokens a text has, special tokens included.
    fn count_tokens(&self, text: &str) -> usize;

    /// The pooled vectors, one a text, in order.
    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError>;

    /// Pooled and token vectors, one a text, in order. Token vectors are empty where the model does not show them.
    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError>;

    /// Token vectors as the index keeps them, fewer dimensions where the model has a projection for it.
    fn reduce(&self, tokens: &TokenVectors) -> Rows {
        Rows::from_rows(tokens.rows())
    }
}

/// What an embedder around another one leaves to it: `embedder_leaves_to!(model);` inside its `impl Embedder`, `model` being
/// the field.
#[macro_export]
macro_rules! embedder_leaves_to {
    ($inner:ident) => {
        fn identity(&self) -> &str {
            self.$inner.identity()
        }

        fn dimensions(&self) -> usize {
            self.$inner.dimensions()
        }

        fn max_tokens(&self) -> usize {
            self.$inner.max_tokens()
        }

        fn count_tokens(&self, text: &str) -> usize {
            self.$inner.count_tokens(text)
        }
    };
}

/// A query to the index.
#[derive(Debug, Clone)]
pub struct SearchQuery<'a> {
    /// The words.
    pub text: &'a str,
    /// The words' pooled vector.
    pub vector: &'a [f32],
    /// Who asks: only what is for them comes back.
    pub contact: &'a Contact,
    /// The inbox asked.
    pub inbox: &'a str,
    /// The page's product area, which weighs in the fusion.
    pub area: Option<&'a str>,
    /// Only these articles; `None` for all.
    pub within: Option<&'a [ArticleId]>,
    /// The most hits.
    pub limit: usize,
}

/// A chunk that the index found, with what the second look needs.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The chunk.
    pub chunk: Arc<Chunk>,
    /// Its article.
    pub article: Arc<Article>,
    /// Its vectors, as computed when it was ingested.
    pub vectors: Arc<ChunkVectors>,
    /// What was read of it when it was loaded.
    pub reading: Arc<ChunkReading>,
    /// Place in the dense ranking, from 0, if it is there.
    pub dense_rank: Option<usize>,
    /// Place in the BM25 ranking, from 0, if it is there.
    pub lexical_rank: Option<usize>,
    /// BM25 score, 0 where it is not in that ranking.
    pub lexical: f32,
    /// Fused score, the order in which hits come.
    pub fused: f32,
    /// Questions that its author says the article answers: one row of `parts` each.
    pub questions: Option<Arc<ChunkVectors>>,
}

/// The vectors of a chunk, as they were computed when it was ingested.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChunkVectors {
    /// One pooled vector a part, in the order of the chunk's parts.
    pub parts: Rows,
    /// The pooled vectors of what names it: the article's title, its description, the nearest heading. Three rows; what
    /// there is none of repeats the title.
    pub names: Rows,
    /// One pooled vector a passage, in the order of the chunk's passages.
    pub passages: Rows,
    /// Token vectors of all passages, in reading order; empty where the embedder shows none.
    pub tokens: Rows,
    /// The passage of each token row.
    pub token_passages: Vec<u16>,
}

/// A question that an article's author says the article answers.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownQuestion {
    /// The article.
    pub article: ArticleId,
    /// The question.
    pub text: String,
    /// Its pooled vector.
    pub vector: Vec<f32>,
}

/// Finds evidence. The embedded index does today; a Qdrant server is the second to come.
#[async_trait]
pub trait Retriever: Send + Sync {
    /// Names the index as it stands, for traces: embedder, generation, chunks.
    fn identity(&self) -> String;

    /// How many chunks hold `term` (a stem), and how many there are, for inverse document frequency.
    fn document_frequency(&self, term: &str) -> (u32, u32);

    /// All questions that lead to articles.
    fn known_questions(&self) -> Result<Vec<KnownQuestion>, PortError>;

    /// The best chunks, best fused score first.
    async fn search(&self, query: &SearchQuery<'_>) -> Result<Vec<Hit>, PortError>;
}
