//! HTML: the main content only, by way of Markdown.

use super::{markdown, tags};
use crate::document::{Block, Document};
use htmd::HtmlToMarkdown;
use scraper::{Html, Selector};
use std::collections::HashMap;

/// Elements that are never content.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "iframe", "svg",
    "img", "input", "select", "dialog", "head",
];

/// Where main content stands, the surest first.
const MAIN: &[&str] = &[
    "main article",
    "article",
    "main",
    "[role=main]",
    "#content",
    ".content",
    "body",
];

/// How deep elements may nest. Deeper pages are made by programs gone wrong, or to exhaust the stack of who reads them.
const MAX_DEPTH: usize = 400;

/// A page, read.
pub(crate) struct Parts {
    /// What it says.
    pub document: Document,
    /// Its main content as Markdown, with the links that the document reduces to their words.
    pub markdown: String,
    /// What of the main content was left out, in words.
    pub dropped: Vec<String>,
}

/// Reads a page. The error says what to mend.
pub(crate) fn read(text: &str) -> Result<Document, String> {
    Ok(parts(text)?.document)
}

/// Reads a page and keeps its Markdown. The error says what to mend.
pub(crate) fn parts(text: &str) -> Result<Parts, String> {
    let cure = "save it again from the program that made it";
    if tags::are_hopeless(text) {
        return Err(format!(
            "leaves thousands of elements open, or has a tag of thousands of attributes; {cure}"
        ));
    }
    let mut page = Html::parse_document(text);
    if is_too_deep(&page) {
        return Err(format!("nests elements more than {MAX_DEPTH} deep; {cure}"));
    }
    drop_unseen(&mut page);
    let main = MAIN.iter().find_map(|s| longest(&page, s));
    let markdown = to_markdown(&main.map(|m| m.inner_html()).unwrap_or_default())?;
    let mut document = markdown::read(&markdown)?;
    if document.title.is_empty() {
        document.title = first(&page, "h1").or_else(|| first(&page, "title")).unwrap_or_default();
    }
    document.description = attribute(&page, "meta[name=description]", "content");
    document.url = attribute(&page, "link[rel=canonical]", "href").filter(|url| super::leads_to_a_page(url));
    let dropped = main.map(dropped).unwrap_or_default();
    Ok(Parts {
        document,
        markdown,
        dropped,
    })
}

/// What a main element holds that text does not say.
fn dropped(main: scraper::ElementRef<'_>) -> Vec<String> {
    let kinds = [
        ("img", "picture", "pictures"),
        ("video, audio, iframe", "film or frame", "films or frames"),
        ("form", "form", "forms"),
    ];
    let count = |selector: &str| Selector::parse(selector).map_or(0, |s| main.select(&s).count());
    let named = kinds.map(|(selector, one, many)| counted(count(selector), one, many));
    named.into_iter().flatten().collect()
}

/// `3 pictures`, `a form`; nothing for none.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("a {one}")),
        _ => Some(format!("{count} {many}")),
    }
}

/// True where elements nest deeper than readers that call themselves can follow.
fn is_too_deep(page: &Html) -> bool {
    let mut depths = HashMap::new();
    page.tree.root().descendants().any(|node| {
        let above = node.parent().and_then(|p| depths.get(&p.id()).copied());
        let depth: usize = above.map_or(0, |d: usize| d + 1);
        depths.insert(node.id(), depth);
        depth > MAX_DEPTH
    })
}

/// The blocks of a piece of HTML within Markdown.
pub(super) fn fragment(html: &str) -> Vec<Block> {
    if tags::are_hopeless(html) {
        return Vec::new();
    }
    let mut fragment = Html::parse_fragment(html);
    if is_too_deep(&fragment) {
        return Vec::new();
    }
    drop_unseen(&mut fragment);
    let Ok(text) = to_markdown(&fragment.root_element().inner_html()) else {
        return Vec::new();
    };
    markdown::read(&text).map(|d| d.blocks).unwrap_or_default()
}

/// Takes out what a browser would not show: such text is nobody's documentation, and may be there to be read by machines.
fn drop_unseen(page: &mut Html) {
    let Ok(selector) = Selector::parse("[hidden], [style]") else {
        return;
    };
    let unseen = |e: &scraper::ElementRef<'_>| is_unseen(e.value().attr("hidden").is_some(), e.value().attr("style"));
    let found: Vec<_> = page.select(&selector).filter(unseen).map(|e| e.id()).collect();
    for id in found {
        if let Some(mut node) = page.tree.get_mut(id) {
            node.detach();
        }
    }
}

/// True where the start tag of an inline element keeps it from being seen.
pub(super) fn hides(tag: &str) -> bool {
    let mut fragment = Html::parse_fragment(tag);
    drop_unseen(&mut fragment);
    let Ok(any) = Selector::parse("*") else { return false };
    fragment.select(&any).all(|e| e.value().name() == "html")
}

/// True where an element's own attributes keep it from being seen.
fn is_unseen(hidden: bool, style: Option<&str>) -> bool {
    let hides = |declaration: &str| {
        let (property, value) = declaration.split_once(':').unwrap_or(("", ""));
        let value = value.trim().trim_end_matches("!important").trim();
        let nothing = matches!(value, "0" | "0px" | "0em" | "0rem" | "0%" | "0pt");
        match property.trim() {
            "display" => value == "none",
            "visibility" => value == "hidden",
            "opacity" | "font-size" => nothing,
            _ => false,
        }
    };
    hidden || style.is_some_and(|style| style.to_lowercase().split(';').any(hides))
}

fn to_markdown(html: &str) -> Result<String, String> {
    let converter = HtmlToMarkdown::builder().skip_tags(SKIPPED.to_vec()).build();
    converter
        .convert(html)
        .map_err(|e| format!("its HTML cannot be read: {e}"))
}

/// The matching element with the most text; `None` where none has any.
fn longest<'a>(page: &'a Html, selector: &str) -> Option<scraper::ElementRef<'a>> {
    let selector = Selector::parse(selector).ok()?;
    let size = |e: &scraper::ElementRef<'_>| e.text().map(|t| t.trim().len()).sum::<usize>();
    page.select(&selector).filter(|e| size(e) > 0).max_by_key(size)
}

fn first(page: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text: String = page.select(&selector).next()?.text().collect();
    Some(markdown::tidy(&text)).filter(|t| !t.is_empty())
}

fn attribute(page: &Html, selector: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let value = page.select(&selector).next()?.value().attr(name)?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_main_content_is_read() {
        let page = r#"<html lang="en"><head><title>Site</title><meta name="description" content="About it.">
            <link rel="canonical" href="https://example.com/a"></head><body><nav>Home Pricing</nav>
            <main><h1>Export</h1><p>Choose <a href="x">CSV</a>.</p><ol><li>Open it.</li><li>Save it.</li></ol>
            <table><tr><th>Plan</th><th>Rows</th></tr><tr><td>Free</td><td>100</td></tr></table>
            <script>alert(1)</script></main><footer>© us</footer></body></html>"#;
        let document = read(page).unwrap();
        assert_eq!(document.title, "Export");
        assert_eq!(document.description.as_deref(), Some("About it."));
        assert_eq!(document.url.as_deref(), Some("https://example.com/a"));
        assert_eq!(
            document.blocks,
            [
                Block::Paragraph("Choose CSV.".into()),
                Block::List {
                    numbered: true,
                    items: vec!["Open it.".into(), "Save it.".into()]
                },
                Block::Table {
                    header: vec!["Plan".into(), "Rows".into()],
                    rows: vec![vec!["Free".into(), "100".into()]]
                },
            ]
        );
    }

    #[test]
    fn what_a_browser_does_not_show_is_not_read() {
        let page = "<title>T</title><main><p>Shown.</p><p hidden>One.</p><div style='color: red; Display: NONE'>Two.</div>\
            <p style='font-size:0 !important'>Three.</p><!-- Four. --><p style='opacity: 0.9'>Pale.</p></main>";
        let texts = format!("{:?}", read(page).unwrap().blocks);
        assert!(texts.contains("Shown.") && texts.contains("Pale."), "{texts}");
        assert!(
            !["One", "Two", "Three", "Four"].iter().any(|t| texts.contains(t)),
            "{texts}"
        );
    }

    #[test]
    fn a_page_without_a_main_element_is_read_from_its_body() {
        let document = read("<title>T</title><body><header>Menu</header><p>Text.</p></body>").unwrap();
        assert_eq!((document.title.as_str(), document.blocks.len()), ("T", 1));
    }
}
