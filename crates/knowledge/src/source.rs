//! An article's text in two parts: the front matter, as fields to fill in, and the Markdown under it.

use serde::{Deserialize, Serialize};
use serde_yaml_ng::{Mapping, Value};

/// The fields of front matter that Usher reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = ArticleMeta)]
pub struct Meta {
    /// Title; the first heading where there is none.
    pub title: Option<String>,
    /// One sentence on what it is about.
    pub description: Option<String>,
    /// Where a contact can read it.
    pub url: Option<String>,
    /// The part of the product; the folder where there is none.
    pub product_area: Option<String>,
    /// Plans that see it; empty for all.
    pub plans: Vec<String>,
    /// Roles that see it; empty for all.
    pub roles: Vec<String>,
    /// Locales that see it; empty for all.
    pub locales: Vec<String>,
    /// Inboxes that see it; empty for all.
    pub inboxes: Vec<String>,
    /// Questions that it answers.
    pub questions: Vec<String>,
}

/// The fields and the Markdown of a text. Front matter that does not parse is left in the Markdown, for people to mend.
pub fn split(text: &str) -> (Meta, &str) {
    let Some((yaml, body)) = front(text) else {
        return (Meta::default(), text);
    };
    match mapping(yaml) {
        Some(mapping) => (meta(&mapping), body),
        None => (Meta::default(), text),
    }
}

/// The text of fields and Markdown. Keys of other tools that `before` has in its front matter stay as they are.
pub fn join(before: &str, meta: &Meta, body: &str) -> String {
    let mut mapping = front(before).and_then(|(yaml, _)| mapping(yaml)).unwrap_or_default();
    let mut put = |key: &str, value: Option<Value>| match value {
        Some(value) => drop(mapping.insert(key.into(), value)),
        None => drop(mapping.shift_remove(key)),
    };
    let word = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .map(Value::from)
    };
    put("title", word(&meta.title));
    put("description", word(&meta.description));
    put("url", word(&meta.url));
    put("product_area", word(&meta.product_area));
    for (key, words) in [
        ("plans", &meta.plans),
        ("roles", &meta.roles),
        ("locales", &meta.locales),
        ("inboxes", &meta.inboxes),
        ("questions", &meta.questions),
    ] {
        let words: Vec<Value> = words
            .iter()
            .map(|w| w.trim())
            .filter(|w| !w.is_empty())
            .map(Value::from)
            .collect();
        put(key, (!words.is_empty()).then_some(Value::Sequence(words)));
    }
    let body = body.trim_start_matches(['\n', '\r']);
    if mapping.is_empty() {
        return body.to_owned();
    }
    let yaml = serde_yaml_ng::to_string(&mapping).unwrap_or_default();
    format!("---\n{yaml}---\n\n{body}")
}

/// The front matter and what follows it.
fn front(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n')?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((&rest[..at], rest[at + line.len()..].trim_start_matches(['\n', '\r'])));
        }
        at += line.len();
    }
    None
}

fn mapping(yaml: &str) -> Option<Mapping> {
    if yaml.trim().is_empty() {
        return Some(Mapping::new());
    }
    serde_yaml_ng::from_str(yaml).ok()
}

fn meta(mapping: &Mapping) -> Meta {
    let word = |key: &str| mapping.get(key).and_then(plain);
    let words = |key: &str| match mapping.get(key) {
        Some(Value::Sequence(values)) => values.iter().filter_map(plain).collect(),
        Some(value) => plain(value).into_iter().collect(),
        None => Vec::new(),
    };
    Meta {
        title: word("title"),
        description: word("description"),
        url: word("url"),
        product_area: word("product_area"),
        plans: words("plans"),
        roles: words("roles"),
        locales: words("locales"),
        inboxes: words("inboxes"),
        questions: words("questions"),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\nsidebar_position: 3\ntitle: \"Limits: by plan\"\nplans: [plus]\n---\n# Limits\n\nText.\n";

    #[test]
    fn fields_are_changed_and_keys_of_other_tools_stay() {
        let (meta, body) = split(TEXT);
        assert_eq!(
            (meta.title.as_deref(), meta.plans.as_slice()),
            (Some("Limits: by plan"), &["plus".to_owned()][..])
        );
        assert_eq!(body, "# Limits\n\nText.\n");
        let changed = Meta {
            title: Some("Limits".into()),
            plans: vec![],
            questions: vec!["how many: at most?".into()],
            ..meta
        };
        let text = join(TEXT, &changed, body);
        assert_eq!(
            text,
            "---\nsidebar_position: 3\ntitle: Limits\nquestions:\n- 'how many: at most?'\n---\n\n# Limits\n\nText.\n"
        );
        assert_eq!(split(&text), (changed, "# Limits\n\nText.\n"));
    }

    #[test]
    fn front_matter_that_does_not_parse_is_left_for_people_to_mend() {
        let broken = "---\ntitle: [unclosed\n---\nText.";
        assert_eq!(split(broken), (Meta::default(), broken));
        assert_eq!(split("No front matter.").1, "No front matter.");
        assert_eq!(split("---\nnever ends").1, "---\nnever ends");
        assert_eq!(join("", &Meta::default(), "Text."), "Text.");
    }
}
