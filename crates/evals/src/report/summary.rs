//! What a suite's result means, in plain words.

use super::figures::{counted, figure, interval, percent, round_percent, thousands};
use super::html::Html;
use super::names::{Written, about};
use super::scored::is_given;
use super::speaks::Speaks;
use crate::metric::Metric;
use crate::results::SuiteResult;

/// How what was answered stands against the error budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The whole interval is within it.
    Within,
    /// The interval reaches over it.
    Open,
    /// The whole interval is above it.
    Above,
    /// Nothing was answered, or the suite does not say.
    None,
}

impl Verdict {
    /// Of a suite.
    pub fn of(suite: &SuiteResult, budget: f64) -> Self {
        match suite.metrics.get("wrong_among_answered") {
            None => Self::None,
            Some(wrong) if wrong.high <= budget => Self::Within,
            Some(wrong) if wrong.low > budget => Self::Above,
            Some(_) => Self::Open,
        }
    }

    /// A sign and words, so that it does not hang on colour.
    pub fn write(self, html: &mut Html, budget: f64) {
        let budget = round_percent(budget);
        let (class, words) = match self {
            Self::None => return,
            Self::Within => ("verdict within", format!("✓ within the budget of {budget}")),
            Self::Open => ("verdict open", format!("? the interval spans the budget of {budget}")),
            Self::Above => ("verdict above", format!("✗ above the budget of {budget}")),
        };
        html.element("span", &[("class", class)], &words);
    }
}

/// A few sentences.
pub(super) fn sentences(suite: &SuiteResult) -> String {
    if suite.cases.is_empty() {
        return "No case was measured.".to_owned();
    }
    let metric = |name: &str| suite.metrics.get(name);
    match suite.kind.as_str() {
        "resolve" => resolve(suite),
        "read" => joined([
            metric("sentence_hit").map(|m| said(&m, "of the questions with an answer, the sentence chosen holds it")),
            metric("answerability_auroc").map(|m| told(&m, "a question with an answer", "one without")),
        ]),
        "classify" => joined([
            metric("accuracy").map(|m| said(&m, "of the messages in scope got their intent")),
            metric("oos_recall").map(|m| said(&m, "of those out of scope were found to be")),
        ]),
        "retrieve" => joined([
            metric("recall_at_5").map(|m| said(&m, "of the relevant articles are among the first 5 found")),
            metric("mrr").map(|m| format!("The mean of 1 / place of the first relevant one is {:.3}.", m.value)),
        ]),
        "handoff" => joined([
            metric("packet_present").map(|m| said(&m, "of what was known stands in the packets")),
            metric("packet_invented").map(|m| said(&m, "of the packets say something that nobody told them")),
        ]),
        "simulate" => joined([
            metric("resolved").map(|m| said(&m, "of the contacts got what they came for, a person among it")),
            metric("needless_escalations").map(|m| said(&m, "of those whom the articles answer ended with a person")),
            metric("wrongly_kept").map(|m| said(&m, "of those who needed a person were not handed over")),
        ]),
        _ => general(suite),
    }
}

fn resolve(suite: &SuiteResult) -> String {
    let turns = || suite.cases.iter().filter_map(|c| c.turn.as_deref().map(|t| (c, t)));
    if turns().next().is_none() {
        return general(suite);
    }
    let withheld = turns().filter(|(case, _)| case.is_right_withheld()).count();
    let ended = suite.metrics.get("outcome_accuracy");
    joined([
        ended.map(|m| said(&m, "of the cases ended as they should")),
        Some(answered(suite, turns().filter(|(_, turn)| is_given(turn)).count())),
        (withheld > 0).then(|| {
            let had = if withheld == 1 { "case had" } else { "cases had" };
            let withheld = thousands(withheld);
            format!("{withheld} {had} a right answer that was withheld or asked back about.")
        }),
    ])
}

fn answered(suite: &SuiteResult, given: usize) -> String {
    let wrong = suite.cases.iter().filter(|c| c.is_wrong_answer()).count();
    let given = match given {
        0 => return "Nothing was answered.".to_owned(),
        1 => "the 1 answer or guide".to_owned(),
        _ => format!("{} answers and guides", thousands(given)),
    };
    let verb = if wrong == 1 { "was" } else { "were" };
    let wrong = thousands(wrong);
    match suite.metrics.get("wrong_among_answered") {
        None => format!("Of {given} given, {wrong} {verb} wrong."),
        Some(m) => format!(
            "Of {given} given, {wrong} {verb} wrong: {} (95 % interval {}).",
            percent(m.value),
            interval(&m, Written::Share)
        ),
    }
}

fn general(suite: &SuiteResult) -> String {
    let Some((name, metric)) = suite.metrics.iter().next() else {
        return format!("{}; no metric is defined by them.", counted(suite.cases.len(), "case"));
    };
    if name.starts_with("auroc") {
        let Speaks { so, not, .. } = Speaks::in_kind(&suite.kind);
        return told(&metric, &format!("a case that is {so}"), &format!("one that is {not}"));
    }
    let about = about(name);
    let says = if about.says.is_empty() {
        String::new()
    } else {
        format!(": {}", about.says)
    };
    format!(
        "{name} is {} ({}){says}.",
        figure(metric.value, about.written),
        interval(&metric, about.written)
    )
}

fn said(metric: &Metric, of_what: &str) -> String {
    format!(
        "{} ({}) {of_what}.",
        percent(metric.value),
        interval(metric, Written::Share)
    )
}

fn told(metric: &Metric, one: &str, other: &str) -> String {
    let (share, range) = (percent(metric.value), interval(metric, Written::Share));
    format!("In {share} of pairs ({range}), {one} scores higher than {other}.")
}

fn joined<const N: usize>(sentences: [Option<String>; N]) -> String {
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
