//! Keeps exchanges as they were, for tests to play again.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// The version of the file's format.
const VERSION: u32 = 1;

/// Writes one file an attempt into a folder.
#[derive(Debug)]
pub(crate) struct Recorder {
    folder: PathBuf,
    number: AtomicU32,
}

/// One attempt, as it goes on. Headers are left out but for those of the answer that change what follows: a request's
/// have the key.
#[derive(Debug, Serialize)]
pub(crate) struct Recording {
    version: u32,
    at: Timestamp,
    endpoint: String,
    request: Value,
    status: Option<u16>,
    headers: Vec<(String, String)>,
    /// Milliseconds since the request left, and the text that came.
    chunks: Vec<(u64, String)>,
    /// `whole` where the answer was read to its end, or why not.
    end: String,
    #[serde(skip)]
    began: Instant,
    #[serde(skip)]
    path: PathBuf,
    /// Bytes of a character whose rest has not come yet.
    #[serde(skip)]
    cut: Vec<u8>,
}

impl Recorder {
    pub(crate) fn new(folder: PathBuf) -> std::io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            number: AtomicU32::new(0),
        })
    }

    pub(crate) fn begin(&self, at: Timestamp, endpoint: &str, request: Value) -> Recording {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let name: String = endpoint.chars().map(plain).collect();
        let file = format!("{}-{number:04}-{name}.json", at.strftime("%Y%m%dT%H%M%S"));
        Recording {
            version: VERSION,
            at,
            endpoint: endpoint.to_owned(),
            request,
            status: None,
            headers: Vec::new(),
            chunks: Vec::new(),
            end: String::new(),
            began: Instant::now(),
            path: self.folder.join(file),
            cut: Vec::new(),
        }
    }
}

impl Recording {
    pub(crate) fn answer(&mut self, response: &reqwest::Response) {
        self.status = Some(response.status().as_u16());
        for name in ["content-type", "retry-after"] {
            if let Some(value) = response.headers().get(name).and_then(|v| v.to_str().ok()) {
                self.headers.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    pub(crate) fn chunk(&mut self, bytes: &[u8]) {
        self.cut.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.cut) {
            Ok(text) => text.len(),
            // Four bytes or more are no character that is being waited for.
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => self.cut.len(),
        };
        let text: Vec<u8> = self.cut.drain(..whole).collect();
        let after = self.began.elapsed().as_millis() as u64;
        self.chunks.push((after, String::from_utf8_lossy(&text).into_owned()));
    }

    /// Writes it down; a folder that takes nothing is told of and costs no answer.
    pub(crate) async fn end(mut self, end: &str) {
        end.clone_into(&mut self.end);
        let written = match serde_json::to_vec_pretty(&self) {
            Ok(bytes) => tokio::fs::write(&self.path, bytes).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = written {
            tracing::warn!(error = %error, "an exchange could not be recorded (llm.record_dir)");
        }
    }
}
