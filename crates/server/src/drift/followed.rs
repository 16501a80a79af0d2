//! What followed on a reply, out of the event log and the next turn.

use super::catch_up::PATIENCE;
use serde_json::Value;
use usher_engine::StepReport;
use usher_engine::confidence::drift::{After, Next};
use usher_engine::ids::GuideId;
use usher_store::{Event, EventKind, Resolution, Store, StoreError, WatchedTurn};

/// The most events of a conversation that are looked at: more than most have in all.
const EVENTS: i64 = 200;

/// The guide of a turn with its last step, if it was one, and what followed until the next turn or while one waited.
pub(super) async fn what_followed(
    store: &Store,
    turn: &WatchedTurn,
) -> Result<(Option<(GuideId, String)>, After), StoreError> {
    let until = turn.at.saturating_add(PATIENCE).unwrap_or(turn.at);
    let next = store.next_turn(&turn.conversation, &turn.place(), until).await?;
    let events = store.events_after(&turn.conversation, 0, EVENTS).await?;
    let is_reply = |e: &&Event| e.body["turn"]["id"] == turn.turn.as_str();
    let guide = events.iter().find(is_reply).and_then(guide_of);
    let replied = |e: &&Event| e.kind == EventKind::MessageCreated && !e.body["turn"].is_null();
    let since = events.iter().skip_while(|e| !is_reply(e)).skip(1);
    let since: Vec<&Event> = since.take_while(|e| !replied(e) && e.at < until).collect();
    let after = After {
        next: next.map(|next| Next {
            asked: next.asked,
            outcome: next.outcome,
            reason: next.reason,
            failures: next.trace.understanding.failures,
            solved: next.trace.understanding.solved,
        }),
        steps: since.iter().filter_map(|e| step(e)).collect(),
        settled: since.iter().any(|e| is_settled(e)),
        solved: since.iter().rev().find_map(|e| judged(e, &turn.turn)),
    };
    Ok((guide, after))
}

fn guide_of(reply: &Event) -> Option<(GuideId, String)> {
    let guide = &reply.body["turn"]["guide"];
    let last = guide["steps"].as_array()?.last()?;
    Some((guide["id"].as_str()?.into(), last["id"].as_str()?.to_owned()))
}

fn step(event: &Event) -> Option<StepReport> {
    use EventKind::{GuideStepCompleted, GuideStepFailed, GuideStepSkipped};
    let is_step = matches!(event.kind, GuideStepCompleted | GuideStepFailed | GuideStepSkipped);
    is_step
        .then(|| serde_json::from_value(event.body.clone()).ok())
        .flatten()
}

/// What the contact said of the turn by a button.
fn judged(event: &Event, turn: &str) -> Option<bool> {
    let is_it = event.kind == EventKind::TurnJudged && event.body["turn"] == turn;
    is_it.then(|| event.body["solved"].as_bool()).flatten()
}

/// Settled because it was done or because the contact said so, not because no word came.
fn is_settled(event: &Event) -> bool {
    let resolution = |value: &Value| serde_json::from_value(value.clone()).ok();
    event.kind == EventKind::ConversationResolved
        && resolution(&event.body["resolution"]).is_some_and(|r: Resolution| r != Resolution::Assumed)
}
