//! A suite's part of the page.

use super::changes::Changes;
use super::confusion;
use super::figures::{beginning, counted, thousands};
use super::html::Html;
use super::loudest::Averages;
use super::reliability;
use super::risk::Risk;
use super::scored::Scored;
use super::speaks::Speaks;
use super::summary::{Verdict, sentences};
use super::{table, topics};
use crate::results::{SuiteResult, TurnResult};

/// Notes and lines left out that are listed.
const NOTES: usize = 20;
/// Characters of one.
const NOTE: usize = 600;

/// A suite with what its part of the page needs.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    /// Its place on the page, from 1.
    pub place: usize,
    pub name: &'a str,
    pub suite: &'a SuiteResult,
    /// The same suite in the baseline.
    pub before: Option<&'a SuiteResult>,
    /// There is a baseline.
    pub compared: bool,
    pub budget: f64,
    /// The most cases of a list.
    pub most: usize,
}

impl Section<'_> {
    /// The id of a part of it; that of the whole is nameless.
    pub fn anchor(&self, part: &str) -> String {
        let slug: String = self
            .name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        let dash = if part.is_empty() { "" } else { "-" };
        format!("s{}-{slug}{dash}{part}", self.place)
    }

    /// All of it.
    pub fn write(&self, html: &mut Html) {
        let averages = Averages::of(self.suite);
        html.inside("section", &[("class", "suite")], |html| {
            self.headline(html);
            self.measured(html);
            if !self.suite.cases.is_empty() {
                self.charts(html);
                self.sorted(html);
                self.lists(html, &averages);
                self.changes(html, &averages);
            }
            self.notes(html);
        });
    }

    /// A part under a heading.
    pub fn part(&self, html: &mut Html, part: &'static str, title: &str, content: impl FnOnce(&mut Html)) {
        let id = self.anchor(part);
        html.inside("section", &[("class", part)], |html| {
            heading(html, "h3", &id, title);
            content(html);
        });
    }

    fn headline(&self, html: &mut Html) {
        heading(html, "h2", &self.anchor(""), self.name);
        let split = if self.suite.split.is_empty() {
            String::new()
        } else {
            format!(" · {}", self.suite.split)
        };
        let line = format!(
            "{}{split} · {}",
            self.suite.kind,
            counted(self.suite.cases.len(), "case")
        );
        html.inside("p", &[("class", "dim")], |html| {
            html.text(&line);
            html.text(" ");
            Verdict::of(self.suite, self.budget).write(html, self.budget);
        });
        html.element("p", &[("class", "lead")], &sentences(self.suite));
        if let Some(before) = self.before {
            html.element("p", &[], &Changes::between(before, self.suite).summary());
        } else if self.compared {
            html.element("p", &[("class", "dim")], "The baseline does not hold this suite.");
        }
    }

    fn measured(&self, html: &mut Html) {
        if self.suite.metrics.iter().next().is_some() {
            self.part(html, "metrics", "Metrics", |html| {
                table::write(html, &self.suite.metrics, self.before.map(|b| &b.metrics));
            });
        }
    }

    fn charts(&self, html: &mut Html) {
        let scored = Scored::of(self.suite);
        if scored.is_empty() {
            return;
        }
        html.inside("div", &[("class", "pair")], |html| {
            self.part(html, "reliability", "Does confidence mean what it says?", |html| {
                reliability::write(html, &scored, Speaks::in_kind(&self.suite.kind));
            });
            if matches!(self.suite.kind.as_str(), "resolve" | "read") {
                self.part(html, "risk", "What answering more costs", |html| {
                    let thresholds = self.suite.thresholds.as_ref();
                    Risk::of(&scored, self.suite.cases.len(), thresholds).write(html, self.budget);
                });
            }
        });
    }

    fn sorted(&self, html: &mut Html) {
        let turns: Vec<&TurnResult> = self.suite.cases.iter().filter_map(|c| c.turn.as_deref()).collect();
        if !turns.is_empty() {
            self.part(html, "outcomes", "Outcomes expected and got", |html| {
                confusion::write(html, &turns)
            });
        }
        let topics = topics::by_topic(self.suite);
        if !topics.is_empty() {
            self.part(html, "topics", "By topic", |html| {
                topics::write(html, "Topic", &topics, true)
            });
        }
        let tags = topics::by_tag(self.suite);
        if !tags.is_empty() {
            self.part(html, "tags", "By tag", |html| {
                topics::write(html, "Tag", &tags, !turns.is_empty())
            });
        }
    }

    fn changes(&self, html: &mut Html, averages: &Averages) {
        if let Some(before) = self.before {
            self.part(html, "changes", "Since the baseline", |html| {
                Changes::between(before, self.suite).write(html, averages, self.most);
            });
        }
    }

    fn notes(&self, html: &mut Html) {
        let (notes, problems) = (&self.suite.notes, &self.suite.problems);
        if notes.is_empty() && problems.is_empty() {
            return;
        }
        self.part(html, "notes", "Notes", |html| {
            listed(html, notes, "");
            listed(html, problems, "left out: ");
        });
    }
}

fn listed(html: &mut Html, texts: &[String], before: &str) {
    if texts.is_empty() {
        return;
    }
    html.inside("ul", &[], |html| {
        for text in texts.iter().take(NOTES) {
            html.element("li", &[], &format!("{before}{}", beginning(text, NOTE)));
        }
        if texts.len() > NOTES {
            html.element(
                "li",
                &[],
                &format!("{} more are in the results.", thousands(texts.len() - NOTES)),
            );
        }
    });
}

/// A heading that is a link to itself.
fn heading(html: &mut Html, tag: &'static str, id: &str, text: &str) {
    html.inside(tag, &[("id", id)], |html| {
        html.element("a", &[("class", "anchor"), ("href", &format!("#{id}"))], text);
    });
}
