//! Who is calling: tokens that the host signed, tokens of anonymous visitors, and how both are made.

mod caller;
mod jwt;
mod mint;
mod token;

pub(crate) use caller::Caller;
pub(crate) use mint::visitor_token;
pub use mint::{TokenError, contact_token};
pub(crate) use token::TokenReader;
