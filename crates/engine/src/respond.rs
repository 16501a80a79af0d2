//! One turn: understand → retrieve → propose → verify → estimate → decide.

mod leads;
mod proposals;
mod understand;
mod wording;
mod written;

use crate::aids::Aids;
use crate::article::Citation;
use crate::confidence::{Calibration, UnknownFeature};
use crate::decide::{Decision, Options, decide};
use crate::generate::{DECLINED, ForPeople, ModelSignals, Writer};
use crate::guide::Guide;
use crate::handoff::{Handoff, Material};
use crate::ids::{ArticleId, GuideId};
use crate::injection::{self, Flag, FlagKind};
use crate::intent::{Classifier, Example, IntentSet};
use crate::models;
use crate::policy::Policy;
use crate::ports::{Embedder, Hit, PortError, Retriever, SearchQuery};
use crate::prompt::Prompts;
use crate::propose::{AnswerProposal, GuideFeatures, GuideProposal, GuideShelf, Seen, Share, answer, clarify, shares};
use crate::reading::{Candidate, Evidence, Features, Leaning, PassageReading, Question, Weighed, read, weigh};
use crate::trace::Trace;
use crate::turn::{Outcome, Turn, TurnInput};
use crate::understand::{Moods, Understanding};
use crate::verify::{asks_for_any, drop_unsupported};
use leads::leads;
use proposals::{Proposals, title_of, trace_evidence};
use std::sync::Arc;
use wording::{courtesy, word};
use written::Found;

/// Chunks that the second look reads.
const HITS: usize = 24;

/// The mind: everything learned or taught, ready to take turns. Cheap to share, costly to make.
pub struct Engine {
    embedder: Arc<dyn Embedder>,
    retriever: Arc<dyn Retriever>,
    moods: Moods,
    intents: Vec<IntentSet>,
    classifier: Option<Classifier>,
    /// Tells from the known questions which article a question leads to.
    leads: Option<Classifier>,
    guides: GuideShelf,
    calibration: Option<(Calibration, String)>,
    prompts: Prompts,
}

/// What the owner taught besides articles.
#[derive(Debug, Clone, Default)]
pub struct Teaching {
    /// Guides.
    pub guides: Vec<Guide>,
    /// Intents with their examples.
    pub intents: Vec<IntentSet>,
}

/// All that the weights of one turn apply to.
#[derive(Debug, Clone)]
pub struct Weighing {
    /// Every passage that it reads, with its article and its text.
    pub passages: Vec<(ArticleId, String, Weighed)>,
    /// Every guide that is for the contact.
    pub guides: Vec<(GuideId, GuideFeatures)>,
}

/// What a turn knows before it searches.
struct Understood {
    question: Question,
    understanding: Understanding,
    greeting: bool,
    /// `None` where the articles are given.
    leaning: Option<Leaning>,
}

impl Engine {
    /// Learns intents and cues; a second for a few hundred examples.
    pub fn new(
        embedder: Arc<dyn Embedder>,
        retriever: Arc<dyn Retriever>,
        teaching: Teaching,
    ) -> Result<Self, PortError> {
        let examples: Vec<Example> = teaching.intents.iter().flat_map(IntentSet::examples).collect();
        let classifier = if examples.is_empty() {
            None
        } else {
            let texts: Vec<&str> = examples.iter().map(|e| e.text.as_str()).collect();
            Some(Classifier::train(&examples, &embedder.embed(&texts)?))
        };
        let leads = leads(&teaching, embedder.as_ref(), retriever.as_ref())?;
        Ok(Self {
            leads,
            moods: Moods::learn(embedder.as_ref())?,
            guides: GuideShelf::new(teaching.guides, embedder.as_ref())?,
            intents: teaching.intents,
            classifier,
            embedder,
            retriever,
            calibration: None,
            prompts: Prompts::shipped().map_err(|e| PortError::Prompts(e.to_string()))?,
        })
    }

    /// Takes a calibration in place of the shipped weights of confidence and the policy's thresholds. `identity` stands in
    /// the traces. An error where it was made for other features; then nothing changes.
    pub fn calibrate(&mut self, calibration: Calibration, identity: String) -> Result<(), UnknownFeature> {
        // One that was learned without a model says nothing of its signals; then they count nothing.
        let with_model = [Features::NAMES, ModelSignals::NAMES].concat();
        let plain = calibration.answer.check(Features::NAMES);
        plain.or_else(|_| calibration.answer.check(&with_model))?;
        if let Some(guide) = &calibration.guide {
            guide.check(GuideFeatures::NAMES)?;
        }
        self.calibration = Some((calibration, identity));
        Ok(())
    }

    /// Takes an owner's prompts in place of the shipped ones.
    pub fn prompt_with(&mut self, prompts: Prompts) {
        self.prompts = prompts;
    }

    /// Takes one turn without a language model.
    pub async fn respond(&self, input: &TurnInput, policy: &Policy) -> Result<Turn, PortError> {
        self.respond_with(input, policy, &Aids::default()).await
    }

    /// Takes one turn: the only way to a reply.
    pub async fn respond_with(&self, input: &TurnInput, policy: &Policy, aids: &Aids) -> Result<Turn, PortError> {
        let mut writer = Writer::new(aids, &self.prompts, input);
        let (understood, language) = self.understand_with(writer.as_mut(), input, policy).await?;
        let hits = self.search(input, &understood).await?;
        let (candidates, evidence) = read(&understood.question, &hits, understood.leaning.as_ref());
        let mut flags = injection::of_turn(self.embedder.as_ref(), input)?;
        let mut proposals = self.propose(input, policy, &understood, &hits, &candidates)?;
        flags.extend_from_slice(&proposals.flags);
        let found = Found {
            hits: &hits,
            candidates: &candidates,
        };
        let mut sure = self.estimate(&understood, &evidence, &proposals.signals);
        let mut decision = self.decide(policy, input, &understood, &proposals, sure);
        if let Some(writer) = writer.as_mut() {
            self.word_answer(writer, policy, &understood, &found, &mut proposals, decision)
                .await?;
            sure = self.estimate(&understood, &evidence, &proposals.signals);
            decision = self.decide(policy, input, &understood, &proposals, sure);
        }
        let weighed = trace_evidence(&hits, &candidates);
        let (mut reply, citations) = word(policy, &understood, input, decision, &proposals);
        let mut for_people = ForPeople::default();
        if let Some(writer) = writer.as_mut() {
            if decision.outcome == Outcome::Escalate {
                for_people = self
                    .word_for_people(writer, policy, &understood, &found, decision.reason)
                    .await?;
            }
            self.word_question(writer, policy, &understood, decision, &mut reply)
                .await;
            self.word_in(language, writer, policy, &mut reply, proposals.guide.as_mut())
                .await;
        }
        let handoff = (decision.outcome == Outcome::Escalate).then(|| {
            Handoff::gather(&Material {
                input,
                understanding: &understood.understanding,
                reason: decision.reason,
                evidence: &weighed,
                flags: &flags,
                title: &|id| title_of(id, &hits),
                guide: &|id| self.guides.get(id),
                suggested: proposals.suggested(decision.reason),
                written: for_people,
            })
        });
        let traced = proposals.trace(sure, &evidence.features);
        let guides = decision.outcome == Outcome::Guide;
        Ok(Turn {
            outcome: decision.outcome,
            reply,
            confidence: decision.confidence,
            reason: decision.reason,
            citations,
            guide: proposals.guide.filter(|_| guides).map(|g| g.offer),
            handoff,
            trace: Trace {
                embedder: self.embedder.identity().to_owned(),
                index: self.retriever.identity(),
                models: models::IDENTITY.to_owned(),
                understanding: understood.understanding,
                evidence: weighed,
                proposals: traced,
                flags,
                calibration: self.calibration.as_ref().map(|(_, id)| id.clone()).unwrap_or_default(),
                threshold: Some(decision.from).filter(|from| from.is_finite()),
                language_model: aids.model.as_ref().map(|m| m.identity().to_owned()).unwrap_or_default(),
                calls: writer.map(|w| w.calls).unwrap_or_default(),
            },
        })
    }

    /// The probability that the best answer is right. What a model says of it counts as a calibration learned; without one
    /// it can take and never give.
    fn estimate(&self, understood: &Understood, evidence: &Evidence, signals: &ModelSignals) -> f64 {
        let searched = understood.leaning.is_some();
        match self.calibration.as_ref().filter(|_| searched) {
            Some((calibration, _)) => {
                let features = [evidence.features.values().as_slice(), &signals.values()].concat();
                calibration.answer.probability(&features)
            }
            None => declined(evidence.probability, signals),
        }
    }

    fn decide(
        &self,
        policy: &Policy,
        input: &TurnInput,
        understood: &Understood,
        proposals: &Proposals,
        sure: f64,
    ) -> Decision {
        let calibrated = self.calibrated_from(&understood.understanding);
        let options = Options {
            answer: proposals.answer.as_ref().map(|_| sure),
            guide: proposals.guide.as_ref(),
            clarify: proposals.clarify.as_ref(),
            answer_from: calibrated.unwrap_or(policy.answer_threshold),
            guide_from: calibrated.unwrap_or(policy.guide_threshold),
        };
        courtesy(understood, input).unwrap_or_else(|| decide(policy, &understood.understanding, options))
    }

    /// The probability that suffices for a reply without a person, where a calibration says so.
    fn calibrated_from(&self, understanding: &Understanding) -> Option<f64> {
        let (calibration, _) = self.calibration.as_ref()?;
        Some(calibration.thresholds.for_topic(understanding.topic.as_deref()))
    }

    fn propose_guide(&self, input: &TurnInput, seen: &Seen<'_>) -> Option<GuideProposal> {
        let mut guide = self.guides.propose(input, seen)?;
        if let Some((calibration, _)) = &self.calibration {
            // A guide that nothing is known of is not given, and no answer in its place: its cases were not learned from.
            let known = calibration.guide.as_ref();
            guide.probability = known.map_or(0.0, |model| model.probability(&guide.features.values()));
        }
        Some(guide)
    }

    fn propose(
        &self,
        input: &TurnInput,
        policy: &Policy,
        understood: &Understood,
        hits: &[Hit],
        candidates: &[Candidate],
    ) -> Result<Proposals, PortError> {
        let question = &understood.question;
        let (mut answer, mut withheld) = (answer(question, hits, candidates, policy.answer_words), None);
        let mut dropped = answer.as_mut().map(|p| drop_unsupported(p, hits)).unwrap_or_default();
        let flags = answer
            .as_ref()
            .map(|p| self.flagged(p, hits))
            .transpose()?
            .unwrap_or_default();
        let planted = flags
            .iter()
            .filter(|f| f.kind == FlagKind::Injection && f.score >= injection::WITHHELD);
        dropped.extend(planted.map(|f| f.quote.clone()));
        let asks = |p: &mut AnswerProposal| asks_for_any(&p.reply.text, &policy.never_ask);
        if !dropped.is_empty() || answer.as_mut().is_some_and(asks) {
            withheld = answer.take().map(|p| (p, dropped));
        }
        let shares = shares(hits, candidates);
        let led = understood.leaning.as_ref().map(|l| &l.led);
        let stands_alone = understood.understanding.query == input.question().trim();
        Ok(Proposals {
            flags,
            answer,
            withheld,
            written: None,
            signals: ModelSignals::default(),
            guide: self.propose_guide(input, &self.seen(understood, &shares)),
            clarify: clarify(question, candidates, hits, &shares, led, stands_alone),
        })
    }

    /// What is to be said of an answer's words. One that quotes an instruction planted in an article is not given.
    fn flagged(&self, answer: &AnswerProposal, hits: &[Hit]) -> Result<Vec<Flag>, PortError> {
        let quotes: Vec<_> = answer.citations.iter().filter_map(|c| cited(c, hits)).collect();
        injection::of_quotes(self.embedder.as_ref(), &quotes)
    }

    /// The articles that a turn would weigh, best first, each once.
    pub async fn retrieve(&self, input: &TurnInput) -> Result<Vec<ArticleId>, PortError> {
        let understood = self.understand(input)?;
        let hits = self.search(input, &understood).await?;
        let (candidates, _) = read(&understood.question, &hits, understood.leaning.as_ref());
        let ranked = candidates.iter().map(|c| &hits[c.hit].article.id);
        Ok(distinct(ranked.chain(hits.iter().map(|h| &h.article.id))))
    }

    /// All that the weights of a turn apply to: what they are learned from.
    pub async fn weigh(&self, input: &TurnInput) -> Result<Weighing, PortError> {
        let understood = self.understand(input)?;
        let hits = self.search(input, &understood).await?;
        let weighed = weigh(&understood.question, &hits, understood.leaning.as_ref());
        let (candidates, _) = read(&understood.question, &hits, understood.leaning.as_ref());
        let shares = shares(&hits, &candidates);
        let guides = self.guides.weigh(input, &self.seen(&understood, &shares));
        let permitted = guides.into_iter().filter(|w| w.permitted);
        let guides = permitted.map(|w| (w.guide.id.clone(), w.features)).collect();
        let name = |w: Weighed| {
            let hit = &hits[w.hit];
            (hit.article.id.clone(), hit.chunk.passages[w.passage].text.clone(), w)
        };
        let passages = weighed.into_iter().map(name).collect();
        Ok(Weighing { passages, guides })
    }

    fn seen<'a>(&'a self, understood: &'a Understood, shares: &'a [Share<'a>]) -> Seen<'a> {
        Seen {
            question: &understood.question,
            understanding: &understood.understanding,
            intents: &self.intents,
            shares,
            led: understood.leaning.as_ref().map(|l| &l.led),
        }
    }

    async fn search(&self, input: &TurnInput, understood: &Understood) -> Result<Vec<Hit>, PortError> {
        let area = input.page.as_ref().and_then(crate::page::PageContext::area);
        let query = SearchQuery {
            text: &understood.question.text,
            vector: &understood.question.vector,
            contact: &input.contact,
            inbox: input.inbox.as_ref().map_or("", |i| i.as_str()),
            area: area.as_deref(),
            within: input.within.as_deref(),
            limit: HITS,
        };
        self.retriever.search(&query).await
    }
}

/// The probability of an answer once a model was asked: one that declined makes it less likely.
fn declined(probability: f64, signals: &ModelSignals) -> f64 {
    if signals.model_declined == 0.0 {
        return probability;
    }
    let odds = probability.clamp(1e-9, 1.0 - 1e-9);
    let logit = (odds / (1.0 - odds)).ln() + DECLINED;
    1.0 / (1.0 + (-logit).exp())
}

impl Understood {
    fn is_thanks(&self) -> bool {
        self.understanding.solved > 0.7
    }
}

/// The passage that a citation quotes, with what was read of it.
fn cited<'a>(citation: &Citation, hits: &'a [Hit]) -> Option<(&'a str, &'a PassageReading)> {
    let hit = hits.iter().find(|hit| hit.chunk.id == citation.chunk)?;
    let mut passages = hit.chunk.passages.iter().zip(&hit.reading.passages);
    let (passage, reading) = passages.find(|(passage, _)| passage.text == citation.quote)?;
    Some((passage.text.as_str(), reading))
}

fn distinct<'a>(ids: impl Iterator<Item = &'a ArticleId>) -> Vec<ArticleId> {
    let mut found: Vec<ArticleId> = Vec::new();
    for id in ids {
        if !found.contains(id) {
            found.push(id.clone());
        }
    }
    found
}
