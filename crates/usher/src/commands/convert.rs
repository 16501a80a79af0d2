//! `usher convert`: what the server starts for a file whose reader is not to be trusted. Not for people.

use std::io;
use std::process::ExitCode;
use usher_knowledge::convert::child::{self, Bounds};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file's name, which says its format; its content comes by standard input.
    #[arg(long)]
    name: String,
    /// The most CPU time, in seconds.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// The most memory, in bytes.
    #[arg(long, default_value_t = 1024 * 1024 * 1024)]
    memory_bytes: u64,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let bounds = Bounds {
        seconds: args.seconds,
        memory_bytes: args.memory_bytes,
    };
    child::run(&args.name, bounds, &mut io::stdin().lock(), &mut io::stdout().lock())?;
    Ok(ExitCode::SUCCESS)
}
