//! Every sort of file becomes Markdown with front matter.

use serde::{Deserialize, Serialize};

/// An article that a file became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its path, which the article gets.
    pub path: String,
    /// Markdown with front matter.
    pub markdown: String,
    /// What was not taken over, in words.
    pub dropped: Vec<String>,
}

/// Turns a file into articles. The error is the reason why it is quarantined, and the cure.
pub fn convert(path: &str, bytes: &[u8]) -> Result<Vec<Page>, String> {
    let markdown = String::from_utf8(bytes.to_vec()).map_err(|_| "is not UTF-8; save it as UTF-8".to_owned())?;
    Ok(vec![Page {
        path: path.to_owned(),
        markdown,
        dropped: Vec::new(),
    }])
}
