//! What weights make of texts and attack families that they did not see, and the thresholds that this gives.

use super::Thresholds;
use super::material::{Material, Text};
use super::rows::{self, LeftOut};
use crate::error::EvalError;
use crate::run::Run;
use crate::statistics::{auroc, recall_at};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use usher_engine::PortError;
use usher_engine::injection::check_with;
use usher_engine::models::injection::Head;

/// Parts that groups, and families, are left out in.
const FOLDS: usize = 5;
/// The share of harmless retrieved texts that may be flagged; the bound wanted is .05.
const RETRIEVED_FALSE: f64 = 0.02;
/// The share of whole articles in which something may be flagged.
const ARTICLES_FALSE: f64 = 0.04;
/// The share of messages written to look like attacks that may be flagged; the bound wanted is .05.
const HARD_FALSE: f64 = 0.03;
/// The share of everyday messages that may be flagged.
const EVERYDAY_FALSE: f64 = 0.005;

/// A text's log odds with vectors and by signs alone, and whether it is an attack.
#[derive(Debug, Clone, Copy)]
struct Scored {
    with_vectors: f64,
    by_signs: f64,
    attack: bool,
}

fn score(material: &Material, head: &Head, text: &Text) -> Result<Scored, PortError> {
    let odds =
        |score: f32| f64::from(score.clamp(1e-30, 1.0 - 1e-7)).ln() - (1.0 - f64::from(score.min(1.0 - 1e-7))).ln();
    let found = check_with(head, &material.remembered, &text.text)?;
    let by_signs = text.pieces.iter().map(|p| f64::from(head.by_signs(&p.signs)));
    Ok(Scored {
        with_vectors: found.map_or(f64::MIN, |f| odds(f.score)),
        by_signs: by_signs.fold(f64::MIN, f64::max),
        attack: text.family.is_some(),
    })
}

/// The fold of each name: names in order, dealt out one by one.
fn folds<'a>(names: impl Iterator<Item = &'a str>) -> impl Fn(&str) -> usize {
    let names: Vec<String> = names.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect();
    move |name: &str| names.binary_search_by(|n| n.as_str().cmp(name)).unwrap_or(0) % FOLDS
}

/// Every part of the groups with every part of the families: harmless texts are judged once for each part of families.
pub(super) fn retrieved(run: &Run<'_>, material: &Material, text: &mut String) -> Result<Thresholds, EvalError> {
    let texts = &material.retrieved;
    let both = || texts.iter().chain(&material.articles);
    let group_of = folds(both().map(|t| t.group.as_str()));
    let family_of = folds(texts.iter().filter_map(|t| t.family.as_deref()));
    let (mut all, mut articles) = (Vec::new(), Vec::new());
    for part in 0..FOLDS * FOLDS {
        let (group, family) = (part / FOLDS, part % FOLDS);
        run.tell("learning", part, FOLDS * FOLDS);
        let without = LeftOut {
            group: &|g| group_of(g) == group,
            family: &|f| family_of(f) == family,
        };
        let head = rows::learn(&rows::retrieved(material, Some(without)));
        let left =
            |t: &&Text| group_of(&t.group) == group && t.family.as_deref().is_none_or(|f| family_of(f) == family);
        for (of, texts) in [(&mut all, texts), (&mut articles, &material.articles)] {
            for t in texts.iter().filter(left) {
                of.push(score(material, &head, t).map_err(|e| run.error(e.to_string()))?);
            }
        }
    }
    let choose = |of: fn(&Scored) -> f64| {
        let contexts = threshold(all.iter().filter(|s| !s.attack).map(of), RETRIEVED_FALSE);
        let articles = threshold(articles.iter().map(of), ARTICLES_FALSE);
        if material.articles.is_empty() {
            contexts
        } else {
            contexts.max(articles)
        }
    };
    let thresholds = Thresholds {
        with_vectors: choose(|s| s.with_vectors),
        by_signs: choose(|s| s.by_signs),
    };
    let attacks = all.iter().filter(|s| s.attack).copied();
    let among: Vec<Scored> = attacks.chain(articles).collect();
    let (with_vectors, by_signs) = (thresholds.with_vectors, thresholds.by_signs);
    report(
        text,
        "retrieved, groups and families left out",
        &all,
        with_vectors,
        |s| s.with_vectors,
    );
    report(text, "retrieved, the same by signs alone", &all, by_signs, |s| {
        s.by_signs
    });
    report(
        text,
        "retrieved, the attacks against whole articles",
        &among,
        with_vectors,
        |s| s.with_vectors,
    );
    Ok(thresholds)
}

/// Messages: a family of attacks is left out with a part of the harmless ones.
pub(super) fn message(run: &Run<'_>, material: &Material, text: &mut String) -> Result<Thresholds, EvalError> {
    let family_of = folds(material.against.keys().map(String::as_str));
    let asked: Vec<&Text> = material.asked.values().flatten().collect();
    let harmless = || {
        material
            .hard
            .iter()
            .chain(&material.everyday)
            .chain(asked.iter().copied())
    };
    let group_of = folds(harmless().map(|t| t.group.as_str()));
    let [mut against, mut hard, mut everyday, mut seeming] = [const { Vec::new() }; 4];
    for part in 0..FOLDS {
        run.tell("learning", part, FOLDS);
        let without = LeftOut {
            group: &|g| group_of(g) == part,
            family: &|f| family_of(f) == part,
        };
        let head = rows::learn(&rows::message(material, Some(without)));
        let judge = |t: &Text| score(material, &head, t).map_err(|e| run.error(e.to_string()));
        let left = |t: &&Text| group_of(&t.group) == part;
        for t in material
            .against
            .iter()
            .filter(|(f, _)| family_of(f) == part)
            .flat_map(|(_, texts)| texts)
        {
            against.push(Scored {
                attack: true,
                ..judge(t)?
            });
        }
        for (of, texts) in [(&mut hard, &material.hard), (&mut everyday, &material.everyday)] {
            for t in texts.iter().filter(left) {
                of.push(judge(t)?);
            }
        }
        for t in asked.iter().copied().filter(left) {
            seeming.push(judge(t)?);
        }
    }
    let choose = |of: fn(&Scored) -> f64| {
        threshold(hard.iter().map(of), HARD_FALSE).max(threshold(everyday.iter().map(of), EVERYDAY_FALSE))
    };
    let thresholds = Thresholds {
        with_vectors: choose(|s| s.with_vectors),
        by_signs: choose(|s| s.by_signs),
    };
    for (name, harmless) in [
        ("hard", &hard),
        ("everyday", &everyday),
        ("our own that only sound so", &seeming),
    ] {
        let both: Vec<Scored> = against.iter().chain(harmless).copied().collect();
        let title = format!("messages, our own attacks by family left out against {name}");
        report(text, &title, &both, thresholds.with_vectors, |s| s.with_vectors);
    }
    Ok(thresholds)
}

/// The lowest threshold that at most so many of the scores lie above; ours is a flag "from here on", so just above it.
fn threshold(scores: impl Iterator<Item = f64>, most: f64) -> f32 {
    let mut scores: Vec<f64> = scores.collect();
    scores.sort_by(|a, b| b.total_cmp(a));
    scores
        .get((scores.len() as f64 * most) as usize)
        .map_or(0.0, |s| *s as f32 + 1e-3)
}

fn report(text: &mut String, title: &str, all: &[Scored], threshold: f32, of: impl Fn(&Scored) -> f64) {
    let scored: Vec<(f64, bool)> = all.iter().map(|s| (of(s), s.attack)).collect();
    let scored: Vec<&(f64, bool)> = scored.iter().collect();
    let share = |attack: bool| {
        let some = scored.iter().filter(|s| s.1 == attack);
        some.clone().filter(|s| s.0 >= f64::from(threshold)).count() as f64 / some.count().max(1) as f64
    };
    let figure = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let _ = writeln!(
        text,
        "{title}: AUROC {:.3}, recall at 1 % {:.3}, at 5 % {:.3}; at the threshold recall {:.3}, false alarms {:.3}",
        figure(auroc(&scored)),
        figure(recall_at(&scored, 0.01)),
        figure(recall_at(&scored, 0.05)),
        share(true),
        share(false)
    );
}
