//! What of a person's messages answers the question: the part that would stand in an article.

use crate::text::{content_stems, sentences};

/// With fewer stems a sentence says nothing of its own: thanks, a greeting.
const FEWEST_OF_SENTENCE: usize = 2;
/// With fewer stems there is no answer.
const FEWEST: usize = 4;
/// What a greeting begins with, and how many words it has at most.
const GREETINGS: [&str; 7] = ["hi", "hello", "hey", "dear", "good", "cheers", "regards"];
const MOST_OF_GREETING: usize = 4;
/// What somebody says who is about to answer, or has: nothing that holds for the next one who asks.
const PASSING: [&str; 22] = [
    "let me check",
    "let me look",
    "let me see",
    "let me know",
    "i will check",
    "i'll check",
    "i will look",
    "i'll look",
    "looking into",
    "one moment",
    "bear with me",
    "get back to you",
    "thank you",
    "thanks for",
    "you're welcome",
    "you are welcome",
    "glad i could",
    "happy to help",
    "anything else",
    "have a nice",
    "have a good",
    "sorry for",
];

/// The statements of what a person said, a paragraph for each message; `None` where nothing is left that answers anything.
pub fn statements_of(messages: &[&str]) -> Option<String> {
    let paragraphs: Vec<String> = messages.iter().filter_map(|message| stated(message)).collect();
    let text = paragraphs.join("\n\n");
    (content_stems(&text).len() >= FEWEST).then_some(text)
}

/// A message line by line, so that a list stays one, without what only that contact was told.
fn stated(message: &str) -> Option<String> {
    let lines = message.lines().filter_map(|line| {
        let (marker, words) = marked(line);
        let kept: Vec<&str> = sentences(words).into_iter().filter(|s| states(s)).collect();
        (!kept.is_empty()).then(|| format!("{marker}{}", kept.join(" ")))
    });
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The marker of a list's item, with the white space after it, and the rest of the line.
fn marked(line: &str) -> (&str, &str) {
    let line = line.trim();
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match after_number.len() < line.len() {
        true => after_number.strip_prefix(['.', ')']),
        false => line.strip_prefix(['-', '*', '•']),
    };
    match rest.map(str::trim_start) {
        Some(rest) => line.split_at(line.len() - rest.len()),
        None => ("", line),
    }
}

/// True for "Hi Jane!".
fn greets(lower: &str) -> bool {
    let words = || lower.split_whitespace();
    let first = words()
        .next()
        .unwrap_or_default()
        .trim_matches(|c: char| !c.is_alphabetic());
    GREETINGS.contains(&first) && words().count() <= MOST_OF_GREETING
}

fn states(sentence: &str) -> bool {
    let lower = sentence.to_lowercase().replace('’', "'");
    !lower.trim_end().ends_with('?')
        && !greets(&lower)
        && !PASSING.iter().any(|passing| lower.contains(passing))
        && content_stems(sentence).len() >= FEWEST_OF_SENTENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_for_the_next_one_is_kept_and_the_rest_is_not() {
        let said = statements_of(&[
            "Hi Jane! Thanks for your patience, let me check that for you.",
            "Loyalty stamp cards are set up under Counter > Loyalty. A card is full after 9 stamps. Does that help?",
            "1. Open Settings and choose Loyalty\n2. Press Add card\nHave a nice day!",
        ]);
        assert_eq!(
            said.as_deref(),
            Some(
                "Loyalty stamp cards are set up under Counter > Loyalty. A card is full after 9 stamps.\n\n\
                 1. Open Settings and choose Loyalty\n2. Press Add card"
            )
        );
        assert_eq!(
            statements_of(&["You're welcome!", "Which browser do you use?", "Done."]),
            None
        );
        assert_eq!(statements_of(&[]), None);
    }
}
