//! A language model as one turn has it.

use crate::call::Call;
use crate::gateway::Shared;
use crate::purse::Purse;
use crate::record::{Noted, Noting, TurnOf};
use crate::tokens::Tokenizer;
use async_trait::async_trait;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use usher_engine::{LanguageModel, Listener, ModelCall, ModelError, ModelText};

/// The gateway, as far as one turn may use it: with a deadline and a purse that its calls share.
pub struct TurnModel {
    pub(crate) shared: Arc<Shared>,
    pub(crate) deadline: Instant,
    pub(crate) purse: Purse,
    /// Of the next call that leaves.
    numbers: AtomicU32,
    note: Noting,
}

impl TurnModel {
    pub(crate) fn new(shared: Arc<Shared>, turn: &TurnOf, note: Noting) -> Self {
        let most = Duration::from_millis(shared.config.turn_deadline_ms);
        let today = shared.today();
        shared.ledger.learn(today, turn.spent);
        Self {
            deadline: Instant::now() + turn.time_left.min(most),
            purse: Purse::new(shared.ceilings, turn.spent, today),
            shared,
            numbers: AtomicU32::new(0),
            note,
        }
    }

    pub(crate) fn next_number(&self) -> u32 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// False where it could not be noted.
    pub(crate) fn note(&self, noted: Noted) -> bool {
        (self.note)(noted)
    }
}

#[async_trait]
impl LanguageModel for TurnModel {
    fn identity(&self) -> &str {
        &self.shared.identity
    }

    fn count_tokens(&self, text: &str) -> usize {
        let model = self.shared.endpoints.first().map(|e| e.config.model.as_str());
        Tokenizer::of_model(model.unwrap_or_default()).count(text)
    }

    fn evidence_tokens(&self) -> usize {
        self.shared.config.evidence_tokens
    }

    async fn write(&self, call: &ModelCall, listener: &mut dyn Listener) -> Result<ModelText, ModelError> {
        Call::new(self, call).write(listener).await
    }
}

impl std::fmt::Debug for TurnModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TurnModel")
            .field("identity", &self.shared.identity)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
