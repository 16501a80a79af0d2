//! The contact's side of docs/protocol.md: REST, and replies by long poll.

use anyhow::{Context as _, bail, ensure};
use reqwest::{Client, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use usher_engine::{Outcome, PageContext};
use usher_evals::Heard;

/// Seconds of one long poll; the server allows 30.
const POLL_S: u64 = 20;
/// How long one request may take: a poll and then some.
const REQUEST: Duration = Duration::from_secs(60);
/// How long a reply may be awaited: what the server itself gives a turn, with its repetitions.
const REPLY: Duration = Duration::from_secs(300);

/// A client for plain HTTP on this machine.
pub fn client() -> anyhow::Result<Client> {
    // reqwest is built without a provider of its own for TLS and wants one even where none is used; a second call is refused,
    // which is as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // HTTP_PROXY is meant for the world; a proxy elsewhere cannot reach this machine's loopback.
    let builder = Client::builder().timeout(REQUEST).no_proxy();
    builder.build().context("no HTTP client can be made")
}

/// One contact's line to the server.
pub struct Line {
    client: Client,
    /// The server, with the path of conversations.
    conversations: String,
    token: String,
    /// The conversation; empty before the first message.
    id: String,
    /// The last event that was heard.
    seq: i64,
    /// Numbers what was sent.
    sent: usize,
}

/// A reply with what is needed to act on it.
#[derive(Debug, Default)]
pub struct Reply {
    /// What the contact gets.
    pub heard: Heard,
    /// The turn, to be judged; `None` where it failed.
    pub turn: Option<String>,
    /// The steps of the guide that it offers, from the one to start at.
    pub steps: Vec<String>,
}

impl Line {
    /// Nothing is sent yet.
    pub fn new(client: Client, server: &str, token: String) -> Self {
        Self {
            client,
            conversations: format!("{server}/v1/conversations"),
            token,
            id: String::new(),
            seq: 0,
            sent: 0,
        }
    }

    /// Sends a message and waits for the reply.
    pub async fn ask(&mut self, text: &str, page: Option<&PageContext>, person: bool) -> anyhow::Result<Reply> {
        let message = json!({ "client_id": self.next_id(), "text": text, "page": page, "person": person });
        self.seq = if self.id.is_empty() {
            let begun: Begun = self.post("", &json!({ "message": message })).await?;
            self.id = begun.conversation.id;
            begun.accepted.seq
        } else {
            let path = format!("/{}/messages", self.id);
            self.post::<Accepted>(&path, &message).await?.seq
        };
        self.reply().await
    }

    /// Says whether a turn solved it.
    pub async fn judge(&mut self, turn: &str, solved: bool) -> anyhow::Result<()> {
        let body = json!({ "client_id": self.next_id(), "turn": turn, "solved": solved });
        let path = format!("/{}/judgements", self.id);
        self.post::<Value>(&path, &body).await.map(drop)
    }

    /// Reports a step of a guide as done.
    pub async fn step_done(&mut self, guide: &str, step: &str) -> anyhow::Result<()> {
        let body = json!({ "client_id": self.next_id(), "guide": guide, "step": step, "outcome": "completed" });
        let path = format!("/{}/steps", self.id);
        self.post::<Value>(&path, &body).await.map(drop)
    }

    async fn reply(&mut self) -> anyhow::Result<Reply> {
        let began = Instant::now();
        loop {
            let path = format!("/{}/events?after={}&wait={POLL_S}", self.id, self.seq);
            let request = self.client.get(format!("{}{path}", self.conversations));
            let polled: Events = self.send(request).await?;
            for event in polled.events {
                self.seq = event.seq;
                match event.kind.as_str() {
                    "message.created" if event.body["author"] == "ai_agent" => return Reply::read(event.body),
                    "turn.failed" => return Ok(Reply::default()),
                    _ => {}
                }
            }
            if began.elapsed() > REPLY {
                bail!("no reply came within {} s", REPLY.as_secs());
            }
        }
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> anyhow::Result<T> {
        let request = self.client.post(format!("{}{path}", self.conversations));
        self.send(request.json(body)).await
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> anyhow::Result<T> {
        let response = request.bearer_auth(&self.token).send().await?;
        let status = response.status();
        let body: Value = response.json().await?;
        let detail = body["detail"].as_str().unwrap_or_default();
        ensure!(status.is_success(), "the server answered {status}: {detail}");
        serde_json::from_value(body).context("the server's answer is not that of docs/protocol.md")
    }

    fn next_id(&mut self) -> String {
        self.sent += 1;
        format!("simulated-{}", self.sent)
    }
}

impl Reply {
    fn read(body: Value) -> anyhow::Result<Self> {
        let said: Said = serde_json::from_value(body).context("the reply is not that of docs/protocol.md")?;
        let turn = said.turn;
        let guide = turn.guide.as_ref();
        let steps = guide.map(|g| g.steps.iter().skip(g.start_step).map(|s| s.id.clone()).collect());
        Ok(Self {
            heard: Heard {
                outcome: Some(turn.outcome),
                reason: turn.reason,
                confidence: turn.confidence,
                text: said.text,
                cites: turn.citations.into_iter().map(|c| c.article).collect(),
                options: turn.options.into_iter().map(|o| o.text).collect(),
                guide: turn.guide.map(|g| g.id),
            },
            turn: Some(turn.id),
            steps: steps.unwrap_or_default(),
        })
    }
}

#[derive(Deserialize)]
struct Begun {
    conversation: Named,
    accepted: Accepted,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Accepted {
    seq: i64,
}

#[derive(Deserialize)]
struct Events {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    seq: i64,
    kind: String,
    body: Value,
}

#[derive(Deserialize)]
struct Said {
    text: String,
    turn: Behind,
}

/// What is behind a reply.
#[derive(Deserialize)]
struct Behind {
    id: String,
    outcome: Outcome,
    reason: String,
    confidence: f64,
    citations: Vec<Cited>,
    options: Vec<Offered>,
    guide: Option<Played>,
}

#[derive(Deserialize)]
struct Cited {
    article: String,
}

#[derive(Deserialize)]
struct Offered {
    text: String,
}

#[derive(Deserialize)]
struct Played {
    id: String,
    steps: Vec<Named>,
    start_step: usize,
}
