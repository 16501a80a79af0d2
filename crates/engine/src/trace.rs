//! The record of a turn: every intermediate result, enough to explain it and to run it again.

use crate::ids::{ArticleId, ChunkId};
use crate::injection::Flag;
use crate::model::ModelUse;
use crate::understand::Understanding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that happened in one turn.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trace {
    /// Identity of the embedder.
    pub embedder: String,
    /// Identity of the index searched.
    pub index: String,
    /// Identity of the learned models.
    pub models: String,
    /// Identity of the calibration; empty where none was loaded.
    pub calibration: String,
    /// The probability that sufficed for a reply without a person; none where nothing does.
    pub threshold: Option<f64>,
    /// What was understood.
    pub understanding: Understanding,
    /// What was found, best first.
    pub evidence: Vec<EvidenceTrace>,
    /// What could have been said.
    pub proposals: Vec<ProposalTrace>,
    /// Instructions and hidden text found in the message, the page and the answer. They change nothing that is allowed.
    pub flags: Vec<Flag>,
    /// Identity of the language model; empty where the turn had none.
    pub language_model: String,
    /// What was asked of it, in order.
    pub calls: Vec<CallTrace>,
}

/// One call of a language model. What was sent is not kept here but in the log of what left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallTrace {
    /// The prompt's name.
    pub prompt: String,
    /// Hash of the prompt's files.
    pub hash: String,
    /// `used`, `unused` where what it said did not pass or did not win, or why it said nothing.
    pub outcome: String,
    /// Sentences of it that its evidence does not support, with why.
    pub dropped: Vec<Dropped>,
    /// What it took.
    pub used: ModelUse,
}

/// A sentence that was not let through.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    /// The words.
    pub text: String,
    /// Why.
    pub why: String,
}

/// One chunk weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceTrace {
    /// The chunk.
    pub chunk: ChunkId,
    /// Its article.
    pub article: ArticleId,
    /// Its nearest heading.
    pub heading: String,
    /// The best passage of it, in its exact words.
    pub quote: String,
    /// The ranker's score, a probability.
    pub score: f64,
    /// The signals weighed, by name.
    pub signals: BTreeMap<String, f64>,
}

/// One proposal weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposalTrace {
    /// `answer`, `guide`, `clarify`.
    pub kind: String,
    /// What it would say or show.
    pub summary: String,
    /// The articles that it rests on, best first.
    pub articles: Vec<ArticleId>,
    /// Its calibrated probability of being right.
    pub confidence: f64,
    /// Sentences that its evidence does not support, or that were planted in it.
    pub dropped: Vec<String>,
    /// What speaks for and against it, by name.
    #[serde(default)]
    pub features: BTreeMap<String, f64>,
}
