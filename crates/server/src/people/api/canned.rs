//! `/v1/people/canned`: canned replies.

use super::fields;
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::{Json, Query};
use crate::people::guard::Signed;
use crate::people::seen;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::people::canned::{first_name, render};
use usher_engine::{Handoff, InboxId, PersonRef};
use usher_store::{Canned, NewCanned, Row, WrittenCanned};
use utoipa::{IntoParams, ToSchema};

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CannedQuery {
    /// Words; each in shortcut, title, text or tags.
    q: Option<String>,
    /// Those for this inbox, and for all.
    inbox: Option<String>,
}

/// Canned replies.
#[derive(Serialize, ToSchema)]
pub(super) struct CannedReplies {
    /// Those used most first.
    canned: Vec<CannedView>,
}

/// A reply that is written once and sent often.
#[derive(Serialize, ToSchema)]
#[schema(as = Canned)]
pub(super) struct CannedView {
    /// Identifier.
    id: String,
    /// What one types to get it.
    shortcut: String,
    /// What it is about.
    title: String,
    /// The words, with variables.
    text: String,
    /// The inbox that it is for; null for all.
    inbox: Option<InboxId>,
    /// Words to find it by.
    tags: Vec<String>,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// By whom.
    by: Option<PersonRef>,
}

/// One to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCanned)]
pub(super) struct CannedBody {
    /// What one types to get it.
    shortcut: String,
    /// What it is about.
    title: String,
    /// The words, with variables.
    text: String,
    /// The inbox that it is for; null for all.
    #[serde(default)]
    inbox: Option<InboxId>,
    /// Words to find it by.
    #[serde(default)]
    tags: Vec<String>,
}

/// For which conversation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RenderCanned)]
pub(super) struct RenderBody {
    /// Its id.
    conversation: String,
}

/// The words with their variables filled in.
#[derive(Serialize, ToSchema)]
pub(super) struct RenderedCanned {
    /// The words.
    text: String,
    /// Variables that are unknown here and were left standing.
    missing: Vec<String>,
}

/// Canned replies, those used most first.
#[utoipa::path(
    get, path = "/v1/people/canned", tag = "people", operation_id = "list_canned",
    params(CannedQuery),
    responses((status = 200, body = CannedReplies), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_canned(
    State(app): State<AppState>,
    Query(query): Query<CannedQuery>,
) -> Result<axum::Json<CannedReplies>> {
    let words: Vec<String> = query
        .q
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    let matches = |canned: &Canned| {
        let all = format!(
            "{} {} {} {}",
            canned.shortcut,
            canned.title,
            canned.text,
            canned.tags.join(" ")
        );
        let all = all.to_lowercase();
        let fits = match (&query.inbox, &canned.inbox) {
            (Some(asked), Some(of)) => asked == of.as_str(),
            _ => true,
        };
        fits && words.iter().all(|word| all.contains(word))
    };
    let canned = app.store.canned().await?.into_iter().filter(matches).map(Into::into);
    Ok(axum::Json(CannedReplies {
        canned: canned.collect(),
    }))
}

/// Makes one.
#[utoipa::path(
    post, path = "/v1/people/canned", tag = "people", operation_id = "create_canned",
    request_body = CannedBody,
    responses(
        (status = 201, body = CannedView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`shortcut-taken`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn create_canned(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<CannedBody>,
) -> Result<(StatusCode, axum::Json<CannedView>)> {
    let canned = write(&app, &signed, None, body).await?;
    Ok((StatusCode::CREATED, axum::Json(canned)))
}

/// Changes one.
#[utoipa::path(
    put, path = "/v1/people/canned/{id}", tag = "people", operation_id = "change_canned",
    params(("id" = String, Path, description = "The canned reply")),
    request_body = CannedBody,
    responses((status = 200, body = CannedView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn change_canned(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<CannedBody>,
) -> Result<axum::Json<CannedView>> {
    Ok(axum::Json(write(&app, &signed, Some(&id), body).await?))
}

/// Deletes one.
#[utoipa::path(
    delete, path = "/v1/people/canned/{id}", tag = "people", operation_id = "delete_canned",
    params(("id" = String, Path, description = "The canned reply")),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn delete_canned(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    if app.store.delete_canned(&id, &signed.person.id, app.clock.now()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(unknown())
    }
}

/// One with its variables filled in for a conversation.
#[utoipa::path(
    post, path = "/v1/people/canned/{id}/render", tag = "people", operation_id = "render_canned",
    params(("id" = String, Path, description = "The canned reply")),
    request_body = RenderBody,
    responses((status = 200, body = RenderedCanned), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn render_canned(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<RenderBody>,
) -> Result<axum::Json<RenderedCanned>> {
    let row = seen::conversation(&app, &signed.person, &body.conversation).await?;
    let found = app.store.canned().await?.into_iter().find(|canned| canned.id == id);
    let canned = found.ok_or_else(unknown)?;
    let packet = app.store.handoff_of(&row.id).await?;
    let product = app
        .inbox(row.inbox.as_str())
        .map(|i| i.config.product_name().to_owned())
        .ok();
    let rendered = render(&canned.text, |name| {
        known(name, &row, packet.as_ref(), &signed, product.as_deref())
    });
    app.store.use_canned(&id).await?;
    Ok(axum::Json(RenderedCanned {
        text: rendered.text,
        missing: rendered.missing,
    }))
}

fn known(name: &str, row: &Row, packet: Option<&Handoff>, signed: &Signed, product: Option<&str>) -> Option<String> {
    let (contact, agent) = (&row.contact, &signed.person.name);
    let page = packet.and_then(|p| p.page.as_ref());
    match name {
        "contact.name" => contact.name.clone(),
        "contact.first_name" => contact.name.as_deref().map(first_name),
        "contact.email" => contact.email.clone(),
        "contact.plan" => contact.plan.clone(),
        "contact.account" => contact.account.clone(),
        "page.route" => page.map(|p| p.route.clone()),
        "page.title" => page.map(|p| p.title.clone()),
        "error" => packet
            .and_then(|p| p.errors.last())
            .map(|e| e.code.clone().unwrap_or_else(|| e.text.clone())),
        "agent.name" => Some(agent.clone()),
        "agent.first_name" => Some(first_name(agent)),
        "product" => product.map(str::to_owned),
        _ => None,
    }
}

async fn write(app: &AppState, signed: &Signed, id: Option<&str>, body: CannedBody) -> Result<CannedView> {
    if let Some(inbox) = &body.inbox {
        app.inbox(inbox.as_str())?;
    }
    let shortcut = text::short(&body.shortcut, 50);
    if shortcut.is_empty() || shortcut.chars().any(char::is_whitespace) {
        return Err(fields::wrong("`shortcut` is one word of 1 to 50 characters."));
    }
    let new = NewCanned {
        shortcut,
        title: fields::name(&body.title)?,
        text: text::message_text(&body.text, false)?,
        inbox: body.inbox,
        tags: fields::words("tags", body.tags)?,
    };
    let written = app
        .store
        .write_canned(id, new, &signed.person.id, app.clock.now())
        .await?;
    match written {
        WrittenCanned::Canned(canned) => Ok((*canned).into()),
        WrittenCanned::Unknown => Err(unknown()),
        WrittenCanned::ShortcutTaken => Err(Problem::new(
            &kinds::SHORTCUT_TAKEN,
            "Choose another `shortcut`, or change the reply that has it.",
        )),
    }
}

fn unknown() -> Problem {
    Problem::new(
        &kinds::CANNED_UNKNOWN,
        "No canned reply has this id. GET /v1/people/canned lists them.",
    )
}

impl From<Canned> for CannedView {
    fn from(it: Canned) -> Self {
        Self {
            id: it.id,
            shortcut: it.shortcut,
            title: it.title,
            text: it.text,
            inbox: it.inbox,
            tags: it.tags,
            updated_at: it.updated_at,
            by: it.by,
        }
    }
}
