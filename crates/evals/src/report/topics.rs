//! How cases went by topic and by tag.

use super::figures::{percent, thousands};
use super::html::Html;
use super::intervals;
use super::scored::is_given;
use crate::metric::share;
use crate::results::{CaseResult, SuiteResult};
use std::collections::BTreeMap;

/// Rows of a table.
const ROWS: usize = 40;

/// Cases by a word.
pub(super) type Sorted<'a> = Vec<(&'a str, Vec<&'a CaseResult>)>;

/// Cases by the topic understood; empty where no case has one.
pub(super) fn by_topic(suite: &SuiteResult) -> Sorted<'_> {
    let turns = || suite.cases.iter().filter_map(|c| Some((c, c.turn.as_ref()?)));
    if turns().all(|(_, turn)| turn.topic.is_none()) {
        return Vec::new();
    }
    sorted(turns().map(|(case, turn)| (turn.topic.as_deref().unwrap_or("no topic"), case)))
}

/// Cases by tag, one with several among each.
pub(super) fn by_tag(suite: &SuiteResult) -> Sorted<'_> {
    let tagged = |case| CaseResult::tags(case).map(move |tag| (tag, case));
    sorted(suite.cases.iter().flat_map(tagged))
}

/// Most wrong answers first; where none is given or wrong, most cases that did not go right.
fn sorted<'a>(cases: impl Iterator<Item = (&'a str, &'a CaseResult)>) -> Sorted<'a> {
    let mut by_word: BTreeMap<&str, Vec<&CaseResult>> = BTreeMap::new();
    for (word, case) in cases {
        by_word.entry(word).or_default().push(case);
    }
    let mut sorted: Sorted<'_> = by_word.into_iter().collect();
    let missed = |cases: &[&CaseResult]| cases.iter().filter(|c| c.score < 0.5).count();
    sorted.sort_by_key(|(_, cases)| {
        let wrong = cases.iter().filter(|c| c.is_wrong_answer()).count();
        std::cmp::Reverse((wrong, missed(cases), cases.len()))
    });
    sorted
}

/// A table with a row a word; with `turns` it tells what was answered.
pub(super) fn write(html: &mut Html, what: &'static str, sorted: &Sorted<'_>, turns: bool) {
    html.inside("div", &[("class", "wide")], |html| {
        html.inside("table", &[], |html| {
            html.inside("thead", &[], |html| {
                html.inside("tr", &[], |html| head(html, what, turns))
            });
            html.inside("tbody", &[], |html| {
                for (word, cases) in sorted.iter().take(ROWS) {
                    html.inside("tr", &[], |html| row(html, word, cases, turns));
                }
            });
        });
    });
    if sorted.len() > ROWS {
        html.element(
            "p",
            &[("class", "dim")],
            &format!("{} more are not shown.", sorted.len() - ROWS),
        );
    }
}

fn head(html: &mut Html, what: &'static str, turns: bool) {
    html.element("th", &[], what);
    html.raw("<th class=\"n\">Cases</th>");
    if turns {
        html.raw("<th class=\"n\">Answered</th><th class=\"n\">Wrong</th><th class=\"n\">of answered</th>");
        html.raw(
            "<th class=\"scale\"><span>0</span><span>½</span><span>1</span></th><th class=\"n\">Right, withheld</th>",
        );
    }
    html.raw("<th class=\"n\">Went right</th>");
}

fn row(html: &mut Html, word: &str, cases: &[&CaseResult], turns: bool) {
    let number = |html: &mut Html, n: usize| html.element("td", &[("class", "n")], &thousands(n));
    html.element("th", &[("scope", "row")], word);
    number(html, cases.len());
    if turns {
        let given = || cases.iter().filter(|c| c.turn.as_ref().is_some_and(|t| is_given(t)));
        let wrong = given().filter(|c| c.right == Some(false)).count();
        number(html, given().count());
        html.element(
            "td",
            &[("class", if wrong > 0 { "n bad" } else { "n" })],
            &thousands(wrong),
        );
        let part = share(given().map(|c| (c.group.as_str(), c.right == Some(false))));
        html.element(
            "td",
            &[("class", "n")],
            &part.map_or("–".to_owned(), |m| percent(m.value)),
        );
        html.inside("td", &[("class", "scale")], |html| {
            if let Some(part) = &part {
                let says = format!(
                    "{} wrong, 95 % interval {} to {}",
                    percent(part.value),
                    percent(part.low),
                    percent(part.high)
                );
                intervals::draw(html, part, None, 1.0, true, &says);
            }
        });
        number(html, cases.iter().filter(|c| c.is_right_withheld()).count());
    }
    let right = cases.iter().filter(|c| c.score >= 0.5).count();
    html.element(
        "td",
        &[("class", "n")],
        &percent(right as f64 / cases.len().max(1) as f64),
    );
}
