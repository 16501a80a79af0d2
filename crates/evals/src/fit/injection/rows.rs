//! What the weights are learned from, row by row, and the learning.

use super::material::{Material, Piece, Sentences, Text};
use crate::fit::adam::adam;
use usher_engine::injection::Signs;
use usher_engine::models::injection::{DIMENSIONS, Head};

/// Ridge on the weights, against the mean loss; chosen in Python on families left out.
const RIDGE: f64 = 5e-4;
/// What a sign counts against a coordinate of a unit vector; chosen with the ridge.
const SIGN: f64 = 0.6;
/// From these log odds by signs alone a sentence is embedded, before thresholds are moved to 0.
const SUSPICIOUS: f32 = -1.0;
/// The share of the weight that everyday messages have among the harmless ones.
const EVERYDAY: f64 = 0.6;

/// One sentence: what it is, and how much it counts.
pub(super) struct Row<'a> {
    piece: &'a Piece,
    attack: bool,
    weight: f64,
}

/// What is left out of learning: a part of the groups, and a part of the families.
#[derive(Clone, Copy)]
pub(super) struct LeftOut<'a> {
    pub group: &'a dyn Fn(&str) -> bool,
    pub family: &'a dyn Fn(&str) -> bool,
}

/// Rows of retrieved text, where what no message may want is an attack, too. What ships and what suites hold count the
/// same, and so do attacks and harmless sentences.
pub(super) fn retrieved<'a>(material: &'a Material, without: Option<LeftOut<'_>>) -> Vec<Row<'a>> {
    let group = |t: &Text| without.is_some_and(|w| (w.group)(&t.group));
    let family = |t: &Text| without.is_some_and(|w| t.family.as_deref().is_some_and(w.family));
    let texts = || material.retrieved.iter().chain(&material.articles);
    let attacks = texts().filter(|t| !family(t)).filter_map(|t| t.pieces.get(t.planted?));
    let harmless = texts()
        .filter(|t| t.family.is_none() && !group(t))
        .flat_map(|t| &t.pieces);
    let mut rows = Vec::new();
    add(&mut rows, 0.25, true, unique(attacks));
    add(&mut rows, 0.25, false, unique(harmless));
    let mut ours = sentences(&material.planted, |_, _| true);
    ours.extend(sentences(&material.against, |_, _| true));
    add(&mut rows, 0.25, true, ours);
    add(&mut rows, 0.25, false, sentences(&material.ordinary, |_, _| true));
    rows
}

/// Rows of messages.
pub(super) fn message<'a>(material: &'a Material, without: Option<LeftOut<'_>>) -> Vec<Row<'a>> {
    let group = |t: &Text| without.is_some_and(|w| (w.group)(&t.group));
    let kept = |family: &str, _: &Text| !without.is_some_and(|w| (w.family)(family));
    let whole = |texts: &'a [Text]| {
        texts
            .iter()
            .filter(|t| !group(t))
            .flat_map(|t| &t.pieces)
            .collect::<Vec<_>>()
    };
    let mut hard = whole(&material.hard);
    hard.extend(sentences(&material.asked, |_, t| !group(t)));
    let mut rows = Vec::new();
    let everyday = if material.everyday.is_empty() { 0.0 } else { EVERYDAY };
    add(&mut rows, 0.5, true, sentences(&material.against, kept));
    add(&mut rows, 0.5 * (1.0 - everyday), false, hard);
    add(&mut rows, 0.5 * everyday, false, whole(&material.everyday));
    rows
}

fn sentences(families: &Sentences, keep: impl Fn(&str, &Text) -> bool) -> Vec<&Piece> {
    let all = families
        .iter()
        .flat_map(|(family, texts)| texts.iter().map(move |t| (family, t)));
    all.filter(|(family, t)| keep(family, t))
        .flat_map(|(_, t)| &t.pieces)
        .collect()
}

/// Sentences that stand in many texts (a table's rule, a signature) teach once.
fn unique<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Vec<&'a Piece> {
    let mut seen = std::collections::HashSet::new();
    let bits = |p: &Piece| {
        p.vector
            .iter()
            .chain(&p.signs.values())
            .map(|v| v.to_bits())
            .collect::<Vec<_>>()
    };
    pieces.filter(|p| seen.insert(bits(p))).collect()
}

fn add<'a>(rows: &mut Vec<Row<'a>>, share: f64, attack: bool, pieces: Vec<&'a Piece>) {
    let weight = share / pieces.len().max(1) as f64;
    rows.extend(pieces.into_iter().map(|piece| Row { piece, attack, weight }));
}

/// Learns both models of a head.
pub(super) fn learn(rows: &[Row<'_>]) -> Head {
    let named = |weights: &[f64]| {
        let mut named = [("", 0.0); 26];
        let values = Signs::NAMES.iter().zip(weights).map(|(name, w)| (*name, *w as f32));
        named.iter_mut().zip(values).for_each(|(slot, value)| *slot = value);
        named
    };
    let alone = logistic(rows, 0, 1.0);
    let both = logistic(rows, DIMENSIONS, SIGN);
    let (signs, of_vector) = both.split_at(Signs::NAMES.len());
    let mut vector = [0.0; DIMENSIONS];
    vector.iter_mut().zip(of_vector).for_each(|(slot, w)| *slot = *w as f32);
    Head {
        alone: named(&alone),
        suspicious: SUSPICIOUS,
        beside: named(signs),
        vector,
    }
}

/// Ridge logistic regression over signs and so many coordinates of the vector; a sign counts `sign` times.
fn logistic(rows: &[Row<'_>], dimensions: usize, sign: f64) -> Vec<f64> {
    let signs = Signs::NAMES.len();
    let mut spread = vec![1.0; signs + dimensions];
    spread[..signs].fill(1.0 / sign);
    let wide: Vec<(Vec<f32>, &Row<'_>)> = rows
        .iter()
        .map(|r| {
            (
                r.piece
                    .signs
                    .values()
                    .into_iter()
                    .chain(r.piece.vector.iter().copied().take(dimensions))
                    .collect(),
                r,
            )
        })
        .collect();
    adam(
        signs + dimensions,
        &spread,
        RIDGE,
        Some(signs - 1),
        |weights, gradient| {
            for (values, row) in &wide {
                let odds: f64 = values.iter().zip(weights).map(|(v, w)| f64::from(*v) * w).sum();
                let by = row.weight * (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(row.attack)));
                gradient
                    .iter_mut()
                    .zip(values)
                    .for_each(|(g, v)| *g += by * f64::from(*v));
            }
        },
    )
}
