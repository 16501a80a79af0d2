//! The watcher of a node: a check now and then, metrics, and a line in the log where an alarm is raised or over.

use super::catch_up::Following;
use crate::app::AppState;
use crate::problem::Chain;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;
use usher_engine::confidence::drift::{DriftReport, Test, Watched};
use usher_store::StoreError;

/// Watches until the node shuts down; a calibration that is swapped is watched from then on, without one nothing is.
pub(crate) async fn watch(app: AppState) {
    let interval = Duration::from_secs(app.config.drift_check_s);
    if interval.is_zero() {
        return;
    }
    let mut calibrated = app.mind.calibrated();
    let mut following: Option<Following> = None;
    loop {
        let watched = calibrated.borrow_and_update().clone();
        if let Err(error) = check(&app, &mut following, watched).await {
            tracing::warn!(error = %Chain(&error), "drift could not be checked; trying again");
        }
        tokio::select! {
            () = app.drained() => return,
            changed = calibrated.changed() => if changed.is_err() { return },
            () = sleep(interval) => {}
        }
    }
}

async fn check(
    app: &AppState,
    following: &mut Option<Following>,
    watched: Option<Arc<Watched>>,
) -> Result<(), StoreError> {
    let Some(watched) = watched else {
        if following.take().is_some() {
            app.metrics.drift_ended();
        }
        return Ok(());
    };
    if following.as_ref().is_none_or(|f| *f.drift.watched() != *watched) {
        *following = Some(Following::resume(&app.store, Watched::clone(&watched), app.clock.now()).await?);
    }
    let Some(following) = following else { return Ok(()) };
    let before = following.drift.clone();
    let read = read_all(app, following).await;
    let report = following.drift.report();
    app.metrics.drift(&report);
    tell(&before.report(), &report);
    if before != following.drift {
        following.keep(&app.store).await?;
    }
    read
}

/// Reads page by page, and no further once the node shuts down.
async fn read_all(app: &AppState, following: &mut Following) -> Result<(), StoreError> {
    while !app.is_draining() && following.step(&app.store, app.clock.now()).await? {}
    Ok(())
}

/// Says what changed since the last check, once.
fn tell(before: &DriftReport, now: &DriftReport) {
    for test in [Test::Confidences, Test::Outcomes] {
        let (was, is) = (before.test(test).alarm, now.test(test).alarm);
        let (calibration, evidence) = (&now.calibration, now.test(test).evidence);
        match (was, is) {
            (None, Some(alarm)) => tracing::warn!(
                drift.test = test.as_str(),
                drift.evidence = evidence,
                drift.shift = now.shift,
                drift.wrong = now.wrong,
                drift.conversations = alarm.after,
                calibration.identity = calibration,
                "{}; label cases from the traffic and run `usher eval calibrate` again",
                now.in_words()
            ),
            (Some(_), None) => tracing::info!(
                drift.test = test.as_str(),
                calibration.identity = calibration,
                "the alarm is over: {}",
                now.in_words()
            ),
            _ => {}
        }
    }
}
