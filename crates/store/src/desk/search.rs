//! Searching conversations by words: messages, notes, and who the contact is.
//!
//! Every word must be in the same message, note or contact. The database reads all of them: some 100,000 messages a second
//! on SQLite, so that this is for inboxes of up to a few hundred thousand.

use super::filter::{Bind, Conditions, RowFilter};
use super::rows::Row;
use crate::codec::Columns;
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, query};
use tracing::instrument;
use usher_engine::{Author, ConversationId, InboxId, PersonId};

/// The most words of a search that count.
const MAX_WORDS: usize = 8;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where.
    pub row: Row,
    /// The event; 0 where it is the contact that was found.
    pub seq: i64,
    /// Who wrote it; `None` of a contact.
    pub author: Option<Author>,
    /// The words.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// What it is.
    pub kind: HitKind,
}

/// What sort of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A message.
    Message,
    /// A note.
    Note,
    /// The contact's name, address, account or id.
    Contact,
}

impl Store {
    /// What has every word of `words` in it, newest first.
    #[instrument(name = "store.conversation.search", skip_all)]
    pub async fn search(
        &self,
        words: &str,
        me: &PersonId,
        inboxes: &[InboxId],
        offset: i64,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<Hit>, StoreError> {
        let words: Vec<String> = words
            .split_whitespace()
            .take(MAX_WORDS)
            .map(str::to_lowercase)
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let (sql, conditions) = sql(&words, inboxes, offset, limit);
        let found = conditions
            .bind(query(AssertSqlSafe(sql)))
            .fetch_all(self.reader())
            .await?;
        let mut hits = Vec::new();
        for row in &found {
            let columns = Columns::new("hit", row);
            let id: ConversationId = columns.id("id")?;
            let filter = RowFilter {
                id: Some(id),
                limit: 1,
                ..RowFilter::all(me, inboxes, now)
            };
            let Some(row) = self.rows(&filter).await?.pop() else {
                continue;
            };
            let kind: HitKind = columns.word("kind")?;
            hits.push(Hit {
                seq: columns.get("seq")?,
                author: columns.maybe_word("author")?,
                text: match kind {
                    HitKind::Note => note_text(columns.get("words")?),
                    HitKind::Contact => row.contact.name.clone().unwrap_or_default(),
                    HitKind::Message => columns.get("words")?,
                },
                at: columns.time("at")?,
                kind,
                row,
            });
        }
        Ok(hits)
    }
}

fn sql(words: &[String], inboxes: &[InboxId], offset: i64, limit: i64) -> (String, Conditions) {
    let mut conditions = Conditions::default();
    conditions.see(inboxes);
    let see = conditions.sql();
    let has = |conditions: &mut Conditions, column: &str| -> String {
        let like = |word: &String| {
            let place = conditions.put(Bind::Text(format!("%{}%", escaped(word))));
            format!("LOWER({column}) LIKE {place} ESCAPE '!'")
        };
        words.iter().map(like).collect::<Vec<_>>().join(" AND ")
    };
    let (message, note, contact) = (
        has(&mut conditions, "m.text"),
        has(&mut conditions, "e.body"),
        has(&mut conditions, "k.traits"),
    );
    let offset = conditions.put(Bind::Int(offset.max(0)));
    let limit = conditions.put(Bind::Int(limit.max(0)));
    let sql = format!(
        "
        SELECT c.id AS id, m.seq AS seq, m.author AS author, m.text AS words, m.created_at AS at, 'message' AS kind
        FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id
        WHERE {see} AND {message}
        UNION ALL
        SELECT c.id, e.seq, 'human_agent', e.body, e.created_at, 'note'
        FROM events AS e JOIN conversations AS c ON c.id = e.conversation_id
        WHERE {see} AND e.kind = 'people.note' AND {note}
        UNION ALL
        SELECT c.id, 0, NULL, '', c.updated_at, 'contact'
        FROM contacts AS k JOIN conversations AS c ON c.contact_id = k.id
        WHERE {see} AND {contact}
        ORDER BY 5 DESC, 1 DESC, 2 DESC
        LIMIT {limit} OFFSET {offset}
        "
    );
    (sql, conditions)
}

/// `%` and `_` stand for themselves.
fn escaped(word: &str) -> String {
    word.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

fn note_text(body: &str) -> String {
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    body["text"].as_str().unwrap_or_default().to_owned()
}
