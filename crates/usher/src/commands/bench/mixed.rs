//! Cheap vectors for a large corpus: the texts of the base are embedded by the real model, and the vector of a text made
//! from them is theirs, moved by the difference of two others. Text is counted by the real tokenizer.

use super::corpus::{Base, hash};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use usher_engine::text::sentences;
use usher_engine::{Embedder, PortError, Rows, TextVectors, TokenVectors};

/// How far a text that was made from another lies from it, before its length is made one again.
const MOVED: f32 = 0.5;
/// The most that a word is moved from its own row to another.
const WORD_MOVED: f32 = 0.4;

pub struct Mixed {
    model: Arc<dyn Embedder>,
    /// Vectors of the base's texts.
    base: Vec<Vec<f32>>,
    /// Rows that tokens are drawn from, reduced as the index keeps them; empty where the model shows no tokens.
    rows: Vec<Vec<f32>>,
    /// Which of the base's texts each text is, or was made from, and whether it is moved.
    known: HashMap<u64, (usize, bool)>,
    /// How many tokens each word has.
    pieces: RwLock<HashMap<String, usize>>,
}

impl Mixed {
    /// Embeds the base; some 2,000 short texts.
    pub fn new(model: Arc<dyn Embedder>, base: &Base, made_from: &HashMap<u64, usize>) -> Result<Self, PortError> {
        let texts: Vec<&str> = base.texts.iter().map(String::as_str).collect();
        let vectors = model.embed(&texts)?;
        let shows_tokens = model.embed_tokens(&["token"])?.iter().any(|v| !v.tokens.is_empty());
        let reduced = model.reduce(&TokenVectors {
            dimensions: model.dimensions(),
            values: vectors.concat(),
            spans: Vec::new(),
        });
        let rows = (0..if shows_tokens { reduced.len() } else { 0 })
            .map(|at| reduced.row(at).iter().map(|&v| f32::from(v) / 127.0).collect());
        let mut known: HashMap<u64, (usize, bool)> = made_from.iter().map(|(h, at)| (*h, (*at, true))).collect();
        known.extend(texts.iter().enumerate().map(|(at, text)| (hash(text), (at, false))));
        Ok(Self {
            base: vectors,
            rows: rows.collect(),
            known,
            pieces: RwLock::default(),
            model,
        })
    }

    /// The vector of a text: that of its sentences together.
    pub fn vector(&self, text: &str) -> Vec<f32> {
        if self.known.contains_key(&hash(text)) {
            return self.sentence(text);
        }
        let mut sum = vec![0.0; self.dimensions()];
        for piece in text.split(['\n', '>']).flat_map(|line| sentences(line)) {
            let vector = self.sentence(piece.trim());
            sum.iter_mut().zip(vector).for_each(|(s, v)| *s += v);
        }
        unit(sum)
    }

    fn sentence(&self, text: &str) -> Vec<f32> {
        let hash = hash(text);
        let some = |turn: u32| &self.base[(hash.rotate_left(turn) % self.base.len() as u64) as usize];
        let (of, moved) = match self.known.get(&hash) {
            Some((at, moved)) => (&self.base[*at], *moved),
            None => (some(0), true),
        };
        if !moved {
            return of.clone();
        }
        let difference: Vec<f32> = some(17).iter().zip(some(39)).map(|(a, b)| a - b).collect();
        let by = unit(difference);
        unit(of.iter().zip(by).map(|(v, d)| v + MOVED * d).collect())
    }

    /// A row for each piece of each word; a word's rows are the same wherever it stands.
    fn tokens(&self, text: &str) -> TokenVectors {
        let mut tokens = TokenVectors::default();
        if self.rows.is_empty() {
            return tokens;
        }
        for (start, word) in words(text) {
            let pieces = self.pieces_of(word);
            for at in 0..pieces {
                let hash = hash(word).wrapping_add(at as u64).rotate_left(at as u32);
                let row = |turn: u32| &self.rows[(hash.rotate_left(turn) % self.rows.len() as u64) as usize];
                let moved = row(0).iter().zip(row(23)).map(|(a, b)| a + WORD_MOVED * b).collect();
                let (from, to) = (at * word.len() / pieces, (at + 1) * word.len() / pieces);
                tokens.values.extend(unit(moved));
                tokens.spans.push(((start + from) as u32, (start + to) as u32));
            }
        }
        tokens.dimensions = self.rows[0].len();
        tokens
    }

    fn pieces_of(&self, word: &str) -> usize {
        if !word.is_ascii() {
            return 1;
        }
        if let Some(known) = self.pieces.read().unwrap_or_else(PoisonError::into_inner).get(word) {
            return *known;
        }
        let bare = self.model.count_tokens("");
        let pieces = self.model.count_tokens(word).saturating_sub(bare).clamp(1, word.len());
        let mut all = self.pieces.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(word.to_owned(), pieces);
        pieces
    }
}

impl Embedder for Mixed {
    usher_engine::embedder_leaves_to!(model);

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        Ok(texts.iter().map(|t| self.vector(t)).collect())
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let both = |text: &&str| TextVectors {
            pooled: self.vector(text),
            tokens: self.tokens(text),
        };
        Ok(texts.iter().map(both).collect())
    }

    fn reduce(&self, tokens: &TokenVectors) -> Rows {
        Rows::from_rows(tokens.rows())
    }
}

/// Runs of letters and digits with the byte that each begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(move |w| (start(w), w))
}

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-9);
    vector.iter_mut().for_each(|v| *v /= length);
    vector
}
