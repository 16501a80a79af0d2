//! Learning the weights of reading: the ranker of passages and the evidence for the best.
//!
//! The ranker is a listwise softmax (log of the probability on right passages, ridge on standardised signals), the evidence
//! a ridge logistic regression, both by full-batch gradient steps (Adam), both measured on groups left out.

use crate::bench::Bench;
use crate::case::{ReadCase, ResolveCase};
use crate::error::EvalError;
use crate::parallel;
use crate::run::{Options, Progress, Run};
use crate::statistics::auroc;
use crate::suite::{Cases, Suite};
use crate::words::{holds, holds_anywhere};
use std::fmt::Write as _;
use std::path::PathBuf;
use usher_engine::models::{EVIDENCE, RANKER};
use usher_engine::reading::Weighed;
use usher_engine::{ArticleId, Author, Message, Outcome, TurnInput};

/// Parts that are left out in turn.
const FOLDS: usize = 10;
/// Ridge on standardised signals of the ranker, a case.
const RANKER_RIDGE: f64 = 0.005;
/// Ridge on standardised features of the evidence, a case.
const EVIDENCE_RIDGE: f64 = 0.001;
/// Passages after the best that a short reply may quote, too.
const QUOTED: usize = 3;

/// One case with everything that the weights apply to.
struct Sample {
    suite: usize,
    group: String,
    passages: Vec<(ArticleId, String, Weighed)>,
    /// Which passages are right; none where nothing answers.
    right: Vec<bool>,
    /// Weighs the suite against larger ones.
    weight: f64,
    is_right: Box<dyn Fn(&[&(ArticleId, String, Weighed)]) -> bool + Send + Sync>,
}

/// Learns on suites of kinds `resolve` and `read`, and gives the weights and the cross-validated figures as text to read
/// and to copy into `usher_engine::models`.
pub fn fit(
    suites: &[PathBuf],
    bench: &Bench,
    on_progress: &(dyn Fn(&Progress<'_>) + Sync),
) -> Result<String, EvalError> {
    let options = Options::default();
    let mut samples = Vec::new();
    let mut names = Vec::new();
    for folder in suites {
        let suite = Suite::load(folder)?;
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
            _ => return Err(run.error("only suites of kinds resolve and read teach reading".to_owned())),
        };
        // A suite counts by the square root of its size, so that a large one does not drown the others.
        let weight = (1000.0 / some.len().max(1) as f64).sqrt();
        some.iter_mut().for_each(|s| s.weight = weight);
        samples.append(&mut some);
        names.push(suite.name.clone());
    }
    Ok(learn(&samples, &names))
}

fn resolve(
    run: &Run<'_>,
    suite: usize,
    cases: &[ResolveCase],
    knowledge: &std::path::Path,
) -> Result<Vec<Sample>, EvalError> {
    let engine = (run.bench.over_folder)(knowledge).map_err(|e| run.error(e))?;
    // Messages that are a person's by rule, and guides, teach nothing about reading.
    let wanted: Vec<&ResolveCase> = cases
        .iter()
        .filter(|c| matches!(c.expect.outcome, Outcome::Answer | Outcome::Escalate))
        .collect();
    let done = |n| run.tell("weighing", n, wanted.len());
    let one = |runtime: &tokio::runtime::Runtime, case: &&ResolveCase| {
        let passages = runtime
            .block_on(engine.weigh(&case.input()))
            .map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))?;
        let expect = case.expect.clone();
        let answers = expect.outcome == Outcome::Answer;
        let is_right = move |some: &[&(ArticleId, String, Weighed)]| {
            let text = some.iter().map(|(_, t, _)| t.as_str()).collect::<Vec<_>>().join("\n");
            answers
                && some.first().is_some_and(|(a, ..)| expect.admits(a.as_str()))
                && (expect.contains.is_empty() || expect.contains.iter().any(|c| holds(&text, c)))
        };
        let right = passages.iter().map(|p| is_right(&[p])).collect();
        Ok(Sample {
            suite,
            group: case.identity.group().to_owned(),
            passages,
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
        let passages = runtime
            .block_on(engine.weigh(&input))
            .map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))?;
        let right = passages
            .iter()
            .map(|(_, t, _)| case.answers.iter().any(|a| holds_anywhere(t, a)))
            .collect();
        // Answerability: whether the article answers, not whether the ranker found where.
        let answerable = !case.answers.is_empty();
        Ok(Sample {
            suite,
            group: case.identity.group().to_owned(),
            passages,
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

fn learn(samples: &[Sample], names: &[String]) -> String {
    let mut groups: Vec<(usize, &str)> = samples.iter().map(|s| (s.suite, s.group.as_str())).collect();
    groups.sort_unstable();
    groups.dedup();
    let fold = |s: &Sample| {
        groups
            .iter()
            .position(|g| *g == (s.suite, s.group.as_str()))
            .unwrap_or(0)
            % FOLDS
    };
    let mut held: Vec<Option<(bool, bool, f64)>> = samples.iter().map(|_| None).collect();
    for left_out in 0..FOLDS {
        let rest: Vec<&Sample> = samples.iter().filter(|s| fold(s) != left_out).collect();
        let ranker = fit_ranker(&rest);
        let evidence = fit_evidence(&rest, &ranker);
        for (at, sample) in samples.iter().enumerate().filter(|(_, s)| fold(s) == left_out) {
            held[at] = judge(sample, &ranker, &evidence);
        }
    }
    let all: Vec<&Sample> = samples.iter().collect();
    let ranker = fit_ranker(&all);
    let evidence = fit_evidence(&all, &ranker);
    let mut text = String::new();
    for (number, name) in names.iter().enumerate() {
        let of = || samples.iter().zip(&held).filter(|(s, _)| s.suite == number);
        let findable: Vec<bool> = of()
            .filter(|(s, _)| s.right.contains(&true))
            .filter_map(|(_, h)| h.map(|h| h.0))
            .collect();
        let hits = findable.iter().filter(|h| **h).count();
        let scored: Vec<(f64, bool)> = of().filter_map(|(_, h)| h.map(|h| (h.2, h.1))).collect();
        let scored: Vec<&(f64, bool)> = scored.iter().collect();
        let _ = writeln!(
            text,
            "{name}: right passage first {:.4} of {} where there is one; confidence AUROC {:.4} of {}",
            hits as f64 / findable.len().max(1) as f64,
            findable.len(),
            auroc(&scored).unwrap_or(f64::NAN),
            scored.len()
        );
    }
    let mut weights = |title: &str, names: &[(&str, f32)], values: &[f64]| {
        let _ = writeln!(text, "\n{title}");
        for ((name, _), value) in names.iter().zip(values) {
            let _ = writeln!(text, "    (\"{name}\", {value:.4}),");
        }
    };
    weights("RANKER", RANKER, &ranker);
    weights("EVIDENCE", EVIDENCE, &evidence);
    text
}

fn signals(w: &Weighed) -> Vec<f64> {
    w.signals.iter().map(|v| f64::from(*v)).collect()
}

fn features(w: &Weighed) -> Vec<f64> {
    w.features.iter().map(|v| f64::from(*v)).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Passages of a sample, best first by a ranker.
fn ranked<'a>(sample: &'a Sample, ranker: &[f64]) -> Vec<(usize, &'a (ArticleId, String, Weighed))> {
    let mut order: Vec<_> = sample.passages.iter().enumerate().collect();
    order.sort_by(|a, b| dot(ranker, &signals(&b.1.2)).total_cmp(&dot(ranker, &signals(&a.1.2))));
    order
}

/// Whether the best and what would be quoted with it are right.
fn best_is_right(sample: &Sample, order: &[(usize, &(ArticleId, String, Weighed))]) -> bool {
    let Some((_, first)) = order.first() else { return false };
    let quoted: Vec<_> = order
        .iter()
        .filter(|(_, p)| p.0 == first.0)
        .take(QUOTED)
        .map(|(_, p)| *p)
        .collect();
    (sample.is_right)(&quoted)
}

fn judge(sample: &Sample, ranker: &[f64], evidence: &[f64]) -> Option<(bool, bool, f64)> {
    let order = ranked(sample, ranker);
    let (at, best) = *order.first()?;
    Some((
        sample.right[at],
        best_is_right(sample, &order),
        dot(evidence, &features(&best.2)),
    ))
}

/// Mean and spread of each column; the spread of a constant one is 1, so that it stays as it is.
fn scale<'a>(rows: impl Iterator<Item = &'a [f64]> + Clone, columns: usize) -> Vec<f64> {
    let count = rows.clone().count().max(1) as f64;
    let mean: Vec<f64> = (0..columns)
        .map(|c| rows.clone().map(|r| r[c]).sum::<f64>() / count)
        .collect();
    let spread = (0..columns).map(|c| (rows.clone().map(|r| (r[c] - mean[c]).powi(2)).sum::<f64>() / count).sqrt());
    spread.map(|s| if s < 1e-6 { 1.0 } else { s }).collect()
}

fn fit_ranker(samples: &[&Sample]) -> Vec<f64> {
    let lists: Vec<(Vec<Vec<f64>>, &[bool], f64)> = samples
        .iter()
        .filter(|s| s.right.contains(&true) && s.right.contains(&false))
        .map(|s| {
            (
                s.passages.iter().map(|p| signals(&p.2)).collect(),
                s.right.as_slice(),
                s.weight,
            )
        })
        .collect();
    let spread = scale(
        lists.iter().flat_map(|(rows, ..)| rows.iter().map(Vec::as_slice)),
        RANKER.len(),
    );
    let total: f64 = lists.iter().map(|(.., w)| w).sum::<f64>().max(1.0);
    adam(RANKER.len(), &spread, RANKER_RIDGE, None, |weights, gradient| {
        for (rows, right, weight) in &lists {
            let scores: Vec<f64> = rows.iter().map(|r| dot(weights, r)).collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let odds: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f64 = odds.iter().sum();
            let good: f64 = odds
                .iter()
                .zip(*right)
                .filter(|(_, r)| **r)
                .map(|(o, _)| o)
                .sum::<f64>()
                .max(1e-30);
            for ((row, odd), right) in rows.iter().zip(&odds).zip(*right) {
                let by = weight / total * (odd / all - if *right { odd / good } else { 0.0 });
                gradient.iter_mut().zip(row).for_each(|(g, v)| *g += by * v);
            }
        }
    })
}

fn fit_evidence(samples: &[&Sample], ranker: &[f64]) -> Vec<f64> {
    let rows: Vec<(Vec<f64>, f64, f64)> = samples
        .iter()
        .filter_map(|s| {
            let order = ranked(s, ranker);
            let best = order.first()?.1;
            Some((
                features(&best.2),
                f64::from(u8::from(best_is_right(s, &order))),
                s.weight,
            ))
        })
        .collect();
    let spread = scale(rows.iter().map(|(r, ..)| r.as_slice()), EVIDENCE.len());
    let total: f64 = rows.iter().map(|(.., w)| w).sum::<f64>().max(1.0);
    adam(
        EVIDENCE.len(),
        &spread,
        EVIDENCE_RIDGE,
        Some(EVIDENCE.len() - 1),
        |weights, gradient| {
            for (row, right, weight) in &rows {
                let by = weight / total * (1.0 / (1.0 + (-dot(weights, row)).exp()) - right);
                gradient.iter_mut().zip(row).for_each(|(g, v)| *g += by * v);
            }
        },
    )
}

/// Steps of Adam on standardised weights; `free` is not shrunk. Source: Kingma and Ba, arXiv 1412.6980.
fn adam(
    columns: usize,
    spread: &[f64],
    ridge: f64,
    free: Option<usize>,
    mut add_gradient: impl FnMut(&[f64], &mut [f64]),
) -> Vec<f64> {
    const STEPS: usize = 600;
    let mut standard = vec![0.0; columns];
    let (mut first, mut second) = (vec![0.0; columns], vec![0.0; columns]);
    let plain = |standard: &[f64]| -> Vec<f64> { standard.iter().zip(spread).map(|(w, s)| w / s).collect() };
    for step in 1..=STEPS {
        let mut gradient = vec![0.0; columns];
        add_gradient(&plain(&standard), &mut gradient);
        let rate = 0.1 * (1.0 - step as f64 / (STEPS as f64 + 1.0));
        for c in 0..columns {
            let shrink = if free == Some(c) { 0.0 } else { ridge * standard[c] };
            let g = gradient[c] / spread[c] + shrink;
            first[c] = 0.9 * first[c] + 0.1 * g;
            second[c] = 0.999 * second[c] + 0.001 * g * g;
            let (m, v) = (
                first[c] / (1.0 - 0.9f64.powi(step as i32)),
                second[c] / (1.0 - 0.999f64.powi(step as i32)),
            );
            standard[c] -= rate * m / (v.sqrt() + 1e-9);
        }
    }
    plain(&standard)
}
