//! From paragraphs to headings, lists, tables and code.

use super::paragraphs::{Cell, Item, Paragraph};
use super::styles::{Numberings, Role, Styles};
use crate::document::Block;

/// The longest bold line that is taken for a heading where a document has no styles, in characters.
const MAX_BOLD: usize = 80;

/// Makes blocks of what stands in a body.
pub(super) struct Builder<'a> {
    styles: &'a Styles,
    numberings: &'a Numberings,
    done: Vec<Block>,
    title: Option<String>,
    contents: usize,
    /// The list that the last block is.
    list: Option<Open>,
    /// Places of bold lines that are headings where nothing else is.
    bold: Vec<usize>,
}

/// A list that may go on.
struct Open {
    number: String,
    level: u8,
}

impl<'a> Builder<'a> {
    pub fn new(styles: &'a Styles, numberings: &'a Numberings) -> Self {
        Self {
            styles,
            numberings,
            done: Vec::new(),
            title: None,
            contents: 0,
            list: None,
            bold: Vec::new(),
        }
    }

    pub fn read(&mut self, items: Vec<Item>) {
        for item in items {
            match item {
                Item::Paragraph(paragraph) => self.paragraph(&paragraph),
                Item::Table { rows, headed } => self.table(rows, headed),
            }
        }
    }

    /// The blocks, the title, and how many lines of a table of contents were left out.
    pub fn finish(mut self) -> (Vec<Block>, Option<String>, usize) {
        if !self.done.iter().any(|b| matches!(b, Block::Heading { .. })) {
            for at in self.bold {
                if let Some(block) = self.done.get_mut(at)
                    && let Block::Paragraph(text) = block
                {
                    *block = Block::Heading {
                        level: 2,
                        text: text.clone(),
                    };
                }
            }
        }
        (self.done, self.title, self.contents)
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = tidy(&paragraph.text);
        let role = match paragraph.outline {
            Some(level @ 0..=8) => Role::Heading((level + 1).min(6)),
            _ => self.styles.role(&paragraph.style),
        };
        if text.is_empty() && role != Role::Code {
            return;
        }
        match role {
            Role::Title if self.title.is_none() => self.title = Some(one_line(&text)),
            Role::Title => self.heading(1, &text),
            Role::Heading(level) => self.heading(level, &text),
            Role::Contents => self.contents += 1,
            Role::Code => self.code(&paragraph.text),
            Role::Body => self.body(paragraph, text),
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.list = None;
        self.done.push(Block::Heading {
            level,
            text: one_line(text),
        });
    }

    fn code(&mut self, text: &str) {
        self.list = None;
        match self.done.last_mut() {
            Some(Block::Code(code)) => code.push_str(&format!("\n{text}")),
            _ => self.done.push(Block::Code(text.to_owned())),
        }
    }

    fn body(&mut self, paragraph: &Paragraph, text: String) {
        let by_style = self.styles.numbering(&paragraph.style);
        let number = paragraph
            .number
            .clone()
            .or_else(|| by_style.as_ref().map(|(n, _)| n.clone()));
        let level = paragraph.level.or(by_style.map(|(_, l)| l)).unwrap_or(0);
        let counts = number.as_ref().and_then(|n| self.numberings.counts(n, level));
        match (number, counts) {
            (Some(number), Some(counts)) => self.item(&number, level, counts, text),
            _ => self.words(paragraph, text),
        }
    }

    fn item(&mut self, number: &str, level: u8, counts: bool, text: String) {
        let within = self.list.as_ref().is_some_and(|open| level > open.level);
        if !within {
            self.rejoin(number, level, counts);
        }
        let same = self.list.as_ref().is_some_and(|open| open.number == number || within);
        match self.done.last_mut() {
            Some(Block::List { items, .. }) if within => {
                if let Some(item) = items.last_mut() {
                    item.push_str(&format!("\n- {}", one_line(&text)));
                }
            }
            Some(Block::List { numbered, items }) if same && *numbered == counts => items.push(text),
            _ => {
                self.done.push(Block::List {
                    numbered: counts,
                    items: vec![text],
                });
                self.list = Some(Open {
                    number: number.to_owned(),
                    level,
                });
            }
        }
    }

    /// A procedure goes on after a paragraph or code between two steps, which then belongs to the step before.
    fn rejoin(&mut self, number: &str, level: u8, counts: bool) {
        let goes_on = counts
            && self
                .list
                .as_ref()
                .is_some_and(|o| o.number == number && o.level == level);
        if !goes_on {
            return;
        }
        let between = match self.done.as_slice() {
            [
                ..,
                Block::List { numbered: true, .. },
                Block::Paragraph(text) | Block::Code(text),
            ] => text.clone(),
            _ => return,
        };
        self.done.pop();
        if let Some(Block::List { items, .. }) = self.done.last_mut()
            && let Some(item) = items.last_mut()
        {
            item.push_str(&format!("\n{between}"));
        }
    }

    fn words(&mut self, paragraph: &Paragraph, text: String) {
        // An indented paragraph below an item is part of it.
        if let (true, true, Some(Block::List { items, .. })) =
            (paragraph.indented, self.list.is_some(), self.done.last_mut())
            && let Some(item) = items.last_mut()
        {
            return item.push_str(&format!("\n{text}"));
        }
        let short = text.chars().count() <= MAX_BOLD && !text.contains('\n') && !text.ends_with(['.', ':', ',']);
        if paragraph.bold && short {
            self.bold.push(self.done.len());
        }
        self.done.push(Block::Paragraph(text));
    }

    fn table(&mut self, rows: Vec<Vec<Cell>>, headed: bool) {
        let width = rows
            .iter()
            .map(|r| r.iter().map(|c| c.span).sum::<usize>())
            .max()
            .unwrap_or(0);
        // A table of one column, or of one row, is a frame around text.
        if width < 2 || rows.len() < 2 {
            let cells = rows.into_iter().flatten();
            cells.for_each(|cell| self.read(cell.items));
            return;
        }
        self.list = None;
        let mut texts: Vec<Vec<String>> = Vec::new();
        for row in &rows {
            let mut line: Vec<String> = Vec::new();
            for cell in row {
                let above = texts.last().and_then(|t| t.get(line.len())).cloned();
                line.push(if cell.goes_on {
                    above.unwrap_or_default()
                } else {
                    words_of(&cell.items)
                });
                line.resize(line.len() + cell.span.saturating_sub(1), String::new());
            }
            line.resize(width, String::new());
            texts.push(line);
        }
        let header = if headed {
            texts.remove(0)
        } else {
            vec![String::new(); width]
        };
        texts.retain(|row| row.iter().any(|c| !c.is_empty()));
        self.done.push(Block::Table { header, rows: texts });
    }
}

/// All that stands in a cell, on one line.
fn words_of(items: &[Item]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest: Vec<&Item> = items.iter().rev().collect();
    while let Some(item) = rest.pop() {
        match item {
            Item::Paragraph(paragraph) => words.push(one_line(&paragraph.text)),
            Item::Table { rows, .. } => rest.extend(rows.iter().flatten().flat_map(|c| &c.items).rev()),
        }
    }
    words.retain(|w| !w.is_empty());
    words.join(" ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tidy(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(one_line).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}
