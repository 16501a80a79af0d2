//! Reads a bearer token: HS256 by a key of the inbox that `aud` names, or by the server's own secret for visitors.
//!
//! The checks come in the order in which somebody who sets up the host's back end would mend them, and each failure is
//! its own problem with its own cure. Nothing that the token says is believed before its signature is, except which key
//! to check it with.

use super::jwt::{Claims, audience, header, verified};
use crate::config::{InboxConfig, ServerConfig, VISITOR_KID};
use crate::problem::{Kind, Problem, Result, kinds};
use crate::text::short;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::DecodingKey;
use secrecy::ExposeSecret;
use usher_engine::{Contact, ContactId, InboxId};

/// How far the host's clock may be off.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// The longest trait kept, in characters.
const MAX_TRAIT: usize = 200;

/// What a token proves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    /// The inbox that it is for.
    pub(crate) inbox: InboxId,
    /// The person, as the host describes them; nothing about a visitor.
    pub(crate) contact: Contact,
    /// The visitor's id, for a visitor.
    pub(crate) visitor: Option<ContactId>,
    /// Until when, with the leeway that clocks have.
    pub(crate) expires: Timestamp,
}

/// The keys that tokens are checked with.
pub(crate) struct TokenReader {
    inboxes: Vec<InboxKeys>,
    visitor_key: DecodingKey,
    max_lifetime: SignedDuration,
}

struct InboxKeys {
    inbox: String,
    anonymous: bool,
    keys: Vec<(String, DecodingKey)>,
}

impl TokenReader {
    pub(crate) fn new(config: &ServerConfig, inboxes: &[InboxConfig]) -> Self {
        let secret = config.secret.as_ref().map_or("", |s| s.expose_secret());
        Self {
            inboxes: inboxes.iter().map(InboxKeys::new).collect(),
            visitor_key: DecodingKey::from_secret(secret.as_bytes()),
            max_lifetime: SignedDuration::from_secs(i64::try_from(config.token_max_lifetime_s).unwrap_or(i64::MAX)),
        }
    }

    /// What `token` proves at `now`.
    pub(crate) fn read(&self, token: &str, now: Timestamp) -> Result<Identity> {
        let header = header(token)?;
        let inbox = self.addressee(token)?;
        let visitor = header.kid.as_deref() == Some(VISITOR_KID);
        let key = if visitor {
            &self.visitor_key
        } else {
            self.key(inbox, header.kid.as_deref(), token)?
        };
        let claims = verified(token, key)?;
        let expires = self.check_times(&claims, visitor, now)?;
        if visitor && !inbox.anonymous {
            return Err(no_visitors(&inbox.inbox));
        }
        let subject = claims
            .sub
            .as_deref()
            .map(|s| short(s, MAX_TRAIT))
            .filter(|s| !s.is_empty())
            .ok_or_else(|| {
                problem(
                    &kinds::TOKEN_CLAIM,
                    "The token has no `sub`. Put the person's stable id in your product there.",
                )
            })?;
        let id = InboxId::from(inbox.inbox.as_str());
        if visitor {
            let visitor = Some(ContactId::from(subject));
            return Ok(Identity {
                inbox: id,
                contact: Contact::default(),
                visitor,
                expires,
            });
        }
        Ok(Identity {
            inbox: id,
            contact: contact(subject, claims),
            visitor: None,
            expires,
        })
    }

    fn addressee(&self, token: &str) -> Result<&InboxKeys> {
        let named = audience(token)?;
        self.inboxes.iter().find(|i| named.contains(&i.inbox)).ok_or_else(|| {
            let named = short(&named.join("`, `"), 100);
            let cure = "Make it with the key of an inbox that is configured here as `aud`.";
            problem(
                &kinds::TOKEN_AUDIENCE,
                format!("The token is for the inbox `{named}`, which is not here. {cure}"),
            )
        })
    }

    fn key(&self, inbox: &InboxKeys, kid: Option<&str>, token: &str) -> Result<&DecodingKey> {
        let inbox = self
            .inboxes
            .iter()
            .find(|i| i.inbox == inbox.inbox)
            .ok_or_else(|| no_visitors(&inbox.inbox))?;
        let Some(kid) = kid else {
            return match inbox.keys.as_slice() {
                [(_, only)] => Ok(only),
                _ => Err(problem(
                    &kinds::TOKEN_KEY,
                    "The token's header names no `kid`, and this inbox does not have exactly one key. Add the `kid` of \
                     the key that it is signed with.",
                )),
            };
        };
        if let Some((_, key)) = inbox.keys.iter().find(|(k, _)| k == kid) {
            return Ok(key);
        }
        let signed_for_another = self
            .inboxes
            .iter()
            .flat_map(|i| &i.keys)
            .any(|(k, key)| k == kid && verified(token, key).is_ok());
        let kid = short(kid, 60);
        Err(if signed_for_another {
            let cure = "Sign it with a key of the inbox that its `aud` names.";
            problem(
                &kinds::TOKEN_AUDIENCE,
                format!("The token is signed with a key (`{kid}`) of another inbox. {cure}"),
            )
        } else {
            let cure = "Sign with a key that is configured, or add this one to token_keys in usher.toml.";
            problem(
                &kinds::TOKEN_KEY,
                format!("The inbox has no key with the kid `{kid}`. {cure}"),
            )
        })
    }

    fn check_times(&self, claims: &Claims, visitor: bool, now: Timestamp) -> Result<Timestamp> {
        let moment = |seconds: f64, name: &str| {
            let wrong = || {
                problem(
                    &kinds::TOKEN_CLAIM,
                    format!("`{name}` is not a time. Give seconds since 1970."),
                )
            };
            let millis = (seconds * 1000.0).round();
            if millis.is_finite() {
                Timestamp::from_millisecond(millis as i64).map_err(|_| wrong())
            } else {
                Err(wrong())
            }
        };
        let expires = claims.exp.ok_or_else(|| {
            problem(
                &kinds::TOKEN_CLAIM,
                "The token has no `exp`. Every token must end; an hour is a good life.",
            )
        })?;
        let expires = moment(expires, "exp")?;
        let until = expires.saturating_add(LEEWAY).unwrap_or(Timestamp::MAX);
        if until <= now {
            let detail = format!("The token ended at {expires}. Ask your back end for a new one and try again.");
            return Err(problem(&kinds::TOKEN_EXPIRED, detail));
        }
        let issued = claims.iat.map(|iat| moment(iat, "iat")).transpose()?.unwrap_or(now);
        let begins = claims
            .nbf
            .map(|nbf| moment(nbf, "nbf"))
            .transpose()?
            .unwrap_or(issued)
            .max(issued);
        if begins.duration_since(now) > LEEWAY {
            let detail =
                format!("The token begins at {begins}, but it is {now} here. Set the clock of the host that signs.");
            return Err(problem(&kinds::TOKEN_EARLY, detail));
        }
        if !visitor && expires.duration_since(issued) > self.max_lifetime {
            let most = self.max_lifetime.as_secs();
            let detail =
                format!("From `iat` to `exp` are more than the {most} s allowed. Make tokens that live shorter.");
            return Err(problem(&kinds::TOKEN_LIFETIME, detail));
        }
        Ok(until)
    }
}

impl InboxKeys {
    fn new(config: &InboxConfig) -> Self {
        let key = |secret: &str| DecodingKey::from_secret(secret.as_bytes());
        Self {
            inbox: config.key.clone(),
            anonymous: config.anonymous,
            keys: config
                .token_keys
                .iter()
                .map(|k| (k.kid.clone(), key(k.secret.expose_secret())))
                .collect(),
        }
    }
}

/// An inbox without anonymous visitors was asked by one.
pub(super) fn no_visitors(inbox: &str) -> Problem {
    let cure = "Come with a token that the host signed; the owner can set anonymous = true to allow visitors.";
    problem(
        &kinds::VISITORS_REFUSED,
        format!("The inbox `{inbox}` takes no anonymous visitors. {cure}"),
    )
}

fn problem(kind: &'static Kind, detail: impl Into<String>) -> Problem {
    Problem::new(kind, detail)
}

fn contact(subject: String, claims: Claims) -> Contact {
    let tidy = |value: Option<String>| value.map(|v| short(&v, MAX_TRAIT)).filter(|v| !v.is_empty());
    Contact {
        subject: Some(subject),
        name: tidy(claims.name),
        email: tidy(claims.email),
        plan: tidy(claims.plan),
        role: tidy(claims.role),
        account: tidy(claims.account),
        locale: tidy(claims.locale),
    }
}
