//! What is printed on every page and belongs to none: running heads, feet, page numbers.

use super::rows::Row;
use std::collections::HashMap;

/// How many rows at either edge of a page are looked at.
const EDGE: usize = 3;

/// Takes the furniture off the pages; says how many rows went.
pub(super) fn clear(pages: &mut [Vec<Row>]) -> usize {
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        for key in edges(page.len()).filter_map(|at| page.get(at)).map(key) {
            *seen.entry(key).or_default() += 1;
        }
    }
    let running = running_number(pages);
    let enough = if pages.len() < 6 {
        pages.len().div_ceil(2).max(2)
    } else {
        3
    };
    let several = pages.len() > 1;
    let mut gone = 0;
    for (number, page) in pages.iter_mut().enumerate() {
        let count = page.len();
        let mut drop = vec![false; count];
        for at in edges(count) {
            let Some(row) = page.get(at) else { continue };
            let is_edge = at == 0 || at + 1 == count;
            let repeats = seen.get(&key(row)).is_some_and(|n| *n >= enough);
            if let Some(drop) = drop.get_mut(at) {
                let text = row.text();
                let counts = running.is_some_and(|r| numbers(&text).any(|n| n - number as i64 == r));
                *drop = repeats || several && is_edge && (counts && text.len() < 100 || is_page_number(&text));
            }
        }
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !drop.get(at - 1).copied().unwrap_or(false)
        });
        gone += count - page.len();
    }
    gone
}

/// What page numbers differ by from the place of their page, where the first or last rows of pages have such numbers.
fn running_number(pages: &[Vec<Row>]) -> Option<i64> {
    let mut seen: HashMap<i64, usize> = HashMap::new();
    for (place, page) in pages.iter().enumerate() {
        let rows = [page.first(), page.last()];
        let texts = rows.into_iter().flatten().map(Row::text).filter(|t| t.len() < 100);
        let mut offsets: Vec<i64> = texts
            .flat_map(|t| numbers(&t).collect::<Vec<_>>())
            .map(|n| n - place as i64)
            .collect();
        offsets.sort_unstable();
        offsets.dedup();
        offsets.into_iter().for_each(|o| *seen.entry(o).or_default() += 1);
    }
    let (offset, count) = seen.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 3 && count * 2 >= pages.len()).then_some(offset)
}

/// The numbers that a row begins or ends with.
fn numbers(text: &str) -> impl Iterator<Item = i64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let found: Vec<i64> = [words.first(), words.last()]
        .into_iter()
        .flatten()
        .filter_map(|w| w.parse().ok())
        .collect();
    found.into_iter()
}

/// The first and the last few of so many rows, each once.
fn edges(count: usize) -> impl Iterator<Item = usize> {
    (0..count).filter(move |at| *at < EDGE || *at + EDGE >= count)
}

/// Where a row stands, and what it says but for its numbers.
fn key(row: &Row) -> (String, i64) {
    let text: String = row
        .text()
        .chars()
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect();
    let text = text.replace("##", "#").replace("##", "#");
    (text, (row.base / 6.0).round() as i64)
}

/// `12`, `- 12 -`, `Page 3 of 10`, `iv`.
fn is_page_number(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let known = |w: &&str| {
        w.chars().all(|c| c.is_ascii_digit()) && w.len() <= 4
            || matches!(*w, "page" | "of" | "p" | "seite" | "von" | "sur" | "página" | "de")
            || w.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
    };
    let numbered = |w: &&str| w.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'));
    (1..=4).contains(&words.len()) && words.iter().all(known) && words.iter().any(numbered)
}
