//! What a turn, a contact and a day may cost.

use crate::desk::{Desk, Ear, TEXT, TIME, call, config, priced, word};
use crate::scripted::{Act, Script, Scripted};
use std::time::Duration;
use usher_engine::{LanguageModel, ModelError};
use usher_llm::{LlmConfig, Spent};

/// The most that the call of these tests may cost: 50 tokens written at 10, and less than 120 read at 1.
const MOST: u64 = 620;
/// The least that it is estimated at: what it may write.
const LEAST: u64 = 500;
/// What it costs: 100 read, 6 written.
const COST: u64 = 160;

fn limited(server: &Scripted, change: impl Fn(&mut LlmConfig)) -> Desk {
    let mut config = priced(config(&[server]));
    change(&mut config);
    Desk::new(&config)
}

#[track_caller]
fn names(error: ModelError, field: &str) {
    assert_eq!(error.word(), "limit");
    assert!(error.to_string().contains(field), "{error}");
}

#[tokio::test]
async fn nothing_leaves_that_may_cost_more_than_is_left() {
    let spent = Spent {
        contact_micros: 5_000,
        all_micros: 9_000,
    };
    let ceilings: [(&str, fn(&mut LlmConfig, u64), u64); 3] = [
        ("turn_ceiling_micros", |c, most| c.turn_ceiling_micros = most, 0),
        (
            "contact_day_ceiling_micros",
            |c, most| c.contact_day_ceiling_micros = most,
            5_000,
        ),
        ("day_ceiling_micros", |c, most| c.day_ceiling_micros = most, 9_000),
    ];
    for (field, set, before) in ceilings {
        let server = Scripted::always(Script::text(TEXT));
        let tight = limited(&server, |c| set(c, before + LEAST));
        let refused = tight.turn_after(TIME, spent).write(&call(), &mut Ear::default()).await;
        names(refused.unwrap_err(), field);
        assert!(server.requests().is_empty() && tight.notes().is_empty(), "{field}");
        let wide = limited(&server, |c| set(c, before + MOST));
        let turn = wide.turn_after(TIME, spent);
        turn.write(&call(), &mut Ear::default()).await.unwrap();
        let again = turn.write(&call(), &mut Ear::default()).await;
        names(again.unwrap_err(), field);
    }
}

#[tokio::test]
async fn what_a_call_really_cost_is_what_counts_for_the_next() {
    let server = Scripted::always(Script::text(TEXT));
    let desk = limited(&server, |c| c.turn_ceiling_micros = COST * 2 + MOST);
    let turn = desk.turn(TIME);
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(word(&turn.write(&call(), &mut Ear::default()).await));
    }
    assert_eq!(outcomes, ["written", "written", "written", "limit"]);
}

#[tokio::test]
async fn an_attempt_that_failed_counts_too() {
    let broken = [Act::Piece("one two three".into()), Act::Usage(400, 20), Act::Drop];
    let server = Scripted::always(Script::of(broken));
    let desk = limited(&server, |c| c.turn_ceiling_micros = 600 + LEAST);
    let error = desk.write(&mut Ear::default()).await.unwrap_err();
    names(error, "turn_ceiling_micros");
    let end = desk.ends().pop().unwrap();
    assert_eq!(
        (end.outcome, end.used.cost_micros, end.used.attempts),
        ("limit", 600, 1)
    );
}

#[tokio::test]
async fn turns_at_the_same_time_do_not_pass_the_ceiling_of_a_day_together() {
    let slow = Script::text(TEXT).after(Act::Pause(Duration::from_millis(100)));
    let server = Scripted::always(slow);
    let desk = limited(&server, |c| c.day_ceiling_micros = MOST + MOST / 2);
    let one = async || word(&desk.turn(TIME).write(&call(), &mut Ear::default()).await);
    assert_eq!(tokio::join!(one(), one()), ("written", "limit"));
    assert_eq!(one().await, "written", "the first cost less than was set aside");
}

#[tokio::test]
async fn without_prices_nothing_costs() {
    let server = Scripted::always(Script::text(TEXT));
    let desk = Desk::new(&config(&[&server]));
    let used = desk.write(&mut Ear::default()).await.unwrap().used;
    assert_eq!(used.cost_micros, 0);
}
