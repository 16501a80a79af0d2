//! What is still to be visited, each address once.

use super::Limits;
use reqwest::Url;
use std::collections::{HashMap, HashSet, VecDeque};

/// An address that waits.
#[derive(Debug, Clone)]
pub(super) struct Next {
    pub url: Url,
    pub depth: usize,
}

#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: VecDeque<Next>,
    seen: HashSet<Url>,
    /// Addresses of a path that differ by their query.
    queries: HashMap<String, usize>,
    /// Paths of which there were too many, to be told once each.
    pub endless: Vec<Url>,
    /// Something lay deeper than is followed.
    pub too_deep: bool,
}

impl Queue {
    /// Adds an address that was not seen.
    pub fn add(&mut self, url: Url, depth: usize, limits: &Limits) {
        if self.seen.contains(&url) {
            return;
        }
        if depth > limits.depth {
            self.too_deep = true;
            return;
        }
        if url.query().is_some() {
            let count = self.queries.entry(url.path().to_owned()).or_default();
            *count += 1;
            if *count > limits.queries {
                if *count == limits.queries + 1 {
                    self.endless.push(url);
                }
                return;
            }
        }
        self.seen.insert(url.clone());
        self.waiting.push_back(Next { url, depth });
    }

    /// Marks an address that was met on the way; false where it was seen before.
    pub fn meet(&mut self, url: &Url) -> bool {
        self.seen.insert(url.clone())
    }

    pub fn next(&mut self) -> Option<Next> {
        self.waiting.pop_front()
    }
}
