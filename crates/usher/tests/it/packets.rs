//! What the person who takes over gets.

use super::usher::{Place, measured};
use serde_json::Value;
use std::path::Path;

#[test]
fn packets_hold_what_is_known_and_invent_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evals/handoff");
    let suite = measured(&Place::new(), &folder, "handoff");
    let metric = |name: &str| suite["metrics"][name]["value"].as_f64().unwrap();
    let poor: Vec<&Value> = suite["cases"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| c["score"] != 1.0)
        .collect();
    assert_eq!(suite["cases"].as_array().map(Vec::len), Some(60));
    assert_eq!(metric("handed_over"), 1.0, "{poor:#?}");
    assert_eq!(metric("packet_invented"), 0.0, "{poor:#?}");
    assert!(metric("packet_present") >= 0.98, "{poor:#?}");
    for field in ["page", "goal", "tried", "errors", "account", "files", "reason"] {
        let value = metric(&format!("packet_{field}"));
        assert!(value >= 0.95, "{field}: {value} {poor:#?}");
    }
}
