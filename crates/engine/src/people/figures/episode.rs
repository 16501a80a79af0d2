//! A handoff from its beginning to its end, read out of the log of its conversation.

use super::{GroupBy, Logged, LoggedEvent, Suggestions};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A settled handoff that is opened again within this time was not settled at first contact.
const FIRST_CONTACT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// One handoff, read out of the log.
#[derive(Debug, Clone)]
pub(super) struct Episode {
    pub(super) inbox: String,
    pub(super) topic: String,
    pub(super) began: Timestamp,
    pub(super) taken: Option<(Timestamp, String, String)>,
    pub(super) replied: Option<Timestamp>,
    pub(super) ended: Option<Timestamp>,
    pub(super) settled: Option<Timestamp>,
    pub(super) solved: bool,
    pub(super) reopened: bool,
    pub(super) missed: usize,
    pub(super) messages: usize,
    pub(super) reasked: usize,
    pub(super) stars: Option<i64>,
    pub(super) suggestions: Suggestions,
}

/// The handoffs of a conversation, in order.
pub(super) fn episodes(log: &Logged) -> Vec<Episode> {
    let mut found: Vec<Episode> = Vec::new();
    for event in &log.events {
        let is_running = found.last().is_some_and(|e| e.ended.is_none());
        let begins = matches!(event.kind.as_str(), "people.waiting" | "conversation.assigned");
        if begins && !is_running {
            found.push(Episode::begin(log, event));
        }
        if let Some(episode) = found.last_mut() {
            episode.read(event);
        }
    }
    found
}

impl Episode {
    fn begin(log: &Logged, event: &LoggedEvent) -> Self {
        Self {
            inbox: log.inbox.0.clone(),
            topic: event.body["topic"].as_str().unwrap_or_default().to_owned(),
            began: event.at,
            taken: None,
            replied: None,
            ended: None,
            settled: None,
            solved: false,
            reopened: false,
            missed: 0,
            messages: 0,
            reasked: 0,
            stars: None,
            suggestions: Suggestions::default(),
        }
    }

    fn read(&mut self, event: &LoggedEvent) {
        let (body, at) = (&event.body, event.at);
        match event.kind.as_str() {
            "people.missed" => self.missed += 1,
            "conversation.assigned" if self.taken.is_none() => {
                let word = |field: &str| body["by"][field].as_str().unwrap_or_default().to_owned();
                self.taken = Some((at, word("id"), word("name")));
            }
            "message.created" if body["author"] == "human_agent" => {
                self.messages += 1;
                self.replied = self.replied.or(Some(at));
            }
            "people.reasked" => self.reasked += 1,
            "people.suggestion_used" => match body["use"].as_str() {
                Some("accepted") => self.suggestions.accepted += 1,
                Some("edited") => self.suggestions.edited += 1,
                _ => self.suggestions.discarded += 1,
            },
            "conversation.resolved" | "conversation.handed_back" => self.ended = self.ended.or(Some(at)),
            "people.resolved" => {
                self.settled = self.settled.or(Some(at));
                self.solved = body["outcome"] == "solved";
            }
            "conversation.reopened" => {
                let soon = self
                    .settled
                    .is_some_and(|settled| at.duration_since(settled) <= FIRST_CONTACT);
                self.reopened |= soon;
            }
            "conversation.rated" => self.stars = body["stars"].as_i64(),
            _ => {}
        }
    }

    pub(super) fn group(&self, by: GroupBy) -> (String, String) {
        match by {
            GroupBy::Day => {
                let day = self.began.to_zoned(TimeZone::UTC).date().to_string();
                (day.clone(), day)
            }
            GroupBy::Inbox => (self.inbox.clone(), self.inbox.clone()),
            GroupBy::Topic => (self.topic.clone(), self.topic.clone()),
            GroupBy::Agent => self
                .taken
                .as_ref()
                .map_or_else(Default::default, |(_, id, name)| (id.clone(), name.clone())),
        }
    }

    /// Seconds from its beginning.
    pub(super) fn since(&self, at: Option<Timestamp>) -> Option<f64> {
        at.map(|at| at.duration_since(self.began).as_secs_f64().max(0.0))
    }
}
