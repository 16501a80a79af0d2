//! From glyphs to rows of text, and rows to the pieces that wide gaps leave.

use super::glyphs::Glyph;

/// A gap that separates words, in sizes of the font.
const WORD_GAP: f64 = 0.17;

/// A gap that separates columns, in sizes of the font. Justified lines stretch their spaces to about one.
const COLUMN_GAP: f64 = 0.95;

/// Text without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// The line that it stands on, which may differ a little from its row's.
    pub base: f64,
    pub size: f64,
    pub bold: bool,
    pub mono: bool,
}

/// What stands on one line of a page or of one of its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub base: f64,
    /// The size that most of it has.
    pub size: f64,
    pub pieces: Vec<Piece>,
}

impl Row {
    /// The row that some pieces of another make up; nothing where there are none.
    pub fn of(pieces: Vec<Piece>) -> Option<Self> {
        let longest = pieces.iter().max_by_key(|p| p.text.len())?;
        Some(Self {
            base: longest.base,
            size: longest.size,
            pieces,
        })
    }

    pub fn left(&self) -> f64 {
        self.pieces.first().map_or(0.0, |p| p.left)
    }

    pub fn right(&self) -> f64 {
        self.pieces.iter().map(|p| p.right).fold(0.0, f64::max)
    }

    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.pieces.iter().map(|p| p.text.as_str()).collect();
        texts.join(" ")
    }

    pub fn is_bold(&self) -> bool {
        self.pieces.iter().all(|p| p.bold)
    }

    pub fn is_mono(&self) -> bool {
        self.pieces.iter().all(|p| p.mono)
    }
}

/// The rows of a page, from top to bottom.
pub(super) fn of_glyphs(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line)
                if line
                    .last()
                    .is_some_and(|l| glyph.base - l.base < 0.25 * glyph.size.min(l.size)) =>
            {
                line.push(glyph);
            }
            _ => lines.push(vec![glyph]),
        }
    }
    let lines = with_raised(lines);
    lines.into_iter().filter_map(row).collect()
}

/// Joins what is raised or lowered, like footnote marks, to the line that it belongs to.
fn with_raised(lines: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let mut out: Vec<Vec<Glyph>> = Vec::new();
    for line in lines {
        let joins = out.last().is_some_and(|above| {
            let (upper, lower) = (main_size(above), main_size(&line));
            let gap = base(&line) - base(above);
            let (large, small) = (upper.max(lower), upper.min(lower));
            let marks = if upper < lower { above.len() } else { line.len() };
            small < large * 0.85 && gap < large * 0.55 && marks <= 12 || gap < large * 0.2
        });
        match out.last_mut() {
            Some(above) if joins => above.extend(line),
            _ => out.push(line),
        }
    }
    out
}

fn row(mut glyphs: Vec<Glyph>) -> Option<Row> {
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    // Bold is sometimes made by printing a letter twice.
    glyphs
        .dedup_by(|b, a| a.text == b.text && (a.left - b.left).abs() < 0.12 * a.size && (a.base - b.base).abs() < 1.0);
    let (size, base) = (main_size(&glyphs), base(&glyphs));
    let mono = is_mono(&glyphs);
    let mut pieces: Vec<(Piece, usize, usize)> = Vec::new();
    let mut blank = false;
    for glyph in glyphs {
        if is_blank(&glyph) {
            blank = true;
            continue;
        }
        let width = (glyph.right - glyph.left).max(1.0);
        let bold = usize::from(glyph.bold);
        match pieces.last_mut() {
            Some((piece, count, bolds)) if mono || glyph.left - piece.right < COLUMN_GAP * size => {
                let gap = glyph.left - piece.right;
                if mono {
                    let spaces = (gap / width).round().clamp(0.0, 80.0) as usize;
                    piece.text.push_str(&" ".repeat(spaces));
                } else if blank && gap > 0.05 * size || gap > WORD_GAP * size {
                    piece.text.push(' ');
                }
                piece.text.push_str(letters(&glyph.text));
                piece.right = glyph.right.max(piece.right);
                if glyph.size > piece.size * 1.05 {
                    (piece.base, piece.size) = (glyph.base, glyph.size);
                }
                (*count, *bolds) = (*count + 1, *bolds + bold);
            }
            _ => pieces.push((start(&glyph, mono), 1, bold)),
        }
        blank = false;
    }
    let finish = |(mut piece, count, bolds): (Piece, usize, usize)| {
        piece.bold = bolds * 10 >= count * 9;
        piece
    };
    let pieces: Vec<Piece> = pieces.into_iter().map(finish).collect();
    (!pieces.is_empty()).then_some(Row { base, size, pieces })
}

/// True for a typewriter's font: it says so, or its letters are all equally wide.
fn is_mono(glyphs: &[Glyph]) -> bool {
    let seen: Vec<&Glyph> = glyphs.iter().filter(|g| !is_blank(g)).collect();
    if seen.iter().all(|g| g.mono) {
        return true;
    }
    let mut letters: Vec<&str> = seen
        .iter()
        .map(|g| g.text.as_str())
        .filter(|t| t.chars().all(char::is_alphabetic))
        .collect();
    letters.sort_unstable();
    letters.dedup();
    let width = |g: &Glyph| (g.right - g.left) / g.size;
    let first = seen.first().map_or(0.0, |g| width(g));
    letters.len() >= 3 && seen.iter().all(|g| (width(g) - first).abs() < 0.01)
}

fn start(glyph: &Glyph, mono: bool) -> Piece {
    Piece {
        text: letters(&glyph.text).to_owned(),
        left: glyph.left,
        right: glyph.right,
        base: glyph.base,
        size: glyph.size,
        bold: glyph.bold,
        mono,
    }
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph
        .text
        .chars()
        .all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}'))
}

/// Ligatures as the letters that they stand for, and the bullets of symbol fonts as bullets.
fn letters(text: &str) -> &str {
    match text {
        "\u{fb00}" => "ff",
        "\u{fb01}" => "fi",
        "\u{fb02}" => "fl",
        "\u{fb03}" => "ffi",
        "\u{fb04}" => "ffl",
        "\u{f0b7}" | "\u{f0a7}" | "\u{f076}" | "\u{f0d8}" => "•",
        "\u{2010}" | "\u{2011}" => "-",
        other => other,
    }
}

/// The size that most glyphs of a line have, by their number.
fn main_size(glyphs: &[Glyph]) -> f64 {
    let mut sizes: Vec<f64> = glyphs.iter().map(|g| g.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// The line that the largest glyphs stand on.
fn base(glyphs: &[Glyph]) -> f64 {
    let size = main_size(glyphs);
    let main = glyphs.iter().find(|g| (g.size - size).abs() < 0.01);
    main.map_or(0.0, |g| g.base)
}
