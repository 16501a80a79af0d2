//! Makes tokens: for visitors, for the demo and for `usher token`. A host makes its own with any JWT library.

use crate::config::{InboxConfig, VISITOR_KID};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use usher_engine::{Contact, ContactId, InboxId};

/// Why a token cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The inbox has no key to sign with.
    #[error("the inbox `{0}` has no token_keys; add one to [[server.inboxes]]")]
    NoKey(String),
    /// The contact has no subject.
    #[error("a contact's token needs a subject: the person's stable id in the host product")]
    NoSubject,
    /// Signing failed.
    #[error("the token could not be signed: {0}")]
    Signing(#[from] jsonwebtoken::errors::Error),
}

#[derive(Serialize)]
struct Claims<'a> {
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    #[serde(flatten)]
    traits: Traits<'a>,
}

#[derive(Serialize, Default)]
struct Traits<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<&'a str>,
}

/// A token as the host's back end would make it, signed with the inbox's first key.
pub fn contact_token(
    inbox: &InboxConfig,
    contact: &Contact,
    lifetime: SignedDuration,
    now: Timestamp,
) -> Result<String, TokenError> {
    let key = inbox
        .token_keys
        .first()
        .ok_or_else(|| TokenError::NoKey(inbox.key.clone()))?;
    let sub = contact.subject.as_deref().ok_or(TokenError::NoSubject)?;
    let traits = Traits {
        name: contact.name.as_deref(),
        email: contact.email.as_deref(),
        plan: contact.plan.as_deref(),
        role: contact.role.as_deref(),
        account: contact.account.as_deref(),
        locale: contact.locale.as_deref(),
    };
    let iat = now.as_second();
    let claims = Claims {
        sub,
        aud: &inbox.key,
        iat,
        exp: iat.saturating_add(lifetime.as_secs()),
        traits,
    };
    sign(&key.kid, &key.secret, &claims)
}

/// A visitor's token, signed with the server's own secret.
pub(crate) fn visitor_token(
    inbox: &InboxId,
    visitor: &ContactId,
    secret: &SecretString,
    lifetime: SignedDuration,
    now: Timestamp,
) -> Result<String, TokenError> {
    let iat = now.as_second();
    let exp = iat.saturating_add(lifetime.as_secs());
    let claims = Claims {
        sub: visitor.as_str(),
        aud: inbox.as_str(),
        iat,
        exp,
        traits: Traits::default(),
    };
    sign(VISITOR_KID, secret, &claims)
}

fn sign(kid: &str, secret: &SecretString, claims: &Claims<'_>) -> Result<String, TokenError> {
    let header = Header {
        kid: Some(kid.to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    Ok(jsonwebtoken::encode(
        &header,
        claims,
        &EncodingKey::from_secret(secret.expose_secret().as_bytes()),
    )?)
}
