//! A simulated week with topics that the knowledge does not hold: does the report of what is missing find them?

use crate::parallel::map;
use crate::rng::SplitMix;
use serde::Serialize;
use std::collections::HashMap;
use usher_engine::gaps::{Asked, Group, Miss, groups};
use usher_engine::{Author, Embedder, Engine, Message, Policy, TurnInput};

/// The groups of the report that are read.
const TOP: usize = 10;
/// What contacts write around a question.
const AROUND: [(&str, &str); 8] = [
    ("", ""),
    ("", ""),
    ("", "?"),
    ("hi, ", ""),
    ("Hello! ", " Thanks."),
    ("", " please"),
    ("quick question: ", ""),
    ("", " - it is urgent"),
];

/// A topic with the questions that contacts may ask of it.
#[derive(Debug, Clone)]
pub struct WeekTopic {
    /// The article that answers them.
    pub article: String,
    /// In contacts' own words; none of them taught.
    pub questions: Vec<String>,
    /// True where the article is not in the knowledge.
    pub withheld: bool,
}

/// What came of a week.
#[derive(Debug, Clone, Serialize)]
pub struct WeekReport {
    /// Turns held.
    pub turns: usize,
    /// How many were not answered.
    pub unanswered: usize,
    /// Topics that the knowledge does not hold.
    pub withheld: Vec<String>,
    /// Those that one of the first ten groups is about.
    pub found: Vec<String>,
    /// How many of the first ten groups are about a topic that the knowledge holds.
    pub false_groups: usize,
    /// The first groups.
    pub groups: Vec<WeekGroup>,
}

/// A group of the report.
#[derive(Debug, Clone, Serialize)]
pub struct WeekGroup {
    /// What it is called.
    pub name: String,
    /// Its questions.
    pub count: usize,
    /// Questions like them that were answered.
    pub answered: usize,
    /// What most of them were asked of.
    pub topic: String,
    /// 0 to 1: how many of them.
    pub share: f64,
    /// True where the knowledge does not hold that.
    pub withheld: bool,
}

/// Holds a week of `turns` turns over topics, common ones more often (by Zipf's law), and reads the report.
pub fn week(
    engine: &Engine,
    embedder: &dyn Embedder,
    policy: &Policy,
    topics: &[WeekTopic],
    turns: usize,
    seed: u64,
) -> Result<WeekReport, String> {
    let asked = questions(topics, turns, &mut SplitMix::new(seed));
    let held = map(&asked, &|_| (), |runtime, (_, text, _)| {
        let input = TurnInput {
            messages: vec![Message::new(Author::Contact, text.as_str())],
            ..TurnInput::default()
        };
        let turn = runtime
            .block_on(engine.respond(&input, policy))
            .map_err(|e| e.to_string())?;
        Ok((
            Miss::of(turn.outcome, turn.reason, false),
            turn.trace.understanding.query,
        ))
    })?;
    let held: Vec<(Option<Miss>, String)> = held.into_iter().collect::<Result<_, String>>()?;
    let texts: Vec<&str> = held.iter().map(|(_, query)| query.as_str()).collect();
    let vectors = embedder.embed(&texts).map_err(|e| e.to_string())?;
    let all: Vec<Asked> = held
        .iter()
        .zip(vectors)
        .zip(&asked)
        .map(|(((miss, query), vector), (_, _, contact))| Asked {
            text: query.clone(),
            vector,
            miss: *miss,
            contact: contact.to_string(),
        })
        .collect();
    let found = groups(&all);
    let read: Vec<WeekGroup> = found
        .iter()
        .take(TOP)
        .map(|group| about(group, &asked, topics))
        .collect();
    let withheld: Vec<String> = topics
        .iter()
        .filter(|t| t.withheld)
        .map(|t| t.article.clone())
        .collect();
    Ok(WeekReport {
        turns,
        unanswered: all.iter().filter(|a| a.miss.is_some()).count(),
        found: withheld
            .iter()
            .filter(|topic| read.iter().any(|g| g.topic == **topic))
            .cloned()
            .collect(),
        withheld,
        false_groups: read.iter().filter(|g| !g.withheld).count(),
        groups: read,
    })
}

/// A question as it is asked: the place of its topic, its words, and who asks.
type Question = (usize, String, usize);

fn questions(topics: &[WeekTopic], turns: usize, rng: &mut SplitMix) -> Vec<Question> {
    let mut order: Vec<usize> = (0..topics.len()).collect();
    rng.shuffle(&mut order);
    // Shares in millionths, so that the seed decides alone.
    let shares: Vec<usize> = (0..order.len()).map(|rank| 1_000_000 / (rank + 3)).collect();
    let all: usize = shares.iter().sum();
    let mut asked = Vec::with_capacity(turns);
    while asked.len() < turns {
        let mut at = rng.below(all);
        let rank = shares.iter().position(|&share| {
            let here = at < share;
            at = at.saturating_sub(share);
            here
        });
        let topic = order[rank.unwrap_or(0)];
        let questions = &topics[topic].questions;
        let question = &questions[rng.below(questions.len())];
        let (before, after) = AROUND[rng.below(AROUND.len())];
        asked.push((topic, format!("{before}{question}{after}"), rng.below(turns)));
    }
    asked
}

fn about(group: &Group, asked: &[Question], topics: &[WeekTopic]) -> WeekGroup {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for &member in &group.members {
        *counts.entry(asked[member].0).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|&(topic, count)| (count, std::cmp::Reverse(topic)));
    let (topic, count) = most.unwrap_or((0, 0));
    WeekGroup {
        name: group.name.clone(),
        count: group.members.len(),
        answered: group.answered,
        topic: topics[topic].article.clone(),
        share: count as f64 / group.members.len().max(1) as f64,
        withheld: topics[topic].withheld,
    }
}
