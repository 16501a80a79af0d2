//! The table of contents, which is a summary of the suites.

use super::figures::{figure, interval, thousands};
use super::html::Html;
use super::names::about;
use super::suite::Section;
use super::summary::Verdict;

/// A row a suite.
pub(super) fn write(html: &mut Html, sections: &[Section<'_>]) {
    html.inside("nav", &[("class", "wide"), ("aria-label", "Suites")], |html| {
        html.inside("table", &[], |html| {
            html.raw("<thead><tr><th>Suite</th><th>Kind</th><th class=\"n\">Cases</th><th>Main figure</th>");
            html.raw("<th class=\"n\">Value</th><th class=\"n\">95 % interval</th><th>Answers</th></tr></thead>");
            html.inside("tbody", &[], |html| {
                for section in sections {
                    html.inside("tr", &[], |html| row(html, section));
                }
            });
        });
    });
}

fn row(html: &mut Html, section: &Section<'_>) {
    let suite = section.suite;
    html.inside("th", &[("scope", "row")], |html| {
        html.element("a", &[("href", &format!("#{}", section.anchor("")))], section.name);
    });
    html.element("td", &[], &suite.kind);
    html.element("td", &[("class", "n")], &thousands(suite.cases.len()));
    match suite
        .metrics
        .iter()
        .find(|(name, _)| *name == headline(&suite.kind))
        .or_else(|| suite.metrics.iter().next())
    {
        Some((name, metric)) => {
            let written = about(name).written;
            html.inside("td", &[], |html| html.element("code", &[], name));
            html.element("td", &[("class", "n strong")], &figure(metric.value, written));
            html.element("td", &[("class", "n")], &interval(&metric, written));
        }
        None => html.raw("<td>–</td><td></td><td></td>"),
    }
    html.inside("td", &[], |html| {
        Verdict::of(suite, section.budget).write(html, section.budget)
    });
}

/// The figure that a kind is known by.
fn headline(kind: &str) -> &'static str {
    match kind {
        "resolve" => "outcome_accuracy",
        "read" => "sentence_hit",
        "classify" => "accuracy",
        "retrieve" => "ndcg_at_10",
        "pii" => "recall",
        "handoff" => "packet_present",
        "simulate" => "resolved",
        _ => "auroc",
    }
}
