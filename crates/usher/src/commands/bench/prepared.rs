//! The real embedder with the vectors of some texts computed beforehand, so that a turn can be timed without them.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use usher_engine::{Embedder, PortError, Rows, TextVectors, TokenVectors};

pub struct Prepared {
    model: Arc<dyn Embedder>,
    known: HashMap<String, TextVectors>,
    /// Texts that had to be embedded after all.
    missed: AtomicUsize,
}

impl Prepared {
    pub fn new(model: Arc<dyn Embedder>, texts: &[String]) -> Result<Self, PortError> {
        let asked: Vec<&str> = texts.iter().map(String::as_str).collect();
        let vectors = model.embed_tokens(&asked)?;
        Ok(Self {
            known: texts.iter().cloned().zip(vectors).collect(),
            missed: AtomicUsize::new(0),
            model,
        })
    }

    /// Texts embedded by the model since this was asked last.
    pub fn take_missed(&self) -> usize {
        self.missed.swap(0, Ordering::Relaxed)
    }

    fn all_known(&self, texts: &[&str]) -> Option<Vec<&TextVectors>> {
        let known: Option<Vec<_>> = texts.iter().map(|t| self.known.get(*t)).collect();
        if known.is_none() {
            self.missed.fetch_add(texts.len(), Ordering::Relaxed);
        }
        known
    }
}

impl Embedder for Prepared {
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
        match self.all_known(texts) {
            Some(known) => Ok(known.into_iter().map(|v| v.pooled.clone()).collect()),
            None => self.model.embed(texts),
        }
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        match self.all_known(texts) {
            Some(known) => Ok(known.into_iter().cloned().collect()),
            None => self.model.embed_tokens(texts),
        }
    }

    fn reduce(&self, tokens: &TokenVectors) -> Rows {
        self.model.reduce(tokens)
    }
}
