//! Every fault, before and after the first piece, shown or not, with one endpoint and with two.

use crate::desk::{Desk, Ear, TEXT, config, hasty, well, word};
use crate::scripted::{Act, Script, Scripted};
use serde_json::json;
use tokio::net::{TcpSocket, TcpStream};
use usher_llm::EndpointConfig;

/// What a fault means.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    /// It may go better another time, or elsewhere.
    Passing,
    /// This endpoint will never take it.
    Rejects,
    /// The model declines, wherever.
    Refuses,
    /// The text is of no use, wherever.
    Spoils,
}

/// How far the answer got.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    BeforeThePiece,
    AfterAPiece,
    AfterAShownPiece,
}

const PLACES: [Place; 3] = [Place::BeforeThePiece, Place::AfterAPiece, Place::AfterAShownPiece];

/// The outcomes of a fault at a place, with one endpoint, and with a second one that is well.
async fn check(name: &str, fault: &[Act], sort: Sort, place: Place) {
    let patience = if fault.contains(&Act::Stall) {
        hasty
    } else {
        |config| config
    };
    let mut acts = fault.to_vec();
    if place != Place::BeforeThePiece {
        acts.insert(0, Act::Piece("Hello ".into()));
    }
    let shown = place == Place::AfterAShownPiece;
    let (alone, requests) = match sort {
        Sort::Passing if shown => ("broke_off", 1),
        Sort::Passing => ("unavailable", 3),
        Sort::Rejects if shown => ("broke_off", 1),
        Sort::Rejects => ("rejected", 1),
        Sort::Refuses => ("refused", 1),
        Sort::Spoils => ("unusable", 1),
    };
    let what = format!("{name}, {place:?}");
    let first = Scripted::always(Script::of(acts));
    let desk = Desk::new(&patience(config(&[&first])));
    let mut ear = Ear {
        shows: shown,
        ..Ear::default()
    };
    let written = desk.write(&mut ear).await;
    assert_eq!(word(&written), alone, "{what}, one endpoint: {written:?}");
    assert_eq!(first.requests().len(), requests, "{what}, one endpoint");
    assert_eq!(ear.forgot, requests - 1, "{what}, one endpoint: forgotten");
    assert_eq!(desk.ends()[0].outcome, alone, "{what}");
    assert_eq!(desk.ends()[0].used.attempts as usize, requests, "{what}");

    let second = well();
    let desk = Desk::new(&patience(config(&[&first, &second])));
    let mut ear = Ear {
        shows: shown,
        ..Ear::default()
    };
    let written = desk.write(&mut ear).await;
    let mended = matches!(alone, "unavailable" | "rejected");
    assert_eq!(
        word(&written),
        if mended { "written" } else { alone },
        "{what}, two endpoints: {written:?}"
    );
    assert_eq!(first.requests().len(), requests + 1, "{what}: the first is tried once");
    assert_eq!(second.requests().len(), usize::from(mended), "{what}, two endpoints");
    if mended {
        assert_eq!((ear.heard.as_str(), ear.forgot), (TEXT, 1), "{what}");
        assert_eq!(written.unwrap().used.endpoint, "b", "{what}");
    }
}

#[tokio::test]
async fn every_fault_in_the_stream_at_every_place() {
    let error = |message: &str| Act::ErrorEvent(json!({ "message": message }));
    let wrong = json!({ "message": "no", "code": 400 });
    let event = "event: error\ndata: {\"message\": \"overloaded\"}\n\n";
    let faults: [(&str, Vec<Act>, Sort); 14] = [
        ("nothing more", vec![Act::Stall], Sort::Passing),
        ("only signs of life", vec![Act::KeepAlive, Act::Stall], Sort::Passing),
        ("an error event", vec![error("overloaded")], Sort::Passing),
        ("an event named error", vec![Act::Raw(event.into())], Sort::Passing),
        (
            "an error event of a wrong request",
            vec![Act::ErrorEvent(wrong)],
            Sort::Rejects,
        ),
        ("an end without a reason", vec![Act::End], Sort::Passing),
        ("an end in the middle", vec![Act::Drop], Sort::Passing),
        ("no JSON", vec![Act::MalformedChunk], Sort::Passing),
        (
            "too long",
            vec![Act::Piece("and".into()), Act::Finish("length")],
            Sort::Spoils,
        ),
        ("a tool", vec![Act::ToolCall, Act::Finish("tool_calls")], Sort::Spoils),
        ("for ever", vec![Act::Forever("more and ".into())], Sort::Spoils),
        ("a filter", vec![Act::Finish("content_filter")], Sort::Refuses),
        (
            "a refusal",
            vec![Act::Refusal("I cannot".into()), Act::Finish("stop")],
            Sort::Refuses,
        ),
        ("[DONE] without a reason", vec![Act::Done], Sort::Passing),
    ];
    for (name, fault, sort) in faults {
        for place in PLACES {
            check(name, &fault, sort, place).await;
        }
    }
}

#[tokio::test]
async fn every_status_before_the_stream() {
    let statuses = [
        (429, Sort::Passing),
        (408, Sort::Passing),
        (500, Sort::Passing),
        (502, Sort::Passing),
        (503, Sort::Passing),
        (529, Sort::Passing),
        (400, Sort::Rejects),
        (401, Sort::Rejects),
        (403, Sort::Rejects),
        (404, Sort::Rejects),
        (422, Sort::Rejects),
        (302, Sort::Rejects),
    ];
    for (status, sort) in statuses {
        let script = Script::status(status, json!({ "message": "no" }));
        check(&format!("HTTP {status}"), &script.0, sort, Place::BeforeThePiece).await;
    }
    let all_at_once = [
        Act::ContentType("application/json"),
        Act::Raw("{\"choices\": []}".into()),
    ];
    check("all at once", &all_at_once, Sort::Rejects, Place::BeforeThePiece).await;
}

#[tokio::test]
async fn an_answer_of_nothing_is_of_no_use() {
    let server = Scripted::always(Script::of([Act::Finish("stop"), Act::Done]));
    let written = Desk::new(&config(&[&server])).write(&mut Ear::default()).await;
    assert_eq!(word(&written), "unusable");
}

#[tokio::test]
async fn a_parameter_that_is_not_taken_names_the_setting_to_change() {
    let error = json!({ "message": "Unsupported parameter", "param": "temperature" });
    let server = Scripted::always(Script::status(400, error));
    let error = Desk::new(&config(&[&server]))
        .write(&mut Ear::default())
        .await
        .unwrap_err();
    assert_eq!(error.word(), "rejected");
    assert!(
        error.to_string().contains("`temperature = false` in the endpoint `a`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_is_passed_over() {
    let second = well();
    let mut config = config(&[&second, &second]);
    config.endpoints[0].url = gone();
    let written = Desk::new(&config).write(&mut Ear::default()).await.unwrap();
    assert_eq!((written.used.endpoint.as_str(), written.used.attempts), ("b", 2));
    config.endpoints.truncate(1);
    let error = Desk::new(&config).write(&mut Ear::default()).await.unwrap_err();
    assert_eq!(error.word(), "unavailable");
    assert!(error.to_string().contains("a: no connection"), "{error}");
}

#[tokio::test]
async fn a_connection_that_never_stands_is_given_up() {
    // A queue of one that nobody takes from: the kernel drops what comes after.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let full = socket.listen(1).unwrap();
    let address = full.local_addr().unwrap();
    let patience = std::time::Duration::from_millis(100);
    let mut queue = Vec::new();
    while let Ok(connected) = tokio::time::timeout(patience, TcpStream::connect(address)).await {
        queue.push(connected.unwrap());
    }
    let second = well();
    let mut config = config(&[&second, &second]);
    config.connect_timeout_ms = 100;
    config.endpoints[0] = EndpointConfig::new("a", &format!("http://{address}/v1"), "large");
    let written = Desk::new(&config).write(&mut Ear::default()).await.unwrap();
    assert_eq!(written.used.endpoint, "b");
    assert!(
        written.used.first_piece_ms < 5_000,
        "it was the connection's patience: {:?}",
        written.used
    );
}

/// An address that was one.
fn gone() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/v1", listener.local_addr().unwrap())
}
