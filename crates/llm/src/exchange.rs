//! One attempt at one endpoint: a request out, a stream of events back.

use crate::endpoint::Endpoint;
use crate::events::{Event, Events};
use crate::fault::{Fault, FaultKind, retry_after};
use crate::recorder::Recording;
use crate::tokens::Tokenizer;
use crate::wire::{Chunk, TokenUse};
use async_openai::types::chat::CreateChatCompletionRequest;
use jiff::Timestamp;
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use std::time::{Duration, Instant};
use tokio::time::timeout_at;
use usher_engine::Listener;

/// The longest error that is read of an answer, in bytes.
const MOST_ERROR_BYTES: usize = 16_384;
/// The longest event beside the text in it, in bytes: log-probabilities and what vendors add.
const MOST_EVENT_BYTES: usize = 262_144;
/// How long the count of tokens is waited for, once the text is whole.
const COUNT_PATIENCE: Duration = Duration::from_millis(300);
/// Bytes of text between two counts of its tokens.
const BYTES_A_TOKEN: usize = 4;
/// Vocabularies differ: a text may have so many times the tokens that were asked for, by our count, before it is cut off.
const MOST_TOKENS_SLACK: f64 = 1.5;

/// How long and how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Until the first piece.
    pub first_piece: Duration,
    /// Between two pieces.
    pub stall: Duration,
    /// The turn's end.
    pub deadline: Instant,
    pub most_text_bytes: usize,
    pub most_tokens: u32,
}

/// What came, also of an attempt that failed.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub text: String,
    /// The endpoint took the request and began to answer.
    pub began: bool,
    /// Pieces of text.
    pub pieces: usize,
    pub first_piece: Option<Instant>,
    /// The listener has shown something.
    pub shown: bool,
    pub model: Option<String>,
    pub used: Option<TokenUse>,
    finish: Option<String>,
    refused: bool,
    log_probabilities: (f64, u32),
    /// Bytes of text at which its tokens are counted next.
    count_at: usize,
}

impl Heard {
    pub(crate) fn log_probability(&self) -> Option<f64> {
        let (sum, tokens) = self.log_probabilities;
        (tokens > 0).then(|| sum / f64::from(tokens))
    }
}

/// An attempt.
pub(crate) struct Exchange<'a> {
    pub endpoint: &'a Endpoint,
    pub request: &'a CreateChatCompletionRequest,
    pub limits: Limits,
    pub tokenizer: Tokenizer,
    pub now: Timestamp,
    pub recording: Option<Recording>,
}

impl Exchange<'_> {
    /// Sends, and hears to the end. `heard` holds what came, whatever comes of it.
    pub(crate) async fn run(mut self, listener: &mut dyn Listener, heard: &mut Heard) -> Result<(), Fault> {
        let ended = self.send_and_hear(listener, heard).await;
        if let Some(recording) = self.recording.take() {
            recording
                .end(ended.as_ref().map_or_else(|fault| fault.kind.word(), |()| "whole"))
                .await;
        }
        ended
    }

    async fn send_and_hear(&mut self, listener: &mut dyn Listener, heard: &mut Heard) -> Result<(), Fault> {
        let began = Instant::now();
        let endpoint = self.endpoint;
        let sending = endpoint.client.post(endpoint.chat.clone()).json(self.request).send();
        let patience = self.until(began, self.limits.first_piece);
        let response = match timeout_at(patience.into(), sending).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(Fault::passing(in_words(&error))),
            Err(_) => return Err(self.too_late(false)),
        };
        if let Some(recording) = &mut self.recording {
            recording.answer(&response);
        }
        if !response.status().is_success() || is_json(&response) {
            return Err(self.error_of(response, patience).await);
        }
        heard.began = true;
        self.hear(response, began, listener, heard).await?;
        ended(heard)
    }

    async fn hear(
        &mut self,
        mut response: Response,
        began: Instant,
        listener: &mut dyn Listener,
        heard: &mut Heard,
    ) -> Result<(), Fault> {
        let mut events = Events::new(self.limits.most_text_bytes + MOST_EVENT_BYTES);
        let mut patience = self.until(began, self.limits.first_piece);
        loop {
            // A stream that always has more would never let the timeout be looked at.
            if Instant::now() >= patience {
                return if is_whole(heard) {
                    Ok(())
                } else {
                    Err(self.too_late(heard.pieces > 0))
                };
            }
            let bytes = match timeout_at(patience.into(), response.chunk()).await {
                Ok(Ok(Some(bytes))) => bytes,
                Ok(Ok(None)) => return Ok(()),
                _ if is_whole(heard) => return Ok(()),
                Ok(Err(_)) => return Err(Fault::passing("the connection broke in the middle of the stream")),
                Err(_) => return Err(self.too_late(heard.pieces > 0)),
            };
            if let Some(recording) = &mut self.recording {
                recording.chunk(&bytes);
            }
            let too_long = |_| Fault::new(FaultKind::Unusable, "an event of the stream never ends");
            events.take(&bytes).map_err(too_long)?;
            let before = (heard.pieces, is_whole(heard));
            while let Some(event) = events.next() {
                if event.data.trim() == "[DONE]" {
                    return Ok(());
                }
                self.take(&event, listener, heard)?;
            }
            if is_whole(heard) && !before.1 {
                patience = self.until(Instant::now(), COUNT_PATIENCE);
            } else if heard.pieces > before.0 {
                patience = self.until(Instant::now(), self.limits.stall);
            }
        }
    }

    fn take(&self, event: &Event, listener: &mut dyn Listener, heard: &mut Heard) -> Result<(), Fault> {
        let chunk: Chunk = match serde_json::from_str(&event.data) {
            Ok(chunk) => chunk,
            Err(_) if is_whole(heard) => return Ok(()),
            Err(_) => {
                return Err(Fault::passing(
                    "a piece of the stream is no JSON, or none of a chat completion",
                ));
            }
        };
        if let Some(error) = error_in(event, &chunk) {
            return Err(Fault::of_event(&self.endpoint.config, &error));
        }
        heard.used = chunk.usage.or(heard.used);
        if heard.model.is_none() {
            heard.model = chunk.model.filter(|model| !model.is_empty());
        }
        for choice in chunk.choices.into_iter().filter(|c| c.index == 0) {
            heard.refused |= choice.delta.refusal.is_some_and(|text| !text.is_empty());
            for token in choice.logprobs.and_then(|l| l.content).unwrap_or_default() {
                heard.log_probabilities.0 += token.logprob;
                heard.log_probabilities.1 += 1;
            }
            if let Some(piece) = choice.delta.content.filter(|piece| !piece.is_empty()) {
                self.piece(&piece, listener, heard)?;
            }
            if choice.finish_reason.is_some() {
                heard.finish = choice.finish_reason;
            }
        }
        Ok(())
    }

    fn piece(&self, piece: &str, listener: &mut dyn Listener, heard: &mut Heard) -> Result<(), Fault> {
        heard.text.push_str(piece);
        heard.pieces += 1;
        heard.first_piece.get_or_insert_with(Instant::now);
        let too_long = |most: String| Err(Fault::new(FaultKind::Unusable, format!("it writes on after {most}")));
        if heard.text.len() > self.limits.most_text_bytes {
            return too_long(format!("{} bytes (llm.most_text_bytes)", self.limits.most_text_bytes));
        }
        let most_tokens = f64::from(self.limits.most_tokens) * MOST_TOKENS_SLACK;
        let least_bytes = self.limits.most_tokens as usize * BYTES_A_TOKEN;
        if heard.text.len() > heard.count_at.max(least_bytes) {
            if self.tokenizer.count(&heard.text) as f64 > most_tokens {
                return too_long(format!("the {} tokens that it may", self.limits.most_tokens));
            }
            heard.count_at = heard.text.len() + heard.text.len() / 4;
        }
        heard.shown |= listener.hear(piece);
        Ok(())
    }

    /// The error in an answer that is no stream.
    async fn error_of(&self, mut response: Response, patience: Instant) -> Fault {
        let status = response.status();
        let rest = retry_after(response.headers().get(RETRY_AFTER), self.now);
        let mut body = Vec::new();
        while body.len() < MOST_ERROR_BYTES {
            match timeout_at(patience.into(), response.chunk()).await {
                Ok(Ok(Some(bytes))) => body.extend_from_slice(&bytes),
                _ => break,
            }
        }
        let body = String::from_utf8_lossy(&body);
        let error: Option<serde_json::Value> = serde_json::from_str(&body).ok();
        match error.filter(|_| status.is_success()) {
            Some(error) if error.get("error").is_some() => Fault::of_event(&self.endpoint.config, &error["error"]),
            _ if status.is_success() => Fault::new(
                FaultKind::Misconfigured,
                "it answers all at once although a stream was asked for; use a server that streams",
            ),
            _ => Fault::of_status(&self.endpoint.config, status.as_u16(), rest, &body),
        }
    }

    /// A patience that begins at an instant, and ends with the turn at the latest.
    fn until(&self, from: Instant, patience: Duration) -> Instant {
        (from + patience).min(self.limits.deadline)
    }

    fn too_late(&self, has_begun: bool) -> Fault {
        if Instant::now() >= self.limits.deadline {
            return Fault::new(FaultKind::OutOfTime, "the turn's time ran out");
        }
        Fault::passing(if has_begun {
            format!("it stalled for {} ms", self.limits.stall.as_millis())
        } else {
            format!("it wrote nothing for {} ms", self.limits.first_piece.as_millis())
        })
    }
}

fn is_whole(heard: &Heard) -> bool {
    heard.finish.is_some()
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/json"))
}

fn error_in(event: &Event, chunk: &Chunk) -> Option<serde_json::Value> {
    if let Some(error) = chunk.error.clone().filter(|error| !error.is_null()) {
        return Some(error);
    }
    let is_error = event.name == "error" || chunk.object.as_deref() == Some("error");
    is_error.then(|| serde_json::json!({ "message": chunk.message, "code": chunk.code }))
}

/// What the way in which a stream ended means.
fn ended(heard: &Heard) -> Result<(), Fault> {
    if heard.refused {
        return Err(Fault::new(FaultKind::Refused, "it declined"));
    }
    let unusable = |text: &str| Err(Fault::new(FaultKind::Unusable, text));
    match heard.finish.as_deref() {
        None => Err(Fault::passing("the stream ended before the text did")),
        Some("length") => unusable("it was cut short at the most tokens that it may have"),
        Some("content_filter") => Err(Fault::new(FaultKind::Refused, "a filter held it back")),
        Some("tool_calls" | "function_call") => unusable("it called a tool although it has none"),
        _ if heard.text.trim().is_empty() => unusable("it wrote nothing"),
        _ => Ok(()),
    }
}

/// Without the address, which reqwest would add.
fn in_words(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => "no connection in time".to_owned(),
        (true, false) => format!("no connection ({cause})"),
        _ => format!("the connection broke before an answer ({cause})"),
    }
}
