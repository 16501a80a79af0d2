//! Reading: how well a passage answers a question, and how sure that is.
//!
//! The signals are those that a retriever throws away: which words of the question are met by which passage, in letters
//! and in meaning (late interaction over token vectors), whether the answer's kind is there, and what is missing.

mod evidence;
mod instruction;
mod kinds;
mod leaning;
mod opposite;
mod passage;
mod pool;
mod question;
mod signals;
mod weigh;

pub use evidence::Features;
pub use instruction::without_instruction;
pub use kinds::AnswerKind;
pub(crate) use kinds::{is_negation, is_telling_number};
pub use leaning::Leaning;
pub(crate) use opposite::is_opposed;
pub use passage::{ChunkReading, PassageReading};
pub use question::Question;
pub use signals::Signals;
pub use weigh::{Candidate, Evidence, Weighed, read, weigh};
