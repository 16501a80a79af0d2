//! What every operation of people may answer besides its own, written into the OpenAPI document in one place.

use crate::api::docs::responses;
use crate::problem::{Kind, kinds};
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation;

/// Who is not signed in, or not with the right.
const SESSION: &[Kind] = &[kinds::SESSION_MISSING, kinds::ROLE_REFUSED];
/// Whatever has an id in its path.
const UNKNOWN: &[Kind] = &[kinds::CONVERSATION_UNKNOWN];
/// Whatever has a query string.
const QUERY: &[Kind] = &[kinds::QUERY_WRONG];
/// Whatever writes.
const BODY: &[Kind] = &[
    kinds::JSON_SYNTAX,
    kinds::TIMEOUT,
    kinds::BODY_TOO_LARGE,
    kinds::BODY_NOT_JSON,
    kinds::FIELD_WRONG,
];

/// Completes the operations of a document that has those of people only. What an operation says itself stays.
pub(crate) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let has_id = path.contains('{');
        for operation in [&mut item.get, &mut item.delete].into_iter().flatten() {
            answer(operation, QUERY);
            describe(operation, has_id);
        }
        for operation in [&mut item.post, &mut item.put, &mut item.patch].into_iter().flatten() {
            answer(operation, BODY);
            describe(operation, has_id);
        }
    }
}

fn describe(operation: &mut Operation, has_id: bool) {
    if operation.security.is_some() {
        answer(operation, SESSION);
    }
    if has_id {
        answer(operation, UNKNOWN);
    }
}

fn answer(operation: &mut Operation, with: &[Kind]) {
    for (status, response) in responses(with) {
        operation.responses.responses.entry(status).or_insert(response);
    }
}
