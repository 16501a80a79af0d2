//! A turn: one contact message and all that the engine did for it.

use crate::article::Citation;
use crate::contact::Contact;
use crate::conversation::Message;
use crate::guide::{Guide, StepReport};
use crate::handoff::Handoff;
use crate::ids::{ArticleId, GuideId, InboxId};
use crate::page::PageContext;
use crate::trace::Trace;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// All that a turn depends on besides the engine's own knowledge and policy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TurnInput {
    /// The inbox that the contact wrote to.
    pub inbox: Option<InboxId>,
    /// The messages so far, oldest first; the last is the contact's, to be answered now.
    pub messages: Vec<Message>,
    /// Who asks.
    pub contact: Contact,
    /// What they have before them.
    pub page: Option<PageContext>,
    /// How the steps of guides played in this conversation ended, oldest first.
    pub steps: Vec<StepReport>,
    /// How many replies since the conversation was last settled did not solve it, as the contact said by a button.
    #[serde(default)]
    pub unsolved: u32,
    /// Looks only into these articles; `None` looks into all. For reading evals and for replay.
    pub within: Option<Vec<ArticleId>>,
}

impl TurnInput {
    /// The message to be answered; empty where there is none.
    pub fn question(&self) -> &str {
        self.messages.last().map_or("", |m| m.text.as_str())
    }
}

/// What came of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// An answer with citations.
    Answer,
    /// A guide to be played on the page.
    Guide,
    /// A question back, with quick replies.
    Clarify,
    /// A person takes over.
    Escalate,
}

/// Why a turn ended as it did. The word is stable: it is stored, counted and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Confidence reached the threshold.
    Confident,
    /// No single reading is sure enough, but one of a few likely is right.
    Ambiguous,
    /// The contact asked for a person.
    AsksForPerson,
    /// The owner lets only people handle this topic.
    AlwaysHumanTopic,
    /// It is not about the product.
    OutOfScope,
    /// Nothing in the knowledge bears on it.
    NoEvidence,
    /// There is evidence, but confidence stayed below the threshold.
    LowConfidence,
    /// The same problem failed before.
    RepeatedFailure,
    /// The contact grows frustrated.
    Frustration,
}

impl Reason {
    /// The reason as a clause: "handed over because …".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Confident => "the answer is sure enough",
            Self::Ambiguous => "the question can be read in more than one way",
            Self::AsksForPerson => "the contact asked for a person",
            Self::AlwaysHumanTopic => "only people handle this topic",
            Self::OutOfScope => "it does not seem to be about the product",
            Self::NoEvidence => "nothing in the knowledge bears on it",
            Self::LowConfidence => "the AI agent was not sure enough of an answer",
            Self::RepeatedFailure => "what was tried before did not solve it",
            Self::Frustration => "the contact grows frustrated",
        }
    }
}

/// What the contact is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reply {
    /// The whole reply as plain text, lists one item a line.
    pub text: String,
    /// The short value that was asked for, where one is stated first.
    pub value: Option<String>,
    /// The sentences that state something, each with its citation; empty unless the outcome is an answer.
    pub sentences: Vec<ReplySentence>,
    /// Quick replies; empty unless the outcome is to clarify.
    pub options: Vec<QuickReply>,
}

/// A statement of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReplySentence {
    /// The words.
    pub text: String,
    /// Which of the turn's citations supports it, from 0.
    pub citation: usize,
}

/// One reading that a clarifying question offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuickReply {
    /// What the contact sees and, on choosing it, says.
    pub text: String,
    /// The article that this reading leads to, if it is one.
    pub article: Option<ArticleId>,
    /// The guide that this reading leads to, if it is one.
    pub guide: Option<GuideId>,
}

/// A guide chosen for the contact's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GuideOffer {
    /// The guide, whole, as the widget plays it.
    #[serde(flatten)]
    pub guide: Guide,
    /// The step to start at, from 0: the first that the page does not already satisfy.
    pub start_step: usize,
}

/// The value of a turn: reply, decision and record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// What came of it.
    pub outcome: Outcome,
    /// What the contact is shown.
    pub reply: Reply,
    /// Calibrated probability, 0 to 1, that the best proposal is right; on an escalation, that of the proposal withheld.
    pub confidence: f64,
    /// Why it ended so.
    pub reason: Reason,
    /// What the reply quotes, in the order of first use.
    pub citations: Vec<Citation>,
    /// The guide to play, if that is the outcome.
    pub guide: Option<GuideOffer>,
    /// What the person who takes over gets, if that is the outcome.
    pub handoff: Option<Handoff>,
    /// Every intermediate result.
    pub trace: Trace,
}
