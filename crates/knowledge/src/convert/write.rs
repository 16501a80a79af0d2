//! A document written as Markdown, so that reading it again gives the same document.

use super::front;
use crate::document::{Block, Document};

/// Writes a document with its front matter.
pub(crate) fn markdown(document: &Document) -> String {
    let mut out = front::write(document);
    let mut before: Option<&Block> = None;
    let mut other_marker = false;
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        // Two lists in a row stay two where their markers differ.
        other_marker = follows_its_like(before, block) && !other_marker;
        out.push_str(&text_of(block, before.is_none(), other_marker));
        before = Some(block);
    }
    out
}

fn text_of(block: &Block, is_first: bool, other_marker: bool) -> String {
    match block {
        Block::Heading { level, text } => {
            // A first heading of level 1 would be read as the title, which the front matter has.
            let level = if is_first { (*level).max(2) } else { *level };
            format!("{} {}\n", "#".repeat(level.clamp(1, 6).into()), inline(text))
        }
        Block::Paragraph(text) => format!("{}\n", lines(text, "")),
        Block::List { numbered, items } => list(*numbered, items, other_marker),
        Block::Table { header, rows } => table(header, rows),
        Block::Code(code) => {
            let fence = if code.contains("```") { "~~~~" } else { "```" };
            format!("{fence}\n{}\n{fence}\n", code.trim_end_matches('\n'))
        }
    }
}

fn follows_its_like(before: Option<&Block>, block: &Block) -> bool {
    match (before, block) {
        (Some(Block::List { numbered: a, .. }), Block::List { numbered: b, .. }) => a == b,
        _ => false,
    }
}

/// Lines of a paragraph, each ended by a hard break.
fn lines(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).collect();
    lines.join(&format!("\\\n{indent}"))
}

fn list(numbered: bool, items: &[String], other_marker: bool) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        let marker = match (numbered, other_marker) {
            (true, false) => format!("{}. ", at + 1),
            (true, true) => format!("{}) ", at + 1),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        let indent = " ".repeat(marker.len());
        out.push_str(&marker);
        out.push_str(&item_text(item, &indent));
        out.push('\n');
    }
    out
}

/// An item's lines: those that begin with a dash are items under it.
fn item_text(item: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut after: Option<bool> = None;
    for text in item.lines() {
        let nested = text.strip_prefix("- ");
        match (after, nested.is_some()) {
            (None, _) => {}
            (Some(false), false) => out.push_str(&format!("\\\n{indent}")),
            (Some(true), false) => out.push_str(&format!("\n\n{indent}")),
            (Some(_), true) => out.push_str(&format!("\n{indent}")),
        }
        match nested {
            Some(text) => out.push_str(&format!("- {}", line(text))),
            None => out.push_str(&line(text)),
        }
        after = Some(nested.is_some());
    }
    out
}

fn table(header: &[String], rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
    let row = |cells: &[String]| {
        let cells = (0..width).map(|at| cells.get(at).map_or(String::new(), |c| inline(c)));
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut out = row(header);
    out.push_str(&format!("|{}\n", " --- |".repeat(width)));
    rows.iter().for_each(|r| out.push_str(&row(r)));
    out
}

/// Words on one line, what Markdown would take for more escaped.
fn inline(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    let word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    for (at, &c) in chars.iter().enumerate() {
        let escape = match c {
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '{' | '}' => true,
            '_' => at == 0 || !word(at - 1) || !word(at + 1),
            '<' => chars
                .get(at + 1)
                .is_some_and(|n| n.is_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => chars
                .get(at + 1)
                .is_some_and(|n| n.is_ascii_alphanumeric() || *n == '#'),
            // At the end, a heading would lose it.
            '#' => at + 1 == chars.len() || chars.get(at + 1) == Some(&' ') || chars.get(at + 1) == Some(&'#'),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line that begins a block: what would make it a list, a quote, a heading or a rule is escaped, too.
fn line(text: &str) -> String {
    let text = inline(text);
    // The lines that documentation sites add to Markdown, which the reader drops.
    if text.starts_with("import ") || text.starts_with("export const ") {
        let code = text.chars().next().map_or(0, u32::from);
        return format!("&#{code};{}", text.get(1..).unwrap_or_default());
    }
    if text.starts_with(['-', '+', '>', '=', ':', '#']) {
        return format!("\\{text}");
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Loaded, understand};

    fn read(text: &str) -> Document {
        match understand("x.md", text).unwrap() {
            Loaded::Article(document) => *document,
            other => panic!("{other:?}"),
        }
    }

    /// Writes blocks and reads them again.
    fn check(blocks: Vec<Block>) {
        let document = Document {
            title: "A \"title\": with [signs] #".into(),
            blocks,
            ..Document::default()
        };
        let text = markdown(&document);
        assert_eq!(read(&text), document, "{text}");
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.into())
    }

    #[test]
    fn what_markdown_would_misread_stays_as_it_was() {
        let traps = [
            "# not a heading",
            "#",
            "- no item",
            "+ no item",
            "1. no step",
            "12) no step",
            "> no quote",
            "===",
            "---",
            "***",
            "a * b * c and **d**",
            "snake_case and _this_",
            "`code` and ```",
            "<b>bold</b> & &amp; &#33;",
            "a < b > c",
            "[link](x) ![picture](y) [^1]",
            "| a | b |",
            "~~gone~~",
            "import x from 'y'",
            "export const a = 1",
            ":::tip Hi",
            "{/* note */}",
            "C:\\dir\\file",
            "~~~",
            "$5 and $6",
            "https://example.com/a_b_c?d=e&f=g",
            "[x] done",
            "100%",
            "Title {#id}",
            "1986. A year",
            "!",
            "a\\",
            "x = {y}",
            "2 * 3 = 6 # comment",
            "import",
            "// [!note]",
        ];
        for trap in traps {
            check(vec![paragraph(trap)]);
            check(vec![
                paragraph("Before."),
                Block::Heading {
                    level: 3,
                    text: trap.into(),
                },
                paragraph(trap),
            ]);
            check(vec![Block::List {
                numbered: true,
                items: vec![trap.into(), format!("Two\n- {trap}\n- b\n{trap}")],
            }]);
            let row = vec![trap.to_owned(), String::new()];
            check(vec![Block::Table {
                header: row.clone(),
                rows: vec![row],
            }]);
            check(vec![paragraph(&format!("One\n{trap}\nthree"))]);
        }
    }

    #[test]
    fn lists_tables_and_code_come_back() {
        let list = |numbered: bool, items: &[&str]| Block::List {
            numbered,
            items: items.iter().map(|i| (*i).to_owned()).collect(),
        };
        check(vec![
            list(false, &["One.", "Two:\n- a\n- b\nThen save."]),
            list(false, &["Another list."]),
            list(true, &["Open.\nLook.", "Save."]),
            list(true, &["Again."]),
            paragraph("After."),
            Block::Code("fn main() {\n    ```\n}\n\n# x\nimport a from 'b'".into()),
            Block::Heading {
                level: 1,
                text: "Part".into(),
            },
            Block::Table {
                header: vec!["Plan".into(), "Rows".into()],
                rows: vec![vec!["Free".into(), "1".into()]],
            },
        ]);
    }

    #[test]
    fn eleven_steps_keep_what_stands_under_them() {
        let items = (0..12).map(|n| format!("Step {n}\n- under it")).collect();
        check(vec![Block::List { numbered: true, items }]);
    }
}
