//! What a scripted answer consists of.

use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// The model's name in answers.
pub const MODEL: &str = "scripted-1";

/// One thing that the server does.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Answers with a status instead of a stream. It has to be the first act, and is the last.
    Status(u16, Vec<(String, String)>, String),
    /// Headers for the stream, in place of `text/event-stream`. It has to be the first act.
    ContentType(&'static str),
    /// A piece of the text.
    Piece(String),
    /// A piece of a refusal.
    Refusal(String),
    /// A piece of the text with the log-probabilities of its tokens.
    Likely(String, Vec<f64>),
    /// A part of a call of a tool.
    ToolCall,
    /// The end of the text, for a reason: `stop`, `length`, `content_filter`, `tool_calls`.
    Finish(&'static str),
    /// Tokens read and written.
    Usage(u32, u32),
    /// `[DONE]`, and the end of the answer.
    Done,
    /// An error as an event, inside of a 200.
    ErrorEvent(Value),
    /// A chunk that is no JSON.
    MalformedChunk,
    /// A comment that keeps the connection alive.
    KeepAlive,
    /// Bytes of the stream as they are.
    Raw(String),
    /// Nothing, for so long.
    Pause(Duration),
    /// Nothing, until the client hangs up.
    Stall,
    /// The same piece again and again, until the client hangs up.
    Forever(String),
    /// The end of the answer, in order.
    End,
    /// The end of the connection, in the middle of the answer.
    Drop,
}

/// What the server does, in order. A list that ends without an end ends the answer in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Script(pub Vec<Act>);

impl Script {
    /// An answer as it should be: the text word by word, `stop`, usage, `[DONE]`.
    pub fn text(text: &str) -> Self {
        let words = text.split_inclusive(' ');
        let mut acts: Vec<Act> = words.clone().map(|word| Act::Piece(word.to_owned())).collect();
        acts.extend([Act::Finish("stop"), Act::Usage(100, words.count() as u32), Act::Done]);
        Self(acts)
    }

    /// The value as text of JSON.
    pub fn json(value: &Value) -> Self {
        Self::text(&value.to_string())
    }

    /// These acts.
    pub fn of(acts: impl IntoIterator<Item = Act>) -> Self {
        Self(acts.into_iter().collect())
    }

    /// A status with an error's body.
    pub fn status(status: u16, error: Value) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Self::of([Act::Status(status, headers, json!({ "error": error }).to_string())])
    }

    /// The same with one more header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Some(Act::Status(_, headers, _)) = self.0.first_mut() {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// An act before all others.
    pub fn after(mut self, act: Act) -> Self {
        self.0.insert(0, act);
        self
    }

    /// What a file of `llm.record_dir` has, in its own time.
    pub fn recorded(fixture: &Path) -> Self {
        let recorded: Value = serde_json::from_slice(&std::fs::read(fixture).unwrap()).unwrap();
        assert_eq!(recorded["version"], 1, "another format of recordings");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let chunks = recorded["chunks"].as_array().unwrap().iter();
        let chunks: Vec<(u64, String)> = chunks.map(|c| (c[0].as_u64().unwrap(), text(&c[1]))).collect();
        let status = recorded["status"].as_u64().unwrap();
        if status != 200 {
            let headers = recorded["headers"].as_array().unwrap().iter();
            let headers = headers.map(|h| (text(&h[0]), text(&h[1]))).collect();
            let body = chunks.into_iter().map(|(_, text)| text).collect();
            return Self::of([Act::Status(status as u16, headers, body)]);
        }
        let mut acts = Vec::new();
        let mut before = 0;
        for (after, text) in chunks {
            acts.push(Act::Pause(Duration::from_millis(after.saturating_sub(before))));
            acts.push(Act::Raw(text));
            before = after;
        }
        Self(acts)
    }
}

impl Act {
    /// The event that it puts into the stream; `None` for one that puts none.
    pub(super) fn event(&self) -> Option<String> {
        let choice = |delta: Value, finish: Value| json!([{ "index": 0, "delta": delta, "finish_reason": finish }]);
        let (choices, usage) = match self {
            Self::Piece(text) | Self::Forever(text) => (choice(json!({ "content": text }), Value::Null), Value::Null),
            Self::Refusal(text) => (choice(json!({ "refusal": text }), Value::Null), Value::Null),
            Self::Likely(text, each) => {
                let tokens: Vec<Value> = each.iter().map(|p| json!({ "token": "x", "logprob": p })).collect();
                let mut choices = choice(json!({ "content": text }), Value::Null);
                choices[0]["logprobs"] = json!({ "content": tokens });
                (choices, Value::Null)
            }
            Self::ToolCall => {
                let tool = json!([{ "index": 0, "id": "1", "function": { "name": "f", "arguments": "{" } }]);
                (choice(json!({ "tool_calls": tool }), Value::Null), Value::Null)
            }
            Self::Finish(reason) => (choice(json!({}), json!(reason)), Value::Null),
            Self::Usage(read, written) => {
                let sum = read + written;
                let usage = json!({ "prompt_tokens": read, "completion_tokens": written, "total_tokens": sum });
                (json!([]), usage)
            }
            Self::Done => return Some("data: [DONE]\n\n".to_owned()),
            Self::ErrorEvent(error) => return Some(format!("data: {}\n\n", json!({ "error": error }))),
            Self::MalformedChunk => return Some("data: {\"choices\": [{\n\n".to_owned()),
            Self::KeepAlive => return Some(": keep alive\n\n".to_owned()),
            Self::Raw(text) => return Some(text.clone()),
            _ => return None,
        };
        let chunk = json!({ "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": MODEL,
            "choices": choices, "usage": usage });
        Some(format!("data: {chunk}\n\n"))
    }
}
