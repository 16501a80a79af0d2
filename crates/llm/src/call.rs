//! One call: a purse, a free place, attempts over the endpoints, and a record of it all.

use crate::circuit::Pass;
use crate::exchange::Exchange;
use crate::fault::{Fault, FaultKind};
use crate::gateway::Shared;
use crate::heard::Heard;
use crate::record::{CallEnd, CallStart, Noted};
use crate::route::{Next, Route};
use crate::tokens::Tokenizer;
use crate::turn::TurnModel;
use crate::wire;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::time::timeout_at;
use tracing::Instrument;
use usher_engine::{Listener, ModelCall, ModelError, ModelText, ModelUse};

/// What a chat's frame adds to its messages, in tokens; an upper estimate over the families' templates.
const FRAME_TOKENS: usize = 32;

/// A call under way. Dropped in the middle, it still ends its record.
pub(crate) struct Call<'a> {
    turn: &'a TurnModel,
    shared: &'a Shared,
    call: &'a ModelCall,
    began: Instant,
    used: ModelUse,
    /// Set once the call is noted: its number.
    noted: Option<u32>,
    /// The attempt that is out.
    out: Option<Out>,
    route: Route<'a>,
}

/// An attempt that is out.
struct Out {
    endpoint: usize,
    estimate: u64,
    heard: Heard,
}

impl<'a> Call<'a> {
    pub(crate) fn new(turn: &'a TurnModel, call: &'a ModelCall) -> Self {
        Self {
            turn,
            shared: &turn.shared,
            call,
            began: Instant::now(),
            used: ModelUse::default(),
            noted: None,
            out: None,
            route: Route::new(&turn.shared, turn.deadline),
        }
    }

    /// Sends it, wherever that may be, and ends its record.
    pub(crate) async fn write(mut self, listener: &mut dyn Listener) -> Result<ModelText, ModelError> {
        let span = tracing::info_span!(
            "llm.call.run",
            prompt.name = %self.call.prompt,
            prompt.hash = %self.call.hash,
            model.tier = ?self.call.tier,
            model.endpoint = tracing::field::Empty,
            attempts = tracing::field::Empty,
            outcome = tracing::field::Empty,
            duration_ms = tracing::field::Empty,
        );
        let written = self.run(listener).instrument(span.clone()).await;
        let outcome = written.as_ref().map_or_else(ModelError::word, |_| "written");
        self.end(outcome);
        span.record("model.endpoint", self.used.endpoint.as_str());
        span.record("attempts", self.used.attempts);
        span.record("outcome", outcome);
        span.record("duration_ms", self.used.duration_ms);
        written.map(|text| ModelText {
            used: self.used.clone(),
            ..text
        })
    }

    async fn run(&mut self, listener: &mut dyn Listener) -> Result<ModelText, ModelError> {
        if Instant::now() >= self.turn.deadline {
            return Err(ModelError::Late);
        }
        if let Next::Nowhere(cause) = self.route.next() {
            return Err(ModelError::Unavailable(cause));
        }
        let waiting = timeout_at(self.turn.deadline.into(), self.shared.places.acquire());
        let Ok(Ok(_place)) = waiting.await else {
            return Err(ModelError::Late);
        };
        let mut last: Option<Fault> = None;
        while self.used.attempts < self.shared.config.attempts {
            let at = match self.route.next_in_time().await {
                Next::To(at) => at,
                Next::Nowhere(cause) if last.is_none() => return Err(ModelError::Unavailable(cause)),
                Next::Nowhere(_) | Next::Wait(_) => break,
            };
            // Another call may have become the probe of a half-open circuit since.
            let Ok(pass) = self.shared.endpoints[at].circuit.admit(Instant::now()) else {
                continue;
            };
            let estimate = self.set_aside(at)?;
            if self.noted.is_none() && !self.start(at) {
                self.turn.purse.settle(&self.shared.ledger, estimate, 0);
                return Err(ModelError::Unavailable(
                    "what leaves could not be written down".to_owned(),
                ));
            }
            if last.is_some() {
                listener.forget();
            }
            match self.attempt(at, estimate, pass, listener).await {
                Ok(text) => return Ok(text),
                Err((fault, shown)) => match verdict(&fault, shown) {
                    Some(error) => return Err(error),
                    None => last = Some(fault),
                },
            }
        }
        Err(match last {
            None => ModelError::Late,
            Some(fault) if self.route.is_rejected_everywhere() => ModelError::Rejected(fault.text),
            Some(fault) => ModelError::Unavailable(fault.text),
        })
    }

    /// An upper estimate of what an attempt costs, set aside.
    fn set_aside(&self, at: usize) -> Result<u64, ModelError> {
        if !self.turn.purse.is_limited() {
            return Ok(0);
        }
        let config = &self.shared.endpoints[at].config;
        let prices = config.prices_for(self.call.tier);
        // No text has more tokens than bytes, so that most calls need no counting.
        let schema = self.call.schema.as_ref().map_or_else(String::new, |s| s.to_string());
        let bytes = self.call.system.len() + self.call.user.len() + schema.len() + FRAME_TOKENS;
        let crude = prices.micros(bytes as u32, self.call.most_tokens);
        if self.turn.purse.set_aside(&self.shared.ledger, crude).is_ok() {
            return Ok(crude);
        }
        let fine = prices.micros(self.tokens_in(at), self.call.most_tokens);
        self.turn
            .purse
            .set_aside(&self.shared.ledger, fine)
            .map_err(ModelError::Limit)?;
        Ok(fine)
    }

    /// Tokens that an endpoint reads, by our own count.
    fn tokens_in(&self, at: usize) -> u32 {
        let config = &self.shared.endpoints[at].config;
        let tokenizer = Tokenizer::of_model(config.model_for(self.call.tier));
        let schema = self.call.schema.as_ref().map_or_else(String::new, |s| s.to_string());
        let texts = [self.call.system.as_str(), self.call.user.as_str(), schema.as_str()];
        let tokens = texts.iter().map(|text| tokenizer.count(text)).sum::<usize>() + FRAME_TOKENS;
        u32::try_from(tokens).unwrap_or(u32::MAX)
    }

    async fn attempt(
        &mut self,
        at: usize,
        estimate: u64,
        pass: Pass<'_>,
        listener: &mut dyn Listener,
    ) -> Result<ModelText, (Fault, bool)> {
        let endpoint = &self.shared.endpoints[at];
        self.used.attempts += 1;
        endpoint.attempts.fetch_add(1, Ordering::Relaxed);
        let out = self.out.insert(Out {
            endpoint: at,
            estimate,
            heard: Heard::default(),
        });
        let model = endpoint.config.model_for(self.call.tier);
        let request = wire::request(&endpoint.config, model, self.call);
        let recorded = || serde_json::to_value(&request).unwrap_or_default();
        let recorder = self.shared.recorder.as_ref();
        let exchange = Exchange {
            endpoint,
            request: &request,
            patience: self.shared.patience(self.turn.deadline),
            most: self.shared.most(model, self.call.most_tokens),
            now: self.shared.now(),
            recording: recorder.map(|r| r.begin(self.shared.now(), &endpoint.config.name, recorded())),
        };
        let ended = exchange.run(listener, &mut out.heard).await;
        endpoint.settle(pass, &ended);
        self.route.went(at, &ended);
        let heard = self.settle().unwrap_or_default();
        match ended {
            Ok(()) => Ok(ModelText {
                log_probability: heard.log_probability(),
                text: heard.text,
                used: ModelUse::default(),
            }),
            Err(fault) => {
                let text = format!("{}: {}", endpoint.config.name, fault.text);
                Err((Fault { text, ..fault }, heard.shown))
            }
        }
    }

    /// Counts what the attempt that is out took, and returns what came of it.
    fn settle(&mut self) -> Option<Heard> {
        let Out {
            endpoint: at,
            estimate,
            heard,
        } = self.out.take()?;
        let config = &self.shared.endpoints[at].config;
        let (tokens_in, tokens_out) = match heard.used {
            Some(used) => (used.prompt_tokens, used.completion_tokens),
            None if heard.began => {
                let tokenizer = Tokenizer::of_model(config.model_for(self.call.tier));
                (
                    self.tokens_in(at),
                    u32::try_from(tokenizer.count(&heard.text)).unwrap_or(u32::MAX),
                )
            }
            None => (0, 0),
        };
        let cost = config.prices_for(self.call.tier).micros(tokens_in, tokens_out);
        self.turn.purse.settle(&self.shared.ledger, estimate, cost);
        self.used.tokens_in = self.used.tokens_in.saturating_add(tokens_in);
        self.used.tokens_out = self.used.tokens_out.saturating_add(tokens_out);
        self.used.cost_micros = self.used.cost_micros.saturating_add(cost);
        self.used.endpoint.clone_from(&config.name);
        let model = || config.model_for(self.call.tier).to_owned();
        self.used.model = heard.model.clone().unwrap_or_else(model);
        self.used.first_piece_ms = heard.first_piece.map_or(0, |at| millis(at - self.began));
        Some(heard)
    }

    /// Notes that the call is about to leave; false where it could not be noted, so that it stays.
    fn start(&mut self, first: usize) -> bool {
        let number = self.turn.next_number();
        let endpoint = &self.shared.endpoints[first].config;
        let noted = self.turn.note(Noted::Start(CallStart {
            number,
            at: self.shared.now(),
            prompt: self.call.prompt.clone(),
            hash: self.call.hash.clone(),
            endpoint: endpoint.name.clone(),
            system: wire::system(endpoint, self.call),
            user: self.call.user.clone(),
        }));
        self.noted = noted.then_some(number);
        noted
    }

    /// Ends the record, once. A call of which nothing left is only counted.
    fn end(&mut self, outcome: &'static str) {
        self.used.duration_ms = millis(self.began.elapsed());
        let at = self.route.last().unwrap_or(0);
        let model = self.shared.endpoints[at].config.model_for(self.call.tier);
        self.shared.tally.add(&self.call.prompt, model, outcome, &self.used);
        if let Some(number) = self.noted.take() {
            let used = self.used.clone();
            self.turn.note(Noted::End(CallEnd { number, outcome, used }));
        }
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        if self.noted.is_some() {
            self.settle();
            self.end("cancelled");
        }
    }
}

/// The error that a fault ends the call with; `None` where another attempt may mend it.
fn verdict(fault: &Fault, shown: bool) -> Option<ModelError> {
    match fault.kind {
        FaultKind::Refused => Some(ModelError::Refused),
        FaultKind::Unusable => Some(ModelError::Unusable(fault.text.clone())),
        _ if shown => Some(ModelError::BrokeOff(fault.text.clone())),
        FaultKind::OutOfTime => Some(ModelError::Late),
        _ => None,
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
