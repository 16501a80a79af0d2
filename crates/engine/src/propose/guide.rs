//! Guides, chosen by question and page, starting at the first step that the page does not already satisfy.

use crate::contact::Contact;
use crate::guide::Guide;
use crate::intent::IntentSet;
use crate::models::{GUIDE, dot};
use crate::page::PageContext;
use crate::ports::{Embedder, PortError, Rows};
use crate::reading::Question;
use crate::turn::GuideOffer;
use crate::understand::Understanding;
use regex::Regex;
use std::sync::LazyLock;

/// The guides that there are, with the vectors of the questions that lead to them.
pub struct GuideShelf {
    guides: Vec<(Guide, Rows)>,
}

/// A guide with the probability that it is what the contact wants.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideProposal {
    /// The guide and where to start.
    pub offer: GuideOffer,
    /// Probability that it is right.
    pub probability: f64,
}

#[expect(clippy::expect_used, reason = "a constant pattern; a test compiles it")]
static WANTS_TO_DO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(how (do|can|would|should|might) (i|we|you|one)|how to|how d'?you|show me|walk me|guide me|take me|help me|step by step|",
        r"where (do|can|would) (i|we)|where'?s the|(i|we)('d| would)? (want|need|like|have|wish|am trying|'m trying) to|i'm trying to|trying to|",
        r"can you help|let me|can'?t (find|figure)|what do i (do|click|press)|i wanna)\b"
    ))
    .expect("constant pattern")
});

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
    pub fn propose(
        &self,
        question: &Question,
        understanding: &Understanding,
        intents: &[IntentSet],
        contact: &Contact,
        inbox: &str,
        page: Option<&PageContext>,
    ) -> Option<GuideProposal> {
        let area = page.and_then(PageContext::area);
        let wants_to_do = WANTS_TO_DO.is_match(&question.content);
        let asks_to_be_shown = ASKS_TO_BE_SHOWN.is_match(&question.text);
        let asks_for_fact = !question.kinds.is_empty() && !wants_to_do;
        let flag = |on: bool| f32::from(u8::from(on));
        let served = |guide: &Guide| -> f32 {
            let serves = |id: &str| {
                intents
                    .iter()
                    .flat_map(|s| &s.intents)
                    .any(|i| i.id == id && i.guide.as_ref() == Some(&guide.id))
            };
            understanding
                .intents
                .iter()
                .filter(|g| serves(&g.intent))
                .map(|g| g.probability as f32)
                .sum()
        };
        let admitted = self.guides.iter().filter(|(g, _)| g.audience.admits(contact, inbox));
        let weighed = admitted.map(|(guide, rows)| {
            let cosine = rows.cosines(question.pooled()).fold(-1.0, f32::max);
            let here = area.is_some() && guide.product_area == area;
            let logit = dot(
                GUIDE,
                &[
                    cosine,
                    served(guide),
                    flag(wants_to_do),
                    flag(asks_to_be_shown),
                    flag(asks_for_fact),
                    flag(here),
                    1.0,
                ],
            );
            (guide, 1.0 / (1.0 + (-f64::from(logit)).exp()))
        });
        let (guide, probability) = weighed.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let start_step = guide.first_open_step(page);
        Some(GuideProposal {
            offer: GuideOffer {
                guide: guide.clone(),
                start_step,
            },
            probability,
        })
    }
}
