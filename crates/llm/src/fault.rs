//! What can go wrong with one attempt, and what follows from it.

use crate::config::EndpointConfig;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::HeaderValue;
use secrecy::ExposeSecret;
use serde_json::Value;
use std::time::Duration;

/// The longest message of an endpoint that is passed on.
const LONGEST_MESSAGE: usize = 200;

/// A failed attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub kind: FaultKind,
    /// In words, for the operator; never a text of a call or the key.
    pub text: String,
}

/// What follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// It may go better another time, or elsewhere.
    Passing,
    /// The endpoint has too much to do, and perhaps says for how long.
    Busy(Option<Duration>),
    /// This endpoint does not take this request.
    Rejected,
    /// Nor any request: key, model, address or account is wrong.
    Misconfigured,
    /// The model or a filter declined.
    Refused,
    /// There is a text, but not one to use.
    Unusable,
    /// The turn's time ran out.
    OutOfTime,
}

impl FaultKind {
    /// A stable word for logs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Passing => "passing",
            Self::Busy(_) => "busy",
            Self::Rejected => "rejected",
            Self::Misconfigured => "misconfigured",
            Self::Refused => "refused",
            Self::Unusable => "unusable",
            Self::OutOfTime => "out_of_time",
        }
    }
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }

    pub(crate) fn passing(text: impl Into<String>) -> Self {
        Self::new(FaultKind::Passing, text)
    }

    /// Of an answer whose status is no success.
    pub(crate) fn of_status(endpoint: &EndpointConfig, status: u16, rest: Option<Duration>, body: &str) -> Self {
        let told = Told::read(&serde_json::from_str(body).unwrap_or(Value::Null), endpoint);
        let with = |text: &str| format!("HTTP {status}: {text}{}", told.in_brackets());
        match status {
            429 if told.code == "insufficient_quota" => {
                Self::new(FaultKind::Misconfigured, with("the quota is used up"))
            }
            429 => Self::new(FaultKind::Busy(rest), with("too many requests")),
            503 if rest.is_some() => Self::new(FaultKind::Busy(rest), with("it has too much to do")),
            408 | 425 | 500.. => Self::passing(with("it fails")),
            // The body of a refused key may repeat it.
            401 | 403 => Self::new(
                FaultKind::Misconfigured,
                format!("HTTP {status}: it does not accept the key; set `key` of this endpoint"),
            ),
            404 => Self::new(
                FaultKind::Misconfigured,
                with("no such address or model; check `url` and `model` of this endpoint"),
            ),
            300..=399 => Self::new(
                FaultKind::Misconfigured,
                format!("HTTP {status}: it redirects, which is not followed; set `url` to where it leads"),
            ),
            _ => match told.cure(endpoint) {
                Some(cure) => Self::new(FaultKind::Rejected, with(&format!("set {cure}"))),
                None => Self::new(FaultKind::Rejected, with("it does not take the request")),
            },
        }
    }

    /// Of an error that came as an event, inside of an answer that had begun well.
    pub(crate) fn of_event(endpoint: &EndpointConfig, error: &Value) -> Self {
        let told = Told::read(error, endpoint);
        match told.code.parse::<u16>() {
            Ok(status @ 400..600) => Self::of_status(endpoint, status, None, &error.to_string()),
            _ if told.kind == "invalid_request_error" => Self::of_status(endpoint, 400, None, &error.to_string()),
            _ => Self::passing(format!("an error instead of text{}", told.in_brackets())),
        }
    }
}

/// What an endpoint says of its error.
#[derive(Debug, Default)]
struct Told {
    message: String,
    kind: String,
    code: String,
    parameter: String,
}

impl Told {
    /// `{"error": {"message", "type", "param", "code"}}`, or what is inside of it, or `{"error": "message"}`. A message that
    /// repeats the key loses it.
    fn read(value: &Value, endpoint: &EndpointConfig) -> Self {
        let error = value.get("error").filter(|e| !e.is_null()).unwrap_or(value);
        let text = |name: &str| match error.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let mut message = error.as_str().map_or_else(|| text("message"), str::to_owned);
        if let Some(key) = &endpoint.key {
            message = message.replace(key.expose_secret(), "…");
        }
        Self {
            message,
            kind: text("type"),
            code: text("code"),
            parameter: text("param"),
        }
    }

    fn in_brackets(&self) -> String {
        let plain = self.message.split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = plain
            .chars()
            .filter(|c| !c.is_control())
            .take(LONGEST_MESSAGE)
            .collect();
        if short.is_empty() { short } else { format!(" ({short})") }
    }

    /// Which setting does without the parameter that the endpoint complains of.
    fn cure(&self, endpoint: &EndpointConfig) -> Option<String> {
        let limit = if endpoint.older_max_tokens {
            ("max_tokens", "older_max_tokens = false")
        } else {
            ("max_completion_tokens", "older_max_tokens = true")
        };
        let sent = [
            (endpoint.schema, "response_format", "schema = false"),
            (endpoint.schema, "json_schema", "schema = false"),
            (endpoint.log_probabilities, "logprobs", "log_probabilities = false"),
            (endpoint.temperature, "temperature", "temperature = false"),
            (endpoint.usage, "stream_options", "usage = false"),
            (true, limit.0, limit.1),
        ];
        let names = |parameter: &str| match self.parameter.as_str() {
            "" => self.message.contains(parameter),
            named => named.starts_with(parameter),
        };
        let found = sent
            .into_iter()
            .find(|(is_sent, parameter, _)| *is_sent && names(parameter));
        found.map(|(_, _, cure)| format!("`{cure}` in the endpoint `{}` of llm.endpoints", endpoint.name))
    }
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
pub(crate) fn retry_after(header: Option<&HeaderValue>, now: Timestamp) -> Option<Duration> {
    let text = header?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(status: u16, body: Value) -> Fault {
        let mut endpoint = EndpointConfig::new("main", "http://h/v1", "large");
        endpoint.log_probabilities = true;
        Fault::of_status(&endpoint, status, None, &body.to_string())
    }

    #[test]
    fn a_status_says_what_follows() {
        for (status, kind) in [
            (400, FaultKind::Rejected),
            (401, FaultKind::Misconfigured),
            (403, FaultKind::Misconfigured),
            (404, FaultKind::Misconfigured),
            (302, FaultKind::Misconfigured),
            (408, FaultKind::Passing),
            (429, FaultKind::Busy(None)),
            (500, FaultKind::Passing),
            (503, FaultKind::Passing),
        ] {
            assert_eq!(of(status, Value::Null).kind, kind, "{status}");
        }
        let quota = json!({ "error": { "code": "insufficient_quota", "message": "pay" } });
        assert_eq!(of(429, quota).kind, FaultKind::Misconfigured);
    }

    #[test]
    fn an_unsupported_parameter_names_the_setting_that_does_without() {
        for (error, cure) in [
            (json!({ "param": "response_format", "message": "no" }), "schema = false"),
            (json!({ "message": "unknown field `stream_options`" }), "usage = false"),
            (
                json!({ "param": "logprobs", "message": "no" }),
                "log_probabilities = false",
            ),
            (
                json!({ "param": "temperature", "message": "only 1" }),
                "temperature = false",
            ),
            (
                json!({ "message": "max_completion_tokens: use max_tokens" }),
                "older_max_tokens = true",
            ),
        ] {
            let fault = of(400, json!({ "error": error }));
            assert!(
                fault.text.contains(cure) && fault.text.contains("`main`"),
                "{}",
                fault.text
            );
        }
        let other = of(400, json!({ "error": { "message": "the context is too long" } }));
        assert_eq!(
            other.text,
            "HTTP 400: it does not take the request (the context is too long)"
        );
    }

    #[test]
    fn an_error_of_a_refused_key_never_repeats_it() {
        let fault = of(401, json!({ "error": { "message": "Incorrect API key: sk-123" } }));
        assert!(!fault.text.contains("sk-123"));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-01-05T10:00:00Z".parse().unwrap();
        for (text, seconds) in [
            ("7", Some(7)),
            ("Mon, 05 Jan 2026 10:00:30 GMT", Some(30)),
            ("Mon, 05 Jan 2026 09:00:00 GMT", Some(0)),
            ("soon", None),
            ("-1", None),
        ] {
            let header = HeaderValue::from_static(text);
            let expect = seconds.map(Duration::from_secs);
            assert_eq!(retry_after(Some(&header), now), expect, "{text}");
        }
    }
}
