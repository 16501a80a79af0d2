//! What reads articles in tests: the real reader over an embedder that knows words only.

use std::path::Path;
use std::sync::Arc;
use usher_engine::text::stems;
use usher_engine::{Embedder, PortError, TextVectors};
use usher_knowledge::Reader;
use usher_knowledge::convert::convert;
use usher_server::{Library, Mind};
use usher_store::Store;

/// Values of a vector.
const DIMENSIONS: usize = 64;

/// Gives a mind what reads articles, and follows the knowledge as a node does, without an index.
pub fn lend(mind: &Mind, store: &Store, uploads: &Path) {
    mind.read_with(Library {
        reader: Reader::new(Arc::new(Words)),
        convert: Arc::new(|path, at| convert(path, &std::fs::read(at).unwrap())),
        folder: uploads.to_owned(),
    });
    let (mind, store) = (mind.clone(), store.clone());
    tokio::spawn(async move {
        loop {
            mind.knowledge_to_follow().await;
            let Ok(generation) = store.knowledge_generation().await else {
                return;
            };
            mind.took_over(generation);
        }
    });
}

/// A text is near to another where they share stems.
pub struct Words;

impl Embedder for Words {
    fn identity(&self) -> &str {
        "words"
    }

    fn dimensions(&self) -> usize {
        DIMENSIONS
    }

    fn max_tokens(&self) -> usize {
        256
    }

    fn count_tokens(&self, text: &str) -> usize {
        text.split_whitespace().count()
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        Ok(texts.iter().map(|text| vector(text)).collect())
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let of = |text: &&str| TextVectors {
            pooled: vector(text),
            ..TextVectors::default()
        };
        Ok(texts.iter().map(of).collect())
    }
}

fn vector(text: &str) -> Vec<f32> {
    let mut vector = vec![0.0f32; DIMENSIONS];
    for stem in stems(text) {
        let hash = stem
            .bytes()
            .fold(7usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
        vector[hash % DIMENSIONS] += 1.0;
    }
    let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
    vector.iter_mut().for_each(|v| *v /= norm);
    vector
}
