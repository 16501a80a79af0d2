//! Where uploads lie until they are read: a folder each, on the node that took them.

use crate::problem::{Problem, Result, kinds};
use axum::body::Body;
use futures_util::StreamExt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::fs;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// The largest upload, in bytes.
pub(crate) const MAX_UPLOAD: u64 = 200 * 1024 * 1024;
/// How long the next bytes may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
/// What could not be read is kept for so long, to be read again.
pub(crate) const KEPT: Duration = Duration::from_secs(7 * 86_400);
/// The file as it came.
const WHOLE: &str = "whole";
/// Its files, under their numbers.
const FILES: &str = "files";
/// Says that all its files are listed.
const LISTED: &str = "listed";

/// The folder of all uploads of a node.
#[derive(Debug, Clone)]
pub(crate) struct UploadDesk {
    folder: PathBuf,
}

/// An upload that arrives. Dropped before [`Arriving::keep`], nothing of it stays.
pub(crate) struct Arriving {
    folder: PathBuf,
    kept: bool,
}

/// An upload on disk.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    folder: PathBuf,
}

impl UploadDesk {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The upload of this id, where it lies on this node.
    pub(crate) async fn find(&self, id: &str) -> Option<Arrived> {
        let folder = self.folder.join(id);
        let is_here = fs::try_exists(folder.join(WHOLE)).await.unwrap_or(false);
        is_here.then_some(Arrived { folder })
    }

    /// Makes room for the upload of this id.
    pub(crate) async fn begin(&self, id: &str) -> io::Result<Arriving> {
        let folder = self.folder.join(id);
        fs::create_dir_all(folder.join(FILES)).await?;
        Ok(Arriving { folder, kept: false })
    }

    /// Takes uploads away that nobody came back to.
    pub(crate) async fn tidy(&self) -> io::Result<()> {
        let mut uploads = match fs::read_dir(&self.folder).await {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read?,
        };
        while let Some(upload) = uploads.next_entry().await? {
            let changed = upload.metadata().await?.modified()?;
            if SystemTime::now().duration_since(changed).is_ok_and(|age| age > KEPT) {
                fs::remove_dir_all(upload.path()).await?;
            }
        }
        Ok(())
    }
}

impl Arriving {
    /// Writes the body to disk as it comes and returns its size in bytes.
    pub(crate) async fn receive(&self, body: Body) -> Result<u64> {
        let mut file = fs::File::create(self.folder.join(WHOLE)).await.map_err(unwritable)?;
        let mut body = body.into_data_stream();
        let mut bytes: u64 = 0;
        loop {
            let next = timeout(PATIENCE, body.next()).await.map_err(|_| stalled())?;
            let Some(piece) = next else { break };
            let piece = piece.map_err(|_| stalled())?;
            bytes += piece.len() as u64;
            if bytes > MAX_UPLOAD {
                return Err(too_large());
            }
            file.write_all(&piece).await.map_err(unwritable)?;
        }
        file.sync_all().await.map_err(unwritable)?;
        Ok(bytes)
    }

    /// It stays.
    pub(crate) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is removed with what nobody came back to.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

impl Arrived {
    /// The file as it came.
    pub(crate) fn whole(&self) -> PathBuf {
        self.folder.join(WHOLE)
    }

    /// Where its files lie, under their numbers.
    pub(crate) fn files(&self) -> PathBuf {
        self.folder.join(FILES)
    }

    /// Where a file of it lies.
    pub(crate) fn file(&self, place: i64) -> PathBuf {
        self.files().join(place.to_string())
    }

    /// True where all its files are listed in the database.
    pub(crate) async fn is_listed(&self) -> bool {
        fs::try_exists(self.folder.join(LISTED)).await.unwrap_or(false)
    }

    /// From now on they are.
    pub(crate) async fn note_listed(&self) -> io::Result<()> {
        fs::write(self.folder.join(LISTED), b"").await
    }

    /// Takes one of its files away.
    pub(crate) async fn forget(&self, place: i64) -> io::Result<()> {
        match fs::remove_file(self.file(place)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Takes all of it away.
    pub(crate) async fn forget_all(&self) -> io::Result<()> {
        fs::remove_dir_all(&self.folder).await
    }
}

/// It has more bytes than are taken.
pub(crate) fn too_large() -> Problem {
    let detail = format!(
        "An upload has at most {} MB. Split it into several.",
        MAX_UPLOAD / (1024 * 1024)
    );
    Problem::new(&kinds::FILE_TOO_LARGE, detail)
}

fn stalled() -> Problem {
    let detail = "The file stopped arriving for 30 s, or the line broke. Send it again.";
    Problem::new(&kinds::TIMEOUT, detail)
}

fn unwritable(error: io::Error) -> Problem {
    Problem::internal(format!("an upload cannot be written to disk: {error}"))
}
