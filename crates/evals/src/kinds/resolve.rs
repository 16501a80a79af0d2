//! `resolve`: whole turns.

use super::judge::{Judged, judge, ranked_articles};
use crate::bootstrap::Resampling;
use crate::case::ResolveCase;
use crate::error::EvalError;
use crate::metric::{Metric, share};
use crate::parallel;
use crate::results::{CaseResult, TurnResult, Weighed};
use crate::run::{Measured, Run};
use crate::statistics::{auroc, median};
use std::path::Path;
use usher_engine::{Outcome, Turn};

/// Passages that a result keeps of a turn.
const EVIDENCE_KEPT: usize = 5;

/// Runs every case as a turn and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[ResolveCase], knowledge: &Path) -> Result<Measured, EvalError> {
    let engine = (run.bench.over_folder)(knowledge).map_err(|e| run.error(e))?;
    let one = |runtime: &tokio::runtime::Runtime, case: &ResolveCase| {
        let turn = runtime.block_on(engine.respond(&case.input(), &run.bench.policy));
        turn.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
            .map(|turn| {
                let judged = judge(case, &turn);
                let result = case_result(case, &turn, &judged);
                (judged, result)
            })
    };
    let done = |n| run.tell("cases", n, cases.len());
    let judged = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    let (judged, results): (Vec<Judged>, Vec<CaseResult>) = judged.into_iter().collect::<Result<_, _>>()?;
    let groups = cases.iter().map(|c| c.identity.group());
    let mut measured = Measured {
        cases: results,
        ..Measured::default()
    };
    sum_up(
        run.resampling(),
        &groups.zip(&judged).collect::<Vec<_>>(),
        &mut measured,
    );
    Ok(measured)
}

type Grouped<'a> = (&'a str, &'a Judged);

fn sum_up(resampling: Resampling, all: &[Grouped<'_>], measured: &mut Measured) {
    let Measured { metrics, notes, .. } = measured;
    let mut add = |name, metric: Option<Metric>| metrics.add(name, metric, notes);
    let expects = |j: &Judged, outcome: Outcome| j.expected == outcome;
    let hit = |most: usize| {
        share_of(
            all,
            |j| expects(j, Outcome::Answer),
            move |j| j.rank.is_some_and(|rank| rank < most),
        )
    };
    add("outcome_accuracy", share_of(all, |_| true, |j| j.outcome_right));
    add("answered_share", share_of(all, |_| true, Judged::answered));
    add("citation_hit_at_1", hit(1));
    add("citation_hit_at_3", hit(3));
    add("citation_hit_at_5", hit(5));
    add(
        "contains_rate",
        share_of(all, |j| expects(j, Outcome::Answer), |j| j.contains),
    );
    add(
        "wrong_among_answered",
        share_of(all, Judged::answered, |j| j.wrong.is_some()),
    );
    let scored: Vec<_> = all
        .iter()
        .map(|(group, j)| (*group, (j.confidence, j.proposal_right)))
        .collect();
    add("confidence_auroc", resampling.figure(&scored, auroc));
    add(
        "offered_hit",
        share_of(all, |j| j.offered.is_some(), |j| j.offered == Some(true)),
    );
    let words: Vec<_> = all
        .iter()
        .filter_map(|(group, j)| Some((*group, j.words? as f64)))
        .collect();
    add(
        "reply_words",
        resampling.figure(&words, |w| median(&w.iter().map(|w| **w).collect::<Vec<_>>())),
    );
    add(
        "absent_escalated",
        share_of(all, |j| expects(j, Outcome::Escalate), |j| j.got == Outcome::Escalate),
    );
    let answerable = |j: &Judged| expects(j, Outcome::Answer) || expects(j, Outcome::Guide);
    add("answerable_answered", share_of(all, answerable, Judged::answered));
    if all.iter().any(|(_, j)| j.forbids) {
        let violations = share_of(all, |j| j.forbids, |j| j.violation.is_some());
        add("must_not_violations", violations);
    }
}

fn share_of(all: &[Grouped<'_>], among: impl Fn(&Judged) -> bool, counts: impl Fn(&Judged) -> bool) -> Option<Metric> {
    share(
        all.iter()
            .filter(|(_, j)| among(j))
            .map(|(group, j)| (*group, counts(j))),
    )
}

fn case_result(case: &ResolveCase, turn: &Turn, judged: &Judged) -> CaseResult {
    let ranked: Vec<&str> = ranked_articles(turn).into_iter().take(3).map(|a| a.as_str()).collect();
    let mut explanation = format!(
        "expected {}, got {} ({}, {:.2}); articles: {}",
        word(case.expect.outcome),
        word(turn.outcome),
        word(turn.reason),
        turn.confidence,
        if ranked.is_empty() {
            "none".to_owned()
        } else {
            ranked.join(", ")
        },
    );
    if let Some(wrong) = &judged.wrong {
        explanation.push_str("; wrong: it ");
        explanation.push_str(wrong);
    } else if case.expect.outcome == Outcome::Answer && !judged.proposal_right {
        explanation.push_str("; the answer withheld is not right either");
    }
    if let Some(violation) = &judged.violation {
        explanation.push_str(&format!("; it must not show “{violation}”"));
    }
    if judged.offered == Some(false) {
        explanation.push_str("; no reading offered is right");
    }
    CaseResult {
        score: f64::from(u8::from(judged.is_right())),
        explanation,
        confidence: Some(judged.confidence),
        right: Some(judged.proposal_right),
        turn: Some(Box::new(turn_result(case, turn))),
        ..CaseResult::of(&case.identity)
    }
}

fn turn_result(case: &ResolveCase, turn: &Turn) -> TurnResult {
    let evidence = turn.trace.evidence.iter().take(EVIDENCE_KEPT).map(|e| Weighed {
        article: e.article.to_string(),
        heading: e.heading.clone(),
        quote: e.quote.clone(),
        score: e.score,
    });
    let best = turn.trace.proposals.iter().find(|p| p.confidence == turn.confidence);
    TurnResult {
        question: case.input().question().to_owned(),
        expected: word(case.expect.outcome),
        outcome: word(turn.outcome),
        reason: word(turn.reason),
        reply: turn.reply.text.clone(),
        topic: turn.trace.understanding.topic.clone(),
        proposals: turn
            .trace
            .proposals
            .iter()
            .map(|p| (p.kind.clone(), p.confidence))
            .collect(),
        wanted: case.expect.cites.iter().chain(&case.expect.may_cite).cloned().collect(),
        evidence: evidence.collect(),
        features: best.map(|p| p.features.clone()).unwrap_or_default(),
    }
}

/// The stable word of an outcome or a reason.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(expected: Outcome, got: Outcome, right: bool, confidence: f64) -> Judged {
        let given = matches!(got, Outcome::Answer | Outcome::Guide);
        Judged {
            expected,
            got,
            outcome_right: expected == got,
            rank: right.then_some(0),
            contains: right,
            wrong: (given && !right).then(|| "is wrong".to_owned()),
            proposal_right: right,
            confidence,
            offered: (got == Outcome::Clarify).then_some(right),
            violation: None,
            forbids: false,
            words: (got == Outcome::Answer).then_some(30),
        }
    }

    #[test]
    fn turns_are_summed_up_under_the_names_of_the_format() {
        use Outcome::{Answer, Clarify, Escalate, Guide};
        let turns = [
            judged(Answer, Answer, true, 0.9),
            judged(Answer, Answer, false, 0.7),
            judged(Answer, Escalate, true, 0.5),
            judged(Guide, Answer, true, 0.8),
            judged(Clarify, Clarify, true, 0.4),
            judged(Escalate, Escalate, false, 0.1),
            judged(Escalate, Answer, false, 0.6),
        ];
        let groups = ["a", "b", "c", "d", "e", "f", "g"];
        let all: Vec<Grouped<'_>> = groups.into_iter().zip(&turns).collect();
        let mut measured = Measured::default();
        sum_up(Resampling { times: 100, seed: 1 }, &all, &mut measured);
        let figure = |name: &str| {
            measured
                .metrics
                .get(name)
                .map(|m| ((m.value * 1000.0).round() / 1000.0, m.n))
        };
        assert_eq!(figure("outcome_accuracy"), Some((0.571, 7)));
        assert_eq!(figure("answered_share"), Some((0.571, 7)));
        assert_eq!(figure("citation_hit_at_1"), Some((0.667, 3)));
        assert_eq!(figure("citation_hit_at_5"), Some((0.667, 3)));
        assert_eq!(figure("contains_rate"), Some((0.667, 3)));
        assert_eq!(figure("wrong_among_answered"), Some((0.5, 4)));
        assert_eq!(figure("confidence_auroc"), Some((0.667, 7)));
        assert_eq!(figure("offered_hit"), Some((1.0, 1)));
        assert_eq!(figure("reply_words"), Some((30.0, 4)));
        assert_eq!(figure("absent_escalated"), Some((0.5, 2)));
        assert_eq!(figure("answerable_answered"), Some((0.75, 4)));
        assert!(measured.notes.is_empty(), "{:?}", measured.notes);
    }

    #[test]
    fn a_figure_that_the_cases_do_not_define_is_a_note() {
        let turn = judged(Outcome::Escalate, Outcome::Escalate, false, 0.1);
        let mut measured = Measured::default();
        sum_up(Resampling { times: 100, seed: 1 }, &[("a", &turn)], &mut measured);
        assert_eq!(measured.metrics.get("confidence_auroc"), None);
        assert!(
            measured
                .notes
                .iter()
                .any(|n| n.starts_with("confidence_auroc is left out"))
        );
    }
}
