//! Texts and what a check should find in them.

use super::Identity;
use serde::Deserialize;

/// A claim and the text that should support it.
#[derive(Debug, Clone, Deserialize)]
pub struct SupportCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// What is known.
    pub source: String,
    /// What is claimed.
    pub claim: String,
    /// Whether the source supports the whole claim.
    pub supported: bool,
}

/// A text and the personal data in it.
#[derive(Debug, Clone, Deserialize)]
pub struct PiiCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The text.
    pub text: String,
    /// Every piece of personal data in it.
    pub spans: Vec<LabelledSpan>,
}

/// A piece of personal data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelledSpan {
    /// Where it starts, in Unicode characters.
    pub start: usize,
    /// Where it ends, in Unicode characters, exclusive.
    pub end: usize,
    /// What it is, in the words of the suite.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A text, and whether it holds an instruction aimed at the system.
#[derive(Debug, Clone, Deserialize)]
pub struct InjectionCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The text.
    pub text: String,
    /// Whether it holds such an instruction.
    pub injected: bool,
    /// What was retrieved (`email`, `table`, `code`, `article`); absent for a contact's message.
    #[serde(default)]
    pub context_kind: Option<String>,
}

impl PiiCase {
    /// What is wrong with it, if anything.
    pub(crate) fn fault(&self) -> Option<String> {
        let length = self.text.chars().count();
        let bad = self.spans.iter().find(|s| s.start >= s.end || s.end > length)?;
        Some(format!(
            "the span {} to {} is not within the {length} characters of `text`; count Unicode characters, `end` exclusive",
            bad.start, bad.end
        ))
    }
}
