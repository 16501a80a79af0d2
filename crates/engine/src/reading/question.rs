//! A question, analysed once for all passages.

use super::instruction::without_instruction;
use super::kinds::{self, AnswerKind};
use crate::ports::{Retriever, Rows, TextVectors};
use crate::text::{Hashes, hash, is_framing_word, is_question_word, is_stopword, words};
use std::collections::HashSet;
use std::ops::Range;

/// A question with everything that reading needs of it.
#[derive(Debug, Clone)]
pub struct Question {
    /// The words asked.
    pub text: String,
    /// What is asked, without instructions to the answerer.
    pub content: String,
    /// Pooled vector of all words.
    pub vector: Vec<f32>,
    /// The same in bytes.
    pub(super) pooled: Rows,
    /// Pooled vector of the content alone, in bytes.
    pub(super) content_pooled: Rows,
    /// Reduced token vectors of all words.
    pub(super) tokens: Rows,
    /// Whole question: how passages are ranked.
    pub(super) all: View,
    /// Content only, where that is not all of it: how sure it is.
    content_only: Option<View>,
    /// True where the contact wants to do something, and so to be told how.
    pub how_to: bool,
    /// What kinds of answer are wanted.
    pub kinds: Vec<AnswerKind>,
    /// Sum of the content words' inverse document frequencies as BM25 counts them; scales BM25 to 0..1.
    pub(super) lexical_bound: f32,
}

/// The words of a question, or of a part of it.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    pub words: Vec<AskedWord>,
    /// Stems of all words, function words too.
    pub stems: HashSet<String>,
    pub bigrams: Hashes,
    pub negated: bool,
    /// Tokens of this part.
    pub tokens: Vec<usize>,
    /// The first three question-word tokens.
    pub question_tokens: Vec<usize>,
}

impl View {
    /// The sum of a value a word, by its weight.
    pub fn weighed(&self, value: impl Fn(usize) -> f32) -> f32 {
        let words = self.words.iter().enumerate();
        words.map(|(at, word)| word.weight * value(at)).sum()
    }
}

/// A content word of a question.
#[derive(Debug, Clone)]
pub(super) struct AskedWord {
    pub lower: String,
    pub stem: String,
    /// The stem's hash.
    pub hash: u64,
    /// Which word of the question it is.
    pub place: usize,
    pub idf: f32,
    /// `idf` as a share of all content words' together.
    pub weight: f32,
    pub capital: bool,
    pub number: bool,
    /// Its word pieces among the tokens.
    pub tokens: Vec<usize>,
}

impl Question {
    /// Analyses a question. `vectors` are those of `text`, its token vectors reduced as the index reduces them.
    pub fn new(text: &str, vectors: &TextVectors, tokens: Rows, retriever: &dyn Retriever) -> Self {
        let (content, instruction) = without_instruction(text);
        let start = text.find(&content).unwrap_or(0);
        let range = start..start + content.len().min(text.len() - start);
        let spans = &vectors.tokens.spans;
        let all = View::new(text, 0..text.len(), spans, retriever);
        let content_only = (range != (0..text.len())).then(|| View::new(text, range, spans, retriever));
        let asked = content_only.as_ref().unwrap_or(&all);
        let rows: Vec<&[f32]> = vectors.tokens.rows().collect();
        let content_vector = if asked.tokens.is_empty() || rows.is_empty() {
            vectors.pooled.clone()
        } else {
            mean(asked.tokens.iter().filter_map(|&t| rows.get(t).copied()))
        };
        let bound = words(text)
            .iter()
            .filter(|w| !is_stopword(&w.lower))
            .map(|w| lexical_idf(&w.stem(), retriever))
            .sum::<f32>();
        Self {
            how_to: kinds::wants_to_do(&content),
            kinds: kinds::wanted(&content, &instruction),
            text: text.to_owned(),
            content,
            vector: vectors.pooled.clone(),
            pooled: Rows::from_rows([vectors.pooled.as_slice()]),
            content_pooled: Rows::from_rows([content_vector.as_slice()]),
            tokens,
            all,
            content_only,
            lexical_bound: (bound * 2.2).max(1e-6),
        }
    }

    /// The pooled vector of all words, in bytes.
    pub fn pooled(&self) -> &[i8] {
        self.pooled.row(0)
    }

    /// What is asked, without instructions to the answerer.
    pub(super) fn asked(&self) -> &View {
        self.content_only.as_ref().unwrap_or(&self.all)
    }

    /// True where no instruction to the answerer is part of it.
    pub(super) fn is_all_asked(&self) -> bool {
        self.content_only.is_none()
    }

    /// How many words carry content.
    pub fn content_words(&self) -> usize {
        self.asked().words.iter().filter(|w| !is_framing_word(&w.lower)).count()
    }
}

impl View {
    fn new(text: &str, range: Range<usize>, spans: &[(u32, u32)], retriever: &dyn Retriever) -> Self {
        let inside = |start: usize, end: usize| start >= range.start && end <= range.end;
        let all: Vec<_> = words(text).into_iter().filter(|w| inside(w.start, w.end())).collect();
        let carries = |w: &crate::text::Word<'_>| {
            !is_stopword(&w.lower) && !is_question_word(&w.lower) && !is_framing_word(&w.lower)
        };
        let any = all.iter().any(carries);
        let stems: Vec<String> = all.iter().map(crate::text::Word::stem).collect();
        let stem: Vec<&str> = stems.iter().map(String::as_str).collect();
        let mut view = Self {
            bigrams: Hashes::of_pairs(&stem),
            negated: all.iter().any(|w| kinds::is_negation(&w.lower)),
            ..Self::default()
        };
        for (at, &(start, end)) in spans.iter().enumerate() {
            let (start, end) = (start as usize, end as usize);
            if inside(start, end) {
                view.tokens.push(at);
                let is_question = text
                    .get(start..end)
                    .is_some_and(|t| is_question_word(&t.to_lowercase()));
                if is_question && view.question_tokens.len() < 3 {
                    view.question_tokens.push(at);
                }
            }
        }
        for (place, word) in all.iter().enumerate().filter(|(_, w)| !any || carries(w)) {
            let pieces =
                |&(_, &(start, end)): &(usize, &(u32, u32))| start as usize >= word.start && end as usize <= word.end();
            view.words.push(AskedWord {
                idf: idf(stem[place], retriever),
                weight: 0.0,
                capital: place > 0 && word.text.starts_with(char::is_uppercase),
                number: kinds::is_telling_number(&word.lower),
                tokens: spans.iter().enumerate().filter(pieces).map(|(at, _)| at).collect(),
                lower: word.lower.clone(),
                stem: stem[place].to_owned(),
                hash: hash(stem[place]),
                place,
            });
        }
        view.stems = stems.into_iter().collect();
        let sum: f32 = view.words.iter().map(|w| w.idf).sum::<f32>().max(1e-6);
        view.words.iter_mut().for_each(|w| w.weight = w.idf / sum);
        view
    }
}

/// Inverse document frequency scaled so that a word of no chunk has about 1.
fn idf(stem: &str, retriever: &dyn Retriever) -> f32 {
    let (holding, chunks) = retriever.document_frequency(stem);
    let all = chunks as f32 + 1.0;
    ((all / (holding as f32 + 0.5)).ln() / (all / 0.5).ln().max(1e-6)).max(0.0)
}

/// Inverse document frequency as BM25 counts it.
fn lexical_idf(stem: &str, retriever: &dyn Retriever) -> f32 {
    let (holding, chunks) = retriever.document_frequency(stem);
    (1.0 + (chunks as f32 - holding as f32 + 0.5) / (holding as f32 + 0.5))
        .ln()
        .max(0.0)
}

fn mean<'a>(rows: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
    let mut sum: Vec<f32> = Vec::new();
    for row in rows {
        sum.resize(row.len(), 0.0);
        sum.iter_mut().zip(row).for_each(|(s, v)| *s += v);
    }
    let norm = sum.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-9);
    sum.iter_mut().for_each(|v| *v /= norm);
    sum
}
