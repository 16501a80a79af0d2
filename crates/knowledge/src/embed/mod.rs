//! Embedders: the compiled-in model on `tract-onnx`, and any fastembed model on ONNX Runtime.

mod compiled;
mod keeping;
mod onnx_runtime;
mod pool;
mod shelf;

pub use compiled::CompiledEmbedder;
pub use keeping::KeepingEmbedder;
pub use onnx_runtime::{OnnxRuntimeEmbedder, OnnxRuntimeModel};
pub use shelf::ShelvedEmbedder;

use usher_engine::{Embedder, PortError};

/// The vectors of texts of which some are `known`: the others are embedded in one call, shown to `keep` with their places,
/// and put where they belong.
fn fill_in(
    model: &dyn Embedder,
    texts: &[&str],
    mut known: Vec<Option<Vec<f32>>>,
    keep: impl FnOnce(&[(usize, Vec<f32>)]),
) -> Result<Vec<Vec<f32>>, PortError> {
    let missing: Vec<usize> = (0..texts.len()).filter(|&at| known[at].is_none()).collect();
    if !missing.is_empty() {
        let wanted: Vec<&str> = missing.iter().map(|&at| texts[at]).collect();
        let fresh: Vec<(usize, Vec<f32>)> = missing.into_iter().zip(model.embed(&wanted)?).collect();
        keep(&fresh);
        for (at, vector) in fresh {
            known[at] = Some(vector);
        }
    }
    Ok(known.into_iter().map(Option::unwrap_or_default).collect())
}

#[cfg(test)]
mod testing {
    use std::sync::Mutex;
    use usher_engine::{Embedder, PortError, TextVectors};

    /// Writes down what it is asked; a vector is the text's length.
    #[derive(Default)]
    pub(super) struct Lengths(Mutex<Vec<String>>);

    impl Lengths {
        /// What it was asked since the last time.
        pub(super) fn asked(&self) -> Vec<String> {
            std::mem::take(&mut *self.0.lock().unwrap())
        }
    }

    impl Embedder for Lengths {
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

        fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
            let of = |pooled| TextVectors {
                pooled,
                ..TextVectors::default()
            };
            Ok(self.embed(texts)?.into_iter().map(of).collect())
        }
    }
}
