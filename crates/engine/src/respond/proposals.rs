//! What a turn proposes, and how it stands in the trace and in the packet.

use super::distinct;
use crate::generate::ModelSignals;
use crate::ids::ArticleId;
use crate::injection::Flag;
use crate::ports::Hit;
use crate::propose::{AnswerProposal, ClarifyProposal, GuideProposal};
use crate::reading::{Candidate, Features};
use crate::trace::{EvidenceTrace, ProposalTrace};
use crate::turn::Reason;
use std::collections::{BTreeMap, HashSet};

/// Pieces of evidence that a trace keeps.
const TRACED: usize = 10;

/// What could be replied.
pub(super) struct Proposals {
    pub answer: Option<AnswerProposal>,
    /// An answer that may not be given, and the sentences for which its evidence does not stand.
    pub withheld: Option<(AnswerProposal, Vec<String>)>,
    pub guide: Option<GuideProposal>,
    pub clarify: Option<ClarifyProposal>,
    /// What is to be said of the answer's words.
    pub flags: Vec<Flag>,
    /// The answer in a language model's words, every sentence checked.
    pub written: Option<AnswerProposal>,
    /// What the model's text says of the confidence that it deserves.
    pub signals: ModelSignals,
}

impl Proposals {
    /// The proposals as a trace keeps them; `answer` is the answer's probability, `evidence` what speaks for and against it.
    pub fn trace(&self, answer: f64, evidence: &Features) -> Vec<ProposalTrace> {
        let an_answer = |p: &AnswerProposal, confidence: f64, dropped: &[String]| ProposalTrace {
            kind: "answer".into(),
            summary: p.reply.text.clone(),
            articles: distinct(p.citations.iter().map(|c| &c.article)),
            confidence,
            dropped: dropped.to_vec(),
            features: self.features(evidence),
        };
        let written = self.written.as_ref().map(|p| ProposalTrace {
            kind: "written".into(),
            ..an_answer(p, answer, &[])
        });
        let withheld = self.withheld.as_ref().map(|(p, dropped)| an_answer(p, 0.0, dropped));
        let answer = self.answer.as_ref().map(|p| an_answer(p, answer, &[]));
        let guide = self.guide.as_ref().map(|g| ProposalTrace {
            kind: "guide".into(),
            summary: g.offer.guide.title.clone(),
            articles: g.offer.guide.article.iter().cloned().collect(),
            confidence: g.probability,
            dropped: Vec::new(),
            features: g.features.named(),
        });
        let clarify = self.clarify.as_ref().map(|c| ProposalTrace {
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
            features: BTreeMap::new(),
        });
        answer
            .into_iter()
            .chain(written)
            .chain(withheld)
            .chain(guide)
            .chain(clarify)
            .collect()
    }

    /// What speaks for and against the answer, by name; the model's signals only where it was asked.
    fn features(&self, evidence: &Features) -> BTreeMap<String, f64> {
        let mut features = evidence.named();
        if self.signals.model_asked > 0.0 {
            features.extend(self.signals.named());
        }
        features
    }

    /// What the person who takes over may begin with.
    pub fn suggested(&self, reason: Reason) -> Option<String> {
        let answer = self.answer.as_ref().filter(|_| reason != Reason::OutOfScope);
        answer.map(|p| p.reply.text.clone())
    }
}

/// The title of an article that was found; empty where it was not.
pub(super) fn title_of(id: &ArticleId, hits: &[Hit]) -> String {
    let hit = hits.iter().find(|h| h.article.id == *id);
    hit.map_or_else(String::new, |h| h.article.title.clone())
}

/// The best passage of each chunk, best first.
pub(super) fn trace_evidence(hits: &[Hit], candidates: &[Candidate]) -> Vec<EvidenceTrace> {
    let mut seen = HashSet::new();
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
