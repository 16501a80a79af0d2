//! `/v1/people/conversations`: lists, counts, and one whole.

use super::contacts::{ContactPage, contact_page};
use crate::api::docs::{AnyProblem, ConversationProblem};
use crate::api::views::{EventView, ReadView};
use crate::app::AppState;
use crate::body::Query;
use crate::people::guard::Signed;
use crate::people::news::ViewerView;
use crate::people::rows::{CountsView, RowView};
use crate::people::seen;
use crate::problem::{Problem, Result, kinds};
use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::Handoff;
use usher_store::{Closing, RowFilter, Sort, View};
use utoipa::{IntoParams, ToSchema};

/// The most conversations of one answer.
const MOST: i64 = 100;
/// The most events of a whole conversation.
const MOST_EVENTS: i64 = 1_000;
/// The most events of one answer after a seq.
const EVENTS_A_PAGE: i64 = 200;

/// Which conversations.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[allow(missing_docs, reason = "docs/people.md tells each")]
pub(crate) struct ListQuery {
    view: Option<String>,
    inbox: Option<String>,
    queue: Option<String>,
    assignee: Option<String>,
    topic: Option<String>,
    rating: Option<i64>,
    outcome: Option<String>,
    #[param(value_type = Option<String>)]
    from: Option<Timestamp>,
    #[param(value_type = Option<String>)]
    to: Option<Timestamp>,
    sort: Option<String>,
    before: Option<String>,
    limit: Option<i64>,
    /// Of an export only.
    pub(super) format: Option<String>,
}

/// A list.
#[derive(Serialize, ToSchema)]
pub(super) struct Rows {
    /// In the order asked for.
    conversations: Vec<RowView>,
    /// What to ask for as `before`; null after the last ones.
    next: Option<String>,
}

/// A conversation whole.
#[derive(Serialize, ToSchema)]
pub(super) struct Whole {
    /// As in lists.
    conversation: RowView,
    /// What to read first.
    packet: Option<Handoff>,
    /// Who it is.
    contact: ContactPage,
    /// All that happened, oldest first, at most 1000.
    events: Vec<EventView>,
    /// Who else has it open.
    viewers: Vec<ViewerView>,
    /// Up to which event each side saw it.
    read: ReadView,
}

/// What happened.
#[derive(Serialize, ToSchema)]
pub(super) struct PeopleEvents {
    /// Oldest first, at most 200.
    events: Vec<EventView>,
}

/// After which seq.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AfterQuery {
    /// The last seq that the client has.
    #[serde(default)]
    after: u32,
}

/// Conversations that one may see, by view and filters.
#[utoipa::path(
    get, path = "/v1/people/conversations", tag = "people", operation_id = "list_people_conversations",
    params(ListQuery),
    responses((status = 200, body = Rows), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_conversations(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<ListQuery>,
) -> Result<Json<Rows>> {
    let mut filter = filter(&app, &signed, &query)?;
    let (offset, limit) = (filter.offset, filter.limit);
    filter.limit += 1;
    let mut found = app.store.rows(&filter).await?;
    let next = (found.len() as i64 > limit).then(|| (offset + limit).to_string());
    found.truncate(usize::try_from(limit).unwrap_or(0));
    let now = app.clock.now();
    Ok(Json(Rows {
        conversations: found.into_iter().map(|row| RowView::of(row, now)).collect(),
        next,
    }))
}

/// What a query asks for.
pub(super) fn filter(app: &AppState, signed: &Signed, query: &ListQuery) -> Result<RowFilter> {
    let view = match query.view.as_deref() {
        None | Some("all") => View::All,
        Some("mine") => View::Mine,
        Some("offered") => View::Offered,
        Some("waiting") => View::Waiting,
        Some("open") => View::Open,
        Some("pending") => View::Pending,
        Some("snoozed") => View::Snoozed,
        Some("resolved") => View::Resolved,
        Some("mentions") => View::Mentions,
        Some(_) => {
            return Err(wrong(
                "`view` is one of all, mine, offered, waiting, open, pending, snoozed, resolved, mentions.",
            ));
        }
    };
    let sort = match query.sort.as_deref() {
        None | Some("newest") => Sort::Newest,
        Some("oldest") => Sort::Oldest,
        Some("pressing") => Sort::Pressing,
        Some(_) => return Err(wrong("`sort` is newest, oldest or pressing.")),
    };
    let outcome = match &query.outcome {
        None => None,
        Some(word) => {
            Some(closing(word).ok_or_else(|| wrong("`outcome` is solved, not_solved, no_reply, duplicate or spam."))?)
        }
    };
    let before = query.before.as_deref().map(str::parse::<i64>).transpose();
    Ok(RowFilter {
        view,
        sort,
        outcome,
        inbox: query.inbox.as_deref().map(Into::into),
        queue: query.queue.as_deref().map(Into::into),
        assignee: query.assignee.as_deref().map(Into::into),
        topic: query.topic.clone(),
        rating: query.rating.map(|stars| stars.clamp(1, 5)),
        from: query.from,
        to: query.to,
        offset: before
            .map_err(|_| wrong("`before` is the `next` of the answer before."))?
            .unwrap_or(0),
        limit: query.limit.unwrap_or(50).clamp(1, MOST),
        ..seen::all(app, signed)
    })
}

fn closing(word: &str) -> Option<Closing> {
    serde_json::from_value(serde_json::Value::from(word)).ok()
}

fn wrong(detail: &str) -> Problem {
    Problem::new(&kinds::QUERY_WRONG, detail)
}

/// How many there are of each sort.
#[utoipa::path(
    get, path = "/v1/people/conversations/counts", tag = "people", operation_id = "count_conversations",
    responses((status = 200, body = CountsView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn count_conversations(State(app): State<AppState>, signed: Signed) -> Result<Json<CountsView>> {
    let person = &signed.person;
    let counts = app.store.counts(&person.id, &person.inboxes, app.clock.now()).await?;
    Ok(Json(counts.into()))
}

/// All that is live, the most pressing first: open, or with the AI agent and busy in the last half hour.
#[utoipa::path(
    get, path = "/v1/people/conversations/live", tag = "people", operation_id = "list_live_conversations",
    responses((status = 200, body = Rows), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_live(State(app): State<AppState>, signed: Signed) -> Result<Json<Rows>> {
    let filter = RowFilter {
        view: View::Live,
        sort: Sort::Pressing,
        limit: 500,
        ..seen::all(&app, &signed)
    };
    let (rows, now) = (app.store.rows(&filter).await?, app.clock.now());
    Ok(Json(Rows {
        conversations: rows.into_iter().map(|row| RowView::of(row, now)).collect(),
        next: None,
    }))
}

/// A conversation whole: the packet, who it is, and all that happened.
#[utoipa::path(
    get, path = "/v1/people/conversations/{id}", tag = "people", operation_id = "show_people_conversation",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Whole), AnyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn show_conversation(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<Whole>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    let (store, now) = (&app.store, app.clock.now());
    let packet = store.handoff_of(&row.id).await?;
    let contact = contact_page(&app, &signed, &row.contact_id).await?;
    let events = store.events_after(&row.id, 0, MOST_EVENTS).await?;
    let conversation = store
        .conversation(&row.id)
        .await?
        .ok_or_else(seen::conversation_unknown)?;
    let viewers = app.desk.viewers(&row.id, &signed.person.id, now);
    Ok(Json(Whole {
        conversation: RowView::of(row, now),
        packet,
        contact,
        events: events.into_iter().map(Into::into).collect(),
        viewers,
        read: conversation.read.into(),
    }))
}

/// What happened after a seq, what is for people among it.
#[utoipa::path(
    get, path = "/v1/people/conversations/{id}/events", tag = "people", operation_id = "list_people_events",
    params(("id" = String, Path, description = "The conversation"), AfterQuery),
    responses((status = 200, body = PeopleEvents), AnyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn list_events(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Query(query): Query<AfterQuery>,
) -> Result<Json<PeopleEvents>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    let events = app
        .store
        .events_after(&row.id, i64::from(query.after), EVENTS_A_PAGE)
        .await?;
    Ok(Json(PeopleEvents {
        events: events.into_iter().map(Into::into).collect(),
    }))
}
