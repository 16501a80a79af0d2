//! The OpenAPI document: what all operations share.

use crate::problem::{Kind, ProblemBody, kinds};
use std::collections::BTreeMap;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi, ToSchema};

/// The frame of the document; the routes add themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Usher",
        description = "Ask, and be answered from the documentation, shown the way, or handed to a person. \
                       `docs/protocol.md` tells the whole protocol, WebSocket frames and event bodies among it.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    components(schemas(ProblemBody)),
    modifiers(&Security),
    tags(
        (name = "inboxes", description = "Before anybody is known"),
        (name = "conversations", description = "What a contact does"),
        (name = "people", description = "What people of the company do; `docs/people.md` tells it whole"),
    ),
)]
pub(crate) struct ApiDoc;

/// The bearer scheme.
struct Security;

impl Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("contact", scheme);
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-usher_session")));
        openapi
            .components
            .get_or_insert_default()
            .add_security_scheme("session", cookie);
    }
}

/// What any operation may answer.
pub(crate) struct AnyProblem;

impl IntoResponses for AnyProblem {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[
            kinds::ORIGIN_REFUSED,
            kinds::RATE_LIMITED,
            kinds::INTERNAL,
            kinds::UNAVAILABLE,
        ])
    }
}

/// What an operation with a body may answer besides.
pub(crate) struct BodyProblem;

impl IntoResponses for BodyProblem {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[
            kinds::JSON_SYNTAX,
            kinds::TIMEOUT,
            kinds::BODY_TOO_LARGE,
            kinds::BODY_NOT_JSON,
            kinds::FIELD_WRONG,
        ])
    }
}

/// What an operation for known contacts may answer besides.
pub(crate) struct TokenProblem;

impl IntoResponses for TokenProblem {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[kinds::TOKEN_EXPIRED])
    }
}

/// What an operation on a conversation may answer besides.
pub(crate) struct ConversationProblem;

impl IntoResponses for ConversationProblem {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[kinds::CONVERSATION_UNKNOWN])
    }
}

/// Answers with problems of these kinds, by status.
pub(crate) fn responses(of: &[Kind]) -> BTreeMap<String, RefOr<Response>> {
    of.iter()
        .map(|kind| (kind.status.to_string(), RefOr::T(response(kind))))
        .collect()
}

/// One status; several kinds may share it, all are listed with their slugs.
fn response(kind: &Kind) -> Response {
    let same: Vec<String> = kinds::ALL
        .iter()
        .filter(|k| k.status == kind.status)
        .map(|k| format!("`{}`: {}", k.slug, k.title))
        .collect();
    let schema = Ref::from_schema_name(ProblemBody::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description(same.join("; "))
        .content("application/problem+json", content)
        .build()
}
