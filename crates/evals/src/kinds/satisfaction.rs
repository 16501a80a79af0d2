//! `satisfaction`: whether a contact is dissatisfied at the last turn of a dialogue.

use crate::case::{CaseTurn, SatisfactionCase};
use crate::error::EvalError;
use crate::figure::decision;
use crate::parallel;
use crate::results::CaseResult;
use crate::run::{Measured, Run};
use usher_engine::decide::FRUSTRATED;
use usher_engine::models::FRUSTRATION_LEARNED_ON;
use usher_engine::understand::{DialogueMood, Moods};

/// Features that an explanation names.
const NAMED: usize = 3;

/// Reads every dialogue and sums up; `f1`, `precision` and `recall` are at the frustration from which a turn goes to a
/// person.
pub(crate) fn measure(run: &Run<'_>, cases: &[SatisfactionCase]) -> Result<Measured, EvalError> {
    let read = moods(run, cases)?;
    let mut measured = Measured {
        figures: decision::figures(),
        cases: cases.iter().zip(&read).map(case_result).collect(),
        ..Measured::default()
    };
    measured
        .notes
        .push(format!("f1, precision and recall: at a probability of {FRUSTRATED}"));
    if run.suite == FRUSTRATION_LEARNED_ON {
        let note = "the weights were learned on this suite; `usher eval fit` gives its figures on dialogues left out";
        measured.notes.push(note.to_owned());
    }
    Ok(measured)
}

/// The moods of dialogues, in their order.
pub(crate) fn moods(run: &Run<'_>, cases: &[SatisfactionCase]) -> Result<Vec<DialogueMood>, EvalError> {
    let embedder = run.bench.embedder.as_ref();
    let moods = Moods::learn(embedder).map_err(|e| run.error(e.to_string()))?;
    let done = |n| run.tell("cases", n, cases.len());
    let one = |_: &tokio::runtime::Runtime, case: &SatisfactionCase| {
        let read = moods.read(embedder, &CaseTurn::messages(&case.turns));
        read.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
    };
    parallel::map(cases, &done, one)
        .map_err(|e| run.error(e))?
        .into_iter()
        .collect()
}

fn case_result((case, mood): (&SatisfactionCase, &DialogueMood)) -> CaseResult {
    let truth = if case.dissatisfied {
        "dissatisfied"
    } else {
        "not dissatisfied"
    };
    let odds = |(name, odds): (&str, f32)| format!("{name} {odds:+.1}");
    let named: Vec<String> = mood.strongest(NAMED).into_iter().map(odds).collect();
    let found = mood.frustration >= FRUSTRATED;
    let right = found == case.dissatisfied;
    CaseResult {
        score: f64::from(u8::from(right)),
        explanation: format!("{truth}; probability {:.2}: {}", mood.frustration, named.join(", ")),
        confidence: Some(mood.frustration),
        right: Some(case.dissatisfied),
        values: decision::values_of(found, case.dissatisfied),
        ..CaseResult::of(&case.identity)
    }
}
