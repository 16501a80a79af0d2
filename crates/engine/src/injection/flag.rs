//! What was found in the texts of a turn or of an article, for the trace, the handoff packet and the summary of an ingest.

use super::{Channel, Hiding, Injection, check, hidden, visible};
use crate::page::PageContext;
use crate::ports::{Embedder, PortError};
use crate::reading::PassageReading;
use crate::turn::TurnInput;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use utoipa::ToSchema;

/// Characters of a text that a flag quotes.
const QUOTED: usize = 200;
/// Texts of a page with fewer words than this are labels, and say nothing to anybody.
const LABEL_WORDS: usize = 4;

/// Something in a text that people should know of. It never changes what is allowed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Flag {
    /// What it is.
    pub kind: FlagKind,
    /// Where it stands.
    pub place: Place,
    /// The words, without unseen characters; at most 200 characters.
    pub quote: String,
    /// Why it was flagged, as a clause.
    pub why: String,
    /// 0 to 1, how sure; 1 for hidden text, which is a matter of fact.
    pub score: f64,
}

/// The sorts of flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlagKind {
    /// An instruction aimed at the system.
    Injection,
    /// Text that people do not see.
    HiddenText,
}

/// The ways in which text comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The contact's message.
    Message,
    /// Title, controls, events or errors of the page.
    Page,
    /// An article.
    Article,
    /// The name of a file.
    FileName,
}

impl Place {
    /// The place as words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Page => "page",
            Self::Article => "article",
            Self::FileName => "file name",
        }
    }
}

/// What is to be said of one text.
pub fn flags(embedder: &dyn Embedder, text: &str, place: Place) -> Result<Vec<Flag>, PortError> {
    let channel = if place == Place::Message {
        Channel::Message
    } else {
        Channel::Retrieved
    };
    let mut flags = unseen(text, place);
    let found = check(embedder, text, channel)?.filter(Injection::is_flagged);
    flags.extend(found.map(|found| planted(text, place, &found)));
    Ok(flags)
}

/// What is to be said of an answer's quotes together.
pub(crate) fn of_quotes(embedder: &dyn Embedder, quotes: &[(&str, &PassageReading)]) -> Result<Vec<Flag>, PortError> {
    let texts: Vec<&str> = quotes.iter().map(|(text, _)| *text).collect();
    let mut flags = unseen(&texts.join("\n"), Place::Article);
    let mut worst: Option<(&str, &Injection)> = None;
    for (text, reading) in quotes {
        if let Some(found) = reading.suspicious(text, embedder)?
            && worst.is_none_or(|(_, worst)| found.score > worst.score)
        {
            worst = Some((text, found));
        }
    }
    let worst = worst.filter(|(_, found)| found.is_flagged());
    flags.extend(worst.map(|(text, found)| planted(text, Place::Article, found)));
    Ok(flags)
}

fn unseen(text: &str, place: Place) -> Vec<Flag> {
    let flag = |(hiding, at): (Hiding, Range<usize>)| Flag {
        kind: FlagKind::HiddenText,
        place,
        quote: around(text, at.start),
        why: hiding.in_words().to_owned(),
        score: 1.0,
    };
    hidden(text).into_iter().map(flag).collect()
}

fn planted(text: &str, place: Place, found: &Injection) -> Flag {
    Flag {
        kind: FlagKind::Injection,
        place,
        quote: shown(&text[found.sentence.clone()]),
        why: found.why(),
        score: f64::from(found.score),
    }
}

/// What is to be said of a turn's message and page.
pub(crate) fn of_turn(embedder: &dyn Embedder, input: &TurnInput) -> Result<Vec<Flag>, PortError> {
    let mut found = flags(embedder, input.question(), Place::Message)?;
    if let Some(page) = &input.page {
        found.extend(flags(embedder, &said_by(page), Place::Page)?);
    }
    for file in input.messages.last().iter().flat_map(|m| &m.files) {
        found.extend(flags(embedder, &file.name, Place::FileName)?);
    }
    Ok(found)
}

/// Everything of a page that is longer than a label, a line each: one text, so that a page costs no more than an article.
fn said_by(page: &PageContext) -> String {
    let controls = page.controls.iter().flat_map(|c| [&c.name, &c.text]);
    let texts = [&page.title].into_iter().chain(controls);
    let texts = texts
        .chain(page.events.iter().map(|e| &e.text))
        .chain(page.errors.iter().map(|e| &e.text));
    let long = texts.filter(|t| t.split_whitespace().nth(LABEL_WORDS - 1).is_some() || !t.is_ascii());
    let mut lines: Vec<&str> = long.map(String::as_str).collect();
    lines.dedup();
    lines.join("\n")
}

fn shown(text: &str) -> String {
    visible(text).chars().take(QUOTED).collect()
}

/// The words around a byte of a text.
fn around(text: &str, at: usize) -> String {
    let start = text[..at].char_indices().rev().nth(QUOTED / 2).map_or(0, |(at, _)| at);
    shown(text[start..].trim_start())
}
