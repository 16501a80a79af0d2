//! What a crawl remembers for the next one. Whoever crawls keeps it.

use super::fetch::Validators;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The pages of a site as they were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// By address.
    pub pages: BTreeMap<String, Known>,
}

/// A page as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// The article's path.
    pub path: String,
    /// What the server called this version of it.
    pub etag: Option<String>,
    /// When it last changed, in the server's words.
    pub last_modified: Option<String>,
    /// Hash of the article.
    pub hash: String,
    /// Where it leads, so that an unchanged page still does.
    pub links: Vec<String>,
}

impl Known {
    pub(super) fn validators(&self) -> Validators {
        Validators {
            etag: self.etag.clone(),
            last_modified: self.last_modified.clone(),
        }
    }
}
