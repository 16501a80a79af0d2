//! A document as read from a file, before it is cut into chunks.

use usher_engine::Audience;

/// What a loader understood of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Title, from the front matter, the first heading or the file's name.
    pub title: String,
    /// One sentence on it, if the author wrote one.
    pub description: Option<String>,
    /// Where a contact can read it.
    pub url: Option<String>,
    /// The part of the product, from the front matter or the folder.
    pub product_area: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// Questions that it answers, as its author expects them.
    pub questions: Vec<String>,
    /// The content in reading order.
    pub blocks: Vec<Block>,
}

/// A part of a document's content. All text is plain: links are reduced to their words, emphasis to its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        text: String,
    },
    /// Running text.
    Paragraph(String),
    /// A list; what stands under an item is part of its text, on lines of its own.
    List {
        /// True for a numbered procedure.
        numbered: bool,
        /// The items.
        items: Vec<String>,
    },
    /// A table.
    Table {
        /// Column headers; empty where there are none.
        header: Vec<String>,
        /// Rows of cells.
        rows: Vec<Vec<String>>,
    },
    /// A block of code, as written.
    Code(String),
}
