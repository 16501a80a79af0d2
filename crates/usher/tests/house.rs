//! The arrows of the house (ARCHITECTURE.md), held over `cargo metadata`: who may lean on whom, and which libraries stay
//! in one crate.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Each crate of ours and those of ours that it may use, tests included.
const ARROWS: [(&str, &[&str]); 7] = [
    ("usher-engine", &[]),
    ("usher-knowledge", &["usher-engine"]),
    ("usher-store", &["usher-engine"]),
    ("usher-llm", &["usher-engine"]),
    ("usher-evals", &["usher-engine"]),
    (
        "usher-server",
        &[
            "usher-engine",
            "usher-store",
            "usher-knowledge",
            "usher-llm",
            "usher-evals",
        ],
    ),
    (
        "usher",
        &[
            "usher-engine",
            "usher-knowledge",
            "usher-store",
            "usher-llm",
            "usher-server",
            "usher-evals",
        ],
    ),
];

/// Libraries that one crate hides from the others.
const KEPT_IN: [(&str, &str); 9] = [
    ("qdrant-edge", "usher-knowledge"),
    ("fastembed", "usher-knowledge"),
    ("ort", "usher-knowledge"),
    ("tract-onnx", "usher-knowledge"),
    ("redb", "usher-knowledge"),
    ("sqlx", "usher-store"),
    ("axum", "usher-server"),
    ("async-openai", "usher-llm"),
    ("tiktoken-rs", "usher-llm"),
];

/// What would bring network, database, file system or a runtime into the mind.
const NOT_IN_ENGINE: [&str; 8] = [
    "tokio",
    "sqlx",
    "axum",
    "reqwest",
    "redb",
    "qdrant-edge",
    "fastembed",
    "tract-onnx",
];

#[test]
fn crates_lean_only_on_those_below_them() {
    let house = dependencies(true);
    let ours: BTreeSet<&str> = house.keys().map(String::as_str).collect();
    assert_eq!(
        ours,
        ARROWS.iter().map(|(name, _)| *name).collect(),
        "a crate without an arrow in ARROWS, or the reverse"
    );
    for (name, allowed) in ARROWS {
        for used in house[name].iter().filter(|used| ours.contains(used.as_str())) {
            assert!(allowed.contains(&used.as_str()), "{name} must not use {used}");
        }
    }
}

#[test]
fn each_heavy_library_stays_in_its_crate() {
    for (name, used) in dependencies(true) {
        for (library, home) in KEPT_IN {
            assert!(
                name == home || !used.contains(library),
                "{name} uses {library}, which belongs in {home}"
            );
        }
    }
}

#[test]
fn the_engine_does_no_input_or_output() {
    let house = dependencies(false);
    for library in NOT_IN_ENGINE {
        assert!(!house["usher-engine"].contains(library), "the engine uses {library}");
    }
}

/// What each crate of the workspace names in its Cargo.toml; with `dev`, for its tests too.
///
/// Asked of cargo itself: the crate `cargo_metadata` turns on a feature of serde_json, and every dependency above it would
/// be compiled once more for the tests than for the binary.
fn dependencies(dev: bool) -> BTreeMap<String, BTreeSet<String>> {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let asked = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let metadata: Value = serde_json::from_slice(&asked.stdout).unwrap();
    let name = |of: &Value| of["name"].as_str().unwrap().to_owned();
    let named = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap().iter();
        (
            name(package),
            all.filter(|d| dev || d["kind"] != "dev").map(name).collect(),
        )
    };
    metadata["packages"].as_array().unwrap().iter().map(named).collect()
}
