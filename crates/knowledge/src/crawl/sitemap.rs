//! Sitemaps (sitemaps.org): addresses of pages, or of further sitemaps.

use crate::xml::{Node, each};

/// The most addresses that are taken of a sitemap (the protocol's own limit).
const MAX_ENTRIES: usize = 50_000;

/// What a sitemap names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    pub pages: Vec<String>,
    pub sitemaps: Vec<String>,
}

/// Reads a sitemap or an index of sitemaps.
pub(super) fn read(text: &str) -> Result<Sitemap, String> {
    let mut found = Sitemap::default();
    let (mut in_index, mut in_place, mut place) = (false, false, String::new());
    let outcome = each(text, &mut |node| match node {
        Node::Open(e) => {
            in_index |= e.name == "sitemapindex";
            in_place = e.name == "loc";
            place.clear();
        }
        Node::Text(words) if in_place => place.push_str(words),
        Node::Close("loc") => {
            in_place = false;
            let list = if in_index {
                &mut found.sitemaps
            } else {
                &mut found.pages
            };
            if list.len() < MAX_ENTRIES {
                list.push(place.trim().to_owned());
            }
        }
        _ => {}
    });
    outcome.map_err(|_| "is no sitemap: its XML cannot be read".to_owned())?;
    if found == Sitemap::default() {
        return Err("is no sitemap, or an empty one".into());
    }
    Ok(found)
}
