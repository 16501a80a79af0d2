//! `GET /v1/guides/{id}`: a guide, for a page that starts it itself.

use super::docs::{AnyProblem, TokenProblem};
use crate::app::AppState;
use crate::identity::Caller;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::Json;
use axum::extract::{Path, State};
use usher_engine::Guide;

/// A guide that is for the caller.
#[utoipa::path(
    get, path = "/v1/guides/{id}", tag = "conversations", operation_id = "show_guide",
    params(("id" = String, Path, description = "The guide: the name of its file")),
    responses(
        (status = 200, body = Guide),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`guide-unknown`"),
        AnyProblem, TokenProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn show_guide(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Guide>> {
    let found = app.store.guides().await?.into_iter().find(|g| g.id.as_str() == id);
    let contact = app.store.contact(&caller.contact).await?;
    let is_for = |guide: &Guide| {
        let contact = contact.as_ref();
        contact.is_some_and(|c| guide.audience.admits(&c.contact, &caller.inbox.key))
    };
    // One that is for others is as unknown as one that never was.
    let guide = found.filter(is_for).ok_or_else(|| {
        Problem::new(
            &kinds::GUIDE_UNKNOWN,
            "No guide for this contact has this id: the name of its file, without `.yaml`.",
        )
    })?;
    Ok(Json(guide))
}
