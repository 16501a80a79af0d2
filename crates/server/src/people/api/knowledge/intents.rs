//! `/v1/people/knowledge/intents`: what contacts want, and teaching it by what they really write.

use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::{App, AppState};
use crate::body::Json;
use crate::content::{embedded, taught_intents};
use crate::people::api::fields;
use crate::people::guard::Signed;
use crate::problem::{Problem, Result, kinds};
use crate::text;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::PersonRef;
use usher_engine::intent::{Confusion, Example, IntentGuess};
use usher_engine::privacy::Redacted;
use usher_store::{AddedExample, Taught, new_id};
use utoipa::ToSchema;

/// The longest example in characters.
const MAX_EXAMPLE: usize = 500;
/// Guesses told of.
const MOST_GUESSES: usize = 3;

/// All intents.
#[derive(Serialize, ToSchema)]
pub(super) struct Intents {
    /// By topic and title.
    intents: Vec<IntentView>,
}

/// Something that contacts want.
#[derive(Serialize, ToSchema)]
#[schema(as = Intent)]
pub(super) struct IntentView {
    id: String,
    title: String,
    topic: String,
    /// The guide that serves it.
    guide: Option<String>,
    /// The folder that it came from.
    source: String,
    /// Examples of the source.
    examples: usize,
    /// Those that people added.
    added: Vec<ExampleView>,
}

/// An example that somebody added.
#[derive(Serialize, ToSchema)]
#[schema(as = IntentExample)]
struct ExampleView {
    id: String,
    text: String,
    by: Option<PersonRef>,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Which intents are hard to tell apart.
#[derive(Serialize, ToSchema)]
#[schema(as = IntentConfusions)]
pub(super) struct ConfusionsView {
    /// The most first.
    confusions: Vec<ConfusionView>,
    /// Examples that are read as what they are.
    right: usize,
    /// All of them.
    of: usize,
}

/// Two intents.
#[derive(Serialize, ToSchema)]
#[schema(as = IntentConfusion)]
struct ConfusionView {
    a: String,
    b: String,
    /// So many of the examples of both are taken for the other.
    examples: usize,
    of: usize,
}

/// A text that may become an example.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckExample)]
pub(super) struct CheckBody {
    text: String,
    /// The intent that it would be an example of.
    #[serde(default)]
    intent: Option<String>,
}

/// How a text is read.
#[derive(Serialize, ToSchema)]
#[schema(as = CheckedExample)]
pub(super) struct CheckedView {
    /// Without personal data: as it would be kept.
    text: String,
    /// At most three.
    likeliest: Vec<GuessView>,
    /// The intent that has it as an example.
    known: Option<String>,
    /// What it would make harder to tell apart; null where no intent was named.
    harder: Option<Vec<ConfusionView>>,
}

/// An intent with its probability.
#[derive(Serialize, ToSchema)]
#[schema(as = IntentLikelihood)]
struct GuessView {
    intent: String,
    probability: f64,
}

/// An example to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TeachIntent)]
pub(super) struct TeachBody {
    intent: String,
    text: String,
}

/// What contacts want, as it is taught.
#[utoipa::path(
    get, path = "/v1/people/knowledge/intents", tag = "knowledge", operation_id = "list_intents",
    responses((status = 200, body = Intents), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_intents(State(app): State<AppState>) -> Result<axum::Json<Intents>> {
    Ok(axum::Json(Intents {
        intents: views(&app).await?,
    }))
}

/// Which intents are hard to tell apart: each example read by what the others teach. Takes seconds after a change.
#[utoipa::path(
    get, path = "/v1/people/knowledge/intents/confusions", tag = "knowledge", operation_id = "list_confusions",
    responses((status = 200, body = ConfusionsView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_confusions(State(app): State<AppState>, signed: Signed) -> Result<axum::Json<ConfusionsView>> {
    app.limits.console(&signed.person.id)?;
    let lessons = app.intents.lessons(&app).await?;
    let reading = lessons.reading().await?;
    Ok(axum::Json(ConfusionsView {
        confusions: reading.confusions.iter().map(ConfusionView::from).collect(),
        right: reading.right,
        of: reading.of,
    }))
}

/// How a text is read now, and what it would change as an example. Nothing is stored.
#[utoipa::path(
    post, path = "/v1/people/knowledge/intents/check", tag = "knowledge", operation_id = "check_example",
    request_body = CheckBody,
    responses((status = 200, body = CheckedView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn check_example(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<CheckBody>,
) -> Result<axum::Json<CheckedView>> {
    app.limits.console(&signed.person.id)?;
    let text = example(&body.text)?;
    let lessons = app.intents.lessons(&app).await?;
    let vector = embedded(&app, vec![text.clone()]).await?.pop().unwrap_or_default();
    let guess = |guess: IntentGuess| GuessView {
        intent: guess.intent,
        probability: guess.probability,
    };
    let likeliest = lessons.guesses(&text, &vector).into_iter().take(MOST_GUESSES);
    let harder = match &body.intent {
        None => None,
        Some(intent) => {
            find(&app, intent).await?;
            let new = Example {
                text: text.clone(),
                intent: Some(intent.clone()),
            };
            let with = lessons.reading_with(new, vector.clone()).await?;
            let harder = with.harder_than(lessons.reading().await?, intent);
            Some(harder.iter().map(ConfusionView::from).collect())
        }
    };
    Ok(axum::Json(CheckedView {
        likeliest: likeliest.map(guess).collect(),
        known: lessons.knows(&text).map(str::to_owned),
        harder,
        text,
    }))
}

/// Adds an example to an intent; it counts within seconds on every node.
#[utoipa::path(
    post, path = "/v1/people/knowledge/intents/examples", tag = "knowledge", operation_id = "teach_intent",
    request_body = TeachBody,
    responses((status = 201, body = IntentView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn teach_intent(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<TeachBody>,
) -> Result<(StatusCode, axum::Json<IntentView>)> {
    let text = example(&body.text)?;
    find(&app, &body.intent).await?;
    let known = |intent: &str| {
        let cure = format!("The intent `{intent}` has this example already. Choose another message.");
        Problem::new(&kinds::EXAMPLE_KNOWN, cure)
    };
    if let Some(intent) = app.intents.lessons(&app).await?.knows(&text) {
        return Err(known(intent));
    }
    let now = app.clock.now();
    let new = (new_id(now), body.intent);
    let teaching = app
        .store
        .teach_intent((&new.0, &new.1, &text), &signed.person.id, now)
        .await?;
    if let Taught::Known(intent) = teaching {
        return Err(known(&intent));
    }
    app.mind.knowledge_changed();
    Ok((StatusCode::CREATED, axum::Json(find(&app, &new.1).await?)))
}

/// Takes an example back that somebody added.
#[utoipa::path(
    delete, path = "/v1/people/knowledge/intents/examples/{id}", tag = "knowledge", operation_id = "take_example_back",
    params(("id" = String, Path, description = "The example")),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn take_example_back(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let now = app.clock.now();
    if !app.store.take_example_back(&id, &signed.person.id, now).await? {
        let cure = "No example that was added here has this id. GET /v1/people/knowledge/intents lists them.";
        return Err(Problem::new(&kinds::EXAMPLE_UNKNOWN, cure));
    }
    app.mind.knowledge_changed();
    Ok(StatusCode::NO_CONTENT)
}

/// An example as it is kept: one line, without personal data.
fn example(words: &str) -> Result<String> {
    let line = text::clean(words).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.chars().count() > MAX_EXAMPLE {
        return Err(fields::wrong(format!("`text` has 1 to {MAX_EXAMPLE} characters.")));
    }
    Ok(Redacted::of(&line).text)
}

async fn find(app: &App, id: &str) -> Result<IntentView> {
    let found = views(app).await?.into_iter().find(|intent| intent.id == id);
    found.ok_or_else(|| {
        let cure = "No intent has this id. GET /v1/people/knowledge/intents lists them.";
        Problem::new(&kinds::INTENT_UNKNOWN, cure)
    })
}

async fn views(app: &App) -> Result<Vec<IntentView>> {
    let mut added = app.store.intent_examples().await?;
    let mut views = Vec::new();
    for (source, set) in taught_intents(&app.store).await? {
        let Ok(set) = set else { continue };
        for intent in set.intents {
            let (own, others): (Vec<_>, Vec<_>) = added.into_iter().partition(|e| e.intent == intent.id);
            added = others;
            views.push(IntentView {
                examples: intent.examples.len().saturating_sub(own.len()),
                added: own.into_iter().map(ExampleView::from).collect(),
                id: intent.id,
                title: intent.title,
                topic: intent.topic,
                guide: intent.guide.map(|guide| guide.to_string()),
                source: source.clone(),
            });
        }
    }
    views.sort_by(|a, b| (&a.topic, &a.title).cmp(&(&b.topic, &b.title)));
    Ok(views)
}

impl From<AddedExample> for ExampleView {
    fn from(added: AddedExample) -> Self {
        Self {
            id: added.id,
            text: added.text,
            by: added.by,
            at: added.at,
        }
    }
}

impl From<&Confusion> for ConfusionView {
    fn from(pair: &Confusion) -> Self {
        Self {
            a: pair.a.clone(),
            b: pair.b.clone(),
            examples: pair.examples,
            of: pair.of,
        }
    }
}
