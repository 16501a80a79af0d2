//! What came of running suites.

use crate::metric::Metrics;
use serde::Serialize;
use std::collections::BTreeMap;

/// What came of running suites; its JSON is what `eval run --json` writes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The folder given.
    pub suite: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// What came of one suite.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SuiteResult {
    /// Its kind.
    pub kind: &'static str,
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseResult {
    /// Its id.
    pub id: String,
    /// 1 is right, 0 is wrong; between the two where a kind has degrees (`ndcg`).
    pub score: f64,
    /// Why, in a line.
    pub explanation: String,
    /// The probability that came with it: of the best proposal, or of being in scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Words to sort cases by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}
