//! What helps to answer: suggested replies, and noticing that a draft asks for what is known.

use crate::api::docs::{AnyProblem, BodyProblem, ConversationProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::people::guard::Signed;
use crate::people::seen;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use crate::voice::{Whose, model_for};
use crate::worker::{self, Ended};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use usher_engine::conversation::MAX_MESSAGE_CHARS;
use usher_engine::people::reask::{Asked, asks_again};
use usher_engine::{Aids, Author, Citation, GuideId, Outcome, PageContext, Policy, TurnInput};
use usher_store::{NewSuggestion, Row};
use utoipa::ToSchema;

/// A draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Draft)]
pub(super) struct DraftBody {
    /// The words so far.
    text: String,
}

/// What a draft asks for though it is known.
#[derive(Serialize, ToSchema)]
pub(super) struct Checked {
    /// Each field once, in the order of the draft; empty: nothing.
    asks: Vec<Asked>,
}

/// Nothing more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// A reply to begin with.
#[derive(Serialize, ToSchema)]
pub(super) struct Suggestion {
    /// Goes with the message that is made of it.
    id: String,
    /// The words; empty where the engine has nothing to say.
    text: String,
    /// What they quote.
    citations: Vec<Citation>,
    /// A guide that would help.
    guide: Option<SuggestedGuide>,
    /// What the engine would do.
    outcome: Outcome,
    /// Calibrated probability that it is right.
    confidence: f64,
}

/// A guide by name.
#[derive(Serialize, ToSchema)]
struct SuggestedGuide {
    id: GuideId,
    title: String,
}

/// A suggestion.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DiscardBody {
    /// Its id.
    suggestion: String,
}

/// What a draft asks for though the packet says it. It never refuses.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/check", tag = "people", operation_id = "check_draft",
    params(("id" = String, Path, description = "The conversation")),
    request_body = DraftBody,
    responses((status = 200, body = Checked), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn check_draft(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<DraftBody>,
) -> Result<axum::Json<Checked>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    let packet = app.store.handoff_of(&row.id).await?;
    let draft = text::short(&body.text, MAX_MESSAGE_CHARS);
    Ok(axum::Json(Checked {
        asks: packet.map_or_else(Vec::new, |packet| asks_again(&packet, &draft)),
    }))
}

/// Suggests a reply to the contact's last message, by the engine that answers automatically.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/suggestion", tag = "people", operation_id = "suggest_reply",
    params(("id" = String, Path, description = "The conversation")),
    request_body = Nothing,
    responses(
        (status = 200, body = Suggestion),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`nothing-to-answer`"),
        AnyProblem, BodyProblem, ConversationProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn suggest_reply(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Result<axum::Json<Suggestion>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    let (input, policy) = input(&app, &row).await?;
    let whose = Whose {
        inbox: row.inbox.clone(),
        conversation: Some(row.id.clone()),
        contact: Some(row.contact_id.clone()),
        message: input.messages.last().and_then(|message| message.id.clone()),
        person: Some(signed.person.id.clone()),
    };
    let aids = Aids {
        model: model_for(&app, whose).await,
        heard: None,
    };
    let (turn, _) = respond(&app, input, policy, aids).await?;
    let text = match &turn.handoff {
        Some(packet) => packet.suggested_reply.clone().unwrap_or_default(),
        None => turn.reply.text.clone(),
    };
    let new = NewSuggestion {
        conversation: &row.id,
        person: &signed.person.id,
        text: &text,
        citations: &turn.citations,
        confidence: turn.confidence,
    };
    let id = app.store.suggest(new, app.clock.now()).await?;
    Ok(axum::Json(Suggestion {
        id,
        text,
        guide: turn.guide.map(|offer| SuggestedGuide {
            id: offer.guide.id,
            title: offer.guide.title,
        }),
        citations: turn.citations,
        outcome: turn.outcome,
        confidence: turn.confidence,
    }))
}

/// What the engine would see if it had to answer now.
async fn input(app: &AppState, row: &Row) -> Result<(TurnInput, Policy)> {
    let mut messages = app.store.messages(&row.id).await?;
    let asked = messages.iter().rposition(|m| m.author == Author::Contact);
    let asked = asked.ok_or_else(|| {
        let detail = "The contact has not written anything yet.";
        Problem::new(&kinds::NOTHING_TO_ANSWER, detail)
    })?;
    messages.truncate(asked + 1);
    let packet = app.store.handoff_of(&row.id).await?;
    let page = packet.and_then(|packet| {
        let place = packet.page?;
        Some(PageContext {
            route: place.route,
            title: place.title,
            events: packet.events,
            errors: packet.errors,
            ..PageContext::default()
        })
    });
    let mut policy = app.inbox(row.inbox.as_str())?.config.effective_policy();
    // People have it already: what only they may answer is theirs to answer with this.
    policy.always_human.clear();
    let input = TurnInput {
        inbox: Some(row.inbox.clone()),
        messages,
        contact: row.contact.clone(),
        page,
        steps: app.store.step_reports(&row.id).await?,
        unsolved: app.store.unsolved_turns(&row.id).await?,
        within: None,
    };
    Ok((input, policy))
}

/// Takes a turn that no contact waits for.
pub(super) async fn respond(app: &AppState, input: TurnInput, policy: Policy, aids: Aids) -> Result<Ended> {
    let limit = Duration::from_millis(app.config.turn_timeout_ms);
    let late = || Problem::unavailable("The engine is not ready. Try again shortly.", Duration::from_secs(5));
    if !app.mind.is_ready() {
        return Err(late());
    }
    let respond = app.mind.current().await.ok_or_else(late)?;
    let ended = worker::start(respond, (input, policy, aids), limit).await;
    ended.map_err(Problem::internal)?.map_err(Problem::internal)
}

/// A suggestion was not wanted.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/suggestion/discard", tag = "people", operation_id = "discard_suggestion",
    params(("id" = String, Path, description = "The conversation")),
    request_body = DiscardBody,
    responses((status = 204), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn discard_suggestion(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<DiscardBody>,
) -> Result<StatusCode> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    let (person, now) = (&signed.person.id, app.clock.now());
    if app
        .store
        .discard_suggestion(&row.id, &body.suggestion, person, now)
        .await?
    {
        Ok(StatusCode::NO_CONTENT)
    } else {
        let detail = "This conversation has no suggestion of this id.";
        Err(Problem::new(&kinds::SUGGESTION_UNKNOWN, detail))
    }
}
