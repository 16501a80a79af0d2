//! A grounded answer: sentences that cite numbered evidence, each checked as soon as it is written.

use super::check::{SentenceCheck, Verdict};
use super::evidence::Pack;
use super::facts::without_markers;
use super::signals::ModelSignals;
use super::stream::Sentences;
use super::{Writer, read};
use crate::aids::Provisional;
use crate::article::Citation;
use crate::model::{Deaf, Listener};
use crate::policy::Policy;
use crate::prompt::{AnswerPrompt, Prompt, SuggestPrompt};
use crate::propose::AnswerProposal;
use crate::text::stems;
use crate::trace::Dropped;
use crate::turn::{Reason, Reply, ReplySentence};
use serde::Deserialize;
use std::collections::HashSet;

/// Sentences of an answer; what is beyond is not read.
const MOST_SENTENCES: usize = 24;
/// Characters of a sentence; a longer one is not one.
const LONGEST: usize = 600;

/// What is asked of a model's answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// The question that stands alone.
    pub question: &'a str,
    /// The owner's decisions.
    pub policy: &'a Policy,
    /// What the extractive answer quotes.
    pub quoted: &'a [Citation],
    /// Whether sentences may be heard before the turn ends.
    pub aloud: bool,
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    /// The supported sentences; `None` where none is left, or the model declined.
    pub proposal: Option<AnswerProposal>,
    /// What speaks for and against it.
    pub signals: ModelSignals,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Output {
    answerable: bool,
    sentences: Vec<Sentence>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    text: String,
    cites: Vec<usize>,
    #[serde(default)]
    kind: Kind,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Sentence,
    Step,
    Item,
}

/// A sentence that passed.
struct Passed {
    text: String,
    kind: Kind,
    hit: usize,
    passage: usize,
}

impl Writer<'_> {
    /// An answer for the contact.
    pub async fn answer(&mut self, ask: Ask<'_>, pack: &Pack<'_>, check: &SentenceCheck<'_>) -> Written {
        let (earlier, page) = (self.earlier.clone(), self.page.clone());
        let question = self.redactor.written(ask.question);
        let context = AnswerPrompt {
            agent: &ask.policy.agent_name,
            product: &ask.policy.product,
            most_words: ask.policy.answer_words,
            never_ask: &ask.policy.never_ask,
            evidence: &pack.pieces,
            earlier: &earlier,
            page: page.as_ref(),
            question: &question,
        };
        let samples = self.prompts.settings::<AnswerPrompt<'_>>().map_or(1, |s| s.samples);
        self.grounded(ask, &context, pack, check, samples).await
    }

    /// A draft for a person: the same, never heard before it is whole.
    pub async fn suggest(
        &mut self,
        reason: Reason,
        ask: Ask<'_>,
        pack: &Pack<'_>,
        check: &SentenceCheck<'_>,
    ) -> Written {
        let (earlier, page) = (self.earlier.clone(), self.page.clone());
        let question = self.redactor.written(ask.question);
        let context = SuggestPrompt {
            product: &ask.policy.product,
            reason: reason.in_words(),
            most_words: ask.policy.answer_words,
            never_ask: &ask.policy.never_ask,
            evidence: &pack.pieces,
            earlier: &earlier,
            page: page.as_ref(),
            question: &question,
        };
        let ask = Ask { aloud: false, ..ask };
        self.grounded(ask, &context, pack, check, 1).await
    }

    async fn grounded<P: Prompt>(
        &mut self,
        ask: Ask<'_>,
        context: &P,
        pack: &Pack<'_>,
        check: &SentenceCheck<'_>,
        samples: u32,
    ) -> Written {
        let heard = self.heard.filter(|_| ask.aloud).cloned();
        let restorer = self.redactor.clone();
        let mut said = 0;
        let mut reader = Reader::new(
            check,
            ask.policy,
            Box::new(move |sentence: &Passed, before: Option<&Passed>, number| {
                let Some(heard) = &heard else { return false };
                let text = format!("{}{}", separator(before, sentence), numbered(sentence, number));
                heard(Provisional {
                    at: said,
                    text: restorer.restore(&text),
                });
                said += 1;
                true
            }),
        );
        let Some((output, written)) = self.ask::<P, Output>(context, &mut reader).await else {
            return Written::default();
        };
        // What was read on the way is what was shown; the whole output is the same sentences once more.
        let (passed, dropped) = reader.end(&output);
        if let Some(last) = self.calls.last_mut() {
            let dropped = dropped.iter().map(|(text, why)| Dropped {
                text: self.redactor.restore(text),
                why: why.clone(),
            });
            last.dropped = dropped.collect();
        }
        let all = (passed.len() + dropped.len()).max(1) as f32;
        let declined = !output.answerable || passed.is_empty();
        let rests = |p: &&Passed| ask.quoted.contains(&pack.cite(p.hit, p.passage));
        let agreed = passed.iter().filter(rests).count();
        let mut signals = ModelSignals {
            model_asked: 1.0,
            model_declined: f32::from(u8::from(declined)),
            model_kept: passed.len() as f32 / all,
            model_agreed: agreed as f32 / passed.len().max(1) as f32,
            model_consistency: 0.0,
            model_log_probability: written.log_probability.map_or(0.0, |p| p.clamp(-3.0, 0.0) as f32),
        };
        if declined {
            if passed.is_empty() && output.answerable {
                self.note("unused: no sentence is supported");
            } else {
                self.note("declined");
            }
            return Written {
                proposal: None,
                signals,
            };
        }
        if samples > 1 {
            signals.model_consistency = self.consistency(context, &passed, samples - 1).await;
        }
        let proposal = self.compose(&passed, pack);
        Written {
            proposal: Some(proposal),
            signals,
        }
    }

    /// How alike further texts are to the first, as shared content words over all of them, in the mean.
    async fn consistency<P: Prompt>(&mut self, context: &P, passed: &[Passed], further: u32) -> f32 {
        let words = |texts: &mut dyn Iterator<Item = &str>| texts.flat_map(stems).collect::<HashSet<String>>();
        let first = words(&mut passed.iter().map(|p| p.text.as_str()));
        let mut sum = 0.0;
        for _ in 0..further {
            let Some((output, _)) = self.ask::<P, Output>(context, &mut Deaf).await else {
                continue;
            };
            self.note("sample");
            let other = words(&mut output.sentences.iter().map(|s| s.text.as_str()));
            let all = first.union(&other).count().max(1);
            sum += first.intersection(&other).count() as f32 / all as f32;
        }
        sum / further.max(1) as f32
    }

    fn compose(&self, passed: &[Passed], pack: &Pack<'_>) -> AnswerProposal {
        let mut text = String::new();
        let mut sentences = Vec::new();
        let mut citations: Vec<Citation> = Vec::new();
        let mut number = 0;
        for (at, sentence) in passed.iter().enumerate() {
            let before = at.checked_sub(1).map(|b| &passed[b]);
            number = next_number(before, sentence, number);
            text.push_str(separator(before, sentence));
            text.push_str(&self.redactor.restore(&numbered(sentence, number)));
            let citation = pack.cite(sentence.hit, sentence.passage);
            let place = citations.iter().position(|c| *c == citation);
            let place = place.unwrap_or_else(|| {
                citations.push(citation);
                citations.len() - 1
            });
            sentences.push(ReplySentence {
                text: self.redactor.restore(&sentence.text),
                citation: place,
            });
        }
        AnswerProposal {
            reply: Reply {
                text,
                value: None,
                sentences,
                options: Vec::new(),
            },
            citations,
        }
    }
}

/// Says a sentence that passed: the sentence, the one before it, its number among steps. True where somebody heard it.
type Say<'a> = Box<dyn FnMut(&Passed, Option<&Passed>, usize) -> bool + Send + 'a>;

/// Reads sentences as they are written, and checks each once.
struct Reader<'a> {
    check: &'a SentenceCheck<'a>,
    never_ask: &'a [String],
    say: Say<'a>,
    stream: Sentences,
    passed: Vec<Passed>,
    dropped: Vec<(String, String)>,
    read: usize,
    number: usize,
    shown: bool,
}

impl<'a> Reader<'a> {
    fn new(check: &'a SentenceCheck<'a>, policy: &'a Policy, say: Say<'a>) -> Self {
        Self {
            check,
            never_ask: &policy.never_ask,
            say,
            stream: Sentences::default(),
            passed: Vec::new(),
            dropped: Vec::new(),
            read: 0,
            number: 0,
            shown: false,
        }
    }

    fn take(&mut self, sentence: &Sentence) {
        self.read += 1;
        if self.read > MOST_SENTENCES {
            return;
        }
        let plain = without_markers(&sentence.text);
        let text = match sentence.kind {
            Kind::Sentence => plain,
            Kind::Step | Kind::Item => unmarked(&plain).to_owned(),
        };
        match self.verdict(&text, &sentence.cites) {
            Err(why) => self.dropped.push((text, why)),
            Ok((hit, passage)) => {
                let kind = sentence.kind;
                let passed = Passed {
                    text,
                    kind,
                    hit,
                    passage,
                };
                let before = self.passed.last();
                self.number = next_number(before, &passed, self.number);
                self.shown |= (self.say)(&passed, before, self.number);
                self.passed.push(passed);
            }
        }
    }

    /// Where a sentence stands in the evidence, or why it is dropped.
    fn verdict(&self, text: &str, cites: &[usize]) -> Result<(usize, usize), String> {
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err("it is empty or too long to be one sentence".to_owned());
        }
        if crate::verify::asks_for_any(text, self.never_ask) {
            return Err("it asks for what is never asked for".to_owned());
        }
        let cited: Vec<usize> = cites.iter().filter_map(|n| n.checked_sub(1)).collect();
        match self.check.verdict(text, &cited) {
            Ok(Verdict::Supported { hit, passage, .. }) => Ok((hit, passage)),
            Ok(Verdict::Unsupported { why }) => Err(why),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The sentences of the whole output, those that were not heard on the way among them.
    fn end(mut self, output: &Output) -> (Vec<Passed>, Vec<(String, String)>) {
        for sentence in output.sentences.iter().skip(self.read) {
            self.take(sentence);
        }
        (self.passed, self.dropped)
    }
}

impl Listener for Reader<'_> {
    fn hear(&mut self, piece: &str) -> bool {
        for json in self.stream.feed(piece) {
            // One that cannot be read makes the whole output unusable, which is found at its end.
            if let Ok(sentence) = read::<Sentence>(&json) {
                self.take(&sentence);
            }
        }
        self.shown
    }

    fn forget(&mut self) {
        self.stream = Sentences::default();
        self.passed.clear();
        self.dropped.clear();
        (self.read, self.number) = (0, 0);
    }
}

fn next_number(before: Option<&Passed>, sentence: &Passed, number: usize) -> usize {
    match (before.map(|b| b.kind), sentence.kind) {
        (Some(Kind::Step), Kind::Step) => number + 1,
        _ => 1,
    }
}

/// What sets a sentence apart from the one before.
fn separator(before: Option<&Passed>, sentence: &Passed) -> &'static str {
    match (before.map(|b| b.kind), sentence.kind) {
        (None, _) => "",
        (Some(Kind::Sentence), Kind::Sentence) => " ",
        (Some(one), other) if one == other => "\n",
        _ => "\n\n",
    }
}

/// A sentence with its mark in a list.
fn numbered(sentence: &Passed, number: usize) -> String {
    match sentence.kind {
        Kind::Sentence => sentence.text.clone(),
        Kind::Step => format!("{number}. {}", sentence.text),
        Kind::Item => format!("- {}", sentence.text),
    }
}

/// Without the mark that the model wrote itself.
fn unmarked(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(after) if rest.len() < text.len() && after.starts_with(' ') => after.trim_start(),
        _ => text.strip_prefix("- ").unwrap_or(text),
    }
}
