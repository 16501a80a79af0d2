//! What a suite of conversations amounts to.

use super::moves::Ending;
use crate::bootstrap::Resampling;
use crate::case::SimulateCase;
use crate::error::EvalError;
use crate::figure::{Better, Figure, bit};
use crate::results::{CaseResult, SuiteResult, values};
use crate::run::{Measured, Options};
use crate::suite::{Cases, Suite};
use std::collections::BTreeMap;

/// A conversation, held to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Why it ended.
    pub ending: Ending,
    /// What the last reply was, with its reason, for the explanation.
    pub last: String,
    /// Messages of the contact.
    pub messages: usize,
    /// How often the contact had to put the same thing again.
    pub asked_again: usize,
    /// Who said what, a line each.
    pub transcript: Vec<String>,
}

/// Sums up conversations, one a case in the order of the suite. An error where the suite is of another kind or has another
/// number of cases.
pub fn score_simulated(
    suite: &Suite,
    held: Vec<Held>,
    notes: Vec<String>,
    options: &Options,
) -> Result<SuiteResult, EvalError> {
    let Cases::Simulate { cases, .. } = &suite.cases else {
        return Err(EvalError::run(&suite.name, not_simulated(suite)));
    };
    if cases.len() != held.len() {
        let message = format!("{} conversations were held for {} cases", held.len(), cases.len());
        return Err(EvalError::run(&suite.name, message));
    }
    let mut measured = Measured {
        figures: figures(),
        notes,
        cases: cases.iter().zip(held).map(|(case, held)| result(case, held)).collect(),
    };
    let resampling = Resampling {
        times: options.resamples,
        seed: options.seed,
    };
    Ok(SuiteResult {
        kind: suite.cases.kind().name().to_owned(),
        split: suite.split.clone(),
        metrics: measured.take_metrics(resampling),
        figures: measured.figures,
        thresholds: None,
        notes: measured.notes,
        problems: suite.problems.iter().map(ToString::to_string).collect(),
        cases: measured.cases,
    })
}

/// What to say of a suite that is no conversation.
fn not_simulated(suite: &Suite) -> String {
    let kind = suite.cases.kind().name();
    format!("it is of kind `{kind}`; measure it with `usher eval run`, or name a suite of kind `simulate`")
}

fn figures() -> Vec<Figure> {
    vec![
        Figure::share("resolved"),
        Figure::share("resolved_by_ai"),
        Figure::share("escalated").better(Better::Neither),
        Figure::share("needless_escalations").better(Better::Lower),
        Figure::share("wrongly_kept").better(Better::Lower),
        Figure::mean("turns").better(Better::Lower),
        Figure::mean("asked_again").better(Better::Lower),
    ]
}

fn result(case: &SimulateCase, held: Held) -> CaseResult {
    let resolved = matches!(held.ending, Ending::Reached | Ending::HandedOver { wanted: true });
    CaseResult {
        score: bit(resolved),
        explanation: explanation(case, &held),
        values: values_of(case, &held, resolved),
        transcript: held.transcript,
        ..CaseResult::of(&case.identity)
    }
}

fn values_of(case: &SimulateCase, held: &Held, resolved: bool) -> BTreeMap<String, f64> {
    let handed_over = matches!(held.ending, Ending::HandedOver { .. });
    let escalated = handed_over || held.ending == Ending::GaveUp;
    let wants_person = case.wants_person();
    values([
        ("resolved", Some(bit(resolved))),
        ("resolved_by_ai", Some(bit(held.ending == Ending::Reached))),
        ("escalated", Some(bit(escalated))),
        ("needless_escalations", (!wants_person).then(|| bit(escalated))),
        ("wrongly_kept", wants_person.then(|| bit(!handed_over))),
        ("turns", Some(held.messages as f64)),
        ("asked_again", Some(held.asked_again as f64)),
    ])
}

fn explanation(case: &SimulateCase, held: &Held) -> String {
    let ended = match (held.ending, case.wants_person()) {
        (Ending::Reached, _) => "got what they came for",
        (Ending::HandedOver { wanted: true }, _) => "was handed over, as they wanted",
        (Ending::HandedOver { wanted: false }, false) => "was handed over, though the knowledge answers it",
        (Ending::HandedOver { wanted: false }, true) => "was handed over too early, before they asked for it",
        (Ending::GaveUp, false) => "gave up and asked for a person",
        (Ending::GaveUp, true) => "was kept until they asked for a person by the button",
        (Ending::Believed, _) => "left with a reply that is not what they came for",
    };
    let messages = match held.messages {
        1 => "1 message".to_owned(),
        n => format!("{n} messages"),
    };
    format!("{ended}, after {messages}; the last reply: {}", held.last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::Metrics;

    fn case(id: &str, reached: &str) -> SimulateCase {
        let line = format!(r#"{{"id":"{id}","persona":{{"name":"Kim"}},"goal":"g","says":["s"],"reached":{reached}}}"#);
        serde_json::from_str(&line).unwrap()
    }

    fn scored(of: &[(&str, Ending, usize, usize)]) -> SuiteResult {
        let cases = of
            .iter()
            .enumerate()
            .map(|(at, (reached, ..))| case(&format!("c{at}"), reached));
        let suite = Suite {
            name: "s".into(),
            split: "dev".into(),
            cases: Cases::Simulate {
                cases: cases.collect(),
                knowledge: "kb".into(),
            },
            problems: Vec::new(),
        };
        let held = of.iter().map(|(_, ending, messages, asked_again)| Held {
            ending: *ending,
            last: "answer (confident, 0.90)".into(),
            messages: *messages,
            asked_again: *asked_again,
            transcript: vec!["contact: s".into()],
        });
        score_simulated(&suite, held.collect(), Vec::new(), &Options::default()).unwrap()
    }

    fn figure(metrics: &Metrics, name: &str) -> Option<(f64, usize)> {
        metrics.get(name).map(|m| ((m.value * 1000.0).round() / 1000.0, m.n))
    }

    #[test]
    fn a_person_resolves_only_where_a_person_was_wanted() {
        let (answer, person) = (r#"{"contains":"x"}"#, r#"{"person":true}"#);
        let result = scored(&[
            (answer, Ending::Reached, 1, 0),
            (answer, Ending::Reached, 3, 2),
            (answer, Ending::HandedOver { wanted: false }, 2, 1),
            (answer, Ending::GaveUp, 4, 2),
            (answer, Ending::Believed, 1, 0),
            (person, Ending::HandedOver { wanted: true }, 1, 0),
            (person, Ending::GaveUp, 3, 1),
        ]);
        let figure = |name: &str| figure(&result.metrics, name);
        assert_eq!(figure("resolved"), Some((0.429, 7)));
        assert_eq!(figure("resolved_by_ai"), Some((0.286, 7)));
        assert_eq!(figure("escalated"), Some((0.571, 7)));
        assert_eq!(figure("needless_escalations"), Some((0.4, 5)));
        assert_eq!(figure("wrongly_kept"), Some((0.5, 2)));
        assert_eq!(figure("turns"), Some((2.143, 7)));
        assert_eq!(figure("asked_again"), Some((0.857, 7)));
        assert!(result.notes.is_empty(), "{:?}", result.notes);
        assert_eq!(result.cases[2].score, 0.0);
        assert_eq!(
            result.cases[2].explanation,
            "was handed over, though the knowledge answers it, after 2 messages; the last reply: answer (confident, 0.90)"
        );
        assert_eq!(result.cases[0].transcript, ["contact: s"]);
    }

    #[test]
    fn a_figure_that_no_case_is_about_is_a_note() {
        let result = scored(&[(r#"{"guide":"g"}"#, Ending::Reached, 1, 0)]);
        assert_eq!(figure(&result.metrics, "wrongly_kept"), None);
        assert!(
            result.notes[0].starts_with("wrongly_kept is left out"),
            "{:?}",
            result.notes
        );
    }
}
