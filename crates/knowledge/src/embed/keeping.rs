//! An embedder that does not embed a sentence again that it embedded a moment ago.

use super::fill_in;
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
/// whether one is a planted instruction; for that of the message once more, where it looks like an instruction; and for
/// those of the messages before it, which the turns before it asked for.
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

    fn keep<'a>(&self, vectors: impl Iterator<Item = (&'a &'a str, &'a [f32])>) {
        for (text, vector) in vectors.filter(|(text, _)| text.len() <= LONG_TEXT) {
            self.kept.insert((*text).to_owned(), vector.into());
        }
    }
}

impl Embedder for KeepingEmbedder {
    usher_engine::embedder_leaves_to!(model);

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        if texts.len() > SHORT_LIST {
            return self.model.embed(texts);
        }
        let known = texts
            .iter()
            .map(|text| self.kept.get(*text).map(|v| v.to_vec()))
            .collect();
        fill_in(self.model.as_ref(), texts, known, |fresh| {
            self.keep(fresh.iter().map(|(at, vector)| (&texts[*at], vector.as_slice())));
        })
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let vectors = self.model.embed_tokens(texts)?;
        if texts.len() <= SHORT_LIST {
            self.keep(texts.iter().zip(vectors.iter().map(|v| v.pooled.as_slice())));
        }
        Ok(vectors)
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
    fn a_sentence_is_embedded_once_and_every_text_gets_its_own_vector() {
        let model = Arc::new(Lengths::default());
        let embedder = KeepingEmbedder::new(Arc::clone(&model) as Arc<dyn Embedder>);
        let check = |texts: &[&str], expect: &[&str]| {
            let vectors: Vec<f32> = embedder.embed(texts).unwrap().into_iter().map(|v| v[0]).collect();
            assert_eq!(vectors, texts.iter().map(|t| t.len() as f32).collect::<Vec<_>>());
            assert_eq!(model.asked(), expect);
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
        embedder.embed_tokens(&["zzz"]).unwrap();
        embedder.embed_tokens(&["zzz"]).unwrap();
        assert_eq!(model.asked(), ["zzz", "zzz"], "tokens are not kept");
        check(&["zzz"], &[]);
    }
}
