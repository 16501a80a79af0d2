//! `POST /v1/people/playground`: what would be said to this? Nothing of it becomes a conversation.

use super::assist::respond;
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::{AppState, inbox_unknown};
use crate::body::Json;
use crate::people::guard::Signed;
use crate::people::tried;
use crate::problem::{Problem, Result, kinds};
use crate::text;
use crate::voice::{Whose, model_for};
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Instant;
use usher_engine::{Aids, Author, Contact, InboxId, Message, PageContext, TurnInput};
use utoipa::ToSchema;

/// The most messages before the one to be answered.
const MOST_EARLIER: usize = 50;
/// The longest trait of a contact, in characters: as in a token.
const MAX_TRAIT: usize = 200;

/// A message to be answered, and all around it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TryOut)]
pub(super) struct TryBody {
    /// The key of the inbox that it is written to.
    inbox: String,
    /// The words, plain text, at most 8000 characters.
    #[schema(example = "Why did my import stop?", max_length = 8000)]
    text: String,
    /// What was said before, oldest first, at most 50 messages.
    #[serde(default)]
    #[schema(max_items = 50)]
    earlier: Vec<EarlierBody>,
    /// Who asks; a visitor unless given.
    #[serde(default)]
    contact: Option<Contact>,
    /// What they have before them.
    #[serde(default)]
    page: Option<PageContext>,
    /// False goes without the language model.
    #[serde(default = "yes")]
    model: bool,
}

/// A message from before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EarlierMessage)]
struct EarlierBody {
    /// Who wrote it.
    author: EarlierAuthor,
    /// The words.
    text: String,
}

/// Who can have written before.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum EarlierAuthor {
    Contact,
    AiAgent,
}

/// What would be said, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = TriedTurn)]
pub(super) struct Tried {
    /// The whole turn with its trace, as it would be stored.
    #[schema(value_type = Object)]
    turn: Value,
    /// The confidence that would have sufficed for a reply without a person; null where nothing does.
    threshold: Option<f64>,
    /// Milliseconds that it took.
    took_ms: u64,
    /// The reply's statements, each with how well it follows from what it cites.
    sentences: Vec<SentenceView>,
    /// One line of a `resolve` suite's `cases.jsonl` that expects just this, without personal data: correct it and keep it.
    /// Null where it would expect nothing that can be held against an engine: an answer that cites nothing.
    #[schema(value_type = Option<Object>)]
    case: Option<Value>,
}

/// A statement of a reply.
#[derive(Serialize, ToSchema)]
#[schema(as = TriedSentence)]
pub(crate) struct SentenceView {
    /// The words.
    pub(crate) text: String,
    /// Which of the turn's citations it names, from 0.
    pub(crate) citation: usize,
    /// Probability that the cited part of the article supports the whole of it; null where that cannot be told.
    pub(crate) support: Option<f64>,
    /// What sets it most apart from what the article says, strongest first, at most three.
    pub(crate) why: Vec<WhyView>,
}

/// Something that speaks for or against a sentence.
#[derive(Serialize, ToSchema)]
#[schema(as = SupportReason)]
pub(crate) struct WhyView {
    /// Its name: `number_missing`, `negation_differs` …
    pub(crate) name: &'static str,
    /// What it adds to the log odds, or takes from them.
    pub(crate) log_odds: f64,
}

fn yes() -> bool {
    true
}

/// Takes a turn without a conversation: nothing is stored of it but what leaves for a language model.
#[utoipa::path(
    post, path = "/v1/people/playground", tag = "people", operation_id = "try_out",
    request_body = TryBody,
    responses((status = 200, body = Tried), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn try_out(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<TryBody>,
) -> Result<axum::Json<Tried>> {
    app.limits.tried(&signed.person.id)?;
    let inbox = app.inbox(&body.inbox)?;
    if !signed.person.sees(&inbox.config.id()) {
        return Err(inbox_unknown());
    }
    let with_model = body.model;
    let input = input(inbox.config.id(), body)?;
    let whose = Whose {
        inbox: inbox.config.id(),
        conversation: None,
        contact: None,
        message: None,
        person: Some(signed.person.id.clone()),
    };
    let model = match with_model {
        true => model_for(&app, whose).await,
        false => None,
    };
    let began = Instant::now();
    let aids = Aids { model, heard: None };
    let (turn, input) = respond(&app, input, inbox.config.effective_policy(), aids).await?;
    let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(axum::Json(Tried {
        threshold: turn.trace.threshold,
        took_ms,
        sentences: tried::sentences(&app, &turn).await?,
        case: tried::case("playground", &input, &turn, app.clock.now()),
        turn: serde_json::to_value(&turn).map_err(Problem::internal)?,
    }))
}

fn input(inbox: InboxId, body: TryBody) -> Result<TurnInput> {
    let wrong = |detail: String| Err(Problem::new(&kinds::FIELD_WRONG, detail));
    if body.earlier.len() > MOST_EARLIER {
        return wrong(format!(
            "`earlier` has more than {MOST_EARLIER} messages. Leave out the oldest."
        ));
    }
    let mut messages = Vec::new();
    for message in body.earlier {
        let author = match message.author {
            EarlierAuthor::Contact => Author::Contact,
            EarlierAuthor::AiAgent => Author::AiAgent,
        };
        messages.push(Message::new(author, text::message_text(&message.text, false)?));
    }
    messages.push(Message::new(Author::Contact, text::message_text(&body.text, false)?));
    let contact = body.contact.unwrap_or_default();
    if let Some(name) = too_long(&contact) {
        return wrong(format!(
            "`contact.{name}` has more than {MAX_TRAIT} characters. Shorten it."
        ));
    }
    Ok(TurnInput {
        inbox: Some(inbox),
        messages,
        contact,
        page: body.page.map(text::page),
        ..TurnInput::default()
    })
}

/// The trait of a contact that is longer than a token would have it.
fn too_long(contact: &Contact) -> Option<&'static str> {
    let Contact {
        subject,
        name,
        email,
        plan,
        role,
        account,
        locale,
    } = contact;
    let traits = [
        ("subject", subject),
        ("name", name),
        ("email", email),
        ("plan", plan),
        ("role", role),
        ("account", account),
        ("locale", locale),
    ];
    let is_too_long = |value: &Option<String>| value.as_ref().is_some_and(|v| v.chars().count() > MAX_TRAIT);
    traits
        .into_iter()
        .find(|(_, value)| is_too_long(value))
        .map(|(name, _)| name)
}
