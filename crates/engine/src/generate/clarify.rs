//! The words of a question back.

use super::Writer;
use super::facts::{labels, numbers};
use crate::model::Deaf;
use crate::policy::Policy;
use crate::prompt::ClarifyPrompt;
use serde::Deserialize;

/// Words of a question back.
const MOST_WORDS: usize = 30;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Output {
    question: String,
}

impl Writer<'_> {
    /// A short question that leads into the readings; `None` where the fixed one has to do.
    pub async fn ask_back(&mut self, policy: &Policy, readings: &[&str]) -> Option<String> {
        let message = self.message.clone();
        let context = ClarifyPrompt {
            agent: &policy.agent_name,
            product: &policy.product,
            message: &message,
            readings,
        };
        let (output, _) = self.ask::<_, Output>(&context, &mut Deaf).await?;
        let question = output.question.trim();
        // It states nothing, so that nothing in it needs evidence.
        let plain = question.ends_with('?')
            && question.split_whitespace().count() <= MOST_WORDS
            && numbers(question).is_empty()
            && labels(question).next().is_none()
            && !question.contains("://")
            && !question.contains('\n')
            && !crate::verify::asks_for_any(question, &policy.never_ask)
            && !policy
                .never_ask
                .iter()
                .any(|n| question.to_lowercase().contains(&n.to_lowercase()));
        if !plain {
            self.note("unused: it is no plain question");
            return None;
        }
        Some(self.redactor.restore(question))
    }
}
