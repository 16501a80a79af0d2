//! One clarifying question that offers up to three readings by title.

use crate::ids::ArticleId;
use crate::ports::Hit;
use crate::propose::share::Share;
use crate::reading::{Candidate, Question};
use crate::turn::QuickReply;
use std::collections::HashMap;

/// The most readings offered.
const MAX_OPTIONS: usize = 3;
/// A message with more words than this says what it is about …
const FEW_WORDS: usize = 6;
/// … and so does one with more words that carry content.
const FEW_CONTENT_WORDS: usize = 2;
/// Of a message too short to decide, the likeliest reading must hold this share …
const CLEAR_SHARE: f32 = 0.97;
/// … and the known questions must make it this much likelier than the next, in log odds …
const CLEAR_LEAD: f32 = 2.0;
/// … unless they hardly know the next, which they make less than this much likelier than even.
const KNOWN: f32 = 1.0;
/// A known question is the one asked from this signal `asked` on: a cosine of .7.
const SAME_QUESTION: f32 = 0.4;
/// The same words under two articles are equally near but for rounding.
const EQUALLY_NEAR: f32 = 1e-3;

/// Readings to offer, and the probability that one of them is right.
#[derive(Debug, Clone, PartialEq)]
pub struct ClarifyProposal {
    /// The readings, likeliest first.
    pub options: Vec<QuickReply>,
    /// Share of the ranker's probability that they hold together.
    pub probability: f64,
    /// True where the message is too short to decide between readings that are both likely, or known to have two.
    pub unclear: bool,
}

/// Offers the likeliest articles; `None` with fewer than two. `stands_alone` is false for a message that was completed from
/// the conversation or the page, which says what it is about.
pub fn clarify(
    question: &Question,
    candidates: &[Candidate],
    hits: &[Hit],
    shares: &[Share<'_>],
    led: Option<&HashMap<ArticleId, f32>>,
    stands_alone: bool,
) -> Option<ClarifyProposal> {
    let likeliest = &shares[..shares.len().min(MAX_OPTIONS)];
    let option = |share: &Share<'_>| QuickReply {
        text: share.article.title.clone(),
        article: Some(share.article.id.clone()),
        guide: None,
    };
    let short = crate::text::words(&question.text).len() <= FEW_WORDS && question.content_words() <= FEW_CONTENT_WORDS;
    let two_likely = || likeliest[0].probability < CLEAR_SHARE;
    (likeliest.len() > 1).then(|| ClarifyProposal {
        options: likeliest.iter().map(option).collect(),
        probability: likeliest.iter().map(|share| f64::from(share.probability)).sum(),
        unclear: stands_alone
            && (short && (two_likely() || led.is_some_and(two_are_known)) || stands_under_two(hits, candidates)),
    })
}

/// True where the known question nearest to the message stands under two articles: their authors say that it has two
/// readings.
fn stands_under_two(hits: &[Hit], candidates: &[Candidate]) -> bool {
    let (mut nearest, mut under) = (SAME_QUESTION, Vec::new());
    for candidate in candidates {
        let (asked, article) = (candidate.asked(), &hits[candidate.hit].article.id);
        if asked > nearest + EQUALLY_NEAR {
            nearest = asked;
            under.clear();
        }
        if asked >= nearest - EQUALLY_NEAR && !under.contains(&article) {
            under.push(article);
        }
    }
    under.len() > 1
}

/// True where the known questions make two articles about as likely.
fn two_are_known(led: &HashMap<ArticleId, f32>) -> bool {
    let (mut first, mut second) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    for &odds in led.values() {
        if odds > first {
            (first, second) = (odds, first);
        } else if odds > second {
            second = odds;
        }
    }
    second >= KNOWN && first - second < CLEAR_LEAD
}
