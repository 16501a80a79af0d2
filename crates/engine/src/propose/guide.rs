//! Guides, chosen by question and page, starting at the first step that the page does not already satisfy.

use crate::guide::Guide;
use crate::ids::ArticleId;
use crate::intent::IntentSet;
use crate::models::{GUIDE, dot};
use crate::page::PageContext;
use crate::ports::{Embedder, PortError, Rows};
use crate::reading::Question;
use crate::turn::{GuideOffer, TurnInput};
use crate::understand::Understanding;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The guides that there are, with the vectors of the questions that lead to them.
pub struct GuideShelf {
    guides: Vec<(Guide, Rows)>,
}

/// One value a weight of [`GUIDE`].
pub type GuideFeatures = [f32; GUIDE.len()];

/// A guide with the probability that it is what the contact wants.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideProposal {
    /// The guide and where to start.
    pub offer: GuideOffer,
    /// Probability that it is right.
    pub probability: f64,
}

#[expect(clippy::expect_used, reason = "a constant pattern; a test compiles it")]
static ASKS_TO_BE_SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    let verbs = r"(?i)\b((show|walk|guide|lead|take|talk) (me|us)\b|step[- ]by[- ]step|on (the|my) screen|where (do|should) i click)";
    Regex::new(verbs).expect("constant pattern")
});

impl GuideShelf {
    /// Embeds the guides' questions and titles.
    pub fn new(guides: Vec<Guide>, embedder: &dyn Embedder) -> Result<Self, PortError> {
        let mut shelf = Vec::with_capacity(guides.len());
        for guide in guides {
            let texts: Vec<&str> = guide
                .questions
                .iter()
                .map(String::as_str)
                .chain([guide.title.as_str()])
                .collect();
            let vectors = embedder.embed(&texts)?;
            shelf.push((guide, Rows::from_rows(vectors.iter().map(Vec::as_slice))));
        }
        Ok(Self { guides: shelf })
    }

    /// The likeliest guide that is for this contact.
    pub fn propose(&self, input: &TurnInput, seen: &Seen<'_>) -> Option<GuideProposal> {
        let weighed = self.weigh(input, seen).into_iter().map(|(guide, features)| {
            let logit = dot(GUIDE, &features);
            (guide, 1.0 / (1.0 + (-f64::from(logit)).exp()))
        });
        let (guide, probability) = weighed.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let start_step = guide.first_open_step(input.page.as_ref());
        Some(GuideProposal {
            offer: GuideOffer {
                guide: guide.clone(),
                start_step,
            },
            probability,
        })
    }

    /// Every guide that is for this contact, with what its weights apply to.
    pub fn weigh(&self, input: &TurnInput, seen: &Seen<'_>) -> Vec<(&Guide, GuideFeatures)> {
        let area = input.page.as_ref().and_then(PageContext::area);
        let inbox = input.inbox.as_ref().map_or("", |i| i.as_str());
        let question = seen.question;
        let asks_to_be_shown = ASKS_TO_BE_SHOWN.is_match(&question.text);
        let asks_for_fact = !question.kinds.is_empty() && !question.how_to;
        let flag = |on: bool| f32::from(u8::from(on));
        let admitted: Vec<(&Guide, f32)> = self
            .guides
            .iter()
            .filter(|(guide, _)| guide.audience.admits(&input.contact, inbox))
            .map(|(guide, rows)| (guide, rows.cosines(question.pooled()).fold(-1.0, f32::max)))
            .collect();
        let of_others = |own: &Guide| {
            let others = admitted.iter().filter(|(g, _)| g.id != own.id);
            others.map(|(_, cosine)| *cosine).fold(0.0, f32::max)
        };
        let weighed = admitted.iter().map(|&(guide, cosine)| {
            let article = guide.article.as_ref();
            let share = article.map_or(0.0, |id| seen.share(id));
            let first = article.is_some_and(|id| seen.shares.first().is_some_and(|(best, _)| *best == id));
            let led = article.and_then(|id| seen.led?.get(id)).copied().unwrap_or(0.0);
            let features = [
                cosine,
                cosine - of_others(guide),
                seen.served(guide),
                flag(question.how_to),
                flag(asks_to_be_shown),
                flag(asks_for_fact),
                flag(area.is_some() && guide.product_area == area),
                flag(first),
                share,
                led,
                flag(article.is_some()),
                1.0,
            ];
            (guide, features)
        });
        weighed.collect()
    }
}

/// What the turn knows when it looks for a guide.
pub struct Seen<'a> {
    /// The question.
    pub question: &'a Question,
    /// What was understood.
    pub understanding: &'a Understanding,
    /// The intents, with the guides that serve them.
    pub intents: &'a [IntentSet],
    /// The articles found with their shares of the ranker's probability, largest first.
    pub shares: &'a [(&'a ArticleId, f32)],
    /// How much likelier than even the known questions make each article, as log odds.
    pub led: Option<&'a HashMap<ArticleId, f32>>,
}

impl Seen<'_> {
    fn share(&self, article: &ArticleId) -> f32 {
        self.shares
            .iter()
            .find(|(id, _)| *id == article)
            .map_or(0.0, |(_, s)| *s)
    }

    /// Probability of the intents that a guide serves.
    fn served(&self, guide: &Guide) -> f32 {
        let intents = || self.intents.iter().flat_map(|s| &s.intents);
        let serves = |id: &str| intents().any(|i| i.id == id && i.guide.as_ref() == Some(&guide.id));
        let guesses = self.understanding.intents.iter();
        guesses
            .filter(|g| serves(&g.intent))
            .map(|g| g.probability as f32)
            .sum()
    }
}
