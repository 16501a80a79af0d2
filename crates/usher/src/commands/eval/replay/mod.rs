//! `usher eval replay`: recorded turns, taken again.

mod other;
mod since;

use super::write_json;
use crate::config::Config;
use crate::progress::Progress;
use crate::{Options, knowledge_base, out};
use anyhow::{anyhow, bail};
use other::Other;
use since::Since;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::task::spawn_blocking;
use usher_engine::InboxId;
use usher_evals::{Recorded, ReplayReport, Replayed, render_replay, replay};
use usher_server::{Clock, SystemClock, recorded};
use usher_store::Store;

/// Turns read and taken again at one go: a trace is large.
const BATCH: usize = 128;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// From when on: so long ago (7d, 12h), a date (2026-11-01) or an instant (2026-11-01T08:00:00Z).
    #[arg(long, value_name = "TIME", default_value = "7d")]
    since: Since,
    /// A configuration over the present one; it need only say what differs: policies, embedder, `data_dir`.
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
    /// A folder of articles, guides and intents in place of those of the database.
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
    /// A calibration in place of that of the data folder.
    #[arg(long, value_name = "FILE", conflicts_with = "no_calibration")]
    calibration: Option<PathBuf>,
    /// No calibration, also where the data folder has one: the thresholds of the policy count.
    #[arg(long)]
    no_calibration: bool,
    /// Turns of this inbox only.
    #[arg(long, value_name = "KEY")]
    inbox: Option<String>,
    /// The newest so many turns only.
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Writes every turn as JSON, too, with what contacts wrote.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Prints what would have changed. The database and the index of the server are only read.
pub async fn run(config: &Config, options: &Options, args: Args) -> anyhow::Result<ExitCode> {
    let with = match &args.with {
        Some(file) => Config::load_over(options, file)?,
        None => config.clone(),
    };
    let store = knowledge_base::open_to_read(config).await?;
    let ids = args.turns(&store, &with).await?;
    let (mut taken, mut left_out) = (Vec::with_capacity(ids.len()), BTreeMap::new());
    if !ids.is_empty() {
        let other = Other::open(&with, &args).await?;
        take_again(&store, &ids, &other, &mut taken, &mut left_out).await?;
    }
    store.close().await;
    let report = ReplayReport::new(args.in_words(), left_out, taken);
    out::line(render_replay(&report).trim_end());
    if let Some(path) = &args.json {
        write_json(path, &report)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Args {
    async fn turns(&self, store: &Store, with: &Config) -> anyhow::Result<Vec<String>> {
        let inbox = self.inbox.as_deref().map(InboxId::from);
        if let Some(inbox) = &inbox {
            let keys: Vec<&str> = with.server.inboxes.iter().map(|i| i.key.as_str()).collect();
            if !keys.contains(&inbox.as_str()) {
                bail!(
                    "there is no inbox `{inbox}`; the configuration has: {}",
                    keys.join(", ")
                );
            }
        }
        let since = self.since.before(SystemClock.now())?;
        let most = self.limit.map_or(i64::MAX, i64::from);
        Ok(store.turns_since(since, inbox.as_ref(), most).await?)
    }

    /// What the turns are taken again with, where it is said on the command line.
    fn in_words(&self) -> Vec<String> {
        let named = |what: &str, path: &Option<PathBuf>| path.as_ref().map(|p| format!("{what} {}", p.display()));
        let said = [
            named("the configuration", &self.with),
            named("the articles of", &self.knowledge),
            named("the calibration", &self.calibration),
            self.no_calibration.then(|| "no calibration".to_owned()),
        ];
        said.into_iter().flatten().collect()
    }
}

async fn take_again(
    store: &Store,
    ids: &[String],
    other: &Other,
    taken: &mut Vec<Replayed>,
    left_out: &mut BTreeMap<String, usize>,
) -> anyhow::Result<()> {
    let progress = Progress::start("Replaying", "turns", ids.len());
    for (at, some) in ids.chunks(BATCH).enumerate() {
        let mut turns: Vec<Recorded> = Vec::with_capacity(some.len());
        for id in some {
            match recorded(store, id, &other.policies).await? {
                Ok(turn) => turns.push(turn),
                Err(reason) => *left_out.entry(reason).or_default() += 1,
            }
        }
        let (engine, shown) = (Arc::clone(&other.engine), progress.clone());
        let done = move |n: usize| shown.at(at * BATCH + n);
        let replayed = spawn_blocking(move || replay(&turns, &engine, &done)).await?;
        for turn in replayed.map_err(|e| anyhow!(e))? {
            match turn {
                Ok(turn) => taken.push(turn),
                Err(error) => *left_out.entry(format!("the engine failed: {error}")).or_default() += 1,
            }
        }
    }
    progress.done();
    Ok(())
}
