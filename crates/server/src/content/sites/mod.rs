//! Sites that are read again and again: how, what is remembered from one time to the next, and what came of it.

mod reading;
mod visitor;

pub use reading::{ReadingFailed, read_site};
pub(crate) use visitor::{Visitor, next_time};

use crate::config::CrawlConfig;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use usher_engine::ArticleId;
use usher_knowledge::crawl::{Crawl, Guard, Scope, State};
use utoipa::ToSchema;

/// How a site is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct SiteSettings {
    /// A page that links lead on from, or a sitemap (its path ends with `.xml`), whose pages alone are read.
    pub start: String,
    /// What the paths of wanted pages begin with.
    pub prefix: String,
    /// Patterns of which one has to fit, where there are any.
    pub within: Vec<String>,
    /// Patterns of which none may fit.
    pub without: Vec<String>,
    /// Read again after so many hours; null: only when somebody asks.
    pub every_hours: Option<u32>,
    /// Days that the article of a page that vanished stays.
    pub grace_days: u32,
}

impl SiteSettings {
    /// The crawl of it.
    pub fn crawl(&self, config: &CrawlConfig) -> Crawl {
        let crawl = Crawl::at(&self.start);
        Crawl {
            scope: Scope {
                prefix: self.prefix.clone(),
                within: self.within.clone(),
                without: self.without.clone(),
            },
            guard: Guard {
                allow_loopback: config.allow_loopback,
                ..crawl.guard.clone()
            },
            pause: Duration::from_millis(config.pause_ms),
            ..crawl
        }
    }
}

/// What is kept of a site from one time to the next.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    /// Of each page, what makes asking again cheap.
    pages: State,
    /// Articles whose pages vanished, and since when.
    gone: BTreeMap<String, Timestamp>,
}

/// What came of reading a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct SiteReport {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Articles that are new or changed.
    pub changed: usize,
    /// Pages that are as they were.
    pub unchanged: usize,
    /// Articles that were taken away.
    pub retired: usize,
    /// Pages that vanished, whose articles stay for now.
    pub vanished: usize,
    /// Requests sent.
    pub requests: u64,
    /// Bytes of bodies that came.
    pub bytes: u64,
    /// New and changed articles, the first ones.
    pub changes: Vec<SiteChange>,
    /// Addresses that were not read, the first ones.
    pub passed: Vec<PassedOver>,
    /// Why not all of the site was seen, where it was not.
    pub stopped: Option<String>,
}

/// An article that a site made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteChange {
    /// Its path.
    #[schema(value_type = String)]
    pub article: ArticleId,
    /// Its title.
    pub title: String,
    /// The version that was published before; null for a new one.
    pub was: Option<u32>,
    /// The one that is now.
    pub version: u32,
}

/// An address that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PassedOver {
    /// The address, or the article's path.
    pub url: String,
    /// Why.
    pub reason: String,
}
