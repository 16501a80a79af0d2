//! Traffic that parts from the cases of the calibration.

use super::app::{TestApp, soon};
use super::log;
use super::script::{CALIBRATION, Script};
use jiff::SignedDuration;
use std::sync::Arc;
use usher_engine::confidence::drift::{Proposed, Reference, Verdict, Watched};
use usher_server::{Clock, ManualClock, SystemClock, drift_report};

/// Enough for both tests: everybody is answered at .93 and wants a person then.
const CONVERSATIONS: usize = 60;

/// A calibration of cases that were as often unsure as sure.
fn watched() -> Watched {
    let cases = (0..300).map(|i| (Proposed::Answer, f64::from(i) / 300.0));
    Watched {
        calibration: CALIBRATION.into(),
        budget: 0.05,
        reference: Reference::of(cases, 0.3),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn traffic_unlike_the_cases_raises_a_metric_and_one_line_in_the_log() {
    let mut lines = log::lines();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("usher.db").display());
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let app = TestApp::start_on(&url, |_| (), Script::new(), clock.clone()).await;
    let metrics = app.get("/metrics").await.text;
    assert!(
        !metrics.contains("usher_drift"),
        "nothing is watched without a calibration"
    );

    let priya = app.contact("priya");
    for _ in 0..CONVERSATIONS {
        let id = priya.begin().await;
        let reply = priya.ask(&id, "1", "calibrated").await;
        clock.advance(SignedDuration::from_secs(5));
        let again = priya.say(&id, "2", "person").await;
        assert_eq!(again.status, 202);
        priya.events(&id, reply["seq"].as_i64().unwrap(), 3).await;
        clock.advance(SignedDuration::from_secs(5));
    }
    clock.advance(SignedDuration::from_hours(25));
    app.mind.compare_with(Some(watched()));

    for test in ["confidences", "outcomes"] {
        let alarm = async {
            loop {
                let line = lines.recv().await.unwrap();
                if line.contains("drift.test") {
                    return line;
                }
            }
        };
        let line = soon("the alarm is in the log", alarm).await;
        assert!(
            line.starts_with("WARN") && line.contains(&format!("drift.test=\"{test}\"")),
            "{line}"
        );
        assert!(line.contains("the traffic has parted from the cases"), "{line}");
        assert!(
            line.contains("label cases from the traffic"),
            "it says what to do: {line}"
        );
    }
    let metrics = app.get("/metrics").await.text;
    for line in [
        "usher_drift_alarm{test=\"confidences\"} 1",
        "usher_drift_alarm{test=\"outcomes\"} 1",
        "usher_drift_conversations 60",
        "usher_drift_replies{verdict=\"corrected\"} 60",
    ] {
        assert!(metrics.contains(line), "{line} is missing in\n{metrics}");
    }

    // Another node, or this one after a restart, goes on where watching stands and raises nothing again.
    let kept = soon("it is kept", async {
        loop {
            if app.store.kept_watch(CALIBRATION).await.unwrap().is_some() {
                return drift_report(&app.store, watched(), None, clock.now()).await.unwrap();
            }
        }
    })
    .await;
    assert!(
        kept.has_parted() && kept.confidences.counted == CONVERSATIONS as u64,
        "{kept:?}"
    );
    let other = Watched {
        calibration: "another".into(),
        ..watched()
    };
    let other = drift_report(&app.store, other, None, clock.now()).await.unwrap();
    assert_eq!(
        other.in_words(),
        "no conversation was seen yet",
        "turns of another calibration do not count"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_a_reply_is_judged_a_day_later_by_what_followed() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("usher.db").display());
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let app = TestApp::start_on(&url, |_| (), Script::new(), clock.clone()).await;
    let priya = app.contact("priya");
    for then in [None, Some("person"), Some("calibrated"), Some("Another thing")] {
        let id = priya.begin().await;
        priya.ask(&id, "1", "calibrated").await;
        clock.advance(SignedDuration::from_secs(5));
        if let Some(then) = then {
            priya.ask(&id, "2", then).await;
        }
    }
    let verdicts = async || {
        let report = drift_report(&app.store, watched(), None, clock.now()).await.unwrap();
        report.verdicts.into_iter().collect::<Vec<_>>()
    };
    clock.advance(SignedDuration::from_hours(23));
    assert_eq!(verdicts().await, []);
    clock.advance(SignedDuration::from_hours(2));
    assert_eq!(
        verdicts().await,
        [(Verdict::Assumed, 2), (Verdict::Corrected, 1), (Verdict::AskedAgain, 1)]
    );
}
