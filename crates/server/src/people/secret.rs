//! Secrets that are handed out once and kept only as what they hash to.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use uuid::Uuid;

/// A secret as it is handed out, and what is kept of it.
#[derive(Clone)]
pub struct NewSecret {
    /// 64 hexadecimal digits with 244 random bits.
    pub token: String,
    /// SHA-256 of the token, in hexadecimal digits.
    pub hash: String,
}

/// Makes one of the operating system's randomness (two UUIDs of version 4).
pub fn new_secret() -> NewSecret {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let hash = hash(&token);
    NewSecret { token, hash }
}

/// What is kept of a secret. It is random and long, so that no slow hash is needed.
pub(crate) fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// The CSRF token of a session: it follows from the cookie's token, which pages cannot read, and tells nothing of it.
pub(crate) fn csrf(session_token: &str) -> String {
    hex(&Sha256::digest(format!("csrf:{session_token}").as_bytes()))
}

/// Compares in a time that does not depend on where the texts differ.
pub(crate) fn same(left: &str, right: &str) -> bool {
    let (left, right) = (Sha256::digest(left.as_bytes()), Sha256::digest(right.as_bytes()));
    left.iter()
        .zip(right.iter())
        .fold(0, |differs, (l, r)| differs | (l ^ r))
        == 0
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_not_what_is_handed_out() {
        let (one, two) = (new_secret(), new_secret());
        assert_ne!(one.token, two.token);
        assert_eq!((one.token.len(), one.hash.len()), (64, 64));
        assert_eq!(hash(&one.token), one.hash);
        assert!(same("abc", "abc") && !same("abc", "abd") && !same("", "a"));
        assert_ne!(csrf(&one.token), one.hash);
    }
}
