//! A turn before and after, and what is different.

use super::Recorded;
use jiff::Timestamp;
use serde::Serialize;
use usher_engine::{ArticleId, ConversationId, Outcome, Reason, Turn};

/// A confidence that moved by less has not changed.
pub(super) const NOTABLE: f64 = 0.05;

/// What is different of a turn, the gravest first; a turn has the gravest that it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// What came of it.
    Outcome,
    /// Why.
    Reason,
    /// The articles that it cites or offers, or its guide.
    Citations,
    /// The words alone.
    Words,
    /// The confidence alone, by more than 0.05.
    Confidence,
}

/// What came of a turn, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// How sure it was, 0 to 1.
    pub confidence: f64,
    /// The articles cited, or those that a question back offers, each once in their order.
    pub articles: Vec<ArticleId>,
    /// The guide offered, with the step that it begins at, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guide: Option<(String, usize)>,
    /// The reply.
    pub reply: String,
    /// The quick replies of a question back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

/// A turn taken again.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Replayed {
    /// Its id.
    pub turn: String,
    /// Where.
    pub conversation: ConversationId,
    /// When it was stored.
    pub at: Timestamp,
    /// What is different; `None` where nothing is.
    pub change: Option<Change>,
    /// True where personal data was taken out of the page that it saw.
    pub page_redacted: bool,
    /// The contact's message.
    pub message: String,
    /// What came of it.
    pub before: Said,
    /// What would have.
    pub after: Said,
}

impl Replayed {
    pub(super) fn of(recorded: &Recorded, turn: &Turn) -> Self {
        let (before, after) = (Said::of(&recorded.turn), Said::of(turn));
        Self {
            turn: recorded.id.clone(),
            conversation: recorded.conversation.clone(),
            at: recorded.at,
            change: Change::between(&before, &after),
            page_redacted: recorded.page_redacted,
            message: recorded.input.question().to_owned(),
            before,
            after,
        }
    }
}

impl Said {
    fn of(turn: &Turn) -> Self {
        let cited = turn.citations.iter().map(|c| &c.article);
        let offered = turn.reply.options.iter().filter_map(|o| o.article.as_ref());
        let mut articles: Vec<ArticleId> = Vec::new();
        for article in cited.chain(offered) {
            if !articles.contains(article) {
                articles.push(article.clone());
            }
        }
        let guide = turn.guide.as_ref();
        Self {
            outcome: turn.outcome,
            reason: turn.reason,
            confidence: turn.confidence,
            articles,
            guide: guide.map(|g| (g.guide.id.to_string(), g.start_step + 1)),
            reply: turn.reply.text.clone(),
            options: turn.reply.options.iter().map(|o| o.text.clone()).collect(),
        }
    }

    /// True where no person and no question back was needed.
    pub(super) fn is_answered(&self) -> bool {
        matches!(self.outcome, Outcome::Answer | Outcome::Guide)
    }
}

impl Change {
    /// All of them, the gravest first.
    pub(super) const ALL: [Self; 5] = [
        Self::Outcome,
        Self::Reason,
        Self::Citations,
        Self::Words,
        Self::Confidence,
    ];

    fn between(before: &Said, after: &Said) -> Option<Self> {
        let guide = |said: &Said| said.guide.as_ref().map(|(id, _)| id.clone());
        let words = |said: &Said| (said.reply.clone(), said.options.clone(), said.guide.clone());
        let differs = |change: &Self| match change {
            Self::Outcome => before.outcome != after.outcome,
            Self::Reason => before.reason != after.reason,
            Self::Citations => before.articles != after.articles || guide(before) != guide(after),
            Self::Words => words(before) != words(after),
            Self::Confidence => (before.confidence - after.confidence).abs() > NOTABLE,
        };
        Self::ALL.into_iter().find(differs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Said {
        Said {
            outcome: Outcome::Answer,
            reason: Reason::Confident,
            confidence: 0.8,
            articles: vec!["a.md".into()],
            guide: Some(("send".into(), 1)),
            reply: "Choose Send.".into(),
            options: vec![],
        }
    }

    #[track_caller]
    fn check(change: impl Fn(&mut Said), expect: Option<Change>) {
        let mut after = said();
        change(&mut after);
        assert_eq!(Change::between(&said(), &after), expect, "{after:?}");
    }

    #[test]
    fn a_turn_has_the_gravest_change_that_it_can() {
        check(|_| (), None);
        check(|s| s.confidence = 0.84, None);
        check(|s| s.confidence = 0.86, Some(Change::Confidence));
        check(|s| s.reply = "Send it.".into(), Some(Change::Words));
        check(|s| s.options.push("Yes".into()), Some(Change::Words));
        check(|s| s.guide = Some(("send".into(), 2)), Some(Change::Words));
        check(|s| s.guide = None, Some(Change::Citations));
        check(|s| s.articles.push("b.md".into()), Some(Change::Citations));
        check(|s| s.reason = Reason::Frustration, Some(Change::Reason));
        let all = |s: &mut Said| {
            *s = Said {
                outcome: Outcome::Escalate,
                reason: Reason::LowConfidence,
                confidence: 0.1,
                articles: vec![],
                guide: None,
                reply: String::new(),
                options: vec![],
            }
        };
        check(all, Some(Change::Outcome));
    }
}
