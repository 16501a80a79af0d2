//! DOCX, read from its XML: styles, numberings, tables and notes, without what is deleted, hidden or drawn.

mod lists;
mod package;
mod paragraphs;
mod styles;
#[cfg(test)]
mod tests;

use super::{Page, pages};
use crate::document::{Block, Document};
use crate::load::html::counted;
use crate::xml::Node;
use lists::Builder;
use package::{Package, read as each};
use styles::{Numberings, Styles};

/// The article that a DOCX is.
pub(super) fn page(path: &str, bytes: &[u8]) -> Result<Page, String> {
    let mut package = Package::open(bytes)?;
    let styles = Styles::read(&package.beside("styles")?)?;
    let numberings = Numberings::read(&package.beside("numbering")?)?;
    let mut notes = paragraphs::notes(&package.beside("footnotes")?)?;
    notes.extend(paragraphs::notes(&package.beside("endnotes")?)?);
    let (items, left) = paragraphs::read(&package.main()?, &notes)?;
    let mut dropped: Vec<String> = [
        counted(left.pictures, "picture", "pictures"),
        counted(left.charts, "chart", "charts"),
        counted(left.formulas, "formula", "formulas"),
        counted(left.comments, "comment", "comments"),
        counted(
            left.deletions,
            "passage that is marked as deleted",
            "passages that are marked as deleted",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut builder = Builder::new(&styles, &numberings);
    builder.read(items);
    let (blocks, title, contents) = builder.finish();
    if contents > 0 {
        dropped.push("a table of contents".into());
    }
    let mut document = Document {
        blocks,
        title: title.unwrap_or_default(),
        ..Document::default()
    };
    if document.title.is_empty() {
        take_title(&mut document, &core_title(&package.core()?)?);
    } else {
        lower(&mut document);
    }
    pages::page(path, document, dropped)
}

/// The one heading of the highest level is the title where it opens the document; else what the file says of itself.
fn take_title(document: &mut Document, said: &str) {
    let top = |b: &Block| matches!(b, Block::Heading { level: 1, .. });
    let tops = document.blocks.iter().filter(|b| top(b)).count();
    if tops == 1 && document.blocks.first().is_some_and(top) {
        if let Block::Heading { text, .. } = document.blocks.remove(0) {
            document.title = text;
        }
        return;
    }
    document.title = said.to_owned();
    if tops > 0 {
        lower(document);
    }
}

/// The title is above all headings.
fn lower(document: &mut Document) {
    let top = document
        .blocks
        .iter()
        .any(|b| matches!(b, Block::Heading { level: 1, .. }));
    for block in &mut document.blocks {
        if let (true, Block::Heading { level, .. }) = (top, block) {
            *level = (*level + 1).min(6);
        }
    }
}

fn core_title(text: &str) -> Result<String, String> {
    let (mut title, mut within) = (String::new(), false);
    each(text, &mut |node| match node {
        Node::Open(e) => within = e.name == "title",
        Node::Text(words) if within => title.push_str(words),
        Node::Close(_) => within = false,
        Node::Text(_) => {}
    })?;
    Ok(title.trim().to_owned())
}
