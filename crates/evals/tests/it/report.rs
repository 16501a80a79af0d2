//! A run as a page: what an analyst reads in it, and that nothing foreign becomes part of it.

use jiff::Timestamp;
use serde_json::{Value, json};
use usher_engine::confidence::drift::{Drift, DriftReport, Proposed, Reference, Seen, Verdict, Watched};
use usher_evals::{Report, Results, render_drift};

#[track_caller]
fn page(suites: &Value, before: Option<&Value>) -> String {
    page_with(suites, before, None)
}

#[track_caller]
fn page_with(suites: &Value, before: Option<&Value>, drift: Option<&DriftReport>) -> String {
    let results =
        |suites: &Value| -> Results { serde_json::from_value(json!({ "suites": suites, "failed": [] })).unwrap() };
    let (now, then) = (results(suites), before.map(results));
    let report = Report {
        results: &now,
        name: "results.json",
        baseline: then.as_ref().map(|t| (t, "baseline.json")),
        budget: 0.05,
        drift,
    };
    // A number and its sign stay on one line.
    report.html().replace('\u{a0}', " ")
}

fn suite(kind: &str, cases: Vec<Value>) -> Value {
    let wrong = json!({ "value": 0.077, "low": 0.014, "high": 0.333, "n": 13 });
    let metrics = json!({ "wrong_among_answered": wrong });
    json!({ "kind": kind, "split": "dev", "metrics": metrics, "notes": [], "problems": [], "cases": cases })
}

/// A turn of some confidence; it is answered from .7 on.
fn turn(n: usize, confidence: f64, right: bool) -> Value {
    let given = confidence >= 0.7;
    let (outcome, reason) = if given {
        ("answer", "confident")
    } else {
        ("escalate", "low_confidence")
    };
    let wrong = if given && !right {
        "; wrong: it rests on x.md"
    } else {
        ""
    };
    json!({
        "id": format!("case-{n}"), "group": "", "score": f64::from(u8::from(given && right)),
        "explanation": format!("expected answer, got {outcome} ({reason}){wrong}"),
        "confidence": confidence, "right": right,
        "turn": {
            "question": format!("Question {n}?"), "expected": "answer", "outcome": outcome, "reason": reason,
            "reply": "Open **Settings**.", "topic": "team", "proposals": { "answer": confidence },
            "wanted": ["a.md"], "evidence": [{ "article": "a.md", "heading": "Roles", "quote": "A quote.", "score": 0.8 }],
            "features": { "chunk_cosine": confidence }
        }
    })
}

fn turns() -> Vec<Value> {
    (0..40)
        .map(|n| turn(n, 1.0 - n as f64 / 41.0, n != 3 && n < 20))
        .collect()
}

#[test]
fn a_page_says_what_an_analyst_asks() {
    let page = page(&json!({ "tally": suite("resolve", turns()) }), None);
    let holds = [
        "<h1>results.json</h1>",
        "resolve · dev · 40 cases",
        "? the interval spans the budget of 5 %",
        "Of 13 answers and guides given, 1 was wrong: 7.7 % (95 % interval 1.4 – 33.3 %).",
        "7 cases had a right answer that was withheld",
        "Does confidence mean what it says?",
        "Calibration error (ECE, 15 bins of equal mass)",
        "What answering more costs",
        "threshold 0.71",
        "32.5 % answered, 7.7 % wrong",
        "budget 5 %",
        "Outcomes expected and got",
        "Worst wrong answers (1)",
        "rests on x.md",
        "✓ expected",
        "chunk cosine",
        "Right, but withheld (7)",
        "Not found (20)",
    ];
    for part in holds {
        assert!(page.contains(part), "the page lacks: {part}");
    }
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
}

#[test]
fn the_mark_is_that_of_the_thresholds_that_the_results_name() {
    let mut named = suite("resolve", turns());
    named["thresholds"] = json!({ "answer": 0.7, "guide": 0.5, "calibration": "0123abcd" });
    let one = page(&json!({ "tally": named }), None);
    for part in [
        "threshold 0.70",
        "Marked: this run with the thresholds of calibration 0123abcd: 0.700 for answers, 0.500 for guides.",
    ] {
        assert!(one.contains(part), "the page lacks: {part}");
    }
    named["thresholds"]["topics"] = json!({ "team": 0.6 });
    let many = page(&json!({ "tally": named }), None);
    assert!(
        many.contains("thresholds in use") && many.contains("0.600 for team; they differ"),
        "{many}"
    );
}

#[test]
fn no_text_of_a_case_becomes_markup() {
    let mut evil = turn(0, 0.9, false);
    let attack = "<script>alert(1)</script>\" onclick='x'";
    for place in ["id", "group", "explanation"] {
        evil[place] = attack.into();
    }
    evil["tags"] = json!([attack]);
    for place in ["question", "reply", "topic", "reason", "expected"] {
        evil["turn"][place] = attack.into();
    }
    evil["turn"]["evidence"][0]["article"] = attack.into();
    evil["turn"]["evidence"][0]["quote"] = "a\u{202e}b".into();
    evil["turn"]["proposals"] = json!({ attack: 0.5 });
    let mut named = suite(attack, vec![evil]);
    named["notes"] = json!([attack]);
    let page = page(&json!({ attack: named }), None);
    assert!(!page.contains("<script") && !page.contains("onclick='") && !page.contains("\" onclick"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onclick=&#39;x&#39;"));
    assert!(page.contains("a‹U+202E›b"), "what turns text around is seen");
}

#[test]
fn suites_with_little_in_them_are_pages_too() {
    let plain = json!({ "id": "r", "group": "g", "score": 0.2, "explanation": "none found" });
    let suites = json!({
        "empty": suite("resolve", vec![]),
        "one": suite("resolve", vec![turn(0, 0.9, false)]),
        "silent": suite("resolve", (0..20).map(|n| turn(n, 0.3, n % 2 == 0)).collect()),
        "plain": suite("retrieve", vec![plain]),
    });
    let page = page(&suites, None);
    for part in [
        "No case was measured.",
        "1 case with a confidence: too few for a curve.",
        "Nothing was answered",
        "none found",
    ] {
        assert!(page.contains(part), "the page lacks: {part}");
    }
    assert!(!page.contains("NaN"), "a figure that is none");
}

#[test]
fn cases_that_flipped_are_named_worst_first() {
    let mut after = turns();
    after[5] = turn(5, 0.88, false);
    after[30] = turn(30, 0.9, true);
    after[0]["id"] = "new".into();
    let page = page(
        &json!({ "tally": suite("resolve", after) }),
        Some(&json!({ "tally": suite("resolve", turns()) })),
    );
    assert!(page.contains("of 39 cases in both, 1 turned wrong and 1 turned right. 1 case is in this run only. 1 case is in the baseline only."));
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("the page lacks: {text}"));
    assert!(place("Turned wrong (1)") < place("Turned right (1)"));
    assert!(page.contains("answer → answer: rests on x.md") && page.contains("escalate → answer"));
}

#[test]
fn many_long_cases_stay_a_small_file() {
    let long = |n: usize| {
        let mut case = turn(n, (n % 100) as f64 / 100.0, n % 3 == 0);
        case["turn"]["question"] = "word & ".repeat(50).into();
        case["turn"]["reply"] = "<long> ".repeat(1000).into();
        case
    };
    let cases: Vec<Value> = (0..3000).map(long).collect();
    let suites: serde_json::Map<String, Value> = (0..4)
        .map(|n| (n.to_string(), suite("resolve", cases.clone())))
        .collect();
    let page = page(&Value::Object(suites), None);
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    assert!(page.contains("more are in the results") && page.contains("characters cut"));
}

/// Traffic of so many conversations with one confidence, against cases of every confidence.
fn traffic(conversations: usize, confidence: f64) -> DriftReport {
    let cases = (0..300).map(|i| (Proposed::Answer, f64::from(i) / 300.0));
    let mut drift = Drift::new(Watched {
        calibration: "c0ffee".into(),
        budget: 0.05,
        reference: Reference::of(cases, 0.3),
    });
    let at: Timestamp = "2026-11-20T08:00:00Z".parse().unwrap();
    for n in 0..conversations {
        let seen = Seen {
            proposed: Proposed::Answer,
            confidence,
            given: false,
        };
        drift.see(seen, at);
        drift.judge(if n == 0 { Verdict::AskedAgain } else { Verdict::Assumed }, at);
    }
    drift.report()
}

#[test]
fn a_flag_at_the_top_says_whether_the_traffic_is_like_the_cases() {
    let suites = json!({ "mine": suite("resolve", turns()) });
    let parted = traffic(80, 0.12);
    let html = page_with(&suites, None, Some(&parted));
    for part in [
        "✗ parted",
        "The traffic has parted from the cases: its confidences are not distributed as theirs",
        "✗ since 2026-11-20",
        "asked again 1",
        "Label cases from the traffic",
        "confidence 0.10 to 0.15: 100 % of the traffic, 5.0 % of the cases",
    ] {
        assert!(html.contains(part), "`{part}` is not in the page");
    }
    assert!(
        html.find("id=\"drift\"") < html.find("class=\"suite\""),
        "it stands at the top"
    );
    let said = render_drift(&parted);
    assert!(said.contains("80 conversations against 300 cases"), "{said}");
    assert!(
        said.contains("alarm of confidences since 2026-11-20T08:00:00Z"),
        "{said}"
    );

    let html = page_with(&suites, None, Some(&traffic(0, 0.0)));
    assert!(html.contains("✓ no alarm") && html.contains("No conversation was seen yet."));
    assert!(
        !page(&suites, None).contains("id=\"drift\""),
        "without traffic there is no flag"
    );
}
