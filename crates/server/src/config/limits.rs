//! `[server.limits]` and `[server.socket]`.

use serde::Deserialize;

/// How much is taken from one contact, one address and in one request. 0 in a rate means unlimited.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Requests a minute from one address (IPv4, or the /64 of an IPv6 address).
    pub ip_per_minute: u32,
    /// New anonymous visitors an hour from one address.
    pub visitors_per_hour: u32,
    /// Messages, step reports and new conversations a minute from one contact.
    pub contact_per_minute: u32,
    /// Attempts to sign in, of people, in 15 minutes with one e-mail.
    pub sign_ins_per_email: u32,
    /// Attempts to sign in, of people, in 15 minutes from one address.
    pub sign_ins_per_address: u32,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Bytes of a file that a contact sends.
    pub file_bytes: usize,
    /// Bytes of a WebSocket message from the client.
    pub frame_bytes: usize,
    /// Open WebSockets on this node.
    pub sockets: usize,
}

/// Heartbeat and patience of WebSockets.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SocketConfig {
    /// Time between pings.
    pub ping_ms: u64,
    /// A socket that says nothing for so long, not even pong, is gone.
    pub idle_ms: u64,
    /// A client that takes so long to take one frame is too slow: it is disconnected and comes back with `after`.
    pub send_timeout_ms: u64,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            ip_per_minute: 600,
            visitors_per_hour: 120,
            contact_per_minute: 30,
            sign_ins_per_email: 10,
            sign_ins_per_address: 30,
            body_bytes: 256 * 1024,
            file_bytes: 10 * 1024 * 1024,
            frame_bytes: 128 * 1024,
            sockets: 10_000,
        }
    }
}

impl Default for SocketConfig {
    fn default() -> Self {
        Self {
            ping_ms: 20_000,
            idle_ms: 60_000,
            send_timeout_ms: 10_000,
        }
    }
}
