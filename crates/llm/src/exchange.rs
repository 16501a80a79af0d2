//! One attempt at one endpoint: a request out, a stream of events back.

use crate::endpoint::Endpoint;
use crate::events::Events;
use crate::fault::{Fault, FaultKind, retry_after};
use crate::heard::{Heard, Most};
use crate::recorder::Recording;
use async_openai::types::chat::CreateChatCompletionRequest;
use jiff::Timestamp;
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::time::timeout_at;
use usher_engine::Listener;

/// The longest error that is read of an answer, in bytes.
const MOST_ERROR_BYTES: usize = 16_384;
/// The longest event beside the text in it, in bytes: log-probabilities and what vendors add.
const MOST_EVENT_BYTES: usize = 262_144;
/// How long the count of tokens is waited for, once the text is whole.
const COUNT_PATIENCE: Duration = Duration::from_millis(300);

/// How long an attempt may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Until the first piece.
    pub first_piece: Duration,
    /// Between two pieces.
    pub stall: Duration,
    /// The turn's end.
    pub deadline: Instant,
}

/// An attempt.
pub(crate) struct Exchange<'a> {
    pub endpoint: &'a Endpoint,
    pub request: &'a CreateChatCompletionRequest,
    pub patience: Patience,
    pub most: Most,
    pub now: Timestamp,
    pub recording: Option<Recording>,
}

impl Exchange<'_> {
    /// Sends, and hears to the end. `heard` holds what came, whatever comes of it.
    pub(crate) async fn run(mut self, listener: &mut dyn Listener, heard: &mut Heard) -> Result<(), Fault> {
        let ended = self.send_and_hear(listener, heard).await;
        if let Some(recording) = self.recording.take() {
            let end = ended.as_ref().map_or_else(|fault| fault.kind.word(), |()| "whole");
            recording.end(end).await;
        }
        ended
    }

    async fn send_and_hear(&mut self, listener: &mut dyn Listener, heard: &mut Heard) -> Result<(), Fault> {
        let until = self.until(self.patience.first_piece);
        let endpoint = self.endpoint;
        let sending = endpoint.client.post(endpoint.chat.clone()).json(self.request).send();
        let response = match timeout_at(until.into(), sending).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(Fault::passing(in_words(&error))),
            Err(_) => return Err(self.too_late(heard)),
        };
        if let Some(recording) = &mut self.recording {
            recording.answer(&response);
        }
        if !response.status().is_success() || is_json(&response) {
            return Err(self.error_of(response, until).await);
        }
        heard.began = true;
        self.hear(response, until, listener, heard).await?;
        heard.verdict()
    }

    async fn hear(
        &mut self,
        mut response: Response,
        mut until: Instant,
        listener: &mut dyn Listener,
        heard: &mut Heard,
    ) -> Result<(), Fault> {
        let mut events = Events::new(self.most.text_bytes + MOST_EVENT_BYTES);
        loop {
            let bytes = match timeout_at(until.into(), response.chunk()).await {
                // A stream that always has more would never let the timeout be looked at.
                Ok(Ok(Some(bytes))) if Instant::now() < until => bytes,
                Ok(Ok(None)) => return Ok(()),
                _ if heard.is_whole() => return Ok(()),
                Ok(Err(_)) => return Err(Fault::passing("the connection broke in the middle of the stream")),
                Ok(Ok(Some(_))) | Err(_) => return Err(self.too_late(heard)),
            };
            if let Some(recording) = &mut self.recording {
                recording.chunk(&bytes);
            }
            let endless = |_| Fault::new(FaultKind::Unusable, "an event of the stream never ends");
            events.take(&bytes).map_err(endless)?;
            let (pieces, was_whole) = (heard.pieces, heard.is_whole());
            while let Some(event) = events.next() {
                if event.data.trim() == "[DONE]" {
                    return Ok(());
                }
                heard.take(&event, &self.endpoint.config, self.most, listener)?;
            }
            if heard.is_whole() && !was_whole {
                until = self.until(COUNT_PATIENCE);
            } else if heard.pieces > pieces {
                until = self.until(self.patience.stall);
            }
        }
    }

    /// The error in an answer that is no stream.
    async fn error_of(&self, mut response: Response, until: Instant) -> Fault {
        let status = response.status();
        let rest = retry_after(response.headers().get(RETRY_AFTER), self.now);
        let mut body = Vec::new();
        while body.len() < MOST_ERROR_BYTES {
            match timeout_at(until.into(), response.chunk()).await {
                Ok(Ok(Some(bytes))) => body.extend_from_slice(&bytes),
                _ => break,
            }
        }
        let body = String::from_utf8_lossy(&body);
        if !status.is_success() {
            return Fault::of_status(&self.endpoint.config, status.as_u16(), rest, &body);
        }
        let error: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
        match error.get("error") {
            Some(error) if !error.is_null() => Fault::of_event(&self.endpoint.config, error),
            _ => Fault::new(
                FaultKind::Misconfigured,
                "it answers all at once although a stream was asked for; use a server that streams",
            ),
        }
    }

    /// From now on, and to the turn's end at the latest.
    fn until(&self, patience: Duration) -> Instant {
        (Instant::now() + patience).min(self.patience.deadline)
    }

    fn too_late(&self, heard: &Heard) -> Fault {
        if Instant::now() >= self.patience.deadline {
            return Fault::new(FaultKind::OutOfTime, "the turn's time ran out");
        }
        Fault::passing(if heard.pieces > 0 {
            format!("it stalled for {} ms", self.patience.stall.as_millis())
        } else {
            format!("it wrote nothing for {} ms", self.patience.first_piece.as_millis())
        })
    }
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/json"))
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
