//! A copy of an index, to try something on.

use super::{Index, VAULT};
use crate::error::KnowledgeError;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use usher_engine::Embedder;

/// How often a vault is copied that somebody writes to meanwhile.
const ATTEMPTS: usize = 3;

impl Index {
    /// Opens an index in the empty folder `into` that holds what the one in `folder` holds, so that next to nothing is to be
    /// embedded anew. The latter is left as it is, and may be open in another process. Where it is missing, of another
    /// embedder, or changes too fast to be copied, the copy is empty.
    pub fn copied(folder: &Path, into: &Path, embedder: Arc<dyn Embedder>) -> Result<Self, KnowledgeError> {
        let is_copied = fs::create_dir_all(into).and_then(|()| copy_at_rest(&folder.join(VAULT), &into.join(VAULT)));
        if is_copied.is_ok_and(|copied| copied) {
            // A copy of a vault that is open reads as one after a crash: redb goes by its checksums.
            match Self::open(into, Arc::clone(&embedder)) {
                Err(error) => tracing::debug!(%error, "the copied index is of no use"),
                opened => return opened,
            }
        }
        Self::discard(into)?;
        Self::open(into, embedder)
    }
}

/// False where it changed each time that it was copied.
fn copy_at_rest(from: &Path, to: &Path) -> io::Result<bool> {
    let state = || fs::metadata(from).and_then(|m| Ok((m.len(), m.modified()?)));
    for _ in 0..ATTEMPTS {
        let before = state()?;
        fs::copy(from, to)?;
        if state()? == before {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_an_error_and_what_rests_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(copy_at_rest(&at("none"), &at("copy")).is_err());
        fs::write(at("one"), "some").unwrap();
        assert!(copy_at_rest(&at("one"), &at("copy")).unwrap());
        assert_eq!(fs::read(at("copy")).unwrap(), b"some");
    }
}
