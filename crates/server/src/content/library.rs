//! What reads articles, as the binary gives it.

use crate::problem::{Problem, Result, kinds};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use usher_knowledge::Reader;
use usher_knowledge::convert::Page;

/// Turns the file that lies there into articles, by its name. Blocks; called on the blocking pool. The error is the reason
/// why it is quarantined, and the cure.
pub type Convert = Arc<dyn Fn(&str, &Path) -> std::result::Result<Vec<Page>, String> + Send + Sync>;

/// What reads articles, and where uploads lie until they are read.
#[derive(Clone)]
pub struct Library {
    /// Reads Markdown.
    pub reader: Reader,
    /// Turns other files into Markdown.
    pub convert: Convert,
    /// A folder of this node's own; made where it is missing.
    pub folder: PathBuf,
}

impl crate::app::App {
    /// What reads articles; a problem where this node was started without.
    pub(crate) fn library(&self) -> Result<Library> {
        self.mind.library().ok_or_else(|| {
            let cure = "This node takes no knowledge in. Try again in a moment, or ask whoever runs it.";
            Problem::new(&kinds::UNAVAILABLE, cure)
        })
    }
}

impl std::fmt::Debug for Library {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Library")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}
