//! One turn: understand → retrieve → propose → verify → estimate → decide.

mod understand;

use crate::article::Citation;
use crate::conversation::Author;
use crate::decide::{Decision, Options, decide};
use crate::guide::Guide;
use crate::handoff::Handoff;
use crate::ids::{ArticleId, GuideId};
use crate::intent::{Classifier, Example, IntentSet};
use crate::models;
use crate::policy::Policy;
use crate::ports::{Embedder, Hit, PortError, Retriever, SearchQuery};
use crate::propose::{AnswerProposal, GuideFeatures, GuideShelf, Seen, answer, clarify};
use crate::reading::{Candidate, Leaning, Question, Weighed, read, weigh};
use crate::trace::{EvidenceTrace, ProposalTrace, Trace};
use crate::turn::{Outcome, Reason, Reply, Turn, TurnInput};
use crate::understand::{Cues, Understanding};
use crate::verify::{asks_for_any, drop_unsupported};
use std::collections::HashSet;
use std::sync::Arc;

/// Chunks that the second look reads.
const HITS: usize = 24;
/// With known questions for more articles than this, only the nearest of them count: what they teach would take more memory
/// than the index.
const MOST_LED_ARTICLES: usize = 1000;
/// Pieces of evidence that a trace keeps.
const TRACED: usize = 10;

/// The mind: everything learned or taught, ready to take turns. Cheap to share, costly to make.
pub struct Engine {
    embedder: Arc<dyn Embedder>,
    retriever: Arc<dyn Retriever>,
    cues: Cues,
    intents: Vec<IntentSet>,
    classifier: Option<Classifier>,
    /// Tells from the known questions which article a question leads to.
    leads: Option<Classifier>,
    guides: GuideShelf,
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
            cues: Cues::learn(embedder.as_ref())?,
            guides: GuideShelf::new(teaching.guides, embedder.as_ref())?,
            intents: teaching.intents,
            classifier,
            embedder,
            retriever,
        })
    }

    /// Takes one turn: the only way to a reply.
    pub async fn respond(&self, input: &TurnInput, policy: &Policy) -> Result<Turn, PortError> {
        let understood = self.understand(input)?;
        let hits = self.search(input, &understood).await?;
        let (candidates, evidence) = read(&understood.question, &hits, understood.leaning.as_ref());
        let mut proposal = answer(&understood.question, &hits, &candidates, policy.answer_words);
        let dropped = proposal
            .as_mut()
            .map(|p| drop_unsupported(p, &hits))
            .unwrap_or_default();
        let proposal = proposal.filter(|p| dropped.is_empty() && !asks_for_any(&p.reply.text, &policy.never_ask));
        let shares = shares(&hits, candidates.iter().map(|c| (c.hit, c.probability)));
        let guide = self.guides.propose(input, &self.seen(&understood, &shares));
        let clarify = clarify(
            &understood.question,
            &hits,
            &candidates,
            understood.leaning.as_ref().map(|l| &l.led),
            understood.understanding.query == input.question().trim(),
        );
        let options = Options {
            answer: proposal.as_ref().map(|_| evidence.probability),
            guide: guide.as_ref(),
            clarify: clarify.as_ref(),
        };
        let decision =
            courtesy(&understood, input).unwrap_or_else(|| decide(policy, &understood.understanding, options));
        let evidence_trace = trace_evidence(&hits, &candidates);
        let mut proposals = Vec::new();
        proposals.extend(proposal.as_ref().map(|p| ProposalTrace {
            kind: "answer".into(),
            summary: p.reply.text.clone(),
            articles: distinct(p.citations.iter().map(|c| &c.article)),
            confidence: evidence.probability,
            dropped,
        }));
        proposals.extend(guide.as_ref().map(|g| ProposalTrace {
            kind: "guide".into(),
            summary: g.offer.guide.title.clone(),
            articles: g.offer.guide.article.iter().cloned().collect(),
            confidence: g.probability,
            dropped: Vec::new(),
        }));
        proposals.extend(clarify.as_ref().map(|c| {
            ProposalTrace {
                kind: "clarify".into(),
                summary: c
                    .options
                    .iter()
                    .map(|o| o.text.as_str())
                    .collect::<Vec<_>>()
                    .join(" | "),
                articles: c.options.iter().filter_map(|o| o.article.clone()).collect(),
                confidence: c.probability,
                dropped: Vec::new(),
            }
        }));
        let (reply, citations) = self.reply(
            policy,
            &understood,
            input,
            decision,
            proposal.as_ref(),
            guide.as_ref().map(|g| g.offer.guide.title.as_str()),
            clarify.map(|c| c.options),
        );
        let handoff = (decision.outcome == Outcome::Escalate).then(|| {
            let title = |id: &ArticleId| {
                hits.iter()
                    .find(|h| h.article.id == *id)
                    .map_or_else(String::new, |h| h.article.title.clone())
            };
            let suggested = proposal
                .as_ref()
                .filter(|_| decision.reason != Reason::OutOfScope)
                .map(|p| p.reply.text.clone());
            Handoff::gather(
                input,
                &understood.understanding,
                decision.reason,
                &evidence_trace,
                &title,
                suggested,
            )
        });
        Ok(Turn {
            outcome: decision.outcome,
            reply,
            confidence: decision.confidence,
            reason: decision.reason,
            citations,
            guide: guide.filter(|_| decision.outcome == Outcome::Guide).map(|g| g.offer),
            handoff,
            trace: Trace {
                embedder: self.embedder.identity().to_owned(),
                index: self.retriever.identity(),
                models: models::IDENTITY.to_owned(),
                understanding: understood.understanding,
                evidence: evidence_trace,
                proposals,
                features: evidence.features,
                ..Trace::default()
            },
        })
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
        let shares = shares(&hits, candidates.iter().map(|c| (c.hit, c.probability)));
        let guides = self.guides.weigh(input, &self.seen(&understood, &shares));
        let guides = guides.into_iter().map(|(g, f)| (g.id.clone(), f)).collect();
        let name = |w: Weighed| {
            let hit = &hits[w.hit];
            (hit.article.id.clone(), hit.chunk.passages[w.passage].text.clone(), w)
        };
        let passages = weighed.into_iter().map(name).collect();
        Ok(Weighing { passages, guides })
    }

    fn seen<'a>(&'a self, understood: &'a Understood, shares: &'a [(&'a ArticleId, f32)]) -> Seen<'a> {
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

    #[expect(clippy::too_many_arguments, reason = "one reply from all that could be replied")]
    fn reply(
        &self,
        policy: &Policy,
        understood: &Understood,
        input: &TurnInput,
        decision: Decision,
        answer: Option<&AnswerProposal>,
        guide: Option<&str>,
        options: Option<Vec<crate::turn::QuickReply>>,
    ) -> (Reply, Vec<Citation>) {
        let plain = |text: String| {
            (
                Reply {
                    text,
                    ..Reply::default()
                },
                Vec::new(),
            )
        };
        match decision.outcome {
            Outcome::Answer if understood.is_thanks() => {
                plain("Glad that it works. I am here if anything else comes up.".into())
            }
            Outcome::Answer => answer.map_or_else(|| plain(String::new()), |a| (a.reply.clone(), a.citations.clone())),
            Outcome::Guide => plain(format!(
                "I can show you on the page, one step at a time: {}.",
                guide.unwrap_or("follow the steps")
            )),
            Outcome::Clarify if understood.greeting => plain(format!(
                "Hello! I am {}, the AI agent for {}. What would you like to do?",
                policy.agent_name, policy.product
            )),
            Outcome::Clarify => {
                let reply = Reply {
                    text: "Which of these do you mean?".into(),
                    options: options.unwrap_or_default(),
                    ..Reply::default()
                };
                (reply, Vec::new())
            }
            Outcome::Escalate => plain(handing_over(policy, decision.reason, input)),
        }
    }
}

/// Learns which article a question leads to, from the questions that authors expect, and from those that lead to guides
/// which have an article.
fn leads(
    teaching: &Teaching,
    embedder: &dyn Embedder,
    retriever: &dyn Retriever,
) -> Result<Option<Classifier>, PortError> {
    let known = retriever.known_questions()?;
    let articles: HashSet<&ArticleId> = known.iter().map(|k| &k.article).collect();
    if articles.len() < 2 || articles.len() > MOST_LED_ARTICLES {
        return Ok(None);
    }
    let example = |text: &str, article: &ArticleId| Example {
        text: text.to_owned(),
        intent: Some(article.to_string()),
    };
    let mut examples: Vec<Example> = known.iter().map(|k| example(&k.text, &k.article)).collect();
    let mut vectors: Vec<Vec<f32>> = known.iter().map(|k| k.vector.clone()).collect();
    let mut texts = Vec::new();
    for guide in &teaching.guides {
        let Some(article) = guide.article.as_ref().filter(|a| articles.contains(a)) else {
            continue;
        };
        let intents = teaching.intents.iter().flat_map(|set| &set.intents);
        let served = intents
            .filter(|i| i.guide.as_ref() == Some(&guide.id))
            .flat_map(|i| &i.examples);
        for text in guide.questions.iter().chain(served) {
            texts.push(text.as_str());
            examples.push(example(text, article));
        }
    }
    vectors.extend(embedder.embed(&texts)?);
    Ok(Some(Classifier::train_to_rank(&examples, &vectors)))
}

impl Understood {
    fn is_thanks(&self) -> bool {
        self.understanding.solved > 0.7
    }
}

/// Thanks and greetings are answered in kind, without looking anything up.
fn courtesy(understood: &Understood, input: &TurnInput) -> Option<Decision> {
    let helped = input.messages.iter().any(|m| m.author != Author::Contact);
    if understood.is_thanks() && helped {
        return Some(Decision {
            outcome: Outcome::Answer,
            reason: Reason::Confident,
            confidence: understood.understanding.solved,
        });
    }
    let greets = understood.greeting && !input.question().trim().is_empty();
    greets.then_some(Decision {
        outcome: Outcome::Clarify,
        reason: Reason::Ambiguous,
        confidence: 1.0,
    })
}

/// What the contact reads when a person takes over: kindly, plainly, and without asking for anything.
fn handing_over(policy: &Policy, reason: Reason, input: &TurnInput) -> String {
    let why = match reason {
        Reason::AsksForPerson => "Of course. I am passing you to a person",
        Reason::AlwaysHumanTopic => "This is something that our team handles in person, so I am passing you to them",
        Reason::OutOfScope => {
            "I am an AI agent and this is outside of what I can help with, so I am passing you to a person"
        }
        Reason::RepeatedFailure | Reason::Frustration => {
            "I am sorry that this is not solved yet. I am passing you to a person"
        }
        _ => "I am an AI agent and not sure enough to answer this, so I am passing you to a person",
    };
    let known = if input.page.is_some() {
        "your messages and the page that you are on"
    } else {
        "your messages"
    };
    format!(
        "{why} at {}. They will see {known}, so there is no need to explain again.",
        policy.product
    )
}

fn trace_evidence(hits: &[Hit], candidates: &[Candidate]) -> Vec<EvidenceTrace> {
    let mut seen = std::collections::HashSet::new();
    let best_of_each = candidates.iter().filter(|c| seen.insert(c.hit)).take(TRACED);
    best_of_each
        .map(|c| {
            let hit = &hits[c.hit];
            EvidenceTrace {
                chunk: hit.chunk.id.clone(),
                article: hit.article.id.clone(),
                heading: hit.chunk.heading().to_owned(),
                quote: hit.chunk.passages[c.passage].text.clone(),
                score: f64::from(c.probability),
                signals: c.signals(),
            }
        })
        .collect()
}

/// The articles with their shares of the ranker's probability, largest first.
fn shares<'a>(hits: &'a [Hit], weighed: impl Iterator<Item = (usize, f32)>) -> Vec<(&'a ArticleId, f32)> {
    let mut shares: Vec<(&ArticleId, f32)> = Vec::new();
    for (hit, probability) in weighed {
        let id = &hits[hit].article.id;
        match shares.iter_mut().find(|(known, _)| *known == id) {
            Some((_, share)) => *share += probability,
            None => shares.push((id, probability)),
        }
    }
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
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
