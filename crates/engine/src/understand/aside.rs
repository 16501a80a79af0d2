//! What a message says by the way: a person is asked for at the end of a long story, money back in one sentence of six.
//!
//! The cues are taught on short messages, and the embedding of a long one is that of its longest matter. So the parts that
//! have a word of such a request in them are read once more by themselves. Without such a word nothing is embedded.

use super::cues::Mood;
use super::mood::Moods;
use crate::intent::Grams;
use crate::ports::{Embedder, PortError};
use crate::text::{sentences, words};

/// The most parts of a message that are read by themselves; the last ones.
const MOST_PARTS: usize = 12;
/// A longer clause asks for more than a person.
const LONGEST_CLAUSE: usize = 14;

/// The cues that are looked for in parts, each with the words without which there is none.
const BY_THE_WAY: [(&str, &str); 4] = [
    (
        "wants_person",
        "person|human|someone|somebody|anyone|anybody|agent|operator|representative|colleague|colleagues|staff|support|\
         manager|supervisor|team|bot|robot|machine|mensch|menschen|mitarbeiter|jemand|jemandem|persona|alguien|agente|\
         personne|quelqu'un|conseiller",
    ),
    (
        "refunds",
        "refund|refunded|refunds|reimburse|reimbursed|reimbursement|money|return|charged|billed|dispute",
    ),
    (
        "legal",
        "lawyer|lawyers|solicitor|solicitors|attorney|legal|sue|suing|lawsuit|court|regulator|ombudsman|claim|damages|\
         compensation",
    ),
    (
        "security_incident",
        "hacked|hacker|leaked|leak|vulnerability|phishing|stranger|suspicious|stolen|breach",
    ),
];

impl Moods {
    /// The cues of requests in parts of a message, each as sure as in the surest part.
    pub fn by_the_way(&self, embedder: &dyn Embedder, message: &str) -> Result<Mood, PortError> {
        let mut mood = Mood::default();
        let parts = parts(message);
        if parts.is_empty() {
            return Ok(mood);
        }
        let texts: Vec<&str> = parts.iter().map(|(_, part)| *part).collect();
        for ((cue, part), vector) in parts.iter().zip(embedder.embed(&texts)?) {
            let heard = self.cues(part, &Grams::of(part), &vector);
            mood.raise(cue, heard.of(cue));
        }
        Ok(mood)
    }
}

/// The parts that are read, with the cue that each is read for. A message that is one part was read already.
fn parts(message: &str) -> Vec<(&'static str, &str)> {
    let mut parts = Vec::new();
    for sentence in sentences(message) {
        for (cue, needed) in BY_THE_WAY {
            let asks = |part: &&str| words(part).iter().any(|w| needed.split('|').any(|n| n == w.lower));
            if cue == "wants_person" {
                let short = |part: &&str| (2..=LONGEST_CLAUSE).contains(&part.split_whitespace().count());
                parts.extend(clauses(sentence).filter(short).filter(asks).map(|part| (cue, part)));
            } else {
                parts.extend(Some(sentence).filter(asks).map(|part| (cue, part)));
            }
        }
    }
    parts.retain(|(_, part)| *part != message.trim());
    parts.drain(..parts.len().saturating_sub(MOST_PARTS));
    parts
}

/// The clauses of a sentence, as far as punctuation shows them.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    let marks = [',', ';', ':', '(', ')', '\u{2013}', '\u{2014}'];
    sentence
        .split(marks)
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_with_a_word_of_a_request_are_read() {
        let check = |message: &str, expect: &[(&str, &str)]| assert_eq!(parts(message), expect, "{message}");
        check("How do I add a tax rate? It is 20 %.", &[]);
        check("I want to speak to a person", &[]);
        check(
            "The feed broke, a human has to fix this. You billed me in May.",
            &[
                ("wants_person", "a human has to fix this."),
                ("refunds", "You billed me in May."),
            ],
        );
        assert_eq!(parts(&"Please, a person. ".repeat(900)).len(), MOST_PARTS);
    }
}
