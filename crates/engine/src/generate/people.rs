//! What a model writes for the people who take over: what the matter is, a reply to begin with, a title.

use super::answer::Ask;
use super::check::SentenceCheck;
use super::evidence::Pack;
use super::facts::{Known, foreign, without_markers};
use super::{Said, Writer};
use crate::model::Deaf;
use crate::ports::Embedder;
use crate::prompt::{SummaryPrompt, TitlePrompt};
use crate::trace::Dropped;
use crate::turn::Reason;
use crate::verify::SupportCheck;
use futures_util::future::join3;
use serde::Deserialize;
use std::sync::Arc;

/// The probability of support from which a sentence of a summary stands.
const SUPPORTED: f64 = 0.3;
/// Sentences of a summary.
const MOST_SENTENCES: usize = 3;
/// Words of a title.
const TITLE_WORDS: usize = 12;

/// What was written for people; each may be missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct ForPeople {
    /// What the matter is, in up to three sentences that the conversation supports.
    pub matter: Option<String>,
    /// A reply to begin with, of sentences that the evidence supports.
    pub suggested: Option<String>,
    /// The conversation in a few words.
    pub title: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Summary {
    sentences: Vec<SummarySentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SummarySentence {
    text: String,
    cites: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    title: String,
}

impl Writer<'_> {
    /// Writes all three side by side.
    pub async fn for_people(
        &mut self,
        reason: Reason,
        ask: Ask<'_>,
        evidence: Option<(&Pack<'_>, &SentenceCheck<'_>)>,
        embedder: &Arc<dyn Embedder>,
    ) -> ForPeople {
        let (mut one, mut two, mut three) = (self.fork(), self.fork(), self.fork());
        let product = ask.policy.product.as_str();
        let suggested = async {
            let (pack, check) = evidence.filter(|(pack, _)| !pack.pieces.is_empty() && reason != Reason::OutOfScope)?;
            two.suggest(reason, ask, pack, check).await.proposal
        };
        let (matter, suggested, title) = join3(one.matter(product, embedder), suggested, three.title(product)).await;
        for writer in [one, two, three] {
            self.calls.extend(writer.calls);
        }
        ForPeople {
            matter,
            suggested: suggested.map(|p| p.reply.text),
            title,
        }
    }

    async fn matter(&mut self, product: &str, embedder: &Arc<dyn Embedder>) -> Option<String> {
        let mut messages = self.earlier.clone();
        messages.push(Said {
            who: "Contact",
            text: self.message.clone(),
        });
        let context = SummaryPrompt {
            product,
            messages: &messages,
        };
        let (output, _) = self.ask::<_, Summary>(&context, &mut Deaf).await?;
        let check = SupportCheck::new(embedder.clone());
        let mut kept = Vec::new();
        let mut dropped = Vec::new();
        for sentence in output.sentences.iter().take(MOST_SENTENCES) {
            let text = without_markers(&sentence.text);
            match unsupported(&check, &text, &sentence.cites, &messages) {
                None => kept.push(text),
                Some(why) => dropped.push(Dropped { text, why }),
            }
        }
        if let Some(last) = self.calls.last_mut() {
            last.dropped = dropped;
        }
        let matter = self.redactor.restore(&kept.join(" "));
        (!matter.is_empty()).then_some(matter)
    }

    async fn title(&mut self, product: &str) -> Option<String> {
        let said = self
            .earlier
            .iter()
            .filter(|s| s.who == "Contact")
            .map(|s| s.text.clone());
        let messages: Vec<String> = said.chain([self.message.clone()]).collect();
        let context = TitlePrompt {
            product,
            messages: &messages,
        };
        let (output, _) = self.ask::<_, Title>(&context, &mut Deaf).await?;
        let title = output.title.trim().trim_end_matches('.');
        let known = Known::of(messages.iter().map(String::as_str).chain([product]));
        let plain = !title.is_empty() && !title.contains('\n') && title.split_whitespace().count() <= TITLE_WORDS;
        if !plain || foreign(title, &known).is_some() {
            self.note("unused: it is long or says what nobody wrote");
            return None;
        }
        Some(self.redactor.restore(title))
    }
}

/// Why the messages that a sentence cites do not say it. Whom it speaks of is no claim: "the contact" stands for "I".
fn unsupported(check: &SupportCheck, text: &str, cites: &[usize], messages: &[Said]) -> Option<String> {
    let cited = cites.iter().filter_map(|n| messages.get(n.checked_sub(1)?));
    let source: Vec<&str> = cited.map(|said| said.text.as_str()).collect();
    if source.is_empty() {
        return Some("it cites no message".to_owned());
    }
    let spoken = text.replace("The contact", "They").replace("the contact", "they");
    if let Some(why) = foreign(&spoken, &Known::of(source.iter().copied())) {
        return Some(why.replace("the evidence", "what was said"));
    }
    match check.support(&source.join("\n"), &spoken) {
        Ok(support) if support.probability >= SUPPORTED => None,
        Ok(support) => Some(format!("nobody said it ({:.2})", support.probability)),
        Err(error) => Some(error.to_string()),
    }
}
