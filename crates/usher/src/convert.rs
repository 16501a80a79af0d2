//! Files become Markdown: those whose parsers cannot be trusted with hostile files in a process of their own.

use std::path::Path;
use usher_knowledge::convert::{self, Page};
use usher_knowledge::load;

/// Turns the file that lies there into articles. The error is the reason why it is quarantined, and the cure.
pub fn convert(path: &str, at: &Path) -> Result<Vec<Page>, String> {
    let file = load::SourceFile {
        path: path.to_owned(),
        at: at.to_owned(),
    };
    convert::convert(path, &load::read_bytes(&file)?)
}
