//! Reading: how well a passage answers a question, and how sure that is.
//!
//! The signals are those that a retriever throws away: which words of the question are met by which passage, in letters
//! and in meaning (late interaction over token vectors), whether the answer's kind is there, and what is missing.

mod instruction;
mod kinds;
mod opposite;
mod passage;
mod pool;
mod question;
mod weigh;

pub use instruction::without_instruction;
pub use kinds::AnswerKind;
pub use passage::{ChunkReading, PassageReading};
pub use question::Question;
pub use weigh::{Candidate, Evidence, Features, Leaning, Signals, Weighed, read, weigh};
