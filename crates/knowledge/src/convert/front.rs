//! Front matter, written: a line a key, strings as JSON, which YAML reads and which never spans lines.

use crate::document::Document;

/// The lines from `---` to `---`; empty where there is nothing to say.
pub(super) fn write(document: &Document) -> String {
    let mut out = String::new();
    let mut one = |key: &str, value: Option<&str>| {
        let value = value.map(printable).unwrap_or_default();
        if !value.is_empty() {
            out.push_str(&format!("{key}: {}\n", serde_json::Value::from(value)));
        }
    };
    one("title", Some(&document.title));
    one("description", document.description.as_deref());
    one("url", document.url.as_deref());
    one("product_area", document.product_area.as_deref());
    let audience = &document.audience;
    let lists = [
        ("plans", &audience.plans),
        ("roles", &audience.roles),
        ("locales", &audience.locales),
        ("inboxes", &audience.inboxes),
        ("questions", &document.questions),
    ];
    for (key, values) in lists.into_iter().filter(|(_, v)| !v.is_empty()) {
        out.push_str(&format!("{key}:\n"));
        for value in values {
            out.push_str(&format!("  - {}\n", serde_json::Value::from(printable(value))));
        }
    }
    match out.is_empty() {
        true => out,
        false => format!("---\n{out}---\n"),
    }
}

/// YAML takes no control characters, not even escaped by JSON's rules for some of them.
fn printable(text: &str) -> String {
    let kept = text
        .trim()
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    kept.filter(|c| !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}
