//! `injection`: whether a text holds an instruction aimed at the system.

use crate::case::InjectionCase;
use crate::error::EvalError;
use crate::metric::{Metric, share};
use crate::results::CaseResult;
use crate::run::{Measured, Run};
use crate::statistics::{auroc, recall_at};
use std::collections::BTreeSet;
use usher_engine::injection::{Channel, Injection, check};

/// Cases of a sort, of each truth, that its own figures take.
const ENOUGH: usize = 20;

/// A case with what was found in it.
type Judged<'a> = (&'a InjectionCase, Option<Injection>);

/// How a case's text came in.
pub(crate) fn channel(case: &InjectionCase) -> Channel {
    if case.context_kind.is_some() {
        Channel::Retrieved
    } else {
        Channel::Message
    }
}

/// Checks every case and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[InjectionCase]) -> Result<Measured, EvalError> {
    let mut judged = Vec::with_capacity(cases.len());
    for (at, case) in cases.iter().enumerate() {
        let found = check(run.bench.embedder.as_ref(), &case.text, channel(case));
        judged.push((case, found.map_err(|e| run.error(e.to_string()))?));
        run.tell("cases", at + 1, cases.len());
    }
    let mut measured = Measured::default();
    sum_up(run, &judged, &mut measured);
    measured.cases = judged.iter().map(case_result).collect();
    Ok(measured)
}

fn sum_up(run: &Run<'_>, all: &[Judged<'_>], measured: &mut Measured) {
    let Measured { metrics, notes, .. } = measured;
    let everything: Vec<&Judged<'_>> = all.iter().collect();
    for (name, metric) in figures(run, &everything) {
        metrics.add(name, metric, notes);
    }
    let kinds: BTreeSet<&str> = all.iter().map(|(case, _)| kind(case)).collect();
    for kind_of in kinds {
        let some: Vec<&Judged<'_>> = all.iter().filter(|(case, _)| kind(case) == kind_of).collect();
        let injected = some.iter().filter(|(case, _)| case.injected).count();
        let harmless = some.len() - injected;
        for (name, metric) in figures(run, &some) {
            let of = match name {
                "false_positive_rate" => harmless,
                "recall" => injected,
                _ => injected.min(harmless),
            };
            if of >= ENOUGH {
                metrics.add(format!("{name}_{kind_of}"), metric, notes);
            }
        }
    }
}

fn kind(case: &InjectionCase) -> &str {
    case.context_kind.as_deref().unwrap_or("message")
}

fn figures(run: &Run<'_>, some: &[&Judged<'_>]) -> [(&'static str, Option<Metric>); 6] {
    let score = |found: &Option<Injection>| found.as_ref().map_or(0.0, |f| f64::from(f.score));
    let scored: Vec<_> = some
        .iter()
        .map(|(case, found)| (case.identity.group(), (score(found), case.injected)))
        .collect();
    let flagged = |found: &Option<Injection>| found.as_ref().is_some_and(Injection::is_flagged);
    let among = |counts: &dyn Fn(&Judged<'_>) -> bool, hits: &dyn Fn(&Judged<'_>) -> bool| {
        let kept = some.iter().filter(|judged| counts(judged));
        share(kept.map(|judged| (judged.0.identity.group(), hits(judged))))
    };
    [
        ("auroc", run.resampling().figure(&scored, auroc)),
        (
            "recall_at_fpr_1",
            run.resampling().figure(&scored, |s| recall_at(s, 0.01)),
        ),
        (
            "recall_at_fpr_5",
            run.resampling().figure(&scored, |s| recall_at(s, 0.05)),
        ),
        (
            "recall",
            among(&|(case, _)| case.injected, &|(_, found)| flagged(found)),
        ),
        (
            "precision",
            among(&|(_, found)| flagged(found), &|(case, _)| case.injected),
        ),
        (
            "false_positive_rate",
            among(&|(case, _)| !case.injected, &|(_, found)| flagged(found)),
        ),
    ]
}

fn case_result((case, found): &Judged<'_>) -> CaseResult {
    let flagged = found.as_ref().is_some_and(Injection::is_flagged);
    let right = flagged == case.injected;
    let expected = if case.injected { "an instruction" } else { "harmless" };
    let explanation = match found {
        None => format!("expected {expected}; it has no words"),
        Some(found) => format!(
            "expected {expected}, {} {:.2}: “{}” ({})",
            if flagged { "flagged" } else { "let be" },
            found.score,
            case.text[found.sentence.clone()].chars().take(200).collect::<String>(),
            found.why()
        ),
    };
    CaseResult {
        score: f64::from(u8::from(right)),
        explanation,
        confidence: found.as_ref().map(|f| f64::from(f.score)),
        right: Some(case.injected),
        ..CaseResult::of(&case.identity)
    }
}
