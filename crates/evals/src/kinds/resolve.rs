//! `resolve`: whole turns.

use super::judge::{Judged, judge, ranked_articles};
use crate::case::ResolveCase;
use crate::error::EvalError;
use crate::figure::{Better, Figure, Formula, bit};
use crate::parallel;
use crate::results::{CaseResult, TurnResult, Weighed, values};
use crate::run::{Measured, Run};
use crate::suite::Knowledge;
use crate::words::word;
use std::collections::BTreeMap;
use usher_engine::{Outcome, Turn};

/// Passages that a result keeps of a turn.
const EVIDENCE_KEPT: usize = 5;

/// Runs every case as a turn and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[ResolveCase], knowledge: &Knowledge) -> Result<Measured, EvalError> {
    let engine = run.engine(knowledge)?;
    let one = |runtime: &tokio::runtime::Runtime, case: &ResolveCase| {
        let turn = runtime.block_on(engine.respond_with(&case.input(), &run.bench.policy, &run.bench.aids));
        turn.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
            .map(|turn| case_result(case, &turn, &judge(case, &turn)))
    };
    let done = |n| run.tell("cases", n, cases.len());
    done(0);
    let judged = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    let mut figures = figures();
    if cases.iter().any(|c| !c.expect.must_not.is_empty()) {
        figures.push(Figure::share("must_not_violations").better(Better::Lower));
    }
    Ok(Measured {
        figures,
        cases: judged.into_iter().collect::<Result<_, _>>()?,
        ..Measured::default()
    })
}

fn figures() -> Vec<Figure> {
    vec![
        Figure::share("outcome_accuracy"),
        Figure::share("answered_share").better(Better::Neither),
        Figure::share("citation_hit_at_1"),
        Figure::share("citation_hit_at_3"),
        Figure::share("citation_hit_at_5"),
        Figure::share("contains_rate"),
        Figure::share("wrong_among_answered").better(Better::Lower),
        Figure::auroc("confidence_auroc", "confidence", "right"),
        Figure::share("offered_hit"),
        Figure::new("reply_words", Formula::Median("reply_words".to_owned())).better(Better::Lower),
        Figure::share("absent_escalated"),
        Figure::share("answerable_answered"),
    ]
}

/// A case holds the value of a figure where the figure speaks of such cases.
fn values_of(j: &Judged) -> BTreeMap<String, f64> {
    let expects = |outcome: Outcome| j.expected == outcome;
    let hit = |most: usize| expects(Outcome::Answer).then(|| bit(j.rank.is_some_and(|rank| rank < most)));
    let answerable = expects(Outcome::Answer) || expects(Outcome::Guide);
    values([
        ("outcome_accuracy", Some(bit(j.outcome_right))),
        ("answered_share", Some(bit(j.answered()))),
        ("citation_hit_at_1", hit(1)),
        ("citation_hit_at_3", hit(3)),
        ("citation_hit_at_5", hit(5)),
        ("contains_rate", expects(Outcome::Answer).then(|| bit(j.contains))),
        ("wrong_among_answered", j.answered().then(|| bit(j.wrong.is_some()))),
        ("offered_hit", j.offered.map(bit)),
        ("reply_words", j.words.map(|words| words as f64)),
        (
            "absent_escalated",
            expects(Outcome::Escalate).then(|| bit(j.got == Outcome::Escalate)),
        ),
        ("answerable_answered", answerable.then(|| bit(j.answered()))),
        ("must_not_violations", j.forbids.then(|| bit(j.violation.is_some()))),
    ])
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
        values: values_of(judged),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bootstrap::Resampling;
    use crate::metric::Metrics;

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

    fn summed_up<'a>(turns: impl IntoIterator<Item = (&'a str, &'a Judged)>) -> (Metrics, Vec<String>) {
        let case = |(group, judged): (&str, &Judged)| CaseResult {
            group: group.to_owned(),
            confidence: Some(judged.confidence),
            right: Some(judged.proposal_right),
            values: values_of(judged),
            ..CaseResult::default()
        };
        let mut measured = Measured {
            figures: figures(),
            cases: turns.into_iter().map(case).collect(),
            ..Measured::default()
        };
        let metrics = measured.take_metrics(Resampling { times: 100, seed: 1 });
        (metrics, measured.notes)
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
        let (metrics, notes) = summed_up(groups.into_iter().zip(&turns));
        let figure = |name: &str| metrics.get(name).map(|m| ((m.value * 1000.0).round() / 1000.0, m.n));
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
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn a_figure_that_the_cases_do_not_define_is_a_note() {
        let turn = judged(Outcome::Escalate, Outcome::Escalate, false, 0.1);
        let (metrics, notes) = summed_up([("a", &turn)]);
        assert_eq!(metrics.get("confidence_auroc"), None);
        assert!(notes.iter().any(|n| n.starts_with("confidence_auroc is left out")));
    }
}
