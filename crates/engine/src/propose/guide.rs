//! Guides, chosen by question and page, starting at the first step that the page does not already satisfy.

use crate::guide::Guide;
use crate::ids::{ArticleId, GuideId};
use crate::intent::IntentSet;
use crate::models::{GUIDE, dot, feature_set};
use crate::page::PageContext;
use crate::ports::{Embedder, PortError, Rows};
use crate::propose::share::Share;
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

feature_set! {
    /// What speaks for and against a guide.
    pub struct GuideFeatures {
        /// Cosine of the question with the nearest of the guide's questions and its title.
        nearest_question,
        /// How much nearer that is than the nearest of any other guide.
        nearer_than_others,
        /// Probability of the intents that the guide serves.
        intent,
        /// The contact wants to do something.
        wants_to_do,
        /// The contact asks to be shown.
        asks_to_be_shown,
        /// The contact asks for a fact.
        asks_for_fact,
        /// The contact's page is of the guide's product area.
        on_its_page,
        /// The guide's article is the likeliest of those found.
        its_article_first,
        /// Share of the ranker's probability that the guide's article holds.
        its_article_share,
        /// How much likelier than even the known questions make the guide's article, as log odds.
        led_to_its_article,
        /// The guide names an article.
        has_article,
        /// Always 1.
        intercept,
    }
}

/// A guide with what speaks for and against it.
#[derive(Debug, Clone, Copy)]
pub struct WeighedGuide<'a> {
    /// The guide.
    pub guide: &'a Guide,
    /// Whether the contact's plan and role may have it.
    pub permitted: bool,
    /// What its weights apply to.
    pub features: GuideFeatures,
}

/// A guide this likely is preferred to an answer, whatever the answer's probability and whatever suffices.
const PREFERRED: f64 = 0.5;

/// A guide with the probability that it is what the contact wants.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideProposal {
    /// The guide and where to start.
    pub offer: GuideOffer,
    /// Probability that it is right.
    pub probability: f64,
    /// Whether it is proposed in place of an answer. By the shipped weights alone: were a calibration to move this, the
    /// cases that it was learned on would not be those that it is used on, and its bound would not hold.
    pub preferred: bool,
    /// What speaks for and against it.
    pub features: GuideFeatures,
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

    /// A guide by its id.
    pub fn get(&self, id: &GuideId) -> Option<&Guide> {
        self.guides.iter().map(|(guide, _)| guide).find(|guide| guide.id == *id)
    }

    /// The likeliest guide; `None` where that is one that the contact's plan or role may not have. The next best would
    /// show how to do something else.
    pub fn propose(&self, input: &TurnInput, seen: &Seen<'_>) -> Option<GuideProposal> {
        let probability = |w: &WeighedGuide<'_>| {
            let logit = dot(GUIDE, &w.features.values());
            1.0 / (1.0 + (-f64::from(logit)).exp())
        };
        let weighed = self.weigh(input, seen).into_iter().map(|w| (w, probability(&w)));
        let (best, probability) = weighed.max_by(|a, b| a.1.total_cmp(&b.1))?;
        best.permitted.then(|| GuideProposal {
            offer: GuideOffer {
                guide: best.guide.clone(),
                start_step: best.guide.first_open_step(input.page.as_ref()),
            },
            probability,
            preferred: probability >= PREFERRED,
            features: best.features,
        })
    }

    /// Every guide in the contact's language and inbox, with what its weights apply to.
    pub fn weigh(&self, input: &TurnInput, seen: &Seen<'_>) -> Vec<WeighedGuide<'_>> {
        let inbox = input.inbox.as_ref().map_or("", |i| i.as_str());
        let question = seen.question;
        let here: Vec<(&Guide, f32)> = self
            .guides
            .iter()
            .filter(|(guide, _)| guide.audience.reaches(&input.contact, inbox))
            .map(|(guide, rows)| (guide, nearest(rows, question)))
            .collect();
        let of_others = |own: &Guide| {
            let others = here.iter().filter(|(g, _)| g.id != own.id);
            others.map(|(_, cosine)| *cosine).fold(0.0, f32::max)
        };
        let weighed = here.iter().map(|&(guide, nearest)| WeighedGuide {
            guide,
            permitted: guide.audience.admits(&input.contact, inbox),
            features: GuideFeatures {
                nearest_question: nearest,
                nearer_than_others: nearest - of_others(guide),
                ..seen.features(guide, input.page.as_ref())
            },
        });
        weighed.collect()
    }
}

fn nearest(rows: &Rows, question: &Question) -> f32 {
    rows.cosines(question.pooled()).into_iter().fold(-1.0, f32::max)
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
    pub shares: &'a [Share<'a>],
    /// How much likelier than even the known questions make each article, as log odds.
    pub led: Option<&'a HashMap<ArticleId, f32>>,
}

impl Seen<'_> {
    /// All features of a guide but its nearness to the question.
    fn features(&self, guide: &Guide, page: Option<&PageContext>) -> GuideFeatures {
        let area = page.and_then(PageContext::area);
        let article = guide.article.as_ref();
        let first = self.shares.first().map(|best| &best.article.id);
        let flag = |on: bool| f32::from(u8::from(on));
        GuideFeatures {
            intent: self.served(guide),
            wants_to_do: flag(self.question.how_to),
            asks_to_be_shown: flag(ASKS_TO_BE_SHOWN.is_match(&self.question.text)),
            asks_for_fact: flag(!self.question.kinds.is_empty() && !self.question.how_to),
            on_its_page: flag(area.is_some() && guide.product_area == area),
            its_article_first: flag(article.is_some() && article == first),
            its_article_share: article.map_or(0.0, |id| self.share(id)),
            led_to_its_article: article.and_then(|id| self.led?.get(id)).copied().unwrap_or(0.0),
            has_article: flag(article.is_some()),
            intercept: 1.0,
            ..GuideFeatures::default()
        }
    }

    fn share(&self, article: &ArticleId) -> f32 {
        let found = self.shares.iter().find(|share| share.article.id == *article);
        found.map_or(0.0, |share| share.probability)
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
