//! What contacts asked, and what came of it: what the gap report is made of.

use crate::codec::{Columns, millis, text};
use crate::connect::Store;
use crate::error::StoreError;
use jiff::Timestamp;
use serde::Deserialize;
use sqlx::query;
use std::collections::HashSet;
use tracing::instrument;
use usher_engine::{ArticleId, ContactId, ConversationId, GuideId, InboxId, Outcome, Reason};

/// Turns read by one query.
const PAGE: i64 = 200;

/// A question, without personal data.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredQuestion {
    /// The turn.
    pub turn: String,
    /// Where it was asked.
    pub conversation: ConversationId,
    /// Who asked.
    pub contact: ContactId,
    /// When.
    pub at: Timestamp,
    /// What was done.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// The question, made to stand alone.
    pub query: String,
    /// Its topic.
    pub topic: Option<String>,
    /// The article that came closest.
    pub nearest: Option<ArticleId>,
    /// The articles that were cited.
    pub cited: Vec<ArticleId>,
    /// The guide that was offered.
    pub guide: Option<GuideId>,
    /// True where the contact said that it did not help.
    pub unhelpful: bool,
}

/// Of a trace, what matters here; the rest is passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct LeanTrace {
    pub(super) understanding: LeanUnderstanding,
    pub(super) evidence: Vec<LeanEvidence>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct LeanUnderstanding {
    pub(super) query: String,
    topic: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct LeanEvidence {
    pub(super) article: ArticleId,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LeanTurn {
    citations: Vec<LeanEvidence>,
    guide: Option<LeanGuide>,
}

#[derive(Deserialize)]
struct LeanGuide {
    id: GuideId,
}

impl Store {
    /// The questions since a time, oldest first; of more than `most` the newest. `inbox` admits those of one inbox only.
    #[instrument(name = "store.question.list", skip_all)]
    pub async fn questions_since(
        &self,
        since: Timestamp,
        inbox: Option<&InboxId>,
        most: usize,
    ) -> Result<Vec<StoredQuestion>, StoreError> {
        let unhelpful = self.judged_unhelpful(since).await?;
        let mut found: Vec<StoredQuestion> = Vec::new();
        let mut before = (i64::MAX, String::new());
        while found.len() < most {
            let sql = "
                SELECT turns.id, turns.conversation_id, conversations.contact_id, turns.outcome, turns.reason, turns.body,
                       traces.trace, traces.created_at
                FROM turns
                JOIN conversations ON conversations.id = turns.conversation_id
                JOIN traces        ON traces.turn_id = turns.id
                WHERE traces.created_at >= $1
                  AND (traces.created_at < $2 OR (traces.created_at = $2 AND traces.turn_id < $3))
                  AND ($4 = '' OR conversations.inbox_id = $4)
                ORDER BY traces.created_at DESC, traces.turn_id DESC
                LIMIT $5
            ";
            let rows = query(sql)
                .bind(millis(since))
                .bind(before.0)
                .bind(before.1.as_str())
                .bind(text(inbox.map_or("", InboxId::as_str)).as_ref())
                .bind(PAGE)
                .fetch_all(self.reader())
                .await?;
            let Some(last) = rows.last() else { break };
            let last = Columns::new("turn", last);
            before = (last.get("created_at")?, last.get("id")?);
            for row in &rows {
                let columns = Columns::new("turn", row);
                let trace: LeanTrace = columns.json("trace")?;
                let turn: LeanTurn = columns.json("body")?;
                let id: String = columns.get("id")?;
                found.push(StoredQuestion {
                    unhelpful: unhelpful.contains(&id),
                    turn: id,
                    conversation: columns.id("conversation_id")?,
                    contact: columns.id("contact_id")?,
                    at: columns.time("created_at")?,
                    outcome: columns.word("outcome")?,
                    reason: columns.word("reason")?,
                    query: trace.understanding.query,
                    topic: trace.understanding.topic,
                    nearest: trace.evidence.into_iter().next().map(|e| e.article),
                    guide: turn.guide.map(|g| g.id),
                    cited: turn.citations.into_iter().map(|c| c.article).collect(),
                });
            }
        }
        found.truncate(most);
        found.reverse();
        Ok(found)
    }

    /// Turns of which the contact said that they did not help.
    async fn judged_unhelpful(&self, since: Timestamp) -> Result<HashSet<String>, StoreError> {
        #[derive(Deserialize)]
        struct Judged {
            turn: String,
            solved: bool,
        }
        let sql = "
            SELECT conversation_id, body
            FROM events
            WHERE kind = 'turn.judged' AND created_at >= $1
        ";
        let mut unhelpful = HashSet::new();
        for row in query(sql).bind(millis(since)).fetch_all(self.reader()).await? {
            let judged: Judged = Columns::new("event", &row).json("body")?;
            if judged.solved {
                unhelpful.remove(&judged.turn);
            } else {
                unhelpful.insert(judged.turn);
            }
        }
        Ok(unhelpful)
    }
}
