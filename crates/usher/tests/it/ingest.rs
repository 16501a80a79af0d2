//! Knowledge in.

use super::usher::with_documents;
use std::fs;

#[test]
fn a_second_ingest_changes_nothing_and_a_change_touches_what_changed() {
    let place = with_documents();
    let first = place.json(&["ingest", "docs"]);
    assert_eq!(first["files"], 3);
    assert_eq!(first["articles"]["added"], 2, "{first}");
    assert_eq!(first["guides"], 1);
    assert!(
        first["chunks"].as_u64().unwrap() >= 2 && first["chunks_per_second"].as_f64().unwrap() > 0.0,
        "{first}"
    );
    let second = place.json(&["ingest", "docs"]);
    assert_eq!(
        (&second["articles"]["unchanged"], &second["chunks"]),
        (&2.into(), &0.into()),
        "{second}"
    );

    place.write(
        "docs/team/invite.md",
        "# Invite a teammate\n\nOnly an owner may invite.\n",
    );
    let third = place.json(&["ingest", "docs"]);
    assert_eq!(
        (&third["articles"]["changed"], &third["chunks"]),
        (&1.into(), &1.into()),
        "{third}"
    );
}

#[test]
fn a_file_that_is_gone_is_gone_from_the_knowledge() {
    let place = with_documents();
    place.json(&["ingest", "docs"]);
    fs::remove_file(place.at("docs/team/invite.md")).unwrap();
    let summary = place.json(&["ingest", "docs"]);
    assert_eq!(
        (&summary["articles"]["deleted"], &summary["articles"]["unchanged"]),
        (&1.into(), &1.into())
    );
    let turn = place.json(&["ask", "How do I invite a teammate?", "--json"]);
    assert!(
        !turn["trace"]["evidence"].to_string().contains("team/invite.md"),
        "{turn}"
    );
    assert_eq!(place.run(&["doctor"]).code, 0);
}

#[test]
fn bad_files_are_named_with_their_reasons_and_the_rest_goes_on() {
    let place = with_documents();
    place.json(&["ingest", "docs"]);
    place.write("docs/team/invite.md", b"caf\xe9");
    place.write("docs/bad.md", b"PK\x03\x04\x00\x00");
    place.write("docs/matter.md", "---\ntitle: [a\n---\nText.\n");
    place.write("docs/report.pdf", "x");
    place.write("docs/huge.md", vec![b'x'; 11 * 1024 * 1024]);
    place.write(
        "docs/guides/invite.yaml",
        "id: invite\ntitle: T\nsummary: S\nquestions: [q]\nstepz: []\n",
    );
    place.write("docs/intents.yaml", "intents:\n  - idd: x\n");
    place.write("docs/new.md", "# New\n\nThis one is fine.\n");
    let summary = place.json(&["ingest", "docs"]);
    assert_eq!(summary["articles"]["added"], 1, "{summary}");
    assert_eq!(
        summary["articles"]["deleted"], 0,
        "what cannot be read now stays as it was: {summary}"
    );
    assert_eq!(summary["guides"], 1, "so does a guide: {summary}");
    let skipped = summary["skipped"].as_array().unwrap();
    let reason = |path: &str| {
        let found = skipped.iter().find(|s| s["path"] == path);
        found.unwrap_or_else(|| panic!("{path}: {summary}"))["reason"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(reason("team/invite.md").contains("UTF-8"));
    assert!(reason("bad.md").contains("not text"));
    assert!(!reason("matter.md").is_empty());
    assert!(reason("report.pdf").contains("PDF"), "{}", reason("report.pdf"));
    assert!(reason("huge.md").contains("MB"));
    assert!(reason("guides/invite.yaml").contains("stepz"));
    assert!(reason("intents.yaml").contains("idd"));
}

#[test]
fn an_article_of_another_source_is_left_alone_and_named() {
    let place = with_documents();
    place.json(&["ingest", "docs"]);
    place.write("more/team/invite.md", "# Another\n\nText.\n");
    place.write("more/own.md", "# Own\n\nText.\n");
    let summary = place.json(&["ingest", "more"]);
    assert_eq!(summary["articles"]["added"], 1, "{summary}");
    assert!(
        summary["skipped"][0]["reason"]
            .as_str()
            .unwrap()
            .contains("another source"),
        "{summary}"
    );
}

#[test]
fn a_folder_that_is_missing_empty_or_a_file_is_a_clear_error() {
    let place = with_documents();
    assert!(place.fails(&["ingest", "nowhere"]).contains("nowhere"));
    assert!(place.fails(&["ingest", "docs/team/invite.md"]).contains("is a file"));
    fs::create_dir(place.at("empty")).unwrap();
    assert!(place.fails(&["ingest", "empty"]).contains("is empty"));
}
