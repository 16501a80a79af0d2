//! The numbered evidence of a prompt: the best chunks, packed to a limit by what they are worth.

use crate::article::{Chunk, Citation, PassageKind};
use crate::injection::WITHHELD;
use crate::ports::{Embedder, Hit, PortError};
use crate::prompt::Piece;
use crate::reading::Candidate;

/// Chunks that a prompt holds.
const MOST: usize = 8;

/// Evidence as a prompt shows it, with what it was made of.
pub(crate) struct Pack<'a> {
    /// As the prompt shows it, numbered from 1.
    pub pieces: Vec<Piece>,
    /// The hit of each piece.
    pub hits: Vec<&'a Hit>,
}

impl<'a> Pack<'a> {
    /// Packs the chunks of the best candidates until `budget` tokens are full; one that does not fit any more is passed over
    /// for smaller ones. Passages that give orders to the system are left out.
    pub fn new(
        hits: &'a [Hit],
        candidates: &[Candidate],
        embedder: &dyn Embedder,
        count: &dyn Fn(&str) -> usize,
        budget: usize,
    ) -> Result<Self, PortError> {
        let mut pack = Self {
            pieces: Vec::new(),
            hits: Vec::new(),
        };
        let mut left = budget;
        let mut order: Vec<usize> = Vec::new();
        for hit in candidates.iter().map(|c| c.hit) {
            if !order.contains(&hit) {
                order.push(hit);
            }
        }
        for hit in order
            .into_iter()
            .map(|at| &hits[at])
            .filter(|h| !h.chunk.is_questions())
        {
            let text = safe_text(hit, embedder)?;
            let tokens = count(&text) + count(&hit.article.title) + 16;
            if text.is_empty() || tokens > left {
                continue;
            }
            left -= tokens;
            pack.pieces.push(Piece {
                n: pack.pieces.len() + 1,
                title: hit.article.title.clone(),
                heading: hit.chunk.headings.join(" › "),
                text,
            });
            pack.hits.push(hit);
            if pack.pieces.len() == MOST {
                break;
            }
        }
        Ok(pack)
    }

    /// The citation of a passage of a piece.
    pub fn cite(&self, piece: usize, passage: usize) -> Citation {
        let hit = self.hits[piece];
        Citation {
            article: hit.article.id.clone(),
            version: hit.article.version,
            title: hit.article.title.clone(),
            heading: hit.chunk.heading().to_owned(),
            quote: hit.chunk.passages[passage].text.clone(),
            url: hit.article.url.clone(),
            chunk: hit.chunk.id.clone(),
        }
    }
}

/// A chunk for reading, without the passages that were planted in it.
fn safe_text(hit: &Hit, embedder: &dyn Embedder) -> Result<String, PortError> {
    let chunk: &Chunk = &hit.chunk;
    let mut lines = Vec::new();
    let mut step = 0;
    for (passage, reading) in chunk.passages.iter().zip(&hit.reading.passages) {
        let planted = reading.suspicious(&passage.text, embedder)?;
        step = if passage.kind == PassageKind::Step { step + 1 } else { 0 };
        if planted.is_some_and(|p| f64::from(p.score) >= WITHHELD) {
            continue;
        }
        lines.push(match passage.kind {
            PassageKind::Step => format!("{step}. {}", passage.text),
            PassageKind::Item => format!("- {}", passage.text),
            _ => passage.text.clone(),
        });
    }
    Ok(lines.join("\n"))
}
