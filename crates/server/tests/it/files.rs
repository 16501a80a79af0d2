//! Files: sent ahead, then with a message; and what must not come in or be drawn.

use super::app::{Answer, TestApp, TestContact, soon};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0000IHDR";

async fn upload(contact: &TestContact<'_>, name: &str, media_type: &str, content: &[u8]) -> Answer {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let request = contact
        .request(Method::POST, &format!("/v1/files?name={name}"))
        .header("content-type", media_type)
        .body(content.to_vec());
    Answer::of(request).await
}

async fn send(contact: &TestContact<'_>, conversation: &str, client_id: &str, files: &[&Value]) -> Answer {
    let body = json!({"client_id": client_id, "text": "", "files": files});
    contact
        .post(&format!("/v1/conversations/{conversation}/messages"), &body)
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screenshot_goes_with_a_message_and_is_drawn_by_its_address() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let kept = upload(&priya, "../my screen\u{202e}.png", "application/octet-stream", PNG).await;
    assert_eq!(kept.status, 201, "{kept:?}");
    let file = kept.json();
    assert_eq!(
        (&file["name"], &file["media_type"]),
        (&json!("my screen.png"), &json!("image/png"))
    );
    assert_eq!(file["bytes"], PNG.len());
    assert_eq!(send(&priya, &id, "m1", &[&file["id"]]).await.status, 202);

    let events = priya.events(&id, 1, 2).await;
    assert_eq!(events[0]["body"]["files"][0], file);
    let drawn = app.get(file["url"].as_str().unwrap()).await;
    assert_eq!(
        (drawn.status.as_u16(), drawn.header("content-type")),
        (200, "image/png")
    );
    assert_eq!(
        drawn.header("content-disposition"),
        "inline; filename*=UTF-8''my%20screen.png"
    );
    assert!(drawn.header("content-security-policy").contains("sandbox"));
    assert_eq!(drawn.header("x-content-type-options"), "nosniff");
    app.get("/v1/files/0000").await.problem(404, "file-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_only_ever_downloaded() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    let file = upload(&visitor, "rows.csv", "text/csv", b"a,b\n<script>,2\n")
        .await
        .json();
    let got = app.get(file["url"].as_str().unwrap()).await;
    assert_eq!(got.header("content-type"), "text/csv");
    assert!(got.header("content-disposition").starts_with("attachment"));
}

/// Sends a file without saying how long it is; gives the status line.
async fn upload_in_chunks(app: &TestApp, token: &str, chunks: usize) -> String {
    let head = format!(
        "POST /v1/files?name=a.png HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\n\
         transfer-encoding: chunked\r\n\r\n",
        app.address
    );
    // In one piece: who is refused is hung up on, and may be while writing.
    let mut all = head.into_bytes();
    for _ in 0..chunks {
        all.extend(format!("{:x}\r\n", PNG.len()).bytes());
        all.extend(PNG);
        all.extend(b"\r\n");
    }
    all.extend(b"0\r\n\r\n");
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    stream.write_all(&all).await.unwrap();
    let mut line = String::new();
    soon("the status came", BufReader::new(stream).read_line(&mut line))
        .await
        .unwrap();
    line.trim_end().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_hold_script_is_too_large_or_is_not_wanted_is_refused_with_a_cure() {
    let app = TestApp::start_with(|config| {
        config.limits.file_bytes = 64;
        config.inboxes[1].files = false;
        config.inboxes[1].anonymous = true;
    })
    .await;
    let priya = app.contact("priya");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    upload(&priya, "shot.png", "image/png", svg)
        .await
        .problem(415, "file-type-refused");
    upload(&priya, "empty.txt", "text/plain", b"")
        .await
        .problem(415, "file-type-refused");
    upload(&priya, "large.png", "image/png", &PNG.repeat(9))
        .await
        .problem(413, "file-too-large");
    let status = upload_in_chunks(&app, &priya.token, 9).await;
    assert_eq!(
        status, "HTTP/1.1 413 Payload Too Large",
        "its length is not known before"
    );

    let other = app
        .request(Method::POST, "/v1/visitors")
        .json(&json!({"inbox": "other"}));
    let token = Answer::of(other).await.json()["token"].as_str().unwrap().to_owned();
    let other = TestContact { app: &app, token };
    upload(&other, "a.txt", "text/plain", b"hello")
        .await
        .problem(403, "files-refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_somebody_else_does_not_go_with_ones_message() {
    let app = TestApp::start().await;
    let (priya, tom) = (app.contact("priya"), app.contact("tom"));
    let file = upload(&priya, "a.txt", "text/plain", b"secret").await.json();
    let id = tom.begin().await;
    send(&tom, &id, "m1", &[&file["id"]]).await.problem(422, "field-wrong");
    let many = vec![&file["id"]; 6];
    send(&tom, &id, "m1", &many).await.problem(422, "field-wrong");
    send(&tom, &id, "m1", &[]).await.problem(422, "text-empty");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_than_so_many_files_wait_for_their_message() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    for _ in 0..20 {
        assert_eq!(upload(&priya, "a.txt", "text/plain", b"x").await.status, 201);
    }
    upload(&priya, "a.txt", "text/plain", b"x")
        .await
        .problem(429, "rate-limited");
}
