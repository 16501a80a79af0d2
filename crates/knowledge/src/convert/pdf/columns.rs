//! Reading order: where running text stands in columns, one column after the other.

use super::rows::{Piece, Row};

/// How often a region is split: four columns at most.
const MAX_SPLITS: usize = 2;

/// The fewest rows that make a column of running text.
const FEWEST: usize = 5;

/// The regions of a page in the order in which people read them.
pub(super) fn regions(rows: Vec<Row>) -> Vec<Vec<Row>> {
    split(rows, 0)
}

fn split(rows: Vec<Row>, depth: usize) -> Vec<Vec<Row>> {
    let gutter = if depth < MAX_SPLITS { gutter(&rows) } else { None };
    let Some(gutter) = gutter else { return vec![rows] };
    let mut regions = Vec::new();
    let mut whole: Vec<Row> = Vec::new();
    let mut band: Vec<Row> = Vec::new();
    let mut close = |band: &mut Vec<Row>, whole: &mut Vec<Row>| {
        let rows = std::mem::take(band);
        match halves(&rows, gutter) {
            Some((left, right)) => {
                if !whole.is_empty() {
                    regions.push(std::mem::take(whole));
                }
                regions.extend(split(left, depth + 1));
                regions.extend(split(right, depth + 1));
            }
            None => whole.extend(rows),
        }
    };
    for row in rows {
        if crosses(&row, gutter) {
            close(&mut band, &mut whole);
            whole.push(row);
        } else {
            band.push(row);
        }
    }
    close(&mut band, &mut whole);
    if !whole.is_empty() {
        regions.push(whole);
    }
    regions
}

/// The emptiest upright line in the middle of the rows, where it is empty enough.
fn gutter(rows: &[Row]) -> Option<f64> {
    let left = rows.iter().map(Row::left).fold(f64::INFINITY, f64::min);
    let right = rows.iter().map(Row::right).fold(0.0, f64::max);
    if rows.len() < FEWEST || right - left < 150.0 {
        return None;
    }
    let at = |n: u32| left + (right - left) * (0.25 + 0.5 * f64::from(n) / 100.0);
    let crossings = |x: f64| rows.iter().filter(|r| crosses(r, x)).count();
    let counts: Vec<(usize, f64)> = (0..=100).map(at).map(|x| (crossings(x), x)).collect();
    let least = counts.iter().map(|(c, _)| *c).min()?;
    // The middle of the widest run of lines that are as empty as that.
    let (mut best, mut run): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    for (count, x) in counts {
        if count == least {
            run.push(x);
        } else {
            run.clear();
        }
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    let middle = best.get(best.len() / 2).copied();
    middle.filter(|_| least * 2 <= rows.len())
}

fn crosses(row: &Row, x: f64) -> bool {
    row.pieces.iter().any(|p| p.left < x && p.right > x)
}

/// A band's two sides, where both are running text and not the columns of a table.
fn halves(rows: &[Row], gutter: f64) -> Option<(Vec<Row>, Vec<Row>)> {
    let side = |keep: &dyn Fn(&Piece) -> bool| -> Vec<Row> {
        let part = |row: &Row| Row::of(row.pieces.iter().filter(|p| keep(p)).cloned().collect());
        rows.iter().filter_map(part).collect()
    };
    let (left, right) = (side(&|p| p.right <= gutter), side(&|p| p.left >= gutter));
    let columns = is_prose(&left) && is_prose(&right) || stand_apart(&left, &right);
    columns.then_some((left, right))
}

/// True where the two sides say something and hardly a row of one stands on a line of the other, as cells would.
fn stand_apart(left: &[Row], right: &[Row]) -> bool {
    let fewer = left.len().min(right.len());
    let shared = left
        .iter()
        .filter(|l| right.iter().any(|r| (r.base - l.base).abs() < 0.5))
        .count();
    let says = |rows: &[Row]| rows.iter().map(|r| r.text().chars().count()).sum::<usize>() >= rows.len() * 15;
    fewer >= FEWEST && shared * 3 <= fewer && says(left) && says(right)
}

/// True where most rows go on to the region's edge and say something.
fn is_prose(rows: &[Row]) -> bool {
    let left = rows.iter().map(Row::left).fold(f64::INFINITY, f64::min);
    let right = rows.iter().map(Row::right).fold(0.0, f64::max);
    let full = rows
        .iter()
        .filter(|r| r.right() - r.left() > 0.7 * (right - left))
        .count();
    let chars: usize = rows.iter().map(|r| r.text().chars().count()).sum();
    rows.len() >= FEWEST && full * 2 >= rows.len() && chars >= rows.len() * 22
}
