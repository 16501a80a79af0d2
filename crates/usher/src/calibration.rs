//! The calibration that counts: what people chose in the console, and where nobody did `calibration.json` of the data folder,
//! which `usher eval calibrate --out` wrote.

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use usher_engine::confidence::drift::Watched;
use usher_engine::{Calibration, Engine};
use usher_evals::{Artefact, ArtefactError};
use usher_store::{Store, StoreError};

/// What traces name a calibration by that could not be used.
const REFUSED: &str = "refused";
/// What is said of a calibration that an earlier version made.
pub const UNWATCHED: &str = "the calibration is used, but an earlier version made it without a word on its cases, so that drift cannot be watched; make it again with `usher eval calibrate`";

/// Where a calibration may lie.
#[derive(Debug, Clone)]
pub struct CalibrationFile(PathBuf);

/// What counts now, to be compared with what counted before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    chosen: Option<String>,
    written: Option<SystemTime>,
}

impl CalibrationFile {
    /// The file; it need not be there.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// When it was last written; `None` where it is not there.
    pub fn modified(&self) -> Option<SystemTime> {
        std::fs::metadata(&self.0).and_then(|m| m.modified()).ok()
    }

    /// Names what counts now.
    pub async fn choice(&self, store: &Store) -> Result<Choice, StoreError> {
        Ok(Choice {
            chosen: store.calibration_choice().await?,
            written: self.modified(),
        })
    }

    /// What counts now; the inner error says why it cannot be used.
    pub async fn in_use(
        &self,
        store: &Store,
        embedder: &str,
    ) -> Result<Option<Result<Artefact, ArtefactError>>, StoreError> {
        if let Some(chosen) = store.chosen_calibration().await? {
            let name = format!("the calibration {} that was chosen in the console", chosen.id);
            return Ok(Some(Artefact::parse(&name, &chosen.text, embedder)));
        }
        Ok(self.0.exists().then(|| Artefact::read(&self.0, embedder)))
    }
}

/// Gives an engine a calibration and returns what its traffic is to be compared with. With one that cannot be used nothing is
/// sure enough, and everything goes to people: the owner who made it asked for a promise, and without it there is none.
pub fn apply(engine: &mut Engine, read: Result<Artefact, ArtefactError>) -> Option<Watched> {
    let applied = read.map_err(anyhow::Error::from).and_then(|artefact| {
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

/// Reads a calibration and checks it against the embedder and this version.
pub fn read(path: &Path, embedder: &str) -> anyhow::Result<Artefact> {
    Ok(Artefact::read(path, embedder)?)
}
