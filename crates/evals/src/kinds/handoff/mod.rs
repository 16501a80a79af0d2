//! `handoff`: whether a packet holds what is known, and nothing else.

mod invented;
mod known;
mod reading;
mod source;
mod wording;

use crate::case::HandoffCase;
use crate::error::EvalError;
use crate::figure::{Better, Figure, Formula, bit};
use crate::parallel;
use crate::results::{CaseResult, values};
use crate::run::{Measured, Run};
use crate::words::word;
use known::{Item, items};
use source::Knowledge;
use std::path::Path;
use usher_engine::{Outcome, Turn};

/// Takes every case as a turn and judges the packets.
pub(crate) fn measure(run: &Run<'_>, cases: &[HandoffCase], folder: &Path) -> Result<Measured, EvalError> {
    let knowledge = Knowledge::read(folder)?;
    let engine = (run.bench.over_folder)(folder).map_err(|e| run.error(e))?;
    let one = |runtime: &tokio::runtime::Runtime, case: &HandoffCase| {
        let turn = runtime.block_on(engine.respond_with(&case.input(), &run.bench.policy, &run.bench.aids));
        turn.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
            .map(|turn| case_result(case, &turn, &knowledge))
    };
    let done = |n| run.tell("cases", n, cases.len());
    done(0);
    let judged = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    Ok(Measured {
        figures: figures(),
        cases: judged.into_iter().collect::<Result<_, _>>()?,
        ..Measured::default()
    })
}

fn figures() -> Vec<Figure> {
    let (of, among) = ("present".to_owned(), "known".to_owned());
    let mut figures = vec![
        Figure::new("packet_present", Formula::Rate { of, among }),
        Figure::share("packet_invented").better(Better::Lower),
    ];
    figures.extend(FIELDS.map(Figure::share));
    figures.push(Figure::share("handed_over"));
    figures.push(Figure::new("summary_words", Formula::Median("summary_words".to_owned())).better(Better::Lower));
    figures
}

const FIELDS: [&str; 7] = [
    "packet_page",
    "packet_goal",
    "packet_tried",
    "packet_errors",
    "packet_account",
    "packet_files",
    "packet_reason",
];

fn case_result(case: &HandoffCase, turn: &Turn, knowledge: &Knowledge) -> CaseResult {
    let packet = turn.handoff.as_ref();
    let items = items(case, packet);
    let invented = packet.map(|packet| invented::invented(case, packet, knowledge));
    let present = items.iter().filter(|item| item.missing.is_empty()).count();
    let of_field = |name: &'static str| {
        let item = items.iter().find(|item| item.name == name);
        (name, item.map(|item| bit(item.missing.is_empty())))
    };
    let mut values = values(FIELDS.map(of_field));
    values.insert("present".to_owned(), present as f64);
    values.insert("known".to_owned(), items.len() as f64);
    values.insert("handed_over".to_owned(), bit(turn.outcome == Outcome::Escalate));
    if let (Some(packet), Some(invented)) = (packet, &invented) {
        values.insert("packet_invented".to_owned(), bit(!invented.is_empty()));
        let words = packet.summary.split_whitespace().count();
        values.insert("summary_words".to_owned(), words as f64);
    }
    let clean = invented.as_ref().is_some_and(Vec::is_empty);
    CaseResult {
        score: present as f64 / items.len() as f64 * bit(clean),
        explanation: explanation(turn, &items, &invented.unwrap_or_default()),
        values,
        ..CaseResult::of(&case.identity)
    }
}

fn explanation(turn: &Turn, items: &[Item], invented: &[String]) -> String {
    let Some(packet) = &turn.handoff else {
        return format!(
            "no packet: it ended with {} ({})",
            word(turn.outcome),
            word(turn.reason)
        );
    };
    let missing = items.iter().filter(|item| !item.missing.is_empty());
    let missing: Vec<String> = missing
        .map(|i| format!("{}: “{}”", i.name, i.missing.join("”, “")))
        .collect();
    let mut said = match missing.as_slice() {
        [] => format!("all {} known are there", items.len()),
        missing => format!("missing {}", missing.join("; ")),
    };
    if !invented.is_empty() {
        said.push_str(&format!("; invented: {}", invented.join("; ")));
    }
    format!("{said}; summary: {}", packet.summary)
}
