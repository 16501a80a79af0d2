//! What can be said of a passage before any question is known.

use super::kinds::{self, Shapes};
use crate::article::Chunk;
use crate::injection::{self, Channel, Injection};
use crate::ports::{Embedder, PortError};
use crate::text::{Hashes, is_stopword, words};
use std::collections::HashSet;
use std::sync::OnceLock;

/// A chunk, read once when it is loaded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChunkReading {
    /// One a passage.
    pub passages: Vec<PassageReading>,
    /// Stems of title and headings.
    pub(super) heading_stems: Hashes,
}

/// A passage, read once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PassageReading {
    /// Words in order.
    pub(super) words: Vec<ReadWord>,
    /// Stems of words that carry content.
    pub(super) stems: HashSet<String>,
    /// The same, to look words of a question up in.
    pub(super) stem_hashes: Hashes,
    /// Neighbouring stems.
    pub(super) bigrams: Hashes,
    pub(super) shapes: Shapes,
    pub(super) negated: bool,
    /// Words, for the length of replies.
    pub length: usize,
    /// Its most suspicious sentence, once it was about to be quoted.
    suspicious: OnceLock<Option<Injection>>,
}

/// A word of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadWord {
    pub stem: String,
    pub number: bool,
    /// Capitalised where a sentence does not ask for it.
    pub capital: bool,
    pub stopword: bool,
}

impl ChunkReading {
    /// Reads a chunk of an article with this title.
    pub fn of(title: &str, chunk: &Chunk) -> Self {
        let headings = std::iter::once(title).chain(chunk.headings.iter().map(String::as_str));
        let content = |w: &crate::text::Word<'_>| !is_stopword(&w.lower);
        let heading_stems: Vec<String> = headings.flat_map(words).filter(content).map(|w| w.stem()).collect();
        Self {
            passages: chunk.passages.iter().map(|p| PassageReading::of(&p.text)).collect(),
            heading_stems: Hashes::of(heading_stems.iter().map(String::as_str)),
        }
    }
}

impl PassageReading {
    /// Reads one passage.
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let capital = |w: &str| w.starts_with(char::is_uppercase);
        let second_is_capital = words.get(1).is_some_and(|w| capital(w.text));
        let read = |(at, w): (usize, &crate::text::Word<'_>)| ReadWord {
            stem: w.stem(),
            number: kinds::is_number(&w.lower),
            capital: capital(w.text)
                && !is_stopword(&w.lower)
                && (at > 0 || second_is_capital || w.text.chars().filter(|c| c.is_uppercase()).count() > 1),
            stopword: is_stopword(&w.lower),
        };
        let read: Vec<ReadWord> = words.iter().enumerate().map(read).collect();
        let stems: Vec<&str> = read.iter().map(|w| w.stem.as_str()).collect();
        let content = || read.iter().filter(|w| !w.stopword).map(|w| w.stem.as_str());
        Self {
            stems: content().map(str::to_owned).collect(),
            stem_hashes: Hashes::of(content()),
            bigrams: Hashes::of_pairs(&stems),
            shapes: kinds::shapes(text),
            negated: words.iter().any(|w| kinds::is_negation(&w.lower)),
            length: words.len(),
            words: read,
            suspicious: OnceLock::new(),
        }
    }

    /// The most suspicious sentence of the passage, whose words are `text`. Looked for once: it depends on these words, on
    /// weights that are compiled in and on the embedder, of which an index has one. A passage that changes is read anew.
    pub(crate) fn suspicious(&self, text: &str, embedder: &dyn Embedder) -> Result<Option<&Injection>, PortError> {
        if let Some(known) = self.suspicious.get() {
            return Ok(known.as_ref());
        }
        let found = injection::check(embedder, text, Channel::Retrieved)?;
        Ok(self.suspicious.get_or_init(|| found).as_ref())
    }
}
