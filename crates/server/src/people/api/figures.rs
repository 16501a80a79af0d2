//! `GET /v1/people/figures`: the team's figures, made anew from the event log each time.

use crate::api::docs::AnyProblem;
use crate::app::AppState;
use crate::body::Query;
use crate::people::guard::Signed;
use crate::people::seen;
use crate::problem::{Problem, Result, kinds};
use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use usher_engine::people::figures::{DEFINITIONS, FigureGroup, Figures, GroupBy, report};
use usher_engine::people::routing::Stage;
use usher_engine::{InboxId, Presence};
use usher_store::{RowFilter, View};
use utoipa::{IntoParams, ToSchema};

/// The longest time of one report.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Of when and by what.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FiguresQuery {
    /// From this time on; seven days ago unless given.
    #[param(value_type = Option<String>)]
    from: Option<Timestamp>,
    /// Before this time; now unless given.
    #[param(value_type = Option<String>)]
    to: Option<Timestamp>,
    /// `day`, `inbox`, `topic` or `agent`; `day` unless given.
    by: Option<String>,
    /// Of one inbox.
    inbox: Option<String>,
}

/// The figures, each with its definition.
#[derive(Serialize, ToSchema)]
#[schema(as = FigureAnswer)]
pub(super) struct Answer {
    /// From this time on.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Before this time.
    #[schema(value_type = String, format = DateTime)]
    to: Timestamp,
    /// What is the case now; not from the log.
    now: Now,
    /// Each figure in words.
    definitions: BTreeMap<&'static str, &'static str>,
    /// All together.
    total: Figures,
    /// By day, inbox, topic or agent.
    groups: Vec<FigureGroup>,
}

/// What is the case now.
#[derive(Serialize, ToSchema)]
#[schema(as = FiguresNow)]
struct Now {
    /// Handoffs that nobody took yet.
    waiting: usize,
    /// Since how many seconds the first of them waits.
    longest_wait_s: Option<i64>,
    /// Conversations that people have.
    active: usize,
    /// People who are online.
    online: usize,
    /// People who are away.
    away: usize,
    /// How many more conversations those online could take.
    free: i64,
}

/// The figures of a time, by day, inbox, topic or agent.
#[utoipa::path(
    get, path = "/v1/people/figures", tag = "people", operation_id = "show_figures",
    params(FiguresQuery),
    responses((status = 200, body = Answer), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_figures(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<FiguresQuery>,
) -> Result<Json<Answer>> {
    let wrong = |detail: &str| Problem::new(&kinds::QUERY_WRONG, detail);
    let to = query.to.unwrap_or_else(|| app.clock.now());
    let week_ago = to
        .saturating_sub(SignedDuration::from_hours(7 * 24))
        .unwrap_or(Timestamp::MIN);
    let from = query.from.unwrap_or(week_ago);
    if from >= to || to.duration_since(from) > LONGEST {
        return Err(wrong("`from` lies before `to`, by at most 366 days."));
    }
    let by = match query.by.as_deref() {
        None | Some("day") => GroupBy::Day,
        Some("inbox") => GroupBy::Inbox,
        Some("topic") => GroupBy::Topic,
        Some("agent") => GroupBy::Agent,
        Some(_) => return Err(wrong("`by` is day, inbox, topic or agent.")),
    };
    let inbox = query.inbox.map(InboxId);
    let mut log = app.store.people_log(from, to, inbox.as_ref()).await?;
    log.retain(|logged| signed.person.sees(&logged.inbox));
    let report = report(&log, from, to, by);
    Ok(Json(Answer {
        from,
        to,
        now: now(&app, &signed).await?,
        definitions: DEFINITIONS.into_iter().collect(),
        total: report.total,
        groups: report.groups,
    }))
}

async fn now(app: &AppState, signed: &Signed) -> Result<Now> {
    let filter = RowFilter {
        view: View::Open,
        limit: 10_000,
        ..seen::all(app, signed)
    };
    let (rows, now) = (app.store.rows(&filter).await?, app.clock.now());
    let people = app.store.colleagues(now).await?;
    let waiting = || rows.iter().filter(|r| r.stage != Some(Stage::Active));
    let waits = |since: Timestamp| now.duration_since(since).as_secs();
    let online = || people.iter().filter(|p| p.presence == Presence::Online);
    Ok(Now {
        waiting: waiting().count(),
        longest_wait_s: waiting().filter_map(|r| r.waiting_since.map(waits)).max(),
        active: rows.len() - waiting().count(),
        online: online().count(),
        away: people.iter().filter(|p| p.presence == Presence::Away).count(),
        free: online().map(|p| (p.person.capacity - p.load).max(0)).sum(),
    })
}
