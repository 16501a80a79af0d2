//! Health, metrics, the API's description and the demo's page.

use super::app::TestApp;
use serde_json::Value;
use std::collections::HashSet;

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_tell_what_the_node_does() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/healthz").await.text, "ok\n");
    let ready = app.get("/readyz").await;
    assert_eq!(
        (ready.status.as_u16(), ready.json()["ready"].clone()),
        (200, Value::Bool(true))
    );
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya.ask(&id, "m1", "hello").await;
    let metrics = app.get("/metrics").await.text;
    for line in [
        "usher_turns_total{outcome=\"answer\",reason=\"confident\"}",
        "usher_turn_duration_seconds_bucket",
        "usher_queue_depth",
        "usher_sockets ",
        "usher_http_requests_total{method=\"POST\",route=\"/v1/conversations/{id}/messages\",status=\"202\"}",
    ] {
        assert!(metrics.contains(line), "{line} is missing in\n{metrics}");
    }
    assert!(!metrics.contains(&id), "labels name routes, not things");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_response_has_an_id_and_is_safe_to_show() {
    let app = TestApp::start().await;
    for path in ["/", "/healthz", "/v1/inboxes/main", "/v1/conversations", "/nothing"] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
    assert_eq!(app.get("/v1/inboxes/main").await.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_says_that_an_ai_answers() {
    let app = TestApp::start().await;
    let inbox = app.get("/v1/inboxes/main").await.json();
    assert_eq!(
        (&inbox["product"], &inbox["greeting"], &inbox["anonymous"]),
        (&"Tallybook".into(), &"Hi!".into(), &true.into())
    );
    assert!(inbox["disclosure"].as_str().unwrap().contains("is an AI"));
    assert!(!inbox.to_string().contains("key-of"), "no secrets");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_is_described_whole() {
    let app = TestApp::start().await;
    let document = app.get("/openapi.json").await.json();
    assert_eq!(document, serde_json::to_value(usher_server::openapi()).unwrap());
    let mut operations = HashSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"]
                .as_str()
                .unwrap_or_else(|| panic!("{method} {path} has no id"));
            assert!(operations.insert(id.to_owned()), "{id} is there twice");
            assert!(
                operation["summary"].is_string() || operation["description"].is_string(),
                "{id} says nothing"
            );
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|s| s.starts_with('2') || s == "101"), "{id}");
            let mut wanted = vec!["403", "429", "500", "503"];
            if operation["security"].is_array() {
                wanted.push("401");
            }
            if path.contains("{id}") {
                wanted.push("404");
            }
            if method == "post" {
                wanted.extend(["400", "413", "415", "422"]);
            }
            for status in wanted {
                assert!(responses.contains_key(status), "{method} {path}: {status}");
                let schema = &responses[status]["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{id} {status}");
            }
        }
    }
    let of_people = usher_server::people_routes().len();
    assert_eq!(operations.len() - of_people, 17, "{operations:?}");
    // Every reference leads somewhere.
    let text = document.to_string();
    for reference in text
        .split("\"#/components/schemas/")
        .skip(1)
        .map(|r| r.split('"').next().unwrap())
    {
        assert!(
            document["components"]["schemas"][reference].is_object(),
            "{reference} is not defined"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documentation_page_needs_nobody_else() {
    let app = TestApp::start().await;
    let page = app.get("/docs/").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    assert!(
        !page.text.contains("https://") && !page.text.contains("<script>"),
        "{}",
        page.text
    );
    let files = page
        .text
        .split('"')
        .filter(|t| t.starts_with("./") || t.ends_with(".js") || t.ends_with(".css"));
    for file in files {
        assert_eq!(
            app.get(&format!("/docs/{}", file.trim_start_matches("./")))
                .await
                .status,
            200,
            "{file}"
        );
    }
    let start = app.get("/docs/swagger-initializer.js").await.text;
    assert!(
        start.contains("/openapi.json") && start.contains("\"validatorUrl\": \"none\""),
        "{start}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_page_is_ours_alone_and_its_contacts_can_ask() {
    let app = TestApp::start().await;
    let page = app.get("/try/").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    assert!(
        !page.text.contains("<style") && !page.text.contains(" style=") && !page.text.contains("http"),
        "{}",
        page.text
    );
    for (file, kind) in [
        ("try.css", "css"),
        ("try.js", "javascript"),
        ("view.js", "javascript"),
        ("screens.js", "javascript"),
        ("connection.js", "javascript"),
    ] {
        let answer = app.get(&format!("/try/{file}")).await;
        assert!(
            answer.status == 200 && answer.header("content-type").contains(kind),
            "{file}: {answer:?}"
        );
        assert!(!answer.text.contains("innerHTML"), "{file}");
    }
    app.get("/try/..%2f..%2fCargo.toml").await.problem(404, "route-unknown");
    assert_eq!(app.get("/demo/people").await.json()["people"][0]["key"], "priya");
    let token = app.get("/demo/session?as=priya").await.json()["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let priya = super::app::TestContact { app: &app, token };
    let id = priya.begin().await;
    assert!(
        priya.ask(&id, "m1", "hello").await["body"]["text"]
            .as_str()
            .unwrap()
            .contains("Priya")
    );
    app.get("/demo/session?as=nobody").await.problem(404, "route-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_page_may_load_the_widget() {
    let app = TestApp::start().await;
    let loader = app.get("/widget.js").await;
    assert_eq!(loader.status, 200);
    assert_eq!(loader.header("access-control-allow-origin"), "*");
    assert_eq!(loader.header("cross-origin-resource-policy"), "cross-origin");
    assert!(loader.header("content-type").contains("javascript"));
    assert!(!loader.text.contains("innerHTML") && !loader.text.contains("eval("));
    let missing = app.get("/parts/nothing.js").await;
    assert_eq!(missing.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_made_up_product_signs_its_people_in_and_every_address_of_it_is_a_page() {
    let app = TestApp::start().await;
    for path in ["/tallybook/", "/tallybook/invoices", "/tallybook/settings/security"] {
        let page = app.get(path).await;
        assert!(page.status == 200 && page.text.contains("/widget.js"), "{path}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    }
    let script = app.get("/tallybook/app.js").await;
    assert!(script.header("content-type").contains("javascript"));
    let session = app
        .get("/demo/session?name=Priya%20Shah&role=admin&plan=plus")
        .await
        .json();
    assert_eq!(session["token"].as_str().unwrap().split('.').count(), 3);
}
