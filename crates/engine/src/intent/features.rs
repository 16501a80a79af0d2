//! What a classifier sees of a text: its embedding, and hashed TF-IDF of words and of characters.

use crate::text::{EMPTY, fnv};

/// Buckets of each hashed block.
const BUCKETS: usize = 1 << 14;
/// Length of each hashed block against the embedding's unit length.
const BLOCK_LENGTH: f32 = 0.5;

/// Features of a text: all of the embedding, and the hashed features that occur.
#[derive(Debug, Clone)]
pub(super) struct Features {
    /// Index and value, by index.
    pub values: Vec<(u32, f32)>,
}

/// Inverse document frequencies of the two hashed blocks.
#[derive(Debug, Clone)]
pub(super) struct Frequencies {
    idf: Vec<f32>,
    dense: usize,
}

impl Frequencies {
    pub(super) fn learn<'a>(texts: impl Iterator<Item = &'a Grams>, dense: usize) -> Self {
        let mut holding = vec![0u32; 2 * BUCKETS];
        let mut texts_seen = 0u32;
        for text in texts {
            texts_seen += 1;
            for (bucket, _) in &text.counts {
                holding[*bucket as usize] += 1;
            }
        }
        let idf = holding
            .into_iter()
            .map(|df| ((1.0 + texts_seen as f32) / (1.0 + df as f32)).ln() + 1.0)
            .collect();
        Self { idf, dense }
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.dense + 2 * BUCKETS
    }

    pub(super) fn features(&self, text: &Grams, vector: &[f32]) -> Features {
        let mut values: Vec<(u32, f32)> = vector.iter().enumerate().map(|(at, v)| (at as u32, *v)).collect();
        let weigh = |&(bucket, count): &(u32, f32)| {
            let weight = count.signum() * (1.0 + count.abs()).ln() * self.idf[bucket as usize];
            (bucket, weight)
        };
        let hashed: Vec<(u32, f32)> = text.counts.iter().map(weigh).collect();
        let (words, letters) = hashed.split_at(hashed.partition_point(|(bucket, _)| *bucket < BUCKETS as u32));
        for block in [words, letters] {
            let norm = block.iter().map(|(_, v)| v * v).sum::<f32>().sqrt().max(1e-9);
            let scaled = |(bucket, v): &(u32, f32)| (self.dense as u32 + bucket, v / norm * BLOCK_LENGTH);
            values.extend(block.iter().map(scaled));
        }
        Features { values }
    }
}

/// The hashed words and runs of letters of a text, the same for every classifier.
#[derive(Debug, Clone, Default)]
pub struct Grams {
    /// Signed counts by bucket, by bucket: words and pairs of words in the first block, letters in the second.
    counts: Vec<(u32, f32)>,
}

impl Grams {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let mut signs: Vec<(u32, f32)> = Vec::with_capacity(4 * lower.len());
        let mut add = |block: usize, hash: u64| {
            let hash = mixed(hash);
            let bucket = (block * BUCKETS + (hash % BUCKETS as u64) as usize) as u32;
            signs.push((bucket, if hash >> 63 == 1 { -1.0 } else { 1.0 }));
        };
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|w| !w.is_empty())
            .collect();
        words.iter().for_each(|w| add(0, fnv(EMPTY, w)));
        words
            .windows(2)
            .for_each(|p| add(0, fnv(fnv(fnv(EMPTY, p[0]), " "), p[1])));
        let mut padded = String::new();
        for word in lower.split_whitespace() {
            padded.clear();
            padded.extend([" ", word, " "]);
            let starts: Vec<usize> = padded.char_indices().map(|(at, _)| at).chain([padded.len()]).collect();
            for length in 3..=5 {
                if starts.len() - 1 <= length {
                    add(1, fnv(EMPTY, &padded));
                    break;
                }
                let gram = |from: usize| &padded[starts[from]..starts[from + length]];
                (0..starts.len() - length).for_each(|from| add(1, fnv(EMPTY, gram(from))));
            }
        }
        // Counts are whole numbers, so that their order makes no difference.
        signs.sort_unstable_by_key(|(bucket, _)| *bucket);
        let sum = |same: &[(u32, f32)]| (same[0].0, same.iter().map(|(_, sign)| sign).sum());
        Self {
            counts: signs.chunk_by(|a, b| a.0 == b.0).map(sum).collect(),
        }
    }
}

/// A last mix, so that the high bit is usable.
fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
