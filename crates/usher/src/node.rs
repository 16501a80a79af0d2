//! A node while it serves: it follows the database's knowledge, and drains when it is told to stop.

use crate::calibration::Choice;
use crate::config::Config;
use crate::convert::convert;
use crate::data::DataDir;
use crate::knowledge_base::KnowledgeBase;
use crate::voice::voice;
use crate::workbench::workbench;
use anyhow::{Context, anyhow};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use usher_engine::{Engine, SupportCheck};
use usher_knowledge::Reader;
use usher_server::{DemoPage, Library, Mind, Respond, Server, SystemClock};
use usher_store::StoreError;

/// Between two looks at the database's knowledge. A change is taken over once it rests for so long: an ingest makes many.
const POLL: Duration = Duration::from_millis(300);
/// What is new is taken over after so long even where more keeps coming.
const MOST_WAIT: Duration = Duration::from_secs(2);
/// Before what failed is tried again.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// Where uploads lie in the data folder until they are read.
const UPLOADS: &str = "uploads";
/// What a shell says of a process that ended by an interrupt.
const EXIT_INTERRUPTED: i32 = 130;

/// Fills in the secret that is kept in the data folder where none is configured.
pub fn keep_secret(config: &mut Config, data: &DataDir) -> anyhow::Result<()> {
    if config.server.secret.is_none() {
        config.server.secret = Some(data.kept_secret("secret")?);
    }
    Ok(())
}

/// Takes the port.
pub async fn listen(bind: SocketAddr, cure: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(bind).await.map_err(|e| match e.kind() {
        ErrorKind::AddrInUse => anyhow!("{bind} is taken by another program; {cure}"),
        ErrorKind::PermissionDenied => anyhow!("this user may not listen on {bind}; {cure}"),
        _ => anyhow!("{bind} cannot be listened on: {e}; {cure}"),
    })
}

/// Serves until SIGTERM or Ctrl-C, then drains. `ready` is called once the engine answers.
pub async fn run(
    config: Config,
    knowledge: KnowledgeBase,
    listener: TcpListener,
    demo: Option<DemoPage>,
    ready: impl FnOnce() + Send + 'static,
) -> anyhow::Result<()> {
    run_until(config, knowledge, listener, demo, ready, stop_requested()).await
}

/// Serves until `stop` comes true, then drains. `ready` is called once the engine answers.
pub async fn run_until(
    config: Config,
    knowledge: KnowledgeBase,
    listener: TcpListener,
    demo: Option<DemoPage>,
    ready: impl FnOnce() + Send + 'static,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let store = knowledge.store.clone();
    let mind = Mind::absent();
    mind.speak_with(voice(&config)?);
    mind.keep_calls_for(config.llm.log_days);
    mind.check_with(SupportCheck::new(Arc::clone(&knowledge.embedder)));
    mind.read_with(Library {
        reader: Reader::new(Arc::clone(&knowledge.embedder)),
        convert: Arc::new(convert),
        folder: config.data_dir.join(UPLOADS),
    });
    mind.measure_with(workbench(&knowledge));
    let server = Server::new(config.server, store.clone(), mind.clone(), Arc::new(SystemClock), demo)?;
    let follower: JoinHandle<()> = tokio::spawn(follow(knowledge, mind, ready));
    let served = server.run(listener, stop).await;
    follower.abort();
    // What it holds is let go of before this returns.
    let _ = follower.await;
    store.close().await;
    served.context("the server stopped")
}

/// Makes the first engine, then a new one at every change of the knowledge or of the calibration.
async fn follow(knowledge: KnowledgeBase, mind: Mind, ready: impl FnOnce() + Send) {
    // With something in the index, that serves while the rest is embedded. Where nothing is missing one engine is enough.
    if knowledge.index.chunks() > 0 && !knowledge.is_current().await {
        swap(&knowledge, &mind).await;
    }
    let mut synced = None;
    let mut seen = None;
    let mut ready = Some(ready);
    // Since when there is something new that was not taken over, because more came.
    let mut restless: Option<Instant> = None;
    loop {
        let now = match state(&knowledge).await {
            Ok(now) => Some(now),
            Err(error) => {
                tracing::warn!(%error, "the knowledge's generation cannot be read; trying again");
                seen.clone()
            }
        };
        let rests = now.is_some() && (now == seen || synced.is_none());
        if now == synced {
            restless = None;
        }
        let mut waits = || restless.get_or_insert_with(Instant::now).elapsed() >= MOST_WAIT;
        if now.is_some() && now != synced && (rests || waits()) {
            restless = None;
            match take_over(&knowledge, &mind).await {
                Some(generation) => {
                    synced = now.clone().map(|(_, calibration)| (generation, calibration));
                    if let Some(ready) = ready.take() {
                        give_way(&knowledge);
                        ready();
                    }
                }
                None => sleep(AFTER_FAILURE).await,
            }
        }
        seen = now;
        tokio::select! {
            () = sleep(POLL) => {}
            () = mind.knowledge_to_follow() => {}
        }
    }
}

/// What an engine is made of: which generation of the knowledge, and which calibration.
async fn state(knowledge: &KnowledgeBase) -> Result<(i64, Option<Choice>), StoreError> {
    let generation = knowledge.store.knowledge_generation().await?;
    let choice = match &knowledge.calibration {
        Some(file) => Some(file.choice(&knowledge.store).await?),
        None => None,
    };
    Ok((generation, choice))
}

/// From now on what is added to the index goes behind turns.
fn give_way(knowledge: &KnowledgeBase) {
    if let Err(error) = knowledge.index.give_way() {
        tracing::warn!(%error, "what is added from now on takes as much of the machine as turns do");
    }
}

/// Returns the generation of the knowledge that is answered from now on; `None` where what answered before goes on.
async fn take_over(knowledge: &KnowledgeBase, mind: &Mind) -> Option<i64> {
    match knowledge.sync(false).await {
        Ok(synced) => {
            tracing::info!(
                index.embedded = synced.embedded,
                index.chunks = knowledge.index.chunks(),
                "the index is up to date"
            );
            if mind.is_ready() {
                // What answers searches this index: it quotes what is new already, and learns new questions with the swap.
                mind.took_over(synced.generation);
            }
            let swapped = swap(knowledge, mind).await;
            if swapped {
                mind.took_over(synced.generation);
            }
            swapped.then_some(synced.generation)
        }
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "the index could not be brought up to date; trying again");
            None
        }
    }
}

async fn swap(knowledge: &KnowledgeBase, mind: &Mind) -> bool {
    match knowledge.calibrated_engine().await {
        Ok((engine, watched)) => {
            mind.swap(respond(engine));
            mind.compare_with(watched);
            true
        }
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "the engine could not be made; what answered before goes on");
            false
        }
    }
}

fn respond(engine: Engine) -> Respond {
    let engine = Arc::new(engine);
    Arc::new(move |input, policy, aids| {
        let engine = Arc::clone(&engine);
        Box::pin(async move {
            let turn = engine.respond_with(&input, &policy, &aids).await;
            turn.map_err(|e| e.to_string())
        })
    })
}

/// Comes true at the first SIGTERM or Ctrl-C; a second one ends the process at once.
async fn stop_requested() {
    signal().await;
    tokio::spawn(async {
        signal().await;
        std::process::exit(EXIT_INTERRUPTED);
    });
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}
