//! Reads what was uploaded: one file after the other, a batch of articles a transaction. All that it knows is in the database and
//! on disk, so that a node that died goes on where it was.

use super::desk::{Arrived, UploadDesk};
use super::library::Library;
use super::paths::article_path;
use crate::app::AppState;
use crate::problem::Chain;
use jiff::Timestamp;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep};
use usher_engine::{ArticleId, PersonId};
use usher_knowledge::Reader;
use usher_knowledge::convert::{Entry, Limits, MAX_BINARY_BYTES, Page, unpack};
use usher_store::{Edition, FileState, NewUploadFile, ReadFile, StoreError, Upload, UploadFile, UploadState, Whisper};

/// Between two looks where nobody uploads.
const ROUND: Duration = Duration::from_millis(500);
/// Files of one batch.
const BATCH: i64 = 32;
/// Bytes of Markdown of one batch, so that a few huge files do not fill the memory.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Consoles are told of an upload no more often than this.
const CALM: Duration = Duration::from_millis(500);
/// Between two rounds of taking away what nobody came back to.
const TIDY: Duration = Duration::from_secs(3_600);

/// Why a file is quarantined whose path no article can have.
const UNFIT: &str = "has a name that no article can have; rename it";
/// Why a file is quarantined that ended its reader.
const BROKE: &str = "cannot be read: its reader failed; save it again from the program that made it";

/// The task of a node.
pub(crate) struct Intake {
    app: AppState,
    /// When consoles were last told of an upload.
    told: HashMap<String, Instant>,
    tidied: Option<Instant>,
}

#[derive(Debug, thiserror::Error)]
enum IntakeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("an upload cannot be read from disk")]
    Disk(#[from] io::Error),
    #[error("reading an upload ended unexpectedly")]
    Task(#[from] tokio::task::JoinError),
}

impl Intake {
    pub(crate) fn new(app: AppState) -> Self {
        Self {
            app,
            told: HashMap::new(),
            tidied: None,
        }
    }

    /// Until the node shuts down. A file that is being read then is read again by the next process.
    pub(crate) async fn run(mut self) {
        let app = self.app.clone();
        loop {
            tokio::select! {
                () = app.drained() => return,
                () = app.arrivals.notified() => {}
                () = sleep(ROUND) => {}
            }
            let Some(library) = app.mind.library() else { continue };
            tokio::select! {
                () = app.drained() => return,
                done = self.round(&library) => {
                    if let Err(error) = done {
                        tracing::error!(error = %Chain(&error), "uploads could not be read; the next round tries again");
                    }
                }
            }
        }
    }

    async fn round(&mut self, library: &Library) -> Result<(), IntakeError> {
        let desk = UploadDesk::new(&library.folder);
        if self.tidied.is_none_or(|at| at.elapsed() > TIDY) {
            desk.tidy().await?;
            self.tidied = Some(Instant::now());
        }
        let mut here = Vec::new();
        for id in self.app.store.uploads_under_way().await? {
            if let Some(arrived) = desk.find(&id).await {
                here.push((id, arrived));
            }
        }
        for (id, arrived) in here {
            // What one upload stumbles over does not hold up the others.
            if let Err(error) = self.advance(library, &id, &arrived).await {
                tracing::error!(error = %Chain(&error), upload.id = id, "an upload could not be read; the next round tries again");
            }
        }
        Ok(())
    }

    /// Does what there is to do for an upload now.
    async fn advance(&mut self, library: &Library, id: &str, arrived: &Arrived) -> Result<(), IntakeError> {
        let store = self.app.store.clone();
        let Some(upload) = store.upload(id).await? else {
            return Ok(());
        };
        // This task alone reads it: what stands there as being read was left by a process or a round that ended.
        store.requeue_files(id).await?;
        if !arrived.is_listed().await {
            self.list(&upload, arrived).await?;
        }
        let by = upload.by.as_ref().map(|p| p.id.clone());
        loop {
            let files = store.upload_files(id, Some(FileState::Queued), -1, BATCH).await?;
            if files.is_empty() {
                break;
            }
            self.read_batch(library, id, arrived, by.as_ref(), files).await?;
            self.tell(id, false).await;
        }
        if let Some(generation) = self.app.mind.taken_over() {
            store.files_ready(&[id.to_owned()], generation).await?;
        }
        let Some(upload) = store.upload(id).await? else {
            return Ok(());
        };
        let state = if upload.counts.indexing > 0 {
            UploadState::Indexing
        } else {
            UploadState::Done
        };
        if state != upload.state {
            store.set_upload_state(id, state, self.now()).await?;
        }
        if state == UploadState::Done {
            self.told.remove(id);
            self.put_away(&upload, arrived).await?;
        }
        Ok(())
    }

    /// Finds the files of an upload.
    async fn list(&mut self, upload: &Upload, arrived: &Arrived) -> Result<(), IntakeError> {
        let store = &self.app.store;
        store
            .set_upload_state(&upload.id, UploadState::Reading, self.now())
            .await?;
        let (name, folder) = (upload.name.clone(), upload.folder.clone());
        let at = arrived.clone();
        let files = spawn_blocking(move || found(&name, &folder, &at)).await??;
        store.add_upload_files(&upload.id, &files, self.now()).await?;
        arrived.note_listed().await?;
        self.tell(&upload.id, true).await;
        Ok(())
    }

    async fn read_batch(
        &mut self,
        library: &Library,
        upload: &str,
        arrived: &Arrived,
        by: Option<&PersonId>,
        files: Vec<UploadFile>,
    ) -> Result<(), IntakeError> {
        let store = self.app.store.clone();
        let (mut read, mut bytes) = (Vec::new(), 0);
        for file in files {
            store.begin_file(&file.id).await?;
            let (library, at, id) = (library.clone(), arrived.file(file.place), file.id.clone());
            match spawn_blocking(move || read_file(&library, file, &at)).await {
                Ok(Ok(file)) => {
                    bytes += file.editions.iter().map(|e| e.text.len()).sum::<usize>();
                    read.push(file);
                }
                Ok(Err(reason)) => store.quarantine(&id, &reason).await?,
                Err(error) => {
                    tracing::error!(%error, "a file broke its reader");
                    store.quarantine(&id, BROKE).await?;
                }
            }
            if bytes >= BATCH_BYTES {
                self.apply(upload, std::mem::take(&mut read), by).await?;
                bytes = 0;
            }
            self.tell(upload, false).await;
        }
        self.apply(upload, read, by).await
    }

    /// Publishes what was read. A file that contradicts what is stored does not hold up the others.
    async fn apply(&self, upload: &str, files: Vec<ReadFile>, by: Option<&PersonId>) -> Result<(), IntakeError> {
        if files.is_empty() {
            return Ok(());
        }
        let (store, now) = (&self.app.store, self.now());
        match store.apply_upload(upload, &files, by, now).await {
            Err(StoreError::Conflict(_) | StoreError::Invalid { .. }) => {}
            applied => {
                applied?;
                self.app.mind.knowledge_changed();
                return Ok(());
            }
        }
        for file in files {
            let id = file.id.clone();
            match store.apply_upload(upload, &[file], by, now).await {
                Err(error @ (StoreError::Conflict(_) | StoreError::Invalid { .. })) => {
                    store.quarantine(&id, &error.to_string()).await?;
                }
                applied => applied?,
            }
        }
        self.app.mind.knowledge_changed();
        Ok(())
    }

    /// What was read is not needed any more; what could not be is kept for another try.
    async fn put_away(&self, upload: &Upload, arrived: &Arrived) -> Result<(), IntakeError> {
        if upload.counts.quarantined == 0 {
            return Ok(arrived.forget_all().await?);
        }
        let kept = self
            .app
            .store
            .upload_files(&upload.id, Some(FileState::Quarantined), -1, i64::MAX)
            .await?;
        let kept: Vec<i64> = kept.iter().map(|file| file.place).collect();
        for place in (0..upload.counts.files()).filter(|place| !kept.contains(place)) {
            arrived.forget(place).await?;
        }
        Ok(())
    }

    /// Tells consoles how far an upload is.
    async fn tell(&mut self, upload: &str, at_once: bool) {
        let rests = self.told.get(upload).is_some_and(|at| at.elapsed() < CALM);
        if rests && !at_once {
            return;
        }
        self.told.insert(upload.to_owned(), Instant::now());
        let whisper = Whisper::Upload {
            upload: upload.to_owned(),
        };
        if let Err(error) = self.app.store.whisper(whisper).await {
            tracing::debug!(error = %Chain(&error), "consoles were not told of an upload; the next time tells");
        }
    }

    fn now(&self) -> Timestamp {
        self.app.clock.now()
    }
}

/// The files of an upload with the paths that their articles get, unpacked where it is a ZIP.
fn found(name: &str, folder: &str, arrived: &Arrived) -> io::Result<Vec<NewUploadFile>> {
    let whole = arrived.whole();
    let new = |place: usize, path: &str, bytes: u64, reason: Option<String>| {
        let path = format!("{folder}{path}");
        let unfit = || article_path(&path).is_err().then(|| UNFIT.to_owned());
        NewUploadFile {
            place: place as i64,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            reason: reason.or_else(unfit),
            path,
        }
    };
    if !name.to_lowercase().ends_with(".zip") {
        let at = arrived.file(0);
        if !at.exists() {
            std::fs::hard_link(&whole, &at).or_else(|_| std::fs::copy(&whole, &at).map(drop))?;
        }
        return Ok(vec![new(0, name, std::fs::metadata(&whole)?.len(), None)]);
    }
    let mut files = Vec::new();
    let mut failed = None;
    let ended = unpack(&whole, &arrived.files(), &Limits::default(), &mut |entry| {
        let place = files.len();
        match entry {
            Entry::File { path, at, bytes } => {
                if let Err(error) = std::fs::rename(at, arrived.file(place as i64)) {
                    failed = Some(error);
                }
                files.push(new(place, &path, bytes, None));
            }
            Entry::Refused { path, reason } => files.push(new(place, &path, 0, Some(reason))),
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    if let Err(reason) = ended {
        files.push(new(files.len(), name, 0, Some(reason)));
    }
    Ok(files)
}

/// What a file became; the error is the reason why it is quarantined, and the cure.
fn read_file(library: &Library, file: UploadFile, at: &Path) -> Result<ReadFile, String> {
    let UploadFile { id, path, reason, .. } = file;
    // What was refused when the upload was unpacked has no bytes to be read again.
    if !at.exists() {
        return Err(reason.unwrap_or_else(|| "is no longer kept here; upload it again".into()));
    }
    if article_path(&path).is_err() {
        return Err(UNFIT.into());
    }
    let size = at.metadata().map_or(0, |m| m.len());
    if size > MAX_BINARY_BYTES {
        let (size, most) = (size / 1_000_000, MAX_BINARY_BYTES / 1_000_000);
        return Err(format!("is {size} MB; the most is {most} MB, split it"));
    }
    let bytes = std::fs::read(at).map_err(|e| format!("cannot be read from disk: {e}; upload it again"))?;
    let hash = Reader::hash(&bytes);
    drop(bytes);
    let pages = (library.convert)(&path, at)?;
    if pages.is_empty() {
        return Err("holds no article; check that it is the right file".into());
    }
    let (mut editions, mut dropped, mut flagged) = (Vec::new(), Vec::new(), 0);
    for page in pages {
        let Page {
            path,
            markdown,
            dropped: lost,
        } = page;
        let read = library.reader.read(&ArticleId::from(path.as_str()), &markdown)?;
        flagged += read.flags.len() as i64;
        dropped.extend(lost);
        editions.push(Edition {
            article: read.article,
            hash: hash.clone(),
            chunks: read.chunks,
            text: markdown,
        });
    }
    Ok(ReadFile {
        id,
        editions,
        dropped,
        flagged,
    })
}
