//! Whether the traffic of a data folder is like the cases of its calibration.

use crate::calibration::{CalibrationFile, UNWATCHED};
use crate::config::Config;
use crate::data::DataDir;
use crate::{embedder, knowledge_base};
use anyhow::{Context as _, bail};
use jiff::Timestamp;
use usher_engine::confidence::drift::{DriftReport, Watched};
use usher_server::{Clock as _, SystemClock, drift_report};
use usher_store::Store;

/// Where the tests stand now; with `since` they begin there, and otherwise where the server began.
pub async fn report(config: &Config, since: Option<Timestamp>) -> anyhow::Result<DriftReport> {
    let data = DataDir::open(&config.data_dir)?;
    let path = data.calibration();
    let embedder = embedder::open(&config.embedder, &data).await?;
    let store = knowledge_base::connect(config, &data).await?;
    let in_use = CalibrationFile::at(path.clone())
        .in_use(&store, embedder.identity())
        .await?;
    let Some(made) = in_use else {
        bail!(
            "there is no calibration to compare the traffic with: none is chosen in the console and {} is missing; make it with `usher eval calibrate SUITE --out {}`",
            path.display(),
            path.display()
        );
    };
    let watched = made?.watched().context(UNWATCHED)?;
    let read = of_store(&store, watched, since).await;
    store.close().await;
    read
}

/// The same of a database that is open.
pub async fn of_store(store: &Store, watched: Watched, since: Option<Timestamp>) -> anyhow::Result<DriftReport> {
    Ok(drift_report(store, watched, since, SystemClock.now()).await?)
}
