//! Words and sentences.

mod sentence;
mod word;

pub use sentence::sentences;
pub use word::{Word, content_stems, is_stopword, stem, stems, words};
