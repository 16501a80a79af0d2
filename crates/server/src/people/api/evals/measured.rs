//! What came of a run, cut to what a page shows.

use super::apart;
use crate::app::AppState;
use crate::evals::BudgetResult;
use crate::problem::{Problem, Result};
use serde_json::{Value, json};
use usher_evals::{Better, CaseResult, Results, SuiteResult, compare};
use usher_store::{RunKind, StoredRun};

/// Wrong cases, and flips, that a page shows.
const MOST: usize = 50;
/// A score from which a case counts as right.
const RIGHT: f64 = 1.0;

/// What came of a run, under the name of its kind.
pub(super) async fn detail(app: &AppState, run: &StoredRun) -> Result<Value> {
    let result = app.store.run_result(&run.id).await?;
    let name = match run.kind {
        RunKind::Measure => "measured",
        RunKind::Budget => "consequences",
        RunKind::Replay => "replay",
    };
    let Some(result) = result else {
        return Ok(json!({ name: null }));
    };
    let found = match run.kind {
        RunKind::Measure => {
            let baseline = baseline(app, run).await?;
            apart(move || measured(&result, baseline)).await?
        }
        RunKind::Budget => {
            let read: BudgetResult = serde_json::from_str(&result).map_err(Problem::internal)?;
            consequences(&read)
        }
        RunKind::Replay => replay(&serde_json::from_str(&result).map_err(Problem::internal)?),
    };
    Ok(json!({ name: found }))
}

/// The run that this one is compared with: its result, its id and when it ended.
struct Baseline {
    run: StoredRun,
    result: String,
}

async fn baseline(app: &AppState, run: &StoredRun) -> Result<Option<Baseline>> {
    let Some(suite) = &run.suite else { return Ok(None) };
    let id = app.store.suite(suite).await?.and_then(|suite| suite.baseline);
    let Some(id) = id.filter(|id| *id != run.id) else {
        return Ok(None);
    };
    let (run, result) = (app.store.run(&id).await?, app.store.run_result(&id).await?);
    Ok(run.zip(result).map(|(run, result)| Baseline { run, result }))
}

fn measured(result: &str, baseline: Option<Baseline>) -> Value {
    let Ok(results) = serde_json::from_str::<Results>(result) else {
        return Value::Null;
    };
    let Some((name, suite)) = results.suites.iter().next() else {
        return Value::Null;
    };
    let right = |case: &&CaseResult| case.score >= RIGHT;
    let mut wrong: Vec<&CaseResult> = suite.cases.iter().filter(|case| !right(case)).collect();
    let sure = |case: &CaseResult| case.confidence.unwrap_or(0.0);
    wrong.sort_by(|a, b| sure(b).total_cmp(&sure(a)));
    json!({
        "metrics": metrics(suite),
        "notes": suite.notes,
        "problems": suite.problems,
        "cases": suite.cases.len(),
        "right": suite.cases.iter().filter(right).count(),
        "wrong": wrong.into_iter().take(MOST).map(case).collect::<Vec<_>>(),
        "comparison": baseline.and_then(|baseline| comparison(name, &results, &baseline)),
    })
}

fn metrics(suite: &SuiteResult) -> Vec<Value> {
    let better = |name: &str| {
        let figure = suite.figures.iter().find(|figure| figure.name == name);
        figure.map_or(Better::Neither, |figure| figure.better)
    };
    let one = |(name, metric): (&str, usher_evals::Metric)| {
        json!({
            "name": name, "value": metric.value, "low": metric.low, "high": metric.high, "n": metric.n,
            "better": better(name),
        })
    };
    suite.metrics.iter().map(one).collect()
}

fn case(case: &CaseResult) -> Value {
    let turn = case.turn.as_ref();
    json!({
        "id": case.id,
        "title": turn.map_or(case.id.as_str(), |turn| turn.question.as_str()),
        "score": case.score,
        "explanation": case.explanation,
        "confidence": case.confidence,
        "expected": turn.map(|turn| &turn.expected),
        "outcome": turn.map(|turn| &turn.outcome),
        "reason": turn.map(|turn| &turn.reason),
        "reply": turn.map(|turn| &turn.reply),
    })
}

fn comparison(name: &str, results: &Results, baseline: &Baseline) -> Option<Value> {
    let before = serde_json::from_str::<Results>(&baseline.result).ok()?;
    let found = compare(&before, results).ok()?;
    let of = found.suites.get(name)?;
    let flips = of.flips.iter().take(MOST).map(|flip| {
        json!({
            "id": flip.id, "turned": flip.turned, "title": flip.question.as_ref().unwrap_or(&flip.id),
            "before": flip.before, "after": flip.after,
        })
    });
    let at = baseline.run.ended_at.unwrap_or(baseline.run.created_at);
    Some(json!({
        "baseline": baseline.run.id, "at": at, "regressed": found.regressed, "cases": of.cases,
        "only_before": of.only_before.len(), "only_after": of.only_after.len(),
        // Figures that only one run has cannot be drawn beside each other.
        "metrics": of.metrics.iter().filter(|m| m.change.is_some()).collect::<Vec<_>>(),
        "flips": flips.collect::<Vec<_>>(),
    }))
}

fn consequences(read: &BudgetResult) -> Value {
    let found = &read.consequences;
    let proposals = found.proposals.iter().map(|proposal| {
        json!({
            "suite": proposal.suite, "id": proposal.case, "title": proposal.question, "topic": proposal.topic,
            "kind": proposal.kind, "probability": proposal.probability, "right": proposal.right,
            "now": proposal.now, "answered": proposal.answered,
        })
    });
    json!({
        "cases": found.cases, "samples": found.samples, "delta": found.delta, "suites": found.suites,
        "now": found.now, "at": found.at, "proposals": proposals.collect::<Vec<_>>(),
    })
}

fn replay(stored: &Value) -> Value {
    let report = &stored["report"];
    json!({
        "with": report["with"], "conversations": report["conversations"], "turns": stored["turns"],
        "unchanged": report["unchanged"], "left_out": report["left_out"], "outcomes": report["outcomes"],
        "figures": report["figures"], "changed": report["turns"],
    })
}
