//! A document as a page of a web site, for measuring what readers make of it: its content is known exactly.

use usher_knowledge::document::{Block, Document};

/// The page, with links to others where a site's menu would be.
pub fn page(document: &Document, links: &[String]) -> String {
    let body: String = document.blocks.iter().map(block).collect();
    let title = escape(&document.title);
    let menu: String = links.iter().map(|l| format!("<a href=\"{l}\">{l}</a> ")).collect();
    let menu = if links.is_empty() {
        menu
    } else {
        format!("<nav>{menu}</nav>")
    };
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\
         <body>{menu}<main><h1>{title}</h1>{body}</main></body></html>"
    )
}

const STYLE: &str = "body{font:11pt/1.4 'DejaVu Sans',sans-serif}table{border-collapse:collapse;width:100%}\
    td,th{border:1px solid #ccc;padding:4pt 8pt;text-align:left;vertical-align:top}pre,code{font-family:'DejaVu Sans Mono',monospace}\
    body.tight{font:10pt/1.25 'DejaVu Serif',serif;column-count:2}";

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, text } => format!("<h{level}>{}</h{level}>", escape(text)),
        Block::Paragraph(text) => format!("<p>{}</p>", escape(text).replace('\n', "<br>")),
        Block::Code(code) => format!("<pre><code>{}</code></pre>", escape(code)),
        Block::List { numbered, items } => {
            let tag = if *numbered { "ol" } else { "ul" };
            let items: String = items.iter().map(|i| item(i)).collect();
            format!("<{tag}>{items}</{tag}>")
        }
        Block::Table { header, rows } => {
            let cells = |row: &Vec<String>, tag: &str| -> String {
                row.iter().map(|c| format!("<{tag}>{}</{tag}>", escape(c))).collect()
            };
            let rows: String = rows.iter().map(|r| format!("<tr>{}</tr>", cells(r, "td"))).collect();
            format!(
                "<table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table>",
                cells(header, "th")
            )
        }
    }
}

/// An item, with the lines that begin with a dash as a list within it.
fn item(text: &str) -> String {
    let mut out = String::new();
    let mut nested = false;
    for (at, line) in text.lines().enumerate() {
        match line.strip_prefix("- ") {
            Some(line) => {
                out.push_str(if nested { "" } else { "<ul>" });
                out.push_str(&format!("<li>{}</li>", escape(line)));
                nested = true;
            }
            None => {
                out.push_str(if nested {
                    "</ul>"
                } else if at > 0 {
                    "<br>"
                } else {
                    ""
                });
                out.push_str(&escape(line));
                nested = false;
            }
        }
    }
    format!("<li>{out}{}</li>", if nested { "</ul>" } else { "" })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
