//! `GET /v1/people/contacts/{id}`: everything known about a contact.

use crate::api::docs::AnyProblem;
use crate::app::AppState;
use crate::people::guard::Signed;
use crate::people::rows::RowView;
use crate::people::seen;
use crate::problem::{Problem, Result, kinds};
use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::Serialize;
use usher_engine::{Contact, ContactId, InboxId};
use usher_store::RowFilter;
use utoipa::ToSchema;

/// The newest conversations that are looked through for a page.
const LOOK_BACK: usize = 5;

/// Who somebody is, and what they asked before.
#[derive(Serialize, ToSchema)]
pub(super) struct ContactPage {
    /// Identifier.
    id: ContactId,
    /// The inbox that they write to.
    inbox: InboxId,
    /// Identity and traits, as the host last stated them.
    contact: Contact,
    /// First seen.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Last seen.
    #[schema(value_type = String, format = DateTime)]
    seen_at: Timestamp,
    /// Where they were at their newest handoff.
    page: Option<ContactPlace>,
    /// Newest first, at most 50.
    conversations: Vec<RowView>,
}

/// Where a contact was.
#[derive(Serialize, ToSchema)]
struct ContactPlace {
    /// Path in the host product.
    route: String,
    /// The page's title.
    title: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// Everything known about a contact.
#[utoipa::path(
    get, path = "/v1/people/contacts/{id}", tag = "people", operation_id = "show_contact",
    params(("id" = String, Path, description = "The contact")),
    responses((status = 200, body = ContactPage), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_contact(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Json<ContactPage>> {
    Ok(Json(contact_page(&app, &signed, &ContactId(id)).await?))
}

/// The contact of this id, where the person may see one of their inbox.
pub(super) async fn contact_page(app: &AppState, signed: &Signed, id: &ContactId) -> Result<ContactPage> {
    let found = app.store.contact(id).await?.filter(|c| signed.person.sees(&c.inbox));
    let contact = found.ok_or_else(|| {
        let detail = "No contact that you may see has this id. Conversations name theirs.";
        Problem::new(&kinds::CONTACT_UNKNOWN, detail)
    })?;
    let filter = RowFilter {
        contact: Some(id.clone()),
        ..seen::all(app, signed)
    };
    let rows = app.store.rows(&filter).await?;
    let mut page = None;
    for row in rows.iter().take(LOOK_BACK) {
        let packet = app.store.handoff_of(&row.id).await?;
        if let Some(place) = packet.and_then(|p| p.page) {
            page = Some(ContactPlace {
                route: place.route,
                title: place.title,
                at: row.updated_at,
            });
            break;
        }
    }
    let now = app.clock.now();
    Ok(ContactPage {
        id: contact.id,
        inbox: contact.inbox,
        contact: contact.contact,
        created_at: contact.created_at,
        seen_at: contact.seen_at,
        page,
        conversations: rows.into_iter().map(|row| RowView::of(row, now)).collect(),
    })
}
