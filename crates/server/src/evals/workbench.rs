//! What suites are measured with, as the binary gives it.

use crate::problem::{Problem, Result, kinds};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use usher_engine::Policy;
use usher_evals::{Artefact, Bench};
use usher_store::Edition;

/// Makes a bench over what is published now; the error is a sentence for the analyst.
pub type MakeBench = Arc<dyn Fn(Conditions) -> BoxFuture<'static, std::result::Result<Bench, String>> + Send + Sync>;

/// What suites are measured with.
#[derive(Clone)]
pub struct Workbench {
    /// The embedder's identity: calibrations of another are refused.
    pub embedder: String,
    /// Makes a bench. Called on the runtime.
    pub bench: MakeBench,
}

/// What a run is taken under.
pub struct Conditions {
    /// What turns obey.
    pub policy: Policy,
    /// Which calibration counts.
    pub calibration: Calibrate,
    /// Editions that count before what is published of their articles.
    pub drafts: Vec<Edition>,
}

/// Which calibration counts.
pub enum Calibrate {
    /// The one in use, if any.
    Now,
    /// None: the thresholds of the policy.
    Not,
    /// This one.
    With(Box<Artefact>),
}

impl crate::app::App {
    /// What suites are measured with; a problem where this node was started without.
    pub(crate) fn workbench(&self) -> Result<Workbench> {
        self.mind.workbench().ok_or_else(|| {
            let cure = "This node measures nothing. Try again in a moment, or ask whoever runs it.";
            Problem::new(&kinds::UNAVAILABLE, cure)
        })
    }
}

impl std::fmt::Debug for Workbench {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbench")
            .field("embedder", &self.embedder)
            .finish_non_exhaustive()
    }
}
