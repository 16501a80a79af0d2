//! What can go wrong with knowledge, each with what to do about it.

/// An error of this crate.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// The embedding model cannot be used.
    #[error("the embedding model cannot be used: {0}")]
    Model(String),
    /// A file or folder cannot be read.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// Why, and the cure.
        cause: String,
    },
    /// The index on disk was made with another embedder.
    #[error(
        "the index was made with the embedder `{index}` but the configuration says `{configured}`; \
         run `usher reindex` to make it anew, or set the embedder back"
    )]
    OtherEmbedder {
        /// Identity that the index records.
        index: String,
        /// Identity configured.
        configured: String,
    },
    /// The index on disk cannot be used.
    #[error("the index cannot be used: {0}; `usher reindex` makes it anew from the database")]
    Index(String),
}

impl From<usher_engine::PortError> for KnowledgeError {
    fn from(error: usher_engine::PortError) -> Self {
        Self::Model(error.to_string())
    }
}
