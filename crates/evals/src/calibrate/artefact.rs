//! The calibration as a file: with where it comes from, and a seal that shows when it was changed.

use super::fitted::Recipe;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use usher_engine::confidence::Calibration;
use usher_engine::models;

/// The format that this version writes and reads.
const FORMAT: u32 = 1;

/// A calibration with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Artefact {
    /// The format of this file.
    pub format: u32,
    /// The embedder that it was made with.
    pub embedder: String,
    /// The shipped weights that it was made with: those that rank passages stay in use.
    pub models: String,
    /// What it was learned from.
    pub suites: Vec<SuiteUsed>,
    /// The share of wrong ones among those answered that the owner accepts.
    pub budget: f64,
    /// How likely it may be that the promise does not hold.
    pub delta: f64,
    /// Seed of the folds.
    pub seed: u64,
    /// What it reached on samples left out.
    pub figures: Figures,
    /// The calibration.
    pub calibration: Calibration,
    /// SHA-256 of all the rest. It shows a change, not who made it.
    pub seal: String,
}

/// A suite that was learned from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuiteUsed {
    /// Its name.
    pub name: String,
    /// The part of the data that it is.
    pub split: String,
    /// Its cases.
    pub cases: usize,
    /// Cases that led to an answer or a guide, whatever its probability: those that were learned from.
    pub samples: usize,
}

/// What a calibration reached on samples left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// Area under the ROC curve of the probability.
    pub auroc: f64,
    /// Expected calibration error over 15 bins of equal mass.
    pub ece: f64,
    /// Mean negative log probability of what was so, in nats.
    pub log_loss: f64,
    /// The largest share of all cases that could be answered at an error within the budget, had one known.
    pub coverage_at_budget: f64,
    /// The share of all cases that the thresholds answer.
    pub coverage: f64,
}

/// Why a calibration is not used. Every message says what to do; without one the shipped confidence stands.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {message}")]
pub struct ArtefactError {
    path: String,
    message: String,
}

impl Artefact {
    pub(super) fn new(
        embedder: &str,
        suites: Vec<SuiteUsed>,
        recipe: Recipe,
        figures: Figures,
        calibration: Calibration,
    ) -> Self {
        let mut artefact = Self {
            format: FORMAT,
            embedder: embedder.to_owned(),
            models: models::IDENTITY.to_owned(),
            suites,
            budget: recipe.budget.error,
            delta: recipe.budget.delta,
            seed: recipe.seed,
            figures,
            calibration,
            seal: String::new(),
        };
        artefact.seal = artefact.sealed();
        artefact
    }

    /// Reads a calibration and checks that it is whole, unchanged, and for this embedder.
    pub fn read(path: &Path, embedder: &str) -> Result<Self, ArtefactError> {
        let error = |message: String| ArtefactError {
            path: path.display().to_string(),
            message,
        };
        let text = std::fs::read_to_string(path)
            .map_err(|e| error(format!("{e}; name a file made by `usher eval calibrate`")))?;
        let format = serde_json::from_str::<OnlyFormat>(&text).map_err(|e| {
            error(format!(
                "it is no calibration ({e}); make one with `usher eval calibrate`"
            ))
        })?;
        if format.format != FORMAT {
            return Err(error(format!(
                "it has format {}, this version reads {FORMAT}; make it again with `usher eval calibrate`",
                format.format
            )));
        }
        let artefact: Self = serde_json::from_str(&text).map_err(|e| {
            error(format!(
                "it is damaged ({e}); make it again with `usher eval calibrate`"
            ))
        })?;
        artefact.fault(embedder).map_or(Ok(()), |message| Err(error(message)))?;
        Ok(artefact)
    }

    /// What traces name it by.
    pub fn identity(&self) -> String {
        self.seal.chars().take(12).collect()
    }

    fn fault(&self, embedder: &str) -> Option<String> {
        let again = "make it again with `usher eval calibrate`";
        if self.seal != self.sealed() {
            return Some(format!("it was changed after it was made; {again}"));
        }
        if self.embedder != embedder {
            return Some(format!(
                "it was made with the embedder {}, and this is {embedder}; {again}",
                self.embedder
            ));
        }
        if self.models != models::IDENTITY {
            return Some(format!(
                "it was made with the weights {}, and this version has {}; {again}",
                self.models,
                models::IDENTITY
            ));
        }
        let guide = self.calibration.guide.iter();
        let mut curves = guide.chain([&self.calibration.answer]).map(|m| &m.curve);
        (!curves.all(|c| c.is_sound())).then(|| format!("a curve in it falls or leaves 0 to 1; {again}"))
    }

    fn sealed(&self) -> String {
        let open = Self {
            seal: String::new(),
            ..self.clone()
        };
        // Serialising numbers and strings does not fail.
        let bytes = serde_json::to_vec(&open).unwrap_or_default();
        Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect()
    }
}

#[derive(Deserialize)]
struct OnlyFormat {
    format: u32,
}
