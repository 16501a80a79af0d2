//! `usher bench`: how fast this machine is at what Usher does, beside what is wanted.

mod corpus;
mod eval;
mod index;
mod ingest;
mod memory;
mod mixed;
mod prepared;
mod report;
mod search;
mod stock;
mod turn;

use crate::Options;
use crate::config::Config;
use crate::data::DataDir;
use crate::embedder;
use anyhow::Context as _;
use std::path::PathBuf;
use std::sync::Arc;
use usher_engine::Embedder;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
    /// Writes what was measured as JSON, too.
    #[arg(long, global = true, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Seeds the generated corpus.
    #[arg(long, global = true, default_value_t = 1, value_name = "N")]
    seed: u64,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Ingest of a folder against the embedder alone on the same texts, and the memory that it takes.
    Ingest(ingest::Args),
    /// A suite of whole turns against the embedder alone on the same messages.
    Eval(eval::Args),
    /// Whole turns without the embedding of their message.
    Turn(turn::Args),
    /// Hybrid search, and what its dense part misses.
    Search(search::Args),
}

pub async fn run(config: &Config, options: &Options, args: Args) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir().context("no temporary folder can be made; set TMPDIR to one")?;
    let embedder: Arc<dyn Embedder> = embedder::open(&config.embedder, &DataDir::open(scratch.path())?).await?;
    let report = match args.action {
        Action::Ingest(these) => match these.peak_of() {
            Some(folder) => return memory::tell_peak(folder, &embedder).await,
            None => ingest::run(&these, options, &embedder, args.seed).await?,
        },
        Action::Eval(these) => eval::run(&these, config, args.seed).await?,
        Action::Turn(these) => tokio::task::spawn_blocking(move || turn::run(&these, &embedder, args.seed)).await??,
        Action::Search(these) => {
            tokio::task::spawn_blocking(move || search::run(&these, &embedder, args.seed)).await??
        }
    };
    report.tell(args.json.as_deref())
}
