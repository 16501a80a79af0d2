//! A replay for a terminal.

use super::change::NOTABLE;
use super::outcomes::OUTCOMES;
use super::{Change, ReplayReport, Replayed, Said};
use crate::compare::figures_table;
use crate::words::word;
use std::fmt::{Result, Write};
use usher_engine::Outcome;

/// The most turns of one change that are shown; the JSON has them all.
const MOST_SHOWN: usize = 100;
/// The most characters of a message that are shown.
const MOST_CHARACTERS: usize = 100;
/// The last characters of a conversation's id: the first ones are its time.
const ID_CHARACTERS: usize = 8;

/// The turns that would have changed, the gravest change first, and then the sums.
pub fn render_replay(report: &ReplayReport) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_all(&mut out, report);
    out
}

fn write_all(out: &mut String, report: &ReplayReport) -> Result {
    for with in &report.with {
        writeln!(out, "with {with}")?;
    }
    if !report.with.is_empty() {
        writeln!(out)?;
    }
    for change in Change::ALL {
        section(out, report, change)?;
    }
    if !report.turns.is_empty() {
        outcomes(out, report)?;
        writeln!(out)?;
        figures_table(out, &report.figures)?;
        writeln!(out)?;
    }
    for left_out in &report.left_out {
        writeln!(
            out,
            "left out, {}: {}",
            counted(left_out.turns, "turn"),
            left_out.reason
        )?;
    }
    if report.pages_redacted > 0 {
        writeln!(
            out,
            "{} saw a page that is stored without its personal data; {} of them would have changed, perhaps because of that",
            counted(report.pages_redacted, "turn"),
            report.pages_redacted_changed
        )?;
    }
    writeln!(out, "{}", verdict(report))
}

fn verdict(report: &ReplayReport) -> String {
    let turns = counted(report.turns.len(), "turn");
    let of = format!("Of {turns} in {}", counted(report.conversations, "conversation"));
    match (report.turns.len(), report.changed()) {
        (0, _) => "There was no turn to take again.".to_owned(),
        (_, 0) => format!("{of} nothing would have changed."),
        (_, changed) => format!("{of} {changed} would have changed; {} would not.", report.unchanged),
    }
}

fn section(out: &mut String, report: &ReplayReport, change: Change) -> Result {
    let turns: Vec<&Replayed> = report.turns.iter().filter(|t| t.change == Some(change)).collect();
    if turns.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}: {}", title(change), counted(turns.len(), "turn"))?;
    let mut between = None;
    for turn in turns.iter().take(MOST_SHOWN) {
        let outcomes = (turn.before.outcome, turn.after.outcome);
        if change == Change::Outcome && between.replace(outcomes) != Some(outcomes) {
            writeln!(out, " {} → {}", word(outcomes.0), word(outcomes.1))?;
        }
        shown(out, turn)?;
    }
    if let Some(more @ 1..) = turns.len().checked_sub(MOST_SHOWN) {
        writeln!(out, "  and {more} more, all in the JSON")?;
    }
    writeln!(out)
}

fn title(change: Change) -> String {
    match change {
        Change::Outcome => "Another outcome".to_owned(),
        Change::Reason => "The same outcome for another reason".to_owned(),
        Change::Citations => "Other articles or another guide".to_owned(),
        Change::Words => "Other words".to_owned(),
        Change::Confidence => format!("Another confidence, by more than {NOTABLE}"),
    }
}

fn shown(out: &mut String, turn: &Replayed) -> Result {
    let id: Vec<char> = turn.conversation.as_str().chars().collect();
    let id: String = id[id.len().saturating_sub(ID_CHARACTERS)..].iter().collect();
    let time = turn.at.strftime("%Y-%m-%d %H:%M:%S");
    writeln!(out, "  {time}  …{id}  “{}”", shortened(&turn.message))?;
    let (before, after) = (&turn.before, &turn.after);
    writeln!(out, "    {} → {}", decided(before), decided(after))?;
    let (rested, rests) = (rests_on(before), rests_on(after));
    match rested == rests {
        true => writeln!(out, "    on {rests}")?,
        false => writeln!(out, "    on {rested} → {rests}")?,
    }
    if turn.change == Some(Change::Words) {
        writeln!(out, "    “{}”", shortened(&before.reply))?;
        writeln!(out, "    “{}”", shortened(&after.reply))?;
    }
    Ok(())
}

fn decided(said: &Said) -> String {
    format!("{} ({}, {:.2})", word(said.outcome), word(said.reason), said.confidence)
}

fn rests_on(said: &Said) -> String {
    let articles = said.articles.iter().map(ToString::to_string);
    let guide = said.guide.as_ref();
    let guide = guide.map(|(id, step)| format!("guide {id} from step {step}"));
    let all: Vec<String> = guide.into_iter().chain(articles).collect();
    match all.is_empty() {
        true => "nothing".to_owned(),
        false => all.join(", "),
    }
}

fn outcomes(out: &mut String, report: &ReplayReport) -> Result {
    let cell = |before: Outcome, after: Outcome| {
        let found = report.outcomes.iter().find(|c| (c.before, c.after) == (before, after));
        found.map_or(0, |c| c.turns)
    };
    let heads: String = OUTCOMES.iter().map(|o| format!("  {:>8}", word(*o))).collect();
    writeln!(out, "{:<14}{heads}  {:>8}", "before / after", "all")?;
    for before in OUTCOMES {
        let cells = OUTCOMES.map(|after| cell(before, after));
        row(out, &word(before), &cells)?;
    }
    row(
        out,
        "all",
        &OUTCOMES.map(|after| OUTCOMES.iter().map(|b| cell(*b, after)).sum()),
    )
}

fn row(out: &mut String, name: &str, cells: &[usize]) -> Result {
    let shown: String = cells.iter().map(|n| format!("  {n:>8}")).collect();
    writeln!(out, "{name:<14}{shown}  {:>8}", cells.iter().sum::<usize>())
}

fn counted(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
