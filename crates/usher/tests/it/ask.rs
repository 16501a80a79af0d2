//! Answers out.

use super::usher::with_documents;

#[test]
fn a_turn_as_json_has_all_of_its_fields() {
    let place = with_documents();
    place.json(&["ingest", "docs"]);
    let turn = place.json(&["ask", "Can I send an invoice again?", "--json"]);
    for field in [
        "outcome",
        "reply",
        "confidence",
        "reason",
        "citations",
        "guide",
        "handoff",
        "trace",
    ] {
        assert!(turn.get(field).is_some(), "{field}: {turn}");
    }
    if turn["outcome"] == "answer" {
        let citation = &turn["citations"][0];
        assert_eq!(citation["article"], "invoices/send.md", "{turn}");
        assert!(citation["quote"].as_str().is_some_and(|q| !q.is_empty()) && citation.get("heading").is_some());
    }
    let said = place.run(&["ask", "Can I send an invoice again?"]);
    assert!(said.code == 0 && said.out.contains("Confidence: "), "{said:?}");
}

#[test]
fn page_and_contact_come_from_files_and_bad_ones_are_named() {
    let place = with_documents();
    place.json(&["ingest", "docs"]);
    place.write("page.json", r#"{"route": "/invoices", "title": "Invoices"}"#);
    place.write("contact.json", r#"{"subject": "p", "name": "Priya", "plan": "plus"}"#);
    place.json(&[
        "ask",
        "How do I send it?",
        "--page",
        "page.json",
        "--contact",
        "contact.json",
        "--json",
    ]);
    place.write("bad.json", r#"{"rute": "/invoices"}"#);
    let error = place.fails(&["ask", "How?", "--page", "bad.json"]);
    assert!(error.contains("bad.json") && error.contains("rute"), "{error}");
    place.write("deep.json", "[".repeat(1000));
    assert!(
        place
            .fails(&["ask", "How?", "--contact", "deep.json"])
            .contains("deep.json")
    );
    assert!(place.fails(&["ask", "  "]).contains("empty"));
}
