//! What the contact reads.

use super::{Proposals, Understood};
use crate::article::Citation;
use crate::conversation::Author;
use crate::decide::Decision;
use crate::policy::Policy;
use crate::turn::{Outcome, Reason, Reply, TurnInput};

/// The reply that a decision leads to, with the citations of its sentences.
pub(super) fn word(
    policy: &Policy,
    understood: &Understood,
    input: &TurnInput,
    decision: Decision,
    proposals: &Proposals,
) -> (Reply, Vec<Citation>) {
    let text = match decision.outcome {
        Outcome::Answer if understood.is_thanks() => "Glad that it works. I am here if anything else comes up.".into(),
        Outcome::Answer => {
            let answer = proposals.written.as_ref().or(proposals.answer.as_ref());
            return answer.map_or_else(Default::default, |a| (a.reply.clone(), a.citations.clone()));
        }
        Outcome::Guide => {
            let title = proposals.guide.as_ref().map(|g| g.offer.guide.title.as_str());
            let title = title.unwrap_or("follow the steps");
            format!("I can show you on the page, one step at a time: {title}.")
        }
        Outcome::Clarify if understood.greeting => format!(
            "Hello! I am {}, the AI agent for {}. What would you like to do?",
            policy.agent_name, policy.product
        ),
        Outcome::Clarify => "Which of these do you mean?".into(),
        Outcome::Escalate => handing_over(policy, decision.reason, input),
    };
    let offers = decision.outcome == Outcome::Clarify && !understood.greeting;
    let options = proposals.clarify.as_ref().filter(|_| offers).map(|c| c.options.clone());
    let reply = Reply {
        text,
        options: options.unwrap_or_default(),
        ..Reply::default()
    };
    (reply, Vec::new())
}

/// Thanks and greetings are answered in kind, without looking anything up.
pub(super) fn courtesy(understood: &Understood, input: &TurnInput) -> Option<Decision> {
    // A button for a person is never answered with a courtesy.
    if input.messages.last().is_some_and(|m| m.asks_for_person) {
        return None;
    }
    let helped = input.messages.iter().any(|m| m.author != Author::Contact);
    if understood.is_thanks() && helped {
        return Some(Decision {
            outcome: Outcome::Answer,
            reason: Reason::Confident,
            confidence: understood.understanding.solved,
            from: 0.0,
        });
    }
    let greets = understood.greeting && !input.question().trim().is_empty();
    greets.then_some(Decision {
        outcome: Outcome::Clarify,
        reason: Reason::Ambiguous,
        confidence: 1.0,
        from: 0.0,
    })
}

/// What the contact reads when a person takes over: kindly, plainly, and without asking for anything.
fn handing_over(policy: &Policy, reason: Reason, input: &TurnInput) -> String {
    let why = match reason {
        Reason::AsksForPerson => "Of course. I am passing you to a person",
        Reason::AlwaysHumanTopic => "This is something that our team handles in person, so I am passing you to them",
        Reason::OutOfScope => {
            "I am an AI agent and this is outside of what I can help with, so I am passing you to a person"
        }
        Reason::RepeatedFailure | Reason::Frustration => {
            "I am sorry that this is not solved yet. I am passing you to a person"
        }
        _ if input.question().trim().is_empty() => {
            "I am an AI agent and cannot look into files, so I am passing you to a person"
        }
        _ => "I am an AI agent and not sure enough to answer this, so I am passing you to a person",
    };
    let files = input.messages.iter().any(|m| !m.files.is_empty());
    let known = match (files, input.page.is_some()) {
        (true, true) => "your messages, your files and the page that you are on",
        (true, false) => "your messages and your files",
        (false, true) => "your messages and the page that you are on",
        (false, false) => "your messages",
    };
    format!(
        "{why} at {}. They will see {known}, so there is no need to explain again.",
        policy.product
    )
}
