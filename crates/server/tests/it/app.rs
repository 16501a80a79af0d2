//! A whole node on a port of its own, and a contact's way of speaking to it.

use super::library;
use super::script::Script;
use reqwest::{Method, StatusCode};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use usher_engine::{Contact, Policy};
use usher_server::{
    Clock, DemoContact, DemoPage, InboxConfig, LimitsConfig, Mind, ServeError, Server, ServerConfig, SystemClock,
    TokenKey, contact_token,
};
use usher_store::Store;

pub const KEY: &str = "a-key-of-the-host-with-32-bytes-x";
pub const ORIGIN: &str = "https://app.example.com";

/// Fails a test that would otherwise wait for ever.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(20), future).await {
        Ok(value) => value,
        Err(_) => panic!("waited too long until {what}"),
    }
}

/// A node that serves.
pub struct TestApp {
    pub address: SocketAddr,
    pub store: Store,
    pub script: Script,
    pub mind: Mind,
    pub config: ServerConfig,
    client: reqwest::Client,
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<Result<(), ServeError>>>,
    _folder: Option<TempDir>,
    /// Where its uploads lie.
    _uploads: TempDir,
}

/// A contact of a node.
pub struct TestContact<'a> {
    pub app: &'a TestApp,
    pub token: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

pub fn config() -> ServerConfig {
    let inbox = |key: &str, kid: &str, secret: &str| InboxConfig {
        key: key.into(),
        name: "Tallybook help".into(),
        product: Some("Tallybook".into()),
        allowed_origins: vec![ORIGIN.into()],
        anonymous: key == "main",
        token_keys: vec![TokenKey {
            kid: kid.into(),
            secret: SecretString::from(secret),
        }],
        policy: Policy::default(),
        greeting: "Hi!".into(),
        ..InboxConfig::default()
    };
    let mut main = inbox("main", "k1", KEY);
    main.token_keys.push(TokenKey {
        kid: "k2".into(),
        secret: SecretString::from("the-next-key-of-the-host-32-bytes"),
    });
    let mut other = inbox("other", "o1", "a-key-of-the-other-inbox-32-bytes");
    other.allowed_origins = vec!["https://other.example.com".into()];
    ServerConfig {
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        secret: Some(SecretString::from("the-server's-own-secret-32-bytes!")),
        inboxes: vec![main, other],
        workers: 2,
        retry_backoff_ms: 1,
        limits: LimitsConfig {
            ip_per_minute: 0,
            visitors_per_hour: 0,
            contact_per_minute: 0,
            ..LimitsConfig::default()
        },
        ..ServerConfig::default()
    }
}

pub fn demo() -> DemoPage {
    let contact = Contact {
        subject: Some("priya".into()),
        name: Some("Priya".into()),
        ..Contact::default()
    };
    DemoPage {
        account: "Harbour Street Studio".into(),
        inbox: "main".into(),
        contacts: vec![DemoContact {
            key: "priya".into(),
            label: "Priya".into(),
            contact,
        }],
    }
}

impl TestApp {
    /// A node of its own on a fresh SQLite database.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same with another configuration.
    pub async fn start_with(change: impl FnOnce(&mut ServerConfig)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("usher.db").display());
        let mut app = Self::start_on(&url, change, Script::new(), Arc::new(SystemClock)).await;
        app._folder = Some(folder);
        app
    }

    /// A node on a database that may have others.
    pub async fn start_on(
        url: &str,
        change: impl FnOnce(&mut ServerConfig),
        script: Script,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let store = Store::connect(url).await.unwrap();
        store.migrate().await.unwrap();
        let mut config = config();
        change(&mut config);
        let mind = Mind::new(script.respond());
        let uploads = tempfile::tempdir().unwrap();
        library::lend(&mind, &store, uploads.path());
        let server = Server::new(config.clone(), store.clone(), mind.clone(), clock, Some(demo())).unwrap();
        let listener = TcpListener::bind(config.bind).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let running = Some(tokio::spawn(server.run(listener, shutdown)));
        let client = http();
        Self {
            address,
            store,
            script,
            mind,
            config,
            client,
            stop: Some(stop),
            running,
            _folder: None,
            _uploads: uploads,
        }
    }

    /// Tells the node to shut down, and goes on at once.
    pub fn begin_shutdown(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits until the node has shut down.
    pub async fn ended(&mut self) {
        soon("the node ended", self.running.take().unwrap())
            .await
            .unwrap()
            .unwrap();
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, self.url(path))
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// Somebody whom the host knows.
    pub fn contact(&self, subject: &str) -> TestContact<'_> {
        self.vouched(Contact {
            subject: Some(subject.into()),
            name: Some("Priya".into()),
            plan: Some("plus".into()),
            ..Contact::default()
        })
    }

    /// Whoever the host says it is.
    pub fn vouched(&self, contact: Contact) -> TestContact<'_> {
        let hour = jiff::SignedDuration::from_hours(1);
        let token = contact_token(&self.config.inboxes[0], &contact, hour, SystemClock.now()).unwrap();
        TestContact { app: self, token }
    }

    /// An anonymous visitor.
    pub async fn visitor(&self) -> TestContact<'_> {
        let answer = Answer::of(
            self.request(Method::POST, "/v1/visitors")
                .json(&json!({"inbox": "main"})),
        )
        .await;
        assert_eq!(answer.status, 201, "{answer:?}");
        TestContact {
            app: self,
            token: answer.json()["token"].as_str().unwrap().to_owned(),
        }
    }
}

impl TestContact<'_> {
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.app.request(method, path).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(body)).await
    }

    /// Begins a conversation and returns its id.
    pub async fn begin(&self) -> String {
        let answer = self.post("/v1/conversations", &json!({})).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.json()["conversation"]["id"].as_str().unwrap().to_owned()
    }

    /// Says something.
    pub async fn say(&self, conversation: &str, client_id: &str, text: &str) -> Answer {
        let path = format!("/v1/conversations/{conversation}/messages");
        self.post(&path, &json!({"client_id": client_id, "text": text})).await
    }

    /// The events after a seq, as soon as there are so many.
    pub async fn events(&self, conversation: &str, after: i64, most: usize) -> Vec<Value> {
        let mut events: Vec<Value> = Vec::new();
        soon("the events came", async {
            while events.len() < most {
                let after = events.last().map_or(after, |e| e["seq"].as_i64().unwrap());
                let answer = self
                    .get(&format!(
                        "/v1/conversations/{conversation}/events?after={after}&wait=10"
                    ))
                    .await;
                assert_eq!(answer.status, 200, "{answer:?}");
                events.extend(answer.json()["events"].as_array().unwrap().iter().cloned());
            }
        })
        .await;
        events
    }

    /// Says something and waits for the reply's event.
    pub async fn ask(&self, conversation: &str, client_id: &str, text: &str) -> Value {
        let answer = self.say(conversation, client_id, text).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        self.events(conversation, answer.json()["seq"].as_i64().unwrap(), 1)
            .await
            .remove(0)
    }
}

impl Answer {
    pub async fn of(request: reqwest::RequestBuilder) -> Self {
        Self::read(soon("an answer came", request.send()).await.unwrap()).await
    }

    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            status,
            headers,
            text: response.text().await.unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// The body, or null where there is none or it is no JSON.
    pub fn json_or_null(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// Asserts that it is a problem of this kind that tells what to do, and returns its detail.
    #[track_caller]
    pub fn problem(&self, status: u16, slug: &str) -> String {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["type"], format!("/problems/{slug}"), "{body}");
        assert_eq!(body["status"], status);
        assert!(!body["title"].as_str().unwrap().is_empty());
        let detail = body["detail"].as_str().unwrap().to_owned();
        assert!(detail.len() > 20, "it says what to do: {detail}");
        detail
    }
}

/// A client for HTTP. The language model's needs TLS without a provider of its own, so that each client wants one named.
pub fn http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}
