//! Words and sentences.

mod hash;
mod in_step;
mod sentence;
mod word;

pub(crate) use hash::{EMPTY, Hashes, fnv, hash};
pub(crate) use in_step::in_step;
pub use sentence::sentences;
pub use word::{Word, content_stems, is_framing_word, is_question_word, is_stopword, stem, stems, words};
