//! What every handler, socket and worker shares.

use crate::clock::Clock;
use crate::config::{InboxConfig, ServerConfig};
use crate::hub::Hub;
use crate::identity::TokenReader;
use crate::known::KnownContacts;
use crate::limits::Limits;
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::mind::Mind;
use crate::origin::Origin;
use crate::pages::DemoPage;
use crate::peer::TrustedProxy;
use crate::people::Desk;
use crate::pictures::Picture;
use crate::problem::{Problem, Result, kinds};
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};
use tokio_util::task::TaskTracker;
use usher_store::Store;

/// The shared state, as axum passes it.
pub(crate) type AppState = Arc<App>;

/// An inbox with what is computed from its configuration.
pub(crate) struct Inbox {
    pub(crate) config: Arc<InboxConfig>,
    pub(crate) origins: Vec<Origin>,
    /// Its logo and photos.
    pub(crate) pictures: Vec<Picture>,
}

/// The shared state of a node.
pub(crate) struct App {
    pub(crate) config: ServerConfig,
    /// All SQL. Closed by the binary after [`crate::Server::run`] returns.
    pub(crate) store: Store,
    /// What answers.
    pub(crate) mind: Mind,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// By key, as configured; a handful.
    pub(crate) inboxes: Vec<Inbox>,
    /// Every origin that some inbox allows, for preflights.
    pub(crate) any_origin: Vec<Origin>,
    /// Checks tokens.
    pub(crate) tokens: TokenReader,
    /// Contacts whose traits are already stored.
    pub(crate) known_contacts: KnownContacts,
    /// Rate limits; a background task forgets the idle.
    pub(crate) limits: Limits,
    /// Where there is a mail server.
    pub(crate) mailer: Option<Mailer>,
    /// Proxies whose word on the client's address counts.
    pub(crate) trusted_proxies: Vec<TrustedProxy>,
    /// Who follows which conversation on this node.
    pub(crate) hub: Arc<Hub>,
    /// The consoles that are open on this node.
    pub(crate) desk: Desk,
    /// Counters and histograms.
    pub(crate) metrics: Metrics,
    /// Becomes true once, at shutdown; sockets, long polls and workers watch it.
    pub(crate) draining: watch::Sender<bool>,
    /// Open sockets that shutdown waits for.
    pub(crate) tasks: TaskTracker,
    /// One permit a socket.
    pub(crate) socket_permits: Arc<Semaphore>,
    /// The "try it" page, in demo mode.
    pub(crate) demo: Option<DemoPage>,
}

impl App {
    /// The inbox with this key.
    pub(crate) fn inbox(&self, key: &str) -> Result<&Inbox> {
        self.inboxes.iter().find(|i| i.config.key == key).ok_or_else(|| {
            let detail = "No inbox has this key. Use the key of an [[server.inboxes]] in usher.toml.";
            Problem::new(&kinds::INBOX_UNKNOWN, detail)
        })
    }

    /// Comes true when this node shuts down.
    pub(crate) async fn drained(&self) {
        // The sender lives in `self`, so that waiting ends only by the value.
        let _ = self.draining.subscribe().wait_for(|draining| *draining).await;
    }

    /// True once this node shuts down.
    pub(crate) fn is_draining(&self) -> bool {
        *self.draining.borrow()
    }
}
