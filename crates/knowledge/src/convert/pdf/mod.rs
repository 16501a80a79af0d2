//! PDF. A page says where glyphs stand and nothing of what they are; headings, lists, tables and paragraphs are told from
//! size, weight and place, as a reader tells them.

mod blocks;
mod columns;
mod furniture;
mod glyphs;
mod markers;
mod rows;
mod style;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use super::{Page, pages};
use crate::document::{Block, Document};
use crate::load::html::counted;
use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use rows::Row;
use style::Style;

/// The most pages that are read.
pub const MAX_PAGES: usize = 2_000;

/// The most glyphs of all pages.
const MAX_GLYPHS: usize = 8_000_000;

/// The article that a PDF is.
pub(super) fn page(path: &str, bytes: &[u8]) -> Result<Page, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(refusal)?;
    let count = pdf.pages().len();
    if count > MAX_PAGES {
        return Err(format!("has {count} pages; the most is {MAX_PAGES}, split it"));
    }
    let (mut pages, found) = drawn(&pdf)?;
    let mut dropped: Vec<String> = counted(found.pictures, "picture", "pictures").into_iter().collect();
    let gone = furniture::clear(&mut pages);
    dropped.extend(counted(gone, "header or footer", "headers and footers"));
    dropped.extend(counted(
        found.turned,
        "letter that is turned",
        "letters that are turned",
    ));
    dropped.extend(counted(
        found.unknown,
        "letter that the file does not name",
        "letters that the file does not name",
    ));
    let regions: Vec<Vec<Row>> = pages.into_iter().flat_map(columns::regions).collect();
    let style = Style::of(&regions);
    let mut document = Document {
        blocks: blocks::of_regions(&regions, &style),
        ..Document::default()
    };
    take_title(&mut document, pdf.metadata().title.as_deref());
    pages::page(path, document, dropped)
}

/// What the pages show, in all.
#[derive(Default)]
struct Found {
    glyphs: usize,
    pictures: usize,
    unknown: usize,
    turned: usize,
}

fn drawn(pdf: &Pdf) -> Result<(Vec<Vec<Row>>, Found), String> {
    let cache = InterpreterCache::new();
    let mut found = Found::default();
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let sheet = glyphs::of_page(page, &cache);
        found.glyphs += sheet.glyphs.len();
        found.pictures += sheet.pictures;
        found.unknown += sheet.unknown;
        found.turned += sheet.turned;
        if found.glyphs > MAX_GLYPHS {
            return Err("has more text than a book; split it".into());
        }
        pages.push(rows::of_glyphs(sheet.glyphs));
    }
    let letters: usize = pages
        .iter()
        .flatten()
        .map(|r| r.text().chars().filter(|c| c.is_alphabetic()).count())
        .sum();
    match letters {
        0 if found.pictures > 0 => {
            Err("is scanned: it has pictures of text and no text; run it through OCR first".into())
        }
        0 if found.unknown > 0 => {
            Err("does not say which letters its glyphs are; export it as PDF again with its fonts".into())
        }
        0 => Err("has no text".into()),
        _ if found.unknown > letters => {
            Err("does not say which letters most of its glyphs are; export it as PDF again with its fonts".into())
        }
        _ => Ok((pages, found)),
    }
}

fn refusal(error: LoadPdfError) -> String {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => "needs a password; save it without one".into(),
        LoadPdfError::Decryption(_) => "is encrypted; save it without encryption".into(),
        LoadPdfError::Invalid => "is damaged or no PDF; print or export it as PDF again".into(),
    }
}

/// The title is the one heading of the highest level, said once at the beginning, or what the file says of itself.
fn take_title(document: &mut Document, metadata: Option<&[u8]>) {
    let opens = |b: &Block| matches!(b, Block::Heading { level: 1, .. });
    let tops = document.blocks.iter().filter(|b| opens(b)).count();
    let first = document.blocks.iter().take(3).position(opens);
    let said = metadata.map(words).filter(|t| is_title(t));
    if let (1, Some(at)) = (tops, first)
        && let Block::Heading { text, .. } = document.blocks.remove(at)
    {
        document.title = text;
        return;
    }
    document.title = said.unwrap_or_default();
    if let (true, Some(at)) = (document.title.is_empty(), first)
        && let Block::Heading { text, .. } = document.blocks.remove(at)
    {
        document.title = text;
    } else if tops > 0 {
        lower(document);
    }
}

/// The title is above all headings.
fn lower(document: &mut Document) {
    for block in &mut document.blocks {
        if let Block::Heading { level, .. } = block {
            *level = (*level + 1).min(6);
        }
    }
}

/// A text of the file's dictionary: UTF-16 with its mark, UTF-8, or Latin.
fn words(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
        },
    };
    let kept: String = text.chars().filter(|c| !c.is_control()).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// False for what programs put there by themselves.
fn is_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    let file = [".doc", ".docx", ".dvi", ".tex", ".html", ".md", ".indd", ".pdf"]
        .iter()
        .any(|e| lower.ends_with(e));
    !(text.is_empty()
        || file
        || lower.starts_with("untitled")
        || lower.starts_with("microsoft word")
        || lower.contains("://"))
}
