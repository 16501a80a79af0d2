//! The real embedder that embeds no text twice, so that turns can be timed without embedding once they were taken before.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use usher_engine::{Embedder, PortError, Rows, TextVectors, TokenVectors};

pub struct Prepared {
    model: Arc<dyn Embedder>,
    known: RwLock<HashMap<String, TextVectors>>,
    /// Texts that had to be embedded.
    missed: AtomicUsize,
}

impl Prepared {
    pub fn new(model: Arc<dyn Embedder>, texts: &[String]) -> Result<Self, PortError> {
        let asked: Vec<&str> = texts.iter().map(String::as_str).collect();
        let vectors = model.embed_tokens(&asked)?;
        Ok(Self {
            known: RwLock::new(texts.iter().cloned().zip(vectors).collect()),
            missed: AtomicUsize::new(0),
            model,
        })
    }

    /// Texts embedded by the model since this was asked last.
    pub fn take_missed(&self) -> usize {
        self.missed.swap(0, Ordering::Relaxed)
    }

    /// The vectors of texts; those not known yet are embedded and kept.
    fn vectors(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let all_known = || {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            texts.iter().map(|t| known.get(*t).cloned()).collect::<Option<Vec<_>>>()
        };
        if let Some(vectors) = all_known() {
            return Ok(vectors);
        }
        self.missed.fetch_add(texts.len(), Ordering::Relaxed);
        let vectors = self.model.embed_tokens(texts)?;
        let named = texts.iter().map(|t| (*t).to_owned()).zip(vectors.iter().cloned());
        self.known.write().unwrap_or_else(PoisonError::into_inner).extend(named);
        Ok(vectors)
    }
}

impl Embedder for Prepared {
    usher_engine::embedder_leaves_to!(model);

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        Ok(self.vectors(texts)?.into_iter().map(|v| v.pooled).collect())
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        self.vectors(texts)
    }

    fn reduce(&self, tokens: &TokenVectors) -> Rows {
        self.model.reduce(tokens)
    }
}
