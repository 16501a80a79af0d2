//! `[[server.inboxes]]`.

use super::looks::{self, HintConfig, ThemeConfig, Translation};
use super::{ConfigError, MIN_SECRET_BYTES, VISITOR_KID};
use crate::origin::Origin;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use usher_engine::{InboxId, Policy};

/// An entry point: one host product, or one place in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InboxConfig {
    /// Public identifier that the widget names, and the `aud` of contacts' tokens: letters, digits, `-` and `_`.
    pub key: String,
    /// Name shown to contacts.
    pub name: String,
    /// The product's name in replies; goes before the policy's own.
    pub product: Option<String>,
    /// Where contacts find the product, for links in e-mail; the first of `allowed_origins` where it is not said.
    pub home: Option<String>,
    /// Origins whose pages may call: `https://app.example.com`, exact. The server's own origin always may.
    pub allowed_origins: Vec<String>,
    /// Whether visitors without a token of the host may ask.
    pub anonymous: bool,
    /// Keys that the host signs contacts' tokens with. Two while one is being replaced.
    pub token_keys: Vec<TokenKey>,
    /// The owner's decisions that turns obey.
    pub policy: Policy,
    /// First words in the widget.
    pub greeting: String,
    /// First questions that the widget offers; at most four.
    pub suggestions: Vec<String>,
    /// Whether contacts may send files.
    pub files: bool,
    /// Whether a language model writes here, where one is configured.
    pub model: bool,
    /// How the widget looks.
    pub theme: ThemeConfig,
    /// When the widget offers help unasked.
    pub hints: Vec<HintConfig>,
    /// The same words in other languages, by language tag: `de`, `pt-BR`.
    pub translations: BTreeMap<String, Translation>,
}

/// A key that the host signs with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenKey {
    /// Names the key in the header of a token.
    pub kid: String,
    /// The shared secret; at least 32 bytes.
    pub secret: SecretString,
}

impl Default for InboxConfig {
    fn default() -> Self {
        Self {
            key: String::new(),
            name: "Help".into(),
            product: None,
            home: None,
            allowed_origins: Vec::new(),
            anonymous: false,
            token_keys: Vec::new(),
            policy: Policy::default(),
            greeting: "Hi! Ask me anything about the product.".into(),
            suggestions: Vec::new(),
            files: true,
            model: true,
            theme: ThemeConfig::default(),
            hints: Vec::new(),
            translations: BTreeMap::new(),
        }
    }
}

impl InboxConfig {
    /// The key as the engine and the store know it.
    pub fn id(&self) -> InboxId {
        InboxId::from(self.key.as_str())
    }

    /// The policy with the product's name in it.
    pub fn effective_policy(&self) -> Policy {
        let mut policy = self.policy.clone();
        if let Some(product) = &self.product {
            policy.product.clone_from(product);
        }
        policy
    }

    /// The product's name.
    pub fn product_name(&self) -> &str {
        self.product.as_deref().unwrap_or(&self.policy.product)
    }

    pub(super) fn check(&self, field: &str) -> Result<(), ConfigError> {
        let fail = |name: &str, message: String| {
            Err(ConfigError {
                field: format!("{field}.{name}"),
                message,
            })
        };
        let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if self.key.is_empty() || self.key.len() > 64 || !self.key.chars().all(is_key) {
            return fail(
                "key",
                format!("`{}` is not a key; use 1 to 64 letters, digits, `-` or `_`", self.key),
            );
        }
        for origin in &self.allowed_origins {
            if let Err(message) = Origin::parse(origin) {
                return fail("allowed_origins", message);
            }
        }
        if let Err((name, message)) = looks::check(self) {
            return fail(&name, message);
        }
        let mut kids = HashSet::new();
        for key in &self.token_keys {
            if key.kid.is_empty() || key.kid == VISITOR_KID || !kids.insert(&key.kid) {
                return fail(
                    "token_keys",
                    format!("kid `{}` is empty, reserved or there twice; name it anew", key.kid),
                );
            }
            if key.secret.expose_secret().len() < MIN_SECRET_BYTES {
                let cure = "is too short; make one of at least 32 bytes, for example with `openssl rand -hex 32`";
                return fail("token_keys", format!("the secret of kid `{}` {cure}", key.kid));
            }
        }
        if !self.anonymous && self.token_keys.is_empty() {
            return fail(
                "token_keys",
                "nobody can get in; add a key, or set anonymous = true".into(),
            );
        }
        Ok(())
    }
}
