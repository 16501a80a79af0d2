//! Every error that a caller sees, as RFC 9457 problem details. Which error goes where:
//!
//! - what the caller did wrong is a [`Problem`] with the cure in its detail;
//! - what the database or the machine did wrong becomes [`kinds::INTERNAL`] or [`kinds::UNAVAILABLE`]: the cause is
//!   logged here, once, and never shown;
//! - "I don't know" and "a person takes over" are outcomes of a turn and never come here.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::time::Duration;
use usher_store::StoreError;
use utoipa::ToSchema;

/// A sort of problem: what stays the same over all its occurrences.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Last part of the type URI, `/problems/<slug>`.
    pub(crate) slug: &'static str,
    /// HTTP status.
    pub(crate) status: u16,
    /// The same in words.
    pub(crate) title: &'static str,
}

macro_rules! kinds {
    ($($name:ident = $slug:literal $status:literal $title:literal;)*) => {
        /// The sorts of problem there are.
        pub(crate) mod kinds {
            use super::Kind;
            $(pub(crate) const $name: Kind = Kind { slug: $slug, status: $status, title: $title };)*
            pub(crate) const ALL: &[Kind] = &[$($name),*];
        }
    };
}

kinds! {
    TOKEN_MISSING = "token-missing" 401 "A token is needed";
    TOKEN_MALFORMED = "token-malformed" 401 "The token cannot be read";
    TOKEN_UNSIGNED = "token-unsigned" 401 "The token is not signed";
    TOKEN_ALGORITHM = "token-algorithm" 401 "The token is signed with another algorithm than HS256";
    TOKEN_KEY = "token-key-unknown" 401 "The token's key is not known here";
    TOKEN_SIGNATURE = "token-signature" 401 "The token's signature is wrong";
    TOKEN_AUDIENCE = "token-audience" 401 "The token is for another inbox";
    TOKEN_EXPIRED = "token-expired" 401 "The token has expired";
    TOKEN_LIFETIME = "token-lifetime" 401 "The token lives too long";
    TOKEN_EARLY = "token-not-yet-valid" 401 "The token is not valid yet";
    TOKEN_CLAIM = "token-claim" 401 "A claim of the token is missing or wrong";
    SESSION_MISSING = "session-missing" 401 "Nobody is signed in";
    SIGN_IN_REFUSED = "sign-in-refused" 401 "E-mail or password is wrong";
    CODE_NEEDED = "code-needed" 401 "A code of the authenticator is needed";
    CODE_REFUSED = "code-refused" 401 "The code is wrong or was used";
    CSRF_REFUSED = "csrf-refused" 403 "The CSRF token is missing or wrong";
    ROLE_REFUSED = "role-refused" 403 "Your role may not do this";
    VISITORS_REFUSED = "visitors-refused" 403 "This inbox takes no anonymous visitors";
    ORIGIN_REFUSED = "origin-refused" 403 "This origin may not call";
    FILES_REFUSED = "files-refused" 403 "This inbox takes no files";
    INBOX_UNKNOWN = "inbox-unknown" 404 "There is no such inbox";
    CONVERSATION_UNKNOWN = "conversation-unknown" 404 "There is no such conversation";
    FILE_UNKNOWN = "file-unknown" 404 "There is no such file";
    PERSON_UNKNOWN = "person-unknown" 404 "There is no such person";
    INVITATION_UNKNOWN = "invitation-unknown" 404 "This invitation does not work";
    QUEUE_UNKNOWN = "queue-unknown" 404 "There is no such queue";
    GUIDE_UNKNOWN = "guide-unknown" 404 "There is no such guide";
    CANNED_UNKNOWN = "canned-unknown" 404 "There is no such canned reply";
    CONTACT_UNKNOWN = "contact-unknown" 404 "There is no such contact";
    SUGGESTION_UNKNOWN = "suggestion-unknown" 404 "There is no such suggestion";
    ARTICLE_UNKNOWN = "article-unknown" 404 "There is no such article";
    INTENT_UNKNOWN = "intent-unknown" 404 "There is no such intent";
    EXAMPLE_UNKNOWN = "example-unknown" 404 "There is no such example";
    SITE_UNKNOWN = "site-unknown" 404 "There is no such site";
    CASE_UNKNOWN = "case-unknown" 404 "There is no such case";
    VERSION_UNKNOWN = "version-unknown" 404 "There is no such version";
    SUITE_UNKNOWN = "suite-unknown" 404 "There is no such suite";
    RUN_UNKNOWN = "run-unknown" 404 "There is no such run";
    CALIBRATION_UNKNOWN = "calibration-unknown" 404 "There is no such calibration";
    UPLOAD_UNKNOWN = "upload-unknown" 404 "There is no such upload";
    ROUTE_UNKNOWN = "route-unknown" 404 "There is nothing here";
    METHOD_REFUSED = "method-refused" 405 "This method does not work here";
    CLIENT_ID_REUSED = "client-id-reused" 409 "This client_id was used for something else";
    TAKEN = "taken" 409 "Somebody else has it";
    CAPACITY_REACHED = "capacity-reached" 409 "No more conversations at the same time";
    NOT_OPEN = "not-open" 409 "People do not have this conversation";
    NOT_YOURS = "not-yours" 409 "You do not have this conversation";
    LAST_ADMIN = "last-admin" 409 "Nobody would be left who may do this";
    PERSON_EXISTS = "person-exists" 409 "This address is somebody's already";
    SHORTCUT_TAKEN = "shortcut-taken" 409 "Another canned reply has this shortcut";
    SETTINGS_CHANGED = "settings-changed" 409 "The settings were changed meanwhile";
    KEY_UNKNOWN = "key-unknown" 404 "There is no such key";
    TOO_MANY_KEYS = "too-many-keys" 409 "The inbox has as many keys as it can";
    KEY_OF_FILE = "key-of-file" 409 "The key stands in usher.toml";
    LAST_KEY = "last-key" 409 "Nobody could get in without this key";
    ARTICLE_CHANGED = "article-changed" 409 "The article was changed meanwhile";
    GUIDE_CHANGED = "guide-changed" 409 "The guide was changed meanwhile";
    GUIDE_EXISTS = "guide-exists" 409 "There is such a guide already";
    ARTICLE_EXISTS = "article-exists" 409 "There is such an article already";
    SUITE_EXISTS = "suite-exists" 409 "There is such a suite already";
    SUITE_CHANGED = "suite-changed" 409 "The suite was changed meanwhile";
    SUITE_UNFIT = "suite-unfit" 409 "The suite cannot be run";
    EXAMPLE_KNOWN = "example-known" 409 "An intent has this example already";
    SITE_EXISTS = "site-exists" 409 "There is such a site already";
    CASE_EXISTS = "case-exists" 409 "The suite has such a case already";
    RUN_UNFIT = "run-unfit" 409 "The run does not do for this";
    RUN_IN_USE = "run-in-use" 409 "The run is a baseline";
    CALIBRATION_UNFIT = "calibration-unfit" 409 "The calibration cannot be used";
    UPLOAD_GONE = "upload-gone" 409 "The upload is no longer kept";
    MAIL_OFF = "mail-off" 409 "There is no mail server";
    ADDRESS_MISSING = "address-missing" 409 "Nobody knows where to send it";
    NOTHING_TO_ANSWER = "nothing-to-answer" 409 "There is nothing to answer";
    TOTP_ON = "totp-on" 409 "Codes are on already";
    BODY_TOO_LARGE = "body-too-large" 413 "The body is too large";
    FILE_TOO_LARGE = "file-too-large" 413 "The file is too large";
    FILE_TYPE_REFUSED = "file-type-refused" 415 "Files of this sort are not taken";
    BODY_NOT_JSON = "body-not-json" 415 "The body is not declared as JSON";
    JSON_SYNTAX = "json-syntax" 400 "The JSON cannot be read";
    FIELD_WRONG = "field-wrong" 422 "A field is unknown, missing or wrong";
    SUITE_UNREADABLE = "suite-unreadable" 422 "The files are no suite";
    CASE_UNREADABLE = "case-unreadable" 422 "The case cannot be read";
    GUIDE_UNREADABLE = "guide-unreadable" 422 "The guide cannot be published";
    ARTICLE_UNREADABLE = "article-unreadable" 422 "The article cannot be published";
    TEXT_EMPTY = "text-empty" 422 "The message has no text";
    TEXT_TOO_LONG = "text-too-long" 422 "The message is too long";
    QUERY_WRONG = "query-wrong" 400 "The query string cannot be used";
    UPGRADE_NEEDED = "upgrade-needed" 426 "This is a WebSocket";
    RATE_LIMITED = "rate-limited" 429 "Too many requests";
    TIMEOUT = "request-timeout" 408 "The request took too long to arrive";
    INTERNAL = "internal" 500 "Something went wrong here";
    UNAVAILABLE = "unavailable" 503 "Not available right now";
}

/// An error as a caller sees it.
#[derive(Debug)]
pub(crate) struct Problem {
    kind: &'static Kind,
    detail: String,
    retry_after: Option<Duration>,
}

/// RFC 9457 problem details, `application/problem+json`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// Names the sort of problem; opens a page about it, relative to this server.
    #[serde(rename = "type")]
    #[schema(example = "/problems/token-expired")]
    pub(crate) kind: String,
    /// The sort of problem in words.
    pub(crate) title: &'static str,
    /// HTTP status, also on a WebSocket.
    pub(crate) status: u16,
    /// What happened this time and what to do about it.
    pub(crate) detail: String,
    /// Seconds after which it is worth trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) retry_after: Option<u64>,
}

/// The result of whatever can go wrong in front of a caller.
pub(crate) type Result<T, E = Problem> = std::result::Result<T, E>;

impl Problem {
    /// A problem of a kind, with what happened and what to do.
    pub(crate) fn new(kind: &'static Kind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            retry_after: None,
        }
    }

    /// The same answer for a conversation that does not exist and for one of somebody else.
    pub(crate) fn conversation_unknown() -> Self {
        Self::new(
            &kinds::CONVERSATION_UNKNOWN,
            "No conversation of yours has this id. GET /v1/conversations lists yours; POST there begins one.",
        )
    }

    /// Something failed here. The cause goes to the log, once, and no further.
    pub(crate) fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(error = %cause, "a request failed for an internal reason");
        Self::new(
            &kinds::INTERNAL,
            "It is not your fault, and it was logged. Try again; if it stays, give the operator the \
             x-request-id of this response.",
        )
    }

    /// Worth trying again after `wait`.
    pub(crate) fn unavailable(detail: impl Into<String>, wait: Duration) -> Self {
        Self {
            kind: &kinds::UNAVAILABLE,
            detail: detail.into(),
            retry_after: Some(wait),
        }
    }

    /// Too much of something; worth trying again after `wait`.
    pub(crate) fn rate_limited(what: &str, wait: Duration) -> Self {
        let wait = Duration::from_secs(wait.as_secs() + 1);
        let detail = format!(
            "Too many {what}. Wait {} s, then go on; Retry-After says the same.",
            wait.as_secs()
        );
        Self {
            kind: &kinds::RATE_LIMITED,
            detail,
            retry_after: Some(wait),
        }
    }

    /// What is sent, over HTTP or over a socket.
    pub(crate) fn body(&self) -> ProblemBody {
        ProblemBody {
            kind: format!("/problems/{}", self.kind.slug),
            title: self.kind.title,
            status: self.kind.status,
            detail: self.detail.clone(),
            retry_after: self.retry_after.map(|d| d.as_secs()),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self.body())).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs()));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"usher\""),
            );
        }
        // What is left of the body is not read, so the connection serves no further request.
        if matches!(status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT) {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(..) => Self::new(
                &kinds::CLIENT_ID_REUSED,
                "This conversation already has something else under this client_id. Make a new client_id for a new \
                 message; resend the same one only with the same content.",
            ),
            StoreError::UnknownConversation => Self::conversation_unknown(),
            StoreError::Invalid { what, reason } => Self::new(
                &kinds::FIELD_WRONG,
                format!("{what} cannot be stored: {reason}. Send it otherwise."),
            ),
            StoreError::Unreachable { .. } | StoreError::NotMigrated => {
                tracing::error!(error = %Chain(&error), "the database cannot be used");
                Self::unavailable(
                    "The database cannot be used right now. Try again shortly.",
                    Duration::from_secs(2),
                )
            }
            other => Self::internal(Chain(&other)),
        }
    }
}

/// An error with all its causes, for the log.
pub(crate) struct Chain<'a>(pub(crate) &'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}
