//! What the engine knows about knowledge: articles, their chunks, and the passages that can be quoted.

use crate::contact::Audience;
use crate::ids::{ArticleId, ChunkId};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a citation needs to know of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Path in the knowledge folder.
    pub id: ArticleId,
    /// Version quoted, from 1, one more at every change of content.
    pub version: u32,
    /// Title.
    pub title: String,
    /// One sentence on what it is about, where its author wrote one.
    pub description: Option<String>,
    /// Where a contact can read it.
    pub url: Option<String>,
    /// The part of the product that it is about.
    pub product_area: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
}

/// A run of passages under one heading, the unit of retrieval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// Identifier, from the content.
    pub id: ChunkId,
    /// The article that it is part of.
    pub article: ArticleId,
    /// Place in the article, from 0.
    pub ordinal: u32,
    /// Headings above it, outermost first, without the article's title.
    pub headings: Vec<String>,
    /// What can be quoted, in reading order.
    pub passages: Vec<Passage>,
    /// Ranges of `passages` that are embedded one by one because the whole does not fit the embedder; one range that
    /// covers all where it fits.
    pub parts: Vec<Range<usize>>,
}

impl Chunk {
    /// The heading nearest to it, empty where it stands right under the title.
    pub fn heading(&self) -> &str {
        self.headings.last().map_or("", String::as_str)
    }

    /// True where it holds the questions that its article answers, one a part, and nothing to quote.
    pub fn is_questions(&self) -> bool {
        self.passages.first().is_some_and(|p| p.kind == PassageKind::Question)
    }

    /// The text of all passages, a line each.
    pub fn text(&self) -> String {
        self.part_text(&(0..self.passages.len()))
    }

    /// The text of some passages, a line each.
    pub fn part_text(&self, part: &Range<usize>) -> String {
        let texts: Vec<&str> = self.passages[part.clone()].iter().map(|p| p.text.as_str()).collect();
        texts.join("\n")
    }
}

/// The smallest thing that is quoted whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// What sort of text.
    pub kind: PassageKind,
    /// The text to show: plain, links reduced to their words. A table row reads `Header: cell; Header: cell`.
    pub text: String,
    /// Passages of one block (paragraph, list, table) share this number.
    pub block: u32,
}

/// The sorts of passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// A sentence of a paragraph.
    Sentence,
    /// An item of a list without numbers.
    Item,
    /// A step of a numbered procedure, with whatever stands under it.
    Step,
    /// A row of a table.
    Row,
    /// A block of code.
    Code,
    /// A question that the article answers, as its author expects it. It leads to the article and is never quoted.
    Question,
}

/// An exact quotation of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Citation {
    /// The article quoted.
    pub article: ArticleId,
    /// Its version at the time.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// The nearest heading; empty right under the title.
    pub heading: String,
    /// The exact words, one of the chunk's passages.
    pub quote: String,
    /// Where a contact can read the article.
    pub url: Option<String>,
    /// The chunk quoted.
    pub chunk: ChunkId,
}
