//! `/v1/people/knowledge/answered`: what people said in conversations that they settled, ready to become articles.

use super::gaps::{GapsQuery, NearestView, inbox_of, nearest_view, period};
use crate::api::docs::AnyProblem;
use crate::app::{App, AppState};
use crate::body::Query;
use crate::content::embedded;
use crate::people::guard::Signed;
use crate::problem::{Problem, Result};
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::HashSet;
use usher_engine::gaps::{Asked, Group, alike, statements_of};
use usher_engine::privacy::{PersonalData, Redactor};
use usher_engine::text::content_stems;
use usher_engine::{ArticleId, ConversationId, PersonRef};
use usher_knowledge::source;
use usher_store::PersonAnswer;
use utoipa::ToSchema;

/// Days looked back, unless asked otherwise.
const DAYS: u32 = 30;
/// Conversations looked at; of more the newest.
const MOST_CONVERSATIONS: i64 = 1_000;
/// Groups told of.
const MOST: usize = 50;
/// Others shown of a group.
const EXAMPLES: usize = 6;
/// A question that says less than this names no subject.
const FEWEST_STEMS: usize = 2;

/// What people answered.
#[derive(Serialize, ToSchema)]
#[schema(as = AnsweredByPeople)]
pub(super) struct AnsweredView {
    /// The commonest first.
    answers: Vec<AnswerView>,
    /// Conversations that they settled with an answer.
    conversations: usize,
    /// From then
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// to then.
    #[schema(value_type = String, format = DateTime)]
    to: Timestamp,
}

/// Questions that ask for the same, and what a person said to one of them.
#[derive(Serialize, ToSchema)]
#[schema(as = Answered)]
struct AnswerView {
    /// The conversation.
    id: String,
    /// The words that the questions share.
    name: String,
    /// The most typical one, without personal data.
    question: String,
    /// What the person said to it, without personal data.
    answer: String,
    by: Option<PersonRef>,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    conversation: ConversationId,
    /// Conversations like it.
    count: usize,
    /// Contacts who asked.
    contacts: usize,
    /// Others.
    examples: Vec<ExampleView>,
    /// What came closest when it was asked.
    nearest: Option<NearestView>,
}

/// Another conversation of the same.
#[derive(Serialize, ToSchema)]
#[schema(as = AnsweredExample)]
struct ExampleView {
    question: String,
    answer: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    conversation: ConversationId,
}

/// A question and what was said to it, both without personal data.
struct Pair {
    question: String,
    answer: String,
    nearest: Option<ArticleId>,
    of: PersonAnswer,
}

/// What people answered in conversations that they settled; what became an article or a draft is left out.
#[utoipa::path(
    get, path = "/v1/people/knowledge/answered", tag = "knowledge", operation_id = "list_answered",
    params(GapsQuery),
    responses((status = 200, body = AnsweredView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_answered(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<GapsQuery>,
) -> Result<Json<AnsweredView>> {
    app.limits.console(&signed.person.id)?;
    let (from, to) = period(&app, query.days.unwrap_or(DAYS))?;
    let inbox = inbox_of(&app, &signed, query.inbox)?;
    let settled = app
        .store
        .answered_by_people(from, inbox.as_ref(), MOST_CONVERSATIONS)
        .await?;
    let names: Vec<String> = app
        .store
        .people()
        .await?
        .into_iter()
        .map(|person| person.name)
        .collect();
    let mut pairs = Vec::new();
    for answer in settled {
        let contact = app
            .store
            .contact(&answer.contact)
            .await?
            .and_then(|held| held.contact.name);
        pairs.extend(pair(answer, contact.iter().chain(&names)));
    }
    let texts = pairs.iter().map(|pair| pair.question.clone()).collect();
    let vectors = embedded(&app, texts).await?;
    let asked: Vec<Asked> = pairs
        .iter()
        .zip(vectors)
        .map(|(pair, vector)| pair.asked(vector))
        .collect();
    let found = tokio::task::spawn_blocking(move || alike(&asked)).await;
    let written = written(&app).await?;
    let is_open = |group: &Group| !group.members.iter().any(|&at| written.contains(&pairs[at].question));
    let mut answers = Vec::new();
    for group in found.map_err(Problem::internal)?.into_iter().filter(is_open).take(MOST) {
        answers.extend(view(&app, group, &pairs).await?);
    }
    Ok(Json(AnsweredView {
        answers,
        conversations: pairs.len(),
        from,
        to,
    }))
}

/// The questions that articles and drafts name: of these an article was made, or is being made.
async fn written(app: &App) -> Result<HashSet<String>> {
    let texts = app.store.texts_with_questions().await?;
    let of_text = |text: &String| source::split(text).0.questions;
    Ok(texts.iter().flat_map(of_text).collect())
}

impl Pair {
    fn asked(&self, vector: Vec<f32>) -> Asked {
        Asked {
            text: self.question.clone(),
            vector,
            miss: None,
            contact: self.of.contact.to_string(),
        }
    }
}

/// What was asked and said; `None` where nobody could make an article of it.
fn pair<'a>(mut of: PersonAnswer, names: impl Iterator<Item = &'a String>) -> Option<Pair> {
    let mut redactor = Redactor::default();
    for name in names {
        redactor.know(PersonalData::Person, name);
        // People are called by a part of their name, too.
        name.split_whitespace()
            .for_each(|part| redactor.know(PersonalData::Person, part));
    }
    let says = |text: &String| content_stems(text).len();
    let longest = || of.asked.iter().max_by_key(|text| says(text)).cloned();
    let question = of
        .query
        .take()
        .filter(|query| says(query) >= FEWEST_STEMS)
        .or_else(longest)?;
    if says(&question) < FEWEST_STEMS {
        return None;
    }
    let said: Vec<&str> = of.said.iter().map(String::as_str).collect();
    let answer = statements_of(&said)?;
    Some(Pair {
        question: redactor.written(&question),
        answer: redactor.written(&answer),
        nearest: of.nearest.take(),
        of,
    })
}

async fn view(app: &App, group: Group, pairs: &[Pair]) -> Result<Option<AnswerView>> {
    let members: Vec<&Pair> = group.members.iter().map(|&at| &pairs[at]).collect();
    let Some((first, others)) = members.split_first() else {
        return Ok(None);
    };
    let contacts: HashSet<&str> = members.iter().map(|pair| pair.of.contact.as_str()).collect();
    let example = |pair: &&Pair| ExampleView {
        question: pair.question.clone(),
        answer: pair.answer.clone(),
        at: pair.of.at,
        conversation: pair.of.conversation.clone(),
    };
    Ok(Some(AnswerView {
        id: first.of.conversation.to_string(),
        name: group.name,
        question: first.question.clone(),
        answer: first.answer.clone(),
        by: first.of.by.clone(),
        at: first.of.at,
        conversation: first.of.conversation.clone(),
        count: members.len(),
        contacts: contacts.len(),
        examples: others.iter().take(EXAMPLES).map(example).collect(),
        nearest: nearest_view(app, first.nearest.as_ref()).await?,
    }))
}
