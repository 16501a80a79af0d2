//! The metrics of a suite with their intervals, and beside them those of the baseline.

use super::figures::{figure, interval, thousands};
use super::html::Html;
use super::intervals;
use super::names::{Written, about, in_order};
use crate::figure::Better;
use crate::metric::{Metric, Metrics};

/// A row a metric.
pub(super) fn write(html: &mut Html, metrics: &Metrics, before: Option<&Metrics>) {
    html.inside("div", &[("class", "wide")], |html| {
        html.inside("table", &[("class", "metrics")], |html| {
            html.raw("<thead><tr><th>Metric</th><th class=\"n\">Value</th><th class=\"n\">95 % interval</th>");
            html.raw("<th class=\"scale\"><span>0</span><span>½</span><span>1</span></th>");
            if before.is_some() {
                html.raw("<th class=\"n\">Before</th><th class=\"n\">95 % interval</th>");
            }
            html.raw("<th class=\"n\">Cases</th></tr></thead>");
            html.inside("tbody", &[], |html| {
                for (name, metric) in in_order(metrics) {
                    html.inside("tr", &[], |html| row(html, name, &metric, before));
                }
            });
        });
    });
}

fn row(html: &mut Html, name: &str, metric: &Metric, before: Option<&Metrics>) {
    let about = about(name);
    html.inside("th", &[("scope", "row")], |html| {
        html.element("code", &[], name);
        let lower = if about.better == Better::Lower {
            " (less is better)"
        } else {
            ""
        };
        html.element("small", &[], &format!("{}{lower}", about.says));
    });
    html.element("td", &[("class", "n strong")], &figure(metric.value, about.written));
    html.element("td", &[("class", "n")], &interval(metric, about.written));
    let was = before.and_then(|b| b.get(name));
    html.inside("td", &[("class", "scale")], |html| {
        if about.written != Written::Count {
            let says = format!(
                "{} ({})",
                figure(metric.value, about.written),
                interval(metric, about.written)
            );
            intervals::draw(html, metric, was.as_ref(), 1.0, about.better == Better::Lower, &says);
        }
    });
    if before.is_some() {
        html.element(
            "td",
            &[("class", "n")],
            &was.map_or("–".to_owned(), |m| figure(m.value, about.written)),
        );
        html.element(
            "td",
            &[("class", "n")],
            &was.map_or(String::new(), |m| interval(&m, about.written)),
        );
    }
    html.element("td", &[("class", "n")], &thousands(metric.n));
}
