//! Does the evidence that a sentence cites say it? What can be looked up is looked up, the rest is weighed.

use super::beside::{Token, changed, steps, tokens};
use super::facts::{Known, foreign, numbers};
use crate::ports::{Embedder, Hit, PortError};
use crate::reading::is_negation;
use crate::text::{content_stems, sentences, words};
use crate::verify::{Source, SupportCheck};
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// The probability of support from which a sentence is let through. Chosen on answers over Tallybook's articles and tried on
/// another documentation (docs/benchmarks.md, "A language model").
const SUPPORTED: f64 = 0.3;
/// Share of a sentence's content words that a passage has to hold for the two to speak of the same thing.
const SAME_THING: f64 = 0.6;

/// Sentences that one was made of.
const MOST_ORIGINS: usize = 3;
/// Words of content that a further one of them has to bring.
const LEAST_GAIN: usize = 2;

/// What is said of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It follows from what it cites.
    Supported {
        /// The hit that supports it, by its place among the hits.
        hit: usize,
        /// The passage of it that is quoted.
        passage: usize,
        /// Probability of support, 0 to 1.
        probability: f64,
    },
    /// It does not.
    Unsupported {
        /// Why.
        why: String,
    },
}

/// Checks sentences against some hits, each read once.
pub struct SentenceCheck<'a> {
    support: SupportCheck,
    hits: Vec<(&'a Hit, OnceLock<Read>)>,
    /// Words that need no evidence: what the product and the agent are called.
    called: Vec<String>,
}

/// A hit, read.
struct Read {
    source: Source,
    known: Known,
    /// Sentences of each passage, with the words that tell.
    sentences: Vec<ReadSentence>,
    /// Numbers of title and headings.
    called_numbers: Vec<String>,
}

struct ReadSentence {
    passage: usize,
    stems: HashSet<String>,
    tokens: Vec<Token>,
    numbers: Vec<String>,
    negated: bool,
}

impl<'a> SentenceCheck<'a> {
    /// A check against `hits`; names in `called` need no evidence.
    pub fn new(embedder: Arc<dyn Embedder>, hits: Vec<&'a Hit>, called: &[&str]) -> Self {
        Self {
            support: SupportCheck::new(embedder),
            hits: hits.into_iter().map(|hit| (hit, OnceLock::new())).collect(),
            called: called.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// Whether one of the hits at `cited` says the sentence.
    pub fn verdict(&self, sentence: &str, cited: &[usize]) -> Result<Verdict, PortError> {
        let mut why = "it cites no evidence".to_owned();
        let mut best: Option<Verdict> = None;
        for &at in cited {
            let Some((hit, read)) = self.hits.get(at) else { continue };
            let read = read.get_or_init(|| Read::of(hit, &self.called));
            match self.against(sentence, at, read)? {
                Verdict::Unsupported { why: reason } => why = reason,
                found @ Verdict::Supported { probability, .. } => {
                    let better = !matches!(best, Some(Verdict::Supported { probability: b, .. }) if b >= probability);
                    if better {
                        best = Some(found);
                    }
                }
            }
        }
        Ok(best.unwrap_or(Verdict::Unsupported { why }))
    }

    fn against(&self, sentence: &str, hit: usize, read: &Read) -> Result<Verdict, PortError> {
        if let Some(why) = foreign(sentence, &read.known) {
            return Ok(Verdict::Unsupported { why });
        }
        let origins = read.origins(sentence);
        let Some(&nearest) = origins.first() else {
            return Ok(Verdict::Unsupported {
                why: "the evidence says nothing of it".to_owned(),
            });
        };
        if let Some(why) = read.contradicted(sentence, &origins) {
            return Ok(Verdict::Unsupported { why });
        }
        let supports = self.support.supports(&read.source, &[sentence])?;
        let support = supports.into_iter().next().unwrap_or_default();
        if support.probability >= SUPPORTED {
            return Ok(Verdict::Supported {
                hit,
                passage: read.sentences[nearest].passage,
                probability: support.probability,
            });
        }
        let against: Vec<&str> = support.strongest(2).into_iter().map(|(name, _)| name).collect();
        Ok(Verdict::Unsupported {
            why: format!(
                "the evidence does not say it ({:.2}; {})",
                support.probability,
                against.join(", ")
            ),
        })
    }
}

impl Read {
    fn of(hit: &Hit, called: &[String]) -> Self {
        let passages = &hit.chunk.passages;
        let texts = passages.iter().map(|p| p.text.as_str());
        let names = hit.chunk.headings.iter().map(String::as_str);
        let around = [hit.article.title.as_str()]
            .into_iter()
            .chain(hit.article.url.as_deref());
        let called = called.iter().map(String::as_str);
        let split = |(passage, text): (usize, &str)| {
            let read = move |sentence: &str| ReadSentence::of(passage, sentence);
            sentences(text).into_iter().map(read).collect::<Vec<_>>()
        };
        Self {
            source: Source::of_hit(hit),
            known: Known::of(texts.clone().chain(names).chain(around).chain(called)),
            sentences: texts.enumerate().flat_map(split).collect(),
            called_numbers: hit
                .chunk
                .headings
                .iter()
                .chain([&hit.article.title])
                .flat_map(|t| numbers(t))
                .collect(),
        }
    }

    /// The sentences that a claim was made of: the one that shares most of its content first, then those that hold what is
    /// still missing.
    fn origins(&self, sentence: &str) -> Vec<usize> {
        let mut missing = content(sentence);
        let mut found = Vec::new();
        while found.len() < MOST_ORIGINS {
            let gain = |at: usize| missing.intersection(&self.sentences[at].stems).count();
            let open = (0..self.sentences.len()).filter(|at| !found.contains(at));
            let Some(best) = open.max_by_key(|&at| (gain(at), std::cmp::Reverse(at))) else {
                break;
            };
            if gain(best) < if found.is_empty() { 1 } else { LEAST_GAIN } {
                break;
            }
            missing.retain(|stem| !self.sentences[best].stems.contains(stem));
            found.push(best);
        }
        found
    }

    /// Why a sentence says something else than what it was made of.
    fn contradicted(&self, sentence: &str, origins: &[usize]) -> Option<String> {
        let own = tokens(sentence);
        let joined = |order: &[usize]| {
            order
                .iter()
                .flat_map(|&at| self.sentences[at].tokens.clone())
                .collect::<Vec<Token>>()
        };
        let mut sorted = origins.to_vec();
        sorted.sort_unstable();
        let reversed: Vec<usize> = sorted.iter().rev().copied().collect();
        let sources = [joined(&origins[..1]), joined(&sorted), joined(&reversed)];
        // Whichever it runs in step with longest; of equals the shortest.
        let source = sources
            .iter()
            .max_by_key(|source| (steps(&own, source), std::cmp::Reverse(source.len())))?;
        if let Some(why) = changed(&own, source) {
            return Some(why);
        }
        let of: Vec<&ReadSentence> = origins.iter().map(|&at| &self.sentences[at]).collect();
        let claim = content(sentence);
        let share = claim.intersection(&of[0].stems).count() as f64 / claim.len().max(1) as f64;
        if share < SAME_THING {
            return None;
        }
        let negated = is_negated(sentence);
        if negated && of.iter().all(|s| !s.negated) {
            return Some("it denies what the evidence says".to_owned());
        }
        if !negated && of.iter().all(|s| s.negated) && steps(&own, source) * 2 >= own.len() {
            return Some("the evidence denies it".to_owned());
        }
        let known = |n: &String| of.iter().any(|s| s.numbers.contains(n)) || self.called_numbers.contains(n);
        let other = numbers(sentence).into_iter().find(|n| !known(n));
        other.map(|n| format!("the evidence says {n} of something else"))
    }
}

impl ReadSentence {
    fn of(passage: usize, text: &str) -> Self {
        Self {
            passage,
            stems: content(text),
            tokens: tokens(text),
            numbers: numbers(text),
            negated: is_negated(text),
        }
    }
}

fn content(text: &str) -> HashSet<String> {
    content_stems(text).into_iter().collect()
}

fn is_negated(text: &str) -> bool {
    let negates =
        |w: &crate::text::Word<'_>| is_negation(&w.lower) || w.lower.ends_with("n't") || w.lower.ends_with("n’t");
    words(text).iter().any(negates)
}
