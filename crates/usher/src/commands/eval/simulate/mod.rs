//! `usher eval simulate SUITE…`: whole conversations through a whole server, from contacts with a goal.

mod conversation;
mod http;
mod local;
mod speaker;

use super::{run::save_baseline, tell, write_json};
use crate::config::Config;
use crate::out;
use anyhow::bail;
use conversation::Hall;
use local::LocalServer;
use speaker::Speaker;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use usher_evals::{
    Cases, Failure, Held, Options, Progress, Results, SimulateCase, Suite, SuiteResult, score_simulated,
};

/// Conversations held at the same time.
const AT_ONCE: usize = 4;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of suites of kind `simulate`.
    #[arg(required = true, value_name = "SUITE")]
    suites: Vec<PathBuf>,
    /// Writes the metrics and the cases with their transcripts as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Keeps the results as `baseline.json` beside each suite, for `eval compare`.
    #[arg(long)]
    save_baseline: bool,
    /// Lets the configured language model find the contacts' words, and the server write with it. What it writes is not the
    /// same at every run; whether a contact got what they came for is judged as without it.
    #[arg(long)]
    model: bool,
}

/// Exit code 1 where a suite, or a line of one, could not be run.
pub async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let speaker = args.model.then(|| Speaker::open(config)).transpose()?.map(Arc::new);
    let mut results = Results::default();
    for folder in &args.suites {
        match measured(config, folder, speaker.clone(), &results).await {
            Ok((name, result)) => {
                results.suites.insert(name, result);
            }
            Err(error) => results.failed.push(Failure {
                suite: folder.display().to_string(),
                message: out::causes(&error),
            }),
        }
    }
    out::line(&usher_evals::render(&results));
    if let Some(path) = &args.json {
        write_json(path, &results)?;
    }
    if args.save_baseline {
        args.suites
            .iter()
            .try_for_each(|folder| save_baseline(folder, &results))?;
    }
    Ok(if results.is_whole() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A suite's name and what came of its conversations.
async fn measured(
    config: &Config,
    folder: &Path,
    speaker: Option<Arc<Speaker>>,
    before: &Results,
) -> anyhow::Result<(String, SuiteResult)> {
    let suite = Suite::load(folder)?;
    let Cases::Simulate { cases, knowledge } = &suite.cases else {
        let (at, kind) = (folder.display(), suite.cases.kind().name());
        bail!("{at}: it is of kind `{kind}`; measure it with `usher eval run`, or name a suite of kind `simulate`");
    };
    if before.suites.contains_key(&suite.name) {
        bail!(
            "{}: an earlier suite has the same `name`; give each its own, results go by it",
            folder.join("suite.toml").display()
        );
    }
    told(&suite.name, "preparing", 0, 0);
    let server = LocalServer::start(config, knowledge, speaker.is_some()).await?;
    let hall = Arc::new(Hall::new(&server, speaker)?);
    let held = hold(&hall, &suite.name, cases).await;
    let notes = hall.notes();
    drop(hall);
    server.stop().await?;
    let result = score_simulated(&suite, held?, notes, &Options::default())?;
    Ok((suite.name, result))
}

/// Holds every conversation, a few at a time; they come back in the order of the cases.
async fn hold(hall: &Arc<Hall>, suite: &str, cases: &[SimulateCase]) -> anyhow::Result<Vec<Held>> {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut talks = JoinSet::new();
    for (at, case) in cases.iter().cloned().enumerate() {
        let (hall, room) = (Arc::clone(hall), Arc::clone(&room));
        talks.spawn(async move {
            let _place = room.acquire_owned().await;
            (at, hall.hold(at, &case).await)
        });
    }
    told(suite, "cases", 0, cases.len());
    let mut held = Vec::new();
    while let Some(talk) = talks.join_next().await {
        let (at, talk) = talk?;
        held.push((at, talk?));
        told(suite, "cases", held.len(), cases.len());
    }
    held.sort_by_key(|(at, _)| *at);
    Ok(held.into_iter().map(|(_, held)| held).collect())
}

fn told(suite: &str, stage: &'static str, done: usize, total: usize) {
    tell(&Progress {
        suite,
        stage,
        done,
        total,
    });
}
