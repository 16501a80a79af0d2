//! Cutting documents into chunks that follow the headings, fit the embedder, and never split a numbered procedure or a
//! table row.

use crate::document::{Block, Document};
use sha2::{Digest, Sha256};
use std::ops::Range;
use usher_engine::text::sentences;
use usher_engine::{ArticleId, Chunk, ChunkId, Passage, PassageKind};

/// What is embedded for a part of a chunk: title and headings, so that a short passage says what it is about, then its
/// passages. A question is embedded as it is asked.
pub fn embedded_text(title: &str, chunk: &Chunk, part: &Range<usize>) -> String {
    if chunk.is_questions() {
        return chunk.part_text(part);
    }
    format!("{}{}", prefix(title, &chunk.headings), chunk.part_text(part))
}

/// The most questions of an article that count.
pub const MAX_QUESTIONS: usize = 64;

/// The words that stand before a chunk's own when it is embedded.
pub fn prefix(title: &str, headings: &[String]) -> String {
    let mut path = title.to_owned();
    for heading in headings {
        path.push_str(" > ");
        path.push_str(heading);
    }
    path.push('\n');
    path
}

/// Cuts a document. `count` tells how many tokens a text has for the embedder, and `limit` how many fit.
pub fn chunks(article: &ArticleId, document: &Document, count: &dyn Fn(&str) -> usize, limit: usize) -> Vec<Chunk> {
    let mut cutter = Cutter {
        article,
        audience: serde_json::to_string(&document.audience).unwrap_or_default(),
        title: &document.title,
        count,
        limit,
        headings: Vec::new(),
        room: limit,
        open: Open::default(),
        done: Vec::new(),
        blocks: 0,
    };
    cutter.measure_room();
    for block in &document.blocks {
        cutter.add(block);
    }
    cutter.close();
    cutter.add_questions(&document.questions);
    cutter.done
}

/// A chunk being filled.
#[derive(Default)]
struct Open {
    passages: Vec<Passage>,
    tokens: usize,
}

struct Cutter<'a> {
    article: &'a ArticleId,
    /// Part of every chunk's identity, so that a restricted article leaves no open chunk behind in the index.
    audience: String,
    title: &'a str,
    count: &'a dyn Fn(&str) -> usize,
    limit: usize,
    headings: Vec<(u8, String)>,
    /// Tokens left beside the prefix.
    room: usize,
    open: Open,
    done: Vec<Chunk>,
    blocks: u32,
}

impl Cutter<'_> {
    fn add(&mut self, block: &Block) {
        if let Block::Heading { level, text } = block {
            self.close();
            self.headings.retain(|(l, _)| l < level);
            self.headings.push((*level, text.clone()));
            self.measure_room();
            return;
        }
        let number = self.blocks;
        self.blocks += 1;
        let passages = passages(block, number);
        match block {
            Block::List { numbered: true, .. } | Block::Table { .. } => self.add_whole(passages),
            _ => passages.into_iter().for_each(|p| self.add_passage(p)),
        }
    }

    /// Adds passages that must stay together, with the line that leads into them.
    fn add_whole(&mut self, passages: Vec<Passage>) {
        let tokens: usize = passages.iter().map(|p| self.tokens(p)).sum();
        if self.open.tokens + tokens > self.room {
            let leads = self
                .open
                .passages
                .last()
                .is_some_and(|p| p.text.ends_with(':') && p.kind == PassageKind::Sentence);
            let lead = if leads { self.open.passages.pop() } else { None };
            self.close();
            if let Some(lead) = lead {
                self.open.tokens += self.tokens(&lead);
                self.open.passages.push(lead);
            }
        }
        self.open.tokens += tokens;
        self.open.passages.extend(passages);
        if self.open.tokens > self.room {
            self.close();
        }
    }

    fn add_passage(&mut self, passage: Passage) {
        let tokens = self.tokens(&passage);
        if self.open.tokens + tokens > self.room {
            self.close();
        }
        self.open.tokens += tokens;
        self.open.passages.push(passage);
    }

    fn close(&mut self) {
        let Open { passages, .. } = std::mem::take(&mut self.open);
        if passages.is_empty() {
            return;
        }
        let headings: Vec<String> = self.headings.iter().map(|(_, t)| t.clone()).collect();
        let parts = self.parts(&passages);
        self.push(headings, passages, parts);
    }

    /// The questions that lead to the article, one a part. An article without content has none.
    fn add_questions(&mut self, questions: &[String]) {
        if questions.is_empty() || self.done.is_empty() {
            return;
        }
        let block = self.blocks;
        let passage = |text: &String| Passage {
            kind: PassageKind::Question,
            text: text.clone(),
            block,
        };
        let passages: Vec<Passage> = questions.iter().take(MAX_QUESTIONS).map(passage).collect();
        let parts = (0..passages.len()).map(|at| at..at + 1).collect();
        self.push(Vec::new(), passages, parts);
    }

    fn push(&mut self, headings: Vec<String>, passages: Vec<Passage>, parts: Vec<Range<usize>>) {
        let ordinal = self.done.len() as u32;
        let id = chunk_id(
            &[self.article.as_str(), &self.audience, &ordinal.to_string(), self.title],
            &headings,
            &passages,
        );
        self.done.push(Chunk {
            id,
            article: self.article.clone(),
            ordinal,
            headings,
            passages,
            parts,
        });
    }

    /// Ranges that fit the embedder one by one.
    fn parts(&self, passages: &[Passage]) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut start, mut tokens) = (0, 0);
        for (at, passage) in passages.iter().enumerate() {
            let more = self.tokens(passage);
            if tokens + more > self.room && at > start {
                parts.push(start..at);
                (start, tokens) = (at, 0);
            }
            tokens += more;
        }
        parts.push(start..passages.len());
        parts
    }

    /// Tokens of a passage without the two special ones that the embedder adds to any text.
    fn tokens(&self, passage: &Passage) -> usize {
        (self.count)(&passage.text).saturating_sub(2)
    }

    fn measure_room(&mut self) {
        let headings: Vec<String> = self.headings.iter().map(|(_, t)| t.clone()).collect();
        let used = (self.count)(&prefix(self.title, &headings));
        // A heading path that is itself long still leaves half of the room to the text.
        self.room = self.limit.saturating_sub(used).max(self.limit / 2);
    }
}

fn passages(block: &Block, number: u32) -> Vec<Passage> {
    let passage = |kind, text: String| Passage {
        kind,
        text,
        block: number,
    };
    match block {
        Block::Heading { .. } => Vec::new(),
        Block::Paragraph(text) => sentences(text)
            .into_iter()
            .map(|s| passage(PassageKind::Sentence, s.to_owned()))
            .collect(),
        Block::List { numbered, items } => {
            let kind = if *numbered {
                PassageKind::Step
            } else {
                PassageKind::Item
            };
            items.iter().map(|i| passage(kind, i.clone())).collect()
        }
        Block::Table { header, rows } => rows
            .iter()
            .map(|r| passage(PassageKind::Row, row_text(header, r)))
            .collect(),
        Block::Code(code) => vec![passage(PassageKind::Code, code.clone())],
    }
}

/// `Plan: Free; Invoices: 5`; cells without a header stand alone, empty cells are left out.
fn row_text(header: &[String], row: &[String]) -> String {
    let cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let named = cells.map(|(at, cell)| match header.get(at).filter(|h| !h.is_empty()) {
        Some(head) => format!("{head}: {cell}"),
        None => cell.clone(),
    });
    named.collect::<Vec<_>>().join("; ")
}

fn chunk_id(place: &[&str], headings: &[String], passages: &[Passage]) -> ChunkId {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    place.iter().for_each(|p| add(p));
    headings.iter().for_each(|h| add(h));
    passages.iter().for_each(|p| add(&p.text));
    ChunkId(hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One token a word and the two special ones.
    fn count(text: &str) -> usize {
        text.split_whitespace().count() + 2
    }

    fn cut(blocks: Vec<Block>, limit: usize) -> Vec<Chunk> {
        let document = Document {
            title: "T".into(),
            blocks,
            ..Document::default()
        };
        chunks(&ArticleId::from("a.md"), &document, &count, limit)
    }

    fn heading(level: u8, text: &str) -> Block {
        Block::Heading {
            level,
            text: text.into(),
        }
    }

    #[test]
    fn chunks_follow_the_headings_and_carry_their_path() {
        let text = |t: &str| Block::Paragraph(t.into());
        let chunks = cut(
            vec![
                text("Intro."),
                heading(2, "A"),
                text("One."),
                heading(3, "B"),
                text("Two."),
                heading(2, "C"),
                text("Three."),
            ],
            50,
        );
        let paths: Vec<String> = chunks.iter().map(|c| c.headings.join("/")).collect();
        assert_eq!(paths, ["", "A", "A/B", "C"]);
        assert_eq!(embedded_text("T", &chunks[2], &(0..1)), "T > A > B\nTwo.");
    }

    #[test]
    fn a_procedure_is_never_split_and_a_long_one_is_embedded_in_parts() {
        let items: Vec<String> = (0..12).map(|n| format!("Step {n} has five words")).collect();
        let lead = Block::Paragraph("Some words before. Do this:".into());
        let chunks = cut(vec![lead, Block::List { numbered: true, items }], 30);
        assert_eq!(chunks.len(), 2, "the lead goes along with the procedure");
        assert_eq!(chunks[1].passages.len(), 13);
        assert!(chunks[1].parts.len() > 1);
        let covered: usize = chunks[1].parts.iter().map(ExactSizeIterator::len).sum();
        assert_eq!(covered, 13, "the parts cover all");
    }

    #[test]
    fn long_prose_is_cut_between_sentences_and_fits() {
        let prose = "This sentence has exactly six words. ".repeat(20);
        for chunk in cut(vec![Block::Paragraph(prose)], 30) {
            assert!(count(&embedded_text("T", &chunk, &chunk.parts[0])) <= 30);
            assert_eq!(chunk.parts.len(), 1);
        }
    }

    #[test]
    fn another_audience_makes_other_chunks() {
        let mut document = Document {
            title: "T".into(),
            blocks: vec![Block::Paragraph("Text.".into())],
            ..Document::default()
        };
        let open = chunks(&ArticleId::from("a.md"), &document, &count, 50);
        document.audience.plans.push("business".into());
        assert_ne!(
            open[0].id,
            chunks(&ArticleId::from("a.md"), &document, &count, 50)[0].id
        );
    }

    #[test]
    fn a_row_names_its_columns() {
        let table = Block::Table {
            header: vec!["Plan".into(), "".into()],
            rows: vec![vec!["Free".into(), "5".into()], vec!["Plus".into(), "".into()]],
        };
        let chunks = cut(vec![table], 50);
        let texts: Vec<&str> = chunks[0].passages.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, ["Plan: Free; 5", "Plan: Plus"]);
    }

    #[test]
    fn known_questions_are_a_chunk_of_their_own_and_embedded_as_asked() {
        let document = Document {
            title: "T".into(),
            questions: vec!["how many at most".into(), "is there a limit".into()],
            blocks: vec![Block::Paragraph("Up to 5.".into())],
            ..Document::default()
        };
        let cut = chunks(&ArticleId::from("a.md"), &document, &|t| t.len(), 256);
        assert_eq!(cut.len(), 2);
        assert!(!cut[0].is_questions() && cut[1].is_questions());
        assert_eq!(cut[1].parts, vec![0..1, 1..2]);
        assert_eq!(embedded_text("T", &cut[1], &cut[1].parts[1]), "is there a limit");
        let empty = Document {
            blocks: Vec::new(),
            ..document
        };
        assert!(chunks(&ArticleId::from("a.md"), &empty, &|t| t.len(), 256).is_empty());
    }
}
