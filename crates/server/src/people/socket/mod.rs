//! The console's socket: what is new, for one person. `docs/people.md` describes the frames.

mod frames;
mod session;

pub(crate) use session::Session;

/// The subprotocol spoken.
pub(crate) const PROTOCOL: &str = "usher.people.v1";

/// The person was revoked: do not come back.
pub(crate) const REVOKED: u16 = 4403;
