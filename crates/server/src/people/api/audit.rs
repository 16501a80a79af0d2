//! `GET /v1/people/audit`: every privileged act.

use crate::api::docs::AnyProblem;
use crate::app::AppState;
use crate::body::Query;
use crate::problem::Result;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::{PersonId, PersonRef};
use usher_store::AuditEntry;
use utoipa::{IntoParams, ToSchema};

/// The most entries of one answer.
const MOST: i64 = 200;

/// Which part of the log.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// The last answer's last `id`: entries before that one.
    before: Option<String>,
    /// Acts of this person.
    person: Option<String>,
    /// At most so many, up to 200; 50 unless given.
    limit: Option<i64>,
}

/// An act.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(super) struct EntryView {
    /// Identifier.
    id: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Who; null for the command line and for whoever was not signed in.
    by: Option<PersonRef>,
    /// What.
    #[schema(example = "person.changed")]
    act: String,
    /// To what: an id, an inbox's key.
    on: String,
    /// The particulars.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
}

/// A part of the log.
#[derive(Serialize, ToSchema)]
pub(super) struct Audit {
    /// Newest first.
    entries: Vec<EntryView>,
}

/// The log, newest first. Entries are never changed or deleted.
#[utoipa::path(
    get, path = "/v1/people/audit", tag = "people", operation_id = "list_audit",
    params(AuditQuery),
    responses((status = 200, body = Audit), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_audit(State(app): State<AppState>, Query(query): Query<AuditQuery>) -> Result<Json<Audit>> {
    let person = query.person.map(PersonId);
    let limit = query.limit.unwrap_or(50).clamp(1, MOST);
    let entries = app.store.audit(query.before.as_deref(), person.as_ref(), limit).await?;
    Ok(Json(Audit {
        entries: entries.into_iter().map(Into::into).collect(),
    }))
}

impl From<AuditEntry> for EntryView {
    fn from(it: AuditEntry) -> Self {
        Self {
            id: it.id,
            at: it.at,
            by: it.by,
            act: it.act,
            on: it.on,
            detail: it.detail,
        }
    }
}
