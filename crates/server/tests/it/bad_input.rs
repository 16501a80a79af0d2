//! What cannot be used is refused with its name and its cure, and the server goes on.

use super::app::{Answer, TestApp};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_used_is_refused_by_name() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let path = format!("/v1/conversations/{id}/messages");
    let send = |body: String| {
        Answer::of(
            priya
                .request(Method::POST, &path)
                .header("content-type", "application/json")
                .body(body),
        )
    };
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    let deep_object = format!("{}1{}", "{\"page\":".repeat(1000), "}".repeat(1000));
    for body in [&deep, &deep_object, "", "{", "{\"text\": \"\u{1}\"}", "nul", "\u{0}"] {
        let answer = send(body.to_owned()).await;
        assert!(answer.status == 400 || answer.status == 422, "{body:.20}: {answer:?}");
        answer.problem(
            answer.status.as_u16(),
            if answer.status == 400 {
                "json-syntax"
            } else {
                "field-wrong"
            },
        );
    }
    let deep_page = format!(r#"{{"client_id":"a","text":"b","page":{{"controls":{deep}}}}}"#);
    let status = send(deep_page).await.status;
    assert!(status == 400 || status == 422, "{status}");

    let refused = |body| {
        let path = path.clone();
        let priya = &priya;
        async move { priya.post(&path, &body).await }
    };
    let detail = refused(json!({"client_id": "a", "text": "b", "colour": "red"}))
        .await
        .problem(422, "field-wrong");
    assert!(
        detail.contains("colour") && detail.contains("client_id"),
        "names the field and those there are: {detail}"
    );
    let page = json!({"client_id": "a", "text": "b", "page": {"rute": "/import"}});
    let detail = refused(page).await.problem(422, "field-wrong");
    assert!(detail.contains("page") && detail.contains("rute"), "{detail}");
    let detail = refused(json!({"client_id": "a"})).await.problem(422, "field-wrong");
    assert!(detail.contains("text"), "{detail}");
    refused(json!({"client_id": "a", "text": " \n\t\u{0}"}))
        .await
        .problem(422, "text-empty");
    for id in ["", "white space", "ü", &"x".repeat(101)] {
        let detail = refused(json!({"client_id": id, "text": "b"}))
            .await
            .problem(422, "field-wrong");
        assert!(detail.contains("client_id"), "{detail}");
    }
    let detail = refused(json!({"client_id": "a", "text": "x".repeat(8001)}))
        .await
        .problem(422, "text-too-long");
    assert!(detail.contains("8001") && detail.contains("8000"), "{detail}");
    let giant = json!({"client_id": "a", "text": "x".repeat(1_000_000)});
    let detail = at_last(|| priya.request(Method::POST, &path).json(&giant))
        .await
        .problem(413, "body-too-large");
    assert!(detail.contains("8000"), "{detail}");

    Answer::of(priya.request(Method::POST, &path).body("{}"))
        .await
        .problem(415, "body-not-json");
    for query in ["?after=-1", "?after=x", "?wait=soon", "?before=3"] {
        priya
            .get(&format!("/v1/conversations/{id}/events{query}"))
            .await
            .problem(400, "query-wrong");
    }
    assert_eq!(
        priya.say(&id, "ok", &"é".repeat(8000)).await.status,
        202,
        "and all is well afterwards"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_addresses_and_methods_are_problems_too() {
    let app = TestApp::start().await;
    app.get("/v1/nothing").await.problem(404, "route-unknown");
    app.get("/elsewhere").await.problem(404, "route-unknown");
    app.get("/v1/inboxes/nowhere").await.problem(404, "inbox-unknown");
    Answer::of(app.request(Method::DELETE, "/v1/conversations"))
        .await
        .problem(405, "method-refused");
    let page = app.get("/problems/token-expired").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("The token has expired"));
    app.get("/problems/no-such").await.problem(404, "route-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_larger_than_useful_is_cut_not_refused() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let control = json!({"role": "button", "name": "x".repeat(400)});
    let page = json!({"route": "/import\u{7}", "controls": vec![control; 250]});
    let body = json!({"client_id": "a", "text": "b", "page": page});
    let answer = priya.post(&format!("/v1/conversations/{id}/messages"), &body).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let reply = priya.events(&id, 2, 1).await.remove(0);
    assert!(
        reply["body"]["text"].as_str().unwrap().contains("on /import,"),
        "{reply}"
    );
}

/// The answer to what is refused before all of it was sent. Who is still writing then may see the connection end before they
/// read why, and asks again.
async fn at_last(request: impl Fn() -> reqwest::RequestBuilder) -> Answer {
    for _ in 0..20 {
        if let Ok(response) = request().send().await {
            return Answer::read(response).await;
        }
    }
    panic!("it was never answered");
}
