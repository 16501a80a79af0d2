//! What is missing: questions that found no good answer, grouped by meaning.
//!
//! A group alone says little: the commonest topics have the most unanswered questions, too, since some are asked in ways that
//! nobody foresaw. So a group is set against the questions like it that *were* answered: where most of them were, the knowledge
//! has what is asked for, and the group goes down.

mod cluster;
mod contradict;
mod name;
mod said;

pub use contradict::{Statement, contradictions, states_a_value};
pub use said::statements_of;

use crate::text::content_stems;
use crate::turn::{Outcome, Reason};
use cluster::{Likeness, clusters};
use name::names;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Groups of fewer contacts are chance.
const FEWEST_CONTACTS: usize = 2;
/// A question that says less than this names no subject.
const FEWEST_STEMS: usize = 2;
/// The most questions that are compared with each other: of more the newest. The table of their likeness has the square of it,
/// four bytes each.
pub const MOST: usize = 3_000;

/// A question of a contact, and what came of it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The words, without personal data.
    pub text: String,
    /// Their vector, of unit length.
    pub vector: Vec<f32>,
    /// Why it counts as unanswered; `None` where it was answered.
    pub miss: Option<Miss>,
    /// Who asked.
    pub contact: String,
}

/// Why a question counts as unanswered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Miss {
    /// Nothing that is known was sure enough.
    NoEvidence,
    /// People took it, by a rule or because help failed.
    Escalated,
    /// It was answered, and the contact said that it did not help.
    Unhelpful,
    /// The contact wanted a person.
    AskedPerson,
}

impl Miss {
    /// Why a turn that ended so counts as unanswered, `unhelpful` where the contact said that it did not help.
    pub fn of(outcome: Outcome, reason: Reason, unhelpful: bool) -> Option<Self> {
        match (outcome, reason) {
            (Outcome::Escalate, Reason::AsksForPerson) => Some(Self::AskedPerson),
            (Outcome::Escalate, Reason::NoEvidence | Reason::LowConfidence | Reason::OutOfScope) => {
                Some(Self::NoEvidence)
            }
            (Outcome::Escalate, _) => Some(Self::Escalated),
            _ if unhelpful => Some(Self::Unhelpful),
            _ => None,
        }
    }
}

/// Questions that ask for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The words that they share, as they write them.
    pub name: String,
    /// Their places among what was asked, the most typical first.
    pub members: Vec<usize>,
    /// How many questions like them were answered.
    pub answered: usize,
    /// 0 to 1: the share of questions like them that were not.
    pub share: f64,
}

/// Groups what was not answered; what is most missing comes first.
pub fn groups(asked: &[Asked]) -> Vec<Group> {
    let missed: Vec<usize> = places(asked, |a| {
        a.miss.is_some() && content_stems(&a.text).len() >= FEWEST_STEMS
    });
    let answered: Vec<usize> = places(asked, |a| a.miss.is_none());
    let likeness = Likeness::new(&texts_of(asked));
    let like = |a: usize, b: usize| likeness.of(a, &asked[a].vector, b, &asked[b].vector);
    let mut groups = Vec::new();
    for members in clusters(&missed, &like) {
        let contacts: HashSet<&str> = members.iter().map(|&at| asked[at].contact.as_str()).collect();
        if contacts.len() < FEWEST_CONTACTS {
            continue;
        }
        let members = typical_first(members, &like);
        let near = answered
            .iter()
            .filter(|&&other| is_near(other, &members, &like))
            .count();
        groups.push(Group {
            name: String::new(),
            share: members.len() as f64 / (members.len() + near) as f64,
            answered: near,
            members,
        });
    }
    let weight = |group: &Group| group.members.len() as f64 * group.share * group.share;
    groups.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    name_all(&mut groups, asked);
    groups
}

/// Groups all of it by what is asked for, the largest first: one question alone is a group, too.
pub fn alike(asked: &[Asked]) -> Vec<Group> {
    let likeness = Likeness::new(&texts_of(asked));
    let like = |a: usize, b: usize| likeness.of(a, &asked[a].vector, b, &asked[b].vector);
    let group = |members| Group {
        name: String::new(),
        members: typical_first(members, &like),
        answered: 0,
        share: 1.0,
    };
    let mut groups: Vec<Group> = clusters(&places(asked, |_| true), &like)
        .into_iter()
        .map(group)
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.members.len()));
    name_all(&mut groups, asked);
    groups
}

fn texts_of(asked: &[Asked]) -> Vec<&str> {
    asked.iter().map(|a| a.text.as_str()).collect()
}

fn name_all(groups: &mut [Group], asked: &[Asked]) {
    let texts = |group: &Group| group.members.iter().map(|&at| asked[at].text.as_str()).collect();
    let members: Vec<Vec<&str>> = groups.iter().map(texts).collect();
    for (group, name) in groups.iter_mut().zip(names(&members)) {
        group.name = name;
    }
}

/// The newest places of what holds.
fn places(asked: &[Asked], holds: impl Fn(&Asked) -> bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..asked.len()).filter(|&at| holds(&asked[at])).collect();
    let surplus = places.len().saturating_sub(MOST);
    places.drain(..surplus);
    places
}

fn typical_first(mut members: Vec<usize>, like: &dyn Fn(usize, usize) -> f32) -> Vec<usize> {
    let typical = |at: usize| members.iter().map(|&other| like(at, other)).sum::<f32>();
    let mut weighed: Vec<(usize, f32)> = members.iter().map(|&at| (at, typical(at))).collect();
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1));
    members.clear();
    members.extend(weighed.into_iter().map(|(at, _)| at));
    members
}

/// True for a question that would have been a member.
fn is_near(other: usize, members: &[usize], like: &dyn Fn(usize, usize) -> f32) -> bool {
    let sum: f32 = members.iter().map(|&at| like(other, at)).sum();
    sum / members.len() as f32 >= cluster::SAME
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vector that points in one of three directions, a little off.
    fn asked(text: &str, direction: usize, miss: Option<Miss>, contact: usize) -> Asked {
        let mut vector = vec![0.1; 3];
        vector[direction] = 1.0;
        let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|v| *v /= norm);
        Asked {
            text: text.into(),
            vector,
            miss,
            contact: contact.to_string(),
        }
    }

    #[test]
    fn what_is_mostly_answered_stands_behind_what_never_is() {
        let mut all = Vec::new();
        for n in 0..6 {
            all.push(asked("how do I send an invoice again", 0, Some(Miss::NoEvidence), n));
        }
        for n in 0..30 {
            all.push(asked("send an invoice to a customer", 0, None, n));
        }
        for n in 0..4 {
            all.push(asked(
                "connect a barcode scanner to the till",
                1,
                Some(Miss::NoEvidence),
                n,
            ));
        }
        all.push(asked(
            "one person asks about the moon phase",
            2,
            Some(Miss::NoEvidence),
            1,
        ));
        let groups = groups(&all);
        assert_eq!(groups.len(), 2, "{groups:?}");
        assert_eq!((groups[0].members.len(), groups[0].answered), (4, 0));
        assert!(groups[0].name.contains("barcode"), "{}", groups[0].name);
        assert_eq!(groups[1].answered, 30);
        assert!(groups[1].share < 0.2);
    }

    #[test]
    fn nothing_asked_is_nothing_missing() {
        assert!(groups(&[]).is_empty());
        assert!(groups(&[asked("hello", 0, Some(Miss::AskedPerson), 1)]).is_empty());
    }
}
