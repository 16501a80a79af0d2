//! What came of running suites.

use crate::case::Identity;
use crate::metric::Metrics;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What came of running suites; its JSON is what `eval run --json` writes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Suites measured, by name.
    pub suites: BTreeMap<String, SuiteResult>,
    /// Suites that could not be measured, in the order given.
    pub failed: Vec<Failure>,
}

impl Results {
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
    /// Words to sort cases by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What an analyst wants to see of a turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<Box<TurnResult>>,
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
