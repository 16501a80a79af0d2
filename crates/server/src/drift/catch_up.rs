//! Bringing the tests up to what the database holds.

use super::followed::what_followed;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use usher_engine::Outcome;
use usher_engine::confidence::drift::{Drift, DriftReport, DriftState, Given, Watched, judge, seen};
use usher_engine::trace::Trace;
use usher_store::{Store, StoreError, TurnPlace, WatchedPage, WatchedTurn};

/// Turns of a page: some megabytes.
const PAGE: i64 = 200;
/// How far back the first look at a calibration's turns goes; from then on none is missed.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A turn is read so long after it was stored: by then every turn of an earlier time is committed.
const SETTLED: SignedDuration = SignedDuration::from_secs(10);
/// What became of a reply is judged so long after it. Sooner would judge those that went wrong before those that did not,
/// since who is helped leaves without a word.
pub(super) const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// The tests, and how far they have read.
pub(super) struct Following {
    pub drift: Drift,
    places: Places,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Places {
    confidences: TurnPlace,
    outcomes: TurnPlace,
}

/// What is kept in the database. One that this version does not understand is made anew.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    places: Places,
    state: DriftState,
}

/// Where both tests stand now; nothing is stored. With `since` they begin there, and otherwise where the server began.
pub async fn drift_report(
    store: &Store,
    watched: Watched,
    since: Option<Timestamp>,
    now: Timestamp,
) -> Result<DriftReport, StoreError> {
    let mut following = match since {
        Some(since) => Following::new(watched, since),
        None => Following::resume(store, watched, now).await?,
    };
    while following.step(store, now).await? {}
    Ok(following.drift.report())
}

impl Following {
    fn new(watched: Watched, since: Timestamp) -> Self {
        let place = TurnPlace::before(since);
        Self {
            drift: Drift::new(watched),
            places: Places {
                confidences: place.clone(),
                outcomes: place,
            },
        }
    }

    /// Goes on where the database says that the calibration's watching stands.
    pub async fn resume(store: &Store, watched: Watched, now: Timestamp) -> Result<Self, StoreError> {
        let kept = store.kept_watch(&watched.calibration).await?;
        let resumed = kept
            .and_then(|kept| serde_json::from_str::<Kept>(&kept).ok())
            .and_then(|kept| Some((Drift::resume(watched.clone(), kept.state)?, kept.places)));
        Ok(match resumed {
            Some((drift, places)) => Self { drift, places },
            None => Self::new(watched, earlier(now, LOOK_BACK)),
        })
    }

    /// Keeps where it stands.
    pub async fn keep(&self, store: &Store) -> Result<(), StoreError> {
        let kept = Kept {
            places: self.places.clone(),
            state: self.drift.state().clone(),
        };
        // Numbers and words do not fail to become JSON; an empty text is made anew like any other that is not understood.
        let kept = serde_json::to_string(&kept).unwrap_or_default();
        store.keep_watch(&self.drift.watched().calibration, &kept).await
    }

    /// Reads a page of each; true where there may be more. What was read counts even where the other fails.
    pub async fn step(&mut self, store: &Store, now: Timestamp) -> Result<bool, StoreError> {
        let more_to_see = self.see(store, earlier(now, SETTLED)).await?;
        let more_to_judge = self.judge(store, earlier(now, PATIENCE)).await?;
        Ok(more_to_see || more_to_judge)
    }

    async fn see(&mut self, store: &Store, until: Timestamp) -> Result<bool, StoreError> {
        let page = store.first_turns(&self.places.confidences, until, PAGE).await?;
        let watched = page.turns.iter().filter(|t| self.is_watched(&t.trace));
        let proposal = |t: &WatchedTurn| Some((seen(t.outcome, t.reason, t.confidence, &t.trace.proposals)?, t.at));
        for (seen, at) in watched.filter_map(proposal).collect::<Vec<_>>() {
            self.drift.see(seen, at);
        }
        Ok(go_on(&mut self.places.confidences, page))
    }

    async fn judge(&mut self, store: &Store, until: Timestamp) -> Result<bool, StoreError> {
        let page = store.first_turns(&self.places.outcomes, until, PAGE).await?;
        let mut verdicts = Vec::new();
        for turn in page.turns.iter().filter(|t| self.is_watched(&t.trace) && is_given(t)) {
            let (guide, after) = what_followed(store, turn).await?;
            let given = Given {
                asked: turn.asked.clone(),
                failures: turn.trace.understanding.failures,
                guide,
            };
            verdicts.push((judge(&given, &after), turn.at));
        }
        // All of a page or nothing: after a failure the page is read again.
        for (verdict, at) in verdicts {
            self.drift.judge(verdict, at);
        }
        Ok(go_on(&mut self.places.outcomes, page))
    }

    fn is_watched(&self, trace: &Trace) -> bool {
        trace.calibration == self.drift.watched().calibration
    }
}

/// A reply that a person did not see before the contact did, and that is more than thanks for thanks.
fn is_given(turn: &WatchedTurn) -> bool {
    let given = matches!(turn.outcome, Outcome::Answer | Outcome::Guide);
    given && seen(turn.outcome, turn.reason, turn.confidence, &turn.trace.proposals).is_some()
}

/// Moves a place behind a page; true where there is another one.
fn go_on(place: &mut TurnPlace, page: WatchedPage) -> bool {
    let more = page.next.is_some();
    if let Some(next) = page.next.or_else(|| page.turns.last().map(WatchedTurn::place)) {
        *place = next;
    }
    more
}

fn earlier(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_sub(by).unwrap_or(now)
}
