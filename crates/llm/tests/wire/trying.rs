//! Trying endpoints out, as `usher doctor --llm` does.

use crate::desk::{Desk, config};
use crate::scripted::{Act, Request, Script, Scripted};
use serde_json::json;
use usher_llm::EndpointReport;

/// Does all that is asked of it.
fn able(request: &Request) -> Script {
    match request.user() {
        user if user.contains("colour") => Script::json(&json!({ "colour": "blue" })),
        _ => Script::text("one two three four"),
    }
}

async fn report(server: &Scripted) -> EndpointReport {
    let desk = Desk::new(&config(&[server]));
    let mut reports = desk.gateway.try_out().await;
    assert!(
        desk.notes().is_empty() && desk.gateway.usage().prompts.is_empty(),
        "nothing is noted"
    );
    reports.pop().unwrap()
}

#[tokio::test]
async fn an_able_endpoint_is_found_able() {
    let report = report(&Scripted::start(able)).await;
    assert_eq!(report.error, None);
    assert!(report.reachable && report.streams && report.usage, "{report:?}");
    assert_eq!((report.schema, report.log_probabilities), (Some(true), None));
    assert!(report.first_piece_ms.unwrap() <= report.total_ms.unwrap());
}

#[tokio::test]
async fn each_model_of_each_endpoint_is_tried() {
    let server = Scripted::start(able);
    let mut config = config(&[&server, &server]);
    config.endpoints[1].small_model = Some("small".into());
    let reports = Desk::new(&config).gateway.try_out().await;
    let tried: Vec<_> = reports
        .iter()
        .map(|r| (r.endpoint.as_str(), r.model.as_str()))
        .collect();
    assert_eq!(tried, [("a", "large"), ("b", "large"), ("b", "small")]);
}

#[tokio::test]
async fn what_is_wrong_is_said_with_its_cure() {
    let one_piece = Script::of([Act::Piece("one two".into()), Act::Finish("stop"), Act::Done]);
    let cases: [(Script, &str); 3] = [
        (Script::status(401, json!({})), "set `key`"),
        (Script::status(404, json!({})), "check `url` and `model`"),
        (Script::text("no JSON at all"), "set `schema = false`"),
    ];
    for (script, cure) in cases {
        let report = report(&Scripted::always(script)).await;
        assert!(
            report.error.as_ref().is_some_and(|e| e.contains(cure)),
            "{cure}: {report:?}"
        );
    }
    let buffered = Scripted::start(move |request| match request.user().contains("colour") {
        true => able(request),
        false => one_piece.clone(),
    });
    let report = report(&buffered).await;
    assert!(report.reachable && !report.streams && !report.usage, "{report:?}");
    assert!(report.error.unwrap().contains("in one piece"));
}
