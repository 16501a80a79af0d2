//! A conversation as one reads it: who said what, for files and letters.

use jiff::Timestamp;
use usher_store::{Event, EventKind};

/// What contacts are called whose name is not known.
pub(crate) const VISITOR: &str = "Visitor";
/// What people are called whose name is not known.
const SOMEBODY: &str = "Somebody";

/// Something that was said.
pub(crate) struct SpokenLine<'a> {
    pub(crate) seq: i64,
    pub(crate) at: Timestamp,
    pub(crate) who: &'a str,
    pub(crate) text: &'a str,
    pub(crate) by: Speaker,
    event: &'a Event,
}

/// On whose side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaker {
    Contact,
    Agent,
    Person,
    /// For people only.
    Note,
}

/// Messages and notes, in order. `contact` and `agent` are the names of the contact and of the AI agent.
pub(crate) fn spoken<'a>(
    events: &'a [Event],
    contact: &'a str,
    agent: &'a str,
) -> impl Iterator<Item = SpokenLine<'a>> {
    events.iter().filter_map(move |event| {
        let by_name = event.body["by"]["name"].as_str().unwrap_or(SOMEBODY);
        let (by, who) = match (event.kind, event.body["author"].as_str()) {
            (EventKind::PeopleNote, _) => (Speaker::Note, by_name),
            (EventKind::MessageCreated, Some("contact")) => (Speaker::Contact, contact),
            (EventKind::MessageCreated, Some("human_agent")) => (Speaker::Person, by_name),
            (EventKind::MessageCreated, _) => (Speaker::Agent, agent),
            _ => return None,
        };
        Some(SpokenLine {
            seq: event.seq,
            at: event.at,
            who,
            text: event.body["text"].as_str().unwrap_or_default(),
            by,
            event,
        })
    })
}

impl<'a> SpokenLine<'a> {
    /// The names of its files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &'a str> {
        self.texts("/files", "name")
    }

    /// The titles of what it quotes, each once.
    pub(crate) fn sources(&self) -> Vec<&'a str> {
        let all = self
            .texts("/turn/citations", "title")
            .chain(self.texts("/citations", "title"));
        let mut once = Vec::new();
        for title in all {
            if !once.contains(&title) {
                once.push(title);
            }
        }
        once
    }

    /// The title of the guide that it offers.
    pub(crate) fn guide(&self) -> Option<&'a str> {
        let body = &self.event.body;
        let title = |path: &str| body.pointer(path).and_then(|t| t.as_str());
        title("/turn/guide/title").or_else(|| title("/guide/title"))
    }

    fn texts(&self, list: &str, field: &'static str) -> impl Iterator<Item = &'a str> + use<'a> {
        let all = self.event.body.pointer(list).and_then(|l| l.as_array());
        all.into_iter().flatten().filter_map(move |one| one[field].as_str())
    }
}
