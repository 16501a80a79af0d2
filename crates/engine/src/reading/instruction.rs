//! "Answer with a number only." is said to the answerer and is no part of what is asked.

use crate::text::sentences;
use regex::Regex;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "constant patterns; a test compiles them")]
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("constant pattern")
}

static IMPERATIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:(?:please|kindly|just|only|simply)\s+)*(?:(?:answer|respond|reply)\b|",
        r"(?:provide|give|state|specify|indicate|write|express|format|return|mention|offer|present|supply|submit|use|",
        r"include|limit|keep|list|name|say|report|deliver|output)\b|(?:the|your|this)\s+(?:answer|response|reply)\b)"
    ))
});
static TO_US: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:\w+\s+)*?(?:provide|give|state|specify|indicate|write|offer|present|supply|list|name|say|report)\s+(?:me|us)\b",
    )
});
static EXPLICIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:please\s+|kindly\s+)?(?:answer|respond|reply|(?:the|your)\s+(?:answer|response|reply))\b")
});
static TRAILING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[,;:(–—-]\s*(?:please\s+)?(?:answer|respond|reply)(?:ing)?\s+(?:with|in|as|by|using|only|strictly)\b.*$",
    )
});

/// Parts a message into what is asked and how to put the answer. The first part is the whole message where nothing in it
/// reads as an instruction.
pub fn without_instruction(message: &str) -> (String, String) {
    let parts = sentences(message);
    let asks = |p: &str| p.trim_end_matches(['"', '\'', ')', '”']).ends_with('?');
    let mut is_instruction: Vec<bool> = parts
        .iter()
        .map(|p| IMPERATIVE.is_match(p) && !TO_US.is_match(p) && !asks(p))
        .collect();
    let question_remains = parts.iter().zip(&is_instruction).any(|(p, i)| !i && asks(p));
    if !question_remains {
        // Without a question mark only "answer …", "respond …", "reply …" count, and never as the first sentence.
        is_instruction = parts
            .iter()
            .enumerate()
            .map(|(at, p)| at > 0 && EXPLICIT.is_match(p))
            .collect();
    }
    let join = |want: bool| -> String {
        let some: Vec<&str> = parts
            .iter()
            .zip(&is_instruction)
            .filter(|(_, i)| **i == want)
            .map(|(p, _)| *p)
            .collect();
        some.join(" ")
    };
    let (mut content, mut instruction) = (join(false), join(true));
    if let Some(clause) = TRAILING.find(&content).filter(|m| m.start() > 15) {
        instruction = format!(
            "{} {instruction}",
            clause.as_str().trim_start_matches([',', ';', ':', '(', '-', ' '])
        )
        .trim()
        .to_owned();
        content.truncate(clause.start());
    }
    if content.trim().is_empty() {
        (message.to_owned(), String::new())
    } else {
        (content.trim().to_owned(), instruction)
    }
}

#[cfg(test)]
mod tests {
    use super::without_instruction;

    #[test]
    fn what_is_said_to_the_answerer_is_parted_from_what_is_asked() {
        let check = |message: &str, content: &str, instruction: &str| {
            assert_eq!(
                without_instruction(message),
                (content.to_owned(), instruction.to_owned()),
                "{message}"
            );
        };
        check(
            "How many seats are there? Answer with a number.",
            "How many seats are there?",
            "Answer with a number.",
        );
        check(
            "Who leads it? Provide the full name.",
            "Who leads it?",
            "Provide the full name.",
        );
        check("Give me the price list. Thanks", "Give me the price list. Thanks", "");
        check("How do I list my invoices?", "How do I list my invoices?", "");
        check(
            "Tell me the size of the team, answer with digits only",
            "Tell me the size of the team",
            "answer with digits only",
        );
        check("", "", "");
    }
}
