//! An OpenAI-compatible server that says what a test tells it to, over a real socket.
//!
//! It speaks HTTP/1.1 with chunked server-sent events and leans on tokio, serde_json and std only, so that the tests of any
//! crate may take it in with `#[path = "../../../llm/tests/scripted/mod.rs"] mod scripted;`. It runs on a thread of its own
//! and goes when it is dropped. For each request a closure says what the answer is: a [`Script`], which is a list of
//! [`Act`]s.

#![allow(dead_code, reason = "no test needs all of it")]

mod act;
mod http;

pub use act::{Act, Script};

use serde_json::Value;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request, as it came.
#[derive(Debug, Clone)]
pub struct Request {
    /// Counts them from 0.
    pub number: usize,
    /// `POST`.
    pub method: String,
    /// `/v1/chat/completions`.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as JSON; null where it is none.
    pub body: Value,
}

/// The server.
pub struct Scripted {
    address: SocketAddr,
    state: Arc<State>,
    _stop: oneshot::Sender<()>,
}

/// What the connections share.
struct State {
    play: Box<dyn Fn(&Request) -> Script + Send + Sync>,
    requests: Mutex<Vec<Request>>,
    /// How many answers the client hung up on before they were done.
    hung_up: watch::Sender<usize>,
}

impl Request {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The system message.
    pub fn system(&self) -> &str {
        self.said_by("system")
    }

    /// The user message.
    pub fn user(&self) -> &str {
        self.said_by("user")
    }

    fn said_by(&self, role: &str) -> &str {
        let messages = self.body["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
        let message = messages.iter().find(|m| m["role"] == role);
        message.and_then(|m| m["content"].as_str()).unwrap_or_default()
    }
}

impl Scripted {
    /// Starts one that answers each request as `play` says.
    pub fn start(play: impl Fn(&Request) -> Script + Send + Sync + 'static) -> Self {
        let state = Arc::new(State {
            play: Box::new(play),
            requests: Mutex::default(),
            hung_up: watch::Sender::new(0),
        });
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = std::sync::mpsc::channel();
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                tokio::select! {
                    () = http::serve(listener, shared) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            address: told.recv().unwrap(),
            state,
            _stop: stop,
        }
    }

    /// Starts one that answers every request with the same script.
    pub fn always(script: Script) -> Self {
        Self::start(move |_| script.clone())
    }

    /// Starts one that plays a recorded exchange (`llm.record_dir`) to every request.
    pub fn replay(fixture: &Path) -> Self {
        Self::always(Script::recorded(fixture))
    }

    /// The base address, for `llm.endpoints[].url`.
    pub fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests.lock().unwrap().clone()
    }

    /// Waits until the client has hung up on so many answers.
    pub async fn hung_up(&self, times: usize) {
        let mut hung_up = self.state.hung_up.subscribe();
        let waiting = hung_up.wait_for(|seen| *seen >= times);
        let in_time = tokio::time::timeout(PATIENCE, waiting).await;
        in_time.expect("the client did not hang up").unwrap();
    }
}
