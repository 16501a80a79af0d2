//! Markdown: front matter, headings, lists, tables, code, admonitions, links.

use super::front_matter;
use crate::document::{Block, Document};
use pulldown_cmark::{CowStr, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// Reads Markdown. The error says what to mend.
pub(crate) fn read(text: &str) -> Result<Document, String> {
    let text = without_other_syntax(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_GFM
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::default();
    for event in Parser::new_ext(&text, options) {
        reader.event(event)?;
    }
    Ok(reader.finish())
}

/// Turns what documentation sites add to Markdown into Markdown: `:::tip Title` becomes a paragraph with the title, and
/// the `import`, `export` and `{/* … */}` lines of MDX go. Code is left alone.
fn without_other_syntax(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let bare = line.trim_start();
        let marker = ["```", "~~~"].into_iter().find(|f| bare.starts_with(f));
        match (fence, marker) {
            (None, Some(marker)) => fence = Some(marker),
            (Some(open), Some(marker)) if open == marker => fence = None,
            _ => {}
        }
        if fence.is_none() && marker.is_none() {
            if let Some(rest) = bare.strip_prefix(":::") {
                let title = rest.trim_start_matches(':').trim();
                let title = title
                    .split_once(char::is_whitespace)
                    .map_or("", |(_, t)| t)
                    .trim_matches(['[', ']']);
                out.push_str(&format!("\n{title}\n\n"));
                continue;
            }
            let is_import = line.starts_with("import ") && line.contains(" from ") || line.starts_with("export const ");
            if is_import || bare.starts_with("{/*") && bare.trim_end().ends_with("*/}") {
                continue;
            }
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[derive(Default)]
struct Reader {
    document: Document,
    front: Option<String>,
    first_heading: Option<String>,
    /// True once anything was read: only what stands first is front matter, or a text could change whom it is for.
    begun: bool,
    /// Text being gathered.
    text: String,
    heading: Option<u8>,
    code: bool,
    html: String,
    lists: Vec<List>,
    table: Option<Table>,
    /// The inline element that a browser would not show, and how many of its name are open within it.
    unseen: Option<(String, usize)>,
}

struct List {
    numbered: bool,
    items: Vec<String>,
}

#[derive(Default)]
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => {
                self.start(&tag);
                self.begun = true;
            }
            Event::End(tag) => self.end(&tag)?,
            Event::Text(text) => self.push(&text),
            Event::Code(text) => self.push(&text),
            Event::SoftBreak if self.code => self.text.push('\n'),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) if html.starts_with("<br") => self.text.push(' '),
            Event::InlineHtml(html) => self.inline(&html),
            _ => {}
        }
        Ok(())
    }

    /// Follows an inline element that a browser would not show to its end.
    fn inline(&mut self, html: &str) {
        let name = |tag: &str| -> String { tag.chars().take_while(char::is_ascii_alphanumeric).collect() };
        let (closes, tag) = match html.strip_prefix("</") {
            Some(tag) => (true, name(tag)),
            None => (false, name(html.trim_start_matches('<'))),
        };
        match &mut self.unseen {
            Some((open, depth)) if *open == tag && closes => {
                *depth -= 1;
                self.unseen.take_if(|(_, depth)| *depth == 0);
            }
            Some((open, depth)) if *open == tag => *depth += 1,
            Some(_) => {}
            // Comments have no name, and an element without an end hides nothing but itself.
            None if closes || matches!(tag.as_str(), "" | "img" | "br" | "wbr" | "hr" | "input") => {}
            None if super::html::hides(html) => self.unseen = Some((tag, 1)),
            None => {}
        }
    }

    fn push(&mut self, text: &CowStr<'_>) {
        if self.unseen.is_some() {
            return;
        }
        match &mut self.front {
            Some(front) => front.push_str(text),
            None => self.text.push_str(text),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) if !self.begun => self.front = Some(String::new()),
            Tag::Heading { level, .. } => {
                self.close_text();
                self.heading = Some(*level as u8);
            }
            Tag::CodeBlock(_) => {
                self.close_text();
                self.code = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.close_text();
                } else {
                    self.close_line();
                }
                self.lists.push(List {
                    numbered: first.is_some(),
                    items: Vec::new(),
                });
            }
            Tag::Item if self.lists.len() == 1 => self.text.clear(),
            Tag::Item => self.text.push_str("- "),
            Tag::Table(_) => {
                self.close_text();
                self.table = Some(Table::default());
            }
            Tag::TableCell => self.text.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) -> Result<(), String> {
        match tag {
            TagEnd::MetadataBlock(_) => match self.front.take() {
                Some(front) => front_matter::read(&front, &mut self.document)?,
                None => self.close_text(),
            },
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Paragraph | TagEnd::BlockQuote(_) if self.lists.is_empty() => {
                self.unseen = None;
                self.close_text();
            }
            TagEnd::Paragraph => self.close_line(),
            TagEnd::CodeBlock => {
                self.code = false;
                if self.lists.is_empty() {
                    let code = std::mem::take(&mut self.text);
                    self.add(Block::Code(code.trim_end().to_owned()));
                } else {
                    self.close_line();
                }
            }
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => self.end_list(),
            TagEnd::TableCell => {
                let cell = tidy(&std::mem::take(&mut self.text));
                if let Some(table) = &mut self.table {
                    table.row.push(cell);
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.header = std::mem::take(&mut table.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    let row = std::mem::take(&mut table.row);
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.add(Block::Table {
                        header: table.header,
                        rows: table.rows,
                    });
                }
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                for block in super::html::fragment(&html) {
                    self.add(block);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_heading(&mut self) {
        let text = tidy(&std::mem::take(&mut self.text));
        let Some(level) = self.heading.take() else { return };
        if text.is_empty() {
            return;
        }
        let opens = self.first_heading.is_none() && self.document.blocks.is_empty();
        if level == 1 && opens {
            // The first heading is the title, said once.
            self.first_heading = Some(text);
        } else {
            self.add(Block::Heading { level, text });
        }
    }

    fn end_item(&mut self) {
        if self.lists.len() > 1 {
            self.close_line();
            return;
        }
        let text = tidy_lines(&std::mem::take(&mut self.text));
        if let Some(list) = self.lists.last_mut().filter(|_| !text.is_empty()) {
            list.items.push(text);
        }
    }

    fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        if self.lists.is_empty() && !list.items.is_empty() {
            self.add(Block::List {
                numbered: list.numbered,
                items: list.items,
            });
        }
    }

    /// Ends a line within a list item.
    fn close_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn close_text(&mut self) {
        if !self.lists.is_empty() || self.table.is_some() {
            return;
        }
        let text = tidy_lines(&std::mem::take(&mut self.text));
        if !text.is_empty() {
            self.add(Block::Paragraph(text));
        }
    }

    fn add(&mut self, block: Block) {
        let empty = matches!(&block, Block::Code(c) if c.trim().is_empty())
            || matches!(&block, Block::Table { rows, .. } if rows.is_empty());
        if !empty {
            self.document.blocks.push(block);
        }
    }

    fn finish(mut self) -> Document {
        self.close_text();
        if self.document.title.is_empty() {
            self.document.title = self.first_heading.unwrap_or_default();
        }
        self.document
    }
}

/// One line, single spaces.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines kept, single spaces within each.
fn tidy_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(tidy).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<Block> {
        read(text).unwrap().blocks
    }

    #[test]
    fn the_first_heading_is_the_title_unless_the_front_matter_says_otherwise() {
        assert_eq!(read("# Send an invoice\n\nText.").unwrap().title, "Send an invoice");
        let document = read("---\ntitle: \"Real\"\nplans: [plus]\nsidebar_position: 3\n---\n# Other\n\nText.").unwrap();
        assert_eq!(document.title, "Real");
        assert_eq!(document.audience.plans, ["plus"]);
        assert_eq!(document.blocks, [Block::Paragraph("Text.".into())]);
    }

    #[test]
    fn front_matter_that_does_not_parse_is_an_error_that_says_where() {
        let error = read("---\ntitle: [unclosed\n---\nText.").unwrap_err();
        assert!(error.contains("front matter") && error.contains("line"), "{error}");
    }

    #[test]
    fn lines_between_rules_further_down_are_text_and_change_nobodys_access() {
        let document = read("---\nplans: [plus]\n---\nText.\n\n---\nplans: []\ntitle: Other\n---\n").unwrap();
        assert_eq!((document.title.as_str(), document.audience.plans.len()), ("", 1));
        assert!(format!("{:?}", document.blocks).contains("title: Other"));
    }

    #[test]
    fn a_numbered_procedure_keeps_what_stands_under_a_step() {
        let text =
            "1. Open **Settings**.\n2. Choose [Team](team.md):\n   - owner\n   - admin\n\n   Then save.\n3. Done.";
        let Block::List { numbered: true, items } = &blocks(text)[0] else {
            panic!("no list")
        };
        assert_eq!(
            items,
            &["Open Settings.", "Choose Team:\n- owner\n- admin\nThen save.", "Done."]
        );
    }

    #[test]
    fn tables_admonitions_and_code_are_understood() {
        let text = "import X from 'y';\n\n:::tip Watch out\nBots are filtered.\n:::\n\n| Plan | Users |\n|--|--|\n| Free | 1 |\n\n```sh\n:::not\n```\n";
        assert_eq!(
            blocks(text),
            [
                Block::Paragraph("Watch out".into()),
                Block::Paragraph("Bots are filtered.".into()),
                Block::Table {
                    header: vec!["Plan".into(), "Users".into()],
                    rows: vec![vec!["Free".into(), "1".into()]]
                },
                Block::Code(":::not".into()),
            ]
        );
    }

    #[test]
    fn html_within_markdown_is_reduced_to_its_text() {
        let text = "Before <b>bold</b><br/>after.\n\n<details><summary>More</summary><p>Hidden text.</p></details>\n";
        let all = format!("{:?}", blocks(text));
        assert!(
            all.contains("Before bold after.") && all.contains("Hidden text."),
            "{all}"
        );
        let text = "Shown<span style=\"display:none\"> not <span>at</span> all</span> again.\n\n[//]: # (A note.)\n\n<!-- Or this. -->\n";
        assert_eq!(blocks(text), [Block::Paragraph("Shown again.".into())]);
    }
}
