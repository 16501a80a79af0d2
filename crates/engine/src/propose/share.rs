//! The articles found, by how likely they are meant.

use crate::article::Article;
use crate::ports::Hit;
use crate::reading::Candidate;

/// An article with its share of the ranker's probability.
#[derive(Debug, Clone, Copy)]
pub struct Share<'a> {
    /// The article.
    pub article: &'a Article,
    /// The sum over its passages, 0 to 1.
    pub probability: f32,
}

/// The articles with their shares, largest first.
pub fn shares<'a>(hits: &'a [Hit], candidates: &[Candidate]) -> Vec<Share<'a>> {
    let mut shares: Vec<Share<'_>> = Vec::new();
    for candidate in candidates {
        let article = &*hits[candidate.hit].article;
        match shares.iter_mut().find(|share| share.article.id == article.id) {
            Some(share) => share.probability += candidate.probability,
            None => shares.push(Share {
                article,
                probability: candidate.probability,
            }),
        }
    }
    shares.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    shares
}
