//! An embedder that does not embed a sentence again that it embedded a moment ago.

use quick_cache::sync::Cache;
use std::sync::Arc;
use usher_engine::{Embedder, PortError, Rows, TextVectors, TokenVectors};

/// Vectors kept, of 1.5 KB each with the compiled-in model.
const KEPT: usize = 4_096;
/// A list of more texts is that of an ingest or of learning, whose texts do not come back.
const SHORT_LIST: usize = 12;
/// A text of more bytes is not kept.
const LONG_TEXT: usize = 1_000;

/// Keeps the pooled vectors of short lists of texts. A turn asks for those of the sentences that it is about to quote, to see
/// whether one is a planted instruction, and the same few sentences are quoted again and again.
pub struct KeepingEmbedder {
    model: Arc<dyn Embedder>,
    kept: Cache<String, Arc<[f32]>>,
}

impl KeepingEmbedder {
    /// Over another one; nothing is kept yet.
    pub fn new(model: Arc<dyn Embedder>) -> Self {
        Self {
            model,
            kept: Cache::new(KEPT),
        }
    }
}

impl Embedder for KeepingEmbedder {
    fn identity(&self) -> &str {
        self.model.identity()
    }

    fn dimensions(&self) -> usize {
        self.model.dimensions()
    }

    fn max_tokens(&self) -> usize {
        self.model.max_tokens()
    }

    fn count_tokens(&self, text: &str) -> usize {
        self.model.count_tokens(text)
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        if texts.len() > SHORT_LIST {
            return self.model.embed(texts);
        }
        let known: Vec<Option<Arc<[f32]>>> = texts.iter().map(|text| self.kept.get(*text)).collect();
        let missing = texts.iter().zip(&known).filter(|(_, known)| known.is_none());
        let missing: Vec<&str> = missing.map(|(text, _)| *text).collect();
        let fresh = if missing.is_empty() {
            Vec::new()
        } else {
            self.model.embed(&missing)?
        };
        for (text, vector) in missing.iter().zip(&fresh).filter(|(text, _)| text.len() <= LONG_TEXT) {
            self.kept.insert((*text).to_owned(), vector.as_slice().into());
        }
        let mut fresh = fresh.into_iter();
        let one =
            |known: Option<Arc<[f32]>>| known.map_or_else(|| fresh.next().unwrap_or_default(), |kept| kept.to_vec());
        Ok(known.into_iter().map(one).collect())
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
    use std::sync::Mutex;

    /// Writes down what it is asked; a vector is the text's length.
    #[derive(Default)]
    struct Asked(Mutex<Vec<String>>);

    impl Embedder for Asked {
        fn identity(&self) -> &str {
            "lengths"
        }

        fn dimensions(&self) -> usize {
            1
        }

        fn max_tokens(&self) -> usize {
            100
        }

        fn count_tokens(&self, text: &str) -> usize {
            text.len()
        }

        fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
            self.0.lock().unwrap().extend(texts.iter().map(|t| (*t).to_owned()));
            Ok(texts.iter().map(|t| vec![t.len() as f32]).collect())
        }

        fn embed_tokens(&self, _: &[&str]) -> Result<Vec<TextVectors>, PortError> {
            Ok(Vec::new())
        }

        fn reduce(&self, _: &TokenVectors) -> Rows {
            Rows::default()
        }
    }

    #[test]
    fn a_sentence_is_embedded_once_and_every_text_gets_its_own_vector() {
        let asked = Arc::new(Asked::default());
        let embedder = KeepingEmbedder::new(Arc::clone(&asked) as Arc<dyn Embedder>);
        let check = |texts: &[&str], expect: &[&str]| {
            let vectors: Vec<f32> = embedder.embed(texts).unwrap().into_iter().map(|v| v[0]).collect();
            assert_eq!(vectors, texts.iter().map(|t| t.len() as f32).collect::<Vec<_>>());
            assert_eq!(std::mem::take(&mut *asked.0.lock().unwrap()), expect);
        };
        check(&["a", "bb"], &["a", "bb"]);
        check(&["ccc", "bb", "a", "dddd"], &["ccc", "dddd"]);
        check(&["a", "a"], &[]);
        check(&[], &[]);
        let (long, many) = ("x".repeat(LONG_TEXT + 1), ["y"; SHORT_LIST + 1]);
        check(&[&long], &[&long]);
        check(&[&long], &[&long]);
        check(&many, &many);
        check(&["y"], &["y"]);
    }
}
