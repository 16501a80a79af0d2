//! Accounts: signing in, invitations, roles, and what is written down of it.

use super::app::{Answer, TestApp};
use super::desk::PASSWORD;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use std::sync::Arc;
use totp_rs::{Builder, Secret};
use usher_engine::Role;
use usher_server::{Clock, ManualClock, SystemClock};

#[tokio::test(flavor = "multi_thread")]
async fn one_signs_in_with_a_password_and_out_again() {
    let app = TestApp::start().await;
    let maria = app.person("Maria", Role::Admin).await;
    let signed = app
        .sign_in(&json!({"email": " Maria@Example.com".trim(), "password": PASSWORD}))
        .await;
    assert_eq!(signed.status, 200, "{signed:?}");
    let cookie = signed.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("usher_session=") && cookie.contains("; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    assert!(!cookie.contains("Secure"), "on a loopback address there is no TLS");
    let body = signed.json();
    assert_eq!(
        (&body["person"]["name"], &body["person"]["role"]),
        (&"Maria".into(), &"admin".into())
    );
    assert!(!body.to_string().contains("argon2"));

    let pair = cookie.split(';').next().unwrap();
    let with = |method: Method, csrf: &str| {
        let request = app.request(method, "/v1/people/session").header("cookie", pair);
        Answer::of(request.header("x-csrf-token", csrf.to_owned()))
    };
    let csrf = body["csrf"].as_str().unwrap();
    assert_eq!(
        with(Method::GET, "").await.json()["csrf"],
        csrf,
        "a page that is loaded again"
    );
    with(Method::DELETE, "").await.problem(403, "csrf-refused");
    with(Method::DELETE, &maria.csrf).await.problem(403, "csrf-refused");
    let out = with(Method::DELETE, csrf).await;
    assert_eq!(out.status, 204, "{out:?}");
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    with(Method::GET, "").await.problem(401, "session-missing");
    let acts = maria.acts().await;
    assert_eq!(acts[..2], ["session.ended", "session.begun"], "{acts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_address_are_told_apart_by_nothing() {
    let app = TestApp::start().await;
    let maria = app.person("Maria", Role::Admin).await;
    let tom = app.person("Tom", Role::Agent).await;
    maria.post(&format!("/members/{}/revoke", tom.id), &json!({})).await;
    let wrong = app
        .sign_in(&json!({"email": maria.email, "password": "not the password"}))
        .await;
    wrong.problem(401, "sign-in-refused");
    for body in [
        json!({"email": "nobody@example.com", "password": PASSWORD}),
        json!({"email": "", "password": ""}),
        tom.credentials(),
    ] {
        let refused = app.sign_in(&body).await;
        assert_eq!((refused.status, &refused.text), (wrong.status, &wrong.text), "{body}");
    }
    assert!(
        !app.sign_in(&json!({"email": "x\0y", "password": "\0"}))
            .await
            .status
            .is_server_error()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_are_counted_by_address_and_by_person() {
    let app = TestApp::start_with(|c| c.limits.sign_ins_per_email = 3).await;
    let wrong = json!({"email": "Maria@example.com", "password": "not the password"});
    for _ in 0..3 {
        app.sign_in(&wrong).await.problem(401, "sign-in-refused");
    }
    let refused = app.sign_in(&wrong).await;
    refused.problem(429, "rate-limited");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    let other = json!({"email": "tom@example.com", "password": "not the password"});
    app.sign_in(&other).await.problem(401, "sign-in-refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_origin_gets_nowhere() {
    let app = TestApp::start().await;
    let maria = app.person("Maria", Role::Admin).await;
    for origin in ["https://evil.example.com", super::app::ORIGIN, "null"] {
        let refused = Answer::of(maria.request(Method::GET, "/session").header("origin", origin)).await;
        refused.problem(403, "origin-refused");
        assert_eq!(refused.header("access-control-allow-origin"), "");
    }
    let own = app.url("").trim_end_matches('/').to_owned();
    let passes = Answer::of(maria.request(Method::GET, "/session").header("origin", own)).await;
    assert_eq!(passes.status, 200, "{passes:?}");
    assert_eq!(passes.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_works_once_and_until_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("usher.db").display());
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let app = TestApp::start_on(&url, |_| {}, super::script::Script::new(), clock.clone()).await;
    let maria = app.person("Maria", Role::Admin).await;
    let invite = async |email: &str| {
        let body = json!({"email": email, "name": "Tom", "role": "agent", "skills": ["billing", "billing"]});
        let invited = maria.post("/invitations", &body).await;
        assert_eq!(invited.status, 201, "{invited:?}");
        let link = invited.json()["link"].as_str().unwrap().to_owned();
        link.split_once("/console/#welcome=").unwrap().1.to_owned()
    };
    let token = invite("Tom@example.com").await;
    let welcome = |path: &str, body: serde_json::Value| {
        Answer::of(
            app.request(Method::POST, &format!("/v1/people/welcome{path}"))
                .json(&body),
        )
    };
    let shown = welcome("", json!({"token": token})).await;
    assert_eq!(shown.json()["email"], "tom@example.com", "{shown:?}");
    let unknown = welcome("", json!({"token": "0".repeat(64)})).await;
    unknown.problem(404, "invitation-unknown");

    let short = welcome("/accept", json!({"token": token, "name": "Tom", "password": "short"})).await;
    short.problem(422, "field-wrong");
    let accept = json!({"token": token, "name": "Tom Becker", "password": PASSWORD});
    let joined = welcome("/accept", accept.clone()).await;
    assert_eq!(joined.status, 200, "{joined:?}");
    assert_eq!(joined.json()["person"]["skills"], json!(["billing"]));
    let again = welcome("/accept", accept).await;
    assert_eq!((again.status, &again.text), (unknown.status, &unknown.text));
    maria
        .post("/invitations", &json!({"email": "tom@example.com", "role": "admin"}))
        .await
        .problem(409, "person-exists");

    let (first, second) = (invite("eve@example.com").await, invite("eve@example.com").await);
    welcome("", json!({"token": first}))
        .await
        .problem(404, "invitation-unknown");
    let open = maria.get("/invitations").await.json();
    let id = open["invitations"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(maria.delete(&format!("/invitations/{id}")).await.status, 204);
    welcome("", json!({"token": second}))
        .await
        .problem(404, "invitation-unknown");
    let late = invite("late@example.com").await;
    clock.advance(SignedDuration::from_hours(7 * 24));
    welcome("", json!({"token": late}))
        .await
        .problem(404, "invitation-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_it_rests_and_at_the_latest_after_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("usher.db").display());
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let app = TestApp::start_on(&url, |_| {}, super::script::Script::new(), clock.clone()).await;
    let maria = app.person("Maria", Role::Admin).await;
    for _ in 0..15 {
        clock.advance(SignedDuration::from_hours(11));
        assert_eq!(maria.get("/session").await.status, 200);
    }
    clock.advance(SignedDuration::from_hours(4));
    maria.get("/session").await.problem(401, "session-missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_asked_for_once_they_are_on_and_each_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("usher.db").display());
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let app = TestApp::start_on(&url, |_| {}, super::script::Script::new(), clock.clone()).await;
    let maria = app.person("Maria", Role::Admin).await;
    maria
        .post("/session/totp", &json!({"password": "not the password"}))
        .await
        .problem(401, "sign-in-refused");
    let begun = maria.post("/session/totp", &json!({"password": PASSWORD})).await.json();
    let secret = Secret::try_from_base32(begun["secret"].as_str().unwrap()).unwrap();
    let totp = Builder::new()
        .with_secret(secret)
        .with_account_name("m")
        .with_issuer(Some("Usher"))
        .build()
        .unwrap();
    let code = || totp.generate(clock.now().as_second() as u64).to_string();
    assert_eq!(app.sign_in(&maria.credentials()).await.status, 200, "not confirmed yet");
    maria
        .put("/session/totp", &json!({"code": "000000"}))
        .await
        .problem(401, "code-refused");
    let confirming = code();
    assert_eq!(
        maria.put("/session/totp", &json!({"code": confirming})).await.status,
        204
    );

    app.sign_in(&maria.credentials()).await.problem(401, "code-needed");
    let with = |code: &str| {
        let mut body = maria.credentials();
        body["code"] = code.into();
        body
    };
    app.sign_in(&with(&confirming)).await.problem(401, "code-refused");
    clock.advance(SignedDuration::from_secs(30));
    let fresh = code();
    assert_eq!(app.sign_in(&with(&fresh)).await.status, 200);
    app.sign_in(&with(&fresh)).await.problem(401, "code-refused");
    let wrong = app
        .sign_in(&json!({"email": maria.email, "password": "no", "code": fresh}))
        .await;
    wrong.problem(401, "sign-in-refused");

    let off = maria
        .send(Method::DELETE, "/session/totp", &json!({"password": PASSWORD}))
        .await;
    assert_eq!(off.status, 204);
    assert_eq!(app.sign_in(&maria.credentials()).await.status, 200);
    let acts = maria.acts().await;
    assert!(
        acts.contains(&"totp.on".into()) && acts.contains(&"totp.off".into()),
        "{acts:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_lowered_counts_from_the_next_call_on() {
    let app = TestApp::start().await;
    let (maria, tom) = (
        app.person("Maria", Role::Admin).await,
        app.person("Tom", Role::Admin).await,
    );
    assert_eq!(tom.get("/audit").await.status, 200);
    let path = format!("/members/{}", tom.id);
    let lowered = maria.patch(&path, &json!({"role": "agent", "capacity": 2})).await;
    assert_eq!(lowered.json()["role"], "agent", "{lowered:?}");
    tom.get("/audit").await.problem(403, "role-refused");
    assert_eq!(tom.get("/session").await.json()["person"]["capacity"], 2);
    let own = format!("/members/{}", maria.id);
    maria
        .patch(&own, &json!({"role": "agent"}))
        .await
        .problem(409, "last-admin");
    maria
        .post(&format!("{own}/revoke"), &json!({}))
        .await
        .problem(409, "last-admin");
    maria
        .patch("/members/nobody", &json!({"role": "agent"}))
        .await
        .problem(404, "person-unknown");
    maria
        .patch(&path, &json!({"capacity": 51}))
        .await
        .problem(422, "field-wrong");
    maria
        .patch(&path, &json!({"inboxes": ["nonesuch"]}))
        .await
        .problem(404, "inbox-unknown");

    let revoked = maria.post(&format!("{path}/revoke"), &json!({})).await;
    assert_eq!(revoked.json()["status"], "revoked");
    tom.get("/session").await.problem(401, "session-missing");
    maria.post(&format!("{path}/restore"), &json!({})).await;
    tom.get("/session").await.problem(401, "session-missing");
    assert_eq!(app.sign_in(&tom.credentials()).await.status, 200);
    let acts = maria.acts().await;
    assert_eq!(
        acts[..4],
        ["session.begun", "person.restored", "person.revoked", "person.changed"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let maria = app.person("Maria", Role::Admin).await;
    let elsewhere = app.session_of(&maria.id, &maria.email).await;
    let body = json!({"current": PASSWORD, "password": "another long password"});
    maria
        .put(
            "/session/password",
            &json!({"current": "wrong", "password": "another long password"}),
        )
        .await
        .problem(401, "sign-in-refused");
    assert_eq!(maria.put("/session/password", &body).await.status, 204);
    elsewhere.get("/session").await.problem(401, "session-missing");
    assert_eq!(maria.get("/session").await.status, 200);
    app.sign_in(&maria.credentials()).await.problem(401, "sign-in-refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_see_the_addresses_of_others() {
    let app = TestApp::start().await;
    let (maria, tom) = (
        app.person("Maria", Role::Admin).await,
        app.person("Tom", Role::Agent).await,
    );
    let emails = async |of: &super::desk::TestPerson<'_>| -> Vec<String> {
        let people = of.get("/members").await.json();
        let people = people["people"].as_array().unwrap();
        people.iter().map(|p| p["email"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(emails(&maria).await, ["maria@example.com", "tom@example.com"]);
    assert_eq!(emails(&tom).await, ["", "tom@example.com"]);
}
