//! How much of a document survives being read from another format.

use std::collections::HashSet;
use std::fmt::Write;
use usher_knowledge::document::{Block, Document};

/// Found of wanted, by kind.
#[derive(Debug, Default, Clone)]
pub struct Score {
    counts: [(usize, usize); 5],
    /// Headings that the source does not have.
    invented: usize,
}

const KINDS: [&str; 5] = ["headings", "list items", "steps", "table rows", "sentences"];

impl Score {
    /// Compares what was read with what was written.
    pub fn add(&mut self, source: &Document, read: &Document) {
        let (wanted, found) = (parts(source), parts(read));
        let everything = plain(&text(read));
        for (kind, parts) in wanted.iter().enumerate() {
            for part in parts {
                let there = if kind == 4 {
                    everything.contains(part.as_str())
                } else {
                    found[kind].contains(part)
                };
                self.counts[kind].1 += 1;
                self.counts[kind].0 += usize::from(there);
            }
        }
        let known: HashSet<&String> = wanted[0].iter().collect();
        self.invented += found[0].iter().filter(|h| !known.contains(h)).count();
    }

    /// A line of a table.
    pub fn row(&self) -> String {
        let mut out = String::new();
        for (kind, (found, wanted)) in self.counts.iter().enumerate() {
            let _ = write!(out, " {} {found}/{wanted} |", KINDS[kind]);
        }
        format!("{out} invented headings {}", self.invented)
    }
}

/// Headings, items, steps, rows and sentences, plain.
fn parts(document: &Document) -> [Vec<String>; 5] {
    let mut parts: [Vec<String>; 5] = Default::default();
    parts[0].push(plain(&document.title));
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => parts[0].push(plain(text)),
            Block::List { numbered, items } => items.iter().for_each(|item| {
                let mut lines = item.lines();
                parts[if *numbered { 2 } else { 1 }].extend(lines.next().map(plain));
                parts[1].extend(lines.filter(|l| l.starts_with("- ")).map(plain));
            }),
            Block::Table { rows, .. } => parts[3].extend(rows.iter().map(|r| plain(&r.join(" ")))),
            Block::Paragraph(text) => {
                parts[4].extend(text.lines().flat_map(usher_engine::text::sentences).map(plain));
            }
            Block::Code(_) => {}
        }
    }
    parts.iter_mut().for_each(|p| p.retain(|t| !t.is_empty()));
    parts
}

fn text(document: &Document) -> String {
    let mut out = document.title.clone();
    for block in &document.blocks {
        let text = match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Code(text) => text.clone(),
            Block::List { items, .. } => items.join("\n"),
            Block::Table { header, rows } => format!("{} {}", header.join(" "), rows.concat().join(" ")),
        };
        out.push('\n');
        out.push_str(&text);
    }
    out
}

/// Letters and digits of all scripts, with single spaces between words.
fn plain(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
