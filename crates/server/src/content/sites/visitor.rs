//! Reads sites when their time comes, one after the other, on one node for all of them.

use super::{SiteSettings, read_site};
use crate::app::AppState;
use crate::lease::Lease;
use crate::problem::Chain;
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval, sleep};
use usher_store::{Site, SiteEnd, StoreError};

/// The name of the lease.
const LEASE: &str = "sites";
/// Between two looks.
const ROUND: Duration = Duration::from_secs(1);
/// Consoles are told how far it is no more often than this.
const CALM: Duration = Duration::from_millis(500);

/// The task of a node.
pub(crate) struct Visitor {
    app: AppState,
    node: String,
    lease: Lease,
}

impl Visitor {
    pub(crate) fn new(app: AppState, node: String) -> Self {
        Self {
            app,
            lease: Lease::new(LEASE, node.clone()),
            node,
        }
    }

    /// Until the node shuts down. A site that is being read then is begun again by the next node.
    pub(crate) async fn run(mut self) {
        let app = self.app.clone();
        loop {
            tokio::select! {
                () = app.drained() => break,
                () = sleep(ROUND) => {}
            }
            tokio::select! {
                () = app.drained() => break,
                done = self.round() => {
                    if let Err(error) = done {
                        tracing::error!(error = %Chain(&error), "sites could not be read; the next round tries again");
                    }
                }
            }
        }
        self.lease.release(&app).await;
    }

    async fn round(&mut self) -> Result<(), StoreError> {
        let app = self.app.clone();
        if app.mind.library().is_none() || !self.lease.is_held(&app, app.clock.now()).await? {
            return Ok(());
        }
        match app.store.begin_site(&self.node, app.clock.now()).await? {
            Some(site) => self.visit(site).await,
            None => Ok(()),
        }
    }

    async fn visit(&mut self, site: Site) -> Result<(), StoreError> {
        let app = self.app.clone();
        let Some(library) = app.mind.library() else {
            return Ok(());
        };
        let settings: SiteSettings = match serde_json::from_value(site.settings.clone()) {
            Ok(settings) => settings,
            Err(_) => {
                let why = "another version of Usher added it, and this one cannot read how; remove it and add it again";
                return self.failed(&site.id, why.to_owned(), None).await;
            }
        };
        let remembered = app.store.site_memory(&site.id).await?;
        let done = AtomicI64::new(0);
        let each = || {
            done.fetch_add(1, Ordering::Relaxed);
        };
        let about = (site.source.as_str(), &settings, &app.config.crawl);
        let reading = read_site(&app.store, &library.reader, about, &remembered, app.clock.now(), &each);
        let mut reading = Box::pin(reading);
        let mut ticks = interval(CALM);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let ended = loop {
            tokio::select! {
                ended = &mut reading => break ended,
                _ = ticks.tick() => {
                    let pages = done.load(Ordering::Relaxed);
                    let held = self.lease.is_held(&app, app.clock.now()).await?;
                    // It was removed, or another node begins it again.
                    if !held || !app.store.site_went_on(&site.id, &self.node, pages).await? {
                        return Ok(());
                    }
                }
            }
        };
        let next_at = next_time(&settings, app.clock.now());
        match ended {
            // Not at once again, whatever it was: the site has nothing to do with it.
            Err(error) => self.failed(&site.id, error.to_string(), next_at).await,
            Ok((memory, report)) => {
                if report.changed + report.retired > 0 {
                    app.mind.knowledge_changed();
                }
                let end = SiteEnd {
                    read: Some((memory, serde_json::to_value(report).unwrap_or_default())),
                    problem: None,
                    next_at,
                };
                app.store.end_site(&site.id, Some(&self.node), end).await
            }
        }
    }

    async fn failed(&self, site: &str, why: String, next_at: Option<Timestamp>) -> Result<(), StoreError> {
        let end = SiteEnd {
            read: None,
            problem: Some(why),
            next_at,
        };
        self.app.store.end_site(site, Some(&self.node), end).await
    }
}

/// When it is read again.
pub(crate) fn next_time(settings: &SiteSettings, now: Timestamp) -> Option<Timestamp> {
    let hours = settings.every_hours?;
    now.checked_add(SignedDuration::from_hours(i64::from(hours))).ok()
}
