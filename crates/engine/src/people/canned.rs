//! Canned replies: variables become what is known.

/// The words with their variables filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The words; what is unknown and has no word of its own is left standing.
    pub text: String,
    /// What was left standing, each once.
    pub missing: Vec<String>,
}

/// Fills `{{name}}` and `{{name|a word for where it is not known}}` with what `known` says. What is filled in is not looked
/// through again, so that a contact's name cannot hold a variable.
pub fn render(text: &str, known: impl Fn(&str) -> Option<String>) -> Rendered {
    let (mut filled, mut missing) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((variable, after)) = after.split_once("}}") else {
            filled.push_str("{{");
            rest = after;
            continue;
        };
        let (name, word) = variable
            .split_once('|')
            .map_or((variable, None), |(name, word)| (name, Some(word)));
        let name = name.trim();
        let value = known(name).filter(|value| !value.trim().is_empty());
        match value.or_else(|| word.map(|word| word.trim().to_owned())) {
            Some(value) => filled.push_str(&value),
            None => {
                filled.push_str(&format!("{{{{{variable}}}}}"));
                if !missing.iter().any(|m| m == name) {
                    missing.push(name.to_owned());
                }
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    Rendered { text: filled, missing }
}

/// The first word of a name.
pub fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_become_what_is_known() {
        let known = |name: &str| match name {
            "contact.name" => Some("{{agent.name}}".to_owned()),
            "agent.name" => Some("Tom".to_owned()),
            "empty" => Some(" ".to_owned()),
            _ => None,
        };
        for (text, expect, missing) in [
            (
                "Hi {{contact.name}}, I am {{ agent.name }}.",
                "Hi {{agent.name}}, I am Tom.",
                &[][..],
            ),
            ("Hi {{nobody|there}}!", "Hi there!", &[]),
            ("Hi {{empty|}}!", "Hi !", &[]),
            (
                "Hi {{nobody}} {{nobody}} {{empty}}",
                "Hi {{nobody}} {{nobody}} {{empty}}",
                &["nobody", "empty"],
            ),
            ("{{ not closed", "{{ not closed", &[]),
            ("a }} b {{agent.name}} }}", "a }} b Tom }}", &[]),
            ("", "", &[]),
        ] {
            let rendered = render(text, known);
            assert_eq!(rendered.text, expect);
            assert_eq!(rendered.missing, missing, "{text}");
        }
        assert_eq!(first_name(" Priya Shah"), "Priya");
    }
}
