//! Messages and notes of people.

use crate::codec::{key, new_id, text};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::messages::{Accepted, MessageRow};
use crate::work::Taken;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::{Value, json};
use tracing::instrument;
use usher_engine::{
    Author, Citation, ConversationId, ConversationState, FileId, Guide, MessageId, PersonId, PersonRef,
};

/// A message of a person to the contact.
#[derive(Debug, Clone)]
pub struct PersonMessage<'a> {
    /// Where.
    pub conversation: &'a ConversationId,
    /// Who.
    pub person: &'a PersonId,
    /// The sender's own id for it.
    pub client_id: &'a str,
    /// The words.
    pub text: &'a str,
    /// What it quotes.
    pub citations: &'a [Citation],
    /// A guide to be played.
    pub guide: Option<&'a Guide>,
    /// Files that the person sent ahead, see [`Store::keep_file`].
    pub files: &'a [FileId],
    /// The suggestion that it was made of.
    pub suggestion: Option<&'a str>,
    /// The fields that it asks for though they are known.
    pub reasked: &'a [&'static str],
}

/// A note that the contact never sees.
#[derive(Debug, Clone)]
pub struct PersonNote<'a> {
    /// Where.
    pub conversation: &'a ConversationId,
    /// Who.
    pub person: &'a PersonId,
    /// The sender's own id for it.
    pub client_id: &'a str,
    /// The words.
    pub text: &'a str,
    /// Who is to see it.
    pub mentions: &'a [PersonId],
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoken {
    /// It is stored.
    Accepted(Accepted),
    /// It is not: the conversation is somebody else's, or there is no room.
    Refused(Taken),
    /// Somebody who is mentioned is nobody.
    UnknownPerson,
}

impl Store {
    /// Stores a message of a person, who has the conversation from now on where nobody has it; a resolved one is opened
    /// again. A resend gives what the first got; with other words it is a conflict.
    #[instrument(name = "store.message.say", skip_all, fields(conversation.id = %new.conversation))]
    pub async fn say(&self, new: PersonMessage<'_>, now: Timestamp) -> Result<Spoken, StoreError> {
        let client_id = own_id(new.person, new.client_id)?;
        let words = text(new.text);
        let mut write = self.write().await?;
        let locked = write.lock(new.conversation).await?;
        let mut conversation = locked.ok_or(StoreError::UnknownConversation)?;
        if let Some(first) = write.accepted_before(&conversation, &client_id, &words).await? {
            return Ok(Spoken::Accepted(first));
        }
        if conversation.state == ConversationState::Resolved {
            write.reopen(&mut conversation, now).await?;
        }
        match write.take(&mut conversation, new.person, false, now).await? {
            Taken::Yes => {}
            refused => return Ok(Spoken::Refused(refused)),
        }
        let by = write.ref_of(new.person).await?;
        let accepted = write
            .insert_spoken(&mut conversation, &new, &by, &client_id, now)
            .await?;
        write.answered(&conversation, now).await?;
        if let Some(suggestion) = new.suggestion {
            write
                .use_suggestion(&mut conversation, suggestion, &by, Some(&words), now)
                .await?;
        }
        if !new.reasked.is_empty() {
            let body = json!({ "by": by, "message_id": accepted.message, "fields": new.reasked });
            write
                .append(&mut conversation, EventKind::PeopleReasked, body, None, now)
                .await?;
        }
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(Spoken::Accepted(accepted))
    }

    /// Stores a note and tells those whom it mentions. A resend gives what the first got.
    #[instrument(name = "store.note.write", skip_all, fields(conversation.id = %new.conversation))]
    pub async fn write_note(&self, new: PersonNote<'_>, now: Timestamp) -> Result<Spoken, StoreError> {
        let client_id = own_id(new.person, new.client_id)?;
        let words = text(new.text);
        let mut write = self.write().await?;
        let locked = write.lock(new.conversation).await?;
        let mut conversation = locked.ok_or(StoreError::UnknownConversation)?;
        if let Some(first) = write.event_of_client(new.conversation, &client_id).await? {
            let is_same = first.body["text"].as_str() == Some(&*words);
            let id = first.body["note_id"].as_str().unwrap_or_default().into();
            return if is_same {
                Ok(accepted(id, first.seq, true))
            } else {
                Err(StoreError::Conflict(format!(
                    "note `{}` was sent before with other words",
                    new.client_id
                )))
            };
        }
        let mut mentioned: Vec<PersonRef> = Vec::new();
        for person in new.mentions {
            let Some(known) = write.person(person).await? else {
                return Ok(Spoken::UnknownPerson);
            };
            if !mentioned.iter().any(|m| m.id == *person) {
                mentioned.push(known.person.to_ref());
            }
        }
        let by = write.ref_of(new.person).await?;
        let id = MessageId(new_id(now));
        let body = json!({
            "note_id": id, "by": by, "text": words, "mentions": mentioned, "client_id": new.client_id,
        });
        let event = write
            .append(&mut conversation, EventKind::PeopleNote, body, Some(&client_id), now)
            .await?;
        for person in &mentioned {
            write.mention(&conversation.id, event.seq, &person.id, now).await?;
        }
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(accepted(id, event.seq, false))
    }
}

impl Write {
    async fn insert_spoken(
        &mut self,
        conversation: &mut Conversation,
        new: &PersonMessage<'_>,
        by: &PersonRef,
        client_id: &str,
        now: Timestamp,
    ) -> Result<Accepted, StoreError> {
        let (id, author, words) = (MessageId(new_id(now)), Author::HumanAgent, text(new.text));
        // A guide as a turn offers it, so that whatever plays those plays this one.
        let guide = new.guide.map(|guide| {
            let mut offer = json!(guide);
            offer["start_step"] = Value::from(0);
            offer
        });
        let files = self.files_ahead(new.person.as_str(), new.files).await?;
        let mut body = json!({
            "message_id": id, "author": author, "text": words, "client_id": new.client_id, "by": by,
            "citations": new.citations, "guide": guide,
        });
        if !files.is_empty() {
            body["files"] = json!(files);
        }
        let event = self
            .append(conversation, EventKind::MessageCreated, body, None, now)
            .await?;
        let row = MessageRow {
            id: &id,
            conversation,
            author,
            text: &words,
            client_id: Some(client_id),
            asks_for_person: false,
        };
        self.insert_message(&row, now).await?;
        self.send_files(conversation, &id, new.files).await?;
        Ok(Accepted {
            message: id,
            seq: event.seq,
            duplicate: false,
        })
    }

    /// The contact waits for nobody's word any more.
    async fn answered(&mut self, conversation: &Conversation, now: Timestamp) -> Result<(), StoreError> {
        if let Some(mut work) = self.work(&conversation.id).await?
            && work.waiting_since.is_some()
        {
            work.waiting_since = None;
            self.save_work(&mut work, now).await?;
        }
        Ok(())
    }

    /// A resolved conversation is open again, for whoever does this.
    pub(crate) async fn reopen(&mut self, conversation: &mut Conversation, now: Timestamp) -> Result<(), StoreError> {
        conversation.state = ConversationState::Open;
        if let Some(mut work) = self.work(&conversation.id).await? {
            work.assignee = None;
            work.stage = None;
            self.save_work(&mut work, now).await?;
        }
        self.append(conversation, EventKind::ConversationReopened, json!({}), None, now)
            .await?;
        Ok(())
    }
}

/// A person's client ids share a table with the contact's and never meet them.
fn own_id(person: &PersonId, client_id: &str) -> Result<String, StoreError> {
    let id = format!("person:{person}:{client_id}");
    Ok(key("the client's id", &id)?.into_owned())
}

fn accepted(message: MessageId, seq: i64, duplicate: bool) -> Spoken {
    Spoken::Accepted(Accepted {
        message,
        seq,
        duplicate,
    })
}
