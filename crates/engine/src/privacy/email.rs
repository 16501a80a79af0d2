//! E-mail addresses: a dot-atom, `@`, a domain with a top level (RFC 5321, 5322; letters of any script by RFC 6531).

use super::list::pattern;
use super::{Found, PersonalData};

// A top level is of one script, so that it ends where text without spaces goes on.
pattern!(
    DOMAIN,
    r"^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?\.)+(?:xn--[A-Za-z0-9-]+|[A-Za-z]{2,63}|\p{L}{2,63})"
);

/// The longest part before the `@`, and the longest address, in bytes (RFC 5321, 4.5.3.1; RFC 3696, erratum 1690).
const LONGEST: (usize, usize) = (64, 254);

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for (at, _) in text.match_indices('@') {
        let local = local_before(&text[..at]);
        let Some(domain) = DOMAIN.find(&text[at + 1..]) else {
            continue;
        };
        let well_formed = !local.is_empty() && !local.ends_with('.') && !local.contains("..");
        let range = at - local.len()..at + 1 + domain.end();
        if well_formed && local.len() <= LONGEST.0 && range.len() <= LONGEST.1 {
            found.push(Found::sure(range, PersonalData::Email));
        }
    }
}

/// The dot-atom at the end of `text`, without the points and quotes around it. The signs that an atom may hold and that
/// part URLs (`/?=&`) or quote code end it.
fn local_before(text: &str) -> &str {
    let is_atom = |c: char| c.is_alphanumeric() || ".!#$%'*+^_~-".contains(c);
    let start = text.trim_end_matches(is_atom).len();
    text[start..].trim_start_matches(['.', '\'', '*'])
}
