//! What every handler, socket and worker shares.

use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::content::IntentDesk;
use crate::front::{Front, Inbox};
use crate::hub::Hub;
use crate::known::KnownContacts;
use crate::limits::Limits;
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::mind::Mind;
use crate::pages::DemoPage;
use crate::peer::TrustedProxy;
use crate::people::Desk;
use crate::problem::{Problem, Result, kinds};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::{Notify, Semaphore, watch};
use tokio_util::task::TaskTracker;
use usher_store::Store;

/// The shared state, as axum passes it.
pub(crate) type AppState = Arc<App>;

/// The shared state of a node.
pub(crate) struct App {
    pub(crate) config: ServerConfig,
    /// All SQL. Closed by the binary after [`crate::Server::run`] returns.
    pub(crate) store: Store,
    /// What answers.
    pub(crate) mind: Mind,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// The inboxes as they are now.
    pub(crate) front: RwLock<Arc<Front>>,
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
    /// Woken where an upload arrived.
    pub(crate) arrivals: Notify,
    /// Woken where a run was asked for.
    pub(crate) examinations: Notify,
    /// What the intents teach, as people look at it.
    pub(crate) intents: IntentDesk,
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
    /// The inboxes as they are now.
    pub(crate) fn front(&self) -> Arc<Front> {
        Arc::clone(&self.front.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on they are so.
    pub(crate) fn put_front(&self, front: Front) {
        *self.front.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(front);
    }

    /// The inbox with this key.
    pub(crate) fn inbox(&self, key: &str) -> Result<Arc<Inbox>> {
        let front = self.front();
        let found = front.inboxes.iter().find(|i| i.config.key == key);
        found.cloned().ok_or_else(inbox_unknown)
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

/// No inbox has this key.
pub(crate) fn inbox_unknown() -> Problem {
    let detail = "No inbox has this key. Use the key of an [[server.inboxes]] in usher.toml.";
    Problem::new(&kinds::INBOX_UNKNOWN, detail)
}
