//! An endpoint that fails in a row is left alone, and taken back once it is well.

use crate::desk::{Desk, Ear, TEXT, config, well, word};
use crate::scripted::{Act, Script, Scripted};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use usher_llm::CircuitState::{self, Closed, HalfOpen, Open};
use usher_llm::LlmConfig;

/// Fails until it is told that it is well.
fn ill() -> (Scripted, Arc<AtomicBool>) {
    let is_well = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&is_well);
    let server = Scripted::start(move |_| match told.load(Ordering::SeqCst) {
        true => Script::text(TEXT),
        false => Script::status(500, json!({ "message": "broken" })),
    });
    (server, is_well)
}

fn quick(endpoints: &[&Scripted]) -> LlmConfig {
    LlmConfig {
        attempts: 1,
        circuit_failures: 2,
        circuit_open_ms: 400,
        ..config(endpoints)
    }
}

fn state(desk: &Desk) -> CircuitState {
    desk.gateway.usage().endpoints[0].circuit
}

async fn outcome(desk: &Desk) -> &'static str {
    word(&desk.write(&mut Ear::default()).await)
}

/// Waits until the circuit is as wanted; its time is the gateway's own.
async fn until(desk: &Desk, wanted: CircuitState) {
    while state(desk) != wanted {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn closed_open_half_open_closed() {
    let (server, is_well) = ill();
    let desk = Desk::new(&quick(&[&server]));
    assert_eq!((outcome(&desk).await, state(&desk)), ("unavailable", Closed));
    assert_eq!((outcome(&desk).await, state(&desk)), ("unavailable", Open));
    let error = desk.write(&mut Ear::default()).await.unwrap_err();
    assert!(error.to_string().contains("HTTP 500"), "the last cause: {error}");
    assert_eq!(server.requests().len(), 2, "an open circuit lets nothing through");
    assert_eq!(desk.starts().len(), 2, "and nothing left");
    until(&desk, HalfOpen).await;
    assert_eq!((outcome(&desk).await, state(&desk)), ("unavailable", Open));
    assert_eq!(server.requests().len(), 3, "one probe");
    is_well.store(true, Ordering::SeqCst);
    until(&desk, HalfOpen).await;
    assert_eq!((outcome(&desk).await, state(&desk)), ("written", Closed));
}

#[tokio::test]
async fn one_probe_at_a_time() {
    let slow = Script::text(TEXT).after(Act::Pause(Duration::from_millis(100)));
    let server = Scripted::start(move |request| match request.number {
        0 | 1 => Script::status(500, json!({})),
        _ => slow.clone(),
    });
    let desk = Desk::new(&quick(&[&server]));
    for _ in 0..2 {
        outcome(&desk).await;
    }
    until(&desk, HalfOpen).await;
    let both = tokio::join!(outcome(&desk), outcome(&desk));
    assert_eq!(both, ("written", "unavailable"));
}

#[tokio::test]
async fn an_open_circuit_costs_the_second_endpoint_nothing() {
    let ((first, _), second) = (ill(), well());
    let config = LlmConfig {
        attempts: 2,
        circuit_open_ms: 60_000,
        ..quick(&[&first, &second])
    };
    let desk = Desk::new(&config);
    for _ in 0..5 {
        assert_eq!(outcome(&desk).await, "written");
    }
    assert_eq!((first.requests().len(), second.requests().len()), (2, 5));
    assert_eq!(
        desk.starts().iter().map(|s| s.endpoint.as_str()).collect::<Vec<_>>(),
        ["a", "a", "b", "b", "b"]
    );
}

#[tokio::test]
async fn what_the_model_says_and_what_it_does_not_take_open_no_circuit() {
    let scripts = [
        Script::of([Act::Finish("content_filter")]),
        Script::of([Act::Piece("a".into()), Act::Finish("length")]),
        Script::status(400, json!({ "message": "too long" })),
    ];
    for script in scripts {
        let server = Scripted::always(script);
        let desk = Desk::new(&quick(&[&server]));
        for _ in 0..4 {
            outcome(&desk).await;
        }
        assert_eq!((state(&desk), server.requests().len()), (Closed, 4));
    }
}
