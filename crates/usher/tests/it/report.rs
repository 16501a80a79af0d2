//! A report of results.

use super::usher::Place;

const RESULTS: &str = r#"{
  "suites": { "mine": { "kind": "resolve", "split": "dev", "metrics": {
      "outcome_accuracy": { "value": 0.5, "low": 0.1, "high": 0.9, "n": 2 } }, "notes": [], "problems": [], "cases": [
    { "id": "a", "group": "a", "score": 0, "explanation": "x; wrong: it rests on b.md", "confidence": 0.9, "right": false,
      "turn": { "question": "May I <b>export</b>?", "expected": "answer", "outcome": "answer", "reply": "Yes." } },
    { "id": "b", "group": "b", "score": 1, "explanation": "x" } ] } },
  "failed": []
}"#;

#[test]
fn results_become_a_page_and_a_baseline_says_what_changed() {
    let place = Place::new();
    place.write("now.json", RESULTS);
    place.write("then.json", RESULTS.replace(r#""score": 0"#, r#""score": 1"#));
    let said = place.run(&[
        "eval",
        "report",
        "now.json",
        "--out",
        "page.html",
        "--baseline",
        "then.json",
    ]);
    assert!(said.code == 0 && said.out.contains("written to page.html"), "{said:?}");
    let page = std::fs::read_to_string(place.at("page.html")).unwrap();
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"),
        "{page}"
    );
    assert!(
        page.contains("May I &lt;b&gt;export&lt;/b&gt;?") && !page.contains("<script"),
        "{page}"
    );
    assert!(
        page.contains("of 2 cases in both, 1 turned wrong and 0 turned right"),
        "{page}"
    );
}

#[test]
fn what_is_no_result_is_named() {
    let place = Place::new();
    place.write("odd.json", "{}");
    assert!(
        place
            .fails(&["eval", "report", "none.json", "--out", "p.html"])
            .contains("none.json")
    );
    assert!(
        place
            .fails(&["eval", "report", "odd.json", "--out", "p.html"])
            .contains("odd.json")
    );
    place.write("now.json", RESULTS);
    assert!(
        place
            .fails(&["eval", "report", "now.json", "--out", "no/p.html"])
            .contains("no/p.html")
    );
    assert_eq!(
        place
            .run(&["eval", "report", "now.json", "--out", "p.html", "--budget", "5"])
            .code,
        2
    );
}
