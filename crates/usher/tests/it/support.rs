//! Suites of kind `support`, run and learned from.

use super::usher::Place;
use serde_json::{Value, json};

const SOURCE: &str = "A parking permit costs 40 euros a year. Ms Lima issues it in the town hall on Tuesdays. Visitors cannot \
                      buy a permit; they pay at the machine. A lost permit is replaced once, free of charge.";

/// Sentences about the source, each with whether it says so.
const CLAIMS: [(&str, &str, bool); 10] = [
    ("price", "A parking permit costs 40 euros a year.", true),
    ("other-price", "A parking permit costs 90 euros a year.", false),
    ("visitors", "Visitors cannot buy a parking permit.", true),
    ("not-visitors", "Visitors can buy a parking permit on Fridays.", false),
    ("issuer", "Ms Lima issues permits in the town hall.", true),
    ("other-issuer", "Ms Okoye issues permits in the town hall.", false),
    (
        "paraphrase",
        "If you lose your permit, you get another one free of charge.",
        true,
    ),
    (
        "more",
        "A lost permit is replaced by registered mail within three working days.",
        false,
    ),
    ("machine", "Visitors pay at the machine.", true),
    ("chat", "I love our town hall, did we meet there?", false),
];

fn write_suite(place: &Place) {
    let toml = "name = \"permits\"\nkind = \"support\"\nsplit = \"dev\"\ncases = \"cases.jsonl\"\n";
    place.write("permits/suite.toml", toml);
    let line = |(id, claim, supported): &(&str, &str, bool)| {
        json!({ "id": id, "group": id.split('-').next_back(), "source": SOURCE, "claim": claim, "supported": supported })
            .to_string()
    };
    place.write(
        "permits/cases.jsonl",
        CLAIMS.iter().map(line).collect::<Vec<_>>().join("\n"),
    );
}

#[test]
fn claims_are_checked_against_their_source_and_every_verdict_has_its_reasons() {
    let place = Place::new();
    write_suite(&place);
    let said = place.run(&["eval", "run", "permits", "--json", "results.json"]);
    assert_eq!(said.code, 0, "{said:?}");
    let results: Value = serde_json::from_slice(&std::fs::read(place.at("results.json")).unwrap()).unwrap();
    let suite = &results["suites"]["permits"];
    for name in ["auroc", "auroc_middle_third", "f1", "precision", "recall", "ece"] {
        assert!(suite["metrics"][name]["value"].is_number(), "{name}: {suite:#}");
    }
    assert!(suite["metrics"]["auroc"]["value"].as_f64().unwrap() >= 0.9, "{suite:#}");
    let case = |id: &str| {
        let cases = suite["cases"].as_array().unwrap();
        cases.iter().find(|c| c["id"] == id).unwrap()
    };
    let check = |right: &str, wrong: &str| {
        let of = |id: &str| case(id)["confidence"].as_f64().unwrap();
        assert!(of(right) > of(wrong), "{right} {}, {wrong} {}", of(right), of(wrong));
    };
    check("price", "other-price");
    check("visitors", "not-visitors");
    check("issuer", "other-issuer");
    check("paraphrase", "more");
    check("machine", "chat");
    let explained = |id: &str, reason: &str| {
        let explanation = case(id)["explanation"].as_str().unwrap();
        assert!(explanation.contains(reason), "{id}: {explanation}");
    };
    explained("other-price", "not supported; probability 0.");
    explained("other-price", "number_missing -");
    explained("other-issuer", "name_missing -");
    explained("chat", "first_person -");
}

#[test]
fn the_weights_are_learned_from_suites_of_claims_alone() {
    let place = Place::new();
    write_suite(&place);
    let said = place.run(&["eval", "fit", "permits", "--samples", "samples.jsonl"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.contains("permits: 10 cases") && said.out.contains("(\"number_missing\", "),
        "{}",
        said.out
    );
    let samples = std::fs::read_to_string(place.at("samples.jsonl")).unwrap();
    assert_eq!(samples.lines().count(), CLAIMS.len());
    place.write(
        "other/suite.toml",
        "name = \"o\"\nkind = \"satisfaction\"\ncases = \"c.jsonl\"\n",
    );
    place.write(
        "other/c.jsonl",
        r#"{"id":"a","turns":[{"author":"contact","text":"hi"}],"dissatisfied":false}"#,
    );
    let error = place.fails(&["eval", "fit", "permits", "other"]);
    assert!(error.contains("kind support"), "{error}");
}
