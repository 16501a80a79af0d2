//! From rows in reading order to headings, paragraphs, lists, tables and code.

use super::markers::{self, Marker};
use super::rows::Row;
use super::style::Style;
use super::tables;
use super::words::{Words, is_open};
use crate::document::Block;

/// Reads the regions of a document, in order.
pub(super) fn of_regions(regions: &[Vec<Row>], style: &Style) -> Vec<Block> {
    let words = Words::of(regions.iter().flatten());
    let mut builder = Builder {
        style,
        words,
        open: Open::Nothing,
        done: Vec::new(),
    };
    for region in regions {
        builder.region(region);
    }
    builder.close();
    builder.done
}

/// What is being read.
enum Open {
    Nothing,
    Paragraph { text: String, left: f64, size: f64 },
    Heading { level: u8, text: String, size: f64 },
    List(List),
    Code { lines: Vec<(f64, String)> },
}

struct List {
    numbered: bool,
    items: Vec<String>,
    /// Where its markers stand, and where the words of the item begin.
    marker: f64,
    words: f64,
    /// Where the markers of the list within the item stand.
    nested: Option<f64>,
    last: u32,
}

/// A row and its distance from the one above in its region.
struct Place<'a> {
    row: &'a Row,
    gap: Option<f64>,
}

struct Builder<'a> {
    style: &'a Style,
    words: Words,
    open: Open,
    done: Vec<Block>,
}

impl Builder<'_> {
    fn region(&mut self, rows: &[Row]) {
        let mut at = 0;
        let mut above: Option<f64> = None;
        while let Some(row) = rows.get(at) {
            let rest = rows.get(at..).unwrap_or_default();
            let next = rows.get(at + 1);
            if let Some((table, length)) = tables::at_start(rest) {
                self.close();
                self.done.push(table);
                above = rows.get(at + length - 1).map(|r| r.base);
                at += length;
                continue;
            }
            let place = Place {
                row,
                gap: above.map(|a| row.base - a),
            };
            self.row(&place, next);
            above = Some(row.base);
            at += 1;
        }
    }

    fn row(&mut self, place: &Place<'_>, next: Option<&Row>) {
        let row = place.row;
        let text = row.text();
        if markers::is_contents(&text) {
            return self.close();
        }
        let marked = markers::split(&text);
        // A line of signs between lines of code is code, though it shows no font of its own.
        let signs = text.len() <= 8 && !text.chars().any(char::is_alphanumeric);
        let within = matches!(self.open, Open::Code { .. }) && signs;
        if (row.is_mono() || within) && self.style.has_prose() {
            return self.code(place, text);
        }
        if let Some(level) = self.style.heading(row, place.gap, next, marked.is_some()) {
            return self.heading(level, row, place.gap, &text);
        }
        if let Some((marker, rest)) = marked
            && self.item(place, marker, rest)
        {
            return;
        }
        self.words(place, &text);
    }

    fn heading(&mut self, level: u8, row: &Row, gap: Option<f64>, line: &str) {
        if let Open::Heading {
            level: open,
            text,
            size,
        } = &mut self.open
            && *open == level
            && (*size - row.size).abs() < 0.6
            && gap.is_some_and(|g| g < 1.6 * row.size)
        {
            return self.words.join(text, line);
        }
        self.close();
        self.open = Open::Heading {
            level,
            text: line.to_owned(),
            size: row.size,
        };
    }

    fn code(&mut self, place: &Place<'_>, text: String) {
        if !matches!(self.open, Open::Code { .. }) {
            self.close();
            self.open = Open::Code { lines: Vec::new() };
        }
        if let Open::Code { lines } = &mut self.open {
            if place.gap.is_some_and(|g| g > 2.1 * place.row.size) && !lines.is_empty() {
                lines.push((f64::INFINITY, String::new()));
            }
            let width = place.row.size * 0.6;
            lines.push((place.row.left() / width, text));
        }
    }

    /// An item of a list that is open, or the first of a new one. False where the marker is just text.
    fn item(&mut self, place: &Place<'_>, marker: Marker, rest: &str) -> bool {
        let left = place.row.left();
        let words = place
            .row
            .pieces
            .get(1)
            .filter(|_| place.row.pieces.len() > 1)
            .map_or(left + 10.0, |p| p.left);
        if let Open::List(list) = &mut self.open {
            let inner = left > list.marker + 6.0 && left >= list.words - 4.0;
            if inner {
                list.nested = Some(left);
                if let Some(item) = list.items.last_mut() {
                    item.push_str(&format!("\n- {rest}"));
                }
                return true;
            }
            let goes_on = match marker {
                Marker::Bullet => !list.numbered,
                Marker::Number(n) => list.numbered && n == list.last + 1,
            };
            if goes_on {
                list.items.push(rest.to_owned());
                (list.marker, list.words, list.nested) = (left, words, None);
                list.last += 1;
                return true;
            }
        }
        let number = match marker {
            Marker::Bullet => 0,
            Marker::Number(n) => n,
        };
        if number > 1 && !self.reopen(number) {
            return false;
        }
        if number <= 1 {
            self.close();
            self.open = Open::List(List {
                numbered: number == 1,
                items: Vec::new(),
                marker: left,
                words,
                nested: None,
                last: 0,
            });
        }
        if let Open::List(list) = &mut self.open {
            list.items.push(rest.to_owned());
            (list.marker, list.words, list.nested) = (left, words, None);
            list.last += 1;
        }
        true
    }

    /// Opens the last list again for its next number, where one thing stood between. What stood there goes to the step.
    fn reopen(&mut self, number: u32) -> bool {
        self.close();
        let Some(at) = self.done.len().checked_sub(2) else {
            return false;
        };
        let goes_on =
            |b: &Block| matches!(b, Block::List { numbered: true, items } if items.len() as u32 + 1 == number);
        let between = match self.done.get(at..) {
            Some([list, Block::Paragraph(text) | Block::Code(text)]) if goes_on(list) => text.clone(),
            _ => return false,
        };
        self.done.pop();
        let Some(Block::List { mut items, .. }) = self.done.pop() else {
            return false;
        };
        if let Some(item) = items.last_mut() {
            item.push_str(&format!("\n{between}"));
        }
        self.open = Open::List(List {
            numbered: true,
            last: items.len() as u32,
            items,
            marker: 0.0,
            words: 0.0,
            nested: None,
        });
        true
    }

    /// Running text: goes on with what is open, or begins a paragraph.
    fn words(&mut self, place: &Place<'_>, line: &str) {
        let row = place.row;
        let near = place.gap.is_some_and(|g| g <= self.style.line_gap(row.size));
        match &mut self.open {
            Open::List(list) => {
                let within = row.left() >= list.words - 4.0;
                let turned = place.gap.is_none();
                if let Some(item) = list
                    .items
                    .last_mut()
                    .filter(|_| within && (near || turned || list.words > list.marker + 5.0))
                {
                    if near || turned && is_open(item) {
                        self.words.join(item, line);
                    } else {
                        item.push_str(&format!("\n{line}"));
                    }
                    return;
                }
            }
            Open::Paragraph { text, left, size } => {
                let alike = (*size - row.size).abs() < 0.8;
                let indented = row.left() > *left + 0.8 * row.size && !is_open(text);
                let goes_on = line.chars().next().is_some_and(|c| c.is_lowercase() || c.is_numeric());
                let carries = place.gap.is_none() && is_open(text) && (goes_on || text.ends_with([',', '-']));
                if alike && (near && !indented || carries) {
                    self.words.join(text, line);
                    *left = left.min(row.left());
                    return;
                }
            }
            _ => {}
        }
        self.close();
        self.open = Open::Paragraph {
            text: line.to_owned(),
            left: row.left(),
            size: row.size,
        };
    }

    fn close(&mut self) {
        let block = match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => return,
            Open::Paragraph { text, .. } => Block::Paragraph(text),
            Open::Heading { level, text, .. } => Block::Heading { level, text },
            Open::List(list) => Block::List {
                numbered: list.numbered,
                items: list.items,
            },
            Open::Code { lines } => {
                let left = lines.iter().map(|(l, _)| *l).fold(f64::INFINITY, f64::min);
                let indent = |l: &f64| {
                    " ".repeat(if l.is_finite() {
                        (l - left).round().clamp(0.0, 80.0) as usize
                    } else {
                        0
                    })
                };
                let lines: Vec<String> = lines.iter().map(|(l, text)| format!("{}{text}", indent(l))).collect();
                Block::Code(lines.join("\n"))
            }
        };
        self.done.push(block);
    }
}
