//! What speaks for and against the best passage.

use super::leaning::Leaning;
use super::opposite::opposites;
use super::passage::PassageReading;
use super::pool::{Meeting, Pool};
use super::question::{Question, View};
use super::signals::{Signals, answer_shape, flag};
use crate::models::feature_set;
use crate::text::words;

feature_set! {
    /// What speaks for and against a passage, were it the best. From `chunk_cosine` to `scope` they need a search and are 0
    /// where the articles were given.
    pub struct Features {
        /// The content words met in meaning, by inverse document frequency.
        word_match,
        /// The greatest cosine of the question's content with any passage.
        nearest_cosine,
        /// The rarest word that the passage does not hold, by how badly it is met.
        worst_missing,
        /// Share of words that only the rest of the chunk holds.
        covered_elsewhere,
        /// The question denies something and the passage does not.
        negation_unmet,
        /// Opposites of the question's words in the passage, and in its chunk.
        opposites,
        /// Numbers of the question that the passage does not hold.
        numbers_missing,
        /// Numbers of the question that the chunk does not hold.
        numbers_missing_in_chunk,
        /// Names of the question that the chunk does not hold, by how badly they are met.
        names_missing_in_chunk,
        /// Words in whose place, beside a word that is there, another stands.
        replaced_words,
        /// The kind of value that is asked for is not there.
        kind_missing,
        /// Words that the chunk does not hold, by inverse document frequency and how badly they are met.
        missing_in_chunk,
        /// How evenly the ranker's probability is spread over the passages, in nats.
        entropy,
        /// The signal of that name.
        chunk_cosine,
        /// The signal of that name.
        bm25,
        /// The signal of that name.
        title_cosine,
        /// The signal of that name.
        topic,
        /// The signal of that name.
        asked,
        /// The signal of that name.
        description_cosine,
        /// The signal of that name.
        heading_cosine,
        /// The signal of that name.
        led,
        /// Share of the ranker's probability that the article holds.
        article_share,
        /// How far the passage's score lies above the best of another article.
        lead,
        /// How much nearer a known question of the article is than one of any other.
        asked_margin,
        /// How far above one half the chance is that the message is in scope.
        scope,
        /// The natural logarithm of the question's words and one: a few words leave more open.
        length,
        /// Always 1.
        intercept,
    }
}

/// What speaks for and against passage `best`.
pub(super) fn features(
    question: &Question,
    pool: &Pool<'_>,
    met: &Meeting,
    best: usize,
    field: &Field<'_>,
    signals: &Signals,
) -> Features {
    let view = question.asked();
    let reading = pool.reading(best);
    let chunk = pool.neighbours(best);
    let asked = || 0..view.words.len();
    let in_passage = |w: usize| met.hit[best][w];
    let in_chunk = |w: usize| chunk.clone().any(|n| met.hit[n][w]);
    let near_chunk = |w: usize| chunk.clone().map(|n| met.near[n][w]).fold(-1.0, f32::max);
    let missing = |w: usize| view.words[w].idf * (1.0 - met.near[best][w]);
    let missing_in_chunk = |w: usize| view.words[w].idf * (1.0 - near_chunk(w));
    let unmet = asked().filter(|&w| !in_passage(w));
    let opposites: Vec<(usize, Vec<String>)> = unmet
        .map(|w| (w, opposites(&view.words[w].lower, &view.words[w].stem)))
        .collect();
    let opposed = |n: usize, stems: &[String]| stems.iter().any(|s| pool.reading(n).stems.contains(s));
    let opposed_in_chunk = |stems: &[String]| chunk.clone().any(|n| opposed(n, stems));
    let (wanted, held, _) = answer_shape(&question.kinds, reading, &view.stems);
    let searched = flag(field.leaning.is_some());
    let unmet_names = asked().filter(|&w| view.words[w].capital && !in_chunk(w));
    Features {
        word_match: view.weighed(|w| met.near[best][w]),
        nearest_cosine: field.nearest,
        worst_missing: asked().filter(|&w| !in_passage(w)).map(missing).fold(0.0, f32::max),
        covered_elsewhere: view.weighed(|w| flag(in_chunk(w))) - view.weighed(|w| flag(in_passage(w))),
        negation_unmet: flag(view.negated && !reading.negated),
        opposites: flag(opposites.iter().any(|(_, stems)| opposed(best, stems)))
            + flag(
                opposites
                    .iter()
                    .any(|(w, stems)| !in_chunk(*w) && opposed_in_chunk(stems)),
            ),
        numbers_missing: asked().filter(|&w| view.words[w].number && !in_passage(w)).count() as f32,
        numbers_missing_in_chunk: asked().filter(|&w| view.words[w].number && !in_chunk(w)).count() as f32,
        names_missing_in_chunk: unmet_names.map(|w| 1.0 - near_chunk(w)).sum(),
        replaced_words: replaced(view, reading, met, best),
        kind_missing: flag(wanted && !held),
        missing_in_chunk: asked().filter(|&w| !in_chunk(w)).map(missing_in_chunk).sum(),
        entropy: field.entropy,
        chunk_cosine: signals.chunk_cosine,
        bm25: signals.bm25,
        title_cosine: signals.title_cosine,
        topic: signals.topic,
        asked: signals.asked,
        description_cosine: signals.description_cosine,
        heading_cosine: signals.heading_cosine,
        led: signals.led,
        article_share: searched * field.shares[best],
        lead: searched * field.lead(pool, best),
        asked_margin: searched * asked_margin(pool, best),
        scope: field.leaning.map_or(0.0, |l| l.scope),
        length: (words(&question.text).len() as f32).ln_1p(),
        intercept: 1.0,
    }
}

/// How all passages together stand, for judging one of them.
pub(super) struct Field<'a> {
    scores: &'a [f32],
    /// For each passage, the share of the ranker's probability that its article holds.
    shares: Vec<f32>,
    /// How evenly the ranker's probability is spread over the passages, in nats.
    entropy: f32,
    /// The greatest cosine of the question's content with a passage.
    nearest: f32,
    leaning: Option<&'a Leaning>,
}

/// A lead over the best passage of another article beyond this says no more, in log odds.
const MOST_LEAD: f32 = 10.0;

impl<'a> Field<'a> {
    pub fn new(pool: &Pool<'_>, scores: &'a [f32], nearest: f32, leaning: Option<&'a Leaning>) -> Self {
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let all: f32 = scores.iter().map(|s| (s - most).exp()).sum();
        let entropy = scores
            .iter()
            .map(|s| (s - most).exp() / all)
            .map(|p| -p * p.max(1e-9).ln());
        Self {
            scores,
            shares: article_shares(pool, scores),
            entropy: entropy.sum(),
            nearest,
            leaning,
        }
    }

    /// How far a passage's score lies above the best of another article.
    fn lead(&self, pool: &Pool<'_>, at: usize) -> f32 {
        let others = (0..self.scores.len()).filter(|&other| pool.article(other) != pool.article(at));
        let best = others.map(|other| self.scores[other]).fold(f32::NEG_INFINITY, f32::max);
        (self.scores[at] - best).clamp(-MOST_LEAD, MOST_LEAD)
    }
}

/// For each passage, the share of the ranker's probability that its article holds.
fn article_shares(pool: &Pool<'_>, scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let all: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    let mut held = vec![0.0; pool.hits.len()];
    for (at, score) in scores.iter().enumerate() {
        held[pool.article(at)] += (score - most).exp() / all;
    }
    (0..scores.len()).map(|at| held[pool.article(at)]).collect()
}

/// How much nearer a known question of the passage's article is than one of any other article.
fn asked_margin(pool: &Pool<'_>, at: usize) -> f32 {
    let own = &pool.hits[pool.places[at].0].article.id;
    let nearest = |hit: usize| pool.near[hit].asked.iter().map(|known| known.near).fold(0.0, f32::max);
    let (mut ours, mut theirs) = (0.0f32, 0.0f32);
    for (hit, found) in pool.hits.iter().enumerate() {
        let side = if found.article.id == *own {
            &mut ours
        } else {
            &mut theirs
        };
        *side = side.max(nearest(hit));
    }
    ours - theirs
}

/// Two neighbouring content words of the question of which the passage holds one, with another word where the second would
/// stand: it speaks of something else of the same kind.
fn replaced(view: &View, reading: &PassageReading, met: &Meeting, best: usize) -> f32 {
    let content: Vec<&str> = reading
        .words
        .iter()
        .filter(|w| !w.stopword)
        .map(|w| w.stem.as_str())
        .collect();
    let mut sum = 0.0;
    for pair in 1..view.words.len() {
        let (left, right) = (pair - 1, pair);
        if view.words[right].place - view.words[left].place > 2 {
            continue;
        }
        for (gone, kept, step) in [(left, right, -1isize), (right, left, 1)] {
            if met.hit[best][gone] || !met.hit[best][kept] {
                continue;
            }
            let places = content
                .iter()
                .enumerate()
                .filter(|(_, s)| **s == view.words[kept].stem)
                .map(|(at, _)| at);
            let beside: Vec<&str> = places
                .filter_map(|at| content.get(at.checked_add_signed(step)?).copied())
                .collect();
            if !beside.is_empty() && !beside.iter().any(|s| view.stems.contains(*s)) {
                sum += view.words[gone].idf * (1.0 - met.near[best][gone]);
            }
        }
    }
    sum
}
