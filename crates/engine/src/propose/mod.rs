//! What could be said: an answer in the articles' own words, a guide, or a question back.

mod answer;
mod clarify;
mod guide;
mod share;
mod value;

pub use answer::{AnswerProposal, answer};
pub use clarify::{ClarifyProposal, clarify};
pub use guide::{GuideFeatures, GuideProposal, GuideShelf, Seen, WeighedGuide};
pub use share::{Share, shares};
