//! The rule as a whole, on simulated traffic.

use super::*;

const BUDGET: f64 = 0.05;

/// SplitMix64.
struct Rng(u64);

impl Rng {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A proposal of traffic of which so much is sure: some of the sure ones share one confidence, as an isotonic curve has
    /// it, and one in eight is a guide.
    fn seen(&mut self, sure: f64) -> Seen {
        let (is_sure, within, guide) = (self.unit() < sure, self.unit(), self.unit() < 0.125);
        let confidence = match (is_sure, within < 0.4) {
            (true, true) => 0.97,
            (true, false) => 0.8 + 0.17 * within,
            (false, _) => 0.85 * within,
        };
        Seen {
            proposed: if guide { Proposed::Guide } else { Proposed::Answer },
            confidence,
            given: confidence >= 0.8,
        }
    }

    fn verdict(&mut self, wrong: f64) -> Verdict {
        let chance = self.unit();
        match chance < wrong {
            true if self.unit() < 0.5 => Verdict::Corrected,
            true => Verdict::AskedAgain,
            false if self.unit() < 0.3 => Verdict::Confirmed,
            false => Verdict::Assumed,
        }
    }
}

const HEALTHY: f64 = 0.55;

fn watched(rng: &mut Rng, cases: usize) -> Watched {
    let cases: Vec<Seen> = (0..cases).map(|_| rng.seen(HEALTHY)).collect();
    let answered = cases.iter().filter(|c| c.given).count() as f64 / cases.len() as f64;
    Watched {
        calibration: "c".into(),
        budget: BUDGET,
        reference: Reference::of(cases.iter().map(|c| (c.proposed, c.confidence)), answered),
    }
}

fn drift(seed: u64, cases: usize) -> (Drift, Rng) {
    let mut rng = Rng(seed.wrapping_mul(7_919));
    (Drift::new(watched(&mut rng, cases)), rng)
}

/// After how many conversations of changed traffic the confidences' alarm is up; `None` where it is not within `most`.
fn until_confidences(seed: u64, cases: usize, before: usize, sure: f64, most: usize) -> Option<usize> {
    let (mut drift, mut rng) = drift(seed, cases);
    for _ in 0..before {
        let seen = rng.seen(HEALTHY);
        drift.see(seen, Timestamp::UNIX_EPOCH);
    }
    (1..=most).find(|_| {
        let seen = rng.seen(sure);
        drift.see(seen, Timestamp::UNIX_EPOCH);
        drift.state.confidences.alarm.is_some()
    })
}

fn until_outcomes(seed: u64, before: usize, wrong: f64, most: usize) -> Option<usize> {
    let (mut drift, mut rng) = drift(seed, 60);
    for _ in 0..before {
        let verdict = rng.verdict(BUDGET);
        drift.judge(verdict, Timestamp::UNIX_EPOCH);
    }
    (1..=most).find(|_| {
        let verdict = rng.verdict(wrong);
        drift.judge(verdict, Timestamp::UNIX_EPOCH);
        drift.state.outcomes.alarm.is_some()
    })
}

/// Streams of 200 with an alarm, and the median and the ninth decile of when it came.
fn of_streams(until: impl Fn(u64) -> Option<usize>) -> (usize, Option<usize>, Option<usize>) {
    let mut raised: Vec<usize> = (0..200).map(|seed| until(seed).unwrap_or(usize::MAX)).collect();
    raised.sort_unstable();
    let alarms = raised.iter().filter(|n| **n < usize::MAX).count();
    let at = |place: usize| Some(raised[place]).filter(|n| *n < usize::MAX);
    (alarms, at(99), at(179))
}

#[test]
fn traffic_like_the_cases_raises_an_alarm_no_oftener_than_is_stated() {
    for cases in [100, 300] {
        let (alarms, ..) = of_streams(|seed| until_confidences(seed, cases, 0, HEALTHY, 3_000));
        // One in 200 streams is the most in the mean; four or more of 200 would be a chance of 2 in 100.
        assert!(alarms <= 3, "{alarms} of 200 with {cases} cases");
    }
    let (alarms, ..) = of_streams(|seed| until_outcomes(seed, 0, BUDGET, 3_000));
    assert!(alarms <= 3, "{alarms} of 200 at the budget");
}

#[test]
fn traffic_that_is_much_less_sure_raises_the_alarm_within_two_hundred_conversations() {
    for before in [0, 2_000] {
        let (alarms, _, late) = of_streams(|seed| until_confidences(seed, 300, before, 0.1, 400));
        assert_eq!(alarms, 200, "after {before}");
        assert!(late.is_some_and(|n| n <= 200), "{late:?} after {before}");
    }
}

#[test]
fn three_times_the_budget_of_wrong_replies_raises_the_alarm_within_four_hundred() {
    for before in [0, 1_000] {
        let (_, middle, late) = of_streams(|seed| until_outcomes(seed, before, 3.0 * BUDGET, 2_000));
        assert!(middle.is_some_and(|n| n <= 250), "{middle:?} after {before}");
        assert!(late.is_some_and(|n| n <= 400), "{late:?} after {before}");
    }
}

#[test]
fn an_alarm_ends_when_the_traffic_is_like_the_cases_again() {
    let (mut drift, mut rng) = drift(3, 300);
    let mut see = |drift: &mut Drift, sure, times| {
        for _ in 0..times {
            let seen = rng.seen(sure);
            drift.see(seen, Timestamp::UNIX_EPOCH);
        }
        drift.report()
    };
    let report = see(&mut drift, 0.1, 300);
    assert!(
        report.has_parted() && report.in_words().contains("has parted from the cases"),
        "{report:?}"
    );
    let report = see(&mut drift, HEALTHY, 60);
    assert!(report.has_parted(), "most of the window is of the other traffic");
    let report = see(&mut drift, HEALTHY, 540);
    assert_eq!(report.in_words(), "the traffic is like the cases", "{report:?}");
    assert!(report.confidences.evidence < report.alarm_from);
    assert!(see(&mut drift, 0.1, 400).has_parted(), "the next one is raised again");
}

#[test]
fn guides_are_not_counted_where_none_was_learned_from() {
    let reference = Reference::of([(Proposed::Answer, 0.9)], 1.0);
    let mut drift = Drift::new(Watched {
        reference,
        ..watched(&mut Rng(1), 10)
    });
    let guide = Seen {
        proposed: Proposed::Guide,
        confidence: 0.0,
        given: false,
    };
    drift.see(guide, Timestamp::UNIX_EPOCH);
    assert_eq!(drift.report().confidences.counted, 0);
    assert_eq!(drift.report().in_words(), "no conversation was seen yet");
}

#[test]
fn a_state_that_was_kept_goes_on_as_if_nothing_had_happened() {
    let (mut drift, mut rng) = drift(5, 100);
    for _ in 0..250 {
        let (seen, verdict) = (rng.seen(0.4), rng.verdict(0.04));
        drift.see(seen, Timestamp::UNIX_EPOCH);
        drift.judge(verdict, Timestamp::UNIX_EPOCH);
    }
    let kept = serde_json::to_string(drift.state()).unwrap();
    assert!(kept.len() < 16_000, "{} bytes", kept.len());
    let resume = |kept: &str| Drift::resume(drift.watched().clone(), serde_json::from_str(kept).unwrap());
    assert_eq!(resume(&kept.replacen("\"capital\":[", "\"capital\":[0.1,", 1)), None);
    let mut resumed = resume(&kept).unwrap();
    let seen = rng.seen(0.4);
    drift.see(seen, Timestamp::UNIX_EPOCH);
    resumed.see(seen, Timestamp::UNIX_EPOCH);
    let (a, b) = (drift.report(), resumed.report());
    assert!((a.confidences.evidence / b.confidences.evidence - 1.0).abs() < 1e-9);
    assert_eq!((a.by_confidence, a.verdicts), (b.by_confidence, b.verdicts));
}

/// The figures of `docs/benchmarks.md`: `cargo test --release --workspace how_soon_and_how_falsely -- --ignored --nocapture`.
#[test]
#[ignore = "prints figures for the benchmarks; half a minute"]
fn how_soon_and_how_falsely_alarms_are_raised() {
    for cases in [100, 300, 1_000] {
        let (alarms, ..) = of_streams(|seed| until_confidences(seed, cases, 0, HEALTHY, 10_000));
        println!("confidences, {cases} cases, no drift: {alarms} of 200 streams of 10,000");
        for (before, sure) in [(0, 0.1), (0, 0.3), (0, 0.42), (3_000, 0.1), (3_000, 0.3), (3_000, 0.42)] {
            let found = of_streams(|seed| until_confidences(seed, cases, before, sure, 5_000));
            println!("confidences, {cases} cases, after {before}, sure {sure}: {found:?}");
        }
    }
    let (alarms, ..) = of_streams(|seed| until_outcomes(seed, 0, BUDGET, 10_000));
    println!("outcomes, at the budget: {alarms} of 200 streams of 10,000");
    for (before, times) in [(0, 1.5), (0, 2.0), (0, 3.0), (3_000, 2.0), (3_000, 3.0)] {
        let found = of_streams(|seed| until_outcomes(seed, before, times * BUDGET, 10_000));
        println!("outcomes, after {before}, {times} times the budget: {found:?}");
    }
}
