//! What a section `[llm]` must be to be used.

use crate::config::{EndpointConfig, LlmConfig, LlmConfigError, Prices};
use reqwest::Url;
use reqwest::header::HeaderValue;
use secrecy::ExposeSecret;

/// A stream is cut off before it can hold a useful answer.
const LEAST_TEXT_BYTES: usize = 1_024;
const MOST_ATTEMPTS: u32 = 10;
const MOST_CONCURRENCY: usize = 10_000;

impl LlmConfig {
    /// Whether it can be used; the error names the field and its cure. Nothing is called.
    pub fn check(&self) -> Result<(), LlmConfigError> {
        for (at, endpoint) in self.endpoints.iter().enumerate() {
            endpoint.check(at)?;
            if self.endpoints[..at].iter().any(|e| e.name == endpoint.name) {
                let message = format!("there are two endpoints `{}`; give one another name", endpoint.name);
                return Err(LlmConfigError::new(format!("endpoints[{at}].name"), message));
            }
        }
        self.check_numbers()?;
        self.check_ceilings()
    }

    fn check_numbers(&self) -> Result<(), LlmConfigError> {
        let least: [(&str, u64, u64); 9] = [
            ("connect_timeout_ms", self.connect_timeout_ms, 1),
            ("first_piece_timeout_ms", self.first_piece_timeout_ms, 1),
            ("stall_timeout_ms", self.stall_timeout_ms, 1),
            ("turn_deadline_ms", self.turn_deadline_ms, 1),
            ("attempts", self.attempts.into(), 1),
            ("circuit_failures", self.circuit_failures.into(), 1),
            ("concurrency", self.concurrency as u64, 1),
            ("evidence_tokens", self.evidence_tokens as u64, 1),
            ("most_text_bytes", self.most_text_bytes as u64, LEAST_TEXT_BYTES as u64),
        ];
        let most: [(&str, u64, u64); 2] = [
            ("attempts", self.attempts.into(), MOST_ATTEMPTS.into()),
            ("concurrency", self.concurrency as u64, MOST_CONCURRENCY as u64),
        ];
        if let Some((field, is, least)) = least.into_iter().find(|(_, is, least)| is < least) {
            return Err(LlmConfigError::new(field, format!("it is {is}; set at least {least}")));
        }
        if let Some((field, is, most)) = most.into_iter().find(|(_, is, most)| is > most) {
            return Err(LlmConfigError::new(field, format!("it is {is}; set at most {most}")));
        }
        Ok(())
    }

    fn check_ceilings(&self) -> Result<(), LlmConfigError> {
        let ceilings = [
            ("turn_ceiling_micros", self.turn_ceiling_micros),
            ("contact_day_ceiling_micros", self.contact_day_ceiling_micros),
            ("day_ceiling_micros", self.day_ceiling_micros),
        ];
        let free = |e: &EndpointConfig| e.prices == Prices::default() && e.small_prices == Prices::default();
        match ceilings.into_iter().find(|(_, micros)| *micros > 0) {
            Some((field, _)) if !self.endpoints.is_empty() && self.endpoints.iter().all(free) => {
                Err(LlmConfigError::new(
                    field,
                    "no endpoint has prices, so that it would never be reached; set `prices`, or 0 for no ceiling",
                ))
            }
            _ => Ok(()),
        }
    }
}

impl EndpointConfig {
    fn check(&self, at: usize) -> Result<(), LlmConfigError> {
        let wrong = |field: &str, message: &str| Err(LlmConfigError::new(format!("endpoints[{at}].{field}"), message));
        let plain = |name: &str| !name.trim().is_empty() && !name.chars().any(char::is_control);
        if !plain(&self.name) {
            return wrong("name", "it is empty; give the endpoint a name for logs and metrics");
        }
        if let Err(message) = chat_address(&self.url) {
            return wrong("url", &message);
        }
        if self.key.as_ref().is_some_and(|key| !is_key(key.expose_secret())) {
            return wrong(
                "key",
                "it is empty or has characters that no header can carry; give the key as it was handed out, or leave it out",
            );
        }
        if !plain(&self.model) {
            return wrong("model", "it is empty; name the model as the endpoint does");
        }
        if self.small_model.as_deref().is_some_and(|model| !plain(model)) {
            return wrong("small_model", "it is empty; name a model, or leave it out");
        }
        for (field, prices) in [("prices", self.prices), ("small_prices", self.small_prices)] {
            if [prices.million_in, prices.million_out]
                .iter()
                .any(|p| !p.is_finite() || *p < 0.0)
            {
                return wrong(
                    field,
                    "a price is negative or no number; set what a million tokens cost, or leave it out",
                );
            }
        }
        Ok(())
    }
}

/// Where chat completions are asked for, of a base address; an error in words.
pub(crate) fn chat_address(base: &str) -> Result<Url, String> {
    let example = "give the base address to `/v1`, for example https://api.openai.com/v1 or http://127.0.0.1:11434/v1";
    let mut url = Url::parse(base).map_err(|error| format!("it is no address ({error}); {example}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(format!("it is neither http:// nor https://; {example}"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it has a user or password in it, which logs would show; set `key` instead".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() || url.path().contains("/chat/completions") {
        return Err(format!("it is more than a base address; {example}"));
    }
    url.set_path(&format!("{}/chat/completions", url.path().trim_end_matches('/')));
    Ok(url)
}

fn is_key(key: &str) -> bool {
    !key.trim().is_empty() && HeaderValue::from_str(key).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::SecretString;

    fn config(change: impl Fn(&mut LlmConfig)) -> LlmConfig {
        let mut config = LlmConfig {
            endpoints: vec![EndpointConfig::new("main", "https://llm.example.com/v1", "large")],
            ..LlmConfig::default()
        };
        change(&mut config);
        config
    }

    #[track_caller]
    fn check(field: &str, change: impl Fn(&mut LlmConfig)) {
        let error = config(change).check().unwrap_err();
        assert_eq!(error.field, field, "{error}");
        assert!(error.message.contains("; "), "without a cure: {error}");
    }

    #[test]
    fn defaults_and_an_endpoint_are_right() {
        assert_eq!(config(|_| ()).check(), Ok(()));
        assert_eq!(LlmConfig::default().check(), Ok(()));
    }

    #[test]
    fn each_error_names_its_field_and_a_cure() {
        check("endpoints[0].name", |c| c.endpoints[0].name = " ".into());
        check("endpoints[1].name", |c| c.endpoints.push(c.endpoints[0].clone()));
        for url in [
            "",
            "api.openai.com/v1",
            "ftp://h/v1",
            "https://u:p@h/v1",
            "https://h/v1?key=1",
            "https://h/v1/chat/completions",
        ] {
            check("endpoints[0].url", |c| c.endpoints[0].url = url.into());
        }
        check("endpoints[0].key", |c| {
            c.endpoints[0].key = Some(SecretString::from("a\nb"))
        });
        check("endpoints[0].model", |c| c.endpoints[0].model = String::new());
        check("endpoints[0].small_model", |c| {
            c.endpoints[0].small_model = Some(String::new())
        });
        check("endpoints[0].prices", |c| c.endpoints[0].prices.million_in = -1.0);
        check("endpoints[0].small_prices", |c| {
            c.endpoints[0].small_prices.million_out = f64::NAN
        });
        check("attempts", |c| c.attempts = 0);
        check("attempts", |c| c.attempts = 11);
        check("concurrency", |c| c.concurrency = 0);
        check("stall_timeout_ms", |c| c.stall_timeout_ms = 0);
        check("most_text_bytes", |c| c.most_text_bytes = 10);
        check("day_ceiling_micros", |c| c.day_ceiling_micros = 1);
    }

    #[test]
    fn the_address_is_completed_whether_or_not_it_ends_with_a_slash() {
        for base in ["https://h/v1", "https://h/v1/"] {
            assert_eq!(chat_address(base).unwrap().as_str(), "https://h/v1/chat/completions");
        }
    }
}
