//! Examples that people add to intents in the console.

use crate::audit::Act;
use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use crate::whispers::Whisper;
use jiff::Timestamp;
use serde_json::json;
use sqlx::query;
use tracing::instrument;
use usher_engine::{PersonId, PersonRef};

/// An example that somebody added.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedExample {
    /// Identifier.
    pub id: String,
    /// The intent that it is an example of.
    pub intent: String,
    /// What a contact writes, without personal data.
    pub text: String,
    /// Who added it.
    pub by: Option<PersonRef>,
    /// When.
    pub at: Timestamp,
}

/// What came of teaching an intent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taught {
    /// It has the example now.
    Added,
    /// This intent has it already.
    Known(String),
}

impl Store {
    /// Examples that people added, oldest first.
    #[instrument(name = "store.intent.examples", skip_all)]
    pub async fn intent_examples(&self) -> Result<Vec<AddedExample>, StoreError> {
        let sql = "
            SELECT e.id, e.intent, e.text, e.by_id, people.name AS by_name, e.created_at
            FROM intent_examples AS e
            LEFT JOIN people ON people.id = e.by_id
            ORDER BY e.id
        ";
        let rows = query(sql).fetch_all(self.reader()).await?;
        let example = |row| {
            let columns = Columns::new("example", row);
            Ok(AddedExample {
                id: columns.get("id")?,
                intent: columns.get("intent")?,
                text: columns.get("text")?,
                by: columns.person("by_id", "by_name")?,
                at: columns.time("created_at")?,
            })
        };
        rows.iter().map(example).collect()
    }

    /// Adds an example to an intent, so that the knowledge has another generation.
    #[instrument(name = "store.intent.teach", skip_all, fields(intent = intent))]
    pub async fn teach_intent(
        &self,
        (id, intent, words): (&str, &str, &str),
        by: &PersonId,
        now: Timestamp,
    ) -> Result<Taught, StoreError> {
        let mut write = self.write().await?;
        let before = write.lock_generation().await?;
        let row = query("SELECT intent FROM intent_examples WHERE text = $1")
            .bind(text(words).as_ref())
            .fetch_optional(write.connection())
            .await?;
        if let Some(row) = row {
            return Ok(Taught::Known(Columns::new("example", &row).get("intent")?));
        }
        let sql = "
            INSERT INTO intent_examples (id, intent, text, by_id, created_at)
            VALUES                      ($1, $2,     $3,   $4,    $5)
        ";
        query(sql)
            .bind(id)
            .bind(text(intent).as_ref())
            .bind(text(words).as_ref())
            .bind(by.as_str())
            .bind(millis(now))
            .execute(write.connection())
            .await?;
        let act = Act {
            by: Some(by),
            act: "intent.taught",
            on: intent,
            detail: json!({ "example": id }),
        };
        write.audit(act, now).await?;
        write.set_generation(before + 1).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(Taught::Added)
    }

    /// Takes an example back that somebody added; false where there is none.
    #[instrument(name = "store.intent.untaught", skip_all, fields(example = id))]
    pub async fn take_example_back(&self, id: &str, by: &PersonId, now: Timestamp) -> Result<bool, StoreError> {
        let mut write = self.write().await?;
        let before = write.lock_generation().await?;
        let gone = query("DELETE FROM intent_examples WHERE id = $1")
            .bind(text(id).as_ref())
            .execute(write.connection())
            .await?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        let act = Act {
            by: Some(by),
            act: "intent.example_taken_back",
            on: id,
            detail: json!({}),
        };
        write.audit(act, now).await?;
        write.set_generation(before + 1).await?;
        write.whisper(Whisper::Knowledge);
        write.commit().await?;
        Ok(true)
    }
}
