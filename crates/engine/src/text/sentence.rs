//! Sentences of running text.

/// Splits a paragraph into sentences. A full stop after an abbreviation, an initial or within a number ends none; what
/// follows an end must look like a start: a capital, a digit, a quotation mark or a bracket.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            '\n' => true,
            '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' => {
                let mut end = at + c.len_utf8();
                let bare = end;
                while let Some(&(next, closing)) = chars.peek() {
                    if !matches!(closing, '.' | '!' | '?' | '"' | '\'' | '”' | '’' | ')' | ']' | '»') {
                        break;
                    }
                    end = next + closing.len_utf8();
                    chars.next();
                }
                starts_anew(&text[end..]) && !(c == '.' && end == bare && is_abbreviation(&text[start..at]))
            }
            _ => false,
        };
        if ends {
            let end = chars.peek().map_or(text.len(), |&(next, _)| next);
            push(&mut found, &text[start..end]);
            start = end;
        }
    }
    push(&mut found, &text[start..]);
    found
}

fn push<'a>(found: &mut Vec<&'a str>, sentence: &'a str) {
    let sentence = sentence.trim();
    if !sentence.is_empty() {
        found.push(sentence);
    }
}

/// True where the rest of a text looks like the start of a sentence.
fn starts_anew(rest: &str) -> bool {
    let mut chars = rest.chars();
    if !chars.next().is_none_or(char::is_whitespace) {
        return false;
    }
    chars.find(|c| !c.is_whitespace()).is_none_or(|c| {
        c.is_uppercase()
            || c.is_numeric()
            || matches!(c, '"' | '“' | '‘' | '(' | '[' | '«' | '*' | '`')
            || (c.is_alphabetic() && !c.is_lowercase())
    })
}

/// Words after which a full stop ends no sentence. Source: the commonest of the Punkt English abbreviation list.
const ABBREVIATIONS: &[&str] = &[
    "al", "approx", "apr", "art", "aug", "ave", "capt", "cf", "ch", "co", "col", "corp", "dec", "dept", "dr", "e.g",
    "eg", "est", "etc", "feb", "fig", "gen", "gov", "i.e", "ie", "inc", "jan", "jr", "lt", "ltd", "mr", "mrs", "ms",
    "mt", "no", "nov", "oct", "op", "p", "pp", "prof", "rev", "sept", "sep", "sgt", "sr", "st", "vol", "vs", "u.s",
    "u.k",
];

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"'))
        .next()
        .unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    // "no." is an abbreviation before a number only, and a whole sentence's last word elsewhere.
    initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let check = |text: &str, expect: &[&str]| assert_eq!(sentences(text), expect, "{text}");
        check("Open Settings. Choose Team.", &["Open Settings.", "Choose Team."]);
        check(
            "It costs 2.50 a month. Dr. Shah pays e.g. by card.",
            &["It costs 2.50 a month.", "Dr. Shah pays e.g. by card."],
        );
        check(
            "Really?! Yes. \"No.\" He left",
            &["Really?!", "Yes.", "\"No.\"", "He left"],
        );
        check(
            "J. Smith wrote usher.toml first.",
            &["J. Smith wrote usher.toml first."],
        );
        check("One line\nAnother line", &["One line", "Another line"]);
        check("", &[]);
        check("...", &["..."]);
    }
}
