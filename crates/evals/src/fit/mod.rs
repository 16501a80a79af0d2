//! Learning the weights of reading: the ranker of passages and the evidence for the best; those of frustration; and those of
//! the support check.
//!
//! The ranker is a listwise softmax (log of the probability on right passages, ridge on standardised signals), the evidence
//! a ridge logistic regression, both by full-batch gradient steps (Adam), both measured on groups left out.

mod adam;
mod frustration;
mod injection;
mod learn;
mod support;

use crate::bench::Bench;
use crate::case::{ReadCase, ResolveCase};
use crate::error::EvalError;
use crate::parallel;
use crate::run::{Options, Progress, Run};
use crate::suite::{Cases, Knowledge, Suite};
use crate::words::{holds, holds_anywhere};
use std::path::{Path, PathBuf};
use usher_engine::propose::GuideFeatures;
use usher_engine::reading::Weighed;
use usher_engine::{ArticleId, Author, GuideId, Message, Outcome, TurnInput, Weighing};

/// Passages after the best that a short reply may quote, too.
const QUOTED: usize = 3;

/// A passage with its article, its text and what the weights apply to.
type Passage = (ArticleId, String, Weighed);

/// One case with everything that the weights apply to.
struct Sample {
    id: String,
    suite: usize,
    /// True where the article is given and not searched for.
    given: bool,
    group: String,
    passages: Vec<Passage>,
    guides: Vec<(GuideId, GuideFeatures)>,
    /// False where a guide or a question back is expected, which says nothing of what could be read.
    reads: bool,
    /// The guide that is right; none where something else is.
    guide: Option<GuideId>,
    /// Which passages are right; none where nothing answers.
    right: Vec<bool>,
    /// Weighs the suite against larger ones.
    weight: f64,
    is_right: Box<dyn Fn(&[&Passage]) -> bool + Send + Sync>,
}

/// Learns reading on suites of kinds `resolve` and `read`, frustration on suites of kind `satisfaction`, the support check on
/// suites of kind `support`, or injection on suites of kind `injection` with `classify` (harmless messages) and `resolve`
/// (articles). Gives the weights and the cross-validated figures as text to read and to copy into `usher_engine::models`. What
/// reading or the support check was learned from is written to `to`, if given.
pub fn fit(
    suites: &[PathBuf],
    to: Option<&Path>,
    bench: &Bench,
    on_progress: &(dyn Fn(&Progress<'_>) + Sync),
) -> Result<String, EvalError> {
    let options = Options::default();
    let suites: Vec<Suite> = suites
        .iter()
        .map(|folder| Suite::load(folder))
        .collect::<Result<_, _>>()?;
    if let Some(learned) = frustration::fit(&suites, bench, on_progress) {
        return learned;
    }
    if let Some(learned) = support::fit(&suites, to, bench, on_progress) {
        return learned;
    }
    if suites.iter().any(|suite| matches!(suite.cases, Cases::Injection(_))) {
        return injection::fit(&suites, bench, on_progress);
    }
    let mut samples = Vec::new();
    let mut names = Vec::new();
    for suite in suites {
        let run = Run {
            bench,
            options: &options,
            suite: &suite.name,
            on_progress,
        };
        let number = names.len();
        let mut some = match &suite.cases {
            Cases::Resolve { cases, knowledge } => resolve(&run, number, cases, knowledge)?,
            Cases::Read { cases, articles } => read(&run, number, cases, articles)?,
            _ => return Err(run.error(
                "suites of kinds resolve and read teach reading; suites of kind satisfaction alone teach frustration, suites of \
                 kind support alone the support check"
                    .to_owned(),
            )),
        };
        // A suite counts by the square root of its size, so that a large one does not drown the others.
        let weight = (1000.0 / some.len().max(1) as f64).sqrt();
        some.iter_mut().for_each(|s| s.weight = weight);
        samples.append(&mut some);
        names.push(suite.name.clone());
    }
    if let Some(file) = to {
        write_samples(file, &samples, &names)
            .map_err(|e| EvalError::unreadable(file, format!("cannot be written: {e}")))?;
    }
    Ok(learn::learn(&samples, &names))
}

/// Everything that is learned from, a case a line, for a look with other tools.
fn write_samples(file: &Path, samples: &[Sample], names: &[String]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for sample in samples {
        let passages: Vec<_> = sample
            .passages
            .iter()
            .zip(&sample.right)
            .map(|((article, text, weighed), right)| {
                serde_json::json!({
                    "article": article, "text": text, "right": right,
                    "signals": weighed.signals.values().as_slice(), "features": weighed.features.values().as_slice(),
                })
            })
            .collect();
        let line = serde_json::json!({
            "id": sample.id, "suite": names[sample.suite], "group": sample.group, "passages": passages,
            "reads": sample.reads, "guide": sample.guide, "guides": sample.guides.iter().map(|(id, f)| (id, f.values())).collect::<Vec<_>>(),
        });
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn resolve(
    run: &Run<'_>,
    suite: usize,
    cases: &[ResolveCase],
    knowledge: &Knowledge,
) -> Result<Vec<Sample>, EvalError> {
    let engine = run.engine(knowledge)?;
    let wanted: Vec<&ResolveCase> = cases.iter().collect();
    let done = |n| run.tell("weighing", n, wanted.len());
    let one = |runtime: &tokio::runtime::Runtime, case: &&ResolveCase| {
        let Weighing { passages, guides } = runtime
            .block_on(engine.weigh(&case.input()))
            .map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))?;
        let expect = case.expect.clone();
        let answers = expect.outcome == Outcome::Answer;
        let is_right = move |some: &[&Passage]| {
            let text = some.iter().map(|(_, t, _)| t.as_str()).collect::<Vec<_>>().join("\n");
            answers
                && some.first().is_some_and(|(a, ..)| expect.admits(a.as_str()))
                && (expect.contains.is_empty() || expect.contains.iter().any(|c| holds(&text, c)))
        };
        let right = passages.iter().map(|p| is_right(&[p])).collect();
        Ok(Sample {
            id: case.identity.id.clone(),
            suite,
            given: false,
            group: case.identity.group().to_owned(),
            passages,
            guides,
            reads: matches!(case.expect.outcome, Outcome::Answer | Outcome::Escalate),
            guide: case.expect.guide.clone(),
            right,
            weight: 1.0,
            is_right: Box::new(is_right),
        })
    };
    parallel::map(&wanted, &done, one)
        .map_err(|e| run.error(e))?
        .into_iter()
        .collect()
}

fn read(
    run: &Run<'_>,
    suite: usize,
    cases: &[ReadCase],
    articles: &[crate::PlainArticle],
) -> Result<Vec<Sample>, EvalError> {
    let engine = (run.bench.over_articles)(articles).map_err(|e| run.error(e))?;
    let done = |n| run.tell("weighing", n, cases.len());
    let one = |runtime: &tokio::runtime::Runtime, case: &ReadCase| {
        let input = TurnInput {
            messages: vec![Message::new(Author::Contact, case.question.as_str())],
            within: Some(vec![ArticleId::from(case.article.as_str())]),
            ..TurnInput::default()
        };
        let Weighing { passages, .. } = runtime
            .block_on(engine.weigh(&input))
            .map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))?;
        let right = passages
            .iter()
            .map(|(_, t, _)| case.answers.iter().any(|a| holds_anywhere(t, a)))
            .collect();
        // Answerability: whether the article answers, not whether the ranker found where.
        let answerable = !case.answers.is_empty();
        Ok(Sample {
            id: case.identity.id.clone(),
            suite,
            given: true,
            group: case.identity.group().to_owned(),
            passages,
            guides: Vec::new(),
            reads: true,
            guide: None,
            right,
            weight: 1.0,
            is_right: Box::new(move |_| answerable),
        })
    };
    parallel::map(cases, &done, one)
        .map_err(|e| run.error(e))?
        .into_iter()
        .collect()
}
