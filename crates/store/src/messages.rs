//! Messages: taking one in, and reading them.

use crate::codec::{Columns, json, key, millis, new_id, text, word};
use crate::connect::Store;
use crate::conversations::Conversation;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::jobs::LeasedJob;
use crate::write::Write;
use jiff::Timestamp;
use serde_json::json;
use sqlx::query;
use tracing::instrument;
use usher_engine::{
    Author, ContactId, ConversationId, ConversationState, FileId, InboxId, Message, MessageId, PageContext,
};

/// A contact's message, as it comes in.
#[derive(Debug, Clone, Copy)]
pub struct NewMessage<'a> {
    /// Where.
    pub conversation: &'a ConversationId,
    /// Who; the conversation must be theirs.
    pub contact: &'a ContactId,
    /// What.
    pub said: Said<'a>,
}

/// What a contact says in a message.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// The sender's own id for it, unique within the conversation: a resend has the same. See also
    /// [`Store::begun_with`].
    pub client_id: &'a str,
    /// The words.
    pub text: &'a str,
    /// What the contact has before them.
    pub page: Option<&'a PageContext>,
    /// True where a person is asked for by a button.
    pub asks_for_person: bool,
    /// Files sent ahead by the same contact, see [`Store::keep_file`].
    pub files: &'a [FileId],
}

/// A message is stored and will be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Its id.
    pub message: MessageId,
    /// The number of its event.
    pub seq: i64,
    /// True where it was stored before, and this was a resend.
    pub duplicate: bool,
}

/// A message on its way into the table.
pub(crate) struct MessageRow<'a> {
    pub(crate) id: &'a MessageId,
    pub(crate) conversation: &'a Conversation,
    pub(crate) author: Author,
    pub(crate) text: &'a str,
    pub(crate) client_id: Option<&'a str>,
    pub(crate) asks_for_person: bool,
}

impl Store {
    /// Stores a message, its event and, where the AI agent has the conversation, the job to answer it, in one transaction.
    ///
    /// A resolved conversation is reopened first. Where people have it there is no job. A resend gives what the first
    /// got and stores nothing; the same client id with other words is [`StoreError::Conflict`].
    #[instrument(name = "store.message.accept", skip_all, fields(conversation.id = %new.conversation))]
    pub async fn accept_message(&self, new: NewMessage<'_>, now: Timestamp) -> Result<Accepted, StoreError> {
        let mut write = self.write().await?;
        let locked = write
            .lock(new.conversation)
            .await?
            .filter(|c| c.contact == *new.contact);
        let mut conversation = locked.ok_or(StoreError::UnknownConversation)?;
        let client_id = key("the client's id of the message", new.said.client_id)?;
        let words = text(new.said.text);
        if let Some(first) = write.accepted_before(&conversation, &client_id, &words).await? {
            return Ok(first);
        }
        if conversation.state == ConversationState::Resolved {
            conversation.state = ConversationState::Pending;
            write
                .append(&mut conversation, EventKind::ConversationReopened, json!({}), None, now)
                .await?;
        }
        let accepted = write.take_in(&mut conversation, &new.said, now).await?;
        write.contact_wrote(&mut conversation, now).await?;
        write.commit().await?;
        Ok(accepted)
    }

    /// Begins a conversation with its first message, in one transaction: `conversation.created` is number 1, the message
    /// number 2.
    #[instrument(name = "store.conversation.begin", skip_all, fields(inbox.id = %inbox))]
    pub async fn begin_conversation(
        &self,
        inbox: &InboxId,
        contact: &ContactId,
        first: Said<'_>,
        now: Timestamp,
    ) -> Result<(Conversation, Accepted), StoreError> {
        let mut write = self.write().await?;
        let mut conversation = write.insert_conversation(inbox, contact, now).await?;
        let accepted = write.take_in(&mut conversation, &first, now).await?;
        write.commit().await?;
        Ok((conversation, accepted))
    }

    /// The messages of a conversation, oldest first.
    #[instrument(name = "store.message.list", skip_all, fields(conversation.id = %conversation))]
    pub async fn messages(&self, conversation: &ConversationId) -> Result<Vec<Message>, StoreError> {
        let sql = "
            SELECT id, author, text, asks_for_person, created_at
            FROM messages
            WHERE conversation_id = $1
            ORDER BY seq
        ";
        let rows = query(sql)
            .bind(text(conversation.as_str()).as_ref())
            .fetch_all(self.reader())
            .await?;
        let mut files = self.files_of(conversation).await?;
        let mut message = |row| {
            let columns = Columns::new("message", row);
            let id = columns.id("id")?;
            Ok(Message {
                files: files.remove(&id).unwrap_or_default(),
                id: Some(id),
                author: columns.word("author")?,
                text: columns.get("text")?,
                at: Some(columns.time("created_at")?),
                asks_for_person: columns.get::<i64>("asks_for_person")? != 0,
            })
        };
        rows.iter().map(&mut message).collect()
    }

    /// The messages that the turn of a job is to see, the one to be answered last.
    ///
    /// A contact may write twice before the first is answered. Then the second is not part of the first one's turn, and
    /// the first one's reply, though stored after the second, comes before it in its turn.
    pub async fn messages_for(&self, job: &LeasedJob) -> Result<Vec<Message>, StoreError> {
        let mut messages = self.messages(&job.conversation).await?;
        if let Some(place) = messages.iter().position(|m| m.id.as_ref() == Some(&job.message)) {
            let question = messages.remove(place);
            let mut index = 0..;
            messages.retain(|m| index.next().is_some_and(|i| i < place) || m.author != Author::Contact);
            messages.push(question);
        }
        Ok(messages)
    }
}

impl Write {
    /// Stores a contact's message with its event and, where the AI agent has the conversation, its job.
    async fn take_in(
        &mut self,
        conversation: &mut Conversation,
        said: &Said<'_>,
        now: Timestamp,
    ) -> Result<Accepted, StoreError> {
        let client_id = key("the client's id of the message", said.client_id)?;
        let words = text(said.text);
        let page = said.page.map(|page| json("the page context", page)).transpose()?;
        let (id, author) = (MessageId(new_id(now)), Author::Contact);
        let files = self.files_ahead(conversation.contact.as_str(), said.files).await?;
        let mut body = json!({ "message_id": id, "author": author, "text": words, "client_id": client_id });
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
            client_id: Some(&client_id),
            asks_for_person: said.asks_for_person,
        };
        self.insert_message(&row, now).await?;
        self.send_files(conversation, &id, said.files).await?;
        if conversation.state == ConversationState::Pending {
            self.insert_job(conversation, &id, page, now).await?;
        }
        self.save(conversation).await?;
        Ok(Accepted {
            message: id,
            seq: event.seq,
            duplicate: false,
        })
    }

    /// What a message got that was sent before under this client id; with other words it is a conflict.
    pub(crate) async fn accepted_before(
        &mut self,
        conversation: &Conversation,
        client_id: &str,
        words: &str,
    ) -> Result<Option<Accepted>, StoreError> {
        let sql = "
            SELECT id, seq, text
            FROM messages
            WHERE conversation_id = $1 AND client_id = $2
        ";
        let row = query(sql)
            .bind(conversation.id.as_str())
            .bind(client_id)
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns::new("message", &row);
        if columns.get::<&str>("text")? != words {
            return Err(StoreError::Conflict(format!(
                "message `{client_id}` was sent before with other words"
            )));
        }
        Ok(Some(Accepted {
            message: columns.id("id")?,
            seq: columns.get("seq")?,
            duplicate: true,
        }))
    }

    /// Stores a message under the number of the conversation's newest event, which is its own.
    pub(crate) async fn insert_message(&mut self, row: &MessageRow<'_>, now: Timestamp) -> Result<(), StoreError> {
        let sql = "
            INSERT INTO messages (id, conversation_id, seq, author, text, client_id, asks_for_person, created_at)
            VALUES               ($1, $2,              $3,  $4,     $5,   $6,        $7,              $8)
        ";
        query(sql)
            .bind(row.id.as_str())
            .bind(row.conversation.id.as_str())
            .bind(row.conversation.last_seq)
            .bind(word("the author", &row.author)?)
            .bind(row.text)
            .bind(row.client_id)
            .bind(i64::from(row.asks_for_person))
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
