//! Drawing: axes with round ticks, lines, bands and points as SVG that takes its colours from the page's style.

use super::axis::Axis;
use super::html::Html;

/// Where a text stands against its point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A drawing of so many pixels; `says` is what it shows, for those who do not see it.
pub(super) fn svg(html: &mut Html, class: &'static str, size: (f64, f64), says: &str, draw: impl FnOnce(&mut Html)) {
    let view = format!("0 0 {} {}", size.0, size.1);
    let attributes = [
        ("class", class),
        ("viewBox", view.as_str()),
        ("role", "img"),
        ("aria-label", says),
    ];
    html.inside("svg", &attributes, draw);
}

/// A text at a pixel.
pub(super) fn label(html: &mut Html, class: &'static str, at: (f64, f64), anchor: Anchor, text: &str) {
    let attributes = [
        ("class", class),
        ("x", &px(at.0)),
        ("y", &px(at.1)),
        ("text-anchor", anchor.name()),
    ];
    html.element("text", &attributes, text);
}

/// A line between two pixels.
pub(super) fn line(html: &mut Html, class: &'static str, from: (f64, f64), to: (f64, f64)) {
    let attributes = [
        ("class", class),
        ("x1", &*px(from.0)),
        ("y1", &px(from.1)),
        ("x2", &px(to.0)),
        ("y2", &px(to.1)),
    ];
    html.empty("line", &attributes);
}

/// A dot at a pixel, which says something when pointed at.
pub(super) fn dot(html: &mut Html, class: &'static str, at: (f64, f64), radius: f64, says: &str) {
    let attributes = [
        ("class", class),
        ("cx", &*px(at.0)),
        ("cy", &px(at.1)),
        ("r", &px(radius)),
    ];
    html.inside("circle", &attributes, |html| html.element("title", &[], says));
}

/// A box between two pixels, which says something when pointed at.
pub(super) fn bar(html: &mut Html, class: &'static str, from: (f64, f64), to: (f64, f64), says: &str) {
    let attributes = [
        ("class", class),
        ("x", &*px(from.0.min(to.0))),
        ("y", &px(from.1.min(to.1))),
        ("width", &px((to.0 - from.0).abs())),
        ("height", &px((to.1 - from.1).abs())),
    ];
    html.inside("rect", &attributes, |html| {
        if !says.is_empty() {
            html.element("title", &[], says);
        }
    });
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// A field between two axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub x: Axis,
    pub y: Axis,
}

impl Field {
    /// The pixel of a pair of values.
    pub fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x.at(x), self.y.at(y))
    }

    /// Lines across at the ticks of the upright axis, with their texts and the axis's title.
    pub fn upright(&self, html: &mut Html, about: usize, write: impl Fn(f64) -> String, title: &str) {
        let (left, right) = self.x.pixels;
        for tick in self.y.ticks(about) {
            let y = self.y.at(tick);
            line(html, "grid", (left, y), (right, y));
            label(html, "tick", (left - 6.0, y + 4.0), Anchor::End, &write(tick));
        }
        let (x, y) = (left - 48.0, f64::midpoint(self.y.pixels.0, self.y.pixels.1));
        let turned = format!("translate({x:.1} {y:.1}) rotate(-90)");
        let attributes = [("class", "title"), ("transform", &*turned), ("text-anchor", "middle")];
        html.element("text", &attributes, title);
    }

    /// The ticks of the level axis below, with their texts and the axis's title.
    pub fn level(&self, html: &mut Html, about: usize, write: impl Fn(f64) -> String, title: &str) {
        let bottom = self.y.pixels.0;
        line(html, "axis", (self.x.pixels.0, bottom), (self.x.pixels.1, bottom));
        for tick in self.x.ticks(about) {
            let x = self.x.at(tick);
            line(html, "axis", (x, bottom), (x, bottom + 4.0));
            label(html, "tick", (x, bottom + 17.0), Anchor::Middle, &write(tick));
        }
        let middle = f64::midpoint(self.x.pixels.0, self.x.pixels.1);
        label(html, "title", (middle, bottom + 37.0), Anchor::Middle, title);
    }

    /// A line through points.
    pub fn curve(&self, html: &mut Html, class: &'static str, points: &[(f64, f64)]) {
        html.empty(
            "polyline",
            &[("class", class), ("points", &self.path(points.iter().copied()))],
        );
    }

    /// An area from low to high along x.
    pub fn band(&self, html: &mut Html, class: &'static str, band: &[(f64, f64, f64)]) {
        let there = band.iter().map(|(x, low, _)| (*x, *low));
        let back = band.iter().rev().map(|(x, _, high)| (*x, *high));
        html.empty(
            "polygon",
            &[("class", class), ("points", &self.path(there.chain(back)))],
        );
    }

    fn path(&self, points: impl Iterator<Item = (f64, f64)>) -> String {
        let pairs: Vec<String> = points
            .map(|p| self.at(p))
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        pairs.join(" ")
    }
}
