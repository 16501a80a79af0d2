//! What is said of a turn that a person tried out: how well each sentence follows from what it cites, and the turn as a case.

use super::api::playground::{SentenceView, WhyView};
use crate::app::AppState;
use crate::problem::{Chain, Problem, Result};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use usher_engine::privacy::Redacted;
use usher_engine::{ChunkId, Outcome, ReplySentence, Support, SupportCheck, Turn, TurnInput};

/// The most reasons of a sentence.
const MOST_REASONS: usize = 3;

/// The statements of a reply, each checked against the part of the article that it cites.
pub(super) async fn sentences(app: &AppState, turn: &Turn) -> Result<Vec<SentenceView>> {
    let said = turn.reply.sentences.clone();
    let Some(check) = app.mind.support().filter(|_| !said.is_empty()) else {
        return Ok(said.into_iter().map(|sentence| view(sentence, None)).collect());
    };
    let sources = sources(app, turn).await?;
    let checked = move || -> Vec<SentenceView> {
        let one = |sentence: ReplySentence| {
            let support = sources
                .get(sentence.citation)
                .and_then(|source| supports(&check, source, &sentence.text));
            view(sentence, support)
        };
        said.into_iter().map(one).collect()
    };
    tokio::task::spawn_blocking(checked).await.map_err(Problem::internal)
}

/// What each citation's part of its article says; its quote alone where that part is not there any more.
async fn sources(app: &AppState, turn: &Turn) -> Result<Vec<String>> {
    let ids: Vec<ChunkId> = turn.citations.iter().map(|citation| citation.chunk.clone()).collect();
    let chunks = app.store.chunks(&ids).await?;
    let texts: HashMap<&ChunkId, String> = chunks.iter().map(|(_, chunk)| (&chunk.id, chunk.text())).collect();
    let source = |citation: &usher_engine::Citation| {
        let found = texts.get(&citation.chunk).filter(|text| text.contains(&citation.quote));
        found.unwrap_or(&citation.quote).clone()
    };
    Ok(turn.citations.iter().map(source).collect())
}

fn supports(check: &SupportCheck, source: &str, sentence: &str) -> Option<Support> {
    let support = check.support(source, sentence);
    support
        .inspect_err(|error| tracing::warn!(error = %Chain(error), "a sentence could not be checked"))
        .ok()
}

fn view(sentence: ReplySentence, support: Option<Support>) -> SentenceView {
    let strongest = support.as_ref().map(|support| support.strongest(MOST_REASONS));
    let why = |(name, log_odds)| WhyView { name, log_odds };
    SentenceView {
        text: sentence.text,
        citation: sentence.citation,
        support: support.map(|support| support.probability),
        why: strongest.unwrap_or_default().into_iter().map(why).collect(),
    }
}

/// The turn as a case that expects what came of it. `input` has no personal data any more.
pub(super) fn case(origin: &str, input: &TurnInput, turn: &Turn, now: Timestamp) -> Option<Value> {
    let mut cites: Vec<&str> = Vec::new();
    for citation in &turn.citations {
        if !cites.contains(&citation.article.as_str()) {
            cites.push(citation.article.as_str());
        }
    }
    if turn.outcome == Outcome::Answer && cites.is_empty() {
        return None;
    }
    let mut expect = Map::new();
    expect.insert("outcome".into(), json!(turn.outcome));
    if !cites.is_empty() {
        expect.insert("cites".into(), json!(cites));
    }
    let value = turn.reply.value.as_deref();
    if let Some(value) = value.filter(|value| Redacted::of(value).text == **value) {
        expect.insert("contains".into(), json!([value]));
    }
    if let Some(offer) = turn.guide.as_ref().filter(|_| turn.outcome == Outcome::Guide) {
        expect.insert("guide".into(), json!(offer.guide.id));
    }
    let said = |message: &usher_engine::Message| json!({ "author": message.author, "text": message.text });
    let id = usher_store::new_id(now);
    let mut case = Map::new();
    case.insert("id".into(), json!(format!("{origin}-{}", &id[id.len() - 12..])));
    case.insert("tags".into(), json!([origin]));
    case.insert("turns".into(), input.messages.iter().map(said).collect());
    let around = [("page", filled(&input.page)), ("contact", filled(&input.contact))];
    for (name, value) in around {
        if let Some(value) = value {
            case.insert(name.into(), value);
        }
    }
    case.insert("expect".into(), Value::Object(expect));
    Some(Value::Object(case))
}

/// An object without its empty fields; `None` where nothing is left.
fn filled(value: &impl Serialize) -> Option<Value> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(value) else {
        return None;
    };
    fields.retain(|_, value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    });
    (!fields.is_empty()).then_some(Value::Object(fields))
}
