//! `read`: the sentence and the value of one article that answer a question.

use crate::bench::PlainArticle;
use crate::case::ReadCase;
use crate::error::EvalError;
use crate::figure::{Figure, bit};
use crate::parallel;
use crate::results::{CaseResult, values};
use crate::run::{Measured, Run};
use crate::words::{holds_anywhere, normalised};
use usher_engine::{ArticleId, Author, Message, Policy, Turn, TurnInput};

/// Asks every question of its article and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[ReadCase], articles: &[PlainArticle]) -> Result<Measured, EvalError> {
    let engine = (run.bench.over_articles)(articles).map_err(|e| run.error(e))?;
    let policy = Policy {
        answer_threshold: 0.0,
        ..run.bench.policy.clone()
    };
    let one = |runtime: &tokio::runtime::Runtime, case: &ReadCase| {
        let turn = runtime.block_on(engine.respond(&input(case), &policy));
        turn.map(|turn| Read::of(case, &turn))
            .map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
    };
    let done = |n| run.tell("cases", n, cases.len());
    let read = parallel::map(cases, &done, one).map_err(|e| run.error(e))?;
    let read = read.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(Measured {
        figures: vec![
            Figure::share("sentence_hit"),
            Figure::share("exact_match"),
            Figure::auroc("answerability_auroc", "confidence", "answerable"),
        ],
        cases: cases.iter().zip(&read).map(case_result).collect(),
        ..Measured::default()
    })
}

/// The turn that a question asks for.
pub(crate) fn input(case: &ReadCase) -> TurnInput {
    TurnInput {
        messages: vec![Message::new(Author::Contact, case.question.as_str())],
        within: Some(vec![ArticleId::from(case.article.as_str())]),
        ..TurnInput::default()
    }
}

/// Whether the sentence chosen answers the question.
pub(crate) fn is_right(case: &ReadCase, turn: &Turn) -> bool {
    let read = Read::of(case, turn);
    read.answerable && read.sentence_hit
}

/// How a question was read.
#[derive(Debug)]
struct Read {
    answerable: bool,
    sentence_hit: bool,
    exact: bool,
    confidence: f64,
    sentence: String,
    value: Option<String>,
}

impl Read {
    fn of(case: &ReadCase, turn: &Turn) -> Self {
        let sentence = turn
            .trace
            .evidence
            .first()
            .map_or_else(String::new, |e| e.quote.clone());
        let value = turn.reply.value.clone();
        let same = |v: &String| case.answers.iter().any(|a| normalised(a) == normalised(v));
        Self {
            answerable: !case.answers.is_empty(),
            sentence_hit: case.answers.iter().any(|a| holds_anywhere(&sentence, a)),
            exact: value.as_ref().is_some_and(same),
            confidence: turn.confidence,
            sentence,
            value,
        }
    }
}

fn case_result((case, read): (&ReadCase, &Read)) -> CaseResult {
    let value = read.value.as_deref().unwrap_or("none");
    let (score, explanation) = if read.answerable {
        let hit = if read.sentence_hit { "in" } else { "not in" };
        let wanted = case.answers.join("” or “");
        (
            f64::from(u8::from(read.sentence_hit)),
            format!("“{wanted}” is {hit} “{}”; value: {value}", read.sentence),
        )
    } else {
        // How sure it was that there is nothing.
        let sure = 1.0 - read.confidence;
        (
            sure,
            format!(
                "no answer in the article; confidence {:.2} in “{}”; value: {value}",
                read.confidence, read.sentence
            ),
        )
    };
    CaseResult {
        score,
        explanation,
        confidence: Some(read.confidence),
        right: Some(read.answerable && read.sentence_hit),
        values: values([
            ("answerable", Some(bit(read.answerable))),
            ("sentence_hit", read.answerable.then(|| bit(read.sentence_hit))),
            ("exact_match", read.answerable.then(|| bit(read.exact))),
        ]),
        ..CaseResult::of(&case.identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answers: &[&str], sentence: &str, value: Option<&str>) -> Read {
        let case = ReadCase {
            identity: crate::case::Identity::default(),
            article: "a".into(),
            question: "when?".into(),
            answers: answers.iter().map(|a| (*a).to_owned()).collect(),
        };
        let evidence = serde_json::json!([
            { "chunk": "c", "article": "a", "heading": "", "quote": sentence, "score": 0.5, "signals": {} }
        ]);
        let turn = Turn {
            outcome: usher_engine::Outcome::Answer,
            reply: usher_engine::Reply {
                value: value.map(str::to_owned),
                ..Default::default()
            },
            confidence: 0.7,
            reason: usher_engine::Reason::Confident,
            citations: Vec::new(),
            guide: None,
            handoff: None,
            trace: serde_json::from_value(serde_json::json!({ "evidence": evidence })).unwrap(),
        };
        Read::of(&case, &turn)
    }

    #[test]
    fn the_sentence_holds_an_answer_and_the_value_is_one() {
        let right = read(&["in 1066", "1066"], "They came IN 1066.", Some("the 1066"));
        assert!(right.answerable && right.sentence_hit && right.exact);
        let near = read(&["1066"], "They came later.", Some("1067"));
        assert!(near.answerable && !near.sentence_hit && !near.exact);
        let none = read(&[], "They came later.", None);
        assert!(!none.answerable && !none.sentence_hit && !none.exact);
    }
}
