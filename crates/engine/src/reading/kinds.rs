//! What kind of answer a question wants, and whether a passage holds one.

use regex::{Regex, RegexSet};
use std::sync::LazyLock;

/// A kind of answer that has a recognisable shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// A sum of money.
    Money,
    /// A share.
    Percent,
    /// A date or a time.
    Time,
    /// A count or a measure.
    Number,
    /// A person, a place or another name.
    Name,
    /// A reason.
    Reason,
}

#[expect(clippy::expect_used, reason = "constant patterns; a test compiles them")]
fn set(patterns: &[&str]) -> RegexSet {
    regex::RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .build()
        .expect("constant patterns")
}

#[expect(clippy::expect_used, reason = "constant patterns; a test compiles them")]
fn one(pattern: &str) -> Regex {
    regex::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .build()
        .expect("constant pattern")
}

static MONEY: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"\bhow much (money|does .* (cost|spend|pay)|is .* (cost|bill|budget|salary|price))",
        r"\bdollars?\b|\beuros?\b|\bmonetary\b|\bhow expensive\b",
        r"\bwhat (is|was|were) the (\w+ ){0,3}(cost|price|budget|salary|fee|revenue)\b",
    ])
});
static PERCENT: LazyLock<Regex> = LazyLock::new(|| one(r"\bpercent(age)?s?\b|\bwhat (proportion|fraction|share)\b"));
static TIME: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"^\W*when\b|\bwhen (did|was|were|is|does|do|will|has)\b|\bsince when\b|\bhow (early|recently)\b",
        r"\b(what|which) (\w+ )?(year|date|day|month|century|decade|time|era|period|season)s?\b",
    ])
});
static NUMBER: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"\bhow (many|old|tall|high|far|large|big|deep|wide|fast|heavy|hot)\b|\bhow much\b|\bhow long\b",
        r"\b(what|which) (is|was|are|were) the (\w+ ){0,3}(number|population|total|count|quantity|size|amount|length|height|area|temperature|capacity|average|rate|speed|phone|telephone|tally|limit|maximum|minimum)\b",
        r"\b(what|which) (\w+ )?(number|amount|quantity|rank|size|count|score)\b|\bnumeric(al|ally)?\b|\bin digits\b",
        r"\b(a|the|exact|whole|only) number\b|\bnumber of\b|\bfigure\b|\binteger\b|\bphone number\b",
    ])
});
static PERSON: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"\bwho(m|se)?\b|\b(full|first|last) names?\b",
        r"\b(what|which) (\w+ )?(person|man|woman|leader|king|queen|emperor|scientist|author|general|president|physicist|philosopher|scholar|inventor|engineer|governor|explorer|historian|monarch|ruler|minister|composer|mathematician)\b",
    ])
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    one(
        r"\bwhere\b|\b(what|which) (\w+ )?(city|country|state|place|location|region|town|address|continent|street|nation|river|island|province|area|district|building|site)\b",
    )
});
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    one(
        r"\bwhat (is|was|were|are) (the )?(\w+ ){0,2}names?\b|\bnames?\b|\bnamed\b|\bcalled\b|\bbrand\b|\btitle of\b|\bknown as\b|\bexact term\b",
    )
});
static WHY: LazyLock<Regex> =
    LazyLock::new(|| one(r"\bwhy\b|\bfor what (reason|purpose)\b|\bwhat (was|is) the (reason|purpose|cause)\b"));

/// The kinds of answer that a question wants; empty where no shape tells. `instruction` says how to put it.
pub(super) fn wanted(question: &str, instruction: &str) -> Vec<AnswerKind> {
    let both = format!("{question} {instruction}");
    let mut kinds = Vec::new();
    if MONEY.is_match(&both) {
        kinds.push(AnswerKind::Money);
    }
    if PERCENT.is_match(&both) {
        kinds.push(AnswerKind::Percent);
    }
    if kinds.is_empty() && NUMBER.is_match(&both) {
        kinds.push(AnswerKind::Number);
    }
    if TIME.is_match(question) {
        kinds.push(AnswerKind::Time);
    }
    if PERSON.is_match(&both) || PLACE.is_match(question) {
        kinds.push(AnswerKind::Name);
    }
    if WHY.is_match(question) {
        kinds.push(AnswerKind::Reason);
    }
    if kinds.is_empty() && NAME.is_match(&both) {
        kinds.push(AnswerKind::Name);
    }
    kinds
}

static WANTS_TO_DO: LazyLock<Regex> = LazyLock::new(|| {
    one(concat!(
        r"\b(how (do|can|would|should|might) (i|we|you|one)|how to|how d'?you|show me|walk me|guide me|take me|help me|step by step|",
        r"where (do|can|would) (i|we)|where'?s the|(i|we)('d| would)? (want|need|like|have|wish|am trying|'m trying) to|i'm trying to|trying to|",
        r"can you help|let me|can'?t (find|figure)|what do i (do|click|press)|i wanna)\b"
    ))
});

/// True where the words say that somebody wants to do something.
pub(super) fn wants_to_do(question: &str) -> bool {
    WANTS_TO_DO.is_match(question)
}

static HAS_MONEY: LazyLock<Regex> = LazyLock::new(|| {
    one(
        r"[$€£¥]\s?\d|\b\d[\d.,]*\s?(k|m|million|billion|thousand)?\s?(dollars|euros|pounds|usd|eur|gbp|cents|francs|livres|zł)\b",
    )
});
static HAS_PERCENT: LazyLock<Regex> =
    LazyLock::new(|| one(r"\d\s?%|\bper ?cent\b|\bpercentage\b|\b(half|third|quarter|majority)\b"));
static HAS_TIME: LazyLock<RegexSet> = LazyLock::new(|| {
    set(&[
        r"\b(1[0-9]{3}|20[0-9]{2}|[1-9][0-9]{2})\b|\b\d{1,2}(st|nd|rd|th)\b|\b\d0s\b|\b\d{1,2}(:\d\d)? ?[ap]\.?m\b|\bcentur(y|ies)\b",
        r"\b(january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bmay \d",
        r"\b(today|yesterday|annually|summer|winter|spring|autumn|morning|noon|night)\b",
    ])
});
static HAS_REASON: LazyLock<Regex> = LazyLock::new(|| {
    one(
        r"\b(because|due to|since|therefore|thus|so that|in order to|as a result|led to|caused|owing to|reason|to (avoid|prevent|ensure|protect|allow|reduce|increase))\b",
    )
});

/// Which shapes a text has, whatever the question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shapes {
    pub money: bool,
    pub percent: bool,
    pub time: bool,
    pub reason: bool,
}

pub(super) fn shapes(text: &str) -> Shapes {
    Shapes {
        money: HAS_MONEY.is_match(text),
        percent: HAS_PERCENT.is_match(text),
        time: HAS_TIME.is_match(text),
        reason: HAS_REASON.is_match(text),
    }
}

/// Words for numbers.
const NUMBER_WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "half",
    "quarter",
    "third",
    "thirds",
    "zero",
    "once",
    "twice",
];
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "neither", "nor", "without", "cannot", "none", "isn't", "wasn't", "aren't", "don't",
    "doesn't", "didn't", "can't", "couldn't", "won't", "fails", "failed", "lack", "lacks", "unable", "except",
    "unlike", "non",
];

pub(super) fn is_number(lower: &str) -> bool {
    lower.contains(|c: char| c.is_ascii_digit()) || NUMBER_WORDS.contains(&lower)
}

/// Numbers and ordinals that a question cannot do without.
pub(crate) fn is_telling_number(lower: &str) -> bool {
    lower.contains(|c: char| c.is_ascii_digit())
        || !matches!(lower, "one" | "half") && (NUMBER_WORDS.contains(&lower) || ORDINALS.contains(&lower))
}

pub(crate) fn is_negation(lower: &str) -> bool {
    NEGATIONS.contains(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wanted_kind_is_told_from_question_and_instruction() {
        let check = |q: &str, i: &str, expect: &[AnswerKind]| assert_eq!(wanted(q, i), expect, "{q} {i}");
        check("How many users can I invite?", "", &[AnswerKind::Number]);
        check("When does the trial end?", "", &[AnswerKind::Time]);
        check("What is the budget?", "Answer in dollars.", &[AnswerKind::Money]);
        check("Who can see it?", "", &[AnswerKind::Name]);
        check("How do I send an invoice?", "", &[]);
        check("Why was it declined?", "", &[AnswerKind::Reason]);
    }

    #[test]
    fn shapes_are_seen_in_a_text() {
        let found = shapes("It costs £12 from 3 March because of tax.");
        assert_eq!(
            found,
            Shapes {
                money: true,
                percent: false,
                time: true,
                reason: true
            }
        );
    }
}
