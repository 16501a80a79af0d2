//! Sentences that the evidence does not support, each near to one that it does.

use super::model::Shown;
use crate::rng::SplitMix;
use serde::Serialize;

/// What is wrong with a planted sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lie {
    /// A number is another one, of the same evidence where it has others.
    WrongNumber,
    /// A name or label is another one of the evidence.
    SwappedEntity,
    /// It denies what the evidence says, or the other way round.
    Negation,
    /// It names a button that is not there.
    InventedLabel,
    /// It leads to a place that is not there.
    InventedLink,
}

impl Lie {
    /// Every sort.
    pub const ALL: [Self; 5] = [
        Self::WrongNumber,
        Self::SwappedEntity,
        Self::Negation,
        Self::InventedLabel,
        Self::InventedLink,
    ];
}

/// A planted sentence with the one that it was made from.
#[derive(Debug, Clone)]
pub(super) struct Planted {
    pub text: String,
    pub from: String,
}

/// A lie of a sort out of a piece of evidence; `None` where it has no sentence for it.
pub(super) fn plant(sort: Lie, piece: &Shown, all: &[Shown], rng: &mut SplitMix) -> Option<Planted> {
    let usable = piece
        .sentences
        .iter()
        .filter(|s| (5..=40).contains(&s.split_whitespace().count()));
    let mut made: Vec<Planted> = usable
        .filter_map(|from| {
            let text = match sort {
                Lie::WrongNumber => wrong_number(from, piece, rng),
                Lie::SwappedEntity => swapped_entity(from, piece, all, rng),
                Lie::Negation => negation(from),
                Lie::InventedLabel => Some(invented_label(from, rng)),
                Lie::InventedLink => Some(invented_link(from, piece, rng)),
            };
            let text = text.filter(|text| text != from && !piece.sentences.contains(text))?;
            Some(Planted {
                text,
                from: from.clone(),
            })
        })
        .collect();
    rng.shuffle(&mut made);
    made.into_iter().next()
}

/// Runs of digits with their places.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| c.is_ascii_digit()).map(|at| at + rest) {
        let end = text[start..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(text.len(), |at| at + start);
        let alone = !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '.')
            && !text[end..].starts_with(|c: char| c.is_alphanumeric());
        if alone {
            found.push((start, &text[start..end]));
        }
        rest = end;
    }
    found
}

fn wrong_number(from: &str, piece: &Shown, rng: &mut SplitMix) -> Option<String> {
    let own = numbers(from);
    let (at, number) = *own.get(rng.below(own.len().max(1)))?;
    let others: Vec<&str> = piece
        .sentences
        .iter()
        .flat_map(|s| numbers(s))
        .map(|(_, n)| n)
        .filter(|n| own.iter().all(|(_, o)| o != n))
        .collect();
    // Half of them stand elsewhere in the evidence, so that looking them up does not tell.
    let elsewhere = (!others.is_empty() && rng.below(2) == 0).then(|| others[rng.below(others.len())].to_owned());
    let value: u64 = number.parse().ok()?;
    let wrong = elsewhere.unwrap_or_else(|| (value * 2 + 1).to_string());
    Some(format!("{}{wrong}{}", &from[..at], &from[at + number.len()..]))
}

/// Capitalised words inside a sentence, and runs of them.
fn names(text: &str) -> Vec<&str> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut place = 0;
    for (at, word) in text.split(' ').enumerate() {
        let start = place;
        place += word.len() + 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let proper =
            at > 0 && bare.len() > 2 && bare.starts_with(char::is_uppercase) && bare.chars().all(char::is_alphanumeric);
        if !proper {
            continue;
        }
        let begin = start + word.find(bare).unwrap_or_default();
        match found.last_mut() {
            Some((_, end)) if *end + 1 == begin => *end = begin + bare.len(),
            _ => found.push((begin, begin + bare.len())),
        }
    }
    found.into_iter().map(|(start, end)| &text[start..end]).collect()
}

fn swapped_entity(from: &str, piece: &Shown, all: &[Shown], rng: &mut SplitMix) -> Option<String> {
    let own = names(from);
    let name = *own.get(rng.below(own.len().max(1)))?;
    let same = |n: &&str| !from.to_lowercase().contains(&n.to_lowercase());
    let near: Vec<&str> = piece.sentences.iter().flat_map(|s| names(s)).filter(same).collect();
    let far: Vec<&str> = all
        .iter()
        .flat_map(|p| &p.sentences)
        .flat_map(|s| names(s))
        .filter(same)
        .collect();
    let from_where = if near.is_empty() || rng.below(2) == 0 {
        &far
    } else {
        &near
    };
    let other = *from_where.get(rng.below(from_where.len().max(1)))?;
    Some(from.replacen(name, other, 1))
}

/// Pairs of words that turn a sentence around, tried in order.
const TURNS: [(&str, &str); 18] = [
    (" cannot ", " can "),
    (" can't ", " can "),
    (" do not ", " do "),
    (" does not ", " does "),
    (" are not ", " are "),
    (" is not ", " is "),
    (" never ", " always "),
    (" no longer ", " still "),
    (" can ", " cannot "),
    (" is ", " is not "),
    (" are ", " are not "),
    (" will ", " will not "),
    (" must ", " must not "),
    (" always ", " never "),
    (" has ", " does not have "),
    (" have ", " do not have "),
    (" need ", " do not need "),
    (" needs ", " does not need "),
];

fn negation(from: &str) -> Option<String> {
    let (old, new) = TURNS.iter().find(|(old, _)| from.contains(old))?;
    Some(from.replacen(old, new, 1))
}

const VERBS: [&str; 5] = ["Archive", "Restore", "Approve", "Merge", "Duplicate"];

fn invented_label(from: &str, rng: &mut SplitMix) -> String {
    let content: Vec<&str> = from
        .split(' ')
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.len() > 4 && w.chars().all(|c| c.is_lowercase()))
        .collect();
    let object = content
        .get(rng.below(content.len().max(1)))
        .copied()
        .unwrap_or("everything");
    let label = format!("{} {object}", VERBS[rng.below(VERBS.len())]);
    match rng.below(3) {
        0 => format!("Choose “{label}” at the top right."),
        1 => format!("Click **{label}**, and you are done."),
        _ => format!("Then press \"{label}\" to go on."),
    }
}

fn invented_link(from: &str, piece: &Shown, rng: &mut SplitMix) -> String {
    let slug: String = piece
        .article
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let bare = from.trim_end_matches('.');
    match rng.below(3) {
        0 => format!("{bare}, see https://help-center.example/{slug}."),
        1 => format!("{bare} ([more](https://docs.example.net/{slug}))."),
        _ => format!(
            "{bare}, or write to support@{}.example.",
            slug.split('-').next().unwrap_or("help")
        ),
    }
}
