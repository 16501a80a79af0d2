//! Who is dissatisfied, as `eval run` reads it with the model that ships.

use super::usher::Place;
use serde_json::{Value, json};

/// The contact and the agent in turns; the contact has the last word.
fn turns(said: &[&str]) -> Value {
    let author = |at: usize| ["ai_agent", "contact"][(said.len() - at) % 2];
    let turn = |(at, text): (usize, &&str)| json!({ "author": author(at), "text": text });
    said.iter().enumerate().map(turn).collect()
}

fn check(dialogues: &[(&[&str], bool)]) {
    let place = Place::new();
    let case = |(at, (said, dissatisfied)): (usize, &(&[&str], bool))| {
        json!({ "id": at.to_string(), "turns": turns(said), "dissatisfied": dissatisfied }).to_string()
    };
    let cases: Vec<String> = dialogues.iter().enumerate().map(case).collect();
    place.write("moods/cases.jsonl", cases.join("\n"));
    place.write(
        "moods/suite.toml",
        "name = \"moods\"\nkind = \"satisfaction\"\ncases = \"cases.jsonl\"",
    );
    let said = place.run(&["eval", "run", "moods", "--json", "moods.json"]);
    assert_eq!(said.code, 0, "{said:?}");
    let results: Value = serde_json::from_slice(&std::fs::read(place.at("moods.json")).unwrap()).unwrap();
    let suite = &results["suites"]["moods"];
    for ((said, dissatisfied), read) in dialogues.iter().zip(suite["cases"].as_array().unwrap()) {
        let probability = read["confidence"].as_f64().unwrap();
        assert_eq!(probability >= 0.5, *dissatisfied, "{said:?}: {read}");
        assert!(read["explanation"].as_str().unwrap().contains("probability"), "{read}");
    }
    assert_eq!(suite["metrics"]["auroc"]["value"], 1.0, "{suite}");
}

#[test]
fn who_gets_nowhere_is_told_from_who_is_loud_unlucky_or_curious() {
    check(&[
        (
            &[
                "the export is empty",
                "Choose a period and export again.",
                "did that, still empty",
                "Choose a period and export again.",
                "for the third time: I did that",
            ],
            true,
        ),
        (
            &[
                "How do I colour one word?",
                "Colours are under Themes.",
                "I asked about one word, not about themes.",
                "Colours are under Themes.",
                "Could I please have an answer to my question?",
            ],
            true,
        ),
        (
            &[
                "where is my parcel",
                "It is on its way.",
                "you said that last week. forget it, I'll buy it elsewhere",
            ],
            true,
        ),
        (&["the export is empty"], false),
        (
            &[
                "the export is empty",
                "Choose a period and export again.",
                "oh, I had last year in there. works, thanks!",
            ],
            false,
        ),
        (
            &[
                "how many users are included",
                "Five.",
                "and guests?",
                "Ten.",
                "and can a guest become a user later?",
            ],
            false,
        ),
        (
            &[
                "my bank is a nightmare, they lost my card",
                "You can connect another one.",
                "connected the other one. where do I see the balance?",
            ],
            false,
        ),
        (&["IS THERE A DARK MODE", "Yes, under Themes.", "HOLY SHIT YES"], false),
        (
            &[
                "can I undo that",
                "No, deleting is final.",
                "okay, pity. then I'll write it again",
            ],
            false,
        ),
    ]);
}
