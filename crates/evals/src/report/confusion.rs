//! Which outcome was expected and which there was.

use super::figures::{percent, thousands};
use super::html::Html;
use crate::results::TurnResult;
use std::collections::{BTreeMap, BTreeSet};

/// The outcomes in the order in which a reader thinks of them; others come after.
const ORDER: [&str; 4] = ["answer", "guide", "clarify", "escalate"];

/// A table with a row an outcome expected and a column an outcome that there was.
pub(super) fn write(html: &mut Html, turns: &[&TurnResult]) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    let mut outcomes: BTreeSet<(usize, &str)> = BTreeSet::new();
    let place = |word: &str| ORDER.iter().position(|o| *o == word).unwrap_or(ORDER.len());
    for turn in turns {
        let (expected, got) = (turn.expected.as_str(), turn.outcome.as_str());
        *counts.entry((expected, got)).or_default() += 1;
        *rows.entry(expected).or_default() += 1;
        outcomes.extend([(place(expected), expected), (place(got), got)]);
    }
    let outcomes: Vec<&str> = outcomes.into_iter().map(|(_, word)| word).collect();
    html.inside("div", &[("class", "wide")], |html| {
        html.inside("table", &[("class", "matrix")], |html| {
            html.raw("<thead><tr><th>expected ↓ · got →</th>");
            outcomes
                .iter()
                .for_each(|word| html.element("th", &[("class", "n")], word));
            html.raw("<th class=\"n\">all</th></tr></thead>");
            html.inside("tbody", &[], |html| {
                for expected in outcomes.iter().filter(|o| rows.contains_key(*o)) {
                    html.inside("tr", &[], |html| {
                        html.element("th", &[("scope", "row")], expected);
                        let all = rows.get(expected).copied().unwrap_or_default();
                        for got in &outcomes {
                            let n = counts.get(&(*expected, *got)).copied().unwrap_or_default();
                            cell(html, n, all, expected == got);
                        }
                        html.element("td", &[("class", "n dim")], &thousands(all));
                    });
                }
            });
        });
    });
}

fn cell(html: &mut Html, n: usize, all: usize, agrees: bool) {
    let part = n as f64 / all.max(1) as f64;
    let class = match (n, agrees, (part * 3.0).ceil() as usize) {
        (0, ..) => "n none",
        (_, true, 1) => "n yes1",
        (_, true, 2) => "n yes2",
        (_, true, _) => "n yes3",
        (_, false, 1) => "n no1",
        (_, false, 2) => "n no2",
        (_, false, _) => "n no3",
    };
    html.inside("td", &[("class", class)], |html| {
        if n > 0 {
            html.element("b", &[], &thousands(n));
            html.element("small", &[], &percent(part));
        } else {
            html.text("·");
        }
    });
}
