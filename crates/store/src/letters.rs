//! E-mail to go out: written down in the database, sent by whichever node has the lease, kept until it went or is given up.

use crate::codec::{Columns, key, millis, new_id, text, word};
use crate::connect::Store;
use crate::error::StoreError;
use crate::event_kind::EventKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ConversationId, InboxId};

/// The most letters that one look gives.
const BATCH: i64 = 50;
/// The longest account of what went wrong, in characters.
const MAX_PROBLEM: usize = 500;

/// What a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// A settled conversation, to the contact.
    Transcript,
    /// A person's words that the contact has not seen.
    Reminder,
    /// To somebody who is to join the team.
    Invitation,
}

/// A letter to write down.
#[derive(Debug, Clone, Copy)]
pub struct NewLetter<'a> {
    /// What it is written for: a second one of the same cause is not written.
    pub cause: &'a str,
    /// What it is.
    pub kind: LetterKind,
    /// What it is about.
    pub conversation: Option<&'a ConversationId>,
    /// To whom.
    pub address: &'a str,
    /// Their name; may be empty.
    pub name: &'a str,
    /// One line.
    pub subject: &'a str,
    /// The words.
    pub plain: &'a str,
    /// The same as HTML.
    pub html: &'a str,
}

/// A letter that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Identifier.
    pub id: String,
    /// What it is.
    pub kind: LetterKind,
    /// What it is about.
    pub conversation: Option<ConversationId>,
    /// To whom.
    pub address: String,
    /// Their name; may be empty.
    pub name: String,
    /// One line.
    pub subject: String,
    /// The words.
    pub plain: String,
    /// The same as HTML.
    pub html: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// When it was written.
    pub created_at: Timestamp,
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterEnd<'a> {
    /// The mail server has it.
    Sent,
    /// It will not be tried again, and why.
    Refused(&'a str),
    /// It is no longer wanted.
    Dropped,
}

/// A conversation that a letter is to be written about, and the letter's cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterDue {
    /// It.
    pub conversation: ConversationId,
    /// Where it is.
    pub inbox: InboxId,
    /// For [`NewLetter::cause`].
    pub cause: String,
    /// The number of the newest event that the contact saw.
    pub contact_read_seq: i64,
}

/// How many letters wait, and since when the oldest does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LettersWaiting {
    /// How many.
    pub count: i64,
    /// When the oldest was written.
    pub oldest: Option<Timestamp>,
}

/// What people settled in this time, with words in it, and no transcript was written since. Spam and duplicates get none.
const TRANSCRIPTS: &str = "
    SELECT c.id, c.inbox_id, c.contact_read_seq, 'transcript:' || c.id || ':' || CAST(w.resolved_at AS TEXT) AS cause
    FROM work AS w
    JOIN conversations AS c ON c.id = w.conversation_id
    WHERE c.state = 'resolved' AND w.outcome NOT IN ('spam', 'duplicate')
      AND w.resolved_at > $1 AND w.resolved_at <= $2
      AND NOT EXISTS (
          SELECT 1 FROM letters AS l
          WHERE l.cause = 'transcript:' || c.id || ':' || CAST(w.resolved_at AS TEXT)
      )
    ORDER BY w.resolved_at
    LIMIT $3
";

/// What a person wrote in this time, the contact has not seen, and did not answer either; once until they look, and not where
/// a transcript said it already.
const REMINDERS: &str = "
    SELECT c.id, c.inbox_id, c.contact_read_seq, 'reminder:' || c.id || ':' || CAST(c.contact_read_seq AS TEXT) AS cause
    FROM conversations AS c
    JOIN work AS w ON w.conversation_id = c.id
    WHERE c.updated_at > $1
      AND EXISTS (
          SELECT 1 FROM messages AS m
          WHERE m.conversation_id = c.id AND m.author = 'human_agent' AND m.seq > c.contact_read_seq
            AND m.created_at > $1 AND m.created_at <= $2
            AND NOT EXISTS (
                SELECT 1 FROM messages AS later
                WHERE later.conversation_id = c.id AND later.author = 'contact' AND later.seq > m.seq
            )
            AND NOT EXISTS (
                SELECT 1 FROM letters AS t
                WHERE t.conversation_id = c.id AND t.kind = 'transcript' AND t.state <> 'dropped'
                  AND t.created_at >= m.created_at
            )
      )
      AND NOT EXISTS (
          SELECT 1 FROM letters AS l
          WHERE l.cause = 'reminder:' || c.id || ':' || CAST(c.contact_read_seq AS TEXT)
      )
    ORDER BY c.updated_at
    LIMIT $3
";

impl Store {
    /// Conversations that people settled after `from` and up to `until`, of which no transcript was written yet.
    #[instrument(name = "store.letter.transcripts_due", skip_all)]
    pub async fn transcripts_due(&self, from: Timestamp, until: Timestamp) -> Result<Vec<LetterDue>, StoreError> {
        self.letters_due(TRANSCRIPTS, from, until).await
    }

    /// Conversations with words of a person, written after `from` and up to `until`, that the contact has not seen and was not
    /// reminded of.
    #[instrument(name = "store.letter.reminders_due", skip_all)]
    pub async fn reminders_due(&self, from: Timestamp, until: Timestamp) -> Result<Vec<LetterDue>, StoreError> {
        self.letters_due(REMINDERS, from, until).await
    }

    async fn letters_due(
        &self,
        sql: &'static str,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<LetterDue>, StoreError> {
        let rows = query(sql)
            .bind(millis(from))
            .bind(millis(until))
            .bind(BATCH)
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(LetterDue::try_from).collect()
    }

    /// Writes a letter down, to be sent at once; false, and nothing written, where its cause has one.
    #[instrument(name = "store.letter.write", skip_all)]
    pub async fn write_letter(&self, letter: NewLetter<'_>, now: Timestamp) -> Result<bool, StoreError> {
        self.insert_letter(letter, "waiting", now).await
    }

    /// Notes that nothing is to be written for a cause: there is no address.
    #[instrument(name = "store.letter.omit", skip_all)]
    pub async fn omit_letter(&self, kind: LetterKind, due: &LetterDue, now: Timestamp) -> Result<(), StoreError> {
        let letter = NewLetter {
            cause: &due.cause,
            kind,
            conversation: Some(&due.conversation),
            address: "",
            name: "",
            subject: "",
            plain: "",
            html: "",
        };
        self.insert_letter(letter, "dropped", now).await.map(drop)
    }

    async fn insert_letter(&self, letter: NewLetter<'_>, state: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "
            INSERT INTO letters (id, cause, kind, conversation_id, address, name, subject, plain, html, state, attempts,
                                 due_at, created_at)
            VALUES              ($1, $2,    $3,   $4,              $5,      $6,   $7,      $8,    $9,   $10,   0,
                                 $11,    $11)
            ON CONFLICT (cause) DO NOTHING
        ";
        let mut write = self.write().await?;
        let written = query(sql)
            .bind(new_id(now))
            .bind(key("the cause of a letter", letter.cause)?.as_ref())
            .bind(word("the kind of a letter", &letter.kind)?)
            .bind(letter.conversation.map(ConversationId::as_str))
            .bind(text(letter.address).as_ref())
            .bind(text(letter.name).as_ref())
            .bind(text(letter.subject).as_ref())
            .bind(text(letter.plain).as_ref())
            .bind(text(letter.html).as_ref())
            .bind(state)
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        write.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    /// Takes the letter that is due longest, which nobody else tries until `until`.
    #[instrument(name = "store.letter.lease", skip_all)]
    pub async fn lease_letter(&self, now: Timestamp, until: Timestamp) -> Result<Option<Letter>, StoreError> {
        // Whoever asks holds the lease of who sends; a second one for a moment costs a second letter of the same Message-ID.
        let sql = "
            UPDATE letters
            SET attempts = attempts + 1, due_at = $2
            WHERE id = (SELECT id FROM letters WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT 1)
              AND due_at <= $1
            RETURNING id, kind, conversation_id, address, name, subject, plain, html, attempts, created_at
        ";
        let rows = query(sql)
            .bind(millis(now))
            .bind(millis(until))
            .fetch_all(self.writer())
            .await?;
        rows.first().map(Letter::try_from).transpose()
    }

    /// A try failed: another from `at` on.
    #[instrument(name = "store.letter.retry", skip_all, fields(letter.id = letter.id))]
    pub async fn retry_letter(&self, letter: &Letter, problem: &str, at: Timestamp) -> Result<(), StoreError> {
        let sql = "
            UPDATE letters
            SET problem = $2, due_at = $3
            WHERE id = $1 AND state = 'waiting'
        ";
        query(sql)
            .bind(&letter.id)
            .bind(account_of(problem))
            .bind(millis(at))
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// A letter came to its end: its words are forgotten, and a conversation that it is about says so (`people.mailed`).
    #[instrument(name = "store.letter.end", skip_all, fields(letter.id = letter.id))]
    pub async fn end_letter(&self, letter: &Letter, end: LetterEnd<'_>, now: Timestamp) -> Result<(), StoreError> {
        let (state, problem) = match end {
            LetterEnd::Sent => ("sent", None),
            LetterEnd::Refused(problem) => ("refused", Some(account_of(problem))),
            LetterEnd::Dropped => ("dropped", None),
        };
        let sql = "
            UPDATE letters
            SET state = $2, problem = $3, subject = '', plain = '', html = '', ended_at = $4
            WHERE id = $1 AND state = 'waiting'
        ";
        let mut write = self.write().await?;
        // The conversation first, as everywhere.
        let conversation = match &letter.conversation {
            Some(id) => write.lock(id).await?,
            None => None,
        };
        let ended = query(sql)
            .bind(&letter.id)
            .bind(state)
            .bind(problem.as_deref())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        if ended.rows_affected() == 1
            && let Some(mut conversation) = conversation.filter(|_| end != LetterEnd::Dropped)
        {
            let body = json!({ "letter": letter.kind, "sent": end == LetterEnd::Sent, "problem": problem });
            // What a letter did moves no conversation up in the lists.
            let updated_at = conversation.updated_at;
            write
                .append(&mut conversation, EventKind::PeopleMailed, body, None, now)
                .await?;
            conversation.updated_at = updated_at;
            write.save(&conversation).await?;
        }
        write.commit().await
    }

    /// True where the contact has seen every word of people in a conversation, or answered it: no reminder is wanted.
    #[instrument(name = "store.letter.seen", skip_all, fields(conversation.id = %conversation))]
    pub async fn is_all_seen(&self, conversation: &ConversationId) -> Result<bool, StoreError> {
        let sql = "
            SELECT m.id
            FROM messages AS m
            JOIN conversations AS c ON c.id = m.conversation_id
            WHERE c.id = $1 AND m.author = 'human_agent' AND m.seq > c.contact_read_seq
              AND NOT EXISTS (
                  SELECT 1 FROM messages AS later
                  WHERE later.conversation_id = c.id AND later.author = 'contact' AND later.seq > m.seq
              )
            LIMIT 1
        ";
        let row = query(sql)
            .bind(conversation.as_str())
            .fetch_optional(self.reader())
            .await?;
        Ok(row.is_none())
    }

    /// What waits to be sent.
    #[instrument(name = "store.letter.waiting", skip_all)]
    pub async fn letters_waiting(&self) -> Result<LettersWaiting, StoreError> {
        let sql = "SELECT COUNT(*) AS waiting, MIN(created_at) AS oldest FROM letters WHERE state = 'waiting'";
        let row = query(sql).fetch_one(self.reader()).await?;
        let columns = Columns::new("letters", &row);
        let oldest: Option<i64> = columns.get("oldest")?;
        Ok(LettersWaiting {
            count: columns.get("waiting")?,
            oldest: oldest.and_then(|at| Timestamp::from_millisecond(at).ok()),
        })
    }
}

fn account_of(problem: &str) -> String {
    text(problem).chars().take(MAX_PROBLEM).collect()
}

impl TryFrom<&AnyRow> for Letter {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("letter", row);
        let conversation: Option<String> = columns.get("conversation_id")?;
        Ok(Self {
            id: columns.get("id")?,
            kind: columns.word("kind")?,
            conversation: conversation.map(Into::into),
            address: columns.get("address")?,
            name: columns.get("name")?,
            subject: columns.get("subject")?,
            plain: columns.get("plain")?,
            html: columns.get("html")?,
            attempts: columns.get("attempts")?,
            created_at: columns.time("created_at")?,
        })
    }
}

impl TryFrom<&AnyRow> for LetterDue {
    type Error = StoreError;

    fn try_from(row: &AnyRow) -> Result<Self, StoreError> {
        let columns = Columns::new("conversation", row);
        Ok(Self {
            conversation: columns.id("id")?,
            inbox: columns.id("inbox_id")?,
            cause: columns.get("cause")?,
            contact_read_seq: columns.get("contact_read_seq")?,
        })
    }
}
