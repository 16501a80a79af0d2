//! An endpoint at work: its connections and its circuit.

use crate::check::chat_address;
use crate::circuit::{Circuit, Pass};
use crate::config::{EndpointConfig, LlmConfig, LlmConfigError};
use crate::fault::{Fault, FaultKind};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use rustls::ClientConfig;
use secrecy::ExposeSecret;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// An endpoint.
pub(crate) struct Endpoint {
    pub config: EndpointConfig,
    pub chat: Url,
    /// Keeps connections open; has the key in a header that is marked as a secret.
    pub client: Client,
    pub circuit: Circuit,
    pub attempts: AtomicU64,
    pub failures: AtomicU64,
}

impl Endpoint {
    /// Of a checked configuration.
    pub(crate) fn new(config: &LlmConfig, at: usize, tls: ClientConfig) -> Result<Self, LlmConfigError> {
        let wrong = |field: &str, message: String| LlmConfigError::new(format!("endpoints[{at}].{field}"), message);
        let endpoint = config.endpoints[at].clone();
        let chat = chat_address(&endpoint.url).map_err(|message| wrong("url", message))?;
        let mut headers = HeaderMap::new();
        if let Some(key) = &endpoint.key {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose_secret())).map_err(|_| {
                wrong(
                    "key",
                    "no header can carry it; give the key as it was handed out".to_owned(),
                )
            })?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .default_headers(headers)
            .user_agent(concat!("usher/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_millis(config.connect_timeout_ms))
            .tcp_nodelay(true)
            // A key is for the address that it was given for.
            .redirect(Policy::none());
        if is_this_machine(&chat) {
            // HTTP_PROXY is meant for the world; a proxy elsewhere cannot reach this machine's loopback.
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|error| {
            wrong(
                "url",
                format!("no client can be made for it ({error}); check the machine's certificates"),
            )
        })?;
        Ok(Self {
            circuit: Circuit::new(config.circuit_failures, Duration::from_millis(config.circuit_open_ms)),
            config: endpoint,
            chat,
            client,
            attempts: AtomicU64::new(0),
            failures: AtomicU64::new(0),
        })
    }

    /// What the end of an attempt says about the endpoint.
    pub(crate) fn settle(&self, pass: Pass<'_>, ended: &Result<(), Fault>) {
        let Err(fault) = ended else {
            return pass.went_well();
        };
        let now = Instant::now();
        let opened = match fault.kind {
            // What the model says is no fault of the endpoint; it works.
            FaultKind::Refused | FaultKind::Unusable => return pass.went_well(),
            // The turn gave it less time than it should have had.
            FaultKind::OutOfTime => return,
            FaultKind::Rejected => false,
            FaultKind::Busy(Some(rest)) => {
                pass.rest(now, rest, &fault.text);
                false
            }
            FaultKind::Passing | FaultKind::Misconfigured | FaultKind::Busy(None) => pass.failed(now, &fault.text),
        };
        self.failures.fetch_add(1, Ordering::Relaxed);
        let (name, word) = (self.config.name.as_str(), fault.kind.word());
        if opened {
            tracing::warn!(
                endpoint.name = name,
                fault.kind = word,
                "an endpoint fails and is left alone for a while"
            );
        } else {
            tracing::debug!(endpoint.name = name, fault.kind = word, "an attempt failed");
        }
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
