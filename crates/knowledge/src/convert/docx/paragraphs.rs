//! The body: paragraphs and tables as they stand, with what is deleted, hidden or drawn left out.

use super::package::read as each;
use crate::xml::{Element, Node};
use std::collections::HashMap;

/// A paragraph as it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Paragraph {
    pub text: String,
    pub style: String,
    /// Its own numbering and level. `0` takes a list's numbering away.
    pub number: Option<String>,
    pub level: Option<u8>,
    pub outline: Option<u8>,
    pub indented: bool,
    /// All of its letters are bold.
    pub bold: bool,
}

/// What stands in the body.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    Paragraph(Paragraph),
    Table { rows: Vec<Vec<Cell>>, headed: bool },
}

/// A cell: what it says, how many columns it is wide, and whether it goes on from the one above.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cell {
    pub items: Vec<Item>,
    pub span: usize,
    pub goes_on: bool,
}

/// What was left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub pictures: usize,
    pub charts: usize,
    pub comments: usize,
    pub deletions: usize,
    pub formulas: usize,
}

/// How deep tables may stand in tables. What stands deeper is left out.
const MAX_TABLES: usize = 16;

/// Elements whose content is not read: deleted text, codes of fields, alternatives for old programs, formulas.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "instrText",
    "delInstrText",
    "Fallback",
    "oMath",
    "rt",
];

/// Reads a part. `notes` are the footnotes' words by id, which are put where they are referred to.
pub(super) fn read(text: &str, notes: &HashMap<String, String>) -> Result<(Vec<Item>, Left), String> {
    let mut body = Body {
        notes,
        places: vec![Vec::new()],
        paragraphs: Vec::new(),
        tables: Vec::new(),
        left: Left::default(),
        skipping: None,
        in_run: false,
        in_text: false,
        hidden: false,
        bold: false,
    };
    each(text, &mut |node| body.see(node))?;
    Ok((body.places.into_iter().next().unwrap_or_default(), body.left))
}

/// The footnotes' words by id.
pub(super) fn notes(text: &str) -> Result<HashMap<String, String>, String> {
    let mut notes: HashMap<String, String> = HashMap::new();
    let (mut id, mut in_text) = (None::<String>, false);
    each(text, &mut |node| match node {
        Node::Open(e) if matches!(e.name, "footnote" | "endnote") => {
            id = e.get("id").filter(|_| e.get("type").is_none())
        }
        Node::Open(e) => in_text = e.name == "t",
        Node::Text(words) if in_text => {
            if let Some(id) = &id {
                notes.entry(id.clone()).or_default().push_str(words);
            }
        }
        Node::Close("p") => {
            if let Some(note) = id.as_ref().and_then(|id| notes.get_mut(id)) {
                note.push(' ');
            }
        }
        Node::Close("t") => in_text = false,
        _ => {}
    })?;
    Ok(notes)
}

struct Table {
    rows: Vec<Vec<Cell>>,
    cell: Cell,
    headed: bool,
}

struct Body<'a> {
    notes: &'a HashMap<String, String>,
    /// Where finished items go: the body, and the cells that are open.
    places: Vec<Vec<Item>>,
    /// The paragraphs that are open: text boxes hold paragraphs within one.
    paragraphs: Vec<(Paragraph, usize, usize)>,
    tables: Vec<Table>,
    left: Left,
    /// The skipped element that is open, and how many of its name are open within.
    skipping: Option<(String, usize)>,
    in_run: bool,
    in_text: bool,
    hidden: bool,
    bold: bool,
}

impl Body<'_> {
    fn see(&mut self, node: Node<'_>) {
        if let Some((name, depth)) = &mut self.skipping {
            match node {
                Node::Open(e) if e.name == name => *depth += 1,
                Node::Close(closed) if closed == name => {
                    *depth -= 1;
                    self.skipping.take_if(|(_, depth)| *depth == 0);
                }
                _ => {}
            }
            return;
        }
        match node {
            Node::Open(element) => self.open(&element),
            Node::Text(words) if self.in_text && !self.hidden => self.push(words),
            Node::Text(_) => {}
            Node::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        if SKIPPED.contains(&element.name) {
            self.left.deletions += usize::from(element.name == "del" && !self.paragraphs.is_empty() && !self.in_run);
            self.left.formulas += usize::from(element.name == "oMath");
            self.skipping = Some((element.name.to_owned(), 1));
            return;
        }
        match element.name {
            "p" => self.paragraphs.push((Paragraph::default(), 0, 0)),
            "r" => (self.in_run, self.hidden, self.bold) = (true, false, false),
            "t" => self.in_text = true,
            "vanish" if self.in_run => self.hidden = element.is_on(),
            "b" if self.in_run => self.bold = element.is_on(),
            "tab" if self.in_run => self.push(" "),
            "br" | "cr" if self.in_run && element.get("type").is_none() => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "blip" | "imagedata" => self.left.pictures += 1,
            "chart" => self.left.charts += 1,
            "commentReference" => self.left.comments += 1,
            "footnoteReference" | "endnoteReference" => self.note(element),
            "tbl" if self.tables.len() >= MAX_TABLES => self.skipping = Some(("tbl".to_owned(), 1)),
            "tbl" => self.tables.push(Table {
                rows: Vec::new(),
                cell: Cell::default(),
                headed: false,
            }),
            "tr" | "tc" | "gridSpan" | "vMerge" | "tblHeader" | "tblLook" => self.open_in_table(element),
            _ => self.property(element),
        }
    }

    fn property(&mut self, element: &Element<'_>) {
        let Some((paragraph, _, _)) = self.paragraphs.last_mut() else {
            return;
        };
        let number = || element.get("val").and_then(|v| v.parse().ok());
        match element.name {
            "pStyle" => paragraph.style = element.get("val").unwrap_or_default(),
            "numId" => paragraph.number = element.get("val"),
            "ilvl" => paragraph.level = number(),
            "outlineLvl" => paragraph.outline = number(),
            "ind" => {
                let left = element.get("left").or_else(|| element.get("start"));
                paragraph.indented = left.and_then(|l| l.parse::<i32>().ok()).is_some_and(|l| l > 200);
            }
            _ => {}
        }
    }

    fn open_in_table(&mut self, element: &Element<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        match element.name {
            "tr" => table.rows.push(Vec::new()),
            "tc" => {
                table.cell = Cell {
                    span: 1,
                    ..Cell::default()
                };
                self.places.push(Vec::new());
            }
            "gridSpan" => {
                table.cell.span = element
                    .get("val")
                    .and_then(|v| v.parse().ok())
                    .unwrap_or(1)
                    .clamp(1, 64)
            }
            "vMerge" => table.cell.goes_on = element.get("val").as_deref() != Some("restart"),
            "tblHeader" => table.headed |= element.is_on() && table.rows.len() == 1,
            _ => {
                let bits = element
                    .get("val")
                    .and_then(|v| u32::from_str_radix(&v, 16).ok())
                    .unwrap_or(0);
                table.headed |= element
                    .get("firstRow")
                    .map_or(bits & 0x20 != 0, |v| v == "1" || v == "true");
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "r" => self.in_run = false,
            "p" => {
                if let Some((mut paragraph, letters, bolds)) = self.paragraphs.pop() {
                    paragraph.bold = letters > 0 && bolds == letters;
                    self.put(Item::Paragraph(paragraph));
                }
            }
            "tc" => {
                let items = if self.places.len() > 1 { self.places.pop() } else { None };
                if let (Some(table), Some(items)) = (self.tables.last_mut(), items) {
                    let cell = Cell {
                        items,
                        ..std::mem::take(&mut table.cell)
                    };
                    if let Some(row) = table.rows.last_mut() {
                        row.push(cell);
                    }
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.put(Item::Table {
                        rows: table.rows,
                        headed: table.headed,
                    });
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, item: Item) {
        if let Some(place) = self.places.last_mut() {
            place.push(item);
        }
    }

    fn push(&mut self, words: &str) {
        let bold = self.bold;
        if let Some((paragraph, letters, bolds)) = self.paragraphs.last_mut() {
            paragraph.text.push_str(words);
            let count = words.chars().filter(|c| c.is_alphanumeric()).count();
            *letters += count;
            *bolds += if bold { count } else { 0 };
        }
    }

    /// A note's words in brackets, where people would look for them.
    fn note(&mut self, element: &Element<'_>) {
        let note = element
            .get("id")
            .and_then(|id| self.notes.get(&id))
            .map(|n| n.trim())
            .unwrap_or_default();
        if !note.is_empty() {
            self.push(&format!(" ({note})"));
        }
    }
}
