//! What a document's type tells: which size is running text, how far its lines are apart, what is a heading.

use super::rows::Row;
use std::collections::HashMap;

/// The longest heading, in characters.
const MAX_HEADING: usize = 160;

/// The type of a document.
pub(super) struct Style {
    body: f64,
    /// Distance between lines of a paragraph, in sizes.
    leading: f64,
    /// Sizes of headings, largest first.
    sizes: Vec<f64>,
    /// Characters that are not of a typewriter's font.
    prose: usize,
}

impl Style {
    pub fn of(regions: &[Vec<Row>]) -> Self {
        let mut chars: HashMap<i64, usize> = HashMap::new();
        let mut prose = 0;
        for row in regions.iter().flatten().filter(|r| !r.is_mono()) {
            let count = row.text().chars().count();
            prose += count;
            *chars.entry(fine(row.size)).or_default() += count;
        }
        let body = chars
            .iter()
            .max_by_key(|(size, count)| (**count, **size))
            .map_or(10.0, |(s, _)| *s as f64 / 10.0);
        let mut style = Self {
            body,
            leading: leading(regions, body),
            sizes: Vec::new(),
            prose,
        };
        let mut sizes: Vec<i64> = Vec::new();
        for region in regions {
            let mut above: Option<f64> = None;
            for (at, row) in region.iter().enumerate() {
                let gap = above.map(|a| row.base - a);
                if style.is_heading(row, gap, region.get(at + 1), false) && !sizes.contains(&key(row.size)) {
                    sizes.push(key(row.size));
                }
                above = Some(row.base);
            }
        }
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        style.sizes = sizes.into_iter().map(|s| s as f64 / 2.0).collect();
        style
    }

    /// False where all is in a typewriter's font, which then says nothing.
    pub fn has_prose(&self) -> bool {
        self.prose > 0
    }

    /// The largest distance between two lines of a paragraph of a size.
    pub fn line_gap(&self, size: f64) -> f64 {
        self.leading * size * 1.22
    }

    /// The level of a heading; nothing for other rows.
    pub fn heading(&self, row: &Row, gap: Option<f64>, next: Option<&Row>, marked: bool) -> Option<u8> {
        if !self.is_heading(row, gap, next, marked) {
            return None;
        }
        let size = key(row.size) as f64 / 2.0;
        let level = self.sizes.iter().position(|s| *s <= size).unwrap_or(self.sizes.len());
        Some((level + 1).min(6) as u8)
    }

    fn is_heading(&self, row: &Row, gap: Option<f64>, next: Option<&Row>, marked: bool) -> bool {
        let text = row.text();
        let count = text.chars().count();
        if count > MAX_HEADING || !text.chars().any(char::is_alphabetic) || row.is_mono() {
            return false;
        }
        if row.size >= self.body * 1.15 {
            return true;
        }
        let apart = gap.is_none_or(|g| g > self.line_gap(row.size));
        // A bold line that goes on in the next is emphasis; one that a full stop ends is a sentence.
        let goes_on = next.is_some_and(|n| n.is_bold() && n.base - row.base <= self.line_gap(row.size));
        let ends = text.ends_with(['.', ',', ';', ':']);
        row.is_bold() && row.size >= self.body * 0.94 && apart && !goes_on && !ends && !marked && row.pieces.len() == 1
    }
}

fn fine(size: f64) -> i64 {
    (size * 10.0).round() as i64
}

fn key(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// The distance between lines of running text, in its size: the smallest that is not rare, since a text of many short
/// paragraphs has more space between them than within.
fn leading(regions: &[Vec<Row>], body: f64) -> f64 {
    let mut steps: HashMap<i64, usize> = HashMap::new();
    for region in regions {
        for pair in region.windows(2) {
            let [above, below] = pair else { continue };
            let alike = (above.size - body).abs() < 0.5 && (below.size - body).abs() < 0.5;
            let step = below.base - above.base;
            if alike && step > 0.8 * body && step < 3.0 * body {
                *steps.entry((step * 4.0).round() as i64).or_default() += 1;
            }
        }
    }
    let most = steps.values().max().copied().unwrap_or(0);
    let smallest = steps
        .iter()
        .filter(|(_, count)| **count * 6 >= most)
        .map(|(step, _)| *step)
        .min();
    smallest.map_or(1.25, |step| (step as f64 / 4.0 / body).clamp(1.0, 2.2))
}
