//! The walk over a site.

use super::fetch::{Fetched, Fetcher, Got, Validators};
use super::page::{self, Facts};
use super::queue::{Next, Queue};
use super::robots::{self, Robots};
use super::scope::{article_path, tidy};
use super::{Crawl, Found, Known, Report, Start, State, sitemap};
use crate::convert::{self, Page};
use crate::load::{self, tags};
use crate::reader::Reader;
use reqwest::Url;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// The largest sitemap, in bytes (the protocol's own limit).
const MAX_SITEMAP: u64 = 50 * 1024 * 1024;

/// The most sitemaps of an index.
const MAX_SITEMAPS: usize = 500;

pub(super) struct Visit<'a> {
    crawl: &'a Crawl,
    before: &'a State,
    each: &'a mut (dyn FnMut(Found) + Send),
    fetcher: Fetcher,
    robots: Robots,
    site: Url,
    pause: Duration,
    until: Instant,
    queue: Queue,
    after: State,
    /// Pages that named another as the one to be known by.
    deferred: HashMap<Url, Url>,
    told: HashSet<String>,
    visited: usize,
    stopped: Option<String>,
}

impl<'a> Visit<'a> {
    pub async fn begin(
        crawl: &'a Crawl,
        before: &'a State,
        each: &'a mut (dyn FnMut(Found) + Send),
    ) -> Result<Self, String> {
        let site = tidy(crawl.check()?);
        let (Start::Sitemap(start) | Start::Page(start)) = &crawl.start;
        let mut fetcher = Fetcher::new(&crawl.agent, &crawl.guard, crawl.resolver.clone(), &crawl.limits)?;
        let until = Instant::now() + crawl.limits.time;
        let robots = rules(&mut fetcher, &site).await;
        if matches!(robots, Robots::Unknown) {
            return Err(format!(
                "{start}: its robots.txt cannot be read, so nothing may be; try again later"
            ));
        }
        let pause = robots.delay(&crawl.agent).unwrap_or_default().max(crawl.pause);
        Ok(Self {
            crawl,
            before,
            each,
            fetcher,
            robots,
            site,
            pause,
            until,
            queue: Queue::default(),
            after: State::default(),
            deferred: HashMap::new(),
            told: HashSet::new(),
            visited: 0,
            stopped: None,
        })
    }

    pub async fn run(mut self) -> Result<Report, String> {
        match &self.crawl.start {
            Start::Page(_) => self.add(self.site.clone(), 0),
            Start::Sitemap(_) => self.sitemaps().await?,
        }
        self.walk().await;
        // What nobody leads to any more may still be there.
        for url in self.before.pages.keys().filter_map(|u| Url::parse(u).ok()) {
            self.add(url, 0);
        }
        self.walk().await;
        self.settle();
        Ok(Report {
            state: self.after,
            stopped: self.stopped,
            requests: self.fetcher.requests,
            bytes: self.fetcher.bytes,
        })
    }

    async fn walk(&mut self) {
        while self.stopped.is_none() {
            let Some(next) = self.queue.next() else { return };
            let limits = &self.crawl.limits;
            self.stopped = match () {
                () if self.visited >= limits.pages => {
                    Some(format!("{} pages were read; raise the limit for more", limits.pages))
                }
                () if Instant::now() >= self.until => Some("its time was up; raise the limit for more".into()),
                () if self.fetcher.bytes > limits.bytes => {
                    Some("it read as much as it may; raise the limit for more".into())
                }
                () => None,
            };
            match self.stopped {
                None => self.visit(next).await,
                // It is not known what became of it.
                Some(_) => return,
            }
        }
    }

    fn add(&mut self, url: Url, depth: usize) {
        if self.crawl.scope.holds(&self.site, &url) {
            self.queue.add(url, depth, &self.crawl.limits);
        }
    }

    async fn visit(&mut self, next: Next) {
        let url = next.url.clone();
        if !self.robots.allows(&self.crawl.agent, url.as_str()) {
            return self.pass(&url, "is closed to crawlers by robots.txt");
        }
        self.visited += 1;
        let known = self.before.pages.get(url.as_str());
        let validators = known.map(Known::validators).unwrap_or_default();
        match self.get(&url, &validators, self.crawl.limits.page_bytes).await {
            Fetched::Body(got) => self.read(&next, *got).await,
            Fetched::Same => self.keep(&next),
            Fetched::Gone => self.pass(&url, "is not there"),
            Fetched::Refused(reason) => self.pass(&url, &reason),
            Fetched::Failed { reason, .. } => self.fail(&url, reason),
        }
    }

    /// Waits as the site asks, then gets; hops stay on the site and within what it allows.
    async fn get(&mut self, url: &Url, validators: &Validators, most: u64) -> Fetched {
        if self.fetcher.requests > 0 && !self.pause.is_zero() {
            tokio::time::sleep(self.pause).await;
        }
        let (scope, site, robots, agent) = (&self.crawl.scope, &self.site, &self.robots, &self.crawl.agent);
        let follow = |next: &Url| match () {
            () if next.origin() != site.origin() => Err("lies on another site".to_owned()),
            () if !robots.allows(agent, next.as_str()) => Err("is closed to crawlers by robots.txt".to_owned()),
            () if !scope.holds(site, next) => Err("is not wanted".to_owned()),
            () => Ok(()),
        };
        self.fetcher.get(url, validators, most, &follow).await
    }

    async fn read(&mut self, next: &Next, got: Got) {
        let text = match load::decode(&got.bytes) {
            Ok(text) => text.to_owned(),
            Err(reason) => return self.pass(&next.url, &reason),
        };
        if !(got.kind.is_empty() || got.kind.contains("html")) {
            return self.pass(&next.url, &format!("is {} and no HTML", got.kind));
        }
        if got.url != next.url && !self.queue.meet(&got.url) {
            return self.pass(&next.url, &format!("redirects to {}", got.url));
        }
        let agent = self.crawl.agent.clone();
        let (url, header) = (got.url.clone(), got.robots.clone());
        // Parsing takes a while, and other tasks want to go on.
        let parsed = tokio::task::spawn_blocking(move || parse(&url, &text, &header, &agent)).await;
        let (facts, page) = match parsed {
            Ok(Ok(parsed)) => parsed,
            Ok(Err(reason)) => return self.pass(&next.url, &reason),
            Err(_) => return self.pass(&next.url, "cannot be read as HTML"),
        };
        if matches!(self.crawl.start, Start::Page(_)) {
            facts
                .links
                .iter()
                .for_each(|link| self.add(link.clone(), next.depth + 1));
        }
        if facts.no_index {
            return self.pass(&next.url, "asks not to be found (noindex)");
        }
        if let Some(canonical) = facts.canonical.clone().map(tidy).filter(|c| *c != got.url) {
            // Two pages that name each other would both be lost: the second is taken.
            if self.deferred.get(&canonical) != Some(&got.url) {
                self.add(canonical.clone(), next.depth + 1);
                self.deferred.insert(got.url.clone(), canonical.clone());
                return self.pass(&next.url, &format!("is the same as {canonical}, by its own word"));
            }
        }
        match page {
            Ok(page) => self.take(&next.url, &got, &facts, page),
            Err(reason) => self.pass(&next.url, &reason),
        }
    }

    fn take(&mut self, asked: &Url, got: &Got, facts: &Facts, page: Page) {
        let url = got.url.to_string();
        let now = Known {
            path: page.path.clone(),
            etag: got.validators.etag.clone(),
            last_modified: got.validators.last_modified.clone(),
            hash: Reader::hash(page.markdown.as_bytes()),
            links: facts.links.iter().map(Url::to_string).collect(),
        };
        let same = self.before.pages.get(&url).is_some_and(|k| k.hash == now.hash);
        self.after.pages.insert(url.clone(), now.clone());
        if asked.as_str() != url {
            self.pass(asked, &format!("redirects to {url}"));
        }
        self.tell(match same {
            true => Found::Unchanged { url, path: now.path },
            false => Found::Crawled {
                url,
                page,
                etag: now.etag,
                last_modified: now.last_modified,
            },
        });
    }

    /// A page that is as it was leads where it led.
    fn keep(&mut self, next: &Next) {
        let url = next.url.to_string();
        let Some(known) = self.before.pages.get(&url) else {
            return self.pass(&next.url, "says that it is unchanged, but was never read");
        };
        if matches!(self.crawl.start, Start::Page(_)) {
            let links = known.links.iter().filter_map(|l| Url::parse(l).ok());
            links.for_each(|link| self.add(link, next.depth + 1));
        }
        let path = known.path.clone();
        self.after.pages.insert(url.clone(), known.clone());
        self.tell(Found::Unchanged { url, path });
    }

    /// It is not to be read. Where it was before, it is gone.
    fn pass(&mut self, url: &Url, reason: &str) {
        let url = url.to_string();
        let known = self.before.pages.get(&url).map(|k| k.path.clone());
        self.tell(match known {
            Some(path) => Found::Gone { url, path },
            None => Found::Passed {
                url,
                reason: reason.to_owned(),
            },
        });
    }

    /// It cannot be read this time, so it stays as it was.
    fn fail(&mut self, url: &Url, reason: String) {
        let url = url.to_string();
        if let Some(known) = self.before.pages.get(&url) {
            self.after.pages.insert(url.clone(), known.clone());
        }
        self.tell(Found::Passed { url, reason });
    }

    fn tell(&mut self, found: Found) {
        let (Found::Crawled { url, .. }
        | Found::Unchanged { url, .. }
        | Found::Passed { url, .. }
        | Found::Gone { url, .. }) = &found;
        self.told.insert(url.clone());
        (self.each)(found);
    }

    /// What was not come to stays as it was, and what has no end is named.
    fn settle(&mut self) {
        for url in std::mem::take(&mut self.queue.endless) {
            let most = self.crawl.limits.queries;
            let reason = format!("more than {most} pages differ from it by what stands after the question mark");
            (self.each)(Found::Passed {
                url: url.to_string(),
                reason,
            });
        }
        if self.queue.too_deep && self.stopped.is_none() {
            let depth = self.crawl.limits.depth;
            self.stopped = Some(format!(
                "some pages are more than {depth} links away; raise the limit or give a sitemap"
            ));
        }
        let forgotten = self.before.pages.iter().filter(|(url, _)| !self.told.contains(*url));
        let forgotten: Vec<(String, Known)> = forgotten.map(|(u, k)| (u.clone(), k.clone())).collect();
        for (url, known) in forgotten {
            let wanted = Url::parse(&url).is_ok_and(|u| self.crawl.scope.holds(&self.site, &u));
            if wanted {
                self.after.pages.insert(url, known);
            } else {
                self.tell(Found::Gone { url, path: known.path });
            }
        }
    }

    /// Reads the sitemap and those that it names. Only an unreadable first one is an error.
    async fn sitemaps(&mut self) -> Result<(), String> {
        let mut waiting = vec![self.site.clone()];
        let mut seen = HashSet::new();
        let mut first = true;
        while let Some(url) = waiting.pop() {
            if !seen.insert(url.clone()) || seen.len() > MAX_SITEMAPS {
                continue;
            }
            let found = match self.sitemap(&url).await {
                Ok(found) => found,
                Err(reason) if first => return Err(format!("{url}: {reason}")),
                Err(reason) => {
                    self.pass(&url, &reason);
                    continue;
                }
            };
            first = false;
            for page in found.pages.iter().filter_map(|p| Url::parse(p).ok()) {
                self.add(tidy(page), 0);
            }
            let more = found.sitemaps.iter().filter_map(|s| Url::parse(s).ok());
            waiting.extend(more.filter(|s| s.origin() == self.site.origin()));
        }
        Ok(())
    }

    async fn sitemap(&mut self, url: &Url) -> Result<sitemap::Sitemap, String> {
        let site = self.site.clone();
        let follow = move |next: &Url| match next.origin() == site.origin() {
            true => Ok(()),
            false => Err("lies on another site".to_owned()),
        };
        match self
            .fetcher
            .get(url, &Validators::default(), MAX_SITEMAP, &follow)
            .await
        {
            Fetched::Body(got) => sitemap::read(load::decode(&got.bytes)?),
            Fetched::Gone => Err("is not there; give the address of the sitemap".into()),
            Fetched::Refused(reason) | Fetched::Failed { reason, .. } => Err(reason),
            Fetched::Same => Err("says that it is unchanged, but was never read".into()),
        }
    }
}

/// A site's robots.txt. Redirects may lead to another site (RFC 9309, 2.3.1.2), never to where the guard forbids.
async fn rules(fetcher: &mut Fetcher, site: &Url) -> Robots {
    let Ok(url) = site.join("/robots.txt") else {
        return Robots::Unknown;
    };
    let anywhere = |_: &Url| Ok(());
    match fetcher
        .get(&url, &Validators::default(), robots::MAX_BYTES as u64 * 4, &anywhere)
        .await
    {
        Fetched::Body(got) => Robots::of(Some(200), &got.bytes),
        Fetched::Gone => Robots::of(Some(404), &[]),
        // Something else than text lies there: the site has no rules.
        Fetched::Refused(reason) if reason.contains("no HTML") => Robots::of(Some(404), &[]),
        Fetched::Failed { status, .. } => Robots::of(status, &[]),
        Fetched::Refused(_) | Fetched::Same => Robots::Unknown,
    }
}

type Parsed = (Facts, Result<Page, String>);

fn parse(url: &Url, text: &str, header: &str, agent: &str) -> Result<Parsed, String> {
    if tags::are_hopeless(text) {
        return Err("leaves thousands of elements open, or has a tag of thousands of attributes".into());
    }
    let facts = page::facts(url, text, header, agent);
    let page = convert::from_web(&article_path(url), text, url.as_str());
    Ok((facts, page))
}
