//! The inboxes as contacts meet them: `usher.toml` with what the console has set over it. Made anew as a whole at each change,
//! on every node, so that a call sees the old state or the new one and never a mixture.

use crate::app::{App, AppState};
use crate::config::{ConfigError, InboxConfig, InboxSettings, ServerConfig};
use crate::identity::TokenReader;
use crate::origin::Origin;
use crate::pictures::{self, Picture};
use crate::problem::Chain;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::sleep;
use usher_store::{StoreError, StoredKey, StoredSettings, Whisper};

/// Between two looks at what another node may have changed unheard.
const LOOK: Duration = Duration::from_secs(30);

/// An inbox with what is computed from its configuration.
pub(crate) struct Inbox {
    pub(crate) config: Arc<InboxConfig>,
    pub(crate) origins: Vec<Origin>,
    /// Its logo and photos.
    pub(crate) pictures: Vec<Picture>,
}

/// All inboxes at one time.
pub(crate) struct Front {
    /// By key, as configured; a handful.
    pub(crate) inboxes: Vec<Arc<Inbox>>,
    /// Every origin that some inbox allows, for preflights.
    pub(crate) any_origin: Vec<Origin>,
    /// Checks tokens.
    pub(crate) tokens: TokenReader,
}

impl Front {
    /// What these inboxes come to.
    pub(crate) fn new(config: &ServerConfig, inboxes: &[InboxConfig]) -> Result<Self, ConfigError> {
        let tokens = TokenReader::new(config, inboxes);
        let inboxes: Vec<Arc<Inbox>> = inboxes.iter().map(inbox).collect::<Result<_, _>>()?;
        Ok(Self {
            any_origin: inboxes.iter().flat_map(|i| i.origins.clone()).collect(),
            tokens,
            inboxes,
        })
    }

    /// `usher.toml` with settings and keys over it. Settings that do not go with it any more are left out, and said.
    fn with(config: &ServerConfig, settings: &[StoredSettings], keys: &[StoredKey]) -> Result<Self, ConfigError> {
        let over = |file: &InboxConfig| {
            let stored = settings.iter().find(|s| s.inbox == file.id());
            let body = stored.map(|s| s.body.clone()).unwrap_or_else(|| serde_json::json!({}));
            let settings = serde_json::from_value::<InboxSettings>(body).unwrap_or_else(|error| {
                tracing::error!(inbox = file.key, error = %Chain(&error), "settings cannot be read; usher.toml counts");
                InboxSettings::default()
            });
            settings.over(file, keys).unwrap_or_else(|error| {
                tracing::error!(inbox = file.key, error = %Chain(&error), "settings do not go with usher.toml, which counts");
                file.clone()
            })
        };
        let inboxes: Vec<InboxConfig> = config.inboxes.iter().map(over).collect();
        Self::new(config, &inboxes)
    }
}

impl App {
    /// Looks again at what the console has set.
    pub(crate) async fn renew_front(&self) -> Result<(), StoreError> {
        let (settings, keys) = (self.store.settings().await?, self.store.token_keys().await?);
        match Front::with(&self.config, &settings, &keys) {
            Ok(front) => self.put_front(front),
            Err(error) => tracing::error!(error = %Chain(&error), "the inboxes stay as they were"),
        }
        Ok(())
    }
}

/// Follows what other nodes and this one change.
pub(crate) async fn follow(app: AppState) {
    let mut whispers = app.store.whispers();
    loop {
        if let Err(error) = app.renew_front().await {
            tracing::warn!(error = %Chain(&error), "settings could not be read; the next look tries again");
        }
        let changed = async {
            loop {
                match whispers.recv().await {
                    Ok(Whisper::Settings) | Err(RecvError::Lagged(_)) => return,
                    Ok(_) => {}
                    Err(RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        tokio::select! {
            () = changed => {}
            () = sleep(LOOK) => {}
        }
    }
}

fn inbox(config: &InboxConfig) -> Result<Arc<Inbox>, ConfigError> {
    let origins = config
        .allowed_origins
        .iter()
        .filter_map(|o| Origin::parse(o).ok())
        .collect();
    Ok(Arc::new(Inbox {
        config: Arc::new(config.clone()),
        origins,
        pictures: pictures::read(config)?,
    }))
}
