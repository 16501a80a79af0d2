//! A node: from configuration to a served port, and down again without losing anything.

use crate::app::{App, AppState};
use crate::clock::Clock;
use crate::config::{ConfigError, ServerConfig};
use crate::content::{Intake, IntentDesk, Schedule, Visitor};
use crate::drift;
use crate::evals::Examiner;
use crate::front::{self, Front};
use crate::hub::Hub;
use crate::known::KnownContacts;
use crate::limits::Limits;
use crate::mail::{Mailer, Postman};
use crate::metrics::Metrics;
use crate::mind::Mind;
use crate::pages::DemoPage;
use crate::peer::TrustedProxy;
use crate::people::{self, Desk, Dispatcher};
use crate::problem::Chain;
use crate::router::router;
use crate::worker::Worker;
use axum::Router;
use axum::serve::ListenerExt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, RwLock};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::task::TaskTracker;
use usher_store::Store;

/// Between two rounds of forgetting idle rate limits and tidying metrics.
const TIDY: Duration = Duration::from_secs(60);

/// A node that can be served.
pub struct Server {
    app: AppState,
    /// Names this node in the leases of its jobs.
    node: String,
}

/// Why serving ended otherwise than by request.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port could not be served.
    #[error("the port could not be served: {0}")]
    Port(#[from] io::Error),
}

impl Server {
    /// Checks the configuration and puts a node together; nothing runs yet. `demo` adds the "try it" page at `/` and
    /// hands out its contacts' tokens to whoever asks: never with real contacts.
    pub fn new(
        config: ServerConfig,
        store: Store,
        mind: Mind,
        clock: Arc<dyn Clock>,
        demo: Option<DemoPage>,
    ) -> Result<Self, ConfigError> {
        config.check()?;
        let front = Front::new(&config, &config.inboxes)?;
        if let Some(demo) = &demo {
            demo.check(&config)?;
        }
        let node = usher_store::new_id(clock.now());
        let app = App {
            front: RwLock::new(Arc::new(front)),
            known_contacts: KnownContacts::default(),
            limits: Limits::new(&config.limits),
            mailer: Mailer::new(&config.mail)?,
            trusted_proxies: config
                .trusted_proxies
                .iter()
                .filter_map(|p| TrustedProxy::parse(p).ok())
                .collect(),
            hub: Arc::new(Hub::default()),
            desk: Desk::default(),
            metrics: Metrics::install(),
            arrivals: Notify::new(),
            examinations: Notify::new(),
            intents: IntentDesk::default(),
            draining: watch::Sender::new(false),
            tasks: TaskTracker::new(),
            socket_permits: Arc::new(Semaphore::new(config.limits.sockets.min(Semaphore::MAX_PERMITS))),
            config,
            store,
            mind,
            clock,
            demo,
        };
        Ok(Self {
            app: Arc::new(app),
            node,
        })
    }

    /// The routes alone, without workers and hub.
    pub fn router(&self) -> Router {
        router(&self.app)
    }

    /// Serves `listener` until `shutdown` comes true, then drains: no new connections, running turns and requests end,
    /// sockets close with 1001, all within `drain_ms`; then leases are given back. The store stays open.
    pub async fn run(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let app = self.app;
        if let Err(error) = app.renew_front().await {
            tracing::warn!(error = %Chain(&error), "settings could not be read; usher.toml counts until they can");
        }
        let mut background = JoinSet::new();
        background.spawn(Arc::clone(&app.hub).run(app.store.notices()));
        background.spawn(tidy(app.clone()));
        background.spawn(drift::watch(app.clone()));
        background.spawn(people::follow(app.clone()));
        background.spawn(front::follow(app.clone()));
        let mut workers = JoinSet::new();
        for _ in 0..app.config.worker_count() {
            workers.spawn(Worker::new(app.clone(), self.node.clone()).run());
        }
        workers.spawn(Dispatcher::new(app.clone(), self.node.clone()).run());
        workers.spawn(Postman::new(app.clone(), self.node.clone()).run());
        workers.spawn(Intake::new(app.clone()).run());
        workers.spawn(Examiner::new(app.clone(), self.node.clone()).run());
        workers.spawn(Schedule::new(app.clone(), self.node.clone()).run());
        workers.spawn(Visitor::new(app.clone(), self.node.clone()).run());
        let listener = listener.tap_io(|stream| {
            // Replies are small and awaited; a failure here costs some milliseconds and nothing else.
            let _ = stream.set_nodelay(true);
        });
        let drained = app.clone();
        let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(async move { drained.drained().await });
        let mut serving = tokio::spawn(serving.into_future());
        let served = tokio::select! {
            () = shutdown => None,
            served = &mut serving => Some(served),
        };
        tracing::info!("draining: no new connections, running turns end");
        app.draining.send_replace(true);
        app.tasks.close();
        let deadline = Instant::now() + Duration::from_millis(app.config.drain_ms);
        let ended = timeout_at(deadline, async {
            while workers.join_next().await.is_some() {}
            app.tasks.wait().await;
            if served.is_none() {
                let _ = (&mut serving).await;
            }
        });
        if ended.await.is_err() {
            tracing::warn!("not everything ended in time; what is left is taken over by the next node");
        }
        serving.abort();
        workers.shutdown().await;
        background.shutdown().await;
        if let Err(error) = app.store.release_leases(&self.node).await {
            tracing::warn!(error = %Chain(&error), "leases could not be given back; they will run out");
        }
        tracing::info!("drained");
        match served {
            Some(Ok(Err(error))) => Err(error.into()),
            _ => Ok(()),
        }
    }
}

async fn tidy(app: AppState) {
    loop {
        sleep(TIDY).await;
        app.limits.forget();
        app.metrics.upkeep();
    }
}
