//! What the contact wants, where the linear head is unsure.

use super::Writer;
use crate::model::Deaf;
use crate::prompt::{IntentExamples, UnderstandPrompt};
use serde::Deserialize;

/// What a model made of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sorted {
    /// One of the intents that it was given.
    pub intent: Option<String>,
    pub wants_person: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Output {
    intent: String,
    wants_person: bool,
}

impl Writer<'_> {
    /// Sorts the message among a few intents.
    pub async fn sort(&mut self, product: &str, intents: &[IntentExamples]) -> Option<Sorted> {
        let message = self.message.clone();
        let context = UnderstandPrompt {
            product,
            intents,
            message: &message,
        };
        let (output, _) = self.ask::<_, Output>(&context, &mut Deaf).await?;
        let known = intents.iter().any(|i| i.id == output.intent);
        Some(Sorted {
            intent: known.then_some(output.intent),
            wants_person: output.wants_person,
        })
    }
}
