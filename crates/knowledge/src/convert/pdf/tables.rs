//! Tables, found by what stands below each other.

use super::rows::Row;
use crate::document::Block;

/// Columns nearer than this are one, in points.
const TOLERANCE: f64 = 2.0;

/// A table that begins with the first of these rows, and how many rows it takes.
pub(super) fn at_start(rows: &[Row]) -> Option<(Block, usize)> {
    if rows.first()?.pieces.len() < 2 {
        return None;
    }
    let (columns, length) = extent(rows);
    let run = rows.get(..length)?;
    let wide = run.iter().filter(|r| r.pieces.len() > 1).count();
    if columns.len() < 2 || wide < 2 {
        return None;
    }
    let records = records(run, &columns);
    if records.len() < 2 {
        return None;
    }
    let (header, rows) = headed(records);
    Some((Block::Table { header, rows }, length))
}

type Span = (f64, f64);

/// The columns of the table that begins here, and its rows: as long as a row fits the columns without joining two.
fn extent(rows: &[Row]) -> (Vec<Span>, usize) {
    let mut columns: Vec<Span> = Vec::new();
    let mut length = 0;
    let mut below: Option<f64> = None;
    for row in rows {
        let far = below.is_some_and(|b| row.base - b > 4.0 * row.size);
        let mut wider = columns.clone();
        row.pieces.iter().for_each(|p| add(&mut wider, (p.left, p.right)));
        let joins = wider.len() < columns.len().max(2);
        // One piece below a table's first column begins what comes after the table, unless it is a cell that goes on.
        let alone = row.pieces.len() == 1;
        let begins = columns.first().is_some_and(|c| row.left() < c.1);
        let apart = below.is_some_and(|b| row.base - b > 1.7 * row.size);
        if far || joins || alone && begins && apart || is_marked(row) || super::markers::is_contents(&row.text()) {
            break;
        }
        columns = wider;
        length += 1;
        below = Some(row.base);
    }
    // Rows with one piece at the end belong to the table where they continue a cell only.
    while length > 0
        && rows
            .get(length - 1)
            .is_some_and(|r| r.pieces.len() == 1 && columns.first().is_some_and(|c| r.left() < c.1))
    {
        length -= 1;
    }
    (columns, length)
}

/// True for an item of a list, whose marker stands apart from its words.
fn is_marked(row: &Row) -> bool {
    row.pieces.len() == 2 && row.pieces.first().is_some_and(|p| super::markers::is_marker(&p.text))
}

fn add(columns: &mut Vec<Span>, (mut left, mut right): Span) {
    columns.retain(|(l, r)| {
        let apart = *l > right + TOLERANCE || *r < left - TOLERANCE;
        if !apart {
            (left, right) = (left.min(*l), right.max(*r));
        }
        apart
    });
    columns.push((left, right));
    columns.sort_by(|a, b| a.0.total_cmp(&b.0));
}

struct Record {
    cells: Vec<String>,
    bold: bool,
}

/// Rows of the table, each of one row of text or of several.
fn records(run: &[Row], columns: &[Span]) -> Vec<Record> {
    let steps: Vec<f64> = run
        .windows(2)
        .filter_map(|w| Some(w.get(1)?.base - w.first()?.base))
        .collect();
    let size = run.first().map_or(10.0, |r| r.size);
    let real = || steps.iter().copied().filter(|s| *s > 0.9 * size);
    let (least, most) = (real().fold(f64::INFINITY, f64::min), real().fold(0.0, f64::max));
    let even = most < 1.35 * least;
    let mut records: Vec<Record> = Vec::new();
    for (at, row) in run.iter().enumerate() {
        let step = at.checked_sub(1).and_then(|before| steps.get(before)).copied();
        let starts_left = columns.first().is_some_and(|c| row.left() <= c.1);
        let begins = match step {
            None => true,
            // A tight table tells by its first column; a roomy one by the space between its rows.
            Some(_) if even && least < 1.5 * size => starts_left,
            Some(step) => even || step > 1.22 * least,
        };
        if begins || records.is_empty() {
            records.push(Record {
                cells: vec![String::new(); columns.len()],
                bold: row.is_bold(),
            });
        }
        let Some(record) = records.last_mut() else { continue };
        for piece in &row.pieces {
            let column = columns
                .iter()
                .position(|c| piece.left >= c.0 - TOLERANCE && piece.right <= c.1 + TOLERANCE);
            if let Some(cell) = column.and_then(|c| record.cells.get_mut(c)) {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&piece.text);
            }
        }
    }
    records
}

/// The first row is a header where it is bold and the next is not, or where words stand over numbers.
fn headed(mut records: Vec<Record>) -> (Vec<String>, Vec<Vec<String>>) {
    let has_digit = |r: &Record| r.cells.iter().any(|c| c.chars().any(|c| c.is_ascii_digit()));
    let full = |r: &Record| r.cells.iter().skip(1).all(|c| !c.is_empty());
    let bold = records.first().is_some_and(|r| r.bold) && records.get(1).is_some_and(|r| !r.bold);
    let over = records.first().is_some_and(|r| full(r) && !has_digit(r)) && records.iter().skip(1).any(has_digit);
    let header = match (bold || over) && records.len() > 1 {
        true => records.remove(0).cells,
        false => Vec::new(),
    };
    (header, records.into_iter().map(|r| r.cells).collect())
}
