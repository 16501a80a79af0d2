//! The page around the suites.

use super::html::Html;
use super::suite::Section;
use super::{Report, drift, overview};

const STYLE: &str = include_str!("style.css");

/// Cases that the lists of all suites hold together, and the most and least of one list.
const LISTED: usize = 160;
const MOST: usize = 25;
const LEAST: usize = 3;

/// The whole page.
pub(super) fn write(report: &Report<'_>) -> String {
    let suites = report.results.suites.len();
    let most = (LISTED / suites.max(1)).clamp(LEAST, MOST);
    let sections: Vec<Section<'_>> = report
        .results
        .suites
        .iter()
        .enumerate()
        .map(|(at, (name, suite))| Section {
            place: at + 1,
            name,
            suite,
            before: report.baseline.and_then(|(results, _)| results.suites.get(name)),
            compared: report.baseline.is_some(),
            budget: report.budget,
            most,
        })
        .collect();
    let mut html = Html::default();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">");
    head(&mut html, report);
    html.inside("body", &[], |html| {
        html.inside("header", &[], |html| top(html, report));
        html.inside("main", &[], |html| {
            if let Some(report) = report.drift {
                drift::write(html, report);
            }
            if sections.len() > 1 {
                overview::write(html, &sections);
            }
            sections.iter().for_each(|section| section.write(html));
        });
        html.inside("footer", &[], foot);
    });
    html.raw("</html>\n");
    html.finish()
}

fn head(html: &mut Html, report: &Report<'_>) {
    html.inside("head", &[], |html| {
        html.raw("<meta charset=\"utf-8\">");
        html.raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        );
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">");
        html.element("title", &[], &format!("{} · Usher eval report", report.name));
        html.raw("<style>");
        html.raw(STYLE);
        html.raw("</style>");
    });
}

fn top(html: &mut Html, report: &Report<'_>) {
    html.element("p", &[("class", "kicker")], "Usher eval report");
    html.element("h1", &[], report.name);
    if let Some((_, name)) = report.baseline {
        html.element("p", &[("class", "dim")], &format!("compared with {name}"));
    }
    for failure in &report.results.failed {
        html.inside("p", &[("class", "failure")], |html| {
            html.element("b", &[], "Not measured: ");
            html.text(&super::figures::beginning(
                &format!("{}: {}", failure.suite, failure.message),
                600,
            ));
        });
    }
    if report.results.suites.is_empty() {
        html.element("p", &[("class", "lead")], "No suite was measured.");
    }
}

fn foot(html: &mut Html) {
    html.raw(
        "<p>Intervals are 95 %: Wilson score intervals for shares, widened where cases of one group stand and fall together; \
         percentile bootstrap over groups for the other figures. Topics are those that Usher understood. The results hold \
         every case; this page holds those most worth reading.</p>",
    );
}
