//! Simulated contacts: what a contact with a goal says next, whether a reply is what they came for, and what a suite of such
//! conversations amounts to. Nothing here talks to a server; whoever drives a conversation (the binary, over HTTP) hears
//! replies, hands them in as [`Heard`], and does what a [`Move`] says.

mod contact;
mod heard;
mod moves;
mod score;
mod words;

pub use contact::SimulatedContact;
pub use heard::Heard;
pub use moves::{Ending, Move, Next};
pub use score::{Held, score_simulated};
pub use words::Words;

#[cfg(test)]
mod tests;
