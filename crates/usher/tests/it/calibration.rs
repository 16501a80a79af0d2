//! `eval calibrate`, and what its result does to a node.

use crate::usher::Place;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

const THINGS: [&str; 10] = [
    "printers", "gardens", "bicycles", "ovens", "pianos", "kites", "lamps", "boats", "clocks", "tents",
];
const ACTS: [(&str, &str, &str); 4] = [
    ("clean", "How do I clean", "soap and warm water"),
    ("store", "Where should I store", "a dry cellar"),
    ("repair", "Who can repair", "the workshop in Elm Street"),
    ("lend", "May I lend out", "for two weeks at most"),
];

/// Articles on ten things, questions that they answer, and questions on what they do not have.
fn labelled(place: &Place) {
    let mut cases = String::new();
    for thing in THINGS {
        let mut article = format!("---\ntitle: {thing}\n---\n");
        for (act, asked, answer) in ACTS {
            writeln!(article, "## {act} {thing}\n\nTo {act} {thing}: {answer}.\n").unwrap();
            for (at, tail) in ["", " please", " at home"].iter().enumerate() {
                writeln!(
                    cases,
                    r#"{{"id":"{act}-{thing}-{at}","group":"{thing}","turns":[{{"author":"contact","text":"{asked} {thing}{tail}?"}}],"expect":{{"outcome":"answer","cites":["{thing}.md"],"contains":["{answer}"]}}}}"#
                )
                .unwrap();
            }
        }
        writeln!(
            cases,
            r#"{{"id":"none-{thing}","group":"{thing}","turns":[{{"author":"contact","text":"What is the tax on importing {thing} from Chile?"}}],"expect":{{"outcome":"escalate"}}}}"#
        )
        .unwrap();
        place.write(&format!("suite/kb/{thing}.md"), article);
    }
    place.write("suite/cases.jsonl", cases);
    let manifest = "name = \"things\"\nkind = \"resolve\"\ncases = \"cases.jsonl\"\nknowledge = \"kb\"\n";
    place.write("suite/suite.toml", manifest);
}

fn ask(place: &Place) -> Value {
    place.json(&["--data", "data", "ask", "How do I clean printers?", "--json"])
}

#[test]
fn a_calibration_is_learned_used_and_refused_when_it_was_changed() {
    let place = Place::new();
    labelled(&place);
    assert_eq!(place.run(&["--data", "data", "ingest", "suite/kb"]).code, 0);
    assert_eq!(ask(&place)["trace"]["calibration"], "");

    let said = place.run(&[
        "eval",
        "calibrate",
        "suite",
        "--out",
        "data/calibration.json",
        "--splits",
        "4",
    ]);
    assert_eq!(said.code, 0, "{said:?}");
    for part in [
        "things: 130 cases",
        "exact binomial",
        "tried on 4 random halves",
        "written to",
    ] {
        assert!(said.out.contains(part), "`{part}` is not in: {}", said.out);
    }
    let made: Value = serde_json::from_str(&fs::read_to_string(place.at("data/calibration.json")).unwrap()).unwrap();
    let turn = ask(&place);
    assert!(
        made["seal"]
            .as_str()
            .unwrap()
            .starts_with(turn["trace"]["calibration"].as_str().unwrap())
    );
    assert_eq!(
        turn["trace"]["threshold"],
        made["calibration"]["thresholds"]["pooled"]["at_least"]
    );
    assert_eq!(turn["outcome"], "answer", "{turn}");
    let doctor = place.run(&["--data", "data", "doctor"]);
    assert!(
        doctor.code == 0 && doctor.out.contains("learned from 130 cases of things"),
        "{doctor:?}"
    );
    assert!(doctor.out.contains("drift: no conversation was seen yet"), "{doctor:?}");
    let drift = place.run(&[
        "--data",
        "data",
        "eval",
        "drift",
        "--since",
        "30d",
        "--json",
        "drift.json",
    ]);
    assert!(
        drift.code == 0 && drift.out.contains("confidences: 0 conversations against "),
        "{drift:?}"
    );
    let drift: Value = serde_json::from_str(&fs::read_to_string(place.at("drift.json")).unwrap()).unwrap();
    assert_eq!(drift["calibration"], turn["trace"]["calibration"]);
    let cases = drift["cases"].as_u64().unwrap();
    assert!((120..=130).contains(&cases), "those that led to an answer: {cases}");

    let run = [
        "eval",
        "run",
        "suite",
        "--calibration",
        "data/calibration.json",
        "--json",
        "run.json",
    ];
    let said = place.run(&run);
    assert_eq!(said.code, 0, "{said:?}");
    let results: Value = serde_json::from_str(&fs::read_to_string(place.at("run.json")).unwrap()).unwrap();
    let things = &results["suites"]["things"];
    assert_eq!(things["thresholds"]["calibration"], turn["trace"]["calibration"]);
    assert_eq!(things["thresholds"]["answer"], turn["trace"]["threshold"]);
    let printers = things["cases"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["id"] == "clean-printers-0");
    assert_eq!(
        printers.unwrap()["confidence"],
        turn["confidence"],
        "a suite is run with the probabilities that a node has"
    );

    let mut changed = made.clone();
    changed["calibration"]["thresholds"]["pooled"]["at_least"] = 0.01.into();
    place.write("data/calibration.json", changed.to_string());
    let turn = ask(&place);
    assert_eq!(
        turn["outcome"], "escalate",
        "what cannot be trusted answers less, never more"
    );
    assert_eq!(
        (&turn["trace"]["calibration"], &turn["trace"]["threshold"]),
        (&"refused".into(), &Value::Null)
    );
    let doctor = place.run(&["--data", "data", "doctor"]);
    assert!(
        doctor.code == 1 && doctor.out.contains("it was changed after it was made"),
        "{doctor:?}"
    );
    let refused = place.fails(&run);
    assert!(
        refused.contains("it was changed after it was made; make it again with `usher eval calibrate`"),
        "{refused}"
    );
}

#[test]
fn what_cannot_be_calibrated_on_says_why() {
    let place = Place::new();
    place.write("few/kb/a.md", "# Cleaning\n\nUse soap to clean printers.\n");
    place.write(
        "few/suite.toml",
        "name = \"few\"\nkind = \"resolve\"\ncases = \"c.jsonl\"\nknowledge = \"kb\"\n",
    );
    let case = |id: &str| {
        format!(
            r#"{{"id":"{id}","turns":[{{"author":"contact","text":"How do I clean printers?"}}],"expect":{{"outcome":"answer","cites":["a.md"]}}}}"#
        )
    };
    let check = |cases: String, expect: &str| {
        place.write("few/c.jsonl", cases);
        let said = place.run(&["eval", "calibrate", "few", "--out", "c.json"]);
        assert!(
            said.code == 1 && said.err.contains(expect),
            "`{expect}` is not in: {said:?}"
        );
        assert!(!place.at("c.json").exists());
    };
    check(case("a"), "at least 30 are needed");
    let all_right: Vec<String> = (0..40).map(|i| case(&i.to_string())).collect();
    check(all_right.join("\n"), "right and wrong");
    check(
        format!("{}\n{}", case("a"), case("a")),
        "a broken line would leave a gap in the promise",
    );
    let said = place.run(&["eval", "calibrate", "few", "--budget", "5"]);
    assert!(
        said.code == 2 && said.err.contains("write a share such as 0.05"),
        "{said:?}"
    );
}

#[test]
fn a_calibration_for_another_embedder_or_version_is_refused() {
    let place = Place::new();
    place.write("docs/a.md", "# Cleaning\n\nUse soap.\n");
    assert_eq!(place.run(&["--data", "data", "ingest", "docs"]).code, 0);
    let check = |content: &str, expect: &str| {
        place.write("data/calibration.json", content);
        let doctor = place.run(&["--data", "data", "doctor"]);
        assert!(
            doctor.code == 1 && doctor.out.contains(expect),
            "`{expect}` is not in: {doctor:?}"
        );
    };
    check("{}", "it is no calibration");
    check("not json", "it is no calibration");
    check("{\"format\": 99}", "it has format 99, this version reads 1 and 2");
    check("{\"format\": 1, \"embedder\": \"other\"}", "it is damaged");
}

#[test]
fn drift_is_told_where_there_is_a_calibration_and_its_lack_is_named() {
    let place = Place::new();
    place.write("docs/a.md", "# Cleaning\n\nUse soap.\n");
    assert_eq!(place.run(&["--data", "data", "ingest", "docs"]).code, 0);
    let error = place.fails(&["--data", "data", "eval", "drift"]);
    assert!(error.contains("usher eval calibrate SUITE --out"), "{error}");
    let said = place.run(&["--data", "data", "eval", "drift", "--since", "soon"]);
    assert!(said.code == 2 && said.err.contains("such as 30d or 12h"), "{said:?}");
}
