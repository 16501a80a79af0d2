//! Which turns are like the cases that a calibration is learned on.

use super::reference::Proposed;
use crate::trace::ProposalTrace;
use crate::turn::{Outcome, Reason};

/// Two confidences this near are the same: a number read from JSON may differ in its last digit.
const SAME: f64 = 1e-9;

/// A turn's proposal, given or withheld.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// What was proposed.
    pub proposed: Proposed,
    /// How sure it was, 0 to 1.
    pub confidence: f64,
    /// Whether it was given without a person.
    pub given: bool,
}

/// What a turn proposed; `None` where it would have gone to a person or been asked back however sure it was, and for thanks
/// and greetings: such cases are not learned from either.
pub fn seen(outcome: Outcome, reason: Reason, confidence: f64, proposals: &[ProposalTrace]) -> Option<Seen> {
    let decided = |kind: &str| {
        let is_it = |p: &&ProposalTrace| p.kind == kind && p.dropped.is_empty();
        let proposal = proposals.iter().find(is_it);
        proposal.is_some_and(|p| (p.confidence - confidence).abs() < SAME)
    };
    let for_people = matches!(
        reason,
        Reason::AsksForPerson | Reason::AlwaysHumanTopic | Reason::RepeatedFailure | Reason::Frustration
    );
    let (answer, guide) = (decided("answer"), decided("guide"));
    let proposed = match outcome {
        _ if for_people => None,
        Outcome::Answer => answer.then_some(Proposed::Answer),
        Outcome::Guide => guide.then_some(Proposed::Guide),
        // A guide is preferred to a question back where it is sure enough, an answer is not.
        Outcome::Clarify => guide.then_some(Proposed::Guide),
        Outcome::Escalate if answer => Some(Proposed::Answer),
        Outcome::Escalate => guide.then_some(Proposed::Guide),
    };
    Some(Seen {
        proposed: proposed?,
        confidence,
        given: matches!(outcome, Outcome::Answer | Outcome::Guide),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn proposal(kind: &str, confidence: f64) -> ProposalTrace {
        ProposalTrace {
            kind: kind.into(),
            summary: String::new(),
            articles: Vec::new(),
            confidence,
            dropped: Vec::new(),
            features: BTreeMap::new(),
        }
    }

    #[track_caller]
    fn check(decided: (Outcome, Reason, f64), expect: Option<(Proposed, bool)>) {
        let proposals = [
            proposal("answer", 0.4),
            proposal("guide", 0.7),
            proposal("clarify", 0.9),
        ];
        let (outcome, reason, confidence) = decided;
        let seen = seen(outcome, reason, confidence, &proposals);
        assert_eq!(seen.map(|s| (s.proposed, s.given)), expect, "{decided:?}");
    }

    #[test]
    fn a_turn_counts_by_the_proposal_that_its_confidence_is_of() {
        use Outcome::{Answer, Clarify, Escalate, Guide};
        check((Answer, Reason::Confident, 0.4), Some((Proposed::Answer, true)));
        check((Guide, Reason::Confident, 0.7), Some((Proposed::Guide, true)));
        check((Escalate, Reason::LowConfidence, 0.4), Some((Proposed::Answer, false)));
        check((Escalate, Reason::LowConfidence, 0.7), Some((Proposed::Guide, false)));
        check((Escalate, Reason::OutOfScope, 0.4), Some((Proposed::Answer, false)));
        check((Clarify, Reason::Ambiguous, 0.7), Some((Proposed::Guide, false)));
    }

    #[test]
    fn what_no_case_is_learned_from_does_not_count() {
        use Outcome::{Answer, Clarify, Escalate};
        check((Escalate, Reason::AsksForPerson, 0.4), None);
        check((Escalate, Reason::NoEvidence, 0.0), None);
        check((Clarify, Reason::Ambiguous, 0.4), None);
        // Thanks and greetings.
        check((Answer, Reason::Confident, 0.98), None);
        check((Clarify, Reason::Ambiguous, 1.0), None);
    }
}
