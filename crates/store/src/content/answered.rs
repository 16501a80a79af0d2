//! What people said to contacts in conversations that they settled: what articles can be made of.

use super::questions::LeanTrace;
use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use serde::Deserialize;
use sqlx::query;
use tracing::instrument;
use usher_engine::{ArticleId, Author, ContactId, ConversationId, InboxId, PersonRef};

/// A contact who gave fewer stars was not helped.
const FEWEST_STARS: i64 = 3;

/// A conversation that a person settled, as it was said: with personal data.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonAnswer {
    /// The conversation.
    pub conversation: ConversationId,
    /// Who asked.
    pub contact: ContactId,
    /// Who settled it.
    pub by: Option<PersonRef>,
    /// When.
    pub at: Timestamp,
    /// The question, made to stand alone, where the AI agent read it; it has no personal data.
    pub query: Option<String>,
    /// The article that came closest then.
    pub nearest: Option<ArticleId>,
    /// What the contact wrote before a person did, oldest first.
    pub asked: Vec<String>,
    /// What people wrote, oldest first.
    pub said: Vec<String>,
}

impl Store {
    /// Conversations that people closed as solved since a time, newest first, where the contact was not dissatisfied. `inbox`
    /// admits those of one inbox only; those without a word of a person are left out.
    #[instrument(name = "store.answered.list", skip_all)]
    pub async fn answered_by_people(
        &self,
        since: Timestamp,
        inbox: Option<&InboxId>,
        most: i64,
    ) -> Result<Vec<PersonAnswer>, StoreError> {
        let sql = "
            SELECT w.conversation_id, c.contact_id, w.assignee_id AS by_id, people.name AS by_name, w.resolved_at
            FROM work AS w
            JOIN conversations AS c ON c.id = w.conversation_id
            LEFT JOIN people        ON people.id = w.assignee_id
            WHERE w.outcome = 'solved' AND w.resolved_at >= $1 AND c.state = 'resolved'
              AND ($2 = '' OR c.inbox_id = $2)
            ORDER BY w.resolved_at DESC, w.conversation_id DESC
            LIMIT $3
        ";
        let rows = query(sql)
            .bind(millis(since))
            .bind(text(inbox.map_or("", InboxId::as_str)).as_ref())
            .bind(most.max(0))
            .fetch_all(self.reader())
            .await?;
        let mut found = Vec::new();
        for row in &rows {
            let columns = Columns::new("work", row);
            let conversation: ConversationId = columns.id("conversation_id")?;
            let (asked, said) = self.asked_and_said(&conversation).await?;
            if said.is_empty()
                || self
                    .stars(&conversation)
                    .await?
                    .is_some_and(|stars| stars < FEWEST_STARS)
            {
                continue;
            }
            let (query, nearest) = self.last_query(&conversation).await?;
            found.push(PersonAnswer {
                contact: columns.id("contact_id")?,
                by: columns.person("by_id", "by_name")?,
                at: columns.time("resolved_at")?,
                conversation,
                query,
                nearest,
                asked,
                said,
            });
        }
        Ok(found)
    }

    /// The texts of drafts and of published articles that name questions in their front matter.
    #[instrument(name = "store.answered.with_questions", skip_all)]
    pub async fn texts_with_questions(&self) -> Result<Vec<String>, StoreError> {
        let sql = "
            SELECT text
            FROM article_versions
            WHERE state IN ('draft', 'published') AND text LIKE '%questions:%'
        ";
        let rows = query(sql).fetch_all(self.reader()).await?;
        rows.iter()
            .map(|row| Columns::new("version", row).get("text"))
            .collect()
    }

    async fn asked_and_said(&self, of: &ConversationId) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let (mut asked, mut said) = (Vec::new(), Vec::new());
        for message in self.messages(of).await? {
            match message.author {
                Author::Contact if said.is_empty() => asked.push(message.text),
                Author::HumanAgent => said.push(message.text),
                Author::Contact | Author::AiAgent | Author::System => {}
            }
        }
        Ok((asked, said))
    }

    /// The newest question that the AI agent read in a conversation, and the article that came closest to it; asking for a person
    /// is no question.
    async fn last_query(&self, of: &ConversationId) -> Result<(Option<String>, Option<ArticleId>), StoreError> {
        let sql = "
            SELECT traces.trace
            FROM turns
            JOIN traces ON traces.turn_id = turns.id
            WHERE turns.conversation_id = $1 AND turns.reason <> 'asks_for_person'
            ORDER BY turns.created_at DESC, turns.id DESC
            LIMIT 1
        ";
        let row = query(sql).bind(of.as_str()).fetch_optional(self.reader()).await?;
        let Some(row) = row else { return Ok((None, None)) };
        let trace: LeanTrace = Columns::new("turn", &row).json("trace")?;
        let query = trace.understanding.query;
        let nearest = trace.evidence.into_iter().next().map(|e| e.article);
        Ok(((!query.is_empty()).then_some(query), nearest))
    }

    /// How the contact found it, where they said.
    async fn stars(&self, of: &ConversationId) -> Result<Option<i64>, StoreError> {
        #[derive(Deserialize)]
        struct Rated {
            stars: i64,
        }
        let sql = "
            SELECT body
            FROM events
            WHERE conversation_id = $1 AND kind = 'conversation.rated'
            ORDER BY seq DESC
            LIMIT 1
        ";
        let row = query(sql).bind(of.as_str()).fetch_optional(self.reader()).await?;
        let rated: Option<Rated> = row.map(|row| Columns::new("event", &row).json("body")).transpose()?;
        Ok(rated.map(|rated| rated.stars))
    }
}
