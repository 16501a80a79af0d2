//! What a widget is told before anybody wrote.

use super::app::{Answer, ORIGIN, TestApp, config};
use reqwest::Method;
use serde_json::json;
use usher_server::{HintAfter, HintConfig, InboxConfig, TeamMember, Translation};

fn hint(id: &str, after: HintAfter) -> HintConfig {
    HintConfig {
        id: id.into(),
        route: Some("/import".into()),
        after,
        text: "Trouble importing?".into(),
        ask: Some("My import fails".into()),
        guide: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_first_questions_and_hints_come_in_the_contacts_language() {
    let folder = tempfile::tempdir().unwrap();
    let logo = folder.path().join("logo.png");
    std::fs::write(&logo, b"\x89PNG\r\n\x1a\n0000IHDR").unwrap();
    let app = TestApp::start_with(|config| {
        let inbox = &mut config.inboxes[0];
        inbox.theme.color = Some("#145c4a".into());
        inbox.theme.logo = Some(logo);
        inbox.theme.team = vec![TeamMember {
            name: "Ines".into(),
            photo: None,
        }];
        inbox.suggestions = vec!["How do I begin?".into()];
        inbox.hints = vec![hint("import", HintAfter::Errors(2))];
        let german = Translation {
            greeting: Some("Hallo!".into()),
            hints: [("import".to_owned(), "Klappt der Import nicht?".to_owned())].into(),
            ..Translation::default()
        };
        inbox.translations.insert("de".into(), german);
    })
    .await;
    let english = app.get("/v1/inboxes/main").await.json();
    assert_eq!(english["greeting"], "Hi!");
    assert!(english["disclosure"].as_str().unwrap().contains("is an AI"));
    assert_eq!(english["theme"]["team"], json!([{"name": "Ines", "photo": null}]));
    assert_eq!(english["hints"][0]["after"], json!({"errors": 2}));
    assert_eq!(english["files"]["max_bytes"], 10 * 1024 * 1024);
    let picture = app.get(english["theme"]["logo"].as_str().unwrap()).await;
    assert_eq!(
        (picture.status.as_u16(), picture.header("content-type")),
        (200, "image/png")
    );
    app.get("/v1/inboxes/main/pictures/team-0")
        .await
        .problem(404, "file-unknown");

    let german = app.get("/v1/inboxes/main?locale=de-AT").await.json();
    assert_eq!(
        (&german["greeting"], &german["hints"][0]["text"]),
        (&json!("Hallo!"), &json!("Klappt der Import nicht?"))
    );
    assert!(german["disclosure"].as_str().unwrap().contains("ist eine KI"));
    assert_eq!(
        german["suggestions"],
        json!(["How do I begin?"]),
        "what is not translated stays"
    );
}

#[test]
fn looks_that_cannot_be_are_named_with_a_cure() {
    let check = |change: fn(&mut InboxConfig), expect: &str| {
        let mut config = config();
        change(&mut config.inboxes[0]);
        let error = config.check().unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    };
    check(
        |i| i.theme.color = Some("green".into()),
        "theme.color: `green` is not a colour",
    );
    check(|i| i.suggestions = vec!["?".into(); 5], "suggestions: give at most 4");
    check(
        |i| i.hints = vec![hint("a", HintAfter::Clicks(1))],
        "hints[0]: `after` is",
    );
    check(
        |i| i.hints = vec![hint("a", HintAfter::Seconds(9)), hint("a", HintAfter::Seconds(9))],
        "there twice",
    );
    let unknown = |i: &mut InboxConfig| {
        let hints = [("gone".to_owned(), "?".to_owned())].into();
        i.translations.insert(
            "fr".into(),
            Translation {
                hints,
                ..Translation::default()
            },
        );
    };
    check(unknown, "translations.fr.hints: there is no hint `gone`");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_is_there_for_whom_it_is_and_a_page_may_read_what_is_not_there() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    priya.get("/v1/guides/no-such").await.problem(404, "guide-unknown");
    let missing = app.request(Method::GET, "/v1/not/there").header("origin", ORIGIN);
    let answer = Answer::of(missing).await;
    assert_eq!(answer.header("access-control-allow-origin"), ORIGIN);
    answer.problem(404, "route-unknown");
}
