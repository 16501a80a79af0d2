//! Conversations: who has them, and the lock under which anything is added to one.

use crate::codec::{Columns, key, millis, new_id, text, word};
use crate::connect::{Dialect, Store};
use crate::error::StoreError;
use crate::event_kind::EventKind;
use crate::events::Event;
use crate::reads::ReadMarks;
use crate::write::Write;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ContactId, ConversationId, ConversationState, InboxId, Message};

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Identifier.
    pub id: ConversationId,
    /// The inbox written to.
    pub inbox: InboxId,
    /// The person helped.
    pub contact: ContactId,
    /// Who has it.
    pub state: ConversationState,
    /// When it began.
    pub created_at: Timestamp,
    /// When its newest event was stored.
    pub updated_at: Timestamp,
    /// The number of its newest event.
    pub last_seq: i64,
    /// Up to which event each side saw it.
    pub read: ReadMarks,
}

/// A conversation as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedConversation {
    /// The conversation.
    pub conversation: Conversation,
    /// The contact's first words; empty where there are none.
    pub title: String,
    /// The newest message.
    pub newest: Option<Message>,
    /// Messages of others beyond the contact's mark.
    pub unread: i64,
}

/// How a conversation came to be settled. Never counted as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// The host app saw the task done.
    Completed,
    /// The contact said so.
    Confirmed,
    /// No further word came.
    Assumed,
}

impl Store {
    /// Begins a conversation, pending, with the event `conversation.created` as number 1.
    #[instrument(name = "store.conversation.create", skip_all, fields(inbox.id = %inbox))]
    pub async fn create_conversation(
        &self,
        inbox: &InboxId,
        contact: &ContactId,
        now: Timestamp,
    ) -> Result<Conversation, StoreError> {
        let mut write = self.write().await?;
        let conversation = write.insert_conversation(inbox, contact, now).await?;
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(conversation)
    }

    /// The conversation that a contact began with the message of this client id, among the `look_back` newest of theirs.
    #[instrument(name = "store.conversation.begun", skip_all, fields(contact.id = %contact))]
    pub async fn begun_with(
        &self,
        contact: &ContactId,
        client_id: &str,
        look_back: i64,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql = "
            SELECT newest.id, newest.inbox_id, newest.contact_id, newest.state, newest.last_seq, newest.created_at,
                   newest.updated_at, newest.contact_read_seq, newest.people_read_seq
            FROM (
                SELECT id, inbox_id, contact_id, state, last_seq, created_at,
                       updated_at, contact_read_seq, people_read_seq
                FROM conversations
                WHERE contact_id = $1
                ORDER BY updated_at DESC, id DESC
                LIMIT $3
            ) AS newest
            JOIN messages ON messages.conversation_id = newest.id
            WHERE messages.client_id = $2 AND messages.seq = 2
            ORDER BY newest.updated_at DESC, newest.id DESC
            LIMIT 1
        ";
        let row = query(sql)
            .bind(text(contact.as_str()).as_ref())
            .bind(text(client_id).as_ref())
            .bind(look_back.max(0))
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Conversation::try_from).transpose()
    }

    /// A conversation, whoever's it is: for workers, which know only the job.
    #[instrument(name = "store.conversation.find", skip_all, fields(conversation.id = %id))]
    pub async fn conversation(&self, id: &ConversationId) -> Result<Option<Conversation>, StoreError> {
        let sql = "
            SELECT id, inbox_id, contact_id, state, last_seq, created_at, updated_at, contact_read_seq,
                   people_read_seq
            FROM conversations
            WHERE id = $1
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Conversation::try_from).transpose()
    }

    /// A contact's conversation; `None` where there is none and where it is someone else's.
    #[instrument(name = "store.conversation.get", skip_all, fields(conversation.id = %id))]
    pub async fn conversation_of(
        &self,
        contact: &ContactId,
        id: &ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        let sql = "
            SELECT id, inbox_id, contact_id, state, last_seq, created_at, updated_at, contact_read_seq,
                   people_read_seq
            FROM conversations
            WHERE id = $1 AND contact_id = $2
        ";
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .bind(text(contact.as_str()).as_ref())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(Conversation::try_from).transpose()
    }

    /// A contact's conversations, the one with the newest event first.
    #[instrument(name = "store.conversation.list", skip_all, fields(contact.id = %contact))]
    pub async fn conversations_of(
        &self,
        contact: &ContactId,
        limit: i64,
    ) -> Result<Vec<ListedConversation>, StoreError> {
        let sql = "
            SELECT listed.id, listed.inbox_id, listed.contact_id, listed.state, listed.last_seq, listed.created_at,
                   listed.updated_at, listed.contact_read_seq, listed.people_read_seq,
                   (SELECT text FROM messages
                    WHERE conversation_id = listed.id AND author = 'contact' ORDER BY seq LIMIT 1) AS title,
                   (SELECT COUNT(*) FROM messages
                    WHERE conversation_id = listed.id AND author <> 'contact'
                      AND seq > listed.contact_read_seq) AS unread,
                   newest.author, newest.text, newest.created_at AS said_at
            FROM conversations AS listed
            LEFT JOIN messages AS newest
                   ON newest.conversation_id = listed.id
                  AND newest.seq = (SELECT MAX(seq) FROM messages WHERE conversation_id = listed.id)
            WHERE listed.contact_id = $1
            ORDER BY listed.updated_at DESC, listed.id DESC
            LIMIT $2
        ";
        let rows = query(sql)
            .bind(text(contact.as_str()).as_ref())
            .bind(limit.max(0))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(ListedConversation::try_from).collect()
    }

    /// Settles a conversation, with the event `conversation.resolved {resolution}`. `None`, and nothing stored, where it
    /// is settled already or a message still waits for its turn.
    #[instrument(name = "store.conversation.resolve", skip_all, fields(conversation.id = %id))]
    pub async fn resolve_conversation(
        &self,
        id: &ConversationId,
        resolution: Resolution,
        now: Timestamp,
    ) -> Result<Option<Event>, StoreError> {
        let mut write = self.write().await?;
        let mut conversation = write.lock(id).await?.ok_or(StoreError::UnknownConversation)?;
        if conversation.state == ConversationState::Resolved || write.has_unfinished_job(id).await? {
            return Ok(None);
        }
        let event = write.settle(&mut conversation, resolution, now).await?;
        write.save(&conversation).await?;
        write.commit().await?;
        Ok(Some(event))
    }
}

impl Write {
    /// A new conversation, pending, with its first event; it is to be saved after the last one.
    pub(crate) async fn insert_conversation(
        &mut self,
        inbox: &InboxId,
        contact: &ContactId,
        now: Timestamp,
    ) -> Result<Conversation, StoreError> {
        let mut conversation = Conversation {
            id: new_id(now).into(),
            inbox: inbox.clone(),
            contact: contact.clone(),
            state: ConversationState::Pending,
            created_at: now,
            updated_at: now,
            last_seq: 0,
            read: ReadMarks::default(),
        };
        let sql = "
            INSERT INTO conversations (id, inbox_id, contact_id, state, last_seq, created_at, updated_at)
            VALUES                    ($1, $2,       $3,         $4,    0,        $5,         $5)
        ";
        query(sql)
            .bind(conversation.id.as_str())
            .bind(key("the inbox", inbox.as_str())?.as_ref())
            .bind(text(contact.as_str()).as_ref())
            .bind(word("the state", &conversation.state)?)
            .bind(millis(now))
            .execute(self.connection())
            .await?;
        let body = json!({ "inbox": inbox });
        self.append(&mut conversation, EventKind::ConversationCreated, body, None, now)
            .await?;
        Ok(conversation)
    }

    /// The conversation, which nobody else can add to before this transaction ends. Taken before any other lock, so that
    /// two transactions never wait for each other. SQLite has one writer: the transaction itself is the lock.
    pub(crate) async fn lock(&mut self, id: &ConversationId) -> Result<Option<Conversation>, StoreError> {
        let sql = match self.dialect() {
            Dialect::Sqlite => {
                "
                SELECT id, inbox_id, contact_id, state, last_seq, created_at,
                       updated_at, contact_read_seq, people_read_seq
                FROM conversations
                WHERE id = $1
                "
            }
            Dialect::Postgres => {
                "
                SELECT id, inbox_id, contact_id, state, last_seq, created_at,
                       updated_at, contact_read_seq, people_read_seq
                FROM conversations
                WHERE id = $1
                FOR UPDATE
                "
            }
        };
        let row = query(sql)
            .bind(text(id.as_str()).as_ref())
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(Conversation::try_from).transpose()
    }

    /// Settles a locked conversation, which is to be saved.
    pub(crate) async fn settle(
        &mut self,
        conversation: &mut Conversation,
        resolution: Resolution,
        now: Timestamp,
    ) -> Result<Event, StoreError> {
        conversation.state = ConversationState::Resolved;
        self.leave_work(conversation, now).await?;
        let body = json!({ "resolution": resolution });
        self.append(conversation, EventKind::ConversationResolved, body, None, now)
            .await
    }

    /// Stores what changed while the lock was held.
    pub(crate) async fn save(&mut self, conversation: &Conversation) -> Result<(), StoreError> {
        let sql = "
            UPDATE conversations
            SET state = $2, last_seq = $3, updated_at = $4
            WHERE id = $1
        ";
        query(sql)
            .bind(conversation.id.as_str())
            .bind(word("the state", &conversation.state)?)
            .bind(conversation.last_seq)
            .bind(millis(conversation.updated_at))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl TryFrom<&AnyRow> for Conversation {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("conversation", row);
        Ok(Self {
            id: columns.id("id")?,
            inbox: columns.id("inbox_id")?,
            contact: columns.id("contact_id")?,
            state: columns.word("state")?,
            created_at: columns.time("created_at")?,
            updated_at: columns.time("updated_at")?,
            last_seq: columns.get("last_seq")?,
            read: row.try_into()?,
        })
    }
}

impl TryFrom<&AnyRow> for ListedConversation {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("conversation", row);
        let words: Option<String> = columns.get("text")?;
        let newest = |words| -> Result<Message, StoreError> {
            Ok(Message {
                at: Some(columns.time("said_at")?),
                ..Message::new(columns.word("author")?, words)
            })
        };
        Ok(Self {
            conversation: row.try_into()?,
            title: columns.get::<Option<String>>("title")?.unwrap_or_default(),
            newest: words.map(newest).transpose()?,
            unread: columns.get("unread")?,
        })
    }
}
