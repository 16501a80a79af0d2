//! `GET /v1/people/model` and `…/model-calls`: what the language model did, and what left for it.

use crate::api::docs::AnyProblem;
use crate::app::AppState;
use crate::body::Query;
use crate::people::guard::Signed;
use crate::problem::Result;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::{ContactId, ConversationId, InboxId, MessageId, PersonId};
use usher_store::{CallFilter, CallSums, CallsOfDay, StoredCall};
use utoipa::{IntoParams, ToSchema};

/// Calls of one answer.
const PAGE: i64 = 50;

/// Which part of the log.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CallsQuery {
    /// The last answer's `before`.
    before: Option<String>,
    /// Of this conversation.
    conversation: Option<String>,
    /// Of this prompt.
    prompt: Option<String>,
}

/// A call, with what was sent.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelCall)]
pub(super) struct CallView {
    /// Identifier.
    id: String,
    /// When it left.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The inbox that it was for.
    inbox: InboxId,
    /// The conversation; null where a person tried something out.
    conversation_id: Option<ConversationId>,
    /// Who asked there.
    contact_id: Option<ContactId>,
    /// The message that was answered.
    message_id: Option<MessageId>,
    /// The person of the company who wanted it; null where a contact's message did.
    person_id: Option<PersonId>,
    /// Its number within its turn, from 0.
    number: u32,
    /// The prompt's name.
    prompt: String,
    /// Hash of the prompt's files.
    prompt_hash: String,
    /// The endpoint, by its name in the configuration.
    endpoint: String,
    /// The model that spoke; empty where none did.
    model: String,
    /// `started` until its end is known; then `written`, or why there is no text.
    #[schema(example = "written")]
    outcome: String,
    /// Tokens read.
    tokens_in: u32,
    /// Tokens written.
    tokens_out: u32,
    /// The price, in millionths of the unit that the prices are in.
    cost_micros: u64,
    /// Milliseconds from the first attempt to the end.
    duration_ms: u64,
    /// The system message, exactly as sent.
    system: String,
    /// The user message, exactly as sent.
    user: String,
}

/// A part of the log.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelCalls)]
pub(super) struct Calls {
    /// Newest first.
    calls: Vec<CallView>,
    /// Where the next part begins; null where there is none.
    before: Option<String>,
}

/// The language model.
#[derive(Serialize, ToSchema)]
#[schema(as = LanguageModel)]
pub(super) struct ModelView {
    /// Whether there is one.
    configured: bool,
    /// Names the configured models; empty without one.
    identity: String,
    /// Today, since midnight UTC, over all nodes.
    today: Today,
}

/// The calls of a day.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelToday)]
struct Today {
    /// How many left.
    calls: u64,
    /// How many of them gave no text.
    failed: u64,
    /// Tokens read.
    tokens_in: u64,
    /// Tokens written.
    tokens_out: u64,
    /// The price, in millionths of the unit that the prices are in.
    cost_micros: u64,
    /// By prompt and model, what costs most first.
    by_prompt: Vec<OfPrompt>,
}

/// The calls of a prompt and a model.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelCallsOfPrompt)]
struct OfPrompt {
    /// The prompt's name.
    prompt: String,
    /// The model that spoke; empty where none did.
    model: String,
    /// How many left.
    calls: u64,
    /// How many of them gave no text.
    failed: u64,
    /// Tokens read.
    tokens_in: u64,
    /// Tokens written.
    tokens_out: u64,
    /// The price, in millionths of the unit that the prices are in.
    cost_micros: u64,
}

/// Whether there is a language model, and what it did today.
#[utoipa::path(
    get, path = "/v1/people/model", tag = "people", operation_id = "show_model",
    responses((status = 200, body = ModelView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_model(State(app): State<AppState>) -> Result<Json<ModelView>> {
    let voice = app.mind.voice();
    let today = app.store.calls_today(app.clock.now()).await?;
    Ok(Json(ModelView {
        configured: voice.is_some(),
        identity: voice.map_or_else(String::new, |voice| voice.identity),
        today: today.into(),
    }))
}

/// What left for the language model, newest first: 50 calls, with what was sent. Personal data was taken out before it left.
#[utoipa::path(
    get, path = "/v1/people/model-calls", tag = "people", operation_id = "list_model_calls",
    params(CallsQuery),
    responses((status = 200, body = Calls), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_model_calls(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<CallsQuery>,
) -> Result<Json<Calls>> {
    let filter = CallFilter {
        before: query.before.as_deref(),
        conversation: query.conversation.as_deref(),
        prompt: query.prompt.as_deref(),
        inboxes: &signed.person.inboxes,
        limit: PAGE + 1,
    };
    let mut found = app.store.calls(&filter).await?;
    let has_more = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let calls: Vec<CallView> = found.into_iter().map(Into::into).collect();
    let last = calls.last().map(|call| call.id.clone());
    Ok(Json(Calls {
        before: last.filter(|_| has_more),
        calls,
    }))
}

impl From<StoredCall> for CallView {
    fn from(it: StoredCall) -> Self {
        Self {
            id: it.id,
            at: it.at,
            inbox: it.inbox,
            conversation_id: it.conversation,
            contact_id: it.contact,
            message_id: it.message,
            person_id: it.person,
            number: it.number,
            prompt: it.prompt,
            prompt_hash: it.hash,
            endpoint: it.used.endpoint,
            model: it.used.model,
            outcome: it.outcome,
            tokens_in: it.used.tokens_in,
            tokens_out: it.used.tokens_out,
            cost_micros: it.used.cost_micros,
            duration_ms: it.used.duration_ms,
            system: it.system,
            user: it.user,
        }
    }
}

impl From<Vec<CallsOfDay>> for Today {
    fn from(of: Vec<CallsOfDay>) -> Self {
        let sums = of.iter().fold(CallSums::default(), |sums, some| sums.plus(&some.sums));
        Self {
            calls: sums.calls,
            failed: sums.failed,
            tokens_in: sums.tokens_in,
            tokens_out: sums.tokens_out,
            cost_micros: sums.cost_micros,
            by_prompt: of.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<CallsOfDay> for OfPrompt {
    fn from(it: CallsOfDay) -> Self {
        Self {
            prompt: it.prompt,
            model: it.model,
            calls: it.sums.calls,
            failed: it.sums.failed,
            tokens_in: it.sums.tokens_in,
            tokens_out: it.sums.tokens_out,
            cost_micros: it.sums.cost_micros,
        }
    }
}
