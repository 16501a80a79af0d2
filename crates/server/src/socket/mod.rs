//! WebSockets: one conversation, live. `docs/protocol.md` describes the frames.

mod frames;
mod session;

pub(crate) use session::Session;

/// The subprotocol spoken.
pub(crate) const PROTOCOL: &str = "usher.v1";

/// Close codes (RFC 6455, 7.4; 4000 and above are ours).
pub(crate) mod close {
    /// This node shuts down; connect again, another or the next will take over.
    pub(crate) const GOING_AWAY: u16 = 1001;
    /// Frames must be JSON text.
    pub(crate) const NOT_TEXT: u16 = 1003;
    /// A frame was larger than the limit.
    pub(crate) const TOO_BIG: u16 = 1009;
    /// Something failed here; connect again.
    pub(crate) const INTERNAL: u16 = 1011;
    /// The client reads too slowly; connect again with `after`.
    pub(crate) const TOO_SLOW: u16 = 1013;
    /// Nothing was heard of the client for too long.
    pub(crate) const IDLE: u16 = 4408;
    /// The token expired; connect again with a new one.
    pub(crate) const TOKEN_EXPIRED: u16 = 4401;
}
