//! Files of text: one article each.

use super::{Page, front, write};
use crate::document::Document;
use crate::load::{self, Loaded, html};

/// Markdown stays as it is, once it was read without complaint.
pub(super) fn markdown(path: &str, text: &str) -> Result<Page, String> {
    load::understand(path, text)?;
    Ok(Page {
        path: path.to_owned(),
        markdown: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        dropped: Vec::new(),
    })
}

/// HTML: its main content, with links and emphasis kept for who edits it.
pub(super) fn html(path: &str, text: &str) -> Result<Page, String> {
    of_parts(path, html::parts(text.strip_prefix('\u{feff}').unwrap_or(text))?)
}

/// The same for a page that has an address.
pub(super) fn web(path: &str, text: &str, url: &str) -> Result<Page, String> {
    let mut parts = html::parts(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    parts.document.url = Some(url.to_owned());
    of_parts(path, parts)
}

fn of_parts(path: &str, parts: html::Parts) -> Result<Page, String> {
    let document = load::whole(path, parts.document)?;
    Ok(Page {
        path: path.to_owned(),
        markdown: format!("{}\n{}\n", front::write(&document), parts.markdown.trim()),
        dropped: parts.dropped,
    })
}

/// Plain text: title and paragraphs.
pub(super) fn text(path: &str, text: &str) -> Result<Page, String> {
    match load::understand(path, text)? {
        Loaded::Article(document) => page(path, *document, Vec::new()),
        _ => Err("is no article".into()),
    }
}

/// An article from a document that a reader made.
pub(super) fn page(path: &str, document: Document, dropped: Vec<String>) -> Result<Page, String> {
    let document = load::whole(path, document)?;
    Ok(Page {
        path: path.to_owned(),
        markdown: write::markdown(&document),
        dropped,
    })
}
