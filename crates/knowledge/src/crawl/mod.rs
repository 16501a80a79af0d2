//! Reading a site: from its sitemap or from a page, within bounds, politely, and never where it must not.
//!
//! One page after the other. What a second crawl finds unchanged is not downloaded again where the server can tell.

mod fetch;
mod guard;
mod page;
mod queue;
mod robots;
mod scope;
mod sitemap;
mod state;
#[cfg(test)]
mod tests;
mod visit;

pub use guard::{Guard, Resolved, Resolver, SystemResolver};
pub use scope::Scope;
pub use state::{Known, State};

use crate::convert::Page;
use reqwest::Url;
use std::sync::Arc;
use std::time::Duration;

/// Where a crawl begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// A sitemap, or an index of sitemaps: its pages are read, and no links followed.
    Sitemap(String),
    /// A page: links are followed from it.
    Page(String),
}

/// How much a crawl may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Pages that are asked for.
    pub pages: usize,
    /// Bytes of all pages together.
    pub bytes: u64,
    /// Bytes of a page.
    pub page_bytes: u64,
    /// Links between the start and a page.
    pub depth: usize,
    /// Pages that differ by their query only: calendars and filters go on without end.
    pub queries: usize,
    /// Time in all.
    pub time: Duration,
    /// Time for a request.
    pub request: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: 5_000,
            bytes: 500 * 1024 * 1024,
            page_bytes: 5 * 1024 * 1024,
            depth: 12,
            queries: 20,
            time: Duration::from_secs(2 * 3600),
            request: Duration::from_secs(20),
        }
    }
}

/// A crawl of one site.
#[derive(Clone)]
pub struct Crawl {
    /// Where it begins.
    pub start: Start,
    /// Which pages are wanted.
    pub scope: Scope,
    /// How much it may do.
    pub limits: Limits,
    /// What may be connected to.
    pub guard: Guard,
    /// Who knows the addresses of names: [`SystemResolver`].
    pub resolver: Arc<dyn Resolver>,
    /// The name that it goes by, also in robots.txt: `UsherBot`.
    pub agent: String,
    /// The pause between two requests; a site that asks for a longer one gets it.
    pub pause: Duration,
}

impl Crawl {
    /// A crawl with the usual bounds.
    pub fn new(start: Start) -> Self {
        Self {
            start,
            scope: Scope::default(),
            limits: Limits::default(),
            guard: Guard::default(),
            resolver: Arc::new(SystemResolver),
            agent: "UsherBot".into(),
            pause: Duration::from_millis(500),
        }
    }

    /// A crawl from an address: a sitemap where its path ends with `.xml`, else a page. Whoever names a port means it: a link to
    /// another one is refused.
    pub fn at(start: &str) -> Self {
        let path = start.split(['?', '#']).next().unwrap_or_default();
        let from = if path.ends_with(".xml") {
            Start::Sitemap(start.to_owned())
        } else {
            Start::Page(start.to_owned())
        };
        let port = Url::parse(start).ok().and_then(|url| url.port());
        let mut crawl = Self::new(from);
        crawl.guard.ports = port.into_iter().collect();
        crawl
    }

    /// Checks where it begins, without asking anybody. The error is why it could not, and the cure.
    pub fn check(&self) -> Result<Url, String> {
        let (Start::Sitemap(start) | Start::Page(start)) = &self.start;
        let site = Url::parse(start)
            .map_err(|_| format!("{start}: is no address; give one like https://help.example.com/"))?;
        self.guard.check(&site).map_err(|reason| format!("{start}: {reason}"))?;
        Ok(site)
    }

    /// Crawls, telling of each page as it is done. The error is why it could not begin, and the cure.
    pub async fn run(&self, before: &State, each: &mut (dyn FnMut(Found) + Send)) -> Result<Report, String> {
        visit::Visit::begin(self, before, each).await?.run().await
    }
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// An article, new or changed.
    Crawled {
        /// Its address.
        url: String,
        /// The article.
        page: Page,
        /// What the server calls this version of it.
        etag: Option<String>,
        /// When it last changed, in the server's words.
        last_modified: Option<String>,
    },
    /// It is as it was.
    Unchanged {
        /// Its address.
        url: String,
        /// The article's path.
        path: String,
    },
    /// It is not read, and why.
    Passed {
        /// Its address.
        url: String,
        /// Why.
        reason: String,
    },
    /// An article of before that is no longer there, or no longer to be read.
    Gone {
        /// Its address.
        url: String,
        /// The article's path.
        path: String,
    },
}

/// How a crawl went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What to give the next crawl.
    pub state: State,
    /// Why it did not see the whole site, where it did not.
    pub stopped: Option<String>,
    /// Requests sent.
    pub requests: u64,
    /// Bytes of bodies that came.
    pub bytes: u64,
}
