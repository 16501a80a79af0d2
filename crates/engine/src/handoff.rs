//! The handoff packet: everything that the person who takes over needs, so that they never ask again.

use crate::contact::Contact;
use crate::guide::StepReport;
use crate::ids::ArticleId;
use crate::page::{PageError, PageEvent};
use crate::turn::Reason;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use utoipa::ToSchema;

/// The packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Handoff {
    /// The issue in one paragraph.
    pub summary: String,
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
