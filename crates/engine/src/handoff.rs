//! The handoff packet: everything that the person who takes over needs, so that they never ask again.

mod cues;
mod gist;
mod markdown;
mod summary;

use crate::contact::Contact;
use crate::conversation::{Author, FileRef};
use crate::generate::ForPeople;
use crate::guide::{Guide, StepReport};
use crate::ids::{ArticleId, GuideId};
use crate::injection::{Flag, visible};
use crate::page::{PageError, PageEvent};
use crate::trace::EvidenceTrace;
use crate::turn::{Reason, TurnInput};
use crate::understand::Understanding;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Handoff {
    /// The issue in one paragraph.
    pub summary: String,
    /// What the matter is, as a language model puts it, of sentences that the conversation supports; none without a model.
    #[serde(default)]
    pub matter: Option<String>,
    /// The conversation in a few words, by a language model; none without one.
    #[serde(default)]
    pub title: Option<String>,
    /// Why a person is asked.
    pub reason: Reason,
    /// The topic, where one was recognised.
    pub topic: Option<String>,
    /// 0 (can wait) to 1 (drop everything).
    pub urgency: f64,
    /// Who asks.
    pub contact: Contact,
    /// The page they are on: route and title.
    pub page: Option<HandoffPage>,
    /// Files and screenshots that the contact sent, oldest first.
    #[serde(default)]
    pub files: Vec<FileRef>,
    /// The last events on the page, oldest first.
    pub events: Vec<PageEvent>,
    /// The last errors on the page, oldest first.
    pub errors: Vec<PageError>,
    /// Guide steps tried, and how each ended.
    pub tried: Vec<StepReport>,
    /// What the agent already answered in this conversation, oldest first.
    pub answered: Vec<String>,
    /// The evidence weighed, best first.
    pub evidence: Vec<HandoffEvidence>,
    /// A reply to start from, where the evidence allows one.
    pub suggested_reply: Option<String>,
    /// Instructions and hidden text found in what the contact wrote, in the page and in the answer withheld.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// The same packet for reading, in Markdown.
    pub markdown: String,
}

/// Where the contact is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HandoffPage {
    /// Path in the host product.
    pub route: String,
    /// Its title.
    pub title: String,
}

/// A piece of evidence that did not suffice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HandoffEvidence {
    /// The article.
    pub article: ArticleId,
    /// Its title.
    pub title: String,
    /// The nearest heading.
    pub heading: String,
    /// The passage nearest to the question.
    pub quote: String,
    /// The ranker's probability, 0 to 1, that this is the right place.
    pub score: f64,
}

/// Pieces of evidence that a packet shows.
const MAX_EVIDENCE: usize = 5;

/// What a packet is made of.
pub(crate) struct Material<'a> {
    /// The turn that is handed over.
    pub input: &'a TurnInput,
    /// What was understood.
    pub understanding: &'a Understanding,
    /// Why it is handed over.
    pub reason: Reason,
    /// The best passage of each chunk, best first.
    pub evidence: &'a [EvidenceTrace],
    /// What was found in texts that people should know of.
    pub flags: &'a [Flag],
    /// An article's title.
    pub title: &'a dyn Fn(&ArticleId) -> String,
    /// A guide, where it is still there.
    pub guide: &'a dyn Fn(&GuideId) -> Option<&'a Guide>,
    /// The answer that was withheld, where it may be sent by a person.
    pub suggested: Option<String>,
    /// What a language model wrote for people.
    pub written: ForPeople,
}

impl Handoff {
    /// Gathers the packet.
    pub(crate) fn gather(material: &Material<'_>) -> Self {
        let input = material.input;
        let page = input.page.as_ref();
        let weighed = material.evidence.iter().take(MAX_EVIDENCE).map(|e| HandoffEvidence {
            article: e.article.clone(),
            title: (material.title)(&e.article),
            heading: e.heading.clone(),
            quote: e.quote.clone(),
            score: e.score,
        });
        let answered = input.messages.iter().filter(|m| m.author == Author::AiAgent);
        let place = page.map(|p| HandoffPage {
            route: p.route.clone(),
            title: p.title.clone(),
        });
        let mut packet = Self {
            summary: summary::summary(material),
            matter: material.written.matter.clone(),
            title: material.written.title.clone(),
            reason: material.reason,
            topic: material.understanding.topic.clone(),
            urgency: material.understanding.urgency,
            contact: input.contact.clone(),
            page: place.filter(|p| !p.route.is_empty() || !p.title.is_empty()),
            files: input.messages.iter().flat_map(|m| m.files.clone()).collect(),
            events: page.map_or_else(Vec::new, |p| p.events.clone()),
            errors: page.map_or_else(Vec::new, |p| p.errors.clone()),
            tried: input.steps.clone(),
            answered: answered.map(|m| m.text.clone()).collect(),
            evidence: weighed.collect(),
            suggested_reply: material
                .written
                .suggested
                .clone()
                .or_else(|| material.suggested.clone()),
            flags: material.flags.to_vec(),
            markdown: String::new(),
        };
        packet.markdown = markdown::markdown(&packet, material.guide);
        packet
    }
}

/// Text of others in one line, without the characters that nobody sees: no list item and no sentence of a packet may
/// begin a line of its own and pass for the packet's.
fn line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
