//! What is known: the text that claims are checked against, read once for all of them.

use super::mark::{Mark, marks};
use crate::ports::{ChunkVectors, Hit, Rows, TextVectors};
use std::collections::HashSet;

/// Sentences of a source that are read; a chunk has far fewer.
pub(super) const MOST_SENTENCES: usize = 400;

/// A text that claims are checked against: sentences with their words and vectors.
#[derive(Debug, Clone, Default)]
pub struct Source {
    pub(super) sentences: Vec<Sentence>,
    /// Stems of all words of all sentences.
    pub(super) stems: HashSet<String>,
}

/// A sentence, or a passage of a chunk.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub words: Vec<Mark>,
    pub stems: HashSet<String>,
    /// Reduced token vectors; none where it has only words.
    pub tokens: Rows,
    /// One pooled vector, in bytes.
    pub pooled: Rows,
}

impl Source {
    /// A chunk that the index found, with the vectors that it keeps: nothing is embedded. Title and headings count, too.
    pub fn of_hit(hit: &Hit) -> Self {
        let ChunkVectors {
            passages,
            tokens,
            token_passages,
            ..
        } = hit.vectors.as_ref();
        let of_passage = |(at, passage): (usize, &crate::article::Passage)| {
            let own = token_passages.iter().enumerate();
            let own = own.filter(|(_, p)| usize::from(**p) == at).map(|(row, _)| row);
            let pooled = rows_at(passages, std::iter::once(at));
            Sentence::new(&passage.text, rows_at(tokens, own), pooled)
        };
        let headings = hit.chunk.headings.iter().map(String::as_str);
        let names = std::iter::once(hit.article.title.as_str()).chain(headings);
        let names = names.map(|name| Sentence::new(name, Rows::default(), Rows::default()));
        let passages = hit.chunk.passages.iter().enumerate().map(of_passage);
        Self::of(names.chain(passages))
    }

    pub(super) fn of(sentences: impl Iterator<Item = Sentence>) -> Self {
        let sentences: Vec<Sentence> = sentences.take(MOST_SENTENCES).collect();
        let stems = sentences.iter().flat_map(|s| s.stems.iter().cloned()).collect();
        Self { sentences, stems }
    }
}

impl Sentence {
    pub fn new(text: &str, tokens: Rows, pooled: Rows) -> Self {
        let words = marks(text);
        let stems = words.iter().map(|w| w.stem.clone()).collect();
        Self {
            words,
            stems,
            tokens,
            pooled,
        }
    }

    pub fn of(text: &str, vectors: &TextVectors, tokens: Rows) -> Self {
        Self::new(text, tokens, Rows::from_rows([vectors.pooled.as_slice()]))
    }
}

fn rows_at(rows: &Rows, places: impl Iterator<Item = usize>) -> Rows {
    Rows {
        dimensions: rows.dimensions,
        values: places.flat_map(|at| rows.row(at).iter().copied()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Chunk, Passage, PassageKind};
    use crate::contact::Audience;
    use crate::reading::ChunkReading;
    use std::sync::Arc;

    fn passage(text: &str) -> Passage {
        Passage {
            kind: PassageKind::Sentence,
            text: text.to_owned(),
            block: 0,
        }
    }

    #[test]
    fn a_hit_brings_its_own_vectors_and_its_headings_words() {
        let chunk = Chunk {
            id: "c".into(),
            article: "a".into(),
            ordinal: 0,
            headings: vec!["Prices".to_owned()],
            passages: vec![passage("It costs 40 euros."), passage("It lasts.")],
            parts: vec![0..2],
        };
        let article = Article {
            id: "a".into(),
            version: 1,
            title: "Parking permits".to_owned(),
            description: None,
            url: None,
            product_area: None,
            audience: Audience::default(),
        };
        let rows = |rows: &[[f32; 2]]| Rows::from_rows(rows.iter().map(<[f32; 2]>::as_slice));
        let vectors = ChunkVectors {
            passages: rows(&[[1.0, 0.0], [0.0, 1.0]]),
            tokens: rows(&[[1.0, 0.0], [0.0, -1.0], [0.0, 1.0]]),
            token_passages: vec![0, 1, 0],
            ..ChunkVectors::default()
        };
        let source = Source::of_hit(&Hit {
            reading: Arc::new(ChunkReading::of(&article.title, &chunk)),
            chunk: Arc::new(chunk),
            article: Arc::new(article),
            vectors: Arc::new(vectors),
            dense_rank: None,
            lexical_rank: None,
            lexical: 0.0,
            fused: 0.0,
            questions: None,
        });
        assert_eq!(source.sentences.len(), 4);
        assert!(source.stems.contains("permit") && source.stems.contains("price"));
        assert!(source.sentences[0].tokens.is_empty());
        assert_eq!(source.sentences[2].tokens, rows(&[[1.0, 0.0], [0.0, 1.0]]));
        assert_eq!(source.sentences[3].tokens, rows(&[[0.0, -1.0]]));
        assert_eq!(source.sentences[3].pooled, rows(&[[0.0, 1.0]]));
    }
}
