//! What the console may set of an inbox: what is absent stays as `usher.toml` has it.

use super::{ConfigError, InboxConfig, Scheme, Side, TokenKey};
use serde::{Deserialize, Serialize};
use usher_store::StoredKey;
use utoipa::ToSchema;

/// The longest text of one line, in characters.
const MAX_LINE: usize = 200;
/// The longest greeting, in characters.
const MAX_GREETING: usize = 500;
/// The most entries of a list.
const MOST: usize = 50;

/// Settings that differ from `usher.toml`; null or absent: as there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct InboxSettings {
    /// Name shown to contacts.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The product's name in replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<String>,
    /// Where contacts find the product, for links in e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    home: Option<String>,
    /// The agent's name in replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_name: Option<String>,
    /// First words in the widget.
    #[serde(skip_serializing_if = "Option::is_none")]
    greeting: Option<String>,
    /// First questions that the widget offers; at most four.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<Vec<String>>,
    /// Whether visitors without a token of the host may ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    anonymous: Option<bool>,
    /// Whether contacts may send files.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<bool>,
    /// Whether a language model writes here, where one is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<bool>,
    /// Origins whose pages may call, exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_origins: Option<Vec<String>>,
    /// The brand's colour, `#rgb` or `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    /// Light or dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<Scheme>,
    /// The corner.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Side>,
    /// The lowest confidence at which an answer is given without a person, 0 to 1. A calibration takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_threshold: Option<f64>,
    /// The lowest confidence at which a guide is offered, 0 to 1. A calibration takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    guide_threshold: Option<f64>,
    /// How many turns about the same problem may fail before a person takes over.
    #[serde(skip_serializing_if = "Option::is_none")]
    failures_before_escalation: Option<u32>,
    /// Topics that always go to a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    always_human: Option<Vec<String>>,
    /// Things that a reply never asks the contact for.
    #[serde(skip_serializing_if = "Option::is_none")]
    never_ask: Option<Vec<String>>,
}

impl InboxSettings {
    /// All of them, as an inbox has them: what is not set there is null.
    pub(crate) fn of(inbox: &InboxConfig) -> Self {
        Self {
            name: Some(inbox.name.clone()),
            product: Some(inbox.product_name().to_owned()),
            home: inbox.home.clone(),
            agent_name: Some(inbox.policy.agent_name.clone()),
            greeting: Some(inbox.greeting.clone()),
            suggestions: Some(inbox.suggestions.clone()),
            anonymous: Some(inbox.anonymous),
            files: Some(inbox.files),
            model: Some(inbox.model),
            allowed_origins: Some(inbox.allowed_origins.clone()),
            color: inbox.theme.color.clone(),
            scheme: inbox.theme.scheme,
            position: inbox.theme.position,
            answer_threshold: Some(inbox.policy.answer_threshold),
            guide_threshold: Some(inbox.policy.guide_threshold),
            failures_before_escalation: Some(inbox.policy.failures_before_escalation),
            always_human: Some(inbox.policy.always_human.clone()),
            never_ask: Some(inbox.policy.never_ask.clone()),
        }
    }

    /// Cleaned of what nobody sees, or what is wrong: the field and the cure.
    pub(crate) fn cleaned(self) -> Result<Self, ConfigError> {
        let fail = |field: &str, message: String| ConfigError {
            field: field.to_owned(),
            message,
        };
        let line = |field: &str, text: Option<String>| match text.map(|t| crate::text::clean(&t).replace('\n', " ")) {
            Some(text) if text.trim().is_empty() || text.chars().count() > MAX_LINE => Err(fail(
                field,
                format!("give 1 to {MAX_LINE} characters, or null for what usher.toml says"),
            )),
            text => Ok(text.map(|t| t.trim().to_owned())),
        };
        let list = |field: &str, texts: Option<Vec<String>>| {
            let Some(texts) = texts else {
                return Ok(None);
            };
            if texts.len() > MOST {
                return Err(fail(field, format!("give at most {MOST}")));
            }
            let cleaned = texts
                .into_iter()
                .map(|t| line(field, Some(t)).map(Option::unwrap_or_default));
            cleaned.collect::<Result<Vec<_>, _>>().map(Some)
        };
        let share = |field: &str, value: Option<f64>| match value {
            Some(value) if !(0.0..=1.0).contains(&value) => Err(fail(field, "give a number from 0 to 1".into())),
            value => Ok(value),
        };
        let greeting = self.greeting.map(|g| crate::text::clean(&g).trim().to_owned());
        if greeting
            .as_ref()
            .is_some_and(|g| g.is_empty() || g.chars().count() > MAX_GREETING)
        {
            return Err(fail(
                "greeting",
                format!("give 1 to {MAX_GREETING} characters, or null"),
            ));
        }
        if self.failures_before_escalation == Some(0) {
            return Err(fail("failures_before_escalation", "give at least 1".into()));
        }
        Ok(Self {
            name: line("name", self.name)?,
            product: line("product", self.product)?,
            home: line("home", self.home)?,
            agent_name: line("agent_name", self.agent_name)?,
            greeting,
            suggestions: list("suggestions", self.suggestions)?,
            allowed_origins: list("allowed_origins", self.allowed_origins)?,
            color: line("color", self.color)?,
            answer_threshold: share("answer_threshold", self.answer_threshold)?,
            guide_threshold: share("guide_threshold", self.guide_threshold)?,
            always_human: list("always_human", self.always_human)?,
            never_ask: list("never_ask", self.never_ask)?,
            ..self
        })
    }

    /// The inbox with these settings and keys; the error says what does not go together.
    pub(crate) fn over(&self, file: &InboxConfig, keys: &[StoredKey]) -> Result<InboxConfig, ConfigError> {
        fn set<T: Clone>(to: &mut T, from: Option<&T>) {
            if let Some(from) = from {
                to.clone_from(from);
            }
        }
        let mut inbox = file.clone();
        set(&mut inbox.name, self.name.as_ref());
        set(&mut inbox.policy.agent_name, self.agent_name.as_ref());
        set(&mut inbox.greeting, self.greeting.as_ref());
        set(&mut inbox.suggestions, self.suggestions.as_ref());
        set(&mut inbox.anonymous, self.anonymous.as_ref());
        set(&mut inbox.files, self.files.as_ref());
        set(&mut inbox.model, self.model.as_ref());
        set(&mut inbox.allowed_origins, self.allowed_origins.as_ref());
        set(&mut inbox.policy.answer_threshold, self.answer_threshold.as_ref());
        set(&mut inbox.policy.guide_threshold, self.guide_threshold.as_ref());
        set(&mut inbox.policy.always_human, self.always_human.as_ref());
        set(&mut inbox.policy.never_ask, self.never_ask.as_ref());
        let failures = self.failures_before_escalation.as_ref();
        set(&mut inbox.policy.failures_before_escalation, failures);
        inbox.product = self.product.clone().or(inbox.product);
        inbox.home = self.home.clone().or(inbox.home);
        inbox.theme.color = self.color.clone().or(inbox.theme.color);
        inbox.theme.scheme = self.scheme.or(inbox.theme.scheme);
        inbox.theme.position = self.position.or(inbox.theme.position);
        let own = keys.iter().filter(|key| key.inbox == file.id());
        inbox.token_keys.extend(own.map(|key| TokenKey {
            kid: key.kid.clone(),
            secret: key.secret.as_str().into(),
        }));
        inbox.check(&format!("inboxes `{}`", inbox.key))?;
        Ok(inbox)
    }
}
