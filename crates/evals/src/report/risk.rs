//! What answering more costs: the share of wrong answers against the share answered, surest first.

use super::axis::Axis;
use super::chart::{Anchor, Field, dot, label, line, svg};
use super::figures::{counted, percent, round_percent};
use super::html::Html;
use super::scored::{Scored, hangs_on_threshold, is_given};
use super::used::Used;
use crate::metric::{Metric, share};
use crate::statistics::coverage_at;
use crate::thresholds::ThresholdsUsed;

/// The curve starts where so many are answered: before, it says nothing.
const LEAST: usize = 10;
/// Points of the curve.
const POINTS: usize = 160;
/// From this share answered on, the band has its place in the chart.
const SHOWN_FROM: f64 = 0.1;

const SIZE: (f64, f64) = (460.0, 420.0);

/// The curve of a suite.
pub(super) struct Risk<'a> {
    /// Cases that an answer could be given to, surest first.
    movable: Vec<Scored<'a>>,
    /// All cases of the suite.
    cases: usize,
    points: Vec<Point>,
    used: Option<Used<'a>>,
}

/// What comes of answering the surest so many.
struct Point {
    answered: usize,
    wrong: Metric,
}

impl<'a> Risk<'a> {
    /// `scored` is surest first.
    pub fn of(scored: &[Scored<'a>], cases: usize, thresholds: Option<&'a ThresholdsUsed>) -> Self {
        let may_move = |s: &&Scored<'_>| s.turn.is_none_or(|t| hangs_on_threshold(t) || is_given(t));
        let movable: Vec<Scored<'a>> = scored.iter().filter(may_move).copied().collect();
        let used = Used::of(&movable, thresholds);
        let kept = |answered: &usize| used.as_ref().is_some_and(|u| u.answered == *answered);
        let mut ends = Vec::new();
        for tied in movable.chunk_by(|a, b| a.confidence == b.confidence) {
            ends.push(ends.last().copied().unwrap_or(0) + tied.len());
        }
        let every = (movable.len() / POINTS).max(1);
        let mut last = 0;
        ends.retain(|end| {
            let keep = *end >= LEAST && (*end >= last + every || *end == movable.len() || kept(end));
            if keep {
                last = *end;
            }
            keep
        });
        let point = |answered: usize| {
            let wrong = share(movable[..answered].iter().map(Scored::counts_wrong))?;
            Some(Point { answered, wrong })
        };
        Self {
            points: ends.into_iter().filter_map(point).collect(),
            used,
            movable,
            cases,
        }
    }

    fn coverage(&self, answered: usize) -> f64 {
        answered as f64 / self.cases.max(1) as f64
    }

    /// The curve with the threshold in use and the budget, and what they say.
    pub fn write(&self, html: &mut Html, budget: f64) {
        if self.points.len() < 2 {
            let few = format!(
                "{} that could be answered by confidence: too few for a curve.",
                counted(self.movable.len(), "case")
            );
            return html.element("p", &[], &few);
        }
        let says = self.hindsight(budget);
        html.inside("figure", &[], |html| {
            svg(html, "chart", SIZE, &says, |html| self.draw(html, budget));
            html.inside("figcaption", &[], |html| {
                html.element("strong", &[], &says);
                html.text(" ");
                html.text(&self.explained());
            });
        });
    }

    fn draw(&self, html: &mut Html, budget: f64) {
        let shown = self.points.iter().filter(|p| self.coverage(p.answered) >= SHOWN_FROM);
        let most = shown.map(|p| p.wrong.high).fold(2.0 * budget, f64::max).min(1.0);
        let field = Field {
            x: Axis {
                values: (0.0, 1.0),
                pixels: (62.0, 450.0),
            },
            y: Axis {
                values: (0.0, most * 1.05),
                pixels: (380.0, 12.0),
            },
        };
        field.upright(html, 6, round_percent, "wrong among those answered");
        field.level(html, 5, round_percent, "share of all cases answered, surest first");
        let x = |p: &Point| self.coverage(p.answered);
        let band: Vec<_> = self.points.iter().map(|p| (x(p), p.wrong.low, p.wrong.high)).collect();
        field.band(html, "band", &band);
        let curve: Vec<_> = self.points.iter().map(|p| (x(p), p.wrong.value)).collect();
        field.curve(html, "curve", &curve);
        let y = field.y.at(budget);
        line(html, "budget", (field.x.pixels.0, y), (field.x.pixels.1, y));
        let text = format!("budget {}", round_percent(budget));
        label(html, "budget", (field.x.pixels.1, y - 5.0), Anchor::End, &text);
        if let Some(used) = &self.used {
            self.mark(html, &field, used);
        }
    }

    fn mark(&self, html: &mut Html, field: &Field, used: &Used<'_>) {
        let Some(wrong) = &used.wrong else { return };
        let at = field.at((self.coverage(used.answered), wrong.value));
        line(html, "threshold", (at.0, field.y.pixels.0), (at.0, field.y.pixels.1));
        let name = used.name();
        let (anchor, aside) = if at.0 > 290.0 {
            (Anchor::End, -7.0)
        } else {
            (Anchor::Start, 7.0)
        };
        let result = format!(
            "{} answered, {} wrong",
            percent(self.coverage(used.answered)),
            percent(wrong.value)
        );
        label(html, "mark", (at.0 + aside, field.y.pixels.1 + 12.0), anchor, &name);
        label(html, "mark", (at.0 + aside, field.y.pixels.1 + 27.0), anchor, &result);
        dot(html, "mark", at, 5.5, &result);
    }

    /// What could be answered within the budget, had one known which threshold to choose.
    fn hindsight(&self, budget: f64) -> String {
        let pairs: Vec<(f64, bool)> = self.movable.iter().map(|s| (s.confidence, s.right)).collect();
        let coverage = coverage_at(&pairs, self.cases, budget);
        format!(
            "With hindsight, {} of all cases can be answered with at most {} wrong.",
            percent(coverage),
            round_percent(budget)
        )
    }

    fn explained(&self) -> String {
        let held = self.cases.saturating_sub(self.movable.len());
        let mut text =
            "The line: the share of wrong ones when the surest are answered first; the band: its 95 % interval."
                .to_owned();
        if held > 0 {
            text += &format!(
                " {} never answered, whatever the threshold: a rule sends them to a person, two readings are too close, or there is nothing to propose.",
                if held == 1 {
                    "1 case is".to_owned()
                } else {
                    format!("{} are", counted(held, "case"))
                }
            );
        }
        if let Some(used) = &self.used {
            text += &used.in_words();
        }
        text
    }
}
