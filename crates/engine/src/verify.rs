//! Checks that a proposal says only what its evidence says.

use crate::ports::Hit;
use crate::propose::AnswerProposal;

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
