//! `usher eval compare`, `list` and `new`, as an analyst and a build server use them.

use super::usher::{Place, Said};
use serde_json::{Value, json};

/// What `eval run --json` writes of one suite, with so many cases, of which the first `wrong` are wrong.
fn results(suite: &str, kind: &str, cases: usize, wrong: usize) -> Value {
    let case = |n: usize| {
        let right = n >= wrong;
        json!({
            "id": format!("case-{n}"), "group": format!("g{n}"), "score": f64::from(u8::from(right)),
            "explanation": format!("<b> & \u{1b}[1m \"{n}\""), "confidence": n as f64 / 100.0, "right": right,
            "values": { "accuracy": f64::from(u8::from(right)) }
        })
    };
    let share = (cases - wrong) as f64 / cases as f64;
    json!({
        "suites": { suite: {
            "kind": kind, "split": "dev", "notes": [], "problems": [],
            "metrics": { "accuracy": { "value": share, "low": 0.0, "high": 1.0, "n": cases } },
            "figures": [{ "name": "accuracy", "better": "higher", "formula": { "share": "accuracy" } }],
            "cases": (0..cases).map(case).collect::<Vec<_>>()
        } },
        "failed": []
    })
}

/// A place with a suite `small`, its baseline and results.
fn with_results() -> Place {
    let place = Place::new();
    let manifest = "name = 'small'\nkind = 'support'\ncases = 'cases.jsonl'\n";
    place.write("evals/small/suite.toml", manifest);
    let case = r#"{"id":"case-1","source":"a","claim":"b","supported":true}"#;
    place.write("evals/small/cases.jsonl", case);
    place.write("before.json", results("small", "support", 40, 4).to_string());
    place.write("worse.json", results("small", "support", 40, 16).to_string());
    place.write("other.json", results("large", "support", 40, 4).to_string());
    place
}

#[track_caller]
fn compared(place: &Place, arguments: &[&str], code: i32, says: &[&str]) -> Said {
    let said = place.run(&[&["eval", "compare"], arguments].concat());
    assert_eq!(said.code, code, "{said:?}");
    let text = format!("{}{}", said.out, said.err);
    for part in says {
        assert!(text.contains(part), "`{part}` is not in: {text}");
    }
    said
}

#[test]
fn a_regression_ends_with_one_and_says_what_and_where() {
    let place = with_results();
    let said = compared(
        &place,
        &["before.json", "worse.json", "--json", "c.json", "--junit", "c.xml"],
        1,
        &[
            "accuracy",
            "worse",
            "12 cases turned wrong, no case became worse, no case turned right",
            "Significantly worse: accuracy of small.",
        ],
    );
    let first = said.out.lines().find(|l| l.contains("wrong case-")).unwrap();
    assert!(
        first.contains("wrong case-15, confidence 0.15"),
        "the surest first: {first}"
    );
    let json: Value = serde_json::from_slice(&std::fs::read(place.at("c.json")).unwrap()).unwrap();
    assert_eq!(json["regressed"], true);
    let metric = &json["suites"]["small"]["metrics"][0];
    assert_eq!(
        (&metric["name"], &metric["verdict"]),
        (&json!("accuracy"), &json!("worse"))
    );
    assert!(
        metric["change"].as_f64().unwrap() + 0.3 < 1e-9 && metric["high"].as_f64().unwrap() < 0.0,
        "{metric}"
    );

    let xml = std::fs::read_to_string(place.at("c.xml")).unwrap();
    for part in [
        "<testsuite name=\"small\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\">",
        "<testcase classname=\"small\" name=\"accuracy\" time=\"0\">",
        "<failure message=\"worse; from 0.9000 to 0.6000: -0.3000, 95 % interval ",
        "before: &lt;b&gt; &amp; \u{fffd}[1m &quot;15&quot;",
    ] {
        assert!(xml.contains(part), "`{part}` is not in: {xml}");
    }
}

#[test]
fn what_is_no_regression_ends_with_nought() {
    let place = with_results();
    compared(
        &place,
        &["before.json", "before.json"],
        0,
        &["Nothing got significantly worse."],
    );
    compared(
        &place,
        &["worse.json", "before.json"],
        0,
        &[
            "better",
            "no case turned wrong, no case became worse, 12 cases turned right",
        ],
    );
    place.write(
        "evals/small/baseline.json",
        results("small", "support", 41, 4).to_string(),
    );
    place.write("slightly.json", results("small", "support", 40, 6).to_string());
    for before in ["baseline", "evals/small", "evals/small/", "evals/small/baseline.json"] {
        compared(
            &place,
            &[before, "slightly.json"],
            0,
            &["only in the earlier run: case-40", "2 cases turned wrong"],
        );
    }
}

#[test]
fn what_cannot_be_compared_ends_with_two_and_one_clear_line() {
    let place = with_results();
    let check = |arguments: &[&str], says: &[&str]| {
        let said = compared(&place, arguments, 2, says);
        assert!(
            said.err.starts_with("error: ") && said.err.trim_end().lines().count() == 1,
            "{said:?}"
        );
    };
    check(
        &["before.json", "nowhere.json"],
        &["nowhere.json: ", "usher eval run SUITE --json FILE"],
    );
    check(
        &["evals/small/suite.toml", "before.json"],
        &["suite.toml: it is no results file"],
    );
    check(
        &["before.json", "other.json"],
        &["no suite with scored cases is in both: the earlier run has `small`, the later `large`"],
    );
    check(
        &["baseline", "before.json"],
        &[
            "suite `small`: it has no baseline yet",
            "run evals/small --save-baseline",
        ],
    );
    check(
        &["evals/small", "before.json"],
        &["evals/small/baseline.json: it has no baseline yet"],
    );
    check(
        &["baseline", "before.json", "--suites", "none"],
        &["none: there is no such folder"],
    );
    check(
        &["baseline", "other.json"],
        &["no suite below evals has this name; say where with --suites"],
    );
    let mut bare = results("small", "support", 40, 4);
    bare["suites"]["small"]["figures"] = json!([]);
    place.write("bare.json", bare.to_string());
    check(&["before.json", "bare.json"], &["no metric can be compared"]);
    place.write("kind.json", results("small", "pii", 40, 4).to_string());
    check(
        &["before.json", "kind.json"],
        &["is of kind `support` in the earlier run and `pii` in the later"],
    );
    place.write(
        "evals/small/baseline.json",
        results("small", "support", 40, 4).to_string(),
    );
    let says = "a baseline from another suite: it holds `small`, and the later run `large`";
    check(&["evals/small", "other.json"], &[says]);
    place.write(
        "evals/small/baseline.json",
        results("large", "support", 40, 4).to_string(),
    );
    let says = ["a baseline from another suite: it holds `large`, and suite.toml names `small`"];
    check(&["baseline", "before.json"], &says);
    check(&["evals/small", "before.json"], &says);
    let mut renamed = results("small", "support", 40, 4);
    for case in renamed["suites"]["small"]["cases"].as_array_mut().unwrap() {
        case["id"] = json!(format!("new-{}", case["id"]));
    }
    place.write("renamed.json", renamed.to_string());
    check(
        &["before.json", "renamed.json"],
        &["suite `small`: no case is in both runs (40 and 40 cases)"],
    );
    assert_eq!(place.run(&["eval", "compare", "before.json"]).code, 2);
}

#[test]
fn a_new_suite_of_every_kind_loads_and_nothing_is_written_over() {
    let place = Place::new();
    let kinds = [
        "resolve",
        "handoff",
        "retrieve",
        "classify",
        "read",
        "support",
        "pii",
        "injection",
        "satisfaction",
        "ground",
        "simulate",
    ];
    for kind in kinds {
        let said = place.run(&["eval", "new", &format!("evals/my {kind}"), "--kind", kind]);
        assert!(said.code == 0 && said.out.contains("cases.jsonl"), "{said:?}");
    }
    let listed = place.run(&["eval", "list"]);
    assert_eq!(listed.code, 0, "{listed:?}");
    for kind in kinds {
        assert!(listed.out.contains(&format!("evals/my {kind}")), "{listed:?}");
    }
    assert!(
        place
            .fails(&["eval", "new", "evals/my pii", "--kind", "pii"])
            .contains("is already there")
    );
    assert!(
        place
            .fails(&["eval", "list", "nowhere"])
            .contains("nowhere: there is no such folder")
    );
    let unknown = place.run(&["eval", "new", "evals/x", "--kind", "reading"]);
    assert!(
        unknown.code == 2 && unknown.err.contains("write `kind` as one of resolve"),
        "{unknown:?}"
    );
    assert_eq!(
        std::fs::read_dir(place.at("evals")).unwrap().count(),
        kinds.len(),
        "no draft is left"
    );
}

#[test]
fn a_new_suite_is_about_the_articles_that_it_is_given() {
    let place = super::usher::with_documents();
    let said = place.run(&[
        "eval",
        "new",
        "evals/mine",
        "--kind",
        "resolve",
        "--name",
        "a \"name\"",
        "--knowledge",
        "docs",
    ]);
    assert_eq!(said.code, 0, "{said:?}");
    let manifest = std::fs::read_to_string(place.at("evals/mine/suite.toml")).unwrap();
    assert!(manifest.contains("knowledge = \"../../docs\""), "{manifest}");
    let cases = std::fs::read_to_string(place.at("evals/mine/cases.jsonl")).unwrap();
    assert!(
        cases.contains("Send an invoice") && cases.contains("invoices/send.md"),
        "{cases}"
    );
    place.write(
        "evals/broken/suite.toml",
        "name = 'broken'\nkind = 'handoff'\ncases = 'c.jsonl'",
    );
    let listed = place.run(&["eval", "list"]);
    assert!(listed.code == 1 && listed.out.contains("a \"name\""), "{listed:?}");
    assert!(
        listed
            .out
            .contains("problem: evals/broken/suite.toml: a suite of kind `handoff` needs `knowledge`")
    );
    let error = place.fails(&["eval", "new", "evals/x", "--kind", "pii", "--knowledge", "docs"]);
    assert!(error.contains("has no knowledge folder"), "{error}");
    let far = Place::new();
    far.write("kb/a.md", "# A\n\nWords.\n");
    let far = far.at("kb");
    let error = place.fails(&[
        "eval",
        "new",
        "evals/x",
        "--kind",
        "retrieve",
        "--knowledge",
        &far.to_string_lossy(),
    ]);
    assert!(error.contains("neither in the suite nor beside it"), "{error}");
    assert!(!place.at("evals/x").exists());
}

#[test]
fn a_run_is_kept_as_the_baseline_and_compared_with_it() {
    let place = Place::new();
    assert_eq!(place.run(&["eval", "new", "evals/mine", "--kind", "resolve"]).code, 0);
    let run = ["eval", "run", "evals/mine", "--json", "run.json"];
    let said = place.run(&[&run[..], &["--save-baseline"]].concat());
    assert!(
        said.code == 0 && said.out.contains("written to evals/mine/baseline.json"),
        "{said:?}"
    );
    let baseline = std::fs::read_to_string(place.at("evals/mine/baseline.json")).unwrap();
    assert_eq!(
        baseline
            .lines()
            .filter(|l| l.trim_start().starts_with("{\"id\":\"example-"))
            .count(),
        2,
        "{baseline}"
    );
    assert!(place.run(&["eval", "list"]).out.contains("yes"));
    compared(
        &place,
        &["baseline", "run.json"],
        0,
        &["mine (resolve, 2 cases in both)", "Nothing got significantly worse."],
    );
}
