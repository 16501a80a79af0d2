//! Words and sentences.

mod hash;
mod sentence;
mod word;

pub(crate) use hash::{EMPTY, Hashes, fnv, hash};
pub use sentence::sentences;
pub use word::{Word, content_stems, is_framing_word, is_question_word, is_stopword, stem, stems, words};
