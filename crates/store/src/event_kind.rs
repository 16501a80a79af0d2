//! What can happen in a conversation.

use serde::{Deserialize, Serialize};
use usher_engine::StepOutcome;

/// What the kinds begin with that contacts never see.
const FOR_PEOPLE: &str = "people.";

/// What can happen. The word is stable: it is stored and sent to sockets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventKind {
    /// It began: `{inbox}`.
    #[serde(rename = "conversation.created")]
    ConversationCreated,
    /// Somebody wrote: `{message_id, author, text, client_id, files}` from a contact, `{message_id, author, text, turn: {id,
    /// outcome, reason, confidence, citations, options, guide}}` from the AI agent.
    #[serde(rename = "message.created")]
    MessageCreated,
    /// A step was done: `{guide, step, outcome, reason}`.
    #[serde(rename = "guide.step_completed")]
    GuideStepCompleted,
    /// A step was passed over: `{guide, step, outcome, reason}`.
    #[serde(rename = "guide.step_skipped")]
    GuideStepSkipped,
    /// A step did not work: `{guide, step, outcome, reason}`.
    #[serde(rename = "guide.step_failed")]
    GuideStepFailed,
    /// The contact said whether a turn solved it: `{turn, solved}`.
    #[serde(rename = "turn.judged")]
    TurnJudged,
    /// The contact said how the whole was: `{stars, comment}`.
    #[serde(rename = "conversation.rated")]
    ConversationRated,
    /// People have it now: `{reason, topic}`.
    #[serde(rename = "conversation.escalated")]
    ConversationEscalated,
    /// It is settled: `{resolution}`.
    #[serde(rename = "conversation.resolved")]
    ConversationResolved,
    /// It was settled, and the contact wrote again: `{}`.
    #[serde(rename = "conversation.reopened")]
    ConversationReopened,
    /// No reply could be made, and people have it now: `{message_id}`.
    #[serde(rename = "turn.failed")]
    TurnFailed,
    /// A person has it: `{by}`.
    #[serde(rename = "conversation.assigned")]
    ConversationAssigned,
    /// The AI agent has it again: `{}`.
    #[serde(rename = "conversation.handed_back")]
    ConversationHandedBack,
    /// It waits for a person: `{queue, topic, reason, priority, urgency, frustration}`.
    #[serde(rename = "people.waiting")]
    PeopleWaiting,
    /// It is offered: `{person, level, until, by}`.
    #[serde(rename = "people.offered")]
    PeopleOffered,
    /// Who was offered it did not take it in time: `{person}`.
    #[serde(rename = "people.missed")]
    PeopleMissed,
    /// Who was offered it does not want it: `{person}`.
    #[serde(rename = "people.declined")]
    PeopleDeclined,
    /// Who had it has it no more: `{person, why}`.
    #[serde(rename = "people.returned")]
    PeopleReturned,
    /// It was given on: `{by, person, queue, note}`.
    #[serde(rename = "people.transferred")]
    PeopleTransferred,
    /// Somebody took it from somebody: `{by, from}`.
    #[serde(rename = "people.taken_over")]
    PeopleTakenOver,
    /// A note: `{note_id, by, text, mentions, client_id}`.
    #[serde(rename = "people.note")]
    PeopleNote,
    /// A reply was suggested: `{suggestion, by, text, citations, confidence}`.
    #[serde(rename = "people.suggested")]
    PeopleSuggested,
    /// What became of the suggestion: `{suggestion, by, use}`.
    #[serde(rename = "people.suggestion_used")]
    PeopleSuggestionUsed,
    /// A message asked for what was known: `{by, message_id, fields}`.
    #[serde(rename = "people.reasked")]
    PeopleReasked,
    /// Put off: `{by, until}`.
    #[serde(rename = "people.snoozed")]
    PeopleSnoozed,
    /// No longer put off: `{why}`.
    #[serde(rename = "people.woken")]
    PeopleWoken,
    /// How people settled it: `{by, outcome, topic, note}`.
    #[serde(rename = "people.resolved")]
    PeopleResolved,
    /// Who gave it back to the AI agent: `{by, note}`.
    #[serde(rename = "people.handed_back")]
    PeopleHandedBack,
    /// A letter to the contact went out, or was given up: `{letter, sent, problem}`.
    #[serde(rename = "people.mailed")]
    PeopleMailed,
}

impl EventKind {
    /// True for what is never sent to contacts: the kinds that begin with `people.`.
    pub fn is_for_people(self) -> bool {
        self.as_str().starts_with(FOR_PEOPLE)
    }

    /// The word that SQL, JSON and the log use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ConversationCreated => "conversation.created",
            Self::MessageCreated => "message.created",
            Self::GuideStepCompleted => "guide.step_completed",
            Self::GuideStepSkipped => "guide.step_skipped",
            Self::GuideStepFailed => "guide.step_failed",
            Self::TurnJudged => "turn.judged",
            Self::ConversationRated => "conversation.rated",
            Self::ConversationEscalated => "conversation.escalated",
            Self::ConversationResolved => "conversation.resolved",
            Self::ConversationReopened => "conversation.reopened",
            Self::TurnFailed => "turn.failed",
            Self::ConversationAssigned => "conversation.assigned",
            Self::ConversationHandedBack => "conversation.handed_back",
            Self::PeopleWaiting => "people.waiting",
            Self::PeopleOffered => "people.offered",
            Self::PeopleMissed => "people.missed",
            Self::PeopleDeclined => "people.declined",
            Self::PeopleReturned => "people.returned",
            Self::PeopleTransferred => "people.transferred",
            Self::PeopleTakenOver => "people.taken_over",
            Self::PeopleNote => "people.note",
            Self::PeopleSuggested => "people.suggested",
            Self::PeopleSuggestionUsed => "people.suggestion_used",
            Self::PeopleReasked => "people.reasked",
            Self::PeopleSnoozed => "people.snoozed",
            Self::PeopleWoken => "people.woken",
            Self::PeopleResolved => "people.resolved",
            Self::PeopleHandedBack => "people.handed_back",
            Self::PeopleMailed => "people.mailed",
        }
    }
}

impl From<StepOutcome> for EventKind {
    fn from(outcome: StepOutcome) -> Self {
        match outcome {
            StepOutcome::Completed => Self::GuideStepCompleted,
            StepOutcome::Skipped => Self::GuideStepSkipped,
            StepOutcome::Failed => Self::GuideStepFailed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_one_word_everywhere() {
        use EventKind as K;
        let all = [
            K::ConversationCreated,
            K::MessageCreated,
            K::GuideStepCompleted,
            K::GuideStepSkipped,
            K::GuideStepFailed,
            K::TurnJudged,
            K::ConversationRated,
            K::ConversationEscalated,
            K::ConversationResolved,
            K::ConversationReopened,
            K::TurnFailed,
            K::ConversationAssigned,
            K::ConversationHandedBack,
            K::PeopleWaiting,
            K::PeopleOffered,
            K::PeopleMissed,
            K::PeopleDeclined,
            K::PeopleReturned,
            K::PeopleTransferred,
            K::PeopleTakenOver,
            K::PeopleNote,
            K::PeopleSuggested,
            K::PeopleSuggestionUsed,
            K::PeopleReasked,
            K::PeopleSnoozed,
            K::PeopleWoken,
            K::PeopleResolved,
            K::PeopleHandedBack,
            K::PeopleMailed,
        ];
        for kind in all {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
