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
    assert_eq!(metric("packet_invented"), 0.0, "{poor:#?}");
    // What was measured, so that it does not get worse; wanted are .98 present and all handed over (docs/benchmarks.md).
    assert!(metric("handed_over") >= 0.98, "{poor:#?}");
    assert!(metric("packet_present") >= 0.93, "{poor:#?}");
    for (field, least) in [
        ("page", 0.97),
        ("goal", 0.98),
        ("tried", 0.92),
        ("errors", 1.0),
        ("account", 0.98),
        ("files", 1.0),
        ("reason", 0.8),
    ] {
        let value = metric(&format!("packet_{field}"));
        assert!(value >= least, "{field}: {value} {poor:#?}");
    }
}
