//! A site on this machine: as much of HTTP/1.1 as a crawler needs.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the site answers.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// A page, with an ETag of its own.
    Html(String),
    /// A file of another kind.
    File(&'static str, Vec<u8>),
    /// A page that a header says something of.
    With(&'static str, String),
    Redirect(String),
    Status(u16),
    /// Nothing, ever.
    Silence,
}

/// What came in.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub paths: Vec<String>,
    /// Pages sent whole, and their bytes.
    pub whole: usize,
    pub bytes: usize,
}

type Play = dyn Fn(&str) -> Answer + Send + Sync;

pub(super) struct Site {
    pub address: SocketAddr,
    pub seen: Arc<Mutex<Seen>>,
}

impl Site {
    /// A site of these pages; what is missing is 404.
    pub async fn of(pages: &[(&str, Answer)]) -> Self {
        let pages: HashMap<String, Answer> = pages.iter().map(|(p, a)| ((*p).to_owned(), a.clone())).collect();
        Self::playing(TcpListener::bind("127.0.0.1:0").await.unwrap(), move |path| {
            pages.get(path).cloned().unwrap_or(Answer::Status(404))
        })
    }

    pub fn playing(listener: TcpListener, play: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let play: Arc<Play> = Arc::new(play);
        let state = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(talk(socket, Arc::clone(&play), Arc::clone(&state)));
            }
        });
        Self { address, seen }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked for since the last look.
    pub fn take(&self) -> Seen {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }
}

async fn talk(mut socket: TcpStream, play: Arc<Play>, seen: Arc<Mutex<Seen>>) {
    let mut buffer = Vec::new();
    loop {
        let end = loop {
            if let Some(at) = buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break at + 4;
            }
            if socket.read_buf(&mut buffer).await.unwrap_or(0) == 0 {
                return;
            }
        };
        let head: Vec<u8> = buffer.drain(..end).collect();
        let head = String::from_utf8_lossy(&head).into_owned();
        let path = head.split(' ').nth(1).unwrap().to_owned();
        seen.lock().unwrap().paths.push(path.clone());
        let (status, headers, body) = match play(&path) {
            Answer::Silence => {
                // It holds the line until the other side hangs up.
                while socket.read_buf(&mut buffer).await.unwrap_or(0) > 0 {}
                return;
            }
            Answer::Redirect(to) => (301, format!("location: {to}\r\n"), Vec::new()),
            Answer::Status(status) => (status, String::new(), Vec::new()),
            Answer::File(kind, bytes) => (200, format!("content-type: {kind}\r\n"), bytes),
            Answer::With(header, html) => (
                200,
                format!("content-type: text/html\r\n{header}\r\n"),
                html.into_bytes(),
            ),
            Answer::Html(html) => {
                let etag = format!("\"{}\"", &crate::Reader::hash(html.as_bytes())[..12]);
                let headers = format!("content-type: text/html; charset=utf-8\r\netag: {etag}\r\n");
                match head.contains(&format!("if-none-match: {etag}")) {
                    true => (304, headers, Vec::new()),
                    false => (200, headers, html.into_bytes()),
                }
            }
        };
        if status == 200 {
            let mut seen = seen.lock().unwrap();
            (seen.whole, seen.bytes) = (seen.whole + 1, seen.bytes + body.len());
        }
        let head = format!("HTTP/1.1 {status} x\r\n{headers}content-length: {}\r\n\r\n", body.len());
        if socket.write_all(head.as_bytes()).await.is_err() || socket.write_all(&body).await.is_err() {
            return;
        }
    }
}
