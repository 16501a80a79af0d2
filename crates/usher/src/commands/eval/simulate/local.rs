//! A whole server in this process, on a loopback port, over a temporary data folder: its database, the suite's knowledge, its
//! workers. Nothing of the configured server's data is touched.

use crate::config::Config;
use crate::data::DataDir;
use crate::knowledge_base::KnowledgeBase;
use crate::{ingest, node};
use anyhow::{Context as _, bail};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use usher_knowledge::Index;
use usher_server::{InboxConfig, LimitsConfig, ServerConfig, SystemClock, TokenKey};

/// How long the index gets to close once the server has stopped, in steps.
const CLOSING: (u32, Duration) = (200, Duration::from_millis(25));

/// The server.
pub struct LocalServer {
    /// Where it is reached.
    pub url: String,
    /// The one inbox that it has.
    pub inbox: InboxConfig,
    /// Told, it drains and ends; dropped, too.
    stop: oneshot::Sender<()>,
    served: JoinHandle<anyhow::Result<()>>,
    /// The index writes into its folder when it closes, so that the folder has to outlive it.
    index: Weak<Index>,
    folder: TempDir,
}

impl LocalServer {
    /// Starts one over a folder of articles and comes back once it answers.
    pub async fn start(config: &Config, knowledge: &Path, model: bool) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
        let data = DataDir::open(folder.path())?;
        let inbox = inbox(config, &data)?;
        let config = on_loopback(config, inbox.clone(), &data, model)?;
        let listener = node::listen(config.server.bind, "the machine's loopback is needed").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let base = KnowledgeBase::open(&config, &data).await?;
        let source = knowledge.display().to_string();
        ingest::read_folder(knowledge, &source, &base.store, &base.embedder, &SystemClock).await?;
        base.sync(false).await?;
        let index = Arc::downgrade(&base.index);
        let (stop, stopped) = oneshot::channel::<()>();
        let (say_ready, ready) = oneshot::channel::<()>();
        let on_ready = move || {
            let _ = say_ready.send(());
        };
        let until = async move {
            let _ = stopped.await;
        };
        let served = tokio::spawn(node::run_until(config, base, listener, None, on_ready, until));
        // What says so is dropped where the server ends without an answer.
        if ready.await.is_err() {
            served.await??;
            bail!("the server ended before it answered");
        }
        Ok(Self {
            url,
            inbox,
            stop,
            served,
            index,
            folder,
        })
    }

    /// Stops it in order and removes all that it kept.
    pub async fn stop(self) -> anyhow::Result<()> {
        let _ = self.stop.send(());
        self.served.await??;
        let (steps, step) = CLOSING;
        for _ in 0..steps {
            if self.index.strong_count() == 0 {
                break;
            }
            sleep(step).await;
        }
        drop(self.folder);
        Ok(())
    }
}

/// The first inbox as it decides on replies, with a key of its own to sign contacts' tokens.
fn inbox(config: &Config, data: &DataDir) -> anyhow::Result<InboxConfig> {
    let configured = config
        .server
        .inboxes
        .first()
        .context("there is no inbox; add an [[server.inboxes]]")?;
    Ok(InboxConfig {
        key: configured.key.clone(),
        name: configured.name.clone(),
        product: configured.product.clone(),
        policy: configured.policy.clone(),
        token_keys: vec![TokenKey {
            kid: "simulate".into(),
            secret: data.kept_secret("token-key")?,
        }],
        ..InboxConfig::default()
    })
}

/// The configuration with nothing in it that reaches beyond this process but the language model, where that was asked for. All
/// contacts come from one address, so that rates are not limited.
fn on_loopback(config: &Config, inbox: InboxConfig, data: &DataDir, model: bool) -> anyhow::Result<Config> {
    let mut config = config.clone();
    config.data_dir = data.path().to_owned();
    config.store.url = None;
    if !model {
        config.llm.endpoints.clear();
    }
    config.server = ServerConfig {
        bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        inboxes: vec![inbox],
        workers: config.server.workers,
        turn_timeout_ms: config.server.turn_timeout_ms,
        max_attempts: config.server.max_attempts,
        drift_check_s: 0,
        limits: LimitsConfig {
            ip_per_minute: 0,
            contact_per_minute: 0,
            ..LimitsConfig::default()
        },
        ..ServerConfig::default()
    };
    node::keep_secret(&mut config, data)?;
    config.server.check()?;
    Ok(config)
}
