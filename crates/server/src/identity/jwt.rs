//! Takes a JSON Web Token apart: header, addressee, and the claims whose signature holds.

use crate::problem::{Problem, Result, kinds};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde::Deserialize;

/// The longest token read.
const MAX_TOKEN: usize = 4096;
/// The claims that count; a token may hold others.
#[derive(Deserialize)]
pub(super) struct Claims {
    #[serde(default)]
    pub(super) sub: Option<String>,
    #[serde(default)]
    pub(super) exp: Option<f64>,
    #[serde(default)]
    pub(super) iat: Option<f64>,
    #[serde(default)]
    pub(super) nbf: Option<f64>,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) email: Option<String>,
    #[serde(default)]
    pub(super) plan: Option<String>,
    #[serde(default)]
    pub(super) role: Option<String>,
    #[serde(default)]
    pub(super) account: Option<String>,
    #[serde(default)]
    pub(super) locale: Option<String>,
}

/// The one claim that is read before the signature is checked.
#[derive(Deserialize)]
struct Addressee {
    #[serde(default)]
    aud: Option<Audience>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Whom the token says that it is for. Read before the signature is checked, to know which key to check it with.
pub(super) fn audience(token: &str) -> Result<Vec<String>> {
    let claims: Addressee = jsonwebtoken::dangerous::insecure_decode_claims(token).map_err(|_| {
        Problem::new(
            &kinds::TOKEN_MALFORMED,
            "Its second part must be the claims, as base64url of JSON.",
        )
    })?;
    match claims.aud {
        Some(Audience::One(one)) => Ok(vec![one]),
        Some(Audience::Several(several)) => Ok(several),
        None => Err(Problem::new(
            &kinds::TOKEN_AUDIENCE,
            "The token has no `aud`. Put the inbox's key there, as text.",
        )),
    }
}

/// The header, if it is one that can be believed once the signature holds.
pub(super) fn header(token: &str) -> Result<Header> {
    let malformed = "It must be a JSON Web Token in compact form: three base64url parts joined by dots.";
    if token.len() > MAX_TOKEN {
        return Err(Problem::new(
            &kinds::TOKEN_MALFORMED,
            format!("The token is longer than {MAX_TOKEN} bytes. Drop claims."),
        ));
    }
    let header = jsonwebtoken::decode_header(token).map_err(|e| match e.kind() {
        // The library knows no name for an algorithm that is none, whatever its case.
        ErrorKind::Json(cause) if cause.to_string().contains("unknown variant `none`") => Problem::new(
            &kinds::TOKEN_UNSIGNED,
            "The token says alg `none`. Sign it with HS256 and a key of the inbox.",
        ),
        ErrorKind::Json(cause) if cause.to_string().contains("unknown variant") => Problem::new(
            &kinds::TOKEN_ALGORITHM,
            "The token names an algorithm that does not exist. Sign it with HS256.",
        ),
        _ => Problem::new(&kinds::TOKEN_MALFORMED, malformed),
    })?;
    match header.alg {
        Algorithm::HS256 => Ok(header),
        other => {
            let detail = format!("The token is signed with {other:?}. Sign it with HS256 and a key of the inbox.");
            Err(Problem::new(&kinds::TOKEN_ALGORITHM, detail))
        }
    }
}

/// The claims, if the signature holds. Times and audience are checked here, by our own clock, not by the library.
pub(super) fn verified(token: &str, key: &DecodingKey) -> Result<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    jsonwebtoken::decode::<Claims>(token, key, &validation)
        .map(|data| data.claims)
        .map_err(|e| match e.kind() {
            ErrorKind::InvalidSignature => Problem::new(
                &kinds::TOKEN_SIGNATURE,
                "The signature does not match. Check that the host signs with the very secret that is configured here.",
            ),
            ErrorKind::Json(cause) => Problem::new(
                &kinds::TOKEN_CLAIM,
                format!("A claim has the wrong type: {cause}. Mend it."),
            ),
            _ => Problem::new(
                &kinds::TOKEN_MALFORMED,
                "Its parts must be base64url. Make it with a JWT library.",
            ),
        })
}
