//! `POST /v1/conversations/{id}/steps`: the widget tells how a guide's step ended. Sockets do the same.

use super::create_message::own_conversation;
use super::docs::{AnyProblem, BodyProblem, ConversationProblem, TokenProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::identity::Caller;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use usher_engine::{ConversationId, GuideId, StepOutcome, StepReport};
use utoipa::ToSchema;

/// The longest id of a guide or step, and the longest reason, in characters.
const MAX_ID: usize = 200;
const MAX_REASON: usize = 500;

/// How a step ended.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewStepReport)]
pub(crate) struct StepBody {
    /// Made by the client, one a report, the same when it is sent again.
    pub(crate) client_id: String,
    /// The guide.
    guide: String,
    /// The step's id.
    step: String,
    /// How it ended.
    outcome: StepOutcome,
    /// Why, where it failed or was skipped.
    #[serde(default)]
    reason: Option<String>,
}

/// A report is stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepAccepted {
    /// The number of its event.
    pub(crate) seq: i64,
}

/// Stores how a step of a guide ended; the next turn takes it into account.
#[utoipa::path(
    post, path = "/v1/conversations/{id}/steps", tag = "conversations", operation_id = "report_step",
    params(("id" = String, Path, description = "The conversation")),
    request_body = StepBody,
    responses(
        (status = 202, body = StepAccepted),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`client-id-reused`"),
        AnyProblem, BodyProblem, TokenProblem, ConversationProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn post_step(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<StepBody>,
) -> Result<(StatusCode, axum::Json<StepAccepted>)> {
    app.limits.contact(&caller.contact)?;
    let conversation = own_conversation(&app, &caller, &id).await?;
    let accepted = report_step(&app, &conversation.id, body).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(accepted)))
}

/// Checks and stores a report in a conversation that is the caller's.
pub(crate) async fn report_step(app: &AppState, conversation: &ConversationId, body: StepBody) -> Result<StepAccepted> {
    let client_id = text::client_id(&body.client_id)?;
    let report = StepReport {
        guide: GuideId::from(name(&body.guide, "guide")?),
        step: name(&body.step, "step")?,
        outcome: body.outcome,
        reason: body
            .reason
            .map(|r| text::short(&r, MAX_REASON))
            .filter(|r| !r.is_empty()),
    };
    let event = app
        .store
        .record_step(conversation, &report, Some(client_id), app.clock.now())
        .await?;
    Ok(StepAccepted { seq: event.seq })
}

fn name(value: &str, field: &str) -> Result<String> {
    let tidy = text::clean(value).trim().to_owned();
    if tidy.is_empty() || tidy.chars().count() > MAX_ID {
        let detail =
            format!("`{field}` must have 1 to {MAX_ID} characters: the id as the event of the guide names it.");
        return Err(Problem::new(&kinds::FIELD_WRONG, detail));
    }
    Ok(tidy)
}
