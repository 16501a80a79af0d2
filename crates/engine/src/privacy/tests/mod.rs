mod formats;
mod words;

use super::PersonalData::{BirthDate, Email, Iban, Person};
use super::*;

/// What is found in a text, in order, as its words.
fn check(text: &str, expect: &[(PersonalData, &str)]) {
    let found = find(text);
    let got: Vec<_> = found.iter().map(|f| (f.kind, &text[f.range.clone()])).collect();
    assert_eq!(got, expect, "{text}");
}

#[test]
fn offsets_are_bytes_on_boundaries_whatever_stands_around() {
    let around = ["", "🐎 ", "ÅÄÖ\u{301} ", "«", "漢字、", "\u{200b}", "\0"];
    for before in around {
        for after in around {
            let text = format!("{before}jane@example.org{after}");
            let email: Vec<_> = find(&text).into_iter().filter(|f| f.kind == Email).collect();
            assert_eq!(email.len(), 1, "{text:?}");
            assert_eq!(&text[email[0].range.clone()], "jane@example.org");
        }
    }
    for text in [
        "",
        " ",
        "+",
        "@",
        "::",
        "😀😀",
        "' - ’s",
        "1",
        "x\u{301}'",
        "Mr",
        "Dr. ",
        "Apt. ",
        "ß1 Straße",
    ] {
        find(text);
    }
}

#[test]
fn finds_never_overlap_and_are_in_order() {
    let text = "Dear Jane Doe, 12 Baker Street, London, call +44 20 7946 0018 or https://u:p@example.org/jane@example.org. Card \
                4111 1111 1111 1111, DE89370400440532013000, 512-43-8765, 203.0.113.77.";
    let found = find(text);
    assert!(
        found.windows(2).all(|w| w[0].range.end <= w[1].range.start),
        "{found:?}"
    );
    assert!(found.len() >= 8, "{found:?}");
}

#[test]
fn the_same_value_has_the_same_placeholder_and_comes_back() {
    let text =
        "jane@example.org wrote to tom@example.org, then Jane@example.org called +44 20 7946 0018 (+442079460018).";
    let redacted = Redacted::of(text);
    assert_eq!(
        redacted.text,
        "[email 1] wrote to [email 2], then [email 1] called [phone 1] ([phone 1])."
    );
    assert_eq!(
        redacted.restore("Ask [Email 2] at [phone 1], not [email 3]."),
        "Ask tom@example.org at +44 20 7946 0018, not [email 3]."
    );
    let once = "Hi, my name is Ana Lund, my card is 4111 1111 1111 1111, Norway.";
    let redacted = Redacted::of(once);
    assert_eq!(redacted.text, "Hi, my name is [person 1], my card is [card 1], Norway.");
    assert_eq!(redacted.restore(&redacted.text), once);
}

#[test]
fn a_placeholder_that_somebody_typed_is_not_given_out() {
    let redacted = Redacted::of("[email 1] is what I see instead of jane@example.org");
    assert_eq!(redacted.text, "[email 1] is what I see instead of [email 2]");
    assert_eq!(
        redacted.restore(&redacted.text),
        "[email 1] is what I see instead of jane@example.org"
    );
}

#[test]
fn who_is_known_is_found_without_a_cue() {
    let mut redactor = Redactor::default();
    redactor.know(Person, "Grant May");
    redactor.know(Person, "May");
    assert_eq!(
        redactor.written("grant may asked; May I? You may."),
        "[person 1] asked; [person 2] I? You may."
    );
    assert_eq!(redactor.restore("[person 1]"), "grant may");
}

#[test]
fn kinds_have_stable_names() {
    assert_eq!(
        serde_json::to_string(&[BirthDate, Iban]).unwrap(),
        r#"["birth_date","iban"]"#
    );
}
