//! The `[server]` section of `usher.toml`.

use crate::origin::Origin;
use crate::peer::TrustedProxy;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::collections::HashSet;
use std::net::{Ipv4Addr, SocketAddr};
use usher_engine::{InboxId, Policy};

/// The key id that visitor tokens carry; a host's key cannot be called so.
pub(crate) const VISITOR_KID: &str = "usher-visitor";

/// The shortest secret of an HS256 key in bytes (RFC 7518, 3.2: at least the size of the hash).
const MIN_SECRET_BYTES: usize = 32;

/// How the server listens, whom it believes, and how much of anything it takes.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerConfig {
    /// Address and port to listen on.
    pub bind: SocketAddr,
    /// Signs the tokens of anonymous visitors; at least 32 bytes. The binary keeps one in the data folder where none is
    /// configured. Nodes behind one balancer need the same.
    pub secret: Option<SecretString>,
    /// The entry points; at least one.
    pub inboxes: Vec<InboxConfig>,
    /// Turns that run at the same time; 0 stands for the number of cores.
    pub workers: usize,
    /// How long a worker has a turn to itself before another may take it over; renewed while the turn runs.
    pub lease_ms: u64,
    /// How long a turn may take before it counts as failed.
    pub turn_timeout_ms: u64,
    /// How often a failing turn is tried before people get the conversation.
    pub max_attempts: u32,
    /// Wait before the second attempt; doubled for each further one.
    pub retry_backoff_ms: u64,
    /// How long running turns and requests get to finish at shutdown.
    pub drain_ms: u64,
    /// The longest life of a contact's token, from its `iat` (or from now, without one) to its `exp`.
    pub token_max_lifetime_s: u64,
    /// How long a visitor stays the same visitor.
    pub visitor_token_days: u32,
    /// Proxies whose `X-Forwarded-For` is believed: addresses or CIDR blocks.
    pub trusted_proxies: Vec<String>,
    /// Time between two looks at whether the traffic is like the cases of the calibration; 0 for none.
    pub drift_check_s: u64,
    /// How much is taken from one contact, one address and in one request.
    pub limits: LimitsConfig,
    /// Heartbeat and patience of WebSockets.
    pub socket: SocketConfig,
}

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
    /// Bytes of a request's body.
    pub body_bytes: usize,
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

/// An entry point: one host product, or one place in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InboxConfig {
    /// Public identifier that the widget names, and the `aud` of contacts' tokens: letters, digits, `-` and `_`.
    pub key: String,
    /// Name shown to contacts.
    pub name: String,
    /// The product's name in replies; goes before the policy's own.
    pub product: Option<String>,
    /// Origins whose pages may call: `https://app.example.com`, exact. The server's own origin always may.
    pub allowed_origins: Vec<String>,
    /// Whether visitors without a token of the host may ask.
    pub anonymous: bool,
    /// Keys that the host signs contacts' tokens with. Two while one is being replaced.
    pub token_keys: Vec<TokenKey>,
    /// The owner's decisions that turns obey.
    pub policy: Policy,
    /// First words in the widget.
    pub greeting: String,
}

/// A key that the host signs with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenKey {
    /// Names the key in the header of a token.
    pub kid: String,
    /// The shared secret; at least 32 bytes.
    pub secret: SecretString,
}

/// Why a configuration cannot be served.
#[derive(Debug, thiserror::Error)]
#[error("server.{field}: {message}")]
pub struct ConfigError {
    /// The field, as written in `usher.toml`, without `server.`.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 8484)),
            secret: None,
            inboxes: Vec::new(),
            workers: 0,
            lease_ms: 30_000,
            turn_timeout_ms: 60_000,
            max_attempts: 3,
            retry_backoff_ms: 1_000,
            drain_ms: 10_000,
            token_max_lifetime_s: 86_400,
            visitor_token_days: 90,
            trusted_proxies: Vec::new(),
            drift_check_s: 60,
            limits: LimitsConfig::default(),
            socket: SocketConfig::default(),
        }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            ip_per_minute: 600,
            visitors_per_hour: 120,
            contact_per_minute: 30,
            body_bytes: 256 * 1024,
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

impl Default for InboxConfig {
    fn default() -> Self {
        Self {
            key: String::new(),
            name: "Help".into(),
            product: None,
            allowed_origins: Vec::new(),
            anonymous: false,
            token_keys: Vec::new(),
            policy: Policy::default(),
            greeting: "Hi! Ask me anything about the product.".into(),
        }
    }
}

impl InboxConfig {
    /// The key as the engine and the store know it.
    pub fn id(&self) -> InboxId {
        InboxId::from(self.key.as_str())
    }

    /// The policy with the product's name in it.
    pub fn effective_policy(&self) -> Policy {
        let mut policy = self.policy.clone();
        if let Some(product) = &self.product {
            policy.product.clone_from(product);
        }
        policy
    }

    /// The product's name.
    pub fn product_name(&self) -> &str {
        self.product.as_deref().unwrap_or(&self.policy.product)
    }

    fn check(&self, field: &str) -> Result<(), ConfigError> {
        let fail = |name: &str, message: String| {
            Err(ConfigError {
                field: format!("{field}.{name}"),
                message,
            })
        };
        let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if self.key.is_empty() || self.key.len() > 64 || !self.key.chars().all(is_key) {
            return fail(
                "key",
                format!("`{}` is not a key; use 1 to 64 letters, digits, `-` or `_`", self.key),
            );
        }
        for origin in &self.allowed_origins {
            if let Err(message) = Origin::parse(origin) {
                return fail("allowed_origins", message);
            }
        }
        let mut kids = HashSet::new();
        for key in &self.token_keys {
            if key.kid.is_empty() || key.kid == VISITOR_KID || !kids.insert(&key.kid) {
                return fail(
                    "token_keys",
                    format!("kid `{}` is empty, reserved or there twice; name it anew", key.kid),
                );
            }
            if key.secret.expose_secret().len() < MIN_SECRET_BYTES {
                let cure = "is too short; make one of at least 32 bytes, for example with `openssl rand -hex 32`";
                return fail("token_keys", format!("the secret of kid `{}` {cure}", key.kid));
            }
        }
        if !self.anonymous && self.token_keys.is_empty() {
            return fail(
                "token_keys",
                "nobody can get in; add a key, or set anonymous = true".into(),
            );
        }
        Ok(())
    }
}

impl ServerConfig {
    /// Checks what a type cannot say. [`crate::Server::new`] does it too; `usher doctor` may ask alone.
    pub fn check(&self) -> Result<(), ConfigError> {
        let fail = |field: &str, message: &str| {
            Err(ConfigError {
                field: field.into(),
                message: message.into(),
            })
        };
        if self.inboxes.is_empty() {
            return fail("inboxes", "there is none; add an [[server.inboxes]] with a key");
        }
        let mut keys = HashSet::new();
        for (at, inbox) in self.inboxes.iter().enumerate() {
            inbox.check(&format!("inboxes[{at}]"))?;
            if !keys.insert(&inbox.key) {
                return fail(
                    "inboxes",
                    &format!("two have the key `{}`; give each its own", inbox.key),
                );
            }
        }
        if self
            .secret
            .as_ref()
            .is_none_or(|s| s.expose_secret().len() < MIN_SECRET_BYTES)
        {
            return fail(
                "secret",
                "it is missing or too short; give 32 bytes or more (`openssl rand -hex 32`)",
            );
        }
        for proxy in &self.trusted_proxies {
            if let Err(message) = TrustedProxy::parse(proxy) {
                return fail("trusted_proxies", &message);
            }
        }
        if self.lease_ms < 100 || self.max_attempts == 0 || self.limits.body_bytes < 1024 {
            let least = "lease_ms is at least 100, max_attempts at least 1, limits.body_bytes at least 1024";
            return fail("lease_ms", least);
        }
        Ok(())
    }

    pub(crate) fn worker_count(&self) -> usize {
        match self.workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            n => n,
        }
    }
}
