//! A turn's time is shared by its calls, and never passed.

use crate::desk::{Desk, Ear, HASTE_MS, TEXT, TIME, call, config, hasty, well, word};
use crate::scripted::{Act, Script, Scripted};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use usher_engine::{LanguageModel, Listener};
use usher_llm::{CircuitState, LlmConfig};

const SHORT: Duration = Duration::from_millis(500);

/// Says when it hears something.
struct Knock(Arc<Notify>);

impl Listener for Knock {
    fn hear(&mut self, _: &str) -> bool {
        self.0.notify_one();
        false
    }

    fn forget(&mut self) {}
}

/// It ended with the turn, and not much later.
#[track_caller]
fn in_time(began: Instant) {
    let took = began.elapsed();
    assert!(took < SHORT + Duration::from_millis(500), "{took:?}");
}

#[tokio::test]
async fn the_calls_of_a_turn_share_its_time() {
    let slow = Script::text(TEXT).after(Act::Pause(SHORT / 2));
    let server = Scripted::always(slow);
    let desk = Desk::new(&config(&[&server]));
    let (turn, began) = (desk.turn(SHORT), Instant::now());
    assert_eq!(word(&turn.write(&call(), &mut Ear::default()).await), "written");
    assert_eq!(word(&turn.write(&call(), &mut Ear::default()).await), "late");
    in_time(began);
    assert_eq!(word(&turn.write(&call(), &mut Ear::default()).await), "late");
    assert_eq!(server.requests().len(), 2, "the third never left");
    assert_eq!(
        desk.ends().iter().map(|e| e.outcome).collect::<Vec<_>>(),
        ["written", "late"]
    );
}

#[tokio::test]
async fn nothing_outlasts_the_turn() {
    for (acts, shows, outcome) in [
        (vec![Act::Stall], false, "late"),
        (vec![Act::Piece("a".into()), Act::Stall], false, "late"),
        (vec![Act::Piece("a".into()), Act::Stall], true, "broke_off"),
        (vec![Act::KeepAlive, Act::Forever(String::new())], false, "late"),
    ] {
        let server = Scripted::always(Script::of(acts.clone()));
        let desk = Desk::new(&config(&[&server]));
        let began = Instant::now();
        let mut ear = Ear {
            shows,
            ..Ear::default()
        };
        let written = desk.turn(SHORT).write(&call(), &mut ear).await;
        assert_eq!(word(&written), outcome, "{acts:?}");
        in_time(began);
        server.hung_up(1).await;
        let circuit = desk.gateway.usage().endpoints[0].circuit;
        assert_eq!(circuit, CircuitState::Closed, "short time is not its fault");
    }
}

#[tokio::test]
async fn the_configured_deadline_goes_before_a_longer_time() {
    let server = Scripted::always(Script::of([Act::Stall]));
    let config = LlmConfig {
        turn_deadline_ms: 100,
        ..config(&[&server])
    };
    let began = Instant::now();
    let written = Desk::new(&config).turn(TIME).write(&call(), &mut Ear::default()).await;
    assert_eq!(word(&written), "late");
    in_time(began);
}

#[tokio::test]
async fn a_slow_first_endpoint_leaves_time_for_the_second() {
    let (slow, second) = (Scripted::always(Script::of([Act::Stall])), well());
    let desk = Desk::new(&hasty(config(&[&slow, &second])));
    let written = desk.write(&mut Ear::default()).await.unwrap();
    assert_eq!((written.used.endpoint.as_str(), written.used.attempts), ("b", 2));
    assert!(
        written.used.first_piece_ms >= HASTE_MS,
        "from the first attempt: {:?}",
        written.used
    );
    slow.hung_up(1).await;
}

#[tokio::test]
async fn waiting_for_a_free_place_counts() {
    let server = Scripted::always(Script::of([Act::Piece("a".into()), Act::Stall]));
    let config = LlmConfig {
        concurrency: 1,
        ..config(&[&server])
    };
    let desk = Desk::new(&config);
    let (long, short) = (desk.turn(SHORT * 2), desk.turn(SHORT));
    let (call, mut ears) = (call(), [Ear::default(), Ear::default()]);
    let [first, second] = &mut ears;
    let began = Instant::now();
    let waits = async {
        let written = short.write(&call, second).await;
        in_time(began);
        (word(&written), desk.gateway.usage().running)
    };
    let (first, second) = tokio::join!(long.write(&call, first), waits);
    assert_eq!((word(&first), second), ("late", ("late", 1)));
    assert_eq!(server.requests().len(), 1, "the second never left");
}

#[tokio::test]
async fn a_turn_that_is_given_up_hangs_up_and_ends_its_record() {
    let server = Scripted::always(Script::of([Act::Piece("one two three".into()), Act::Stall]));
    let desk = Desk::new(&config(&[&server]));
    let turn = desk.turn(TIME);
    let (call, heard) = (call(), Arc::new(Notify::new()));
    let mut ear = Knock(Arc::clone(&heard));
    tokio::select! {
        written = turn.write(&call, &mut ear) => panic!("{written:?}"),
        () = heard.notified() => {}
    }
    server.hung_up(1).await;
    let end = desk.ends().pop().unwrap();
    assert_eq!(
        (end.outcome, end.used.attempts, end.used.tokens_out),
        ("cancelled", 1, 3)
    );
    assert!(end.used.tokens_in > 0, "what was read is counted");
    assert_eq!(desk.gateway.usage().running, 0, "its place is free");
}
