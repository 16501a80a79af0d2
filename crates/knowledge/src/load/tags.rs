//! A look at a page's tags before it is parsed: what would take a parser minutes is found in one pass.

/// How many elements may stand open: the time that parsing takes grows with their square.
const MAX_OPEN: usize = 4_000;

/// How many attributes a tag may have, for the same reason.
const MAX_ATTRIBUTES: usize = 1_000;

/// Elements that have no end tag, or whose end tag is left out by people who may.
const ENDLESS: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "path", "circle",
    "rect", "use",
];

/// Elements whose content is no HTML.
const RAW: &[&str] = &[
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// True for a page that a parser would take too long for.
pub(crate) fn are_hopeless(text: &str) -> bool {
    let (mut at, mut open) = (0, 0usize);
    while let Some(begin) = find(text, at, "<") {
        let rest = text.get(begin + 1..).unwrap_or_default();
        if rest.starts_with("!--") {
            at = find(text, begin, "-->").unwrap_or(text.len());
            continue;
        }
        let closes = rest.starts_with('/');
        let rest = rest.trim_start_matches('/');
        let name: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = begin + 1;
            continue;
        }
        let start = text.len() - rest.len() + name.len();
        let (attributes, end) = tag(text, start);
        if attributes > MAX_ATTRIBUTES {
            return true;
        }
        at = end;
        if !ENDLESS.contains(&name.as_str()) {
            open = if closes { open.saturating_sub(1) } else { open + 1 };
        }
        if open > MAX_OPEN {
            return true;
        }
        if !closes && RAW.contains(&name.as_str()) {
            at = end_of_raw(text, end, &name);
        }
    }
    false
}

/// How many attributes a tag has, give or take, and where it ends.
fn tag(text: &str, start: usize) -> (usize, usize) {
    let (mut count, mut within, mut quote, mut before) = (0, false, None, b' ');
    for (offset, &byte) in text.as_bytes().iter().enumerate().skip(start) {
        match (quote, byte) {
            (Some(open), _) if byte == open => (quote, within) = (None, false),
            (Some(_), _) => {}
            (None, b'>') => return (count, offset + 1),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'/') => within = false,
            (None, _) if byte.is_ascii_whitespace() => within = false,
            (None, _) => {
                count += usize::from(!within);
                within = true;
            }
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    (count, text.len())
}

/// Where the end tag of an element without HTML in it begins.
fn end_of_raw(text: &str, mut from: usize, name: &str) -> usize {
    while let Some(at) = find(text, from, "</") {
        let named = text.as_bytes().get(at + 2..at + 2 + name.len());
        if named.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        from = at + 2;
    }
    text.len()
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_would_take_minutes_are_found() {
        let check = |text: &str, expect: bool| assert_eq!(are_hopeless(text), expect, "{:.80}", text);
        check(&"<div>".repeat(5_000), true);
        check(&"<div></div>".repeat(5_000), false);
        check(&"<p>Text.<li>More.<br>".repeat(50_000), false);
        check(&format!("<a {}>", "x ".repeat(2_000)), true);
        check(&format!("<a b=\">\"{}>", "x=\"y\"".repeat(2_000)), true);
        check(&format!("<a b='<'{}>", "/x".repeat(2_000)), true);
        check(&format!("<a {}", "x=1 ".repeat(2_000)), true);
        check(&format!("<img alt=\"{}\">", "many words ".repeat(5_000)), false);
        check(&format!("<script>{}</script>", "if (a<b) c<d;".repeat(5_000)), false);
        check(&format!("<!-- {} -->", "<div>".repeat(5_000)), false);
        check(&"a < b < ".repeat(50_000), false);
    }
}
