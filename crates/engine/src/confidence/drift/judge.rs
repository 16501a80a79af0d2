//! What became of an automatic reply, as far as it can be seen.

use crate::guide::{StepOutcome, StepReport};
use crate::ids::GuideId;
use crate::text::content_stems;
use crate::turn::{Outcome, Reason};
use serde::{Deserialize, Serialize};

/// A contact this likely to say that the problem is solved says so; then the engine answers thanks in kind.
const SOLVED: f64 = 0.7;
/// Two messages that share so much of their words ask the same. The share is of all words of both: who asks for more than
/// before asks something else.
const SAME: f64 = 0.75;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The guide's last step was done.
    Completed,
    /// The contact said that it helped.
    Confirmed,
    /// No further word on it: the contact left, or went on to something else.
    Assumed,
    /// The next turn went to a person, because the contact asked for one, was frustrated, or the problem had failed before.
    Corrected,
    /// The contact asked the same again or said that it did not work.
    AskedAgain,
    /// A step of the guide did not work, and the contact said no more.
    StepFailed,
}

/// An automatic reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The message that it answers.
    pub asked: String,
    /// How many earlier turns about the problem had failed.
    pub failures: u32,
    /// The guide with its last step, if it was one.
    pub guide: Option<(GuideId, String)>,
}

/// What followed while one waited.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct After {
    /// The next turn of the conversation.
    pub next: Option<Next>,
    /// How steps of guides ended between the two.
    pub steps: Vec<StepReport>,
    /// The conversation was settled as done or as confirmed by the contact.
    pub settled: bool,
    /// Whether it helped, by the contact's last word on it, where they pressed the button for that.
    pub solved: Option<bool>,
}

/// The turn after a reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Next {
    /// The contact's message.
    pub asked: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// How many turns about the problem had failed by then.
    pub failures: u32,
    /// Probability, 0 to 1, that the contact says that the problem is solved.
    pub solved: f64,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Completed,
        Self::Confirmed,
        Self::Assumed,
        Self::Corrected,
        Self::AskedAgain,
        Self::StepFailed,
    ];

    /// Whether the reply is seen to be wrong. Silence is not: that makes an alarm late and not false.
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::Corrected | Self::AskedAgain | Self::StepFailed)
    }

    /// The word that JSON and metrics use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Confirmed => "confirmed",
            Self::Assumed => "assumed",
            Self::Corrected => "corrected",
            Self::AskedAgain => "asked_again",
            Self::StepFailed => "step_failed",
        }
    }
}

/// Judges a reply by what followed.
pub fn judge(given: &Given, after: &After) -> Verdict {
    let of_guide = |s: &&StepReport| given.guide.as_ref().is_some_and(|(id, _)| *id == s.guide);
    let steps = || after.steps.iter().filter(of_guide);
    let is_last = |s: &StepReport| given.guide.as_ref().is_some_and(|(_, last)| *last == s.step);
    if let Some(next) = &after.next
        && let Some(verdict) = by_next(given, next)
    {
        return verdict;
    }
    if after.solved == Some(false) {
        return Verdict::AskedAgain;
    }
    if steps().any(|s| s.outcome == StepOutcome::Completed && is_last(s)) {
        return Verdict::Completed;
    }
    if after.settled || after.solved == Some(true) {
        return Verdict::Confirmed;
    }
    let failed = steps().last().is_some_and(|s| s.outcome == StepOutcome::Failed);
    if failed { Verdict::StepFailed } else { Verdict::Assumed }
}

fn by_next(given: &Given, next: &Next) -> Option<Verdict> {
    let corrects = matches!(
        next.reason,
        Reason::AsksForPerson | Reason::RepeatedFailure | Reason::Frustration
    );
    if next.outcome == Outcome::Escalate && corrects {
        return Some(Verdict::Corrected);
    }
    if next.solved > SOLVED {
        return Some(Verdict::Confirmed);
    }
    let again = next.failures > given.failures || asks_the_same(&given.asked, &next.asked);
    again.then_some(Verdict::AskedAgain)
}

fn asks_the_same(before: &str, now: &str) -> bool {
    let (before, now) = (content_stems(before), content_stems(now));
    let shared = before.iter().filter(|s| now.contains(s)).count();
    let all = before.len() + now.len() - shared;
    shared > 0 && shared as f64 >= SAME * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "How do I export my invoices?";

    fn next(asked: &str, change: impl Fn(&mut Next)) -> After {
        let mut next = Next {
            asked: asked.into(),
            outcome: Outcome::Answer,
            reason: Reason::Confident,
            failures: 0,
            solved: 0.0,
        };
        change(&mut next);
        After {
            next: Some(next),
            ..After::default()
        }
    }

    fn step(step: &str, outcome: StepOutcome) -> StepReport {
        StepReport {
            guide: "export".into(),
            step: step.into(),
            outcome,
            reason: None,
        }
    }

    #[track_caller]
    fn check(after: &After, expect: Verdict) {
        let given = Given {
            asked: ASKED.into(),
            failures: 0,
            guide: Some(("export".into(), "save".into())),
        };
        assert_eq!(judge(&given, after), expect, "{after:?}");
    }

    #[test]
    fn a_reply_is_judged_by_what_the_contact_says_and_does_next() {
        use Verdict::{AskedAgain, Assumed, Confirmed, Corrected};
        check(&After::default(), Assumed);
        check(&next("Thanks, that did it", |n| n.solved = 0.9), Confirmed);
        let person = |n: &mut Next| (n.outcome, n.reason) = (Outcome::Escalate, Reason::AsksForPerson);
        check(&next("I want a person", person), Corrected);
        check(&next("It does not work", |n| n.failures = 1), AskedAgain);
        let pressed = |solved| After {
            solved: Some(solved),
            ..After::default()
        };
        check(&pressed(false), AskedAgain);
        check(&pressed(true), Confirmed);
        check(&next("how can I export the invoices", |_| ()), AskedAgain);
        check(&next("And how do I delete a customer?", |_| ()), Assumed);
        check(&next("Can I export invoices of one customer as PDF?", |_| ()), Assumed);
        let unsure = |n: &mut Next| (n.outcome, n.reason) = (Outcome::Escalate, Reason::LowConfidence);
        check(&next("What about the tax office?", unsure), Assumed);
    }

    #[test]
    fn a_guide_is_judged_by_its_steps_and_by_what_is_said_after_them() {
        let steps = |steps: &[StepReport]| After {
            steps: steps.to_vec(),
            ..After::default()
        };
        let (open, save) = (|o| step("open", o), |o| step("save", o));
        check(&steps(&[open(StepOutcome::Completed)]), Verdict::Assumed);
        check(
            &steps(&[open(StepOutcome::Failed), save(StepOutcome::Completed)]),
            Verdict::Completed,
        );
        check(&steps(&[open(StepOutcome::Failed)]), Verdict::StepFailed);
        let mut wrong = next("It does not work", |n| n.failures = 1);
        wrong.steps = vec![save(StepOutcome::Completed)];
        check(&wrong, Verdict::AskedAgain);
        let settled = After {
            settled: true,
            ..After::default()
        };
        check(&settled, Verdict::Confirmed);
    }

    #[test]
    fn a_verdict_is_one_word_everywhere() {
        for verdict in Verdict::ALL {
            assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.as_str());
        }
    }
}
