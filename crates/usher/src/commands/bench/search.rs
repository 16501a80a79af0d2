//! `usher bench search`: hybrid search on a large index, and what its dense part misses of an exact search.

use super::corpus::{Base, Corpus};
use super::index::{self, Made};
use super::report::{Report, Times, Wanted, machine};
use crate::out;
use crate::progress::Progress;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::runtime::Handle;
use usher_engine::{Contact, Embedder, Hit, PortError, Retriever, SearchQuery};

/// What a turn reads.
const HITS: usize = 24;
/// Dense places that are compared with an exact search.
const DEPTH: usize = 10;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Chunks in the index.
    #[arg(long, default_value_t = 100_000, value_name = "N")]
    chunks: usize,
    /// Queries timed, each another one.
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    queries: usize,
}

/// Blocks; one search at a time.
pub fn run(args: &Args, model: &Arc<dyn Embedder>, seed: u64) -> anyhow::Result<Report> {
    let base = Base::read();
    let mut corpus = Corpus::new(&base, seed);
    let asked = |at: usize, corpus: &mut Corpus<'_>| match base.questions().get(at) {
        Some(question) => question.clone(),
        None => corpus.question(),
    };
    let queries: Vec<String> = (0..args.queries).map(|at| asked(at, &mut corpus)).collect();
    let made = index::make(&base, &mut corpus, model, args.chunks)?;
    let queries: Vec<(String, Vec<f32>)> = queries
        .into_iter()
        .map(|text| (made.vectors.vector(&text), text))
        .map(|(vector, text)| (text, vector))
        .collect();

    let mut times = Times::default();
    let progress = Progress::start("Searching", "queries", queries.len());
    for (at, (text, vector)) in queries.iter().enumerate() {
        times.take(|| search(&made, text, vector, HITS))?;
        progress.at(at);
    }
    progress.done();
    let recall = recall(&made, &queries)?;
    let conditions = vec![
        format!(
            "{} chunks of {} articles, {} queries one after another, none twice",
            made.index.chunks(),
            made.articles,
            args.queries
        ),
        "the demo's known questions and questions made from them; chunks made from its sentences, vectors mixed of theirs".into(),
        machine(),
    ];
    let mut report = Report::new("search", conditions);
    report.add_times("hybrid search,", &mut times.wall, None, Some(15.0));
    if !times.undisturbed.is_empty() {
        report.add_times("without waiting for a core,", &mut times.undisturbed, None, None);
    }
    report.add("recall@10 of the dense part", recall, "", Some(Wanted::AtLeast(0.99)));
    Ok(report)
}

fn search(made: &Made, text: &str, vector: &[f32], limit: usize) -> Result<Vec<Hit>, PortError> {
    let query = SearchQuery {
        text,
        vector,
        contact: &Contact::default(),
        inbox: "",
        area: None,
        within: None,
        limit,
    };
    Handle::current().block_on(made.index.search(&query))
}

/// The share of the best ten by an exact search that the index has among its best ten. A chunk with the score of the
/// tenth is as good as the tenth.
fn recall(made: &Made, queries: &[(String, Vec<f32>)]) -> Result<f64, PortError> {
    out::note("Comparing with an exact search");
    let places: HashMap<&str, usize> = made
        .open
        .iter()
        .enumerate()
        .map(|(at, (id, _))| (id.as_str(), at))
        .collect();
    let mut found = 0;
    for (text, vector) in queries {
        let scores: Vec<f32> = made
            .open
            .iter()
            .map(|(_, rows)| exact(rows.values.as_slice(), vector))
            .collect();
        let mut sorted = scores.clone();
        let (_, tenth, _) = sorted.select_nth_unstable_by(DEPTH - 1, |a, b| b.total_cmp(a));
        let least = *tenth - 1e-5;
        let hits = search(made, text, vector, usize::MAX)?;
        let dense = hits.iter().filter(|h| h.dense_rank.is_some_and(|rank| rank < DEPTH));
        found += dense
            .filter_map(|h| places.get(h.chunk.id.as_str()))
            .filter(|at| scores[**at] >= least)
            .count();
    }
    Ok(found as f64 / (queries.len() * DEPTH).max(1) as f64)
}

/// The best score of a chunk's parts.
fn exact(parts: &[i8], vector: &[f32]) -> f32 {
    let scores = parts.chunks_exact(vector.len()).map(|row| dot(row, vector) / 127.0);
    scores.fold(f32::MIN, f32::max)
}

/// Summed in lanes, which a processor does side by side.
fn dot(row: &[i8], vector: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0f32; LANES];
    for (some, others) in row.chunks(LANES).zip(vector.chunks(LANES)) {
        for ((sum, &a), b) in sums.iter_mut().zip(some).zip(others) {
            *sum += f32::from(a) * b;
        }
    }
    sums.iter().sum()
}
