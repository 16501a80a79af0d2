//! Where the tests for drift stand, for a terminal.

use std::fmt::Write as _;
use usher_engine::confidence::drift::{DriftReport, Verdict};

/// Everything that a report of drift says, in a few lines.
pub fn render_drift(report: &DriftReport) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_all(&mut out, report);
    out
}

fn write_all(out: &mut String, report: &DriftReport) -> std::fmt::Result {
    writeln!(out, "calibration {}: {}", report.calibration, report.in_words())?;
    writeln!(
        out,
        "confidences: {} conversations against {} cases; shift {:.3} (alarm from {}), evidence {} (alarm from {})",
        report.confidences.counted,
        report.cases,
        report.shift,
        report.shift_from,
        evidence(report.confidences.evidence),
        report.alarm_from
    )?;
    if let Some(answered) = report.answered {
        writeln!(
            out,
            "  answered: {} of the newest {}, {} of the cases",
            percent(answered),
            report.confidences.counted.min(report.window as u64),
            percent(report.cases_answered)
        )?;
    }
    writeln!(
        out,
        "outcomes: {} automatic replies, judged a day after; evidence {} (alarm from {})",
        report.outcomes.counted,
        evidence(report.outcomes.evidence),
        report.alarm_from
    )?;
    if let Some(wrong) = report.wrong {
        writeln!(
            out,
            "  seen to be wrong: {} of the newest {}, at most {} may be",
            percent(wrong),
            report.outcomes.counted.min(report.window as u64),
            percent(report.budget)
        )?;
        let count = |v: Verdict| report.verdicts.get(&v).copied().unwrap_or(0);
        let counts = Verdict::ALL.map(|v| format!("{} {}", v.as_str(), count(v)));
        writeln!(out, "  {}", counts.join(", "))?;
    }
    for (name, test) in [("confidences", &report.confidences), ("outcomes", &report.outcomes)] {
        if let Some(alarm) = test.alarm {
            writeln!(
                out,
                "alarm of {name} since {}, raised after {} conversations: label cases from the traffic and run `usher eval calibrate` again",
                alarm.since, alarm.after
            )?;
        }
    }
    writeln!(
        out,
        "each test raises a false alarm with a chance of at most 1 in {} for as long as the calibration is in use",
        report.alarm_from
    )
}

/// Evidence with the digits that say something.
fn evidence(evidence: f64) -> String {
    if evidence < 10.0 {
        format!("{evidence:.2}")
    } else if evidence < 1e6 {
        format!("{evidence:.0}")
    } else {
        format!("{evidence:.0e}")
    }
}

fn percent(share: f64) -> String {
    format!("{} %", (1000.0 * share).round() / 10.0)
}
