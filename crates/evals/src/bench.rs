//! What running suites needs of the outside.

use crate::calibrate::Artefact;
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;
use usher_engine::{Aids, Embedder, Engine, Policy};

/// Makes an engine over a knowledge folder, ingested into a temporary index; the error says what failed and the cure.
type OverFolder = dyn Fn(&Path) -> Result<Arc<Engine>, String> + Send + Sync;

/// Makes an engine over plain articles, indexed in a temporary place; the error says what failed and the cure.
type OverArticles = dyn Fn(&[PlainArticle]) -> Result<Arc<Engine>, String> + Send + Sync;

/// Gives an engine over what is published now; the error says what failed and the cure.
type OverPublished = dyn Fn() -> Result<Arc<Engine>, String> + Send + Sync;

/// What running suites needs of the outside; the binary wires it.
pub struct Bench {
    /// Embeds the texts that `classify` suites train on and are measured with.
    pub embedder: Arc<dyn Embedder>,
    /// An engine over a knowledge folder, ingested into a temporary index.
    pub over_folder: Box<OverFolder>,
    /// An engine over what is published now, for suites that bring no articles.
    pub over_published: Box<OverPublished>,
    /// An engine over plain articles; an article's id becomes its `ArticleId`.
    pub over_articles: Box<OverArticles>,
    /// The policy that turns obey; `read` suites run under it with `answer_threshold` 0.
    pub policy: Policy,
    /// The calibration that engines over a folder, and over what is published, have, which goes before the thresholds of the policy.
    pub calibration: Option<Artefact>,
    /// What whole turns have besides: a language model, where they are to be run with one.
    pub aids: Aids,
}

/// An article of a `read` suite: no markup, no headings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PlainArticle {
    /// Identifier, unique in the suite.
    pub id: String,
    /// Title.
    pub title: String,
    /// Text, plain.
    pub text: String,
}
