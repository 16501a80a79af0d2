//! Reading a knowledge folder: one file at a time, whatever cannot be read named with its reason.

mod front_matter;
pub(crate) mod html;
mod markdown;
pub(crate) mod tags;
mod text;

use crate::document::Document;
use crate::error::KnowledgeError;
use std::path::{Path, PathBuf};
use usher_engine::Guide;

/// The largest article file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;

/// A file of a knowledge folder that may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path within the folder, with `/` between parts.
    pub path: String,
    /// Where it lies.
    pub at: PathBuf,
}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// An article.
    Article(Box<Document>),
    /// A guide.
    Guide(Box<Guide>),
    /// The intents, as YAML.
    Intents(String),
}

/// Lists a knowledge folder, sorted by path; hidden files and folders are passed over.
pub fn list(folder: &Path) -> Result<Vec<SourceFile>, KnowledgeError> {
    let unreadable = |path: &Path, cause: String| KnowledgeError::Unreadable {
        path: path.display().to_string(),
        cause,
    };
    if !folder.exists() {
        return Err(unreadable(folder, "no such folder; check the path".into()));
    }
    if !folder.is_dir() {
        return Err(unreadable(
            folder,
            "this is a file; name the folder that it lies in".into(),
        ));
    }
    let mut files = Vec::new();
    let visible = |e: &walkdir::DirEntry| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.');
    for entry in walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible)
    {
        let entry = entry.map_err(|e| unreadable(e.path().unwrap_or(folder), format!("{e}; check its permissions")))?;
        if entry.file_type().is_file() {
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<String> = relative.iter().map(|p| p.to_string_lossy().into_owned()).collect();
            files.push(SourceFile {
                path: parts.join("/"),
                at: entry.path().to_path_buf(),
            });
        }
    }
    Ok(files)
}

/// True for what is an article, or becomes one, if anything; false for guides and intents.
pub fn is_article(path: &str) -> bool {
    !matches!(extension(path).as_str(), "yaml" | "yml")
}

/// Reads the bytes of a file, refusing what is too large; the error is the reason.
pub fn read_bytes(file: &SourceFile) -> Result<Vec<u8>, String> {
    let size = std::fs::metadata(&file.at)
        .map_err(|e| format!("cannot be read: {e}"))?
        .len();
    if size > MAX_FILE_BYTES {
        return Err(format!(
            "is {} MB; the most is {} MB, split it",
            size / 1_000_000,
            MAX_FILE_BYTES / 1_000_000
        ));
    }
    std::fs::read(&file.at).map_err(|e| format!("cannot be read: {e}; check its permissions"))
}

/// Reads a file of text, refusing what is too large, is not text or is of no known kind; the error is the reason.
pub fn read_text(file: &SourceFile) -> Result<String, String> {
    kind(&file.path)?;
    Ok(decode(&read_bytes(file)?)?.to_owned())
}

/// The text that bytes are; the error is the reason why they are none.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, String> {
    if bytes.contains(&0) {
        return Err("is not text, in spite of its name; save it as UTF-8".into());
    }
    std::str::from_utf8(bytes).map_err(|e| format!("is not UTF-8 from byte {}; save it as UTF-8", e.valid_up_to()))
}

/// Understands an article's Markdown, whatever its path ends with; the error is the reason why it cannot be published.
pub fn article(path: &str, markdown: &str) -> Result<Document, String> {
    let text = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    whole(path, markdown::read(text)?)
}

/// Understands a file's text; the error is the reason why it is quarantined.
pub fn understand(path: &str, text: &str) -> Result<Loaded, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = match kind(path)? {
        Kind::Markdown => markdown::read(text)?,
        Kind::Html => html::read(text)?,
        Kind::Text => text::read(text),
        Kind::Guide => {
            return Ok(Loaded::Guide(Box::new(
                Guide::parse(path, text).map_err(|e| e.to_string())?,
            )));
        }
        Kind::Intents => return Ok(Loaded::Intents(text.to_owned())),
    };
    Ok(Loaded::Article(Box::new(whole(path, document)?)))
}

/// A document with something in it, and a title.
pub(crate) fn whole(path: &str, mut document: Document) -> Result<Document, String> {
    if document.blocks.is_empty() {
        return Err("has no text; write under its title what it is to say".into());
    }
    if document.title.is_empty() {
        document.title = title_from(path);
    }
    Ok(document)
}

/// True for an address that can be shown as a link: a page of the web or of the same site, never a script.
pub(crate) fn leads_to_a_page(url: &str) -> bool {
    let scheme = url.trim_start().to_ascii_lowercase();
    scheme.starts_with("https://") || scheme.starts_with("http://") || url.starts_with('/') && !url.starts_with("//")
}

/// What is read, in words.
pub(crate) const READ: &str = ".md, .html, .txt, .pdf, .docx and .csv are read";

#[derive(Debug, Clone, Copy)]
enum Kind {
    Markdown,
    Html,
    Text,
    Guide,
    Intents,
}

fn kind(path: &str) -> Result<Kind, String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let extension = extension(path);
    match extension.as_str() {
        "md" | "markdown" | "mdx" => Ok(Kind::Markdown),
        "html" | "htm" | "xhtml" => Ok(Kind::Html),
        "txt" | "text" => Ok(Kind::Text),
        "yaml" | "yml" if name.starts_with("intents.") => Ok(Kind::Intents),
        "yaml" | "yml" if folder.split('/').next_back() == Some("guides") => Ok(Kind::Guide),
        "yaml" | "yml" => Err("is YAML but neither `intents.yaml` nor in a folder `guides`".into()),
        "pdf" | "docx" | "csv" | "zip" => Err(format!(
            "is .{extension}, which is no text by itself: it becomes Markdown first (`convert`)"
        )),
        "" => Err(format!("has no extension; {READ}")),
        other => Err(format!("is .{other}; {READ}")),
    }
}

/// What stands after the last dot of its name, in lower case.
fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase()
}

/// `send-an-invoice.md` → `Send an invoice`.
fn title_from(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(s, _)| s).replace(['-', '_'], " ");
    let mut chars = stem.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_an_article_is_refused_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let check = |name: &str, bytes: &[u8], reason: &str| {
            let file = SourceFile {
                path: name.into(),
                at: folder.path().join("file"),
            };
            std::fs::write(&file.at, bytes).unwrap();
            let error = read_text(&file).unwrap_err();
            assert!(error.contains(reason), "{name}: {error}");
        };
        check("a.pdf", b"x", "is .pdf");
        check("a.md", b"PK\x03\x04\x00\x00", "not text");
        check("a.md", b"caf\xe9", "not UTF-8 from byte 3");
        check("a.md", &vec![b'x'; MAX_FILE_BYTES as usize + 1], "the most is 10 MB");
        check("team.yaml", b"a: 1", "intents.yaml");
        assert!(
            list(&folder.path().join("none"))
                .unwrap_err()
                .to_string()
                .contains("no such folder")
        );
    }

    #[test]
    fn a_guide_with_an_unknown_field_is_quarantined_by_name() {
        let error = understand(
            "guides/a.yaml",
            "id: a\ntitle: A\nsummary: s\nquestions: [q]\nstepz: []\n",
        )
        .unwrap_err();
        assert!(error.contains("guides/a.yaml") && error.contains("stepz"), "{error}");
    }

    #[test]
    fn a_citation_links_to_pages_only() {
        let check = |url: &str, expect: bool| assert_eq!(leads_to_a_page(url), expect, "{url}");
        check("https://help.example/a", true);
        check("/a", true);
        check("//evil.example/a", false);
        check(" JavaScript:alert(1)", false);
        check("data:text/html,x", false);
    }

    #[test]
    fn the_title_falls_back_to_the_file_name() {
        let Loaded::Article(document) = understand("faq/send-an-invoice.txt", "One. Two.\n\nThree.").unwrap() else {
            panic!()
        };
        assert_eq!((document.title.as_str(), document.blocks.len()), ("Send an invoice", 2));
    }
}
