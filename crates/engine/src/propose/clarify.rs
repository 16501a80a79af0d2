//! One clarifying question that offers up to three readings by title.

use crate::ports::Hit;
use crate::reading::{Candidate, Question};
use crate::turn::QuickReply;

/// The most readings offered.
const MAX_OPTIONS: usize = 3;
/// A message with more words than this says what it is about …
const FEW_WORDS: usize = 6;
/// … and so does one with more words that carry content.
const FEW_CONTENT_WORDS: usize = 2;

/// Readings to offer, and the probability that one of them is right.
#[derive(Debug, Clone, PartialEq)]
pub struct ClarifyProposal {
    /// The readings, likeliest first.
    pub options: Vec<QuickReply>,
    /// Share of the ranker's probability that they hold together.
    pub probability: f64,
    /// The share of the likeliest alone.
    pub top: f64,
    /// True where the message is too short to decide.
    pub short: bool,
}

/// Offers the likeliest articles; `None` with fewer than two.
pub fn clarify(question: &Question, hits: &[Hit], candidates: &[Candidate]) -> Option<ClarifyProposal> {
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
    (articles.len() > 1).then(|| ClarifyProposal {
        options: articles.iter().map(option).collect(),
        probability: articles.iter().map(|(_, share)| share).sum(),
        top: articles[0].1,
        short: crate::text::words(&question.text).len() <= FEW_WORDS && question.content_words() <= FEW_CONTENT_WORDS,
    })
}
