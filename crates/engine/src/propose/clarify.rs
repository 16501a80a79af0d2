//! One clarifying question that offers up to three readings by title.

use crate::ids::ArticleId;
use crate::ports::Hit;
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
const CLEAR_SHARE: f64 = 0.97;
/// … and the known questions must make it this much likelier than the next, in log odds …
const CLEAR_LEAD: f32 = 2.0;
/// … unless they hardly know the next, which they make less than this much likelier than even.
const KNOWN: f32 = 1.0;

/// Readings to offer, and the probability that one of them is right.
#[derive(Debug, Clone, PartialEq)]
pub struct ClarifyProposal {
    /// The readings, likeliest first.
    pub options: Vec<QuickReply>,
    /// Share of the ranker's probability that they hold together.
    pub probability: f64,
    /// True where the message is too short to decide between readings that are both likely.
    pub unclear: bool,
}

/// Offers the likeliest articles; `None` with fewer than two. `stands_alone` is false for a message that was completed from
/// the conversation or the page, which says what it is about.
pub fn clarify(
    question: &Question,
    hits: &[Hit],
    candidates: &[Candidate],
    led: Option<&HashMap<ArticleId, f32>>,
    stands_alone: bool,
) -> Option<ClarifyProposal> {
    let mut articles: Vec<(usize, f64)> = Vec::new();
    for candidate in candidates {
        let id = &hits[candidate.hit].article.id;
        match articles.iter_mut().find(|(hit, _)| hits[*hit].article.id == *id) {
            Some((_, share)) => *share += f64::from(candidate.probability),
            None => articles.push((candidate.hit, f64::from(candidate.probability))),
        }
    }
    articles.sort_by(|a, b| b.1.total_cmp(&a.1));
    articles.truncate(MAX_OPTIONS);
    let option = |(hit, _): &(usize, f64)| {
        let article = &hits[*hit].article;
        QuickReply {
            text: article.title.clone(),
            article: Some(article.id.clone()),
            guide: None,
        }
    };
    let short = crate::text::words(&question.text).len() <= FEW_WORDS && question.content_words() <= FEW_CONTENT_WORDS;
    let likely = |share: f64| share < CLEAR_SHARE;
    (articles.len() > 1).then(|| ClarifyProposal {
        options: articles.iter().map(option).collect(),
        probability: articles.iter().map(|(_, share)| share).sum(),
        unclear: stands_alone && short && (likely(articles[0].1) || led.is_some_and(two_are_known)),
    })
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
