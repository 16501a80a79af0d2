//! What came of running suites.

use crate::case::Identity;
use crate::error::EvalError;
use crate::figure::{Figure, bit};
use crate::metric::Metrics;
use crate::thresholds::ThresholdsUsed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What came of running suites; its JSON is what `eval run --json` writes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Suites measured, by name.
    pub suites: BTreeMap<String, SuiteResult>,
    /// Suites that could not be measured, in the order given.
    pub failed: Vec<Failure>,
}

impl Results {
    /// Reads a file that `eval run --json` wrote, or a baseline.
    pub fn read(file: &Path) -> Result<Self, EvalError> {
        let text = std::fs::read_to_string(file).map_err(|e| {
            EvalError::unreadable(
                file,
                format!("{e}; name a file that `usher eval run SUITE --json FILE` wrote"),
            )
        })?;
        serde_json::from_str(&text).map_err(|e| {
            let message = format!("it is no results file: {e}; write one with `usher eval run SUITE --json FILE`");
            EvalError::invalid(file, message)
        })
    }

    /// True where every suite was measured whole: the exit code of `eval run`.
    pub fn is_whole(&self) -> bool {
        self.failed.is_empty() && self.suites.values().all(|s| s.problems.is_empty())
    }
}

/// A suite that could not be measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The folder given.
    pub suite: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// What came of one suite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SuiteResult {
    /// Its kind.
    pub kind: String,
    /// `dev` or whatever its `suite.toml` says.
    pub split: String,
    /// The figures.
    pub metrics: Metrics,
    /// How the figures are made from the cases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// The probabilities that sufficed, where the cases are turns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<ThresholdsUsed>,
    /// What to know when reading them: where a threshold comes from, why a figure is missing.
    pub notes: Vec<String>,
    /// Lines left out: file, line, what is wrong and how to mend it.
    pub problems: Vec<String>,
    /// Every case, in the order of its file.
    pub cases: Vec<CaseResult>,
}

/// What came of one case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseResult {
    /// Its id.
    pub id: String,
    /// Cases of one group are not independent and are resampled together.
    pub group: String,
    /// 1 is right, 0 is wrong; between the two where a kind has degrees (`ndcg`).
    pub score: f64,
    /// Why, in a line.
    pub explanation: String,
    /// The probability that came with it: of the best proposal, or of being in scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Whether what the probability speaks of is so; for a turn, whether its best proposal is right, given or withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right: Option<bool>,
    /// What the figures are made of, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, f64>,
    /// Words to sort cases by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What an analyst wants to see of a turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<Box<TurnResult>>,
    /// Of a whole conversation, who said what, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transcript: Vec<String>,
}

impl CaseResult {
    /// A result with what every case has.
    pub(crate) fn of(identity: &Identity) -> Self {
        Self {
            id: identity.id.clone(),
            group: identity.group().to_owned(),
            tags: identity.tags.clone(),
            ..Self::default()
        }
    }

    /// The group that it is resampled with.
    pub(crate) fn group(&self) -> &str {
        &self.group
    }

    /// A value by its name.
    pub(crate) fn value(&self, name: &str) -> Option<f64> {
        match name {
            "score" => Some(self.score),
            "confidence" => self.confidence,
            "right" => self.right.map(bit),
            _ => self.values.get(name).copied(),
        }
    }
}

/// The values that there are, by name.
pub(crate) fn values<'a>(named: impl IntoIterator<Item = (&'a str, Option<f64>)>) -> BTreeMap<String, f64> {
    let there = |(name, value): (&str, Option<f64>)| Some((name.to_owned(), value?));
    named.into_iter().filter_map(there).collect()
}

/// What came of a turn.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TurnResult {
    /// The contact's last message.
    pub question: String,
    /// The outcome expected: `answer`, `guide`, `clarify`, `escalate`.
    pub expected: String,
    /// The outcome that there was.
    pub outcome: String,
    /// Its reason code.
    pub reason: String,
    /// The reply.
    pub reply: String,
    /// The topic understood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The probability of each proposal, by its kind.
    pub proposals: BTreeMap<String, f64>,
    /// The articles that the case expects, and those that may be cited, too.
    pub wanted: Vec<String>,
    /// The best of what was weighed.
    pub evidence: Vec<Weighed>,
    /// What speaks for and against the best proposal, by name.
    pub features: BTreeMap<String, f64>,
}

/// A passage that was weighed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weighed {
    /// Its article.
    pub article: String,
    /// Its nearest heading.
    pub heading: String,
    /// The passage.
    pub quote: String,
    /// The ranker's share of all passages' probability.
    pub score: f64,
}
