//! The short value that a question asks for, so that the reply can state it first.

use crate::reading::{AnswerKind, Question};
use crate::text::{stems, words};
use regex::Regex;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "a constant pattern; a test compiles it")]
static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[$€£¥]?\s?\d+(?:[.,:]\d+)*(?:\s?(?:%|percent|per cent|million|billion|thousand|[kKMG]B|am|pm|a\.m\.|p\.m\.))?";
    let unit = r"(?:\s(?:minutes?|hours?|days?|weeks?|months?|years?|seconds?|people|users?|seats?|rows?|characters?|files?|invoices?|customers?|times?|dollars|euros|pounds))?";
    Regex::new(&format!("{number}{unit}")).expect("constant pattern")
});

/// The one value of the wanted kind in a sentence; `None` where there is none, or more than one and so a choice.
pub(super) fn value(question: &Question, sentence: &str) -> Option<String> {
    let counted = [AnswerKind::Money, AnswerKind::Percent, AnswerKind::Number];
    if !question.kinds.iter().any(|k| counted.contains(k)) {
        return None;
    }
    let asked = stems(&question.text);
    let fresh = |m: &regex::Match<'_>| {
        let before = sentence[..m.start()].chars().next_back();
        let part_of_word = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '#' | '.'));
        !part_of_word && words(m.as_str()).iter().any(|w| !asked.contains(&w.stem()))
    };
    let mut found = VALUE.find_iter(sentence).filter(fresh);
    let value = found.next()?.as_str().trim().to_owned();
    let money = question.kinds.contains(&AnswerKind::Money);
    let fits = !money || value.contains(['$', '€', '£', '¥']) || value.ends_with(['s']);
    (fits && found.next().is_none()).then_some(value)
}
