//! Text from outside, made fit to store and show.

use crate::problem::{Problem, Result, kinds};
use usher_engine::PageContext;
use usher_engine::conversation::MAX_MESSAGE_CHARS;

/// The longest id that a client may give to a message.
const MAX_CLIENT_ID: usize = 100;

/// Line ends become `\n`; NUL and other control characters, which databases refuse and nobody sees, are dropped.
pub(crate) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// A message's text: cleaned, trimmed, not too long, and empty only where it `may_be_empty`.
pub(crate) fn message_text(text: &str, may_be_empty: bool) -> Result<String> {
    let text = clean(text).trim().to_owned();
    if text.is_empty() && !may_be_empty {
        return Err(Problem::new(
            &kinds::TEXT_EMPTY,
            "`text` is empty or blank. Send at least one visible character.",
        ));
    }
    let chars = text.chars().count();
    if chars > MAX_MESSAGE_CHARS {
        return Err(Problem::new(
            &kinds::TEXT_TOO_LONG,
            format!("`text` has {chars} characters; the most is {MAX_MESSAGE_CHARS}. Shorten it or send it in parts."),
        ));
    }
    Ok(text)
}

/// A client's own id of a message or report: 1 to 100 printable ASCII characters.
pub(crate) fn client_id(id: &str) -> Result<&str> {
    if id.is_empty() || id.len() > MAX_CLIENT_ID || !id.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Problem::new(
            &kinds::FIELD_WRONG,
            format!("`client_id` must be 1 to {MAX_CLIENT_ID} printable ASCII characters; a UUID is a good one."),
        ));
    }
    Ok(id)
}

/// A short field: cleaned, cut at `most` characters.
pub(crate) fn short(text: &str, most: usize) -> String {
    clean(text).trim().chars().take(most).collect()
}

/// The name of a file: no path, nothing that hides or turns text round, cut at `most` characters with its ending kept.
pub(crate) fn file_name(name: &str, most: usize) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let turns =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let name: String = clean(last).replace(['\n', '\t'], " ");
    let name: String = name.trim().chars().filter(|c| !turns(*c)).collect();
    let ending = name.rfind('.').map_or("", |at| &name[at..]);
    let kept = if ending.chars().count() <= 10 { ending } else { "" };
    let stem: String = name[..name.len() - kept.len()]
        .chars()
        .take(most - kept.chars().count())
        .collect();
    match stem.is_empty() && kept.is_empty() {
        true => "file".to_owned(),
        false => stem + kept,
    }
}

/// A page context cut down to its sizes and cleaned.
pub(crate) fn page(page: PageContext) -> PageContext {
    let mut page = page.bounded();
    page.route = clean(&page.route);
    page.title = clean(&page.title);
    for text in page
        .errors
        .iter_mut()
        .map(|e| &mut e.text)
        .chain(page.events.iter_mut().map(|e| &mut e.text))
    {
        *text = clean(text);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_dropped_and_lines_stay() {
        assert_eq!(clean("a\0b\u{7}c\r\nd\te\u{9f}"), "abc\nd\te");
        assert_eq!(message_text("  hello \n", false).unwrap(), "hello");
        assert!(message_text(" \0\n\t ", false).is_err());
        assert_eq!(message_text(" ", true).unwrap(), "", "files may go without words");
    }

    #[test]
    fn a_file_name_is_a_name_and_nothing_else() {
        let check = |name: &str, expect: &str| assert_eq!(file_name(name, 20), expect);
        check("C:\\Users\\me\\report.pdf", "report.pdf");
        check("../../etc/passwd", "passwd");
        check("invoice\u{202e}gpj.exe", "invoicegpj.exe");
        check("a very long name of a file that goes on.csv", "a very long name.csv");
        check(" \0/", "file");
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(message_text(&"é".repeat(MAX_MESSAGE_CHARS), false).is_ok());
        assert!(message_text(&"é".repeat(MAX_MESSAGE_CHARS + 1), false).is_err());
    }
}
