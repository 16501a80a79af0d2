//! `/v1/people/members`: people and their roles.

use super::{fields, person_unknown};
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::people::guard::Signed;
use crate::people::views::PersonView;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use usher_engine::{InboxId, PersonId, Role};
use usher_store::{Changed, PersonChange, Status};
use utoipa::ToSchema;

/// The most conversations that one person may be given at the same time.
const MAX_CAPACITY: i64 = 50;

/// Everybody.
#[derive(Serialize, ToSchema)]
pub(super) struct People {
    /// By name.
    people: Vec<PersonView>,
}

/// What is to change; what is left out stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = MemberChange)]
pub(super) struct MemberBody {
    /// The name that contacts see.
    name: Option<String>,
    /// What they may.
    role: Option<Role>,
    /// What queues ask for.
    skills: Option<Vec<String>>,
    /// The inboxes whose conversations they see; empty for all.
    inboxes: Option<Vec<InboxId>>,
    /// Conversations at the same time, 0 to 50.
    capacity: Option<i64>,
}

/// Everybody, by name. Only admins see the addresses of others.
#[utoipa::path(
    get, path = "/v1/people/members", tag = "people", operation_id = "list_members",
    responses((status = 200, body = People), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_members(State(app): State<AppState>, signed: Signed) -> Result<axum::Json<People>> {
    let sees_addresses = signed.person.role == Role::Admin;
    let people = app.store.people().await?.into_iter().map(|person| {
        let own = person.id == signed.person.id;
        let view = PersonView::from(person);
        if sees_addresses || own {
            view
        } else {
            view.without_address()
        }
    });
    Ok(axum::Json(People {
        people: people.collect(),
    }))
}

/// Changes a person. It counts at once, on open sockets too.
#[utoipa::path(
    patch, path = "/v1/people/members/{id}", tag = "people", operation_id = "change_member",
    params(("id" = String, Path, description = "The person")),
    request_body = MemberBody,
    responses(
        (status = 200, body = PersonView),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`person-unknown`"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`last-admin`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn change_member(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<MemberBody>,
) -> Result<axum::Json<PersonView>> {
    if body.capacity.is_some_and(|c| !(0..=MAX_CAPACITY).contains(&c)) {
        return Err(fields::wrong(format!("`capacity` is 0 to {MAX_CAPACITY}.")));
    }
    for inbox in body.inboxes.iter().flatten() {
        app.inbox(inbox.as_str())?;
    }
    let change = PersonChange {
        name: body.name.as_deref().map(fields::name).transpose()?,
        role: body.role,
        skills: body.skills.map(|s| fields::words("skills", s)).transpose()?,
        inboxes: body.inboxes,
        capacity: body.capacity,
        status: None,
    };
    change_person(&app, &signed, id, change).await
}

/// Shuts a person out: all sessions and sockets end, and what they had goes back to the queue.
#[utoipa::path(
    post, path = "/v1/people/members/{id}/revoke", tag = "people", operation_id = "revoke_member",
    params(("id" = String, Path, description = "The person")),
    responses((status = 200, body = PersonView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn revoke_member(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<axum::Json<PersonView>> {
    set_status(&app, &signed, id, Status::Revoked).await
}

/// Lets a person in again, with the password that they had.
#[utoipa::path(
    post, path = "/v1/people/members/{id}/restore", tag = "people", operation_id = "restore_member",
    params(("id" = String, Path, description = "The person")),
    responses((status = 200, body = PersonView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn restore_member(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<axum::Json<PersonView>> {
    set_status(&app, &signed, id, Status::Active).await
}

async fn set_status(app: &AppState, signed: &Signed, id: String, status: Status) -> Result<axum::Json<PersonView>> {
    let change = PersonChange {
        status: Some(status),
        ..PersonChange::default()
    };
    change_person(app, signed, id, change).await
}

async fn change_person(
    app: &AppState,
    signed: &Signed,
    id: String,
    change: PersonChange,
) -> Result<axum::Json<PersonView>> {
    let by = Some(&signed.person.id);
    let changed = app
        .store
        .change_person(&PersonId(id), change, by, app.clock.now())
        .await?;
    match changed {
        Changed::Person(person) => Ok(axum::Json((*person).into())),
        Changed::Unknown => Err(person_unknown()),
        Changed::LastAdmin => Err(Problem::new(
            &kinds::LAST_ADMIN,
            "Make somebody else an admin first: this is the only one.",
        )),
    }
}
