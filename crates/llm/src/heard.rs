//! What came of a stream of events so far.

use crate::config::EndpointConfig;
use crate::events::Event;
use crate::fault::{Fault, FaultKind};
use crate::tokens::Tokenizer;
use crate::wire::{Choice, Chunk, TokenUse};
use serde_json::{Value, json};
use std::time::Instant;
use usher_engine::Listener;

/// Tokens of a text are not counted before it has so many bytes for each that it may have.
const BYTES_A_TOKEN: usize = 4;
/// Vocabularies differ: a text may have so many times the tokens that were asked for, by our count, before it is cut off.
const SLACK: f64 = 1.5;

/// How much text there may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Most {
    pub text_bytes: usize,
    pub tokens: u32,
    pub tokenizer: Tokenizer,
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
    /// As the endpoint names it.
    pub model: Option<String>,
    pub used: Option<TokenUse>,
    finish: Option<String>,
    refused: bool,
    /// Their sum, and of how many tokens.
    log_probabilities: (f64, u32),
    /// Bytes of text at which its tokens are counted next.
    count_at: usize,
}

impl Heard {
    /// Takes the next event.
    pub(crate) fn take(
        &mut self,
        event: &Event,
        endpoint: &EndpointConfig,
        most: Most,
        listener: &mut dyn Listener,
    ) -> Result<(), Fault> {
        let read = serde_json::from_str::<Chunk>(&event.data);
        let chunk = match read {
            Ok(chunk) => chunk,
            // The text is there; what comes after it is of no matter.
            Err(_) if self.is_whole() => return Ok(()),
            Err(_) => {
                return Err(Fault::passing(
                    "a piece of the stream is no JSON, or none of a chat completion",
                ));
            }
        };
        if let Some(error) = error_in(event, &chunk).filter(|_| !self.is_whole()) {
            return Err(Fault::of_event(endpoint, &error));
        }
        self.used = chunk.usage.or(self.used);
        if self.model.is_none() {
            self.model = chunk.model.filter(|model| !model.is_empty());
        }
        let mut choices = chunk.choices.into_iter().filter(|c| c.index == 0);
        choices.try_for_each(|choice| self.take_choice(choice, most, listener))
    }

    /// The model said that it is done.
    pub(crate) fn is_whole(&self) -> bool {
        self.finish.is_some()
    }

    /// The mean over the tokens, where the endpoint told any.
    pub(crate) fn log_probability(&self) -> Option<f64> {
        let (sum, tokens) = self.log_probabilities;
        (tokens > 0).then(|| sum / f64::from(tokens))
    }

    /// What the way in which the stream ended means.
    pub(crate) fn verdict(&self) -> Result<(), Fault> {
        let unusable = |text: &str| Err(Fault::new(FaultKind::Unusable, text));
        match self.finish.as_deref() {
            _ if self.refused => Err(Fault::new(FaultKind::Refused, "it declined")),
            None => Err(Fault::passing("the stream ended before the text did")),
            Some("length") => unusable("it was cut short at the most tokens that it may have"),
            Some("content_filter") => Err(Fault::new(FaultKind::Refused, "a filter held it back")),
            Some("tool_calls" | "function_call") => unusable("it called a tool although it has none"),
            _ if self.text.trim().is_empty() => unusable("it wrote nothing"),
            _ => Ok(()),
        }
    }

    fn take_choice(&mut self, choice: Choice, most: Most, listener: &mut dyn Listener) -> Result<(), Fault> {
        self.refused |= choice.delta.refusal.is_some_and(|text| !text.is_empty());
        for token in choice.logprobs.and_then(|l| l.content).unwrap_or_default() {
            self.log_probabilities.0 += token.logprob;
            self.log_probabilities.1 += 1;
        }
        if let Some(piece) = choice.delta.content.filter(|piece| !piece.is_empty()) {
            self.text.push_str(&piece);
            self.pieces += 1;
            self.first_piece.get_or_insert_with(Instant::now);
            self.check_length(most)?;
            self.shown |= listener.hear(&piece);
        }
        self.finish = choice.finish_reason.or(self.finish.take());
        Ok(())
    }

    fn check_length(&mut self, most: Most) -> Result<(), Fault> {
        let too_long = |what: String| Err(Fault::new(FaultKind::Unusable, format!("it writes on after {what}")));
        if self.text.len() > most.text_bytes {
            return too_long(format!("{} bytes (llm.most_text_bytes)", most.text_bytes));
        }
        if self.text.len() > self.count_at.max(most.tokens as usize * BYTES_A_TOKEN) {
            if most.tokenizer.count(&self.text) as f64 > f64::from(most.tokens) * SLACK {
                return too_long(format!("the {} tokens that it may have", most.tokens));
            }
            self.count_at = self.text.len() + self.text.len() / 4;
        }
        Ok(())
    }
}

fn error_in(event: &Event, chunk: &Chunk) -> Option<Value> {
    if let Some(error) = chunk.error.clone().filter(|error| !error.is_null()) {
        return Some(error);
    }
    let is_error = event.name == "error" || chunk.object.as_deref() == Some("error");
    is_error.then(|| json!({ "message": chunk.message, "code": chunk.code }))
}
