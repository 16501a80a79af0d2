//! The calibration as a file: with where it comes from, and a seal that shows when it was changed.

use super::fitted::Recipe;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use usher_engine::confidence::Calibration;
use usher_engine::confidence::drift::{Reference, Watched};
use usher_engine::models;

/// The format that this version writes.
const FORMAT: u32 = 2;
/// The format before, which is read too: it says nothing of its cases, so that drift cannot be watched.
const WITHOUT_REFERENCE: u32 = 1;
/// Hexadecimal digits of a seal.
const SEAL_LENGTH: usize = 64;

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
    /// How sure it is of its cases, to compare the traffic with; `None` where an earlier version made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The calibration.
    pub calibration: Calibration,
    /// SHA-256 of the file without these digits. It shows a change, not who made it.
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
        reference: Reference,
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
            reference: Some(reference),
            calibration,
            seal: String::new(),
        };
        artefact.seal = digest(&artefact.text());
        artefact
    }

    /// The file's text.
    pub fn text(&self) -> String {
        // Serialising numbers and strings does not fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads a calibration and checks that it is whole, unchanged, and for this embedder.
    pub fn read(path: &Path, embedder: &str) -> Result<Self, ArtefactError> {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&name, &text, embedder),
            Err(e) => Err(ArtefactError {
                path: name,
                message: format!("{e}; name a file made by `usher eval calibrate`"),
            }),
        }
    }

    /// Reads a calibration's text; `name` is what errors call it.
    pub fn parse(name: &str, text: &str, embedder: &str) -> Result<Self, ArtefactError> {
        let error = |message: String| ArtefactError {
            path: name.to_owned(),
            message,
        };
        let format = serde_json::from_str::<OnlyFormat>(text).map_err(|e| {
            error(format!(
                "it is no calibration ({e}); make one with `usher eval calibrate`"
            ))
        })?;
        if format.format != FORMAT && format.format != WITHOUT_REFERENCE {
            return Err(error(format!(
                "it has format {}, this version reads {WITHOUT_REFERENCE} and {FORMAT}; make it again with `usher eval calibrate`",
                format.format
            )));
        }
        let artefact: Self = serde_json::from_str(text).map_err(|e| {
            error(format!(
                "it is damaged ({e}); make it again with `usher eval calibrate`"
            ))
        })?;
        artefact
            .fault(text, embedder)
            .map_or(Ok(()), |message| Err(error(message)))?;
        Ok(artefact)
    }

    /// What traces name it by.
    pub fn identity(&self) -> String {
        self.seal.chars().take(12).collect()
    }

    /// What is to be watched; `None` where it says nothing of its cases: then `usher eval calibrate` makes one that does.
    pub fn watched(&self) -> Option<Watched> {
        Some(Watched {
            calibration: self.identity(),
            budget: self.budget,
            reference: self.reference.clone()?,
        })
    }

    fn fault(&self, text: &str, embedder: &str) -> Option<String> {
        let again = "make it again with `usher eval calibrate`";
        // Of the text and not of the values: a number read and written again may differ in its last digit.
        if self.seal.len() != SEAL_LENGTH || self.seal != digest(&text.replacen(&self.seal, "", 1)) {
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
        if self.format == FORMAT && !self.reference.as_ref().is_some_and(Reference::is_sound) {
            return Some(format!("what it says of its cases is not whole; {again}"));
        }
        let guide = self.calibration.guide.iter();
        let mut curves = guide.chain([&self.calibration.answer]).map(|m| &m.curve);
        (!curves.all(|c| c.is_sound())).then(|| format!("a curve in it falls or leaves 0 to 1; {again}"))
    }
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect()
}

#[derive(Deserialize)]
struct OnlyFormat {
    format: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::{Budget, Prior};
    use usher_engine::confidence::drift::Proposed;

    fn artefact() -> Artefact {
        let recipe = Recipe {
            budget: Budget {
                error: 0.05,
                delta: 0.1,
            },
            prior: Prior::Shipped,
            seed: 7,
        };
        let figures = Figures {
            auroc: 0.9,
            ece: 0.02,
            log_loss: 0.3,
            coverage_at_budget: 0.7,
            coverage: 0.6,
        };
        let reference = Reference::of([(Proposed::Answer, 0.9)], 1.0);
        Artefact::new("letters", Vec::new(), recipe, figures, reference, Calibration::silent())
    }

    /// What reading says of an artefact that was changed and, where `sealed`, sealed again.
    #[track_caller]
    fn check(change: impl Fn(&mut Artefact), sealed: bool, embedder: &str, expect: Option<&str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("calibration.json");
        let mut artefact = artefact();
        change(&mut artefact);
        if sealed {
            artefact.seal.clear();
            artefact.seal = digest(&artefact.text());
        }
        std::fs::write(&path, artefact.text()).unwrap();
        let said = Artefact::read(&path, embedder).err().map(|e| e.to_string());
        match (said, expect) {
            (None, None) => {}
            (Some(said), Some(expect)) => assert!(said.contains(expect), "`{expect}` is not in: {said}"),
            (said, expect) => panic!("{said:?}, not {expect:?}"),
        }
    }

    #[test]
    fn a_calibration_is_read_as_it_was_written_and_refused_otherwise() {
        check(|_| (), false, "letters", None);
        check(
            |a| a.budget = 0.5,
            false,
            "letters",
            Some("it was changed after it was made"),
        );
        check(
            |_| (),
            false,
            "words",
            Some("it was made with the embedder letters, and this is words"),
        );
        check(
            |a| a.models = "reading-0".into(),
            true,
            "letters",
            Some("it was made with the weights reading-0"),
        );
        let falls = |a: &mut Artefact| {
            a.calibration.answer.curve = usher_engine::confidence::Curve::Platt {
                slope: -1.0,
                intercept: 0.0,
            };
        };
        check(falls, true, "letters", Some("a curve in it falls"));
        check(
            |a| a.format = 3,
            true,
            "letters",
            Some("it has format 3, this version reads 1 and 2"),
        );
        check(
            |a| a.reference = None,
            true,
            "letters",
            Some("what it says of its cases is not whole"),
        );
    }

    #[test]
    fn a_calibration_of_the_format_before_is_used_and_not_watched() {
        let earlier = |a: &mut Artefact| (a.format, a.reference) = (WITHOUT_REFERENCE, None);
        check(earlier, true, "letters", None);
        assert_eq!(artefact().watched().map(|w| w.budget), Some(0.05));
        let mut artefact = artefact();
        earlier(&mut artefact);
        assert!(artefact.watched().is_none() && !artefact.text().contains("reference"));
    }
}
