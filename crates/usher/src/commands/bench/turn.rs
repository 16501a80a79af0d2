//! `usher bench turn`: what a turn costs besides the embedding of its message.

use super::corpus::{Base, Corpus};
use super::index;
use super::prepared::Prepared;
use super::report::{Report, Times, machine};
use crate::out;
use crate::progress::Progress;
use anyhow::bail;
use std::sync::Arc;
use tokio::runtime::Handle;
use usher_engine::{Author, Embedder, Engine, Message, Policy, Retriever, TurnInput};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Chunks in the index.
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    chunks: usize,
    /// Turns timed, after each question was taken once.
    #[arg(long, default_value_t = 2_000, value_name = "N")]
    turns: usize,
}

/// Blocks; one turn at a time.
pub fn run(args: &Args, model: &Arc<dyn Embedder>, seed: u64) -> anyhow::Result<Report> {
    let base = Base::read();
    let mut corpus = Corpus::new(&base, seed);
    let made = index::make(&base, &mut corpus, model, args.chunks)?;
    let questions = base.questions();
    out::note(&format!("Embedding {} questions", questions.len()));
    let prepared = Arc::new(Prepared::new(Arc::clone(model), questions)?);
    let (chunks, articles) = (made.index.chunks(), made.articles);
    let retriever: Arc<dyn Retriever> = Arc::new(made.index);
    let embedder = Arc::clone(&prepared) as Arc<dyn Embedder>;
    let engine = Engine::new(embedder, retriever, base.teaching.clone())?;
    prepared.take_missed();

    let (handle, policy) = (Handle::current(), Policy::default());
    let mut times = Times::default();
    // A turn may embed more than its question: sentences that look like planted instructions.
    let warm = questions.len();
    let mut further = 0;
    let progress = Progress::start("Taking", "turns", args.turns);
    for (at, question) in questions.iter().cycle().take(warm + args.turns).enumerate() {
        let input = TurnInput {
            messages: vec![Message::new(Author::Contact, question.as_str())],
            ..TurnInput::default()
        };
        let turn = || handle.block_on(engine.respond(&input, &policy));
        if at < warm {
            turn()?;
            further += prepared.take_missed();
        } else {
            times.take(turn)?;
            progress.at(at - warm);
        }
    }
    progress.done();
    if prepared.take_missed() > 0 {
        bail!("turns embedded texts that were not prepared; this is a fault of the benchmark");
    }
    let conditions = vec![
        format!("{chunks} chunks of {articles} articles, {} turns one after another", args.turns),
        format!("each of {warm} questions was taken once before, which embedded {further} texts besides the questions"),
        "the demo's known questions, embedded beforehand; chunks made from the demo's sentences with vectors mixed of theirs"
            .into(),
        machine(),
    ];
    let mut report = Report::new("turn", conditions);
    report.add_times("turn without its embedding,", &mut times.wall, Some(2.0), Some(10.0));
    if !times.undisturbed.is_empty() {
        report.add_times("without waiting for a core,", &mut times.undisturbed, None, None);
    }
    Ok(report)
}
