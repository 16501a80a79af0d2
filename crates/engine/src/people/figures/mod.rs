//! The figures of a support team, computed from the event log and from nothing else, so that they can be made again.
//!
//! A *handoff* begins when a conversation waits for a person or a person takes it, and ends when it is settled, given back
//! to the AI agent, or not at all. It counts where and when it began; its agent is who took it first.

mod episode;
#[cfg(test)]
mod tests;

use crate::ids::InboxId;
use episode::{Episode, episodes};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// At least so many stars are satisfied.
const SATISFIED: i64 = 4;

/// Each figure in words, to be shown beside its number.
pub const DEFINITIONS: [(&str, &str); 14] = [
    (
        "handoffs",
        "Times that a conversation began to wait for a person, or a person took it from the AI agent.",
    ),
    ("taken", "Handoffs that a person took."),
    (
        "missed",
        "Offers to one person that ran out after 60 seconds without an answer.",
    ),
    (
        "abandoned",
        "Handoffs that ended without a message of a person to the contact.",
    ),
    (
        "resolved",
        "Handoffs that ended with the conversation settled by a person.",
    ),
    (
        "speed_of_answer_s",
        "Seconds from the handoff to a person taking it, of handoffs that were taken.",
    ),
    (
        "first_response_s",
        "Seconds from the handoff to the first message of a person, of handoffs that got one.",
    ),
    (
        "resolution_s",
        "Seconds from the handoff to the conversation being settled by a person.",
    ),
    (
        "first_contact_resolution",
        "Share of handoffs settled by a person with outcome `solved` that were not opened again within 7 days, of all that were settled by a person.",
    ),
    (
        "csat",
        "Share of ratings with 4 or 5 stars, and the mean of all stars; a contact's later rating replaces the earlier one.",
    ),
    (
        "reasked",
        "Share of people's messages that asked for something that the handoff packet held.",
    ),
    (
        "suggestions",
        "Suggested replies by what became of them: sent as they were, edited, or discarded.",
    ),
    (
        "chats_per_agent",
        "Handoffs taken, divided by the number of people who took one.",
    ),
    (
        "concurrency_peak",
        "The most handoffs that people had taken and not ended at the same time.",
    ),
];

/// An event of the log, as much of it as figures need.
#[derive(Debug, Clone)]
pub struct LoggedEvent {
    /// What.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// The particulars.
    pub body: Value,
}

/// A conversation's events, in order.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Its inbox.
    pub inbox: InboxId,
    /// All of them.
    pub events: Vec<LoggedEvent>,
}

/// What figures are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// The day on which the handoff began, in UTC.
    Day,
    /// The inbox.
    Inbox,
    /// The topic of the handoff.
    Topic,
    /// Who took it first.
    Agent,
}

/// Figures, and the same by group.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FigureReport {
    /// All together.
    pub total: Figures,
    /// By group, in order of their keys.
    pub groups: Vec<FigureGroup>,
}

/// The figures of one group.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FigureGroup {
    /// A day, an inbox's key, a topic, a person's id; empty where there is none.
    pub key: String,
    /// What to call it.
    pub name: String,
    /// They.
    pub figures: Figures,
}

/// See [`DEFINITIONS`].
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "DEFINITIONS tells each")]
pub struct Figures {
    pub handoffs: usize,
    pub taken: usize,
    pub missed: usize,
    pub abandoned: usize,
    pub resolved: usize,
    pub speed_of_answer_s: Mean,
    pub first_response_s: Mean,
    pub resolution_s: Mean,
    pub first_contact_resolution: Share,
    pub csat: Csat,
    pub reasked: Share,
    pub suggestions: Suggestions,
    pub chats_per_agent: Option<f64>,
    pub concurrency_peak: usize,
}

/// A mean with what it hides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "they say themselves")]
pub struct Mean {
    pub mean: Option<f64>,
    pub median: Option<f64>,
    pub p90: Option<f64>,
    pub count: usize,
}

/// A share and what it is of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "they say themselves")]
pub struct Share {
    pub share: Option<f64>,
    pub of: usize,
    pub hits: usize,
}

/// Satisfaction.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "they say themselves")]
pub struct Csat {
    pub share: Option<f64>,
    pub of: usize,
    pub hits: usize,
    pub mean: Option<f64>,
}

/// What became of suggested replies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "they say themselves")]
pub struct Suggestions {
    pub accepted: usize,
    pub edited: usize,
    pub discarded: usize,
}

/// The figures of handoffs that began from `from` on and before `to`.
pub fn report(log: &[Logged], from: Timestamp, to: Timestamp, by: GroupBy) -> FigureReport {
    let episodes: Vec<Episode> = log
        .iter()
        .flat_map(episodes)
        .filter(|e| e.began >= from && e.began < to)
        .collect();
    let mut groups: BTreeMap<String, (String, Vec<&Episode>)> = BTreeMap::new();
    for episode in &episodes {
        let (key, name) = episode.group(by);
        groups.entry(key).or_insert_with(|| (name, Vec::new())).1.push(episode);
    }
    FigureReport {
        total: figures(&episodes.iter().collect::<Vec<_>>()),
        groups: groups
            .into_iter()
            .map(|(key, (name, episodes))| FigureGroup {
                key,
                name,
                figures: figures(&episodes),
            })
            .collect(),
    }
}

fn figures(episodes: &[&Episode]) -> Figures {
    let settled: Vec<&&Episode> = episodes.iter().filter(|e| e.settled.is_some()).collect();
    let taken = episodes.iter().filter(|e| e.taken.is_some()).count();
    let agents: BTreeSet<&str> = episodes
        .iter()
        .filter_map(|e| e.taken.as_ref().map(|(_, id, _)| id.as_str()))
        .collect();
    let stars: Vec<i64> = episodes.iter().filter_map(|e| e.stars).collect();
    let satisfied = share(stars.iter().filter(|s| **s >= SATISFIED).count(), stars.len());
    let mut suggestions = Suggestions::default();
    for episode in episodes {
        suggestions.accepted += episode.suggestions.accepted;
        suggestions.edited += episode.suggestions.edited;
        suggestions.discarded += episode.suggestions.discarded;
    }
    Figures {
        handoffs: episodes.len(),
        taken,
        missed: episodes.iter().map(|e| e.missed).sum(),
        abandoned: episodes.iter().filter(|e| e.ended.is_some() && e.messages == 0).count(),
        resolved: settled.len(),
        speed_of_answer_s: mean(episodes.iter().filter_map(|e| e.since(e.taken.as_ref().map(|t| t.0)))),
        first_response_s: mean(episodes.iter().filter_map(|e| e.since(e.replied))),
        resolution_s: mean(episodes.iter().filter_map(|e| e.since(e.settled))),
        first_contact_resolution: share(
            settled.iter().filter(|e| e.solved && !e.reopened).count(),
            settled.len(),
        ),
        csat: Csat {
            share: satisfied.share,
            of: satisfied.of,
            hits: satisfied.hits,
            mean: (!stars.is_empty()).then(|| stars.iter().sum::<i64>() as f64 / stars.len() as f64),
        },
        reasked: share(
            episodes.iter().map(|e| e.reasked).sum(),
            episodes.iter().map(|e| e.messages).sum(),
        ),
        suggestions,
        chats_per_agent: (!agents.is_empty()).then(|| taken as f64 / agents.len() as f64),
        concurrency_peak: peak(episodes),
    }
}

fn share(hits: usize, of: usize) -> Share {
    Share {
        share: (of > 0).then(|| hits as f64 / of as f64),
        of,
        hits,
    }
}

/// Nearest-rank quantiles.
fn mean(values: impl Iterator<Item = f64>) -> Mean {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let count = values.len();
    let quantile = |q: f64| {
        values
            .get(((q * count as f64).ceil() as usize).saturating_sub(1))
            .copied()
    };
    Mean {
        mean: (count > 0).then(|| values.iter().sum::<f64>() / count as f64),
        median: quantile(0.5),
        p90: quantile(0.9),
        count,
    }
}

/// The most at the same time; one that ends when another begins is not at the same time.
fn peak(episodes: &[&Episode]) -> usize {
    let mut changes: Vec<(Timestamp, i64)> = Vec::new();
    for episode in episodes {
        if let Some((taken, ..)) = &episode.taken {
            changes.push((*taken, 1));
            changes.extend(episode.ended.map(|ended| (ended, -1)));
        }
    }
    changes.sort_unstable();
    let (mut now, mut most) = (0, 0);
    for (_, change) in changes {
        now += change;
        most = most.max(now);
    }
    usize::try_from(most).unwrap_or(0)
}
