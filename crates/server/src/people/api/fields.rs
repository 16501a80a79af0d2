//! Checks of what people write into fields.

use crate::problem::{Problem, Result, kinds};
use crate::text;

/// The longest name in characters.
const MAX_NAME: usize = 100;
/// The longest address in characters (RFC 5321, 4.5.3.1).
const MAX_EMAIL: usize = 254;
/// The most words of a list.
const MAX_WORDS: usize = 50;

/// A name: cleaned, neither empty nor too long.
pub(super) fn name(name: &str) -> Result<String> {
    let name = text::clean(name).replace('\n', " ").trim().to_owned();
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(wrong(format!("`name` has 1 to {MAX_NAME} characters.")));
    }
    Ok(name)
}

/// An address that mail could go to, in lower case.
pub(super) fn email(email: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    let is_address = email.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    if !is_address || email.len() > MAX_EMAIL || email.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(wrong("`email` must be an address like maria@example.com."));
    }
    Ok(email)
}

/// Short words, each once, in order.
pub(super) fn words(field: &str, words: Vec<String>) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        let word = text::short(&word, MAX_NAME);
        if !word.is_empty() && !kept.contains(&word) {
            kept.push(word);
        }
    }
    if kept.len() > MAX_WORDS {
        return Err(wrong(format!("`{field}` has at most {MAX_WORDS} words.")));
    }
    Ok(kept)
}

/// What is wrong with a field.
pub(super) fn wrong(detail: impl Into<String>) -> Problem {
    Problem::new(&kinds::FIELD_WRONG, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_or_is_refused() {
        assert_eq!(email(" Maria@Example.com ").unwrap(), "maria@example.com");
        for no in [
            "",
            "maria",
            "maria@",
            "@example.com",
            "a@b",
            "a b@example.com",
            "a@b.c\r\nBcc: x@y.z",
            "a@b@c.de",
        ] {
            assert!(email(no).is_err(), "{no:?}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(name(" Maria\nL\u{0}ópez ").unwrap(), "Maria López");
        assert!(name(" \n").is_err() && name(&"x".repeat(101)).is_err());
    }
}
