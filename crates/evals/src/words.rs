//! How a reply is compared with what it should hold, and the words that values have.

/// True where `text` holds `wanted`, compared without case, runs of white space as one space, and at word boundaries:
/// an edge of `wanted` that is a letter, digit or underscore does not touch another.
pub(crate) fn holds(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (folded(text), folded(wanted));
    if wanted.is_empty() {
        return false;
    }
    let starts_word = wanted.chars().next().is_some_and(is_word);
    let ends_word = wanted.chars().next_back().is_some_and(is_word);
    let fits = |at: usize| {
        let before = text[..at].chars().next_back().is_some_and(is_word);
        let after = text[at + wanted.len()..].chars().next().is_some_and(is_word);
        !(starts_word && before || ends_word && after)
    };
    text.char_indices()
        .any(|(at, _)| text[at..].starts_with(&wanted) && fits(at))
}

/// A short answer as SQuAD compares it: lower case, without punctuation and English articles, one space between words
/// (Rajpurkar et al. 2016, `normalize_answer` of the official script).
pub(crate) fn normalised(answer: &str) -> String {
    let kept: String = answer
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_ascii_punctuation())
        .collect();
    let words: Vec<&str> = kept
        .split_whitespace()
        .filter(|w| !matches!(*w, "a" | "an" | "the"))
        .collect();
    words.join(" ")
}

/// True where `text` holds `wanted`, compared without case and with runs of white space as one space.
pub(crate) fn holds_anywhere(text: &str, wanted: &str) -> bool {
    let wanted = folded(wanted);
    !wanted.is_empty() && folded(text).contains(&wanted)
}

/// The stable word of an outcome or a reason.
pub(crate) fn word(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str, expect: bool) {
        assert_eq!(holds(text, wanted), expect, "`{wanted}` in `{text}`");
    }

    #[test]
    fn a_value_is_found_without_case_at_word_boundaries() {
        check("Up to 5 Addresses, no more.", "5 addresses", true);
        check("Up to 15 addresses", "5 addresses", false);
        check("the counter stays at 110", "10", false);
        check("10,000", "10", true);
        check("two\n  lines", "Two lines", true);
        check("meet at #42 Pizza Street", "#42 pizza", true);
        check("ticket X#42", "#42", true);
        check("ababa ba", "ba", true);
        check("anything", "", false);
        check("ÜBER den Wolken", "über", true);
    }

    #[test]
    fn a_short_answer_is_compared_as_squad_does() {
        assert_eq!(normalised("The  10th, and 11th centuries!"), "10th and 11th centuries");
        assert_eq!(normalised("an"), "");
        assert!(holds_anywhere("in the Xth century", "th CENT"));
    }
}
