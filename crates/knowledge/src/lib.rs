//! Articles → chunks → embeddings → hybrid index → search.
//!
//! fastembed, tract and qdrant types stay in this crate; the engine sees its two ports only.

pub mod chunk;
pub mod convert;
pub mod crawl;
pub mod document;
pub mod embed;
mod error;
pub mod index;
pub mod load;
mod reader;
pub mod source;
mod xml;

pub use embed::{CompiledEmbedder, KeepingEmbedder, OnnxRuntimeEmbedder, OnnxRuntimeModel, ShelvedEmbedder};
pub use error::KnowledgeError;
pub use index::Index;
pub use reader::{ReadArticle, Reader};
pub use source::Meta;
