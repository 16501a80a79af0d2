//! A scripted liar: answers of true sentences with one planted that the evidence does not support, written by a stand-in for a
//! language model that sees the real prompts, and judged by what the engine lets through.

mod lies;
mod model;
mod truths;

pub use lies::Lie;

use model::{Liar, Told};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::runtime::Runtime;
use usher_engine::{Aids, Author, Engine, Message, Policy, TurnInput};

/// What got through.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LiarReport {
    /// Answers that were written; turns that ended without asking for one are left out.
    pub answers: usize,
    /// Planted sentences dropped, of all.
    pub planted_dropped: Share,
    /// The same by what was wrong with them.
    pub by_lie: BTreeMap<Lie, Share>,
    /// True sentences kept, of all.
    pub true_kept: Share,
    /// The same by how they were made from the evidence.
    pub by_truth: BTreeMap<&'static str, Share>,
    /// Planted sentences that got through: the words, and what they were made from.
    pub got_through: Vec<[String; 2]>,
    /// True sentences that were dropped, with why.
    pub wrongly_dropped: Vec<[String; 2]>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// So many …
    pub hit: usize,
    /// … of so many.
    pub of: usize,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hit += usize::from(hit);
    }

    /// The share; 0 of nothing.
    pub fn value(self) -> f64 {
        self.hit as f64 / self.of.max(1) as f64
    }
}

/// Asks `questions` until `answers` were written, each with one planted sentence, the sorts of lie in turn. The policy lets
/// every answer through, so that the check of sentences stands alone.
pub fn liar(engine: &Engine, questions: &[String], answers: usize, seed: u64) -> Result<LiarReport, String> {
    let runtime = Runtime::new().map_err(|e| e.to_string())?;
    let policy = Policy {
        answer_threshold: 0.0,
        guide_threshold: 2.0,
        clarify_threshold: 2.0,
        ..Policy::default()
    };
    let mut report = LiarReport::default();
    for (at, question) in questions.iter().enumerate() {
        if report.answers == answers {
            break;
        }
        let liar = Arc::new(Liar::new(
            seed.wrapping_add(at as u64),
            Lie::ALL[report.answers % Lie::ALL.len()],
        ));
        let input = TurnInput {
            messages: vec![Message::new(Author::Contact, question.as_str())],
            ..TurnInput::default()
        };
        let aids = Aids {
            model: Some(liar.clone()),
            heard: None,
        };
        let turn = runtime.block_on(engine.respond_with(&input, &policy, &aids));
        let turn = turn.map_err(|e| e.to_string())?;
        let Some(told) = liar.told() else { continue };
        let dropped: Vec<_> = turn.trace.calls.iter().flat_map(|call| &call.dropped).collect();
        report.judge(&told, &|text| {
            dropped.iter().find(|d| d.text == text).map(|d| d.why.clone())
        });
    }
    Ok(report)
}

impl LiarReport {
    fn judge(&mut self, told: &Told, dropped: &dyn Fn(&str) -> Option<String>) {
        self.answers += 1;
        let caught = dropped(&told.lie.text).is_some();
        self.planted_dropped.count(caught);
        self.by_lie.entry(told.sort).or_default().count(caught);
        if !caught {
            self.got_through.push([told.lie.text.clone(), told.lie.from.clone()]);
        }
        for truth in &told.truths {
            let why = dropped(&truth.text);
            self.true_kept.count(why.is_none());
            self.by_truth.entry(truth.how).or_default().count(why.is_none());
            if let Some(why) = why {
                self.wrongly_dropped.push([truth.text.clone(), why]);
            }
        }
    }
}
