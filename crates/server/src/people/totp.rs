//! Codes of an authenticator (RFC 6238): SHA-1, 6 digits, 30 seconds, which every app takes; one step of tolerance.

use crate::problem::{Problem, Result};
use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

/// What the authenticator shows beside the address.
const ISSUER: &str = "Usher";
/// Bytes of a secret (RFC 4226, 4: 160 bits are recommended).
const SECRET_BYTES: usize = 20;

/// A new secret in base32.
pub(crate) fn new_secret() -> String {
    let (one, two) = (Uuid::new_v4(), Uuid::new_v4());
    let random = one.as_bytes().iter().chain(two.as_bytes());
    // Bytes 6 and 8 of a UUID hold its version and variant.
    let secret: Vec<u8> = random
        .enumerate()
        .filter(|(at, _)| !matches!(at % 16, 6 | 8))
        .map(|(_, byte)| *byte)
        .take(SECRET_BYTES)
        .collect();
    Secret::from(secret).to_base32()
}

/// The address that a QR code carries.
pub(crate) fn url(secret: &str, email: &str) -> Result<String> {
    totp(secret, email)?.to_url().map_err(Problem::internal)
}

/// The 30-second step whose code this is, now or one step off; `None` where it is none.
pub(crate) fn step_of(secret: &str, code: &str, now: Timestamp) -> Result<Option<i64>> {
    let code = code.trim();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let step = totp(secret, "-")?.check(code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn totp(secret: &str, email: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(Problem::internal)?;
    let builder = Builder::new()
        .with_secret(secret)
        .with_account_name(email.replace(':', " "))
        .with_issuer(Some(ISSUER));
    builder.build().map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret and codes of RFC 6238, appendix B, cut to 6 digits.
    #[test]
    fn codes_are_those_of_the_specification() {
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        let step = |code: &str, at: i64| step_of(&secret, code, Timestamp::from_second(at).unwrap()).unwrap();
        assert_eq!(step("287082", 59), Some(1));
        assert_eq!(step("081804", 1_111_111_109), Some(37_037_036));
        assert_eq!(step("081804", 1_111_111_109 + 30), Some(37_037_036), "one step late");
        assert_eq!(step("081804", 1_111_111_109 + 60), None, "two");
        assert_eq!(step("81804", 1_111_111_109), None);
        assert_eq!(step("", 59), None);
    }

    #[test]
    fn a_secret_is_long_random_and_fits_an_authenticator() {
        let secret = new_secret();
        assert_eq!(secret.len(), 32);
        assert_ne!(secret, new_secret());
        let url = url(&secret, "maria@example.com").unwrap();
        assert!(url.starts_with("otpauth://totp/Usher:maria%40example.com?"), "{url}");
        assert!(url.contains(&secret), "{url}");
    }
}
