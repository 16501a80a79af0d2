//! Weighing every passage of the found chunks against a question, and the evidence for the best.

use super::kinds::AnswerKind;
use super::opposite::is_opposed;
use super::passage::PassageReading;
use super::pool::{Meeting, Pool};
use super::question::{Question, View};
use crate::article::PassageKind;
use crate::ids::ArticleId;
use crate::models::{EVIDENCE, EVIDENCE_GIVEN, RANKER, dot};
use crate::ports::{Hit, cosine};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A passage weighed.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Which hit it stands in.
    pub hit: usize,
    /// Which passage of the hit's chunk.
    pub passage: usize,
    /// The ranker's score; differences are log odds.
    pub score: f32,
    /// Share of all passages' probability that the ranker gives it.
    pub probability: f32,
    /// Cosine of the question's content with the passage.
    pub cosine: f32,
    signals: Signals,
}

/// One value a weight of the ranker.
pub type Signals = [f32; RANKER.len()];
/// One value a weight of the evidence.
pub type Features = [f32; EVIDENCE.len()];

/// What the turn knows of the product areas in question before anything is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Leaning {
    /// Product areas with the probability that the question is about them.
    pub topics: Vec<(String, f32)>,
    /// How much likelier than an even chance the known questions make each article, as log odds; an article without
    /// known questions is not there.
    pub led: HashMap<ArticleId, f32>,
    /// How far above one half the message's chance of being in scope is; 0 where no intents are known.
    pub scope: f32,
    /// The product area of the contact's page.
    pub page: Option<String>,
}

/// A passage with all that the weights apply to, for learning them.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Which hit it stands in.
    pub hit: usize,
    /// Which passage of the hit's chunk.
    pub passage: usize,
    /// What the ranker weighs.
    pub signals: Signals,
    /// What would speak for and against it, were it the best.
    pub features: Features,
}

impl Candidate {
    /// The signals by name.
    pub fn signals(&self) -> BTreeMap<String, f64> {
        RANKER
            .iter()
            .zip(self.signals)
            .map(|((name, _), v)| ((*name).to_owned(), f64::from(v)))
            .collect()
    }
}

/// What speaks for and against the best passage, and the probability that follows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Probability that the best passage answers the question.
    pub probability: f64,
    /// The features, by name.
    pub features: BTreeMap<String, f64>,
}

/// Weighs all passages, best first. `leaning` is `None` where the passages were given and not searched for.
pub fn read(question: &Question, hits: &[Hit], leaning: Option<&Leaning>) -> (Vec<Candidate>, Evidence) {
    let pool = Pool::new(question, hits);
    if pool.places.is_empty() {
        return (Vec::new(), Evidence::default());
    }
    let all = pool.meet(&question.all);
    let mut candidates: Vec<Candidate> = (0..pool.places.len())
        .map(|at| {
            let signals = signals(question, &pool, &all, at, leaning);
            let (hit, passage) = pool.places[at];
            let score = dot(RANKER, &signals);
            Candidate {
                hit,
                passage,
                score,
                probability: 0.0,
                cosine: content_cosine(question, &pool, at),
                signals,
            }
        })
        .collect();
    let best = (0..candidates.len())
        .max_by(|&a, &b| candidates[a].score.total_cmp(&candidates[b].score))
        .unwrap_or(0);
    let nearest = candidates.iter().map(|c| c.cosine).fold(-1.0, f32::max);
    let asked = pool.meet(&question.asked);
    let scores: Vec<f32> = candidates.iter().map(|c| c.score).collect();
    let field = Field::new(&pool, &scores, nearest, leaning);
    let signals = &candidates[best].signals;
    let features = features(question, &pool, &asked, best, &field, signals);
    let weights = if leaning.is_some() { EVIDENCE } else { EVIDENCE_GIVEN };
    let logit = f64::from(dot(weights, &features));
    let named = EVIDENCE
        .iter()
        .zip(features)
        .map(|((name, _), v)| ((*name).to_owned(), f64::from(v)))
        .collect();
    let evidence = Evidence {
        probability: 1.0 / (1.0 + (-logit).exp()),
        features: named,
    };
    let top = candidates[best].score;
    let sum: f32 = candidates.iter().map(|c| (c.score - top).exp()).sum();
    candidates
        .iter_mut()
        .for_each(|c| c.probability = (c.score - top).exp() / sum);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    (candidates, evidence)
}

/// All that the weights apply to, of every passage, for learning them.
pub fn weigh(question: &Question, hits: &[Hit], leaning: Option<&Leaning>) -> Vec<Weighed> {
    let pool = Pool::new(question, hits);
    let (all, asked) = (pool.meet(&question.all), pool.meet(&question.asked));
    let places = 0..pool.places.len();
    let nearest = places
        .clone()
        .map(|at| content_cosine(question, &pool, at))
        .fold(-1.0, f32::max);
    let signals: Vec<Signals> = places
        .clone()
        .map(|at| signals(question, &pool, &all, at, leaning))
        .collect();
    let scores: Vec<f32> = signals.iter().map(|s| dot(RANKER, s)).collect();
    let field = Field::new(&pool, &scores, nearest, leaning);
    let weighed = places.map(|at| {
        let (hit, passage) = pool.places[at];
        Weighed {
            hit,
            passage,
            signals: signals[at],
            features: features(question, &pool, &asked, at, &field, &signals[at]),
        }
    });
    weighed.collect()
}

/// How all passages together stand, for judging one of them.
struct Field<'a> {
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
    fn new(pool: &Pool<'_>, scores: &'a [f32], nearest: f32, leaning: Option<&'a Leaning>) -> Self {
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
        let article = |at: usize| &pool.hits[pool.places[at].0].article.id;
        let others = (0..self.scores.len()).filter(|&other| article(other) != article(at));
        let best = others.map(|other| self.scores[other]).fold(f32::NEG_INFINITY, f32::max);
        (self.scores[at] - best).clamp(-MOST_LEAD, MOST_LEAD)
    }
}

/// For each passage, the share of the ranker's probability that its article holds.
fn article_shares(pool: &Pool<'_>, scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let all: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    let article = |at: usize| &pool.hits[pool.places[at].0].article.id;
    let mut held: BTreeMap<&crate::ids::ArticleId, f32> = BTreeMap::new();
    for (at, score) in scores.iter().enumerate() {
        *held.entry(article(at)).or_default() += (score - most).exp() / all;
    }
    (0..scores.len()).map(|at| held[article(at)]).collect()
}

/// How much nearer a known question of the passage's article is than one of any other article.
fn asked_margin(pool: &Pool<'_>, at: usize) -> f32 {
    let own = &pool.hits[pool.places[at].0].article.id;
    let nearest = |hit: usize| pool.asked[hit].iter().map(|(_, near)| *near).fold(0.0, f32::max);
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

fn content_cosine(question: &Question, pool: &Pool<'_>, at: usize) -> f32 {
    let (hit, passage) = pool.places[at];
    question
        .content_pooled
        .cosines(pool.hits[hit].vectors.passages.row(passage))
        .next()
        .unwrap_or(0.0)
}

fn signals(question: &Question, pool: &Pool<'_>, met: &Meeting, at: usize, leaning: Option<&Leaning>) -> Signals {
    let view = &question.all;
    let (hit, passage) = pool.places[at];
    let (hit, reading) = (&pool.hits[hit], pool.reading(at));
    let weighed = |value: &dyn Fn(usize) -> f32| {
        view.words
            .iter()
            .enumerate()
            .map(|(w, word)| word.weight * value(w))
            .sum::<f32>()
    };
    let mean = |tokens: &[usize]| tokens.iter().map(|&t| pool.best[at][t]).sum::<f32>() / tokens.len().max(1) as f32;
    let near = &met.near[at];
    let idf_near = weighed(&|w| near[w]);
    let before = if passage > 0 { Some(&met.near[at - 1]) } else { None };
    let coverage = weighed(&|w| f32::from(u8::from(met.hit[at][w])));
    let telling = |w: usize| {
        if view.words[w].capital || view.words[w].number {
            view.words[w].idf
        } else {
            0.0
        }
    };
    let telling_sum: f32 = (0..view.words.len()).map(telling).sum::<f32>().max(1e-6);
    let telling_hit: f32 = (0..view.words.len()).filter(|&w| met.hit[at][w]).map(telling).sum();
    let shared = view.bigrams.intersection(&reading.bigrams).count() as f32;
    let (wanted, held, number) = answer_shape(&question.kinds, reading, &view.stems);
    let flag = |on: bool| f32::from(u8::from(on));
    let mut signals = [
        mean(&view.tokens),
        idf_near,
        near.iter().copied().fold(f32::INFINITY, f32::min).min(1.0),
        mean(&view.question_tokens),
        before.map_or(0.0, |b| weighed(&|w| near[w].max(b[w])) - idf_near),
        pool.reverse[at],
        question
            .pooled
            .cosines(hit.vectors.passages.row(passage))
            .next()
            .unwrap_or(0.0),
        coverage,
        telling_hit / telling_sum,
        shared / view.bigrams.len().max(1) as f32,
        flag(wanted && held),
        flag(wanted && !held),
        flag(number),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    ];
    if let Some(leaning) = leaning {
        let headings = &pool.chunk(at).heading_stems;
        let with_headings = weighed(&|w| flag(met.hit[at][w] || headings.contains(&view.words[w].stem)));
        let chunk_near = weighed(&|w| pool.neighbours(at).map(|n| met.near[n][w]).fold(-1.0, f32::max));
        signals[13] = hit.vectors.parts.cosines(question.pooled.row(0)).fold(-1.0, f32::max);
        signals[14] = (hit.lexical / question.lexical_bound).min(1.0);
        signals[15] = with_headings - coverage;
        signals[16] = chunk_near;
        let named = |name: usize| {
            question
                .pooled
                .cosines(hit.vectors.names.row(name))
                .next()
                .unwrap_or(0.0)
        };
        signals[17] = named(0);
        let area = hit.article.product_area.as_deref().unwrap_or_default();
        signals[18] = leaning.topics.iter().filter(|(t, _)| t == area).map(|(_, p)| p).sum();
        signals[19] = flag(leaning.page.as_deref() == Some(area));
        let asked = &pool.asked[pool.places[at].0];
        signals[20] = asked
            .iter()
            .map(|(_, near)| near)
            .fold(0.0, |most, near| near.max(most));
        let own = hit.vectors.passages.row(passage);
        signals[21] = asked
            .iter()
            .map(|(question, near)| near * cosine(question, own))
            .fold(0.0, f32::max);
        signals[22] = named(1);
        signals[23] = named(2);
        let kind = hit.chunk.passages[passage].kind;
        signals[25] = flag(kind == PassageKind::Step && question.how_to);
        signals[26] = flag(kind == PassageKind::Step && !question.how_to);
        signals[27] = flag(kind == PassageKind::Row);
        signals[28] = flag(hit.chunk.passages[passage].text.ends_with(':'));
        signals[24] = leaning.led.get(&hit.article.id).copied().unwrap_or(0.0);
    }
    signals
}

/// Whether a shape is wanted, whether the passage holds it, and whether it holds a number that the question does not.
fn answer_shape(
    kinds: &[AnswerKind],
    reading: &PassageReading,
    question_stems: &HashSet<String>,
) -> (bool, bool, bool) {
    let new = |w: &&super::passage::ReadWord| !question_stems.contains(&w.stem);
    let number = reading.words.iter().filter(new).any(|w| w.number);
    let capital = reading.words.iter().filter(new).any(|w| w.capital);
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

/// What speaks for and against a passage, were it the best. The last ten but one need a search and are 0 without.
fn features(
    question: &Question,
    pool: &Pool<'_>,
    met: &Meeting,
    best: usize,
    field: &Field<'_>,
    signals: &Signals,
) -> Features {
    let view = &question.asked;
    let reading = pool.reading(best);
    let chunk = pool.neighbours(best);
    let words = 0..view.words.len();
    let in_passage = |w: usize| met.hit[best][w];
    let in_chunk = |w: usize| chunk.clone().any(|n| met.hit[n][w]);
    let near_chunk = |w: usize| chunk.clone().map(|n| met.near[n][w]).fold(-1.0, f32::max);
    let missing = |w: usize| view.words[w].idf * (1.0 - met.near[best][w]);
    let missing_in_chunk = |w: usize| view.words[w].idf * (1.0 - near_chunk(w));
    let weighed = |value: &dyn Fn(usize) -> f32| words.clone().map(|w| view.words[w].weight * value(w)).sum::<f32>();
    let flag = |on: bool| f32::from(u8::from(on));
    let chunk_stems: HashSet<String> = chunk
        .clone()
        .flat_map(|n| pool.reading(n).stems.iter().cloned())
        .collect();
    let opposed = |w: usize, stems: &HashSet<String>| is_opposed(&view.words[w].lower, &view.words[w].stem, stems);
    let opposite = flag(words.clone().any(|w| !in_passage(w) && opposed(w, &reading.stems)))
        + flag(words.clone().any(|w| !in_chunk(w) && opposed(w, &chunk_stems)));
    let (wanted, held, _) = answer_shape(&question.kinds, reading, &view.stems);
    let searched = flag(field.leaning.is_some());
    let sum_missing: f32 = words.clone().filter(|&w| !in_chunk(w)).map(missing_in_chunk).sum();
    [
        weighed(&|w| met.near[best][w]),
        field.nearest,
        words
            .clone()
            .filter(|&w| !in_passage(w))
            .map(missing)
            .fold(0.0, f32::max),
        weighed(&|w| flag(in_chunk(w))) - weighed(&|w| flag(in_passage(w))),
        flag(view.negated && !reading.negated),
        opposite,
        words
            .clone()
            .filter(|&w| view.words[w].number && !in_passage(w))
            .count() as f32,
        words.clone().filter(|&w| view.words[w].number && !in_chunk(w)).count() as f32,
        words
            .clone()
            .filter(|&w| view.words[w].capital && !in_chunk(w))
            .map(|w| 1.0 - near_chunk(w))
            .sum(),
        replaced(view, reading, met, best),
        flag(wanted && !held),
        sum_missing,
        field.entropy,
        signals[13],
        signals[14],
        signals[17],
        signals[18],
        signals[20],
        signals[22],
        signals[23],
        signals[24],
        searched * field.shares[best],
        searched * field.lead(pool, best),
        searched * asked_margin(pool, best),
        field.leaning.map_or(0.0, |l| l.scope),
        1.0,
    ]
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
