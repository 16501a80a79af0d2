//! `GET /v1/people/search`: conversations by words.

use crate::api::docs::AnyProblem;
use crate::app::AppState;
use crate::body::Query;
use crate::people::guard::Signed;
use crate::people::rows::RowView;
use crate::problem::{Problem, Result, kinds};
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::Author;
use usher_store::HitKind;
use utoipa::{IntoParams, ToSchema};

/// The most hits of one answer.
const MOST: i64 = 50;

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchQuery {
    /// Words; each must be there.
    q: String,
    /// The last answer's `next`.
    before: Option<String>,
    /// At most so many, up to 50; 20 unless given.
    limit: Option<i64>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(super) struct Hits {
    /// Newest first.
    hits: Vec<HitView>,
    /// What to ask for as `before`; null after the last ones.
    next: Option<String>,
}

/// One of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Hit)]
struct HitView {
    /// Where.
    conversation: RowView,
    /// The event; 0 where it is the contact that was found.
    seq: i64,
    /// Who wrote it; null of a contact.
    author: Option<Author>,
    /// The words.
    text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `message`, `note` or `contact`.
    #[schema(value_type = String, example = "message")]
    by: HitKind,
}

/// Messages, notes and contacts with every word of `q` in them, newest first.
#[utoipa::path(
    get, path = "/v1/people/search", tag = "people", operation_id = "search_conversations",
    params(SearchQuery),
    responses((status = 200, body = Hits), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn search(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<SearchQuery>,
) -> Result<Json<Hits>> {
    let offset: i64 = match &query.before {
        None => 0,
        Some(before) => before.parse().map_err(|_| {
            let detail = "`before` is the `next` of the answer before.";
            Problem::new(&kinds::QUERY_WRONG, detail)
        })?,
    };
    let limit = query.limit.unwrap_or(20).clamp(1, MOST);
    let (person, now) = (&signed.person, app.clock.now());
    let mut found = app
        .store
        .search(&query.q, &person.id, &person.inboxes, offset, limit + 1, now)
        .await?;
    let next = (found.len() as i64 > limit).then(|| (offset + limit).to_string());
    found.truncate(usize::try_from(limit).unwrap_or(0));
    let hits = found.into_iter().map(|hit| HitView {
        conversation: RowView::of(hit.row, now),
        seq: hit.seq,
        author: hit.author,
        text: hit.text,
        at: hit.at,
        by: hit.kind,
    });
    Ok(Json(Hits {
        hits: hits.collect(),
        next,
    }))
}
