//! The embedding model that is compiled in: all-MiniLM-L6-v2 on `tract-onnx`, with nothing to install.

use super::pool::{mean, normalise};
use crate::error::KnowledgeError;
use rayon::prelude::*;
use std::io::Cursor;
use std::sync::Arc;
use tokenizers::{Tokenizer, TruncationParams};
use tract_onnx::prelude::*;
use usher_engine::{Embedder, PortError, Rows, TextVectors, TokenVectors};

const MODEL: &[u8] = include_bytes!("../../../../models/all-MiniLM-L6-v2/model.onnx");
const TOKENIZER: &[u8] = include_bytes!("../../../../models/all-MiniLM-L6-v2/tokenizer.json");
/// 384 × 128 values, row after row: the first 128 right singular vectors of token vectors of running text.
const PROJECTION: &[u8] = include_bytes!("../../../../models/all-MiniLM-L6-v2/token-projection.f32");
const DIMENSIONS: usize = 384;
const REDUCED: usize = 128;
/// The most tokens that the model was trained to read.
const MAX_TOKENS: usize = 256;
const IDENTITY: &str = "all-MiniLM-L6-v2/int8w-b0ed96d0";

type Plan = Arc<TypedRunnableModel>;

/// The compiled-in embedder. Opening takes about a second; one is enough for a process.
pub struct CompiledEmbedder {
    tokenizer: Tokenizer,
    counter: Tokenizer,
    plan: Plan,
    /// Row after row, one a dimension of the model.
    projection: Vec<f32>,
    threads: rayon::ThreadPool,
}

impl CompiledEmbedder {
    /// Unpacks the model. `threads` texts are embedded at a time.
    pub fn open(threads: usize) -> Result<Self, KnowledgeError> {
        let broken = |e: &dyn std::fmt::Display| KnowledgeError::Model(format!("the compiled-in model: {e}"));
        let mut tokenizer = Tokenizer::from_bytes(TOKENIZER).map_err(|e| broken(&e))?;
        tokenizer.with_padding(None);
        let mut counter = tokenizer.clone();
        counter.with_truncation(None).map_err(|e| broken(&e))?;
        let cut = TruncationParams {
            max_length: MAX_TOKENS,
            ..TruncationParams::default()
        };
        tokenizer.with_truncation(Some(cut)).map_err(|e| broken(&e))?;
        let plan = load_plan().map_err(|e| broken(&e))?;
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.max(1))
            .thread_name(|n| format!("embed-{n}"))
            .build()
            .map_err(|e| broken(&e))?;
        let projection = PROJECTION
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        Ok(Self {
            tokenizer,
            counter,
            plan,
            projection,
            threads,
        })
    }

    fn read(&self, text: &str) -> Result<Hidden, PortError> {
        let encoding = self
            .tokenizer
            .encode(text, true)
            .map_err(|e| PortError::Embedder(e.to_string()))?;
        let tokens = encoding.get_ids().len();
        let ids: Vec<i64> = encoding.get_ids().iter().map(|&i| i64::from(i)).collect();
        let run = || -> TractResult<Vec<f32>> {
            let shape = [1, tokens];
            let ids = Tensor::from_shape(&shape, &ids)?;
            let mask = Tensor::from_shape(&shape, &vec![1i64; tokens])?;
            let types = Tensor::from_shape(&shape, &vec![0i64; tokens])?;
            let output = self.plan.run(tvec!(ids.into(), mask.into(), types.into()))?;
            Ok(output[0].try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
        };
        let states = run().map_err(|e| PortError::Embedder(format!("{e:#}")))?;
        let spans = encoding
            .get_offsets()
            .iter()
            .map(|&(a, b)| (a as u32, b as u32))
            .collect();
        Ok(Hidden { states, spans })
    }
}

/// The last hidden state of one text: a row a token, special tokens included.
struct Hidden {
    states: Vec<f32>,
    spans: Vec<(u32, u32)>,
}

impl Hidden {
    fn pooled(&self) -> Vec<f32> {
        mean(self.states.chunks_exact(DIMENSIONS), DIMENSIONS)
    }

    fn token_vectors(&self) -> TokenVectors {
        let mut tokens = TokenVectors {
            dimensions: DIMENSIONS,
            ..TokenVectors::default()
        };
        for (row, span) in self.states.chunks_exact(DIMENSIONS).zip(&self.spans) {
            if span.0 < span.1 {
                let mut row = row.to_vec();
                normalise(&mut row);
                tokens.values.extend(row);
                tokens.spans.push(*span);
            }
        }
        tokens
    }
}

/// One plan for every length: the sequence axis stays a symbol, so that the weights are in memory once.
fn load_plan() -> TractResult<Plan> {
    let mut model = tract_onnx::onnx().model_for_read(&mut Cursor::new(MODEL))?;
    let length = model.symbols.sym("S");
    let fact = InferenceFact::dt_shape(i64::datum_type(), tvec!(1.to_dim(), length.to_dim()));
    for input in 0..3 {
        model.set_input_fact(input, fact.clone())?;
    }
    model.into_optimized()?.into_runnable()
}

impl CompiledEmbedder {
    /// Reads texts side by side: on the threads of whoever asks, where these are set aside for such work, or on its own.
    fn each<T: Send>(
        &self,
        texts: &[&str],
        read: impl Fn(&str) -> Result<T, PortError> + Sync,
    ) -> Result<Vec<T>, PortError> {
        if let [text] = texts {
            return Ok(vec![read(text)?]);
        }
        let all = || texts.par_iter().with_max_len(1).map(|text| read(text)).collect();
        match rayon::current_thread_index() {
            Some(_) => all(),
            None => self.threads.install(all),
        }
    }

    fn project(&self, token: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; REDUCED];
        for (value, row) in token.iter().zip(self.projection.chunks_exact(REDUCED)) {
            out.iter_mut().zip(row).for_each(|(o, p)| *o += value * p);
        }
        normalise(&mut out);
        out
    }
}

impl Embedder for CompiledEmbedder {
    fn identity(&self) -> &str {
        IDENTITY
    }

    fn dimensions(&self) -> usize {
        DIMENSIONS
    }

    fn max_tokens(&self) -> usize {
        MAX_TOKENS
    }

    fn count_tokens(&self, text: &str) -> usize {
        self.counter.encode_fast(text, true).map_or(0, |e| e.len())
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        self.each(texts, |text| Ok(self.read(text)?.pooled()))
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        self.each(texts, |text| {
            let hidden = self.read(text)?;
            Ok(TextVectors {
                pooled: hidden.pooled(),
                tokens: hidden.token_vectors(),
            })
        })
    }

    fn reduce(&self, tokens: &TokenVectors) -> Rows {
        let rows: Vec<Vec<f32>> = tokens.rows().map(|t| self.project(t)).collect();
        Rows::from_rows(rows.iter().map(Vec::as_slice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    #[test]
    fn texts_that_mean_the_same_are_nearer_than_texts_that_do_not() {
        let embedder = CompiledEmbedder::open(2).unwrap();
        let texts = [
            "How do I send an invoice?",
            "Mailing a bill to my customer",
            "The cat sleeps on the warm roof",
        ];
        let vectors = embedder.embed(&texts).unwrap();
        assert!((dot(&vectors[0], &vectors[0]) - 1.0).abs() < 1e-4);
        assert!(dot(&vectors[0], &vectors[1]) > dot(&vectors[0], &vectors[2]) + 0.2);
        assert_eq!(
            vectors[0],
            embedder.embed(&texts[..1]).unwrap()[0],
            "alone or in company, the same vector"
        );
    }

    #[test]
    fn a_text_longer_than_the_model_reads_is_cut_and_still_embedded() {
        let embedder = CompiledEmbedder::open(1).unwrap();
        let long = "invoice ".repeat(5_000);
        assert!(embedder.count_tokens(&long) > 5_000);
        let vectors = embedder.embed_tokens(&[&long, ""]).unwrap();
        assert_eq!(vectors[0].tokens.rows().count(), MAX_TOKENS - 2);
        assert!(vectors[1].tokens.is_empty());
        assert_eq!(vectors[1].pooled.len(), DIMENSIONS);
    }
}
