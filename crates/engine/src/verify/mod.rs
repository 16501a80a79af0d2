//! Checks that a proposal says only what its evidence says.

mod align;
mod claim;
mod features;
mod mark;
mod source;
mod support;
mod weigh;

pub use features::SupportFeatures;
pub use source::Source;
pub use support::{Support, SupportCheck};

use crate::ports::Hit;
use crate::propose::AnswerProposal;
use regex::Regex;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "a constant pattern; a test compiles it")]
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b((send|tell|give|e-?mail|text|show|share|provide|message) (it |them )?(to )?(us|me)|(reply|respond|answer|write back) with|let (us|me) (know|have)|(share|send|provide)\b.* (to|with) (us|me))\b")
        .expect("constant pattern")
});

/// True where a text asks the contact to hand over something that the owner never asks for. A step that has them type it
/// into the product asks for nothing.
pub(crate) fn asks_for_any(text: &str, never_ask: &[String]) -> bool {
    let asks = |sentence: &&str| {
        let lower = sentence.to_lowercase();
        ASKS.is_match(&lower) && never_ask.iter().any(|n| lower.contains(&n.to_lowercase()))
    };
    crate::text::sentences(text).iter().any(asks)
}

/// Drops every sentence that does not stand word for word in the passage that it cites, with its citation, and returns what
/// was dropped. An extractive answer loses nothing unless the index is out of step with itself.
pub(crate) fn drop_unsupported(answer: &mut AnswerProposal, hits: &[Hit]) -> Vec<String> {
    let supported = |sentence: &str, citation: usize| {
        answer.citations.get(citation).is_some_and(|c| {
            let chunk = hits.iter().find(|h| h.chunk.id == c.chunk);
            c.quote == sentence && chunk.is_some_and(|h| h.chunk.passages.iter().any(|p| p.text == c.quote))
        })
    };
    let (kept, dropped): (Vec<_>, Vec<_>) = answer
        .reply
        .sentences
        .clone()
        .into_iter()
        .partition(|s| supported(&s.text, s.citation));
    answer.reply.sentences = kept;
    dropped.into_iter().map(|s| s.text).collect()
}

#[cfg(test)]
mod tests {
    use super::asks_for_any;

    #[test]
    fn asking_for_a_secret_is_told_from_having_it_typed_into_the_product() {
        let never = ["password".to_owned(), "card number".to_owned()];
        let check = |text: &str, expect: bool| assert_eq!(asks_for_any(text, &never), expect, "{text}");
        check("Send us your password and we will look into it.", true);
        check("Reply with the card number that you paid with.", true);
        check("Please share your card number with us.", true);
        check("Enter your password, then choose Save.", false);
        check("Send us a screenshot. Enter your password afterwards.", false);
    }
}
