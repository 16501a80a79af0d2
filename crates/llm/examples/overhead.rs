//! What the gateway adds to a call: the same scripted endpoint, asked through it and by plain reqwest, side by side.
//!
//! Requests leave when they are due, whether or not the ones before are back (open loop). Each arrival asks both ways, one
//! right after the other and in turn first, so that what disturbs the machine disturbs both. `cargo run --release --workspace
//! --example overhead -- [SECONDS] [REQUESTS A SECOND]`, 30 and 200 where nothing is said; plain ones come on top.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement on the command line"
)]

#[path = "../tests/scripted/mod.rs"]
mod scripted;

use scripted::{Script, Scripted};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use usher_engine::{Deaf, LanguageModel, ModelCall, Tier};
use usher_llm::{EndpointConfig, Gateway, LlmConfig, Prices, Spent, TurnOf};

/// Words of the answer, each an event of its own.
const WORDS: usize = 60;
/// Bytes of the prompt: some passages of articles.
const PROMPT_BYTES: usize = 8_000;
const TURN: Duration = Duration::from_secs(15);

/// Milliseconds of one arrival.
struct Pair {
    through: f64,
    plain: f64,
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|a| a.parse::<u32>().unwrap());
    let seconds = arguments.next().unwrap_or(30);
    let rate = arguments.next().unwrap_or(200);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let pairs = runtime.block_on(measure(seconds, rate));
    println!(
        "{} pairs, {rate} a second, {WORDS} pieces, {PROMPT_BYTES} bytes of prompt",
        pairs.len()
    );
    let row = |name: &str, of: &dyn Fn(&Pair) -> f64| {
        let mut all: Vec<f64> = pairs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        let at = |share: f64| all[((all.len() - 1) as f64 * share).round() as usize];
        println!("{name:<32} p50 {:>7.3} ms   p99 {:>7.3} ms", at(0.5), at(0.99));
        (at(0.5), at(0.99))
    };
    let through = row("through the gateway", &|p| p.through);
    let plain = row("plain reqwest", &|p| p.plain);
    row("difference within a pair", &|p| p.through - p.plain);
    println!(
        "added: p50 {:.3} ms, p99 {:.3} ms",
        through.0 - plain.0,
        through.1 - plain.1
    );
}

async fn measure(seconds: u32, rate: u32) -> Vec<Pair> {
    let server = Scripted::always(Script::text(&"word ".repeat(WORDS)));
    let url = format!("{}/chat/completions", server.url());
    let gateway = gateway(&server);
    let plain = plain();
    let call = Arc::new(call());
    let body = Arc::new(body(&call));
    // Connections stand and tables are built before anything is measured.
    for _ in 0..50 {
        through(&gateway, &call).await;
        directly(&plain, &url, &body).await;
    }
    let began = tokio::time::Instant::now();
    let mut arrivals = Vec::new();
    for number in 0..seconds * rate {
        tokio::time::sleep_until(began + Duration::from_secs(1) * number / rate).await;
        let (gateway, plain, url) = (gateway.clone(), plain.clone(), url.clone());
        let (call, body) = (Arc::clone(&call), Arc::clone(&body));
        arrivals.push(tokio::spawn(async move {
            if number % 2 == 0 {
                let through = through(&gateway, &call).await;
                let plain = directly(&plain, &url, &body).await;
                Pair { through, plain }
            } else {
                let plain = directly(&plain, &url, &body).await;
                let through = through(&gateway, &call).await;
                Pair { through, plain }
            }
        }));
    }
    let mut pairs = Vec::new();
    for arrival in arrivals {
        pairs.push(arrival.await.unwrap());
    }
    pairs
}

/// As a turn does it, with ceilings and notes.
async fn through(gateway: &Gateway, call: &ModelCall) -> f64 {
    let began = Instant::now();
    let turn = TurnOf {
        time_left: TURN,
        spent: Spent::default(),
    };
    let written = gateway
        .for_turn(turn, Arc::new(|_| true))
        .write(call, &mut Deaf)
        .await
        .unwrap();
    assert_eq!(written.text.len(), WORDS * 5);
    began.elapsed().as_secs_f64() * 1_000.0
}

/// The least that a client can do: send, and take the bytes to the end.
async fn directly(client: &reqwest::Client, url: &str, body: &serde_json::Value) -> f64 {
    let began = Instant::now();
    let mut response = client.post(url).json(body).send().await.unwrap();
    let mut bytes = 0;
    while let Some(chunk) = response.chunk().await.unwrap() {
        bytes += chunk.len();
    }
    assert!(bytes > WORDS * 5);
    began.elapsed().as_secs_f64() * 1_000.0
}

#[expect(clippy::disallowed_methods, reason = "there is no other clock here")]
fn gateway(server: &Scripted) -> Gateway {
    let mut endpoint = EndpointConfig::new("scripted", &server.url(), "gpt-4o");
    endpoint.prices = Prices {
        million_in: 1.0,
        million_out: 4.0,
    };
    let config = LlmConfig {
        endpoints: vec![endpoint],
        turn_ceiling_micros: 1_000_000,
        ..LlmConfig::default()
    };
    Gateway::new(&config, Arc::new(jiff::Timestamp::now)).unwrap().unwrap()
}

fn plain() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().tcp_nodelay(true).build().unwrap()
}

fn call() -> ModelCall {
    ModelCall {
        prompt: "answer".to_owned(),
        hash: "0".repeat(16),
        tier: Tier::Large,
        system: "Answer from the articles alone. ".repeat(10),
        user: "An article says how to export an invoice. ".repeat(PROMPT_BYTES / 42),
        schema: Some(Arc::new(
            json!({ "type": "object", "properties": { "text": { "type": "string" } } }),
        )),
        temperature: 0.0,
        most_tokens: 500,
    }
}

fn body(call: &ModelCall) -> serde_json::Value {
    let messages = json!([{ "role": "system", "content": call.system }, { "role": "user", "content": call.user }]);
    json!({ "model": "gpt-4o", "stream": true, "messages": messages, "max_completion_tokens": call.most_tokens })
}
