//! An extractive answer: the few sentences, the table row or the whole numbered procedure that answers, in reading order,
//! each with its citation.

use super::value::value;
use crate::article::{Citation, PassageKind};
use crate::ports::Hit;
use crate::reading::{Candidate, Question};
use crate::turn::{Reply, ReplySentence};

/// How far below the best passage, in log odds, another may be and still be quoted with it.
const MARGIN: f32 = 4.0;
/// The same for the steps of a procedure, where somebody asks how to do something.
const STEPS_MARGIN: f32 = 1.5;
/// The same for further rows of a table, which are mostly about something else.
const ROW_MARGIN: f32 = 0.5;
/// The most rows of a table that are quoted.
const MAX_ROWS: usize = 3;

/// An answer with its citations.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerProposal {
    /// What the contact would read.
    pub reply: Reply,
    /// What it quotes.
    pub citations: Vec<Citation>,
}

/// A passage chosen to be quoted: place of its hit and of itself.
type Place = (usize, usize);

/// Chooses what to quote. `None` without candidates.
pub fn answer(
    question: &Question,
    hits: &[Hit],
    candidates: &[Candidate],
    most_words: usize,
) -> Option<AnswerProposal> {
    let first = candidates.first()?;
    let best = wanted_steps(question, hits, candidates, first).unwrap_or(first);
    let chunk = &hits[best.hit].chunk;
    let mut chosen: Vec<Place> = match chunk.passages[best.passage].kind {
        PassageKind::Step => procedure(hits, best),
        PassageKind::Row => rows(hits, candidates, best),
        _ if chunk.passages[best.passage].text.ends_with(':') => led_in(hits, best),
        _ => sentences(hits, candidates, best, most_words),
    };
    let order = |place: &Place| (place.0 != best.hit, hits[place.0].chunk.ordinal, place.1);
    chosen.sort_by_key(|p| (hits[p.0].chunk.ordinal, order(p)));
    chosen.dedup();
    let value = value(question, &chunk.passages[best.passage].text);
    Some(compose(hits, &chosen, value))
}

/// For somebody who wants to do something, the best step of the best article where it is about as good as the best
/// sentence.
fn wanted_steps<'a>(
    question: &Question,
    hits: &[Hit],
    candidates: &'a [Candidate],
    first: &Candidate,
) -> Option<&'a Candidate> {
    let article = &hits[first.hit].article.id;
    let near = candidates.iter().take_while(|c| first.score - c.score < STEPS_MARGIN);
    let is_step = |c: &&Candidate| hits[c.hit].chunk.passages[c.passage].kind == PassageKind::Step;
    let mut steps = near.filter(is_step).filter(|c| hits[c.hit].article.id == *article);
    steps.next().filter(|_| question.how_to)
}

/// All steps of the procedure, with the line that leads into them.
fn procedure(hits: &[Hit], best: &Candidate) -> Vec<Place> {
    let passages = &hits[best.hit].chunk.passages;
    let block = passages[best.passage].block;
    let first = passages.iter().position(|p| p.block == block).unwrap_or(best.passage);
    let lead = first
        .checked_sub(1)
        .filter(|&at| passages[at].kind == PassageKind::Sentence && passages[at].text.ends_with(':'));
    let steps = (0..passages.len()).filter(|&at| passages[at].block == block);
    lead.into_iter().chain(steps).map(|at| (best.hit, at)).collect()
}

/// A line that ends in a colon, with the block that it leads into.
fn led_in(hits: &[Hit], best: &Candidate) -> Vec<Place> {
    let passages = &hits[best.hit].chunk.passages;
    let next = passages.get(best.passage + 1).map(|p| p.block);
    let block = (best.passage + 1..passages.len()).take_while(|&at| Some(passages[at].block) == next);
    std::iter::once(best.passage)
        .chain(block)
        .map(|at| (best.hit, at))
        .collect()
}

/// The best row, and others of the same table that are about as good.
fn rows(hits: &[Hit], candidates: &[Candidate], best: &Candidate) -> Vec<Place> {
    let passages = &hits[best.hit].chunk.passages;
    let block = passages[best.passage].block;
    let close =
        |c: &&Candidate| c.hit == best.hit && passages[c.passage].block == block && best.score - c.score < ROW_MARGIN;
    candidates
        .iter()
        .filter(close)
        .take(MAX_ROWS)
        .map(|c| (c.hit, c.passage))
        .collect()
}

/// The best sentence, and the next best of the same article that are about as good and still fit.
fn sentences(hits: &[Hit], candidates: &[Candidate], best: &Candidate, most_words: usize) -> Vec<Place> {
    let article = &hits[best.hit].article.id;
    let length = |c: &Candidate| hits[c.hit].reading.passages[c.passage].length;
    let mut words = length(best);
    let mut chosen = vec![(best.hit, best.passage)];
    for next in candidates.iter().skip(1).take_while(|c| best.score - c.score < MARGIN) {
        let passage = &hits[next.hit].chunk.passages[next.passage];
        let alone = matches!(
            passage.kind,
            PassageKind::Sentence | PassageKind::Item | PassageKind::Row
        ) && !passage.text.ends_with(':');
        if hits[next.hit].article.id == *article && alone && words + length(next) <= most_words {
            words += length(next);
            chosen.push((next.hit, next.passage));
        }
    }
    chosen
}

fn compose(hits: &[Hit], chosen: &[Place], value: Option<String>) -> AnswerProposal {
    let mut text = String::new();
    if let Some(value) = &value {
        text.push_str(value);
    }
    let mut sentences = Vec::new();
    let mut citations = Vec::new();
    let mut before: Option<(usize, u32)> = None;
    let mut number = 0;
    for (at, &(hit, passage)) in chosen.iter().enumerate() {
        let (article, chunk) = (&hits[hit].article, &hits[hit].chunk);
        let passage = &chunk.passages[passage];
        let block = (hit, passage.block);
        number = if passage.kind == PassageKind::Step && before == Some(block) {
            number + 1
        } else {
            1
        };
        let running = passage.kind == PassageKind::Sentence;
        text.push_str(match before {
            None if text.is_empty() => "",
            None => "\n\n",
            Some(b) if b == block && running => " ",
            Some(b) if b == block => "\n",
            Some(_) => "\n\n",
        });
        match passage.kind {
            PassageKind::Step => text.push_str(&format!("{number}. {}", passage.text)),
            PassageKind::Item if chosen.len() > 1 => text.push_str(&format!("- {}", passage.text)),
            _ => text.push_str(&passage.text),
        }
        before = Some(block);
        sentences.push(ReplySentence {
            text: passage.text.clone(),
            citation: at,
        });
        citations.push(Citation {
            article: article.id.clone(),
            version: article.version,
            title: article.title.clone(),
            heading: chunk.heading().to_owned(),
            quote: passage.text.clone(),
            url: article.url.clone(),
            chunk: chunk.id.clone(),
        });
    }
    AnswerProposal {
        reply: Reply {
            text,
            value,
            sentences,
            options: Vec::new(),
        },
        citations,
    }
}
