//! Trying out what would be said, without a conversation.

use super::app::TestApp;
use super::voice::Endpoint;
use serde_json::{Value, json};
use std::sync::Arc;
use usher_engine::text::words;
use usher_engine::{Embedder, PortError, Role, SupportCheck, TextVectors, TokenVectors};

/// Vectors by the letters of words: what has other letters is something else.
struct Letters;

impl Embedder for Letters {
    fn identity(&self) -> &str {
        "letters"
    }

    fn dimensions(&self) -> usize {
        26
    }

    fn max_tokens(&self) -> usize {
        256
    }

    fn count_tokens(&self, text: &str) -> usize {
        words(text).len()
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        Ok(texts.iter().map(|text| letters(text)).collect())
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let of = |text: &&str| TextVectors {
            pooled: letters(text),
            tokens: TokenVectors {
                dimensions: 26,
                values: words(text)
                    .iter()
                    .flat_map(|w| letters(&text[w.start..w.end()]))
                    .collect(),
                spans: words(text).iter().map(|w| (w.start as u32, w.end() as u32)).collect(),
            },
        };
        Ok(texts.iter().map(of).collect())
    }
}

fn letters(text: &str) -> Vec<f32> {
    let mut vector = vec![0.01_f32; 26];
    for letter in text.to_lowercase().bytes().filter(u8::is_ascii_lowercase) {
        vector[usize::from(letter - b'a')] += 1.0;
    }
    let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
    vector.into_iter().map(|v| v / length).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_be_said_is_told_with_its_reasons_and_nothing_becomes_a_conversation() {
    let app = TestApp::start().await;
    app.mind.check_with(SupportCheck::new(Arc::new(Letters)));
    let cleo = app.person("Cleo", Role::ContentEditor).await;
    let ada = app.person("Ada", Role::Admin).await;
    let body = json!({
        "inbox": "main",
        "text": "Why did it stop? I am jane.roe@example.org",
        "earlier": [{"author": "contact", "text": "Hello"}, {"author": "ai_agent", "text": "How can I help?"}],
        "contact": {"plan": "plus", "name": "Jane Roe"},
        "page": {"route": "/import", "title": "Import"},
    });
    let answer = cleo.post("/playground", &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let tried = answer.json();
    let text = tried["turn"]["reply"]["text"].as_str().unwrap();
    assert!(
        text.contains("jane.roe@example.org") && text.contains("plus"),
        "the engine read it as it is: {text}"
    );
    assert!(text.contains("on /import, 3 messages"), "{text}");
    assert_eq!(
        (&tried["turn"]["outcome"], &tried["threshold"]),
        (&json!("answer"), &Value::Null)
    );
    assert!(tried["took_ms"].is_u64() && tried["turn"]["trace"].is_object());
    let sentence = &tried["sentences"][0];
    assert_eq!(sentence["citation"], 0);
    let support = sentence["support"].as_f64().unwrap();
    assert!(
        support < 0.5,
        "the script's reply is not what its citation says: {sentence}"
    );
    let why = sentence["why"].as_array().unwrap();
    assert!(
        (1..=3).contains(&why.len()) && why[0]["name"].is_string() && why[0]["log_odds"].is_f64(),
        "{sentence}"
    );

    let mut case = tried["case"].clone();
    let id = case["id"].take();
    assert!(id.as_str().unwrap().starts_with("playground-"), "{id}");
    assert_eq!(
        case,
        json!({
            "id": null,
            "tags": ["playground"],
            "turns": [
                {"author": "contact", "text": "Hello"},
                {"author": "ai_agent", "text": "How can I help?"},
                {"author": "contact", "text": "Why did it stop? I am [email 1]"},
            ],
            "page": {"route": "/import", "title": "Import"},
            "contact": {"plan": "plus", "name": "[person 1]"},
            "expect": {"outcome": "answer", "cites": ["import/import-errors.md"]},
        })
    );
    let all = ada.get("/conversations").await.json();
    assert_eq!(all["conversations"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_left_for_the_model_is_in_the_log_under_whoever_tried() {
    let endpoint = Endpoint::default();
    let app = TestApp::start().await;
    app.mind.speak_with(Some(endpoint.voice()));
    let ada = app.person("Ada", Role::Admin).await;
    let body = |model: bool| json!({"inbox": "main", "text": "ask the model", "model": model});
    let without = ada.post("/playground", &body(false)).await.json();
    assert_eq!(without["turn"]["reply"]["text"], "There is no model.");
    let with = ada.post("/playground", &body(true)).await.json();
    assert_eq!(with["turn"]["reply"]["text"], "The model read: ask the model");
    assert_eq!(
        (&with["sentences"][0]["support"], &with["sentences"][0]["why"]),
        (&Value::Null, &json!([]))
    );
    let calls = ada.get("/model-calls").await.json()["calls"].clone();
    assert_eq!(calls.as_array().unwrap().len(), 1, "{calls}");
    let call = &calls[0];
    assert_eq!(
        (
            &call["inbox"],
            &call["person_id"],
            &call["conversation_id"],
            &call["contact_id"],
            &call["message_id"]
        ),
        (&json!("main"), &json!(ada.id), &Value::Null, &Value::Null, &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_case_is_one_that_the_evals_read() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Admin).await;
    for text in ["Why did it stop?", "which", "person"] {
        let tried = ada
            .post("/playground", &json!({"inbox": "main", "text": text}))
            .await
            .json();
        let case: usher_evals::ResolveCase = serde_json::from_value(tried["case"].clone()).unwrap();
        let outcome = serde_json::to_value(case.expect.outcome).unwrap();
        assert_eq!((outcome, case.turns.len()), (tried["turn"]["outcome"].clone(), 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_tried_is_refused_by_name_and_too_much_of_it_too() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Admin).await;
    let earlier = vec![json!({"author": "contact", "text": "x"}); 51];
    for (wrong, status, slug) in [
        (json!({"inbox": "main", "text": " "}), 422, "text-empty"),
        (
            json!({"inbox": "main", "text": "x".repeat(8_001)}),
            422,
            "text-too-long",
        ),
        (json!({"inbox": "nonesuch", "text": "x"}), 404, "inbox-unknown"),
        (
            json!({"inbox": "main", "text": "x", "colour": "red"}),
            422,
            "field-wrong",
        ),
        (
            json!({"inbox": "main", "text": "x", "earlier": earlier}),
            422,
            "field-wrong",
        ),
        (
            json!({"inbox": "main", "text": "x", "contact": {"name": "x".repeat(201)}}),
            422,
            "field-wrong",
        ),
        (
            json!({"inbox": "main", "text": "x", "earlier": [{"author": "system", "text": "x"}]}),
            422,
            "field-wrong",
        ),
        (
            json!({"inbox": "main", "text": "x".repeat(300_000)}),
            413,
            "body-too-large",
        ),
    ] {
        ada.post("/playground", &wrong).await.problem(status, slug);
    }
    let body = json!({"inbox": "main", "text": "hello"});
    let mut limited = None;
    for _ in 0..30 {
        let answer = ada.post("/playground", &body).await;
        if answer.status != 200 {
            limited = Some(answer);
            break;
        }
    }
    limited.unwrap().problem(429, "rate-limited");
    let bea = app.person("Bea", Role::Analyst).await;
    assert_eq!(bea.post("/playground", &body).await.status, 200, "others go on");
}
