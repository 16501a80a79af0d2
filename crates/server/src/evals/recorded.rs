//! Recorded turns, ready to be taken again.

use std::collections::HashMap;
use usher_engine::privacy::is_redacted;
use usher_engine::{InboxId, Policy};
use usher_evals::Recorded;
use usher_store::{RecordedTurn, Store, StoreError};

const GONE: &str = "the conversation was erased, or a message that the turn saw";
const UNREADABLE: &str = "another version of Usher stored it, and this one cannot read it";

/// A turn of the database ready to be taken again under the policy of its inbox; the inner error says why it cannot be.
pub async fn recorded(
    store: &Store,
    id: &str,
    policies: &HashMap<InboxId, Policy>,
) -> Result<Result<Recorded, String>, StoreError> {
    match store.recorded_turn(id).await {
        Ok(Some(recorded)) => Ok(ready(recorded, policies)),
        Ok(None) => Ok(Err(GONE.to_owned())),
        Err(StoreError::Corrupt { .. }) => Ok(Err(UNREADABLE.to_owned())),
        Err(error) => Err(error),
    }
}

fn ready(recorded: RecordedTurn, policies: &HashMap<InboxId, Policy>) -> Result<Recorded, String> {
    let RecordedTurn { stored, input } = recorded;
    let inbox = input.inbox.clone().unwrap_or_else(|| InboxId::from(""));
    let policy = policies.get(&inbox).cloned().ok_or_else(|| {
        format!("its inbox `{inbox}` is not in the configuration; add an [[server.inboxes]] with that key")
    })?;
    Ok(Recorded {
        id: stored.id,
        conversation: stored.conversation,
        at: stored.at,
        turn: stored.turn,
        page_redacted: input.page.as_ref().is_some_and(is_redacted),
        input,
        policy,
    })
}
