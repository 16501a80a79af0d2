//! Which role may call which route. A route that does not stand here is refused to everybody.

use usher_engine::Role;
use usher_engine::Role::{Admin, Agent, Analyst, ContentEditor, Supervisor};

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Anybody: it is how one signs in.
    Anybody,
    /// Whoever is signed in with one of these roles.
    Roles(&'static [Role]),
}

/// A route and who may call it.
#[derive(Debug, Clone, Copy)]
pub struct RouteAccess {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// With its parameters: `/v1/people/members/{id}`.
    pub path: &'static str,
    access: Access,
}

impl RouteAccess {
    /// The roles that may call it; `None` where nobody needs to be signed in.
    pub fn roles(&self) -> Option<&'static [Role]> {
        match self.access {
            Access::Anybody => None,
            Access::Roles(roles) => Some(roles),
        }
    }
}

/// Every route of the people's side.
pub fn people_routes() -> &'static [RouteAccess] {
    ROUTES
}

pub(super) fn access(method: &str, path: &str) -> Option<Access> {
    ROUTES
        .iter()
        .find(|route| route.method == method && route.path == path)
        .map(|route| route.access)
}

const EVERYBODY: &[Role] = &[Admin, Supervisor, Agent, ContentEditor, Analyst];
const ADMINS: &[Role] = &[Admin];
const SUPERVISORS: &[Role] = &[Admin, Supervisor];
const AGENTS: &[Role] = &[Admin, Supervisor, Agent];
const READERS: &[Role] = &[Admin, Supervisor, Agent, Analyst];
const CANNED_READERS: &[Role] = &[Admin, Supervisor, Agent, ContentEditor];
const CANNED_WRITERS: &[Role] = &[Admin, Supervisor, ContentEditor];
const ANALYSTS: &[Role] = &[Admin, Supervisor, Analyst];
const EDITORS: &[Role] = &[Admin, ContentEditor];
const TRIERS: &[Role] = &[Admin, Supervisor, ContentEditor, Analyst];

macro_rules! routes {
    ($($method:ident $path:literal $access:expr;)*) => {
        const ROUTES: &[RouteAccess] = &[$(RouteAccess {
            method: stringify!($method),
            path: concat!("/v1/people", $path),
            access: $access,
        }),*];
    };
}

routes! {
    POST "/session" Access::Anybody;
    GET "/session" Access::Roles(EVERYBODY);
    DELETE "/session" Access::Roles(EVERYBODY);
    PUT "/session/password" Access::Roles(EVERYBODY);
    POST "/session/totp" Access::Roles(EVERYBODY);
    PUT "/session/totp" Access::Roles(EVERYBODY);
    DELETE "/session/totp" Access::Roles(EVERYBODY);
    POST "/welcome" Access::Anybody;
    POST "/welcome/accept" Access::Anybody;
    GET "/members" Access::Roles(EVERYBODY);
    PATCH "/members/{id}" Access::Roles(ADMINS);
    POST "/members/{id}/revoke" Access::Roles(ADMINS);
    POST "/members/{id}/restore" Access::Roles(ADMINS);
    POST "/invitations" Access::Roles(ADMINS);
    GET "/invitations" Access::Roles(ADMINS);
    DELETE "/invitations/{id}" Access::Roles(ADMINS);
    GET "/audit" Access::Roles(ADMINS);
    PUT "/presence" Access::Roles(AGENTS);
    GET "/presence" Access::Roles(EVERYBODY);
    GET "/queues" Access::Roles(EVERYBODY);
    POST "/queues" Access::Roles(SUPERVISORS);
    PUT "/queues/{id}" Access::Roles(SUPERVISORS);
    DELETE "/queues/{id}" Access::Roles(SUPERVISORS);
    GET "/inboxes" Access::Roles(EVERYBODY);
    PUT "/inboxes/{key}/hours" Access::Roles(SUPERVISORS);
    GET "/inboxes/{key}/settings" Access::Roles(ADMINS);
    PUT "/inboxes/{key}/settings" Access::Roles(ADMINS);
    POST "/inboxes/{key}/keys" Access::Roles(ADMINS);
    DELETE "/inboxes/{key}/keys/{kid}" Access::Roles(ADMINS);
    GET "/guides" Access::Roles(AGENTS);
    GET "/conversations" Access::Roles(READERS);
    GET "/conversations/counts" Access::Roles(READERS);
    GET "/conversations/live" Access::Roles(SUPERVISORS);
    GET "/conversations/{id}" Access::Roles(READERS);
    GET "/conversations/{id}/events" Access::Roles(READERS);
    GET "/conversations/{id}/export" Access::Roles(READERS);
    POST "/conversations/{id}/take" Access::Roles(AGENTS);
    POST "/conversations/{id}/decline" Access::Roles(AGENTS);
    POST "/conversations/{id}/assign" Access::Roles(AGENTS);
    POST "/conversations/{id}/hand-back" Access::Roles(AGENTS);
    POST "/conversations/{id}/resolve" Access::Roles(AGENTS);
    POST "/conversations/{id}/reopen" Access::Roles(AGENTS);
    POST "/conversations/{id}/snooze" Access::Roles(AGENTS);
    POST "/conversations/{id}/mentions/seen" Access::Roles(AGENTS);
    POST "/conversations/{id}/reads" Access::Roles(AGENTS);
    POST "/files" Access::Roles(AGENTS);
    POST "/conversations/{id}/messages" Access::Roles(AGENTS);
    POST "/conversations/{id}/notes" Access::Roles(AGENTS);
    POST "/conversations/{id}/guides" Access::Roles(AGENTS);
    POST "/conversations/{id}/check" Access::Roles(AGENTS);
    POST "/conversations/{id}/suggestion" Access::Roles(AGENTS);
    POST "/conversations/{id}/suggestion/discard" Access::Roles(AGENTS);
    POST "/conversations/{id}/transcript" Access::Roles(AGENTS);
    GET "/contacts/{id}" Access::Roles(READERS);
    GET "/search" Access::Roles(READERS);
    GET "/export" Access::Roles(READERS);
    GET "/canned" Access::Roles(CANNED_READERS);
    POST "/canned" Access::Roles(CANNED_WRITERS);
    PUT "/canned/{id}" Access::Roles(CANNED_WRITERS);
    DELETE "/canned/{id}" Access::Roles(CANNED_WRITERS);
    POST "/canned/{id}/render" Access::Roles(AGENTS);
    GET "/figures" Access::Roles(ANALYSTS);
    GET "/model" Access::Roles(TRIERS);
    GET "/model-calls" Access::Roles(ADMINS);
    POST "/playground" Access::Roles(TRIERS);
    GET "/knowledge/articles" Access::Roles(EVERYBODY);
    GET "/knowledge/article" Access::Roles(EVERYBODY);
    GET "/knowledge/version" Access::Roles(EVERYBODY);
    POST "/knowledge/preview" Access::Roles(EVERYBODY);
    PUT "/knowledge/draft" Access::Roles(EDITORS);
    DELETE "/knowledge/draft" Access::Roles(EDITORS);
    POST "/knowledge/publish" Access::Roles(EDITORS);
    POST "/knowledge/archive" Access::Roles(EDITORS);
    POST "/knowledge/uploads" Access::Roles(EDITORS);
    GET "/knowledge/uploads" Access::Roles(EVERYBODY);
    GET "/knowledge/uploads/{id}" Access::Roles(EVERYBODY);
    DELETE "/knowledge/uploads/{id}" Access::Roles(EDITORS);
    POST "/knowledge/uploads/{id}/retry" Access::Roles(EDITORS);
    GET "/knowledge/gaps" Access::Roles(TRIERS);
    POST "/knowledge/gaps/draft" Access::Roles(EDITORS);
    GET "/knowledge/answered" Access::Roles(TRIERS);
    GET "/knowledge/guides" Access::Roles(EVERYBODY);
    GET "/knowledge/guide" Access::Roles(EVERYBODY);
    GET "/knowledge/guide/version" Access::Roles(EVERYBODY);
    POST "/knowledge/guide/check" Access::Roles(EVERYBODY);
    PUT "/knowledge/guide/draft" Access::Roles(EDITORS);
    DELETE "/knowledge/guide/draft" Access::Roles(EDITORS);
    POST "/knowledge/guide/publish" Access::Roles(EDITORS);
    POST "/knowledge/guide/archive" Access::Roles(EDITORS);
    GET "/knowledge/intents" Access::Roles(EVERYBODY);
    GET "/knowledge/intents/confusions" Access::Roles(EVERYBODY);
    POST "/knowledge/intents/check" Access::Roles(EVERYBODY);
    POST "/knowledge/intents/examples" Access::Roles(TRIERS);
    DELETE "/knowledge/intents/examples/{id}" Access::Roles(TRIERS);
    GET "/knowledge/sites" Access::Roles(EVERYBODY);
    POST "/knowledge/sites" Access::Roles(EDITORS);
    PUT "/knowledge/sites/{id}" Access::Roles(EDITORS);
    POST "/knowledge/sites/{id}/read" Access::Roles(EDITORS);
    DELETE "/knowledge/sites/{id}" Access::Roles(EDITORS);
    GET "/knowledge/quality" Access::Roles(TRIERS);
    GET "/conversations/{id}/cases" Access::Roles(ANALYSTS);
    GET "/evals/suites" Access::Roles(TRIERS);
    POST "/evals/suites" Access::Roles(TRIERS);
    POST "/evals/suites/import" Access::Roles(TRIERS);
    GET "/evals/suites/{id}" Access::Roles(TRIERS);
    DELETE "/evals/suites/{id}" Access::Roles(TRIERS);
    GET "/evals/suites/{id}/export" Access::Roles(TRIERS);
    PUT "/evals/suites/{id}/baseline" Access::Roles(TRIERS);
    GET "/evals/suites/{id}/cases" Access::Roles(TRIERS);
    POST "/evals/suites/{id}/cases" Access::Roles(TRIERS);
    PUT "/evals/suites/{id}/cases/{case}" Access::Roles(TRIERS);
    DELETE "/evals/suites/{id}/cases/{case}" Access::Roles(TRIERS);
    POST "/evals/runs" Access::Roles(TRIERS);
    GET "/evals/runs" Access::Roles(TRIERS);
    GET "/evals/runs/{id}" Access::Roles(TRIERS);
    DELETE "/evals/runs/{id}" Access::Roles(TRIERS);
    POST "/evals/runs/{id}/stop" Access::Roles(TRIERS);
    GET "/evals/runs/{id}/report" Access::Roles(TRIERS);
    GET "/evals/runs/{id}/results" Access::Roles(TRIERS);
    GET "/evals/budget" Access::Roles(TRIERS);
    PUT "/evals/budget" Access::Roles(ANALYSTS);
    DELETE "/evals/budget" Access::Roles(ANALYSTS);
    GET "/socket" Access::Roles(EVERYBODY);
}
