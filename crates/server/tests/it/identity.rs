//! Every way in which a token can be wrong has its own answer.

use super::app::{Answer, KEY, TestApp, TestContact};
use super::ws::Socket;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Method;
use serde_json::{Value, json};
use usher_server::{Clock, SystemClock};

fn now() -> i64 {
    SystemClock.now().as_second()
}

fn claims() -> Value {
    json!({"sub": "u1", "aud": "main", "iat": now(), "exp": now() + 3600, "name": "Priya", "tenant": "ignored"})
}

fn with(field: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[field] = value;
    claims
}

fn without(field: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(field);
    claims
}

fn sign(alg: Algorithm, kid: Option<&str>, secret: &str, claims: &Value) -> String {
    let header = Header {
        kid: kid.map(str::to_owned),
        ..Header::new(alg)
    };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}

fn good(claims: &Value) -> String {
    sign(Algorithm::HS256, Some("k1"), KEY, claims)
}

/// A token with another header and no matching signature, as an attacker would make it.
fn forged(header: &str) -> String {
    let token = good(&claims());
    let parts: Vec<&str> = token.split('.').collect();
    format!("{header}.{}.{}", parts[1], parts[2])
}

// base64url of {"alg":"none","typ":"JWT"}, {"alg":"RS256","typ":"JWT","kid":"k1"} and {"alg":"nOnE","typ":"JWT"}
const NONE: &str = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
const RS256: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0";
const ODD: &str = "eyJhbGciOiJuT25FIiwidHlwIjoiSldUIn0";

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_of_a_token_has_its_own_answer() {
    let app = TestApp::start().await;
    let (hs, k1) = (Algorithm::HS256, Some("k1"));
    let unsigned = format!("{NONE}.{}.", good(&claims()).split('.').nth(1).unwrap());
    let cases: Vec<(&str, String, &str)> = vec![
        ("no token at all", "nonsense".into(), "token-malformed"),
        ("two parts", "a.b".into(), "token-malformed"),
        ("no JSON inside", "YQ.YQ.YQ".into(), "token-malformed"),
        (
            "too long",
            good(&with("name", json!("x".repeat(9000)))),
            "token-malformed",
        ),
        ("alg none", unsigned, "token-unsigned"),
        ("alg none with a signature", forged(NONE), "token-unsigned"),
        ("alg none in odd case", forged(ODD), "token-algorithm"),
        ("alg RS256", forged(RS256), "token-algorithm"),
        (
            "alg HS512",
            sign(Algorithm::HS512, k1, KEY, &claims()),
            "token-algorithm",
        ),
        (
            "another secret",
            sign(hs, k1, "some other secret that is long enough", &claims()),
            "token-signature",
        ),
        (
            "an unknown kid",
            sign(hs, Some("k9"), KEY, &claims()),
            "token-key-unknown",
        ),
        (
            "no kid where there are two keys",
            sign(hs, None, KEY, &claims()),
            "token-key-unknown",
        ),
        ("no aud", good(&without("aud")), "token-audience"),
        (
            "an unknown inbox",
            good(&with("aud", json!("elsewhere"))),
            "token-audience",
        ),
        (
            "another inbox of ours",
            good(&with("aud", json!("other"))),
            "token-audience",
        ),
        ("expired", good(&with("exp", json!(now() - 61))), "token-expired"),
        ("no exp", good(&without("exp")), "token-claim"),
        ("exp in words", good(&with("exp", json!("tomorrow"))), "token-claim"),
        (
            "lives too long",
            good(&with("exp", json!(now() + 86_400 * 30))),
            "token-lifetime",
        ),
        (
            "lives too long, no iat",
            good(&{
                let mut c = without("iat");
                c["exp"] = json!(now() + 90_000);
                c
            }),
            "token-lifetime",
        ),
        (
            "made in the future",
            good(&with("iat", json!(now() + 600))),
            "token-not-yet-valid",
        ),
        (
            "nbf in the future",
            good(&with("nbf", json!(now() + 600))),
            "token-not-yet-valid",
        ),
        ("no sub", good(&without("sub")), "token-claim"),
        ("an empty sub", good(&with("sub", json!(" "))), "token-claim"),
        ("a number for a name", good(&with("name", json!(7))), "token-claim"),
        (
            "a visitor made up",
            sign(hs, Some("usher-visitor"), KEY, &claims()),
            "token-signature",
        ),
    ];
    for (what, token, slug) in cases {
        let answer = Answer::of(app.request(Method::GET, "/v1/conversations").bearer_auth(&token)).await;
        let detail = answer.problem(401, slug);
        assert!(!detail.contains(&token), "{what}: the token is not repeated");
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"usher\"", "{what}");
    }
    app.get("/v1/conversations").await.problem(401, "token-missing");
    let basic = app.request(Method::GET, "/v1/conversations").basic_auth("u", Some("p"));
    Answer::of(basic).await.problem(401, "token-missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_can_be_replaced_and_clocks_may_differ_a_little() {
    let app = TestApp::start().await;
    let next = "the-next-key-of-the-host-32-bytes";
    let tokens = [
        sign(Algorithm::HS256, Some("k2"), next, &claims()),
        good(&with("exp", json!(now() - 30))),
        good(&with("iat", json!(now() + 30))),
        good(&with("aud", json!(["main", "elsewhere"]))),
        good(&without("iat")),
    ];
    for token in tokens {
        let answer = Answer::of(app.request(Method::GET, "/v1/conversations").bearer_auth(&token)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    let only = json!({"sub": "u1", "aud": "other", "exp": now() + 60});
    let token = sign(Algorithm::HS256, None, "a-key-of-the-other-inbox-32-bytes", &only);
    let answer = Answer::of(app.request(Method::GET, "/v1/conversations").bearer_auth(&token)).await;
    assert_eq!(answer.status, 200, "one key needs no kid: {answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_is_the_same_with_every_token_and_their_newest_traits_count() {
    let app = TestApp::start().await;
    let first = TestContact {
        app: &app,
        token: good(&with("plan", json!("free"))),
    };
    let id = first.begin().await;
    let reply = first.ask(&id, "m1", "hello").await;
    assert!(
        reply["body"]["text"].as_str().unwrap().contains("Priya (free)"),
        "{reply}"
    );
    let later = TestContact {
        app: &app,
        token: good(&with("plan", json!("busi\u{0}ness"))),
    };
    let reply = later.ask(&id, "m2", "hello again").await;
    assert!(
        reply["body"]["text"].as_str().unwrap().contains("Priya (business)"),
        "{reply}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_come_in_where_the_inbox_allows_it() {
    let app = TestApp::start().await;
    let create = |inbox: &str| Answer::of(app.request(Method::POST, "/v1/visitors").json(&json!({"inbox": inbox})));
    create("other").await.problem(403, "visitors-refused");
    create("nowhere").await.problem(404, "inbox-unknown");
    let (one, two) = (app.visitor().await, app.visitor().await);
    let id = one.begin().await;
    let reply = one.ask(&id, "m1", "hello").await;
    assert!(
        reply["body"]["text"].as_str().unwrap().contains("a visitor (no plan)"),
        "{reply}"
    );
    two.get(&format!("/v1/conversations/{id}"))
        .await
        .problem(404, "conversation-unknown");
    assert_eq!(one.get("/v1/conversations").await.json()["conversations"][0]["id"], id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_needs_the_token_as_a_subprotocol_and_never_in_the_url() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let bad = TestContact {
        app: &app,
        token: good(&with("exp", json!(now() - 100))),
    };
    assert_eq!(Socket::try_open(&bad, &id, 0).await.err(), Some(401));
    let in_url = app
        .get(&format!("/v1/conversations/{id}/socket?token={}", priya.token))
        .await;
    in_url.problem(401, "token-missing");
    Socket::open(&priya, &id, 0).await.events(1).await;
}
