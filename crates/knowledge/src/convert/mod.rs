//! Everything becomes Markdown: what people upload, ingest or crawl is turned into articles with front matter, which is
//! what versions are kept of and what editors see.
//!
//! What comes in may be hostile. Text formats are read here; those whose parsers are not to be trusted
//! ([`is_risky`]) belong into a process of their own ([`Apart`]), which runs [`child::run`].

mod apart;
pub mod child;
mod csv;
mod docx;
mod front;
mod pages;
mod pdf;
#[cfg(test)]
mod tests;
mod unpack;
mod write;

pub use apart::{Apart, ApartLimits};
pub use unpack::{Entry, Limits, unpack};

use crate::load::{self, MAX_FILE_BYTES};
use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest PDF or DOCX that is read, in bytes. They carry pictures, so this is more than for text.
pub const MAX_BINARY_BYTES: u64 = 20 * 1024 * 1024;

/// An article that a file became: Markdown with front matter, whatever it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The article's path: the file's, or one within it where a file holds many.
    pub path: String,
    /// The article. Read it with `load::understand("x.md", …)`, whatever the path says.
    pub markdown: String,
    /// What was not taken over, in words: "3 pictures", "a form".
    pub dropped: Vec<String>,
}

/// Turns a file into articles. The error is the reason for quarantine and names the cure.
pub fn convert(path: &str, bytes: &[u8]) -> Result<Vec<Page>, String> {
    let format = Format::of(path)?;
    let most = format.most_bytes();
    if bytes.len() as u64 > most {
        return Err(format!(
            "is {} MB; the most is {} MB, split it",
            bytes.len() / 1_000_000,
            most / 1_000_000
        ));
    }
    let read = || match format {
        Format::Markdown => Ok(vec![pages::markdown(path, load::decode(bytes)?)?]),
        Format::Html => Ok(vec![pages::html(path, load::decode(bytes)?)?]),
        Format::Text => Ok(vec![pages::text(path, load::decode(bytes)?)?]),
        Format::Csv => csv::pages(path, load::decode(bytes)?),
        Format::Pdf => Ok(vec![pdf::page(path, bytes)?]),
        Format::Docx => Ok(vec![docx::page(path, bytes)?]),
    };
    // Parsers of other people panic on files that they did not expect; that is the file's end and not ours.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(format!("is damaged; {}", format.cure())))
}

/// An article from a page of the web: as a file of HTML becomes one, with the address that it has unless it names another.
pub(crate) fn from_web(path: &str, html: &str, url: &str) -> Result<Page, String> {
    let read = || pages::web(path, html, url);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("cannot be read as HTML".into()))
}

/// True for formats that are read in a process of their own since their parsers are not to be trusted with hostile files.
pub fn is_risky(path: &str) -> bool {
    matches!(Format::of(path), Ok(Format::Pdf | Format::Docx))
}

/// A format that becomes articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Markdown,
    Html,
    Text,
    Csv,
    Pdf,
    Docx,
}

impl Format {
    fn of(path: &str) -> Result<Self, String> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase();
        match extension.as_str() {
            "md" | "markdown" | "mdx" => Ok(Self::Markdown),
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            "txt" | "text" => Ok(Self::Text),
            "csv" | "tsv" => Ok(Self::Csv),
            "pdf" => Ok(Self::Pdf),
            "docx" => Ok(Self::Docx),
            "doc" | "odt" | "rtf" | "pages" => Err(format!("is .{extension}; save it as .docx or PDF")),
            "xls" | "xlsx" | "ods" => Err(format!(
                "is .{extension}; save the sheet of questions and answers as CSV (UTF-8)"
            )),
            "ppt" | "pptx" | "odp" => Err(format!("is .{extension}; save it as PDF")),
            "" => Err(format!("has no extension; {}", load::READ)),
            other => Err(format!("is .{other}; {}", load::READ)),
        }
    }

    fn most_bytes(self) -> u64 {
        match self {
            Self::Pdf | Self::Docx => MAX_BINARY_BYTES,
            _ => MAX_FILE_BYTES,
        }
    }

    fn cure(self) -> &'static str {
        match self {
            Self::Pdf => "print or export it as PDF again",
            Self::Docx => "open it in a word processor and save it again as .docx",
            _ => "save it again from the program that made it",
        }
    }
}
