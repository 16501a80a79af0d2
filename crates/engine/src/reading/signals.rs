//! The signals that rank passages.

use super::kinds::AnswerKind;
use super::leaning::Leaning;
use super::passage::{PassageReading, ReadWord};
use super::pool::{Meeting, Pool};
use super::question::Question;
use crate::article::PassageKind;
use crate::models::feature_set;
use std::collections::HashSet;

feature_set! {
    /// What the ranker weighs of a passage. From `chunk_cosine` on they need a search and are 0 where the articles were given.
    pub struct Signals {
        /// Mean over the question's tokens of their best cosine with a token of the passage (late interaction).
        token_match,
        /// The same a word, by inverse document frequency.
        word_match,
        /// The word that is met worst.
        worst_word_match,
        /// The same over the question words alone.
        question_word_match,
        /// What the passage before adds to `word_match`.
        match_with_previous,
        /// Mean over the passage's tokens of their best cosine with a token of the question.
        reverse_match,
        /// Cosine of question and passage.
        passage_cosine,
        /// Share of the question's words that the passage holds, by inverse document frequency.
        coverage,
        /// The same over names and numbers alone.
        telling_coverage,
        /// Share of the question's neighbouring words that the passage holds side by side.
        bigrams,
        /// The passage holds the kind of value that is asked for …
        kind_held,
        /// … or holds none.
        kind_missing,
        /// It holds a number that the question does not.
        new_number,
        /// Best cosine of the question with a part of the chunk.
        chunk_cosine,
        /// BM25 of the chunk as a share of the most that the question could reach.
        bm25,
        /// What the headings add to `coverage`.
        heading_coverage,
        /// `word_match` over the whole chunk.
        chunk_word_match,
        /// Cosine of the question with the article's title.
        title_cosine,
        /// Probability that the question is about the article's product area.
        topic,
        /// The contact's page is of the article's product area.
        on_page,
        /// How near the nearest known question of the article is.
        asked,
        /// The same times the cosine of that question with the passage.
        asked_passage,
        /// Cosine of the question with the article's description.
        description_cosine,
        /// Cosine of the question with the chunk's headings.
        heading_cosine,
        /// How much likelier than even the known questions make the article, as log odds.
        led,
        /// A step, and the contact wants to do something.
        step_wanted,
        /// A step, and the contact does not.
        step_unasked,
        /// A row of a table.
        row,
        /// A sentence that leads in to a list.
        leads_in,
    }
}

/// The signals of passage `at`. `leaning` is `None` where the passages were given and not searched for.
pub(super) fn signals(
    question: &Question,
    pool: &Pool<'_>,
    met: &Meeting,
    at: usize,
    leaning: Option<&Leaning>,
) -> Signals {
    let view = &question.all;
    let (hit, passage) = pool.places[at];
    let reading = pool.reading(at);
    let mean = |tokens: &[usize]| tokens.iter().map(|&t| pool.best[at][t]).sum::<f32>() / tokens.len().max(1) as f32;
    let near = &met.near[at];
    let word_match = view.weighed(|w| near[w]);
    let before = if passage > 0 { Some(&met.near[at - 1]) } else { None };
    let telling = |w: usize| {
        if view.words[w].capital || view.words[w].number {
            view.words[w].idf
        } else {
            0.0
        }
    };
    let telling_sum: f32 = (0..view.words.len()).map(telling).sum::<f32>().max(1e-6);
    let telling_hit: f32 = (0..view.words.len()).filter(|&w| met.hit[at][w]).map(telling).sum();
    let shared = view.bigrams.shared_with(&reading.bigrams) as f32;
    let (wanted, held, number) = answer_shape(&question.kinds, reading, &view.stems);
    let signals = Signals {
        token_match: mean(&view.tokens),
        word_match,
        worst_word_match: near.iter().copied().fold(f32::INFINITY, f32::min).min(1.0),
        question_word_match: mean(&view.question_tokens),
        match_with_previous: before.map_or(0.0, |b| view.weighed(|w| near[w].max(b[w])) - word_match),
        reverse_match: pool.reverse[at],
        passage_cosine: nth(&pool.near[hit].passages, passage),
        coverage: view.weighed(|w| flag(met.hit[at][w])),
        telling_coverage: telling_hit / telling_sum,
        bigrams: shared / view.bigrams.len().max(1) as f32,
        kind_held: flag(wanted && held),
        kind_missing: flag(wanted && !held),
        new_number: flag(number),
        ..Signals::default()
    };
    match leaning {
        Some(leaning) => with_search(signals, question, pool, met, at, leaning),
        None => signals,
    }
}

/// Adds the signals that only a search gives.
fn with_search(
    signals: Signals,
    question: &Question,
    pool: &Pool<'_>,
    met: &Meeting,
    at: usize,
    leaning: &Leaning,
) -> Signals {
    let view = &question.all;
    let (number, passage) = pool.places[at];
    let hit = &pool.hits[number];
    let headings = &pool.chunk(at).heading_stems;
    let with_headings = view.weighed(|w| flag(met.hit[at][w] || headings.contains(view.words[w].hash)));
    let area = hit.article.product_area.as_deref().unwrap_or_default();
    let near = &pool.near[number];
    let asked_passage = near
        .asked
        .iter()
        .map(|known| known.near * nth(&known.passages, passage));
    let (kind, text) = (hit.chunk.passages[passage].kind, &hit.chunk.passages[passage].text);
    Signals {
        chunk_cosine: near.chunk,
        bm25: (hit.lexical / question.lexical_bound).min(1.0),
        heading_coverage: with_headings - signals.coverage,
        chunk_word_match: view.weighed(|w| met.near_chunk[number][w]),
        title_cosine: nth(&near.names, 0),
        topic: leaning.topics.iter().filter(|(t, _)| t == area).map(|(_, p)| p).sum(),
        on_page: flag(leaning.page.as_deref() == Some(area)),
        asked: near.asked.iter().map(|known| known.near).fold(0.0, f32::max),
        asked_passage: asked_passage.fold(0.0, f32::max),
        description_cosine: nth(&near.names, 1),
        heading_cosine: nth(&near.names, 2),
        led: leaning.led.get(&hit.article.id).copied().unwrap_or(0.0),
        step_wanted: flag(kind == PassageKind::Step && question.how_to),
        step_unasked: flag(kind == PassageKind::Step && !question.how_to),
        row: flag(kind == PassageKind::Row),
        leads_in: flag(text.ends_with(':')),
        ..signals
    }
}

pub(super) fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}

/// A cosine, 0 where there is no such vector.
pub(super) fn nth(cosines: &[f32], at: usize) -> f32 {
    cosines.get(at).copied().unwrap_or(0.0)
}

/// Whether a shape is wanted, whether the passage holds it, and whether it holds a number that the question does not.
pub(super) fn answer_shape(
    kinds: &[AnswerKind],
    reading: &PassageReading,
    question_stems: &HashSet<String>,
) -> (bool, bool, bool) {
    // Few words are numbers or names; only those are looked up.
    let new = |w: &ReadWord| !question_stems.contains(&w.stem);
    let number = reading.words.iter().any(|w| w.number && new(w));
    let capital = reading.words.iter().any(|w| w.capital && new(w));
    let holds = |kind: &AnswerKind| match kind {
        AnswerKind::Money => reading.shapes.money,
        AnswerKind::Percent => reading.shapes.percent,
        AnswerKind::Time => reading.shapes.time && number,
        AnswerKind::Number => number,
        AnswerKind::Name => capital,
        AnswerKind::Reason => reading.shapes.reason,
    };
    (!kinds.is_empty(), kinds.iter().any(holds), number)
}
