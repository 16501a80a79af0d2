//! A sentence beside the words that it was made from: what was put in the place of something else, and what was denied.
//!
//! A language model mostly repeats its evidence with small changes. Where the words of both run in step, a change is a claim
//! of its own, and likeness of meaning does not see it: one name for another, a number, a `not`.

use super::facts::numbers;
use crate::reading::is_negation;
use crate::text::{in_step, is_stopword};
use std::collections::HashSet;

/// Share of a sentence's words that have to run in step for its changes to be looked at.
const IN_STEP: f64 = 0.55;
/// Words that are put in the place of others; a longer change is another way to say it.
const LONGEST_CHANGE: usize = 4;

/// A word of a sentence, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Lower case; `n't` is `not`, and number words are digits.
    word: String,
    /// A name, a label or a number: capitalised where nothing asks for it, or made of digits.
    telling: bool,
    content: bool,
    negates: bool,
}

/// The words of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut begins = true;
    let words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '“' | '”' | '"' | '*' | '`' | '[' | ']'));
    for raw in words {
        let bare = raw.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let lower = bare.to_lowercase().replace('’', "'");
        for part in spelled_out(&lower) {
            let number = numbers(&part).into_iter().next();
            let capital = bare.starts_with(char::is_uppercase) && !is_stopword(&lower);
            tokens.push(Token {
                telling: number.is_some() || (capital && !begins),
                content: !is_stopword(&part),
                negates: is_negation(&part) || part == "not" || part == "never",
                word: number.unwrap_or(part),
            });
        }
        begins = raw.ends_with(['.', '!', '?']);
    }
    tokens
}

/// `cannot`, `can't`, `isn't` and the like in two words.
fn spelled_out(word: &str) -> Vec<String> {
    match word {
        "cannot" | "can't" => vec!["can".into(), "not".into()],
        "won't" => vec!["will".into(), "not".into()],
        _ => match word.strip_suffix("n't") {
            Some(verb) if !verb.is_empty() => vec![verb.to_owned(), "not".to_owned()],
            _ => vec![word.to_owned()],
        },
    }
}

/// A change: words of the sentence in the place of words of the source, between words that run in step.
struct Change<'a> {
    own: &'a [Token],
    source: &'a [Token],
    /// Where it stands at an end, where things are left out and added.
    end: Option<End>,
}

/// Which end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Begins,
    Ends,
}

/// Why a sentence says something else than its source, where their words run in step; `None` where they do not, or nothing is
/// changed that matters.
pub(super) fn changed(own: &[Token], source: &[Token]) -> Option<String> {
    let steps = pairs(own, source);
    if (steps.len() as f64) < IN_STEP * own.len() as f64 {
        return None;
    }
    changes(own, source, &steps).iter().find_map(Change::matters)
}

/// How many words run in step.
pub(super) fn steps(own: &[Token], source: &[Token]) -> usize {
    pairs(own, source).len()
}

impl Change<'_> {
    fn matters(&self) -> Option<String> {
        let denies = |tokens: &[Token]| tokens.iter().filter(|t| t.negates).count() % 2 == 1;
        if denies(self.own) && !denies(self.source) && self.own.len() <= LONGEST_CHANGE {
            return Some("it denies what the evidence says".to_owned());
        }
        let short = self.source.len() <= LONGEST_CHANGE && self.end.is_none();
        if denies(self.source) && !denies(self.own) && short {
            return Some("the evidence denies it".to_owned());
        }
        let there: HashSet<&str> = self.source.iter().map(|t| t.word.as_str()).collect();
        let put = self
            .own
            .iter()
            .find(|t| t.telling && !there.contains(t.word.as_str()))?;
        let replaced = self.replaced();
        let gone = replaced.iter().find(|t| t.content)?;
        let replaces = self.own.len() <= LONGEST_CHANGE && replaced.len() <= LONGEST_CHANGE;
        replaces.then(|| format!("it says {} where the evidence says {}", put.word, gone.word))
    }
}

impl Change<'_> {
    /// The words of the source whose place was taken. Where the source goes on and the sentence does not, those that come
    /// next.
    fn replaced(&self) -> &[Token] {
        let most = self.own.len().min(self.source.len());
        match self.end {
            Some(End::Begins) => &self.source[self.source.len() - most..],
            Some(End::Ends) => &self.source[..most],
            None => self.source,
        }
    }
}

fn pairs(own: &[Token], source: &[Token]) -> Vec<(usize, usize)> {
    in_step(own, source, |a, b| a.word == b.word)
}

fn changes<'a>(own: &'a [Token], source: &'a [Token], steps: &[(usize, usize)]) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    let (mut at, mut beside) = (0, 0);
    let end = [(own.len(), source.len())];
    for (n, &(next_at, next_beside)) in steps.iter().chain(&end).enumerate() {
        if at < next_at || beside < next_beside {
            found.push(Change {
                own: &own[at..next_at],
                source: &source[beside..next_beside],
                end: match n {
                    _ if n == steps.len() => Some(End::Ends),
                    0 => Some(End::Begins),
                    _ => None,
                },
            });
        }
        (at, beside) = (next_at + 1, next_beside + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, source: &str, expect: Option<&str>) {
        assert_eq!(changed(&tokens(own), &tokens(source)).as_deref(), expect, "{own}");
    }

    #[test]
    fn what_is_put_in_the_place_of_something_else_is_seen() {
        let source = "Only an Owner can move the account to Business, and it costs 39 a month.";
        check(
            "Only an Admin can move the account to Business.",
            source,
            Some("it says admin where the evidence says owner"),
        );
        check(
            "Only an Owner can move the account to Plus.",
            source,
            Some("it says plus where the evidence says business"),
        );
        check(
            "An Owner can move the account to Business, and it costs 14 a month.",
            source,
            Some("it says 14 where the evidence says 39"),
        );
        check(
            "Only an Owner can't move the account to Business.",
            source,
            Some("it denies what the evidence says"),
        );
        check("Only an Owner can move the account to Business.", source, None);
        check(
            "Note that only an Owner can move the account to Business and it costs 39.",
            source,
            None,
        );
        let row = "Task: Export; Owner: Yes; Admin: Yes; Member: No";
        check(
            "Task: Export; Owner: Company; Admin: Yes; Member: No",
            row,
            Some("it says company where the evidence says yes"),
        );
    }

    #[test]
    fn a_denial_that_is_lost_is_seen_and_one_that_is_left_out_is_not() {
        check(
            "Visitors can buy a permit.",
            "Visitors can't buy a permit.",
            Some("the evidence denies it"),
        );
        check("Visitors cannot buy a permit.", "Visitors can't buy a permit.", None);
        check("Visitors can not buy a permit.", "Visitors can't buy a permit.", None);
        check(
            "It is always sent by mail to you.",
            "It is never sent by mail to you.",
            Some("the evidence denies it"),
        );
        check(
            "A permit lasts a year.",
            "A permit lasts a year, and it is not sent by mail.",
            None,
        );
        check(
            "Something else in other words entirely.",
            "Visitors can't buy a permit.",
            None,
        );
    }
}
