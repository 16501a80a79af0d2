//! The cookie of a session.

use axum::http::{HeaderMap, HeaderValue, header};

/// Its name over TLS: the prefix makes browsers refuse one that another host or an unsafe page set.
const SAFE: &str = "__Host-usher_session";
/// Its name on a loopback address, where there is no TLS and browsers refuse the prefix.
const LOOPBACK: &str = "usher_session";
/// Seconds that a browser keeps it: as long as the longest session.
const MAX_AGE: i64 = 7 * 24 * 3600;

/// The token in a request's cookie.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    let name = name(headers);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
        .filter(|value| value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The header that sets it.
pub(super) fn set(headers: &HeaderMap, token: &str) -> HeaderValue {
    value(headers, token, MAX_AGE)
}

/// The header that takes it away.
pub(super) fn clear(headers: &HeaderMap) -> HeaderValue {
    value(headers, "", 0)
}

fn value(headers: &HeaderMap, token: &str, max_age: i64) -> HeaderValue {
    let name = name(headers);
    let secure = if name == SAFE { "; Secure" } else { "" };
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}");
    // Names, hexadecimal digits and numbers are always a header's value.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn name(headers: &HeaderMap) -> &'static str {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("");
    if is_loopback(host) { LOOPBACK } else { SAFE }
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers
    }

    #[test]
    fn it_is_secure_everywhere_but_on_a_loopback_address() {
        for (host, safe) in [
            ("help.example.com", true),
            ("localhost.example.com", true),
            ("10.0.0.1:8484", true),
            ("localhost:8484", false),
            ("127.0.0.1:8484", false),
            ("[::1]:8484", false),
        ] {
            let set = set(&headers(host, "a=b"), "t");
            let set = set.to_str().unwrap();
            assert!(set.contains("HttpOnly; SameSite=Lax"), "{set}");
            assert_eq!(set.contains("; Secure"), safe, "{host}: {set}");
            assert_eq!(set.starts_with("__Host-"), safe, "{host}: {set}");
        }
    }

    #[test]
    fn it_is_found_among_others_and_only_where_it_can_be_one() {
        let token_of = |host: &str, cookie: &str| token(&headers(host, cookie)).map(str::to_owned);
        let hex = "0".repeat(64);
        assert_eq!(
            token_of("localhost", &format!("a=b; usher_session={hex}")),
            Some(hex.clone())
        );
        assert_eq!(
            token_of("help.example.com", &format!("usher_session={hex}")),
            None,
            "any page of a sibling host may set it"
        );
        assert_eq!(
            token_of("help.example.com", &format!("__Host-usher_session={hex}")),
            Some(hex)
        );
        assert_eq!(token_of("localhost", "usher_session=short"), None);
    }
}
