//! How a chunk with its vectors is laid down in the vault: a small header of lengths, the chunk in JSON, then raw bytes.

use std::sync::Arc;
use usher_engine::reading::ChunkReading;
use usher_engine::{Article, Chunk, ChunkVectors, Rows};

/// A chunk, its vectors, and what was read of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub chunk: Arc<Chunk>,
    pub vectors: Arc<ChunkVectors>,
    pub reading: Arc<ChunkReading>,
}

impl Record {
    pub(super) fn new(article: &Article, chunk: Chunk, vectors: ChunkVectors) -> Self {
        let reading = Arc::new(ChunkReading::of(&article.title, &chunk));
        Self {
            chunk: Arc::new(chunk),
            vectors: Arc::new(vectors),
            reading,
        }
    }

    pub(super) fn encode(&self) -> Result<Vec<u8>, serde_json::Error> {
        let meta = serde_json::to_vec(&*self.chunk)?;
        let v = &self.vectors;
        let mut out = Vec::with_capacity(meta.len() + v.tokens.values.len() + v.passages.values.len() + 1024);
        put(&mut out, &meta);
        for rows in [&v.parts, &v.names, &v.passages, &v.tokens] {
            out.extend((rows.dimensions as u32).to_le_bytes());
            let bytes: Vec<u8> = rows.values.iter().map(|b| b.cast_unsigned()).collect();
            put(&mut out, &bytes);
        }
        let places: Vec<u8> = v.token_passages.iter().flat_map(|p| p.to_le_bytes()).collect();
        put(&mut out, &places);
        Ok(out)
    }

    /// `None` where the bytes are not a record.
    pub(super) fn decode(bytes: &[u8], title_of: &dyn Fn(&Chunk) -> String) -> Option<Self> {
        let mut rest = bytes;
        let chunk: Chunk = serde_json::from_slice(take(&mut rest)?).ok()?;
        let mut next = || -> Option<Rows> {
            let dimensions = take_u32(&mut rest)? as usize;
            let values = take(&mut rest)?.iter().map(|b| b.cast_signed()).collect();
            Some(Rows { dimensions, values })
        };
        let (parts, names, passages, tokens) = (next()?, next()?, next()?, next()?);
        let places = take(&mut rest)?;
        let token_passages = places
            .chunks_exact(2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
            .collect();
        let reading = Arc::new(ChunkReading::of(&title_of(&chunk), &chunk));
        let vectors = Arc::new(ChunkVectors {
            parts,
            names,
            passages,
            tokens,
            token_passages,
        });
        Some(Self {
            chunk: Arc::new(chunk),
            vectors,
            reading,
        })
    }
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(bytes);
}

fn take_u32(rest: &mut &[u8]) -> Option<u32> {
    let (head, tail) = rest.split_first_chunk::<4>()?;
    *rest = tail;
    Some(u32::from_le_bytes(*head))
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_u32(rest)? as usize;
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use usher_engine::{ArticleId, Audience, ChunkId, Passage, PassageKind};

    #[test]
    fn a_record_comes_back_as_it_was_and_a_torn_one_not_at_all() {
        let passages = vec![Passage {
            kind: PassageKind::Step,
            text: "Öffnen".into(),
            block: 3,
        }];
        let chunk = Chunk {
            id: ChunkId::from("00"),
            article: ArticleId::from("a.md"),
            ordinal: 1,
            headings: vec!["H".into()],
            passages,
            parts: vec![0..1],
        };
        let rows = Rows::from_rows([[0.6f32, -0.8].as_slice()]);
        let vectors = ChunkVectors {
            parts: rows.clone(),
            names: rows.clone(),
            passages: rows.clone(),
            tokens: rows,
            token_passages: vec![700],
        };
        let article = Article {
            id: ArticleId::from("a.md"),
            version: 1,
            title: "Title".into(),
            description: None,
            url: None,
            product_area: None,
            audience: Audience::default(),
        };
        let record = Record::new(&article, chunk, vectors);
        let title = |_: &Chunk| "Title".to_owned();
        let bytes = record.encode().unwrap();
        assert_eq!(Record::decode(&bytes, &title), Some(record));
        assert_eq!(Record::decode(&bytes[..bytes.len() - 1], &title), None);
    }
}
