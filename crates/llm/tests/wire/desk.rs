//! What a test sits at: a configuration, a turn, and somebody who listens.

use crate::scripted::{Script, Scripted};
use jiff::Timestamp;
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use usher_engine::{LanguageModel, Listener, ModelCall, ModelError, ModelText, Tier};
use usher_llm::{CallEnd, CallStart, EndpointConfig, Gateway, LlmConfig, Noted, Prices, Spent, TurnModel, TurnOf};

pub const TEXT: &str = "You can export it as PDF.";
/// How long something that never comes is waited for, in milliseconds.
pub const HASTE_MS: u64 = 250;
/// Plenty for a turn that goes well.
pub const TIME: Duration = Duration::from_secs(5);

/// A gateway and what was noted of its calls.
pub struct Desk {
    pub gateway: Gateway,
    notes: Arc<Mutex<Vec<Noted>>>,
}

/// Hears a text and perhaps shows it.
#[derive(Debug, Default)]
pub struct Ear {
    pub heard: String,
    pub pieces: usize,
    pub forgot: usize,
    pub shows: bool,
}

impl Listener for Ear {
    fn hear(&mut self, piece: &str) -> bool {
        self.heard.push_str(piece);
        self.pieces += 1;
        self.shows
    }

    fn forget(&mut self) {
        self.heard.clear();
        self.forgot += 1;
    }
}

/// The endpoints in order, named a, b, c. Its patience is longer than any test, so that a busy machine changes nothing.
pub fn config(endpoints: &[&Scripted]) -> LlmConfig {
    let names = ["a", "b", "c"];
    let endpoint = |(name, server): (&str, &&Scripted)| EndpointConfig::new(name, &server.url(), "large");
    LlmConfig {
        endpoints: names.into_iter().zip(endpoints).map(endpoint).collect(),
        connect_timeout_ms: 10_000,
        first_piece_timeout_ms: 10_000,
        stall_timeout_ms: 10_000,
        backoff_ms: 4,
        circuit_failures: 10,
        circuit_open_ms: 60_000,
        most_text_bytes: 4_096,
        ..LlmConfig::default()
    }
}

/// The same with little patience, for what never comes.
pub fn hasty(config: LlmConfig) -> LlmConfig {
    LlmConfig {
        first_piece_timeout_ms: HASTE_MS,
        stall_timeout_ms: HASTE_MS,
        ..config
    }
}

/// A server that answers well.
pub fn well() -> Scripted {
    Scripted::always(Script::text(TEXT))
}

pub fn now() -> Timestamp {
    "2026-01-05T10:00:00Z".parse().unwrap()
}

/// One unit for a million tokens read, ten for a million written.
pub fn priced(mut config: LlmConfig) -> LlmConfig {
    for endpoint in &mut config.endpoints {
        endpoint.prices = Prices {
            million_in: 1.0,
            million_out: 10.0,
        };
    }
    config
}

pub fn call() -> ModelCall {
    ModelCall {
        prompt: "answer".into(),
        hash: "0a1b".into(),
        tier: Tier::Large,
        system: "Answer from the articles.".into(),
        user: "How do I export?".into(),
        schema: None,
        temperature: 0.0,
        most_tokens: 50,
    }
}

pub fn with_schema() -> ModelCall {
    let schema = json!({ "type": "object", "properties": { "text": { "type": "string" } } });
    ModelCall {
        schema: Some(Arc::new(schema)),
        ..call()
    }
}

impl Desk {
    pub fn new(config: &LlmConfig) -> Self {
        let gateway = Gateway::new(config, Arc::new(now)).unwrap().unwrap();
        Self {
            gateway,
            notes: Arc::default(),
        }
    }

    pub fn turn(&self, time_left: Duration) -> TurnModel {
        self.turn_after(time_left, Spent::default())
    }

    pub fn turn_after(&self, time_left: Duration, spent: Spent) -> TurnModel {
        let notes = Arc::clone(&self.notes);
        let note = Arc::new(move |noted| {
            notes.lock().unwrap().push(noted);
            true
        });
        self.gateway.for_turn(TurnOf { time_left, spent }, note)
    }

    /// One call in a turn of its own.
    pub async fn write(&self, ear: &mut Ear) -> Result<ModelText, ModelError> {
        self.turn(TIME).write(&call(), ear).await
    }

    pub fn notes(&self) -> Vec<Noted> {
        self.notes.lock().unwrap().clone()
    }

    pub fn starts(&self) -> Vec<CallStart> {
        let start = |noted| match noted {
            Noted::Start(start) => Some(start),
            Noted::End(_) => None,
        };
        self.notes().into_iter().filter_map(start).collect()
    }

    pub fn ends(&self) -> Vec<CallEnd> {
        let end = |noted| match noted {
            Noted::End(end) => Some(end),
            Noted::Start(_) => None,
        };
        self.notes().into_iter().filter_map(end).collect()
    }
}

/// The word of an outcome.
pub fn word(written: &Result<ModelText, ModelError>) -> &'static str {
    written.as_ref().map_or_else(ModelError::word, |_| "written")
}
