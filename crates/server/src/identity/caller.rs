//! The extractor that a handler names to be called by a known contact only.

use super::token::Identity;
use crate::app::AppState;
use crate::config::InboxConfig;
use crate::origin::check_origin;
use crate::problem::{Problem, Result, kinds};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use std::sync::Arc;
use usher_engine::ContactId;

/// What a subprotocol that carries a token begins with: browsers cannot set headers on a WebSocket.
const BEARER_PROTOCOL: &str = "bearer.";

/// Who is calling, proven by a token and on a page that may.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The inbox that the token is for.
    pub(crate) inbox: Arc<InboxConfig>,
    /// The contact's id in the store.
    pub(crate) contact: ContactId,
    /// Until when the token proves it.
    pub(crate) expires: Timestamp,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let token = token(&parts.headers).ok_or_else(|| {
            Problem::new(
                &kinds::TOKEN_MISSING,
                "Send `Authorization: Bearer <token>`; on a WebSocket the subprotocols `usher.v1` and \
                 `bearer.<token>`. The host's back end signs a contact's token; POST /v1/visitors makes an \
                 anonymous visitor's.",
            )
        })?;
        let identity = app.front().tokens.read(token, app.clock.now())?;
        let inbox = app.inbox(identity.inbox.as_str())?;
        check_origin(&parts.headers, &inbox.origins)?;
        let contact = contact_id(app, &identity).await?;
        Ok(Self {
            inbox: Arc::clone(&inbox.config),
            contact,
            expires: identity.expires,
        })
    }
}

fn token(headers: &HeaderMap) -> Option<&str> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then(|| token.trim());
    }
    let protocols = headers
        .get_all(header::SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .filter_map(|v| v.to_str().ok());
    protocols
        .flat_map(|v| v.split(','))
        .find_map(|p| p.trim().strip_prefix(BEARER_PROTOCOL))
}

/// The contact's id, written to the store only where this node has not seen exactly these traits before.
async fn contact_id(app: &AppState, identity: &Identity) -> Result<ContactId> {
    let key = (
        identity.inbox.clone(),
        identity.contact.clone(),
        identity.visitor.clone(),
    );
    if let Some(known) = app.known_contacts.get(&key) {
        return Ok(known);
    }
    let visitor = identity.visitor.as_ref();
    let id = app
        .store
        .upsert_contact(&identity.inbox, &identity.contact, visitor, app.clock.now())
        .await?;
    app.known_contacts.put(key, id.clone());
    Ok(id)
}
