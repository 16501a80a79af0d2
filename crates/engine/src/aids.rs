//! What a turn may have besides the engine's own.

use crate::model::LanguageModel;
use std::sync::Arc;

/// Hears sentences of a reply as they pass their check.
pub type Heard = Arc<dyn Fn(Provisional) + Send + Sync>;

/// A language model, and somebody who hears sentences early. Without either a turn ends the same way, in the articles' words.
#[derive(Clone, Default)]
pub struct Aids {
    /// Writes, within what this turn may take.
    pub model: Option<Arc<dyn LanguageModel>>,
    /// Hears what will likely be said. What the turn ends with replaces all of it.
    pub heard: Option<Heard>,
}

/// A piece of a reply that passed its check while the rest is still being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provisional {
    /// Its place, from 0. Place 0 begins anew.
    pub at: u32,
    /// The words, with the white space that sets them apart from the piece before.
    pub text: String,
}

impl std::fmt::Debug for Aids {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let model = self.model.as_ref().map(|m| m.identity());
        f.debug_struct("Aids")
            .field("model", &model)
            .field("heard", &self.heard.is_some())
            .finish()
    }
}
