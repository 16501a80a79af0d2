//! Addresses of the network: URLs (RFC 3986), domain names, IPv4 and IPv6 addresses (RFC 4291).

use super::list::{pattern, said_before};
use super::{Found, PersonalData};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

pattern!(
    URL,
    r#"(?i)\b(?:https?|ftps?|sftp|wss?)://[^\s<>"“”'’`|\\^{}]+|\bwww\.[^\s<>"“”'’`|\\^{}]+\.[^\s<>"“”'’`|\\^{}]+"#
);
// Without a scheme only top levels that are neither words (it, in, no) nor endings of file names (py, md, pl).
pattern!(
    DOMAIN,
    r"(?i)\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|edu|gov|mil|info|biz|io|dev|app|eu|(?:co|com|org|net|ac|gov|edu)\.[a-z]{2}|uk|de|fr|es|nl|ch|pt|se|dk|fi|cz|hu|ro|bg|gr|ie|ca|au|nz|br|mx|jp|cn|kr|ru|ua|tr)\b(?:/[^\s<>]*)?"
);
pattern!(V4, r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}");
pattern!(V6, r"(?i)[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*");
// A dotted number that is named as a version or a section.
pattern!(
    VERSION,
    r"(?i)(?:\b(?:version|release|build|section|chapter|firmware|v)[ .:]{0,2}|[-_@]v?)$"
);

/// How far before a dotted number it is named, in bytes.
const REACH: usize = 12;

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    if text.contains("://") || text.contains("www.") || text.contains("WWW.") || text.contains("Www.") {
        let urls = URL.find_iter(text).map(|m| trimmed(text, m.range()));
        found.extend(urls.map(|range| Found::sure(range, PersonalData::Url)));
    }
    if text.contains('.') {
        find_domains(text, found);
        find_v4(text, found);
    }
    if text.contains(':') {
        find_v6(text, found);
    }
}

/// Without the punctuation of the sentence that it stands in: closing marks, and brackets that it does not open.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut url = &text[range.clone()];
    loop {
        let unopened = |close: char, open: char| url.ends_with(close) && !url.contains(open);
        if url.ends_with(['.', ',', ';', ':', '!', '?', '*', '_']) || unopened(')', '(') || unopened(']', '[') {
            url = &url[..url.len() - 1];
        } else {
            return range.start..range.start + url.len();
        }
    }
}

fn find_domains(text: &str, found: &mut Vec<Found>) {
    for domain in DOMAIN.find_iter(text) {
        let before = text[..domain.start()].chars().next_back();
        let after = text[domain.end()..].chars().next();
        let is_part =
            matches!(before, Some('@' | '/' | '.' | '-' | '_' | ':')) || matches!(after, Some('@' | '(' | '_' | '-'));
        let is_word = domain.as_str().split('.').next().is_some_and(|label| label.len() < 2);
        if !is_part && !is_word {
            found.push(Found::likely(trimmed(text, domain.range()), PersonalData::Url));
        }
    }
}

fn find_v4(text: &str, found: &mut Vec<Found>) {
    for address in V4.find_iter(text) {
        let (before, after) = (&text[..address.start()], &text[address.end()..]);
        let mut next = after.chars();
        let goes_on = match next.next() {
            Some('.') => next.next().is_some_and(|c| c.is_ascii_digit()),
            next => next.is_some_and(char::is_alphanumeric),
        };
        let apart = !goes_on && !before.ends_with(|c: char| c.is_alphanumeric() || c == '.');
        let parsed = address.as_str().parse::<Ipv4Addr>();
        if !apart || said_before(text, address.start(), REACH, &VERSION) {
            continue;
        }
        let says_nothing = |a: Ipv4Addr| a.is_loopback() || a.is_unspecified() || a.octets()[0] == 255;
        if parsed.is_ok_and(|a| !says_nothing(a)) {
            found.push(Found::sure(address.range(), PersonalData::Ip));
        }
    }
}

fn find_v6(text: &str, found: &mut Vec<Found>) {
    for candidate in V6.find_iter(text) {
        let apart = !text[..candidate.start()].ends_with(|c: char| c.is_alphanumeric())
            && !text[candidate.end()..].starts_with(|c: char| c.is_alphanumeric());
        let lone = |s: &str| s.ends_with('.') || (s.ends_with(':') && !s.ends_with("::"));
        let mut range = candidate.range();
        while lone(&text[range.clone()]) {
            range.end -= 1;
        }
        let address = &text[range.clone()];
        // `a::b` is a path in code before it is an address.
        let is_code =
            address.split(':').filter(|g| !g.is_empty()).count() < 3 && !address.contains(|c: char| c.is_ascii_digit());
        let says_nothing = |a: Ipv6Addr| a.is_loopback() || a.is_unspecified();
        if apart && !is_code && address.parse::<Ipv6Addr>().is_ok_and(|a| !says_nothing(a)) {
            found.push(Found::sure(range, PersonalData::Ip));
        }
    }
}
