//! Suggested replies, and what became of each.

use crate::codec::{new_id, text};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::events::Event;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::json;
use sqlx::query;
use tracing::instrument;
use usher_engine::{Citation, ConversationId, PersonId, PersonRef};

/// A reply to be suggested.
#[derive(Debug, Clone)]
pub struct NewSuggestion<'a> {
    /// Where.
    pub conversation: &'a ConversationId,
    /// To whom.
    pub person: &'a PersonId,
    /// The words.
    pub text: &'a str,
    /// What they quote.
    pub citations: &'a [Citation],
    /// How sure the engine is, 0 to 1.
    pub confidence: f64,
}

impl Store {
    /// Remembers a suggestion, so that it can be told what becomes of it; returns its id.
    #[instrument(name = "store.suggestion.make", skip_all, fields(conversation.id = %new.conversation))]
    pub async fn suggest(&self, new: NewSuggestion<'_>, now: Timestamp) -> Result<String, StoreError> {
        let mut write = self.write().await?;
        let locked = write.lock(new.conversation).await?;
        let mut conversation = locked.ok_or(StoreError::UnknownConversation)?;
        let (id, by) = (new_id(now), write.ref_of(new.person).await?);
        let body = json!({
            "suggestion": id, "by": by, "text": text(new.text), "citations": new.citations,
            "confidence": new.confidence,
        });
        // A suggestion is nothing that happened to the contact: the conversation stays where it is in lists.
        let updated_at = conversation.updated_at;
        write
            .append(&mut conversation, EventKind::PeopleSuggested, body, None, now)
            .await?;
        conversation.updated_at = updated_at;
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(id)
    }

    /// A suggestion is not wanted; false where there is none of this id.
    #[instrument(name = "store.suggestion.discard", skip_all, fields(conversation.id = %id))]
    pub async fn discard_suggestion(
        &self,
        id: &ConversationId,
        suggestion: &str,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let mut conversation = write.lock(id).await?.ok_or(StoreError::UnknownConversation)?;
        let by = write.ref_of(person).await?;
        let is_known = write
            .use_suggestion(&mut conversation, suggestion, &by, None, now)
            .await?;
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(is_known)
    }
}

impl Write {
    /// Tells what became of a suggestion, once: `words` were sent, or none. False where there is none of this id.
    pub(crate) async fn use_suggestion(
        &mut self,
        conversation: &mut Conversation,
        suggestion: &str,
        by: &PersonRef,
        words: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let events = self.suggestions(&conversation.id).await?;
        let of = |event: &&Event| event.body["suggestion"].as_str() == Some(suggestion);
        let Some(made) = events.iter().filter(of).find(|e| e.kind == EventKind::PeopleSuggested) else {
            return Ok(false);
        };
        if events
            .iter()
            .filter(of)
            .any(|e| e.kind == EventKind::PeopleSuggestionUsed)
        {
            return Ok(true);
        }
        let is_as_it_was = |words: &str| {
            made.body["text"]
                .as_str()
                .is_some_and(|text| text.trim() == words.trim())
        };
        let became = match words {
            None => "discarded",
            Some(words) if is_as_it_was(words) => "accepted",
            Some(_) => "edited",
        };
        let body = json!({ "suggestion": suggestion, "by": by, "use": became });
        let updated_at = conversation.updated_at;
        self.append(conversation, EventKind::PeopleSuggestionUsed, body, None, now)
            .await?;
        conversation.updated_at = updated_at;
        Ok(true)
    }

    async fn suggestions(&mut self, conversation: &ConversationId) -> Result<Vec<Event>, StoreError> {
        let sql = "
            SELECT conversation_id, seq, kind, body, created_at
            FROM events
            WHERE conversation_id = $1 AND kind IN ('people.suggested', 'people.suggestion_used')
            ORDER BY seq
        ";
        let rows = query(sql)
            .bind(conversation.as_str())
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(Event::try_from).collect()
    }
}
