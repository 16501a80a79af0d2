//! `resolve`: whole turns.

use super::judge::{Judged, judge, ranked_articles};
use crate::case::ResolveCase;
use crate::error::EvalError;
use crate::metric::{Metric, share};
use crate::parallel;
use crate::results::CaseResult;
use crate::run::{Measured, Run};
use crate::statistics::{auroc, median};
use std::path::Path;
use usher_engine::{Outcome, Turn};

/// Runs every case as a turn and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[ResolveCase], knowledge: &Path) -> Result<Measured, EvalError> {
    let engine = (run.bench.over_folder)(knowledge).map_err(|e| run.error(e))?;
    let one = |runtime: &tokio::runtime::Runtime, case: &ResolveCase| {
        let turn = runtime.block_on(engine.respond(&case.input(), &run.bench.policy));
        turn.map_err(|e| run.error(format!("case {}: {e}", case.identity.id))).map(|turn| {
            let judged = judge(case, &turn);
            let result = case_result(case, &turn, &judged);
            (judged, result)
        })
    };
    let done = |n| run.tell("cases", n, cases.len());
    let judged = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    let (judged, results): (Vec<Judged>, Vec<CaseResult>) = judged.into_iter().collect::<Result<_, _>>()?;
    let groups = cases.iter().map(|c| c.identity.group());
    let mut measured = Measured { cases: results, ..Measured::default() };
    sum_up(run, &groups.zip(&judged).collect::<Vec<_>>(), &mut measured);
    Ok(measured)
}

type Grouped<'a> = (&'a str, &'a Judged);

fn sum_up(run: &Run<'_>, all: &[Grouped<'_>], measured: &mut Measured) {
    let Measured { metrics, notes, .. } = measured;
    let mut add = |name, metric: Option<Metric>| metrics.add(name, metric, notes);
    let expects = |j: &Judged, outcome: Outcome| j.expected == outcome;
    let hit = |most: usize| {
        share_of(all, |j| expects(j, Outcome::Answer), move |j| j.rank.is_some_and(|rank| rank < most))
    };
    add("outcome_accuracy", share_of(all, |_| true, |j| j.outcome_right));
    add("answered_share", share_of(all, |_| true, Judged::answered));
    add("citation_hit_at_1", hit(1));
    add("citation_hit_at_3", hit(3));
    add("citation_hit_at_5", hit(5));
    add("contains_rate", share_of(all, |j| expects(j, Outcome::Answer), |j| j.contains));
    add("wrong_among_answered", share_of(all, Judged::answered, |j| j.wrong.is_some()));
    let scored: Vec<_> = all.iter().map(|(group, j)| (*group, (j.confidence, j.proposal_right))).collect();
    add("confidence_auroc", run.resampling().figure(&scored, auroc));
    add("offered_hit", share_of(all, |j| j.offered.is_some(), |j| j.offered == Some(true)));
    let words: Vec<_> = all.iter().filter_map(|(group, j)| Some((*group, j.words? as f64))).collect();
    add("reply_words", run.resampling().figure(&words, |w| median(&w.iter().map(|w| **w).collect::<Vec<_>>())));
    add("absent_escalated", share_of(all, |j| expects(j, Outcome::Escalate), |j| j.got == Outcome::Escalate));
    let answerable = |j: &Judged| expects(j, Outcome::Answer) || expects(j, Outcome::Guide);
    add("answerable_answered", share_of(all, answerable, Judged::answered));
}

fn share_of(all: &[Grouped<'_>], among: impl Fn(&Judged) -> bool, counts: impl Fn(&Judged) -> bool) -> Option<Metric> {
    share(all.iter().filter(|(_, j)| among(j)).map(|(group, j)| (*group, counts(j))))
}

fn case_result(case: &ResolveCase, turn: &Turn, judged: &Judged) -> CaseResult {
    let ranked: Vec<&str> = ranked_articles(turn).into_iter().take(3).map(|a| a.as_str()).collect();
    let mut explanation = format!(
        "expected {}, got {} ({}, {:.2}); articles: {}",
        word(case.expect.outcome),
        word(turn.outcome),
        word(turn.reason),
        turn.confidence,
        if ranked.is_empty() { "none".to_owned() } else { ranked.join(", ") },
    );
    if let Some(wrong) = &judged.wrong {
        explanation.push_str("; wrong: it ");
        explanation.push_str(wrong);
    } else if case.expect.outcome == Outcome::Answer && !judged.proposal_right {
        explanation.push_str("; the answer withheld is not right either");
    }
    if judged.offered == Some(false) {
        explanation.push_str("; no reading offered is right");
    }
    CaseResult {
        id: case.identity.id.clone(),
        score: f64::from(u8::from(judged.is_right())),
        explanation,
        confidence: Some(judged.confidence),
        tags: case.identity.tags.clone(),
    }
}

/// The stable word of an outcome or a reason.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
