//! What `usher` can be told to do, a file each.

mod ask;
mod bench;
mod convert;
mod crawl;
mod demo;
mod doctor;
mod eval;
mod ingest;
mod migrate;
mod person;
mod reindex;
mod serve;
mod token;

use crate::Options;
use crate::config::Config;
use crate::data::DataDir;
use crate::logging;
use std::process::ExitCode;

/// The commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Serves contacts: REST and WebSocket under /v1.
    Serve,
    /// Shows Usher at work on a small product's help centre that is built in.
    Demo(demo::Args),
    /// Reads a folder of documents, guides and intents; what did not change is left alone.
    Ingest(ingest::Args),
    /// Reads the articles of a site; what did not change is left alone.
    Crawl(crawl::Args),
    /// Asks one question and prints the reply.
    Ask(ask::Args),
    /// Measures quality.
    Eval(eval::Args),
    /// Measures speed on this machine.
    Bench(bench::Args),
    /// Makes the search index anew from the database, as after a change of the embedder.
    Reindex,
    /// Makes a contact's token for trying, as the host's back end would.
    Token(token::Args),
    /// Adds or invites people who take over conversations: the first admin, for example.
    Person(person::Args),
    /// Brings the database's tables up to date.
    Migrate,
    /// Checks configuration, model, index and database, and says how to mend what is wrong.
    Doctor(doctor::Args),
    /// Turns one file into articles, limited in time and memory; the server starts it for files that it does not trust.
    #[command(hide = true)]
    Convert(convert::Args),
}

/// What a command works with.
pub struct Context {
    pub config: Config,
    pub data: DataDir,
}

impl Command {
    /// True for what runs until it is stopped.
    pub fn serves(&self) -> bool {
        matches!(self, Self::Serve | Self::Demo(_))
    }

    /// Does what must have the process to itself: its limits of memory count what threads set aside, and a fault of a parser
    /// is the file's, not ours. `None` for every other command.
    pub fn run_bare(&self) -> Option<anyhow::Result<ExitCode>> {
        match self {
            Self::Convert(args) => Some(convert::run(args)),
            _ => None,
        }
    }

    /// Does it.
    pub async fn run(self, options: &Options) -> anyhow::Result<ExitCode> {
        if let Self::Doctor(args) = &self {
            return doctor::run(options, args).await;
        }
        let config = Config::load(options)?;
        logging::start(&config.log, self.serves())?;
        if let Self::Eval(args) = self {
            return eval::run(&config, options, args).await;
        }
        if let Self::Bench(args) = self {
            bench::run(&config, options, args).await?;
            return Ok(ExitCode::SUCCESS);
        }
        let data = DataDir::open(&config.data_dir)?;
        let context = Context { config, data };
        match self {
            Self::Serve => serve::run(context).await,
            Self::Demo(args) => demo::run(context, args).await,
            Self::Ingest(args) => ingest::run(context, args).await,
            Self::Crawl(args) => crawl::run(context, args).await,
            Self::Ask(args) => ask::run(context, args).await,
            Self::Reindex => reindex::run(context).await,
            Self::Token(args) => token::run(&context, args),
            Self::Person(args) => person::run(context, args).await,
            Self::Migrate => migrate::run(context).await,
            Self::Doctor(_) | Self::Eval(_) | Self::Bench(_) | Self::Convert(_) => Ok(()),
        }?;
        Ok(ExitCode::SUCCESS)
    }
}
