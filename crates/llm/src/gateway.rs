//! The one thing of this crate that lives as long as the process.

use crate::backoff::Backoff;
use crate::config::{LlmConfig, LlmConfigError};
use crate::endpoint::Endpoint;
use crate::exchange::Patience;
use crate::heard::Most;
use crate::ledger::Ledger;
use crate::purse::Ceilings;
use crate::record::{Noting, TurnOf};
use crate::recorder::Recorder;
use crate::tally::{EndpointUse, Tally, Usage};
use crate::tokens::Tokenizer;
use crate::try_out::{self, EndpointReport};
use crate::turn::TurnModel;
use crate::{EndpointConfig, tls};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Tells the time of day: for records, for `Retry-After` dates, and for when a day's ceiling begins anew.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The configured endpoints with their connections, circuits and what was spent. Cheap to clone; all clones are one.
///
/// It shuts down with its last clone: connections close, and calls that are out end with the turns that wait for them.
#[derive(Clone)]
pub struct Gateway {
    shared: Arc<Shared>,
}

/// What all turns have in common.
pub(crate) struct Shared {
    pub config: LlmConfig,
    pub endpoints: Vec<Endpoint>,
    pub identity: String,
    pub ceilings: Ceilings,
    /// A place for each call that may run.
    pub places: Semaphore,
    pub backoff: Backoff,
    pub ledger: Ledger,
    pub tally: Tally,
    pub recorder: Option<Recorder>,
    pub clock: Clock,
}

impl Gateway {
    /// Makes one of a configuration; `None` where that names no endpoint, which is an installation without a language
    /// model. Nothing is called. Backoff is jittered by a small generator that the operating system seeds here, once.
    ///
    /// # Errors
    ///
    /// Names the field that is not right and how to mend it.
    pub fn new(config: &LlmConfig, clock: Clock) -> Result<Option<Self>, LlmConfigError> {
        config.check()?;
        if config.endpoints.is_empty() {
            return Ok(None);
        }
        let is_secure = |e: &EndpointConfig| !e.url.starts_with("http:");
        let tls = match config.endpoints.iter().any(is_secure) {
            true => tls::config(),
            false => tls::trusting_nobody(),
        };
        let tls = tls.map_err(|error| {
            let message = format!("TLS cannot be set up ({error}); this is a fault of the build, please report it");
            LlmConfigError::new("endpoints", message)
        })?;
        let endpoints = (0..config.endpoints.len()).map(|at| Endpoint::new(config, at, tls.clone()));
        let recorder = config
            .record_dir
            .clone()
            .map(Recorder::new)
            .transpose()
            .map_err(|error| {
                let message = format!("the folder cannot be made ({error}); name another, or leave it out");
                LlmConfigError::new("record_dir", message)
            })?;
        Tokenizer::of_model(&config.endpoints[0].model).warm_up();
        let shared = Shared {
            endpoints: endpoints.collect::<Result<_, _>>()?,
            identity: config.endpoints.iter().map(name).collect::<Vec<_>>().join(", "),
            ceilings: Ceilings::of(config),
            places: Semaphore::new(config.concurrency),
            backoff: Backoff::seeded_by_the_system(Duration::from_millis(config.backoff_ms)),
            ledger: Ledger::default(),
            tally: Tally::default(),
            recorder,
            clock,
            config: config.clone(),
        };
        let shared = Arc::new(shared);
        Ok(Some(Self { shared }))
    }

    /// Names the configured models, for traces and calibrations: `name:model` or `name:model+small_model`, in order.
    pub fn identity(&self) -> &str {
        &self.shared.identity
    }

    /// The model for one turn. `note` hears of every call before it leaves and after it ended.
    pub fn for_turn(&self, turn: TurnOf, note: Noting) -> TurnModel {
        TurnModel::new(Arc::clone(&self.shared), &turn, note)
    }

    /// Calls each model of each endpoint with a few harmless words and says how it went. It costs a few hundred tokens a
    /// model, passes no circuit and no ceiling, and notes nothing.
    pub async fn try_out(&self) -> Vec<EndpointReport> {
        try_out::all(&self.shared).await
    }

    /// What calls took so far and where the circuits stand.
    pub fn usage(&self) -> Usage {
        let now = Instant::now();
        let endpoint = |e: &Endpoint| EndpointUse {
            name: e.config.name.clone(),
            circuit: e.circuit.state(now),
            attempts: e.attempts.load(Ordering::Relaxed),
            failures: e.failures.load(Ordering::Relaxed),
        };
        Usage {
            running: self
                .shared
                .config
                .concurrency
                .saturating_sub(self.shared.places.available_permits()),
            endpoints: self.shared.endpoints.iter().map(endpoint).collect(),
            prompts: self.shared.tally.sums(),
        }
    }
}

impl Shared {
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// How long an attempt may take in a turn that ends then.
    pub(crate) fn patience(&self, deadline: Instant) -> Patience {
        Patience {
            first_piece: Duration::from_millis(self.config.first_piece_timeout_ms),
            stall: Duration::from_millis(self.config.stall_timeout_ms),
            deadline,
        }
    }

    /// How much text a model may write.
    pub(crate) fn most(&self, model: &str, tokens: u32) -> Most {
        Most {
            text_bytes: self.config.most_text_bytes,
            tokens,
            tokenizer: Tokenizer::of_model(model),
        }
    }

    pub(crate) fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }
}

fn name(endpoint: &EndpointConfig) -> String {
    match &endpoint.small_model {
        Some(small) => format!("{}:{}+{small}", endpoint.name, endpoint.model),
        None => format!("{}:{}", endpoint.name, endpoint.model),
    }
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gateway")
            .field("identity", &self.shared.identity)
            .finish_non_exhaustive()
    }
}
