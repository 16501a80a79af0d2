//! A question that stands alone: what a follow-up leaves unsaid comes from the conversation, what "it" is from the page.

use crate::conversation::{Author, Message};
use crate::page::{PageContext, PageEventKind};
use crate::text::{is_stopword, words};

/// Words that point at something said before.
const POINTING: &[&str] = &[
    "it", "that", "this", "they", "them", "those", "these", "one", "ones", "there", "instead",
];
/// Ways to begin a follow-up.
const CONTINUING: &[&str] = &[
    "and ",
    "what about",
    "how about",
    "also ",
    "but ",
    "or ",
    "then ",
    "what if",
    "so ",
    "same ",
    "ok and",
    "ok,",
];
/// Words that say that something is wrong without saying what.
const VAGUE: &[&str] = &[
    "work",
    "working",
    "works",
    "error",
    "errors",
    "problem",
    "issue",
    "wrong",
    "broken",
    "failed",
    "fails",
    "failing",
    "fail",
    "help",
    "stuck",
    "mean",
    "means",
    "fix",
    "happen",
    "happened",
    "happening",
    "message",
    "red",
    "warning",
    "thing",
    "do",
    "doing",
    "go",
    "going",
    "went",
    "why",
    "says",
    "said",
    "saying",
    "keeps",
    "got",
    "getting",
    "get",
    "see",
    "page",
    "here",
    "try",
    "tried",
    "now",
    "still",
    "again",
    "click",
    "clicked",
    "press",
    "pressed",
    "tick",
    "ticked",
    "let",
    "button",
    "box",
    "field",
    "screen",
    "code",
    "file",
    "grey",
    "greyed",
    "gray",
    "grayed",
    "disabled",
    "dead",
    "locked",
    "refused",
    "refuses",
    "stopped",
    "stops",
    "what's",
    "its",
    "it's",
    "both",
    "supposed",
    "meant",
    "tell",
];
/// Words that report trouble.
const TROUBLE: &[&str] = &[
    "error", "errors", "problem", "issue", "wrong", "broken", "failed", "fails", "failing", "fail", "stuck", "work",
    "working", "works", "stopped", "refused", "refuses", "warning",
];
/// Words beyond the vague ones with which a message still is about what was clicked last.
const FEW: usize = 1;
/// The same for a message that reports trouble where the page shows an error.
const FEW_IN_TROUBLE: usize = 3;

/// Makes the last message stand alone. Without need it comes back as it is.
pub fn standalone(messages: &[Message], page: Option<&PageContext>) -> String {
    let Some(last) = messages.last() else {
        return String::new();
    };
    let mut query = last.text.trim().to_owned();
    if is_follow_up(&query)
        && let Some(before) = messages[..messages.len() - 1]
            .iter()
            .rev()
            .find(|m| m.author == Author::Contact)
    {
        query = format!("{} {query}", before.text.trim());
    }
    if let Some(page) = page
        && let Some(about) = about_page(&last.text, page)
    {
        query = format!("{query} {about}");
    }
    query
}

/// What a message that names little is about: the error on the page, what was clicked last, or the page itself.
fn about_page(text: &str, page: &PageContext) -> Option<String> {
    let told = telling_words(text);
    let trouble = words(text).iter().any(|w| TROUBLE.contains(&w.lower.as_str()));
    if let Some(error) = page.last_error()
        && (told <= FEW || trouble && told <= FEW_IN_TROUBLE)
    {
        let code = error.code.as_deref().filter(|c| !error.text.contains(*c));
        return Some(code.map_or_else(|| error.text.clone(), |c| format!("{c} {}", error.text)));
    }
    let clicked = page
        .events
        .iter()
        .rev()
        .find(|e| e.kind == PageEventKind::Click && !e.text.trim().is_empty());
    let named = page_name(page);
    match clicked {
        Some(click) if told <= FEW => Some(format!("{} ({named})", click.text.trim())),
        None if told == 0 && !named.is_empty() => Some(format!("({named})")),
        _ => None,
    }
}

fn is_follow_up(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = words(&lower);
    let content = words.iter().filter(|w| !is_stopword(&w.lower)).count();
    let continues = CONTINUING.iter().any(|c| lower.starts_with(c));
    let points = words.iter().any(|w| POINTING.contains(&w.lower.as_str()));
    (continues && content <= 6) || (points && content <= 3) || (content <= 1 && words.len() <= 4)
}

/// How many words name something that could be looked up.
fn telling_words(text: &str) -> usize {
    let empty = |lower: &str| is_stopword(lower) || VAGUE.contains(&lower) || lower.ends_with("n't");
    words(text).iter().filter(|w| !empty(&w.lower)).count()
}

fn page_name(page: &PageContext) -> &str {
    if page.title.is_empty() {
        page.product_area.as_deref().unwrap_or("")
    } else {
        &page.title
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::PageError;

    fn said(texts: &[&str]) -> Vec<Message> {
        texts.iter().map(|t| Message::new(Author::Contact, *t)).collect()
    }

    #[test]
    fn a_follow_up_takes_its_subject_from_the_question_before() {
        let check = |texts: &[&str], expect: &str| assert_eq!(standalone(&said(texts), None), expect);
        check(
            &["How many users can I invite?", "and on the free plan?"],
            "How many users can I invite? and on the free plan?",
        );
        check(
            &["How many users can I invite?", "How do I send an invoice?"],
            "How do I send an invoice?",
        );
        check(
            &["How do I add a tax rate?", "can I delete it"],
            "How do I add a tax rate? can I delete it",
        );
    }

    #[test]
    fn a_vague_complaint_is_about_the_error_on_the_page() {
        let error = PageError {
            code: Some("IMP-104".into()),
            text: "Row 14: date not recognised".into(),
            at: None,
        };
        let page = PageContext {
            title: "Import".into(),
            errors: vec![error],
            ..PageContext::default()
        };
        assert_eq!(
            standalone(&said(&["it doesn't work"]), Some(&page)),
            "it doesn't work IMP-104 Row 14: date not recognised"
        );
        assert_eq!(
            standalone(&said(&["How do I add a tax rate?"]), Some(&page)),
            "How do I add a tax rate?"
        );
    }
}
