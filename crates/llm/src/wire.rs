//! What goes over the wire: a request made of async-openai's types, and the few fields of an answer that are needed.
//!
//! Answers have types of our own. async-openai's are as strict as the original: a `service_tier`, a `finish_reason` or a
//! missing `created` of another vendor, none of which is needed here, would make a good answer unreadable.

use crate::config::EndpointConfig;
use async_openai::types::chat::{
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessage, ChatCompletionRequestUserMessage,
    ChatCompletionStreamOptions, CreateChatCompletionRequest, ResponseFormat, ResponseFormatJsonSchema,
};
use serde::Deserialize;
use serde_json::Value;
use usher_engine::{ModelCall, Tier};

/// The schema's introduction, for endpoints that cannot be held to one.
const SCHEMA_IN_WORDS: &str = include_str!("schema_in_words.txt");
/// The longest name of a schema that OpenAI takes.
const LONGEST_SCHEMA_NAME: usize = 64;

/// The system message for an endpoint: with the schema in words where it takes none.
pub(crate) fn system(endpoint: &EndpointConfig, call: &ModelCall) -> String {
    match &call.schema {
        Some(schema) if !endpoint.schema => format!("{}\n\n{SCHEMA_IN_WORDS}{schema}", call.system),
        _ => call.system.clone(),
    }
}

/// The request for an endpoint.
#[expect(deprecated, reason = "`max_tokens` is the only name that Ollama and others know")]
pub(crate) fn request(endpoint: &EndpointConfig, model: &str, call: &ModelCall) -> CreateChatCompletionRequest {
    let system = ChatCompletionRequestSystemMessage::from(system(endpoint, call));
    let user = ChatCompletionRequestUserMessage::from(call.user.as_str());
    CreateChatCompletionRequest {
        model: model.to_owned(),
        messages: vec![
            ChatCompletionRequestMessage::from(system),
            ChatCompletionRequestMessage::from(user),
        ],
        stream: Some(true),
        stream_options: endpoint.usage.then_some(ChatCompletionStreamOptions {
            include_usage: Some(true),
            include_obfuscation: None,
        }),
        temperature: endpoint.temperature.then_some(call.temperature),
        max_tokens: endpoint.older_max_tokens.then_some(call.most_tokens),
        max_completion_tokens: (!endpoint.older_max_tokens).then_some(call.most_tokens),
        logprobs: endpoint.log_probabilities.then_some(true),
        response_format: response_format(endpoint, call),
        ..CreateChatCompletionRequest::default()
    }
}

fn response_format(endpoint: &EndpointConfig, call: &ModelCall) -> Option<ResponseFormat> {
    let schema = call.schema.as_ref().filter(|_| endpoint.schema)?;
    let fits = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let json_schema = ResponseFormatJsonSchema {
        description: None,
        name: call.prompt.chars().map(fits).take(LONGEST_SCHEMA_NAME).collect(),
        schema: Value::clone(schema),
        strict: Some(true),
    };
    Some(ResponseFormat::JsonSchema { json_schema })
}

impl EndpointConfig {
    /// The model for a tier.
    pub(crate) fn model_for(&self, tier: Tier) -> &str {
        match tier {
            Tier::Small => self.small_model.as_deref().unwrap_or(&self.model),
            Tier::Large => &self.model,
        }
    }

    /// Its prices.
    pub(crate) fn prices_for(&self, tier: Tier) -> crate::config::Prices {
        match tier {
            Tier::Small if self.small_model.is_some() => self.small_prices,
            _ => self.prices,
        }
    }
}

/// One event of an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chunk {
    pub model: Option<String>,
    pub choices: Vec<Choice>,
    pub usage: Option<TokenUse>,
    /// An error instead of a chunk, inside of a 200.
    pub error: Option<Value>,
    /// `error` in some servers' errors, which have `message` and `code` beside it.
    pub object: Option<String>,
    pub message: Option<String>,
    pub code: Option<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    pub index: u32,
    pub delta: Delta,
    pub finish_reason: Option<String>,
    pub logprobs: Option<LogProbabilities>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Delta {
    pub content: Option<String>,
    pub refusal: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LogProbabilities {
    pub content: Option<Vec<LogProbability>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct LogProbability {
    pub logprob: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) struct TokenUse {
    pub prompt_tokens: u32,
    #[serde(default)]
    pub completion_tokens: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::sync::Arc;

    fn call() -> ModelCall {
        ModelCall {
            prompt: "answer/v1".into(),
            hash: "abc".into(),
            tier: Tier::Small,
            system: "Be brief.".into(),
            user: "Hello".into(),
            schema: Some(Arc::new(json!({ "type": "object" }))),
            temperature: 0.2,
            most_tokens: 100,
        }
    }

    fn sent(change: impl Fn(&mut EndpointConfig)) -> Value {
        let mut endpoint = EndpointConfig::new("main", "http://h/v1", "large");
        change(&mut endpoint);
        serde_json::to_value(request(&endpoint, endpoint.model_for(Tier::Small), &call())).unwrap()
    }

    #[test]
    fn the_request_says_what_the_endpoint_takes_and_nothing_else() {
        let schema = json!({ "type": "json_schema",
            "json_schema": { "name": "answer_v1", "schema": { "type": "object" }, "strict": true } });
        let messages = json!([{ "role": "system", "content": "Be brief." }, { "role": "user", "content": "Hello" }]);
        let expect = json!({ "model": "large", "messages": messages, "stream": true,
            "stream_options": { "include_usage": true }, "temperature": 0.2_f32, "max_completion_tokens": 100,
            "response_format": schema });
        assert_eq!(sent(|_| ()), expect);
    }

    #[test]
    fn every_switch_of_an_endpoint_changes_the_request() {
        let older = sent(|e| {
            e.older_max_tokens = true;
            e.temperature = false;
            e.usage = false;
            e.log_probabilities = true;
            e.small_model = Some("small".into());
        });
        assert_eq!(older["max_tokens"], 100);
        assert_eq!(older["model"], "small");
        assert_eq!(older["logprobs"], true);
        for absent in ["max_completion_tokens", "temperature", "stream_options"] {
            assert!(older.get(absent).is_none(), "{absent}");
        }
        let words = sent(|e| e.schema = false);
        assert!(words.get("response_format").is_none());
        let system = words["messages"][0]["content"].as_str().unwrap();
        assert!(
            system.starts_with("Be brief.\n\n") && system.ends_with(r#"{"type":"object"}"#),
            "{system}"
        );
    }

    #[test]
    fn a_chunk_of_another_vendor_is_read() {
        let chunk: Chunk = serde_json::from_value(json!({ "id": 7, "service_tier": "on_demand", "usage": null,
            "choices": [{ "index": 0, "delta": { "role": "tutor", "content": "Hi" }, "finish_reason": null }] }))
        .unwrap();
        assert_eq!(chunk.choices[0].delta.content.as_deref(), Some("Hi"));
    }
}
