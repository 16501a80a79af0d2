//! What is learned from: the proposals that a suite's cases lead to, and whether they are right.

use crate::case::{Identity, ReadCase, ResolveCase};
use crate::error::EvalError;
use crate::kinds::judge::judge;
use crate::kinds::read;
use crate::parallel;
use crate::run::Run;
use std::sync::LazyLock;
use usher_engine::propose::GuideFeatures;
use usher_engine::reading::Features;
use usher_engine::trace::ProposalTrace;
use usher_engine::{Engine, ModelSignals, Outcome, Policy, Turn};

/// A proposal, given whatever its probability.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sample {
    /// The suite that it is of.
    pub suite: String,
    /// The case.
    pub case: String,
    /// What was asked.
    pub question: String,
    /// Cases of one group are not independent.
    pub group: String,
    /// The topic understood.
    pub topic: Option<String>,
    pub kind: Kind,
    /// In the order of the engine's features of that kind.
    pub features: Vec<f64>,
    /// Whether it would be right to give it.
    pub right: bool,
}

/// What speaks for and against an answer: its evidence, and what a language model made of it, which is all 0 without one.
static ANSWER_NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| [Features::NAMES, ModelSignals::NAMES].concat());

/// What is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Answer,
    Guide,
}

impl Kind {
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Answer => &ANSWER_NAMES,
            Self::Guide => GuideFeatures::NAMES,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Guide => "guide",
        }
    }
}

/// The samples of a suite of whole turns. Cases that go to a person or are asked back whatever the threshold are left out.
pub(super) fn of_turns(run: &Run<'_>, engine: &Engine, cases: &[ResolveCase]) -> Result<Vec<Sample>, EvalError> {
    let policy = answer_all(&run.bench.policy);
    let one = |runtime: &tokio::runtime::Runtime, case: &ResolveCase| {
        let turn = runtime.block_on(engine.respond_with(&case.input(), &policy, &run.bench.aids));
        turn.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
            .map(|turn| {
                sample(
                    &case.identity,
                    case.input().question(),
                    &turn,
                    judge(case, &turn).wrong.is_none(),
                )
            })
    };
    let done = |n| run.tell("cases", n, cases.len());
    let samples = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    let samples: Vec<Option<Sample>> = samples.into_iter().collect::<Result<_, _>>()?;
    Ok(samples.into_iter().flatten().collect())
}

/// The samples of a suite of questions on given articles.
pub(super) fn of_readings(run: &Run<'_>, engine: &Engine, cases: &[ReadCase]) -> Result<Vec<Sample>, EvalError> {
    let policy = answer_all(&run.bench.policy);
    let one = |runtime: &tokio::runtime::Runtime, case: &ReadCase| {
        let turn = runtime.block_on(engine.respond(&read::input(case), &policy));
        turn.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
            .map(|turn| sample(&case.identity, &case.question, &turn, read::is_right(case, &turn)))
    };
    let done = |n| run.tell("cases", n, cases.len());
    let samples = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    let samples: Vec<Option<Sample>> = samples.into_iter().collect::<Result<_, _>>()?;
    Ok(samples.into_iter().flatten().collect())
}

fn answer_all(policy: &Policy) -> Policy {
    Policy {
        answer_threshold: 0.0,
        guide_threshold: 0.0,
        ..policy.clone()
    }
}

fn sample(identity: &Identity, question: &str, turn: &Turn, right: bool) -> Option<Sample> {
    let kind = match turn.outcome {
        Outcome::Answer => Kind::Answer,
        Outcome::Guide => Kind::Guide,
        Outcome::Clarify | Outcome::Escalate => return None,
    };
    let proposed = |p: &&ProposalTrace| p.kind == kind.word() && p.dropped.is_empty();
    // Thanks are answered without a proposal.
    let proposal = turn.trace.proposals.iter().find(proposed)?;
    let value = |name: &&str| proposal.features.get(*name).copied().unwrap_or(0.0);
    Some(Sample {
        suite: String::new(),
        case: identity.id.clone(),
        question: question.to_owned(),
        group: identity.group().to_owned(),
        topic: turn.trace.understanding.topic.clone(),
        kind,
        features: kind.names().iter().map(value).collect(),
        right,
    })
}
