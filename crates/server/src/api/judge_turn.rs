//! `POST /v1/conversations/{id}/judgements`: did a turn solve it? Sockets do the same through [`judge_turn`].

use super::create_message::own_conversation;
use super::docs::{AnyProblem, BodyProblem, ConversationProblem, TokenProblem};
use super::views::Recorded;
use crate::app::AppState;
use crate::body::Json;
use crate::identity::Caller;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use usher_engine::ConversationId;
use usher_store::Judgement;
use utoipa::ToSchema;

/// What the contact says of a turn.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewJudgement)]
pub(crate) struct JudgementBody {
    /// Made by the client, one a judgement, the same when it is sent again.
    pub(crate) client_id: String,
    /// The turn: `turn.id` of the reply.
    turn: String,
    /// Whether it solved what they came with.
    solved: bool,
}

/// Stores whether a turn solved it. Where it did, the conversation is resolved, unless people have it; where not, the next
/// turn and the person who takes over know.
#[utoipa::path(
    post, path = "/v1/conversations/{id}/judgements", tag = "conversations", operation_id = "judge_turn",
    params(("id" = String, Path, description = "The conversation")),
    request_body = JudgementBody,
    responses(
        (status = 202, body = Recorded),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`client-id-reused`"),
        AnyProblem, BodyProblem, TokenProblem, ConversationProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn post_judgement(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<JudgementBody>,
) -> Result<(StatusCode, axum::Json<Recorded>)> {
    app.limits.contact(&caller.contact)?;
    let conversation = own_conversation(&app, &caller, &id).await?;
    let seq = judge_turn(&app, &conversation.id, body).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(Recorded { seq: Some(seq) })))
}

/// Checks and stores a judgement in a conversation that is the caller's; gives the number of its event.
pub(crate) async fn judge_turn(app: &AppState, conversation: &ConversationId, body: JudgementBody) -> Result<i64> {
    let judgement = Judgement {
        client_id: text::client_id(&body.client_id)?,
        turn: &body.turn,
        solved: body.solved,
    };
    let event = app.store.judge_turn(conversation, judgement, app.clock.now()).await?;
    let unknown = || {
        Problem::new(
            &kinds::FIELD_WRONG,
            "`turn` is none of this conversation's. Send the `turn.id` of the reply that it is about.",
        )
    };
    Ok(event.ok_or_else(unknown)?.seq)
}
