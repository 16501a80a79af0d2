//! The `[server]` section of `usher.toml`.

mod inbox;
mod limits;
mod looks;
mod mail;
mod settings;

pub use inbox::{InboxConfig, TokenKey};
pub use limits::{LimitsConfig, SocketConfig};
pub use looks::{HintAfter, HintConfig, Scheme, Side, TeamMember, ThemeConfig, Translation};
pub use mail::MailConfig;
pub(crate) use settings::InboxSettings;

use crate::origin::Origin;
use crate::peer::TrustedProxy;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::collections::HashSet;
use std::net::{Ipv4Addr, SocketAddr};

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
    /// Where people reach this server, for links in e-mail: `https://help.example.com`.
    pub public_url: Option<String>,
    /// How sites are read.
    pub crawl: CrawlConfig,
    /// E-mail.
    pub mail: MailConfig,
    /// How much is taken from one contact, one address and in one request.
    pub limits: LimitsConfig,
    /// Heartbeat and patience of WebSockets.
    pub socket: SocketConfig,
}

/// How sites are read that people add in the console.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CrawlConfig {
    /// The pause between two requests to a site in milliseconds; a site that asks for a longer one gets it.
    pub pause_ms: u64,
    /// Lets sites on this machine through, which are refused otherwise.
    pub allow_loopback: bool,
}

impl Default for CrawlConfig {
    fn default() -> Self {
        Self {
            pause_ms: 500,
            allow_loopback: false,
        }
    }
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
            public_url: None,
            crawl: CrawlConfig::default(),
            mail: MailConfig::default(),
            limits: LimitsConfig::default(),
            socket: SocketConfig::default(),
        }
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
        if let Some(url) = &self.public_url
            && let Err(message) = Origin::parse(url)
        {
            return fail("public_url", &message);
        }
        self.mail.check()?;
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
