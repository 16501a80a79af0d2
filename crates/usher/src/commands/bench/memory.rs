//! How much memory an ingest takes at its peak. Measured in a process of its own, since a peak never falls.

use super::super::eval::fresh;
use crate::Options;
use crate::ingest::read_folder;
use crate::out;
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use usher_engine::Embedder;
use usher_server::SystemClock;

/// Between two looks at the memory.
const LOOK: Duration = Duration::from_millis(20);

/// What one ingest took, in MiB.
#[derive(Debug, Serialize, Deserialize)]
pub struct Peak {
    /// All that was resident: also the program and the parts of files that the system keeps at hand.
    pub resident: f64,
    /// The program's own data.
    pub own: f64,
    /// The index on disk.
    pub index: f64,
}

/// What a process for the purpose takes for `folder`.
pub fn peak_of(folder: &Path, options: &Options) -> anyhow::Result<Peak> {
    let usher = std::env::current_exe().context("the program's own path is not known")?;
    let mut command = std::process::Command::new(usher);
    command.args(["bench", "ingest", "--peak"]).arg(folder);
    if let Some(config) = &options.config {
        command.arg("--config").arg(config);
    }
    let ended = command.output()?;
    if !ended.status.success() {
        bail!("{}", String::from_utf8_lossy(&ended.stderr).trim().to_owned());
    }
    serde_json::from_slice(&ended.stdout).context("the measuring process said nothing that can be read")
}

/// Ingests and prints the peak as JSON.
pub async fn tell_peak(folder: &Path, embedder: &Arc<dyn Embedder>) -> anyhow::Result<()> {
    let ended = Arc::new(AtomicBool::new(false));
    let watching = {
        let ended = Arc::clone(&ended);
        std::thread::spawn(move || {
            let mut most = 0.0f64;
            while !ended.load(Ordering::Relaxed) {
                most = most.max(status("RssAnon").unwrap_or(0.0));
                std::thread::sleep(LOOK);
            }
            most
        })
    };
    let fresh = fresh(embedder).await?;
    let (knowledge, temporary) = (&fresh.0, &fresh.1);
    read_folder(folder, "bench", &knowledge.store, embedder, &SystemClock).await?;
    knowledge.sync(false).await?;
    ended.store(true, Ordering::Relaxed);
    let own = watching.join().unwrap_or(0.0);
    let peak = Peak {
        resident: status("VmHWM").context("this system does not tell how much memory a process takes")?,
        own,
        index: size(&temporary.path().join("index")),
    };
    out::json(&peak)
}

/// A line of the process's status in MiB.
fn status(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':'))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// All files below a folder, in MiB that they take on the disk: those of the index are sparse.
fn size(folder: &Path) -> f64 {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0.0;
    };
    let one = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(meta) if meta.is_dir() => size(&entry.path()),
        Ok(meta) => on_disk(&meta),
        Err(_) => 0.0,
    };
    entries.flatten().map(one).sum()
}

#[cfg(unix)]
fn on_disk(meta: &std::fs::Metadata) -> f64 {
    std::os::unix::fs::MetadataExt::blocks(meta) as f64 / 2048.0
}

#[cfg(not(unix))]
fn on_disk(meta: &std::fs::Metadata) -> f64 {
    meta.len() as f64 / 1024.0 / 1024.0
}
