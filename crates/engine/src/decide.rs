//! From what was understood and proposed to what is done, and why.

use crate::policy::Policy;
use crate::propose::{ClarifyProposal, GuideProposal};
use crate::turn::{Outcome, Reason};
use crate::understand::Understanding;

/// A cue this likely decides by itself.
const SURE: f64 = 0.5;
/// A topic this likely is taken for the topic.
const SURE_TOPIC: f64 = 0.5;
/// A message this unlikely to be about the product is out of scope, unless its evidence is good.
const OUT_OF_SCOPE: f64 = 0.3;
/// Evidence better than this is of the product, whatever the intents say.
const EVEN: f64 = 0.5;
/// A contact this likely to be dissatisfied is a person's matter: on dialogues left out the precision is .94 there, for a
/// little more than half of the dissatisfied (`docs/benchmarks.md`).
pub const FRUSTRATED: f64 = 0.8;
/// Below this no reading is worth asking about.
const HOPELESS: f64 = 0.05;

/// What is done, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// What is done.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// The confidence of the proposal chosen or withheld.
    pub confidence: f64,
    /// The confidence that suffices; infinite where none does.
    pub from: f64,
}

/// What there is to choose from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Probability that the answer is right; `None` without an answer.
    pub answer: Option<f64>,
    /// The likeliest guide.
    pub guide: Option<&'a GuideProposal>,
    /// The readings that could be offered.
    pub clarify: Option<&'a ClarifyProposal>,
    /// The probability that suffices for an answer without a person.
    pub answer_from: f64,
    /// The probability that suffices for a guide.
    pub guide_from: f64,
}

/// Decides a turn.
pub fn decide(policy: &Policy, understanding: &Understanding, options: Options<'_>) -> Decision {
    let answer = options.answer.unwrap_or(0.0);
    let guide = options.guide.map_or(0.0, |g| g.probability);
    // Which of the two is proposed must not depend on what suffices, or no bound on the error of what is given holds.
    let guides = options.guide.is_some_and(|g| g.preferred);
    let (best, from) = if guides {
        (guide, options.guide_from)
    } else {
        (answer, options.answer_from)
    };
    let decided = |outcome, reason| Decision {
        outcome,
        reason,
        confidence: best,
        from,
    };
    let escalate = |reason| decided(Outcome::Escalate, reason);
    if let Some(reason) = for_people(policy, understanding) {
        return escalate(reason);
    }
    if understanding.in_scope < OUT_OF_SCOPE && best < from.min(EVEN) {
        return escalate(Reason::OutOfScope);
    }
    if guides && guide >= from {
        return decided(Outcome::Guide, Reason::Confident);
    }
    if let Some(clarify) = options.clarify {
        let likely = clarify.probability >= policy.clarify_threshold && understanding.in_scope >= 0.5;
        if clarify.unclear && likely && best >= HOPELESS {
            return decided(Outcome::Clarify, Reason::Ambiguous);
        }
    }
    if !guides && options.answer.is_some() && answer >= from {
        return decided(Outcome::Answer, Reason::Confident);
    }
    escalate(if options.answer.is_none() {
        Reason::NoEvidence
    } else {
        Reason::LowConfidence
    })
}

/// Reasons that no confidence outweighs.
fn for_people(policy: &Policy, understanding: &Understanding) -> Option<Reason> {
    if understanding.wants_person >= SURE {
        return Some(Reason::AsksForPerson);
    }
    let topic = understanding
        .topic
        .as_ref()
        .filter(|_| understanding.topic_probability >= SURE_TOPIC);
    if topic.is_some_and(|t| policy.always_human.contains(t)) {
        return Some(Reason::AlwaysHumanTopic);
    }
    if understanding.failures >= policy.failures_before_escalation {
        return Some(Reason::RepeatedFailure);
    }
    (understanding.frustration >= FRUSTRATED).then_some(Reason::Frustration)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(change: impl Fn(&mut Understanding), answer: Option<f64>, expect: (Outcome, Reason)) {
        let mut understanding = Understanding {
            in_scope: 1.0,
            ..Understanding::default()
        };
        change(&mut understanding);
        let decision = decide(
            &Policy::default(),
            &understanding,
            Options {
                answer,
                answer_from: 0.7,
                ..Options::default()
            },
        );
        assert_eq!((decision.outcome, decision.reason), expect);
    }

    #[test]
    fn every_reason_leads_where_the_policy_says() {
        check(|_| (), Some(0.9), (Outcome::Answer, Reason::Confident));
        check(|_| (), Some(0.2), (Outcome::Escalate, Reason::LowConfidence));
        check(|_| (), None, (Outcome::Escalate, Reason::NoEvidence));
        check(
            |u| u.wants_person = 0.9,
            Some(0.99),
            (Outcome::Escalate, Reason::AsksForPerson),
        );
        check(|u| u.in_scope = 0.1, Some(0.3), (Outcome::Escalate, Reason::OutOfScope));
        check(
            |u| u.in_scope = 0.1,
            Some(0.6),
            (Outcome::Escalate, Reason::LowConfidence),
        );
        check(
            |u| u.failures = 2,
            Some(0.99),
            (Outcome::Escalate, Reason::RepeatedFailure),
        );
        check(
            |u| u.frustration = 0.9,
            Some(0.99),
            (Outcome::Escalate, Reason::Frustration),
        );
        let legal = |u: &mut Understanding| (u.topic, u.topic_probability) = (Some("legal".into()), 0.9);
        check(legal, Some(0.99), (Outcome::Escalate, Reason::AlwaysHumanTopic));
    }
}
