//! Trying the endpoints out, for `usher doctor --llm`.

use crate::endpoint::Endpoint;
use crate::exchange::Exchange;
use crate::fault::Fault;
use crate::gateway::Shared;
use crate::heard::Heard;
use crate::wire;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use usher_engine::{Deaf, ModelCall, Tier};

/// What is asked: something that any model knows, long enough to come in pieces.
const PLAIN: &str = "Write the numbers from one to twenty in English words, separated by spaces. Write nothing else.";
/// The same, to be put into a schema.
const IN_A_SCHEMA: &str = "Which colour does a clear sky have at noon?";
/// The most tokens of either answer. Models that think aloud first need some.
const MOST_TOKENS: u32 = 512;

/// How one model of one endpoint did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct EndpointReport {
    /// The endpoint's name.
    pub endpoint: String,
    /// The model as configured.
    pub model: String,
    /// It answered at all.
    pub reachable: bool,
    /// Milliseconds to the first piece of text.
    pub first_piece_ms: Option<u64>,
    /// Milliseconds to the end.
    pub total_ms: Option<u64>,
    /// The text came in more than one piece.
    pub streams: bool,
    /// It reported the tokens that it took.
    pub usage: bool,
    /// Its answer fitted a JSON schema; `None` where that could not be tried.
    pub schema: Option<bool>,
    /// It told log-probabilities; `None` where the configuration does not ask for them.
    pub log_probabilities: Option<bool>,
    /// What is wrong and how to mend it.
    pub error: Option<String>,
}

/// Every model of every endpoint, one after another, so that they do not disturb each other's times.
pub(crate) async fn all(shared: &Shared) -> Vec<EndpointReport> {
    let mut reports = Vec::new();
    for endpoint in &shared.endpoints {
        reports.push(one(shared, endpoint, Tier::Large).await);
        if endpoint.config.small_model.is_some() {
            reports.push(one(shared, endpoint, Tier::Small).await);
        }
    }
    reports
}

async fn one(shared: &Shared, endpoint: &Endpoint, tier: Tier) -> EndpointReport {
    let mut report = EndpointReport {
        endpoint: endpoint.config.name.clone(),
        model: endpoint.config.model_for(tier).to_owned(),
        ..EndpointReport::default()
    };
    let began = Instant::now();
    let (heard, ended) = ask(shared, endpoint, &call(tier, PLAIN, None)).await;
    let millis = |at: Instant| u64::try_from((at - began).as_millis()).unwrap_or(u64::MAX);
    report.reachable = heard.began;
    report.first_piece_ms = heard.first_piece.map(millis);
    if let Err(fault) = ended {
        report.error = Some(fault.text);
        return report;
    }
    report.total_ms = Some(millis(Instant::now()));
    report.streams = heard.pieces > 1;
    report.usage = heard.used.is_some();
    report.log_probabilities = endpoint
        .config
        .log_probabilities
        .then(|| heard.log_probability().is_some());
    let (heard, ended) = ask(shared, endpoint, &call(tier, IN_A_SCHEMA, Some(schema()))).await;
    let fits = ended.is_ok() && fits(&heard.text);
    report.schema = Some(fits);
    report.error = match ended {
        Err(fault) => Some(format!("with a JSON schema: {}", fault.text)),
        Ok(()) if !fits && endpoint.config.schema => {
            Some("its answer does not fit the schema that it was given; set `schema = false`".to_owned())
        }
        Ok(()) if !fits => Some("its answer is not the JSON that it was asked for; use a more able model".to_owned()),
        Ok(()) => worth_mending(&report),
    };
    report
}

fn worth_mending(report: &EndpointReport) -> Option<String> {
    let text = if !report.streams {
        "the text comes in one piece, so that contacts wait for all of it; look for a proxy in between that buffers"
    } else if report.log_probabilities == Some(false) {
        "it tells no log-probabilities; set `log_probabilities = false`"
    } else {
        return None;
    };
    Some(text.to_owned())
}

async fn ask(shared: &Shared, endpoint: &Endpoint, call: &ModelCall) -> (Heard, Result<(), Fault>) {
    let request = wire::request(&endpoint.config, endpoint.config.model_for(call.tier), call);
    let recorded = || serde_json::to_value(&request).unwrap_or_default();
    let deadline = Instant::now() + Duration::from_millis(shared.config.turn_deadline_ms);
    let recorder = shared.recorder.as_ref();
    let exchange = Exchange {
        endpoint,
        request: &request,
        patience: shared.patience(deadline),
        most: shared.most(&request.model, call.most_tokens),
        now: shared.now(),
        recording: recorder.map(|r| r.begin(shared.now(), &endpoint.config.name, recorded())),
    };
    let mut heard = Heard::default();
    let ended = exchange.run(&mut Deaf, &mut heard).await;
    (heard, ended)
}

fn call(tier: Tier, user: &str, schema: Option<Value>) -> ModelCall {
    ModelCall {
        prompt: "doctor".to_owned(),
        hash: String::new(),
        tier,
        system: "You answer briefly and exactly.".to_owned(),
        user: user.to_owned(),
        schema: schema.map(Arc::new),
        temperature: 0.0,
        most_tokens: MOST_TOKENS,
    }
}

fn schema() -> Value {
    json!({
        "type": "object",
        "properties": { "colour": { "type": "string", "enum": ["blue", "green", "red"] } },
        "required": ["colour"],
        "additionalProperties": false,
    })
}

fn fits(text: &str) -> bool {
    let colour = serde_json::from_str::<Value>(text.trim()).ok();
    colour.is_some_and(|c| c["colour"].is_string() && c.as_object().is_some_and(|o| o.len() == 1))
}
