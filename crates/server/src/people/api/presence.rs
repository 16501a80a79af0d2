//! `/v1/people/presence`: who is there, and what they have.

use super::fields;
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::people::guard::Signed;
use crate::problem::Result;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use usher_engine::{PersonId, Presence, Role};
use usher_store::Colleague;
use utoipa::ToSchema;

/// What one wishes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PresenceWish)]
pub(super) struct PresenceBody {
    /// `online` or `away`.
    presence: Presence,
}

/// Everybody who takes conversations.
#[derive(Serialize, ToSchema)]
pub(crate) struct Colleagues {
    /// By name.
    pub(crate) people: Vec<ColleagueView>,
}

/// Somebody who takes conversations.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Colleague)]
pub(crate) struct ColleagueView {
    /// Who.
    pub(crate) id: PersonId,
    /// Their name.
    name: String,
    /// What they may.
    role: Role,
    /// Whether they are there.
    presence: Presence,
    /// What they are offered or have.
    load: i64,
    /// How much at the same time.
    capacity: i64,
}

/// Online or away. Who has no socket open is offline, whatever they wish.
#[utoipa::path(
    put, path = "/v1/people/presence", tag = "people", operation_id = "set_presence",
    request_body = PresenceBody,
    responses((status = 204), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn set_presence(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<PresenceBody>,
) -> Result<StatusCode> {
    wish(&app, &signed.person.id, body.presence).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Notes what a person wishes.
pub(crate) async fn wish(app: &AppState, person: &PersonId, presence: Presence) -> Result<()> {
    if presence == Presence::Offline {
        return Err(fields::wrong(
            "`presence` is online or away; offline is who has no socket open.",
        ));
    }
    Ok(app.store.wish_presence(person, presence).await?)
}

/// Everybody who takes conversations, with what they have.
#[utoipa::path(
    get, path = "/v1/people/presence", tag = "people", operation_id = "list_presence",
    responses((status = 200, body = Colleagues), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_presence(State(app): State<AppState>) -> Result<axum::Json<Colleagues>> {
    let found = app.store.colleagues(app.clock.now()).await?;
    Ok(axum::Json(Colleagues {
        people: found.into_iter().map(Into::into).collect(),
    }))
}

impl From<Colleague> for ColleagueView {
    fn from(it: Colleague) -> Self {
        Self {
            id: it.person.id,
            name: it.person.name,
            role: it.person.role,
            presence: it.presence,
            load: it.load,
            capacity: it.person.capacity,
        }
    }
}
