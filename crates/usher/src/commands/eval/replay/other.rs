//! What turns are taken again with: an engine over a temporary index, and policies.

use super::Args;
use crate::calibration::{self, CalibrationFile};
use crate::config::Config;
use crate::data::DataDir;
use crate::knowledge_base::{self, KnowledgeBase};
use crate::{embedder, ingest, out};
use anyhow::bail;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use usher_engine::{Embedder, Engine, InboxId, Policy};
use usher_server::SystemClock;
use usher_store::Store;

/// An engine and what it obeys.
pub struct Other {
    pub engine: Arc<Engine>,
    pub policies: HashMap<InboxId, Policy>,
    /// Holds the index as long as the engine lives.
    _temporary: TempDir,
}

impl Other {
    /// Makes the engine that a server of this configuration would have. The index is a copy: the server may have its own
    /// open, and nobody but it writes there.
    pub async fn open(with: &Config, args: &Args) -> anyhow::Result<Self> {
        let data = DataDir::open(&with.data_dir)?;
        let embedder = embedder::open(&with.embedder, &data).await?;
        let temporary = knowledge_base::temporary()?;
        let copy = DataDir::open(temporary.path())?;
        let store = match &args.knowledge {
            Some(folder) => read(folder, &copy, &embedder).await?,
            None => knowledge_base::open_to_read(with).await?,
        };
        let index = knowledge_base::copy_of(&data.index(), &copy.index(), &embedder).await?;
        let mut knowledge = KnowledgeBase::new(store.clone(), Arc::clone(&embedder), index, copy.index());
        knowledge.calibration = args.calibration_of(&data);
        knowledge.sync(true).await?;
        let mut engine = knowledge.engine().await?;
        if let Some(file) = &args.calibration {
            let artefact = calibration::read(file, embedder.identity())?;
            let identity = artefact.identity();
            engine.calibrate(artefact.calibration, identity)?;
        }
        store.close().await;
        let policies = with.server.inboxes.iter().map(|i| (i.id(), i.effective_policy()));
        Ok(Self {
            engine: Arc::new(engine),
            policies: policies.collect(),
            _temporary: temporary,
        })
    }
}

impl Args {
    /// That of the data folder, unless another one or none is wanted.
    fn calibration_of(&self, data: &DataDir) -> Option<CalibrationFile> {
        if self.no_calibration || self.calibration.is_some() {
            return None;
        }
        let file = CalibrationFile::at(data.calibration());
        if self.with.is_some() && file.modified().is_some() {
            out::note(
                "note: the calibration of the data folder decides, not the thresholds of a policy; --no-calibration leaves it out",
            );
        }
        Some(file)
    }
}

/// Reads a folder into a database of its own.
async fn read(folder: &Path, copy: &DataDir, embedder: &Arc<dyn Embedder>) -> anyhow::Result<Store> {
    if !folder.is_dir() {
        bail!(
            "there is no folder {}; check the path after --knowledge",
            folder.display()
        );
    }
    let store = Store::connect(&copy.database_url()).await?;
    store.migrate().await?;
    let summary = ingest::read_folder(folder, "replay", &store, embedder, &SystemClock).await?;
    for skipped in &summary.skipped {
        out::note(&format!("passed over: {} {}", skipped.path, skipped.reason));
    }
    Ok(store)
}
