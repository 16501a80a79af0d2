//! A turn against what a `resolve` case expects of it.

use crate::case::{Expect, ResolveCase};
use crate::words::holds;
use usher_engine::{ArticleId, Outcome, Turn};

/// All that the metrics of `resolve` need of one case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    pub expected: Outcome,
    pub got: Outcome,
    /// The outcome is the expected one, and a guide is the expected guide.
    pub outcome_right: bool,
    /// Place of the first right article in the turn's ranking, from 0.
    pub rank: Option<usize>,
    /// The reply, or the reply suggested to the person who takes over, says what it should.
    pub contains: bool,
    /// What is wrong with the answer or guide that was given; `None` too where neither was.
    pub wrong: Option<String>,
    /// The best proposal is right, given or withheld.
    pub proposal_right: bool,
    pub confidence: f64,
    /// A clarifying question offers a right reading; `None` where nothing was asked.
    pub offered: Option<bool>,
    /// Words of an answer.
    pub words: Option<usize>,
}

impl Judged {
    /// True for an answer and a guide.
    pub fn answered(&self) -> bool {
        is_given(self.got)
    }

    /// True where nothing is wrong with the turn: what the case's score says.
    pub fn is_right(&self) -> bool {
        self.outcome_right && self.wrong.is_none()
    }
}

/// Judges a turn.
pub(crate) fn judge(case: &ResolveCase, turn: &Turn) -> Judged {
    let expect = &case.expect;
    let ranked = ranked_articles(turn);
    let text = proposed_text(turn);
    let rank = ranked.iter().position(|a| expect.admits(a.as_str()));
    let fault = fault(expect, turn, ranked.first().copied(), text);
    let shown_text = if turn.outcome == Outcome::Clarify { turn.reply.text.as_str() } else { text };
    Judged {
        expected: expect.outcome,
        got: turn.outcome,
        outcome_right: turn.outcome == expect.outcome && (turn.outcome != Outcome::Guide || guide_is_right(expect, turn)),
        rank,
        contains: if expect.contains.is_empty() { rank == Some(0) } else { says_any(shown_text, &expect.contains) },
        proposal_right: fault.is_none(),
        wrong: fault.filter(|_| is_given(turn.outcome)),
        confidence: turn.confidence,
        offered: (turn.outcome == Outcome::Clarify).then(|| offers_right(expect, turn)),
        words: (turn.outcome == Outcome::Answer).then(|| turn.reply.text.split_whitespace().count()),
    }
}

/// The articles that a turn rests on, best first: those cited, that of the guide, those weighed.
pub(crate) fn ranked_articles(turn: &Turn) -> Vec<&ArticleId> {
    let cited = turn.citations.iter().map(|c| &c.article);
    let of_guide = turn.guide.iter().filter_map(|g| g.guide.article.as_ref());
    let weighed = turn.trace.evidence.iter().map(|e| &e.article);
    let mut ranked: Vec<&ArticleId> = Vec::new();
    for article in cited.chain(of_guide).chain(weighed) {
        if !ranked.contains(&article) {
            ranked.push(article);
        }
    }
    ranked
}

fn is_given(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Answer | Outcome::Guide)
}

/// What the best proposal says: the reply; on an escalation the reply suggested; behind a clarifying question the answer
/// that was not sure enough.
fn proposed_text(turn: &Turn) -> &str {
    match turn.outcome {
        Outcome::Answer | Outcome::Guide => &turn.reply.text,
        Outcome::Escalate => turn.handoff.as_ref().and_then(|h| h.suggested_reply.as_deref()).unwrap_or(""),
        Outcome::Clarify => turn.trace.proposals.iter().find(|p| p.kind == "answer").map_or("", |p| &p.summary),
    }
}

/// What is wrong with the best proposal, were it given. An answer where a guide was expected, and a guide where an answer
/// was, are no fault where they rest on a right article.
fn fault(expect: &Expect, turn: &Turn, top: Option<&ArticleId>, text: &str) -> Option<String> {
    if !is_given(expect.outcome) {
        return Some(format!("answered what should {}", if expect.outcome == Outcome::Clarify { "be asked back" } else { "go to a person" }));
    }
    if let Some(word) = expect.must_not.iter().find(|w| holds(text, w)) {
        return Some(format!("says “{word}”"));
    }
    if let Some(offer) = &turn.guide {
        let article_is_right = offer.guide.article.as_ref().is_some_and(|a| expect.admits(a.as_str()));
        let right = if expect.outcome == Outcome::Guide { guide_is_right(expect, turn) } else { article_is_right };
        return (!right).then(|| format!("shows the guide {}", offer.guide.id));
    }
    match top {
        None => Some("rests on no article".to_owned()),
        Some(article) if !expect.admits(article.as_str()) => Some(format!("rests on {article}")),
        Some(_) if !expect.contains.is_empty() && !says_any(text, &expect.contains) => {
            Some(format!("does not say “{}”", expect.contains.join("” or “")))
        }
        Some(_) => None,
    }
}

fn guide_is_right(expect: &Expect, turn: &Turn) -> bool {
    expect.guide.is_some() && turn.guide.as_ref().map(|g| &g.guide.id) == expect.guide.as_ref()
}

fn offers_right(expect: &Expect, turn: &Turn) -> bool {
    turn.reply.options.iter().any(|option| {
        let article = option.article.as_ref().is_some_and(|a| expect.admits(a.as_str()));
        article || option.guide.is_some() && option.guide == expect.guide
    })
}

fn says_any(text: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|w| holds(text, w))
}
