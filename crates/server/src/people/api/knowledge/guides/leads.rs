//! What leads to a guide.

use super::views::LeadView;
use crate::app::App;
use crate::content::taught_intents;
use crate::problem::Result;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use usher_engine::ConversationId;
use usher_store::GuideRow;

/// Days of conversations that are looked at.
const DAYS: i64 = 30;
/// Turns looked at, and questions of contacts told of.
const MOST_TURNS: usize = 6_000;
const MOST_ASKED: usize = 50;

/// Its own questions, the examples of its intents, and what contacts asked who were offered it, the commonest first.
pub(super) async fn leads(app: &App, row: &GuideRow) -> Result<Vec<LeadView>> {
    let lead = |text: String, from| LeadView {
        text,
        from,
        count: 0,
        conversation: None,
    };
    let own = row.guide.iter().flat_map(|guide| guide.questions.clone());
    let mut leads: Vec<LeadView> = own.map(|text| lead(text, "guide")).collect();
    for (_, set) in taught_intents(&app.store).await? {
        let intents = set.map(|set| set.intents).unwrap_or_default();
        let of_guide = intents.into_iter().filter(|i| i.guide.as_ref() == Some(&row.id));
        leads.extend(of_guide.flat_map(|i| i.examples).map(|text| lead(text, "intent")));
    }
    let since = app.clock.now().saturating_sub(SignedDuration::from_hours(24 * DAYS));
    let since = since.unwrap_or(Timestamp::MIN);
    let mut asked: BTreeMap<String, (usize, ConversationId)> = BTreeMap::new();
    for question in app.store.questions_since(since, None, MOST_TURNS).await? {
        if question.guide.as_ref() == Some(&row.id) {
            let held = asked.entry(question.query).or_insert((0, question.conversation));
            held.0 += 1;
        }
    }
    let mut asked: Vec<_> = asked.into_iter().collect();
    asked.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    leads.extend(
        asked
            .into_iter()
            .take(MOST_ASKED)
            .map(|(text, (count, conversation))| LeadView {
                text,
                from: "contacts",
                count,
                conversation: Some(conversation),
            }),
    );
    Ok(leads)
}
