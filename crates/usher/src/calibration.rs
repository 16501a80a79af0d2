//! The calibration of a data folder: what `usher eval calibrate --out` wrote there.

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use usher_engine::confidence::drift::Watched;
use usher_engine::{Calibration, Engine};
use usher_evals::Artefact;

/// What traces name a calibration by that could not be used.
const REFUSED: &str = "refused";
/// What is said of a calibration that an earlier version made.
pub const UNWATCHED: &str = "the calibration is used, but an earlier version made it without a word on its cases, so that drift cannot be watched; make it again with `usher eval calibrate`";

/// Where a calibration may lie.
#[derive(Debug, Clone)]
pub struct CalibrationFile(PathBuf);

impl CalibrationFile {
    /// The file; it need not be there.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// When it was last written; `None` where it is not there.
    pub fn modified(&self) -> Option<SystemTime> {
        std::fs::metadata(&self.0).and_then(|m| m.modified()).ok()
    }

    /// Gives an engine the calibration, if there is one, and returns what its traffic is to be compared with. With one that
    /// cannot be used nothing is sure enough, and everything goes to people: the owner who made it asked for a promise, and
    /// without it there is none.
    pub fn apply(&self, engine: &mut Engine, embedder: &str) -> Option<Watched> {
        if !self.0.exists() {
            return None;
        }
        let applied = read(&self.0, embedder).and_then(|artefact| {
            let (identity, watched) = (artefact.identity(), artefact.watched());
            tracing::info!(calibration.identity = identity, "the calibration is in use");
            if watched.is_none() {
                tracing::warn!(calibration.identity = identity, "{UNWATCHED}");
            }
            engine.calibrate(artefact.calibration, identity)?;
            Ok(watched)
        });
        applied.unwrap_or_else(|error| {
            let error = format!("{error:#}");
            tracing::error!(
                error,
                "until the calibration is mended or removed every contact is handed to a person"
            );
            // A calibration that says nothing is for any features.
            let _ = engine.calibrate(Calibration::silent(), REFUSED.to_owned());
            None
        })
    }
}

/// Reads a calibration and checks it against the embedder and this version.
pub fn read(path: &Path, embedder: &str) -> anyhow::Result<Artefact> {
    Ok(Artefact::read(path, embedder)?)
}
