//! Passwords: argon2id with the parameters that OWASP recommends (19 MiB, 2 passes, 1 lane), the crate's defaults.

use crate::problem::{Problem, Result, kinds};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::OnceLock;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// The shortest password in characters.
const SHORTEST: usize = 12;
/// The longest in characters.
const LONGEST: usize = 200;
/// Passwords that are hashed at the same time: each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(4);
/// What unknown addresses are compared with, so that they take as long as known ones.
static NOBODYS: OnceLock<String> = OnceLock::new();

/// Why a password is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("a password has {SHORTEST} to {LONGEST} characters; this one has {0}")]
    Length(usize),
    /// Hashing failed.
    #[error("the password could not be hashed: {0}")]
    Hashing(argon2::password_hash::Error),
}

/// What a password hashes to, with a random salt, as a PHC string. Takes some 30 ms and 19 MiB.
pub fn hash_password(password: &str) -> Result<String, PasswordError> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(PasswordError::Length(length));
    }
    // 122 random bits; the PHC specification itself names UUIDs as good salts.
    let salt = Uuid::new_v4();
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt.as_bytes())
        .map_err(PasswordError::Hashing)?;
    Ok(hash.to_string())
}

/// The same where it may take its time.
pub(crate) async fn hash(password: String) -> Result<String> {
    let _turn = HASHING.acquire().await.map_err(Problem::internal)?;
    let hashed = tokio::task::spawn_blocking(move || hash_password(&password)).await;
    match hashed.map_err(Problem::internal)? {
        Ok(hash) => Ok(hash),
        Err(error @ PasswordError::Length(_)) => Err(Problem::new(&kinds::FIELD_WRONG, format!("{error}."))),
        Err(error) => Err(Problem::internal(error)),
    }
}

/// True where the password is the one of this hash. Without a hash it is false, after the same time.
pub(crate) async fn is_right(password: String, hash: Option<String>) -> Result<bool> {
    let _turn = HASHING.acquire().await.map_err(Problem::internal)?;
    let verified = tokio::task::spawn_blocking(move || {
        let is_somebodys = hash.is_some();
        let hash = hash.unwrap_or_else(|| nobodys().to_owned());
        let right = PasswordHash::new(&hash)
            .and_then(|hash| Ok(Argon2::default().verify_password(password.as_bytes(), &hash)))
            .is_ok_and(|verified| verified.is_ok());
        right && is_somebodys
    });
    verified.await.map_err(Problem::internal)
}

fn nobodys() -> &'static str {
    NOBODYS.get_or_init(|| hash_password(&Uuid::new_v4().to_string()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_somebody_is_right() {
        let hash = hash_password("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(
            is_right("correct horse battery".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !is_right("correct horse batterx".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!is_right("correct horse battery".into(), None).await.unwrap());
        assert!(!is_right("x".into(), Some("rubbish".into())).await.unwrap());
        assert_ne!(hash, hash_password("correct horse battery").unwrap(), "salted");
        assert!(hash_password("short").is_err() && hash_password(&"x".repeat(201)).is_err());
    }
}
