//! What a language model adds to a turn. Each of these may come to nothing, and the turn goes on as it would without one.

use super::proposals::Proposals;
use super::wording::courtesy;
use super::{Engine, Understood};
use crate::decide::Decision;
use crate::generate::{Ask, ForPeople, Pack, SentenceCheck, Writer};
use crate::policy::Policy;
use crate::ports::{Hit, PortError};
use crate::prompt::IntentExamples;
use crate::propose::GuideProposal;
use crate::reading::{Candidate, Features};
use crate::turn::{Outcome, Reason, Reply, TurnInput};
use crate::understand::Understanding;
use whatlang::Lang;

/// An intent less likely than this is one that the linear head is unsure of …
const SURE_INTENT: f64 = 0.5;
/// … and of these the likeliest are offered to a model, with so many examples each.
const EXAMPLES: usize = 3;
/// What a model's choice among them counts beside the head's.
const TRUST: f64 = 0.5;
/// A cue this likely decides by itself.
const SURE_CUE: f64 = 0.5;
/// How likely it is that the contact wants a person where a model says so.
const HEARD: f64 = 0.75;
/// Share of its sentences that have to be supported for a model's answer to be given.
const KEPT: f32 = 0.5;

/// What searching found.
pub(super) struct Found<'a> {
    pub hits: &'a [Hit],
    pub candidates: &'a [Candidate],
}

impl Engine {
    /// Understands the message; with a model, a follow-up or a message in another language is made into a question in the
    /// articles' language first. Also the language to reply in, where it is another.
    pub(super) async fn understand_with(
        &self,
        writer: Option<&mut Writer<'_>>,
        input: &TurnInput,
        policy: &Policy,
    ) -> Result<(Understood, Option<Lang>), PortError> {
        let understood = self.understand(input)?;
        let Some(writer) = writer else {
            return Ok((understood, None));
        };
        if courtesy(&understood, input).is_some() {
            return Ok((understood, None));
        }
        let language = &understood.understanding.language;
        let locale = input.contact.locale.as_deref();
        let rewritten = writer
            .rewrite(&policy.product, &policy.articles_language, language, locale)
            .await;
        let (mut understood, language) = match rewritten {
            None => (understood, None),
            Some(rewritten) => {
                let translated = rewritten.language.map(|_| rewritten.query.as_str());
                let mut again = self.understand_as(input, rewritten.query.clone(), translated)?;
                if let Some(language) = rewritten.language {
                    language.code().clone_into(&mut again.understanding.language);
                }
                (again, rewritten.language)
            }
        };
        self.sort_with(writer, policy, &mut understood.understanding).await;
        Ok((understood, language))
    }

    /// Where the linear head is unsure what is wanted, a model chooses among its likeliest intents. It can ask for a person
    /// in the contact's name and cannot take that back, nor can it put a message in or out of scope.
    async fn sort_with(&self, writer: &mut Writer<'_>, policy: &Policy, understanding: &mut Understanding) {
        let unsure = understanding
            .intents
            .first()
            .is_some_and(|g| g.probability < SURE_INTENT);
        if !unsure || understanding.wants_person >= SURE_CUE {
            return;
        }
        let taught = || self.intents.iter().flat_map(|set| &set.intents);
        let likely = understanding
            .intents
            .iter()
            .filter_map(|g| taught().find(|i| i.id == g.intent));
        let offered: Vec<IntentExamples> = likely
            .map(|intent| IntentExamples {
                id: intent.id.clone(),
                examples: intent.examples.iter().take(EXAMPLES).cloned().collect(),
            })
            .collect();
        let Some(sorted) = writer.sort(&policy.product, &offered).await else {
            return;
        };
        if sorted.wants_person {
            understanding.wants_person = understanding.wants_person.max(HEARD);
        }
        let Some(chosen) = sorted.intent else { return };
        for guess in &mut understanding.intents {
            let says = f64::from(u8::from(guess.intent == chosen));
            guess.probability = (1.0 - TRUST) * guess.probability + TRUST * says;
        }
        understanding
            .intents
            .sort_by(|a, b| b.probability.total_cmp(&a.probability));
        let topic = |id: &str| taught().find(|i| i.id == id).map(|i| i.topic.clone());
        let likeliest = understanding.intents.first().and_then(|g| topic(&g.intent));
        if let Some(likeliest) = likeliest.filter(|_| understanding.topic_probability < SURE_CUE) {
            let of_topic = understanding
                .intents
                .iter()
                .filter(|g| topic(&g.intent).as_ref() == Some(&likeliest));
            understanding.topic_probability = of_topic.map(|g| g.probability).sum();
            understanding.topic = Some(likeliest);
        }
    }

    /// Has the answer worded where one is given, or would be if the model's signals spoke for it. The confidence is that of what
    /// the extractive answer quotes, so that the model's words stand only where they rest on that, too: sentences that are
    /// true and answer something else give way.
    pub(super) async fn word_answer(
        &self,
        writer: &mut Writer<'_>,
        policy: &Policy,
        understood: &Understood,
        found: &Found<'_>,
        proposals: &mut Proposals,
        decision: Decision,
    ) -> Result<(), PortError> {
        let given = decision.outcome == Outcome::Answer && !understood.is_thanks();
        let close = decision.reason == Reason::LowConfidence
            && self.weighs_model()
            && decision.confidence >= decision.from / 2.0;
        let Some(extractive) = proposals.answer.as_ref().filter(|_| given || close) else {
            return Ok(());
        };
        let (pack, check) = self.evidence(writer, policy, found)?;
        let ask = Ask {
            question: &understood.question.text,
            policy,
            quoted: &extractive.citations,
            aloud: given,
        };
        let written = writer.answer(ask, &pack, &check).await;
        proposals.signals = written.signals;
        let says_value = |reply: &Reply| {
            let value = extractive.reply.value.as_deref();
            value.is_none_or(|value| reply.text.to_lowercase().contains(&value.to_lowercase()))
        };
        let competes = |p: &crate::propose::AnswerProposal| {
            written.signals.model_kept >= KEPT && written.signals.model_agreed > 0.0 && says_value(&p.reply)
        };
        match written.proposal {
            Some(proposal) if competes(&proposal) => proposals.written = Some(proposal),
            Some(_) => writer.note("unused: what is left does not answer as the evidence does"),
            None => {}
        }
        Ok(())
    }

    /// True where a calibration was learned with a model's signals.
    fn weighs_model(&self) -> bool {
        let weights = self
            .calibration
            .iter()
            .flat_map(|(c, _)| c.answer.weights.iter().skip(Features::NAMES.len()));
        weights.into_iter().any(|(_, weight)| *weight != 0.0)
    }

    /// Has the packet's words written.
    pub(super) async fn word_for_people(
        &self,
        writer: &mut Writer<'_>,
        policy: &Policy,
        understood: &Understood,
        found: &Found<'_>,
        reason: Reason,
    ) -> Result<ForPeople, PortError> {
        let (pack, check) = self.evidence(writer, policy, found)?;
        let ask = Ask {
            question: &understood.question.text,
            policy,
            quoted: &[],
            aloud: false,
        };
        Ok(writer
            .for_people(reason, ask, Some((&pack, &check)), &self.embedder)
            .await)
    }

    /// Has a question back worded.
    pub(super) async fn word_question(
        &self,
        writer: &mut Writer<'_>,
        policy: &Policy,
        understood: &Understood,
        decision: Decision,
        reply: &mut Reply,
    ) {
        if decision.outcome != Outcome::Clarify || understood.greeting {
            return;
        }
        let readings: Vec<&str> = reply.options.iter().map(|o| o.text.as_str()).collect();
        if let Some(question) = writer.ask_back(policy, &readings).await {
            reply.text = question;
        }
    }

    /// Has the reply and the guide translated.
    pub(super) async fn word_in(
        &self,
        language: Option<Lang>,
        writer: &mut Writer<'_>,
        policy: &Policy,
        reply: &mut Reply,
        guide: Option<&mut GuideProposal>,
    ) {
        let Some(language) = language else { return };
        let mut texts: Vec<&mut String> = Vec::new();
        let original: Vec<String> = reply.sentences.iter().map(|s| s.text.clone()).collect();
        if original.is_empty() {
            texts.push(&mut reply.text);
        }
        texts.extend(reply.sentences.iter_mut().map(|s| &mut s.text));
        texts.extend(reply.options.iter_mut().map(|o| &mut o.text));
        if let Some(guide) = guide {
            let guide = &mut guide.offer.guide;
            texts.extend([&mut guide.title, &mut guide.summary]);
            texts.extend(guide.steps.iter_mut().map(|s| &mut s.instruction));
        }
        let asked: Vec<&str> = texts.iter().map(|t| t.as_str()).collect();
        let Some(translated) = writer.translate(&policy.product, language, &asked).await else {
            return;
        };
        for (text, translation) in texts.into_iter().zip(translated) {
            *text = translation;
        }
        reply.text = replaced(&reply.text, &original, reply);
    }

    /// The evidence as a model may see it, and the check of what it makes of it.
    fn evidence<'f>(
        &self,
        writer: &Writer<'_>,
        policy: &Policy,
        found: &Found<'f>,
    ) -> Result<(Pack<'f>, SentenceCheck<'f>), PortError> {
        let (count, budget) = writer.evidence_limit();
        let pack = Pack::new(found.hits, found.candidates, self.embedder.as_ref(), &count, budget)?;
        let called = [policy.product.as_str(), policy.agent_name.as_str()];
        let check = SentenceCheck::new(self.embedder.clone(), pack.hits.clone(), &called);
        Ok((pack, check))
    }
}

/// The text of a reply with each of its sentences in place of its original, in order.
fn replaced(text: &str, original: &[String], reply: &Reply) -> String {
    let mut out = String::new();
    let mut rest = text;
    for (from, sentence) in original.iter().zip(&reply.sentences) {
        let Some(at) = rest.find(from.as_str()) else { continue };
        out.push_str(&rest[..at]);
        out.push_str(&sentence.text);
        rest = &rest[at + from.len()..];
    }
    out.push_str(rest);
    out
}
