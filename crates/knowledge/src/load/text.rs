//! Plain text: paragraphs between empty lines, the first short line as the title.

use super::markdown::tidy;
use crate::document::{Block, Document};

/// The longest first line that still reads as a title, in characters.
const TITLE_CHARS: usize = 100;

/// Reads plain text.
pub(crate) fn read(text: &str) -> Document {
    let mut paragraphs = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split("\n\n") {
        let paragraph = tidy(paragraph);
        if !paragraph.is_empty() {
            paragraphs.push(paragraph);
        }
    }
    let mut document = Document::default();
    let looks_like_title = |p: &String| p.chars().count() <= TITLE_CHARS && !p.ends_with(['.', '!', '?']);
    if paragraphs.len() > 1 && looks_like_title(&paragraphs[0]) {
        document.title = paragraphs.remove(0);
    }
    document.blocks = paragraphs.into_iter().map(Block::Paragraph).collect();
    document
}
