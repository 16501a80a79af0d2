//! The "try it" page of the demo: static files that speak the public protocol, and tokens for its made-up contacts.

use crate::app::AppState;
use crate::body::Query;
use crate::config::{ConfigError, ServerConfig};
use crate::identity::contact_token;
use crate::problem::{Problem, Result, kinds};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use jiff::SignedDuration;
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};
use tower_http::set_header::SetResponseHeaderLayer;
use usher_engine::Contact;

/// Nothing but our own files, and our own socket.
const PAGE_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                        connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How long a demo contact's token lives.
const LIFETIME: SignedDuration = SignedDuration::from_hours(8);

/// What the "try it" page shows. Its contacts are made up: anybody who reaches the server can become one.
#[derive(Debug, Clone)]
pub struct DemoPage {
    /// Key of the inbox that it asks.
    pub inbox: String,
    /// Whom one can ask as, besides an anonymous visitor.
    pub contacts: Vec<DemoContact>,
    /// The account that the people of the made-up product belong to.
    pub account: String,
}

/// A made-up contact.
#[derive(Debug, Clone)]
pub struct DemoContact {
    /// Names them in `/demo/session?as=<key>`.
    pub key: String,
    /// What the page calls them: `Priya · Plus plan, admin`.
    pub label: String,
    /// Who they are; with a subject.
    pub contact: Contact,
}

impl DemoPage {
    pub(crate) fn check(&self, config: &ServerConfig) -> Result<(), ConfigError> {
        let fail = |message: &str| {
            Err(ConfigError {
                field: "demo".into(),
                message: message.into(),
            })
        };
        let Some(inbox) = config.inboxes.iter().find(|i| i.key == self.inbox) else {
            return fail("its inbox is not configured; name one of server.inboxes");
        };
        if !self.contacts.is_empty() && inbox.token_keys.is_empty() {
            return fail("its inbox has no token_keys to sign its contacts' tokens with; add one");
        }
        if self.contacts.iter().any(|c| c.contact.subject.is_none()) {
            return fail("one of its contacts has no subject; give each one");
        }
        Ok(())
    }
}

/// The page's files, compiled in.
#[derive(RustEmbed)]
#[folder = "assets/try/"]
struct Files;

/// Whom one can ask as.
#[derive(Debug, Serialize)]
struct People {
    inbox: String,
    people: Vec<Person>,
}

#[derive(Debug, Serialize)]
struct Person {
    key: String,
    label: String,
}

/// Who signs in: one of the made-up people by key, or whoever the made-up product says is at its desk.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum SessionQuery {
    Person { r#as: String },
    Desk { name: String, role: String, plan: String },
}

/// A way in as one of them.
#[derive(Debug, Serialize)]
struct Session {
    token: String,
}

pub(super) fn routes() -> Router<AppState> {
    let policy = HeaderValue::from_static(PAGE_CSP);
    let files = Router::new()
        .route("/try/", get(|| async { file("index.html") }))
        .route(
            "/try/{file}",
            get(|Path(name): Path<String>| async move { file(&name) }),
        )
        .layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_SECURITY_POLICY,
            policy,
        ));
    Router::new()
        .merge(files)
        .route("/demo/people", get(people))
        .route("/demo/session", get(session))
}

fn file(name: &str) -> Result<Response> {
    let file = Files::get(name).ok_or_else(|| Problem::new(&kinds::ROUTE_UNKNOWN, "The page has no such file."))?;
    let kind = match name.rsplit_once('.') {
        Some((_, "html")) => "text/html; charset=utf-8",
        Some((_, "css")) => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, file.data.into_owned()).into_response())
}

async fn people(State(app): State<AppState>) -> Json<People> {
    let demo = app.demo.as_ref();
    let person = |c: &DemoContact| Person {
        key: c.key.clone(),
        label: c.label.clone(),
    };
    Json(People {
        inbox: demo.map(|d| d.inbox.clone()).unwrap_or_default(),
        people: demo
            .map(|d| d.contacts.iter().map(person).collect())
            .unwrap_or_default(),
    })
}

async fn session(State(app): State<AppState>, Query(query): Query<SessionQuery>) -> Result<Json<Session>> {
    let unknown = || {
        Problem::new(
            &kinds::ROUTE_UNKNOWN,
            "The demo has nobody by this name. GET /demo/people lists them.",
        )
    };
    let demo = app.demo.as_ref().ok_or_else(unknown)?;
    let contact = match query {
        SessionQuery::Person { r#as } => {
            let person = demo.contacts.iter().find(|c| c.key == r#as).ok_or_else(unknown)?;
            person.contact.clone()
        }
        SessionQuery::Desk { name, role, plan } => Contact {
            subject: Some(format!("desk-{role}-{plan}")),
            name: Some(name),
            email: Some(format!("{role}@example.com")),
            role: Some(role),
            plan: Some(plan),
            account: Some(demo.account.clone()),
            ..Contact::default()
        },
    };
    let inbox = app.inbox(&demo.inbox)?;
    let token = contact_token(&inbox.config, &contact, LIFETIME, app.clock.now()).map_err(Problem::internal)?;
    Ok(Json(Session { token }))
}
