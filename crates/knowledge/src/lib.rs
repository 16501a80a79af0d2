//! Articles → chunks → embeddings → hybrid index → search.
//!
//! fastembed, tract and qdrant types stay in this crate; the engine sees its two ports only.

pub mod chunk;
pub mod document;
pub mod embed;
pub mod index;
mod error;
pub mod load;

pub use embed::{CompiledEmbedder, OnnxRuntimeEmbedder, OnnxRuntimeModel};
pub use index::Index;
pub use error::KnowledgeError;
