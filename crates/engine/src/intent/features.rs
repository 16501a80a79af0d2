//! What a classifier sees of a text: its embedding, and hashed TF-IDF of words and of characters.

use std::collections::HashMap;

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
    pub(super) fn learn<'a>(texts: impl Iterator<Item = &'a str>, dense: usize) -> Self {
        let mut holding = vec![0u32; 2 * BUCKETS];
        let mut texts_seen = 0u32;
        for text in texts {
            texts_seen += 1;
            for (bucket, _) in counts(text) {
                holding[bucket as usize] += 1;
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

    pub(super) fn features(&self, text: &str, vector: &[f32]) -> Features {
        let mut values: Vec<(u32, f32)> = vector.iter().enumerate().map(|(at, v)| (at as u32, *v)).collect();
        let mut hashed: Vec<(u32, f32)> = counts(text)
            .into_iter()
            .map(|(bucket, count)| {
                (
                    bucket,
                    count.signum() * (1.0 + count.abs()).ln() * self.idf[bucket as usize],
                )
            })
            .collect();
        hashed.sort_unstable_by_key(|(bucket, _)| *bucket);
        for block in [0..BUCKETS as u32, BUCKETS as u32..2 * BUCKETS as u32] {
            let inside = || hashed.iter().filter(|(b, _)| block.contains(b));
            let norm = inside().map(|(_, v)| v * v).sum::<f32>().sqrt().max(1e-9);
            values.extend(inside().map(|(b, v)| (self.dense as u32 + b, v / norm * BLOCK_LENGTH)));
        }
        Features { values }
    }
}

/// Signed counts by bucket: words and pairs of words in the first block, characters in the second.
fn counts(text: &str) -> HashMap<u32, f32> {
    let lower = text.to_lowercase();
    let mut counts = HashMap::new();
    let mut add = |block: usize, gram: &str| {
        let hash = fnv(gram.as_bytes());
        let bucket = (block * BUCKETS + (hash % BUCKETS as u64) as usize) as u32;
        *counts.entry(bucket).or_insert(0.0) += if hash >> 63 == 1 { -1.0 } else { 1.0 };
    };
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
        .collect();
    words.iter().for_each(|w| add(0, w));
    words.windows(2).for_each(|p| add(0, &format!("{} {}", p[0], p[1])));
    for word in lower.split_whitespace() {
        let padded: Vec<char> = format!(" {word} ").chars().collect();
        for length in 3..=5 {
            if padded.len() <= length {
                add(1, &padded.iter().collect::<String>());
                break;
            }
            padded
                .windows(length)
                .for_each(|gram| add(1, &gram.iter().collect::<String>()));
        }
    }
    counts
}

/// FNV-1a, 64 bits, with a last mix so that the high bit is usable.
fn fnv(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
