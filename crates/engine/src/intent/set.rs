//! `intents.yaml`: what contacts of a product want, taught by examples.

use super::Example;
use crate::ids::GuideId;
use serde::{Deserialize, Serialize};

/// The intents of one product.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IntentSet {
    /// The intents.
    pub intents: Vec<Intent>,
    /// Messages that are not about the product.
    pub out_of_scope: Vec<String>,
}

/// Something that contacts want.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intent {
    /// Identifier.
    pub id: String,
    /// What a quick reply says.
    pub title: String,
    /// The topic that it belongs to.
    pub topic: String,
    /// The guide that serves it.
    #[serde(default)]
    pub guide: Option<GuideId>,
    /// Messages of contacts that want it.
    pub examples: Vec<String>,
}

/// Why intents are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}; see docs/content.md for what intents look like")]
pub struct IntentError {
    file: String,
    message: String,
}

impl IntentSet {
    /// Reads and checks the YAML of a file, which errors name.
    pub fn parse(file: &str, yaml: &str) -> Result<Self, IntentError> {
        let refuse = |message: String| IntentError {
            file: file.into(),
            message,
        };
        let set: Self = serde_yaml_ng::from_str(yaml).map_err(|e| refuse(e.to_string()))?;
        let mut seen = std::collections::HashSet::new();
        for intent in &set.intents {
            if !seen.insert(&intent.id) {
                return Err(refuse(format!(
                    "two intents have the id `{}`; give each its own",
                    intent.id
                )));
            }
            if intent.examples.is_empty() {
                return Err(refuse(format!(
                    "intent `{}` has no examples; add a few messages of contacts",
                    intent.id
                )));
            }
        }
        Ok(set)
    }

    /// Adds an example to an intent; false where there is no such intent, or it has the example.
    pub fn teach(&mut self, intent: &str, text: &str) -> bool {
        match self.intents.iter_mut().find(|i| i.id == intent) {
            Some(intent) if !intent.examples.iter().any(|held| held == text) => {
                intent.examples.push(text.to_owned());
                true
            }
            _ => false,
        }
    }

    /// All examples, to train on; an intent's title is one.
    pub fn examples(&self) -> Vec<Example> {
        let taught = self.intents.iter().flat_map(|i| {
            i.examples.iter().chain([&i.title]).map(|text| Example {
                text: text.clone(),
                intent: Some(i.id.clone()),
            })
        });
        let others = self.out_of_scope.iter().map(|text| Example {
            text: text.clone(),
            intent: None,
        });
        taught.chain(others).collect()
    }
}
