//! A turn against what a `resolve` case expects of it.

use crate::case::{Expect, ResolveCase};
use crate::words::{holds, holds_anywhere};
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
    /// What the contact is shown, or the person who takes over is asked to send, that must not be; `None` too where the case
    /// forbids nothing.
    pub violation: Option<String>,
    /// True where the case forbids something.
    pub forbids: bool,
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
        self.outcome_right && self.wrong.is_none() && self.violation.is_none()
    }
}

/// Judges a turn.
pub(crate) fn judge(case: &ResolveCase, turn: &Turn) -> Judged {
    let expect = &case.expect;
    let ranked = ranked_articles(turn);
    let text = proposed_text(turn);
    let rank = ranked.iter().position(|a| expect.admits(a.as_str()));
    let fault = fault(expect, turn, ranked.first().copied(), text);
    let shown_text = if turn.outcome == Outcome::Clarify {
        turn.reply.text.as_str()
    } else {
        text
    };
    Judged {
        expected: expect.outcome,
        got: turn.outcome,
        outcome_right: turn.outcome == expect.outcome
            && (turn.outcome != Outcome::Guide || guide_is_right(expect, turn)),
        rank,
        contains: if expect.contains.is_empty() {
            rank == Some(0)
        } else {
            says_any(shown_text, &expect.contains)
        },
        proposal_right: fault.is_none(),
        wrong: fault.filter(|_| is_given(turn.outcome)),
        confidence: turn.confidence,
        offered: (turn.outcome == Outcome::Clarify).then(|| offers_right(expect, turn)),
        violation: expect
            .must_not
            .iter()
            .find(|w| shown(turn).iter().any(|t| holds_anywhere(t, w)))
            .cloned(),
        forbids: !expect.must_not.is_empty(),
        words: (turn.outcome == Outcome::Answer).then(|| turn.reply.text.split_whitespace().count()),
    }
}

/// Every text of a turn that reaches the contact, by itself or at the click of the person who takes over.
fn shown(turn: &Turn) -> Vec<&str> {
    let reply = &turn.reply;
    let mut texts = vec![reply.text.as_str()];
    texts.extend(reply.value.as_deref());
    texts.extend(reply.sentences.iter().map(|s| s.text.as_str()));
    texts.extend(reply.options.iter().map(|o| o.text.as_str()));
    for citation in &turn.citations {
        texts.extend([
            citation.title.as_str(),
            citation.heading.as_str(),
            citation.quote.as_str(),
        ]);
        texts.extend(citation.url.as_deref());
    }
    if let Some(offer) = &turn.guide {
        texts.extend([offer.guide.title.as_str(), offer.guide.summary.as_str()]);
        texts.extend(offer.guide.steps.iter().map(|s| s.instruction.as_str()));
    }
    texts.extend(turn.handoff.iter().filter_map(|h| h.suggested_reply.as_deref()));
    texts
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
        Outcome::Escalate => turn
            .handoff
            .as_ref()
            .and_then(|h| h.suggested_reply.as_deref())
            .unwrap_or(""),
        Outcome::Clarify => turn
            .trace
            .proposals
            .iter()
            .find(|p| p.kind == "answer")
            .map_or("", |p| &p.summary),
    }
}

/// What is wrong with the best proposal, were it given. An answer where a guide was expected, and a guide where an
/// answer was, are no fault where they rest on a right article.
fn fault(expect: &Expect, turn: &Turn, top: Option<&ArticleId>, text: &str) -> Option<String> {
    if !is_given(expect.outcome) {
        return Some(format!(
            "answered what should {}",
            if expect.outcome == Outcome::Clarify {
                "be asked back"
            } else {
                "go to a person"
            }
        ));
    }
    if let Some(word) = expect.must_not.iter().find(|w| holds(text, w)) {
        return Some(format!("says “{word}”"));
    }
    if let Some(offer) = &turn.guide {
        let article_is_right = offer.guide.article.as_ref().is_some_and(|a| expect.admits(a.as_str()));
        let right = if expect.outcome == Outcome::Guide {
            guide_is_right(expect, turn)
        } else {
            article_is_right
        };
        return (!right).then(|| format!("shows the guide {}", offer.guide.id));
    }
    if let Some(article) = withheld_guide(turn) {
        return (!expect.admits(article.as_str())).then(|| format!("would show a guide on {article}"));
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

/// The article of the best proposal where that is a guide and was withheld; traces name no guide, so it is judged by its
/// article.
fn withheld_guide(turn: &Turn) -> Option<&ArticleId> {
    let proposals = turn.trace.proposals.iter().filter(|p| p.kind != "clarify");
    let best = proposals.max_by(|a, b| a.confidence.total_cmp(&b.confidence))?;
    best.articles
        .first()
        .filter(|_| best.kind == "guide" && !is_given(turn.outcome))
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

#[cfg(test)]
mod tests {
    use super::*;
    use usher_engine::{Citation, Guide, GuideOffer, QuickReply, Reason, Reply, Trace};

    fn case(expect: &str) -> ResolveCase {
        let turns = r#"[{"author":"contact","text":"how many?"}]"#;
        serde_json::from_str(&format!(r#"{{"id":"a","turns":{turns},"expect":{expect}}}"#)).unwrap()
    }

    fn turn(outcome: Outcome, text: &str, articles: &[&str]) -> Turn {
        let citation = |a: &&str| Citation {
            article: (*a).into(),
            version: 1,
            title: String::new(),
            heading: String::new(),
            quote: String::new(),
            url: None,
            chunk: "c".into(),
        };
        Turn {
            outcome,
            reply: Reply {
                text: text.into(),
                ..Reply::default()
            },
            confidence: 0.8,
            reason: Reason::Confident,
            citations: articles.iter().map(citation).collect(),
            guide: None,
            handoff: None,
            trace: Trace::default(),
        }
    }

    fn guide_turn(id: &str, article: &str) -> Turn {
        let guide = Guide {
            id: id.into(),
            title: String::new(),
            summary: String::new(),
            product_area: None,
            questions: Vec::new(),
            article: Some(article.into()),
            audience: usher_engine::Audience::default(),
            steps: Vec::new(),
        };
        Turn {
            guide: Some(GuideOffer { guide, start_step: 0 }),
            ..turn(Outcome::Guide, "I'll show you.", &[])
        }
    }

    const ANSWER: &str = r#"{"outcome":"answer","cites":["a.md"],"may_cite":["b.md"],"contains":["5 copies"]}"#;
    const GUIDE: &str = r#"{"outcome":"guide","guide":"send","may_cite":["a.md"]}"#;

    /// (outcome right, wrong)
    #[track_caller]
    fn check(expect: &str, turn: &Turn, outcome_right: bool, wrong: Option<&str>) {
        let judged = judge(&case(expect), turn);
        assert_eq!((judged.outcome_right, judged.wrong.as_deref()), (outcome_right, wrong));
    }

    #[test]
    fn an_answer_needs_a_right_citation_first_and_the_value() {
        check(
            ANSWER,
            &turn(Outcome::Answer, "Up to 5 copies.", &["b.md", "x.md"]),
            true,
            None,
        );
        check(
            ANSWER,
            &turn(Outcome::Answer, "Up to 5 copies.", &["x.md", "a.md"]),
            true,
            Some("rests on x.md"),
        );
        check(
            ANSWER,
            &turn(Outcome::Answer, "Up to 15 copies.", &["a.md"]),
            true,
            Some("does not say “5 copies”"),
        );
        check(
            ANSWER,
            &turn(Outcome::Answer, "Up to 5 copies.", &[]),
            true,
            Some("rests on no article"),
        );
        check(
            ANSWER,
            &turn(Outcome::Escalate, "A person will help.", &[]),
            false,
            None,
        );
        let forbidden = r#"{"outcome":"answer","cites":["a.md"],"must_not":["always"]}"#;
        check(
            forbidden,
            &turn(Outcome::Answer, "Always.", &["a.md"]),
            true,
            Some("says “always”"),
        );
    }

    #[test]
    fn what_should_not_be_answered_is_wrong_when_it_is() {
        let answer = turn(Outcome::Answer, "Yes.", &["a.md"]);
        check(
            r#"{"outcome":"escalate"}"#,
            &answer,
            false,
            Some("answered what should go to a person"),
        );
        check(
            r#"{"outcome":"clarify","cites":["a.md"]}"#,
            &answer,
            false,
            Some("answered what should be asked back"),
        );
    }

    #[test]
    fn guide_and_answer_stand_in_for_each_other_where_they_rest_on_a_right_article() {
        check(GUIDE, &guide_turn("send", "a.md"), true, None);
        check(
            GUIDE,
            &guide_turn("other", "a.md"),
            false,
            Some("shows the guide other"),
        );
        check(GUIDE, &turn(Outcome::Answer, "Click Send.", &["a.md"]), false, None);
        check(
            GUIDE,
            &turn(Outcome::Answer, "Click Send.", &["x.md"]),
            false,
            Some("rests on x.md"),
        );
        check(ANSWER, &guide_turn("send", "b.md"), false, None);
        check(ANSWER, &guide_turn("send", "x.md"), false, Some("shows the guide send"));
    }

    #[test]
    fn an_escalation_is_judged_by_the_evidence_and_the_suggested_reply() {
        let mut escalated = turn(Outcome::Escalate, "A person will help.", &[]);
        let evidence = |a: &str| {
            serde_json::json!({
                "chunk": "c", "article": a, "heading": "", "quote": "", "score": 0.5, "signals": {}
            })
        };
        let trace = serde_json::json!({ "evidence": [evidence("x.md"), evidence("x.md"), evidence("a.md")] });
        escalated.trace = serde_json::from_value(trace).unwrap();
        let judged = judge(&case(ANSWER), &escalated);
        assert_eq!(
            (judged.rank, judged.contains, judged.proposal_right, judged.words),
            (Some(1), false, false, None)
        );
        escalated.handoff = Some(usher_engine::Handoff {
            summary: String::new(),
            reason: Reason::LowConfidence,
            topic: None,
            urgency: 0.0,
            contact: usher_engine::Contact::default(),
            page: None,
            files: Vec::new(),
            events: Vec::new(),
            errors: Vec::new(),
            tried: Vec::new(),
            answered: Vec::new(),
            evidence: Vec::new(),
            matter: None,
            title: None,
            suggested_reply: Some("You can send 5 copies.".into()),
            flags: Vec::new(),
            markdown: String::new(),
        });
        escalated.trace.evidence.drain(..2);
        let judged = judge(&case(ANSWER), &escalated);
        assert_eq!(
            (judged.rank, judged.contains, judged.proposal_right),
            (Some(0), true, true)
        );
    }

    #[test]
    fn a_guide_withheld_is_judged_by_its_article() {
        let mut asked = turn(Outcome::Escalate, "A person will help.", &[]);
        let proposal = |kind: &str, article: &str, confidence: f64| {
            serde_json::json!({
                "kind": kind, "summary": "", "articles": [article], "confidence": confidence, "dropped": []
            })
        };
        let proposals = [
            proposal("answer", "x.md", 0.3),
            proposal("guide", "a.md", 0.5),
            proposal("clarify", "y.md", 0.9),
        ];
        asked.trace = serde_json::from_value(serde_json::json!({ "proposals": proposals })).unwrap();
        let judged = judge(&case(GUIDE), &asked);
        assert_eq!(
            (judged.proposal_right, judged.outcome_right, judged.wrong),
            (true, false, None)
        );
        asked.trace.proposals[1].articles = vec!["x.md".into()];
        assert!(!judge(&case(GUIDE), &asked).proposal_right);
    }

    #[test]
    fn a_question_back_is_judged_by_what_it_offers() {
        let option = |article: &str| QuickReply {
            text: String::new(),
            article: Some(article.into()),
            guide: None,
        };
        let mut asked = turn(Outcome::Clarify, "Which one?", &[]);
        asked.reply.options = vec![option("x.md"), option("b.md")];
        assert_eq!(judge(&case(ANSWER), &asked).offered, Some(true));
        asked.reply.options.pop();
        assert_eq!(judge(&case(ANSWER), &asked).offered, Some(false));
        assert_eq!(judge(&case(ANSWER), &turn(Outcome::Answer, "", &[])).offered, None);
    }
}
