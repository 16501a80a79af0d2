//! The flag at the top: is the traffic like the cases?

use super::axis::Axis;
use super::chart::{Field, bar, svg};
use super::figures::{percent, round_percent, thousands};
use super::html::Html;
use usher_engine::confidence::drift::{DriftReport, TestReport, Verdict};

const SIZE: (f64, f64) = (460.0, 270.0);

/// The flag with the tests and a picture of both distributions.
pub(super) fn write(html: &mut Html, report: &DriftReport) {
    html.inside("section", &[("class", "drift"), ("id", "drift")], |html| {
        html.inside("h2", &[], |html| html.text("Is the traffic like the cases?"));
        html.inside("p", &[("class", "lead")], |html| {
            let (class, sign) = if report.has_parted() {
                ("verdict above", "✗ parted")
            } else {
                ("verdict within", "✓ no alarm")
            };
            html.text(&sentence(report));
            html.element("span", &[("class", class)], sign);
        });
        if report.has_parted() {
            html.raw(
                "<p>The error budget is promised for traffic that is like the cases. Label cases from the traffic, add \
                 them to the suite and run <code>usher eval calibrate</code> again; until then read its promise with care.</p>",
            );
        }
        html.inside("div", &[("class", "wide")], |html| table(html, report));
        if report.confidences.counted > 0 {
            html.inside("figure", &[], |html| picture(html, report));
        }
    });
}

fn sentence(report: &DriftReport) -> String {
    let words = report.in_words();
    let mut characters = words.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), characters.as_str())
}

fn table(html: &mut Html, report: &DriftReport) {
    html.raw("<table><thead><tr><th>Test</th><th class=\"n\">Conversations</th><th class=\"n\">Evidence</th>");
    html.raw("<th>Among the newest</th><th>Alarm</th></tr></thead><tbody>");
    let newest = |test: &TestReport| test.counted.min(report.window as u64);
    let shift = format!(
        "shift {:.2}; {} answered, of the cases {}",
        report.shift,
        percent(report.answered.unwrap_or(0.0)),
        percent(report.cases_answered)
    );
    let wrong = format!(
        "{} seen to be wrong, at most {} may be",
        percent(report.wrong.unwrap_or(0.0)),
        round_percent(report.budget)
    );
    for (name, test, says) in [
        (
            "Confidences are distributed as those of the cases",
            &report.confidences,
            shift,
        ),
        ("Wrong replies stay within the budget", &report.outcomes, wrong),
    ] {
        html.inside("tr", &[], |html| {
            html.element("th", &[("scope", "row")], name);
            html.element("td", &[("class", "n")], &thousands(test.counted as usize));
            let evidence = format!("{:.1}", test.evidence);
            html.element("td", &[("class", "n")], &evidence);
            let newest = newest(test);
            let says = if newest == 0 {
                "–".to_owned()
            } else {
                format!("{newest}: {says}")
            };
            html.element("td", &[], &says);
            match test.alarm {
                None => html.element("td", &[], "no"),
                Some(alarm) => html.element(
                    "td",
                    &[("class", "bad")],
                    &format!("✗ since {}", day(&alarm.since.to_string())),
                ),
            }
        });
    }
    html.raw("</tbody></table>");
    if report.outcomes.counted > 0 {
        let count = |v: Verdict| thousands(report.verdicts.get(&v).copied().unwrap_or(0) as usize);
        let counts = Verdict::ALL.map(|v| format!("{} {}", v.as_str().replace('_', " "), count(v)));
        let became = format!("What became of automatic replies: {}.", counts.join(", "));
        html.element("p", &[("class", "dim")], &became);
    }
}

/// The day of a time in RFC 3339.
fn day(time: &str) -> &str {
    time.split('T').next().unwrap_or(time)
}

fn picture(html: &mut Html, report: &DriftReport) {
    let shares = |counts: &[u64]| -> Vec<f64> {
        let all = counts.iter().sum::<u64>().max(1) as f64;
        counts.iter().map(|n| *n as f64 / all).collect()
    };
    let (cases, traffic) = (shares(&report.cases_by_confidence), shares(&report.by_confidence));
    let most = cases.iter().chain(&traffic).copied().fold(0.0, f64::max);
    let field = Field {
        x: Axis {
            values: (0.0, 1.0),
            pixels: (62.0, 450.0),
        },
        y: Axis {
            values: (0.0, most * 1.05),
            pixels: (220.0, 12.0),
        },
    };
    let newest = report.by_confidence.iter().sum::<u64>();
    let says = format!(
        "Confidence of the newest {newest} conversations (columns) and of the {} cases (line).",
        thousands(report.cases as usize)
    );
    let class = if report.confidences.alarm.is_some() {
        "wrong"
    } else {
        "right"
    };
    svg(html, "chart", SIZE, &says, |html| {
        field.upright(html, 4, round_percent, "share");
        columns(html, &field, class, &traffic, &cases);
        field.curve(html, "cases", &steps(&cases));
        field.level(html, 5, round_percent, "confidence");
    });
    html.inside("figcaption", &[], |html| {
        html.element("strong", &[], &says);
        html.text(&format!(
            " Evidence is what bets against each hypothesis have made of 1: it reaches {:.0}, \
             which raises the alarm, without a cause with a chance of at most 1 in {:.0} for as long as the calibration is in use. The shift is the population stability index; less than \
             {} raises no alarm. A conversation counts once, by its first turn that is no greeting; its reply is judged a day \
             later, and silence does not count as wrong.",
            report.alarm_from, report.alarm_from, report.shift_from
        ));
    });
}

fn columns(html: &mut Html, field: &Field, class: &'static str, traffic: &[f64], cases: &[f64]) {
    let edge = |at: usize| at as f64 / traffic.len() as f64;
    for (at, (share, case)) in traffic.iter().zip(cases).enumerate() {
        let (left, right) = (field.x.at(edge(at)) + 1.0, field.x.at(edge(at + 1)) - 1.0);
        let says = format!(
            "confidence {:.2} to {:.2}: {} of the traffic, {} of the cases",
            edge(at),
            edge(at + 1),
            percent(*share),
            percent(*case)
        );
        bar(html, class, (left, field.y.at(0.0)), (right, field.y.at(*share)), &says);
    }
}

/// The outline of columns.
fn steps(shares: &[f64]) -> Vec<(f64, f64)> {
    let n = shares.len() as f64;
    let ends = |(at, share): (usize, &f64)| [(at as f64 / n, *share), ((at + 1) as f64 / n, *share)];
    shares.iter().enumerate().flat_map(ends).collect()
}
