//! What people do with conversations, and what they see of them.

mod canned;
mod filter;
mod log;
mod mentions;
mod rows;
mod say;
mod search;
mod settle;
mod suggest;
mod waiting;

pub use canned::{Canned, NewCanned, WrittenCanned};
pub use filter::{RowFilter, Sort, View};
pub use rows::{Counts, Preview, Row};
pub use say::{PersonMessage, PersonNote, Spoken};
pub use search::{Hit, HitKind};
pub use settle::{Resolved, Settle};
pub use suggest::NewSuggestion;
pub use waiting::Waiting;
