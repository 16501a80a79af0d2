//! An embedder that keeps on disk what an engine learns from, so that only the first start embeds it.

use super::fill_in;
use redb::{Database, ReadableDatabase, TableDefinition};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use usher_engine::{Embedder, PortError, Rows, TextVectors, TokenVectors};

/// Digest of embedder and text → the text's pooled vector, as little-endian `f32`.
const VECTORS: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("vectors");
/// Shorter lists are those of a turn, whose texts are new.
const SHORT_LIST: usize = 12;
const CACHE_BYTES: usize = 8 * 1024 * 1024;

/// Looks long lists of texts up before they are embedded. What goes wrong with the file costs time and nothing else.
pub struct ShelvedEmbedder {
    model: Arc<dyn Embedder>,
    database: Option<Database>,
    /// Asked for since the last tidying.
    used: Mutex<HashSet<[u8; 32]>>,
}

impl ShelvedEmbedder {
    /// Over another one, with the file at `path`, which is made where it is missing. Without a file where another process has
    /// it or it cannot be used.
    pub fn open(model: Arc<dyn Embedder>, path: &Path) -> Self {
        let opened = Database::builder().set_cache_size(CACHE_BYTES).create(path);
        let database = match opened {
            Ok(database) => Some(database),
            Err(redb::DatabaseError::DatabaseAlreadyOpen) => None,
            Err(error) => {
                tracing::warn!(%error, path = %path.display(), "vectors of taught texts are not kept; remove the file to have it made anew");
                None
            }
        };
        Self {
            model,
            database,
            used: Mutex::default(),
        }
    }

    /// Forgets what was not asked for since the last time: texts that are taught no more.
    pub fn tidy(&self) {
        let used = std::mem::take(&mut *self.used.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(database) = self.database.as_ref().filter(|_| !used.is_empty()) else {
            return;
        };
        let tidied = (|| -> Result<(), redb::Error> {
            let write = database.begin_write()?;
            write.open_table(VECTORS)?.retain(|digest, _| used.contains(digest))?;
            Ok(write.commit()?)
        })();
        if let Err(error) = tidied {
            tracing::warn!(%error, "vectors of texts that are taught no more were not removed");
        }
    }

    fn kept(&self, digests: &[[u8; 32]]) -> Result<Vec<Option<Vec<f32>>>, redb::Error> {
        let nothing = || vec![None; digests.len()];
        let Some(database) = &self.database else {
            return Ok(nothing());
        };
        let table = match database.begin_read()?.open_table(VECTORS) {
            Ok(table) => table,
            Err(redb::TableError::TableDoesNotExist(_)) => return Ok(nothing()),
            Err(error) => return Err(error.into()),
        };
        let whole = self.model.dimensions() * size_of::<f32>();
        let vector = |bytes: &[u8]| {
            let (numbers, _) = bytes.as_chunks::<4>();
            numbers.iter().map(|&n| f32::from_le_bytes(n)).collect()
        };
        let get = |digest: &[u8; 32]| {
            let found = table.get(digest)?;
            Ok(found.filter(|v| v.value().len() == whole).map(|v| vector(v.value())))
        };
        digests.iter().map(get).collect()
    }

    fn keep(&self, fresh: &[(&[u8; 32], &Vec<f32>)]) -> Result<(), redb::Error> {
        let Some(database) = self.database.as_ref().filter(|_| !fresh.is_empty()) else {
            return Ok(());
        };
        let write = database.begin_write()?;
        {
            let mut table = write.open_table(VECTORS)?;
            for (digest, vector) in fresh {
                let bytes: Vec<u8> = vector.iter().flat_map(|v| v.to_le_bytes()).collect();
                table.insert(*digest, bytes.as_slice())?;
            }
        }
        Ok(write.commit()?)
    }

    fn digest(&self, text: &str) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.identity().as_bytes());
        digest.update([0]);
        digest.update(text.as_bytes());
        digest.finalize().into()
    }
}

impl Embedder for ShelvedEmbedder {
    usher_engine::embedder_leaves_to!(model);

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        if texts.len() <= SHORT_LIST {
            return self.model.embed(texts);
        }
        let digests: Vec<[u8; 32]> = texts.iter().map(|text| self.digest(text)).collect();
        self.used
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(digests.iter().copied());
        let known = self.kept(&digests).unwrap_or_else(|error| {
            tracing::warn!(%error, "vectors of taught texts could not be read; the texts are embedded again");
            vec![None; texts.len()]
        });
        fill_in(self.model.as_ref(), texts, known, |fresh| {
            let named: Vec<_> = fresh.iter().map(|(at, vector)| (&digests[*at], vector)).collect();
            if let Err(error) = self.keep(&named) {
                tracing::warn!(%error, "vectors of taught texts were not kept; the next start embeds them again");
            }
        })
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        self.model.embed_tokens(texts)
    }

    fn reduce(&self, tokens: &TokenVectors) -> Rows {
        self.model.reduce(tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::testing::Lengths;

    #[test]
    fn taught_texts_are_embedded_once_and_forgotten_when_they_are_taught_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taught.redb");
        let texts: Vec<String> = (0..20).map(|n| "x".repeat(n)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let embedded = |texts: &[&str]| {
            let model = Arc::new(Lengths::default());
            let shelf = ShelvedEmbedder::open(Arc::clone(&model) as Arc<dyn Embedder>, &path);
            let lengths: Vec<usize> = shelf.embed(texts).unwrap().iter().map(|v| v[0] as usize).collect();
            assert_eq!(lengths, texts.iter().map(|t| t.len()).collect::<Vec<_>>());
            shelf.tidy();
            model.asked().len()
        };
        assert_eq!(embedded(&texts), 20);
        assert_eq!(embedded(&texts), 0);
        assert_eq!(embedded(&texts[..15]), 0);
        assert_eq!(embedded(&texts), 5, "what was not asked for is gone");
        std::fs::write(&path, "no database").unwrap();
        assert_eq!(embedded(&texts), 20, "a broken file costs time and nothing else");
    }
}
