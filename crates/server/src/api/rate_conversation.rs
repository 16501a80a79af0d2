//! `POST /v1/conversations/{id}/ratings`: how was it? Sockets do the same through [`rate_conversation`].

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
use sha2::{Digest, Sha256};
use usher_engine::ConversationId;
use usher_store::Rating;
use utoipa::ToSchema;

/// The longest comment in characters.
const MAX_COMMENT: usize = 2_000;

/// What the contact says of the whole.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRating)]
pub(crate) struct RatingBody {
    /// Made by the client, one a rating, the same when it is sent again.
    pub(crate) client_id: String,
    /// 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
    /// Their words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    comment: String,
    /// True where it is to be kept without the conversation.
    #[serde(default)]
    anonymous: bool,
}

/// Stores a rating; the conversation's newest one counts. An anonymous one is kept with the inbox and the day alone.
#[utoipa::path(
    post, path = "/v1/conversations/{id}/ratings", tag = "conversations", operation_id = "rate_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = RatingBody,
    responses(
        (status = 202, body = Recorded),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`client-id-reused`"),
        AnyProblem, BodyProblem, TokenProblem, ConversationProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn post_rating(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<RatingBody>,
) -> Result<(StatusCode, axum::Json<Recorded>)> {
    app.limits.contact(&caller.contact)?;
    let conversation = own_conversation(&app, &caller, &id).await?;
    let seq = rate_conversation(&app, &caller, &conversation.id, body).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(Recorded { seq })))
}

/// Checks and stores a rating of a conversation that is the caller's; gives the number of its event, which an anonymous one
/// has not.
pub(crate) async fn rate_conversation(
    app: &AppState,
    caller: &Caller,
    conversation: &ConversationId,
    body: RatingBody,
) -> Result<Option<i64>> {
    let client_id = text::client_id(&body.client_id)?;
    let (stars, comment) = (body.stars, text::short(&body.comment, MAX_COMMENT));
    if !(1..=5).contains(&stars) {
        return Err(Problem::new(&kinds::FIELD_WRONG, "`stars` must be 1 to 5."));
    }
    let now = app.clock.now();
    if body.anonymous {
        let (inbox, id) = (caller.inbox.id(), nobodys(conversation, client_id));
        app.store.rate_anonymously(&inbox, &id, stars, &comment, now).await?;
        return Ok(None);
    }
    let rating = Rating {
        client_id,
        stars,
        comment: &comment,
    };
    Ok(Some(app.store.rate(conversation, rating, now).await?.seq))
}

/// An id that stays the same when the rating is sent again, and leads back to nobody: `client_id` is stored nowhere.
fn nobodys(conversation: &ConversationId, client_id: &str) -> String {
    let hash = Sha256::new()
        .chain_update(conversation.as_str())
        .chain_update([0])
        .chain_update(client_id);
    format!("{:x}", hash.finalize())
}
