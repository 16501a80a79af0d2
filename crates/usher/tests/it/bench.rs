//! Measuring speed. The figures are not checked: they are the machine's.

use super::usher::with_documents;
use serde_json::Value;

#[test]
fn an_ingest_of_ones_own_folder_is_measured_beside_what_is_wanted() {
    let place = with_documents();
    let said = place.run(&["bench", "ingest", "docs", "--json", "bench.json"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("ingest against the embedder alone"), "{said:?}");
    let json: Value = serde_json::from_slice(&std::fs::read(place.at("bench.json")).unwrap()).unwrap();
    let first = &json["measures"][0];
    assert_eq!(first["wanted"]["at_least"], 0.9);
    assert!(first["value"].as_f64().is_some_and(|v| v > 0.0), "{json}");
    assert!(!place.at("data").exists(), "nothing is left behind");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let place = with_documents();
    assert!(place.fails(&["bench", "ingest", "nowhere"]).contains("nowhere"));
}
