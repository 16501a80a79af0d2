//! `/v1/people/queues`, `/inboxes`, `/guides`: where handoffs wait, when people are there, what can be sent.

use super::fields;
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::front::Inbox;
use crate::people::guard::Signed;
use crate::people::seen::refused;
use crate::problem::{ProblemBody, Result};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::people::hours::{Holiday, Hours, Week};
use usher_engine::people::routing::{Important, Queue};
use usher_engine::{GuideId, InboxId, PersonId, QueueId};
use usher_store::{NewQueue, RowFilter, StoredHours, Taken, View};
use utoipa::ToSchema;

/// Queues.
#[derive(Serialize, ToSchema)]
pub(super) struct Queues {
    /// In the order in which they are asked.
    queues: Vec<QueueView>,
    /// Topics that handoffs had so far and queues name, in order.
    topics: Vec<String>,
}

/// A queue and how many wait in it.
#[derive(Serialize, ToSchema)]
pub(super) struct QueueView {
    /// It.
    #[serde(flatten)]
    queue: Queue,
    /// How many are not taken yet.
    waiting: usize,
}

/// A queue to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewQueue)]
pub(super) struct QueueBody {
    /// What people call it.
    name: String,
    /// The inbox whose handoffs wait here; null for every inbox's.
    #[serde(default)]
    inbox: Option<InboxId>,
    /// Their topics; empty for every topic.
    #[serde(default)]
    topics: Vec<String>,
    /// What those have whom it is offered to.
    #[serde(default)]
    skills: Vec<String>,
    /// Whom it is offered to; empty for every agent and supervisor.
    #[serde(default)]
    members: Vec<PersonId>,
    /// Whose handoffs go first.
    #[serde(default)]
    important: Important,
    /// Its place in the order.
    #[serde(default)]
    position: i64,
}

/// Inboxes.
#[derive(Serialize, ToSchema)]
#[schema(as = PeopleInboxes)]
pub(super) struct Inboxes {
    /// As configured.
    inboxes: Vec<InboxView>,
}

/// An inbox and when its people are there.
#[derive(Serialize, ToSchema)]
#[schema(as = PeopleInbox)]
pub(super) struct InboxView {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// The product's name.
    product: String,
    /// When people are there; null: always.
    hours: Option<Hours>,
    /// Whether they are now.
    open: bool,
    /// When they are again; null where they are, or never are.
    #[schema(value_type = Option<String>, format = DateTime)]
    back_at: Option<Timestamp>,
}

/// When people are there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewHours)]
pub(super) struct HoursBody {
    /// IANA name: `Europe/Berlin`.
    time_zone: String,
    /// The spans of each weekday.
    week: Week,
    /// Days that differ.
    #[serde(default)]
    holidays: Vec<Holiday>,
}

/// Guides.
#[derive(Serialize, ToSchema)]
pub(super) struct Guides {
    /// By title.
    guides: Vec<GuideLine>,
}

/// A guide in a list.
#[derive(Serialize, ToSchema)]
struct GuideLine {
    id: GuideId,
    title: String,
    summary: String,
    /// How many steps.
    steps: usize,
}

/// All queues, in the order in which they are asked.
#[utoipa::path(
    get, path = "/v1/people/queues", tag = "people", operation_id = "list_queues",
    responses((status = 200, body = Queues), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_queues(State(app): State<AppState>, signed: Signed) -> Result<axum::Json<Queues>> {
    let filter = RowFilter {
        view: View::Waiting,
        limit: 10_000,
        ..RowFilter::all(&signed.person.id, &[], app.clock.now())
    };
    let waiting = app.store.rows(&filter).await?;
    let queues = app.store.queues().await?.into_iter().map(|queue| QueueView {
        waiting: waiting
            .iter()
            .filter(|row| row.queue.as_ref().is_some_and(|(id, _)| *id == queue.id))
            .count(),
        queue,
    });
    Ok(axum::Json(Queues {
        queues: queues.collect(),
        topics: app.store.topics().await?,
    }))
}

/// Makes a queue.
#[utoipa::path(
    post, path = "/v1/people/queues", tag = "people", operation_id = "create_queue",
    request_body = QueueBody,
    responses((status = 201, body = Queue), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn create_queue(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<QueueBody>,
) -> Result<(StatusCode, axum::Json<Queue>)> {
    let new = checked(&app, body)?;
    let written = app
        .store
        .write_queue(None, new, &signed.person.id, app.clock.now())
        .await?;
    let queue = written.ok_or_else(|| refused(Taken::UnknownQueue))?;
    Ok((StatusCode::CREATED, axum::Json(queue)))
}

/// Changes a queue.
#[utoipa::path(
    put, path = "/v1/people/queues/{id}", tag = "people", operation_id = "change_queue",
    params(("id" = String, Path, description = "The queue")),
    request_body = QueueBody,
    responses(
        (status = 200, body = Queue),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`queue-unknown`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn change_queue(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<QueueBody>,
) -> Result<axum::Json<Queue>> {
    let (id, new) = (QueueId(id), checked(&app, body)?);
    let written = app
        .store
        .write_queue(Some(&id), new, &signed.person.id, app.clock.now())
        .await?;
    written.map(axum::Json).ok_or_else(|| refused(Taken::UnknownQueue))
}

/// Deletes a queue; what waits in it waits in the inbox itself.
#[utoipa::path(
    delete, path = "/v1/people/queues/{id}", tag = "people", operation_id = "delete_queue",
    params(("id" = String, Path, description = "The queue")),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn delete_queue(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let deleted = app
        .store
        .delete_queue(&QueueId(id), &signed.person.id, app.clock.now())
        .await?;
    if deleted {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(refused(Taken::UnknownQueue))
    }
}

fn checked(app: &AppState, body: QueueBody) -> Result<NewQueue> {
    if let Some(inbox) = &body.inbox {
        app.inbox(inbox.as_str())?;
    }
    Ok(NewQueue {
        name: fields::name(&body.name)?,
        inbox: body.inbox,
        topics: fields::words("topics", body.topics)?,
        skills: fields::words("skills", body.skills)?,
        members: body.members.into_iter().take(200).collect(),
        important: Important {
            plans: fields::words("plans", body.important.plans)?,
            accounts: fields::words("accounts", body.important.accounts)?,
        },
        position: body.position,
    })
}

/// The inboxes, and when their people are there.
#[utoipa::path(
    get, path = "/v1/people/inboxes", tag = "people", operation_id = "list_people_inboxes",
    responses((status = 200, body = Inboxes), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_inboxes(State(app): State<AppState>) -> Result<axum::Json<Inboxes>> {
    let (hours, now) = (app.store.hours().await?, app.clock.now());
    Ok(axum::Json(Inboxes {
        inboxes: app
            .front()
            .inboxes
            .iter()
            .map(|inbox| view(inbox, &hours, now))
            .collect(),
    }))
}

/// Sets when an inbox's people are there; `null`: always.
#[utoipa::path(
    put, path = "/v1/people/inboxes/{key}/hours", tag = "people", operation_id = "set_hours",
    params(("key" = String, Path, description = "The inbox's key")),
    request_body = Option<HoursBody>,
    responses((status = 200, body = InboxView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn set_hours(
    State(app): State<AppState>,
    signed: Signed,
    Path(key): Path<String>,
    Json(body): Json<Option<HoursBody>>,
) -> Result<axum::Json<InboxView>> {
    let inbox = app.inbox(&key)?;
    let hours = body.map(|body| Hours {
        time_zone: body.time_zone,
        week: body.week,
        holidays: body.holidays,
    });
    if let Some(hours) = &hours {
        hours.check().map_err(|e| fields::wrong(format!("{e}.")))?;
    }
    let (id, now) = (inbox.config.id(), app.clock.now());
    app.store
        .write_hours(&id, hours.as_ref(), &signed.person.id, now)
        .await?;
    let stored: Vec<StoredHours> = hours
        .into_iter()
        .map(|hours| StoredHours {
            inbox: id.clone(),
            hours,
        })
        .collect();
    Ok(axum::Json(view(&inbox, &stored, now)))
}

fn view(inbox: &Inbox, hours: &[StoredHours], now: Timestamp) -> InboxView {
    let config = &inbox.config;
    let hours = hours
        .iter()
        .find(|h| h.inbox.as_str() == config.key)
        .map(|h| h.hours.clone());
    let open = hours.as_ref().is_none_or(|h| h.is_open(now));
    InboxView {
        key: config.key.clone(),
        name: config.name.clone(),
        product: config.product_name().to_owned(),
        open,
        back_at: hours.as_ref().filter(|_| !open).and_then(|h| h.opens_at(now)),
        hours,
    }
}

/// The guides that can be sent, by title.
#[utoipa::path(
    get, path = "/v1/people/guides", tag = "people", operation_id = "list_guides",
    responses((status = 200, body = Guides), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_guides(State(app): State<AppState>) -> Result<axum::Json<Guides>> {
    let mut guides: Vec<GuideLine> = app
        .store
        .guides()
        .await?
        .into_iter()
        .map(|guide| GuideLine {
            steps: guide.steps.len(),
            id: guide.id,
            title: guide.title,
            summary: guide.summary,
        })
        .collect();
    guides.sort_by(|a, b| a.title.cmp(&b.title));
    Ok(axum::Json(Guides { guides }))
}
