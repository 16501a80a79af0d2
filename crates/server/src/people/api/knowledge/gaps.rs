//! `/v1/people/knowledge/gaps`: questions that found no good answer, grouped by meaning.

use super::drafts::{NewText, save};
use super::views::VersionView;
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::{App, AppState};
use crate::body::{Json, Query};
use crate::content::{article_path, embedded};
use crate::people::api::fields;
use crate::people::guard::Signed;
use crate::problem::{Problem, ProblemBody, Result};
use axum::extract::State;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use usher_engine::gaps::{Asked, Group, Miss, groups};
use usher_engine::privacy::Redacted;
use usher_engine::{ArticleId, ConversationId, InboxId};
use usher_knowledge::{Meta, source};
use usher_store::{Origin, StoredQuestion};
use utoipa::{IntoParams, ToSchema};

/// Days looked back, unless asked otherwise.
const DAYS: u32 = 7;
/// The most.
const MOST_DAYS: u32 = 90;
/// Turns looked at; of more the newest.
pub(super) const MOST_TURNS: usize = 6_000;
/// Groups told of.
const MOST_GAPS: usize = 50;
/// Questions shown of each.
const EXAMPLES: usize = 12;
/// Questions of a draft.
const MOST_QUESTIONS: usize = 64;

/// Which period.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct GapsQuery {
    /// 1 to 90; unless given 7, for what people answered 30.
    pub(super) days: Option<u32>,
    /// Of this inbox.
    pub(super) inbox: Option<String>,
}

/// What is missing.
#[derive(Serialize, ToSchema)]
#[schema(as = Gaps)]
pub(super) struct GapsView {
    /// What is most missing first.
    gaps: Vec<GapView>,
    /// Turns looked at.
    turns: usize,
    /// How many of them were not answered, or not well.
    unanswered: usize,
    /// From then
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// to then.
    #[schema(value_type = String, format = DateTime)]
    to: Timestamp,
}

/// A group of questions that ask for the same.
#[derive(Serialize, ToSchema)]
#[schema(as = Gap)]
struct GapView {
    /// The turn of its most typical question.
    id: String,
    /// The words that its questions share.
    name: String,
    /// Questions.
    count: usize,
    /// Contacts who asked.
    contacts: usize,
    /// How many questions like them were answered.
    answered: usize,
    /// Why they count as unanswered, and how many so.
    kinds: KindsView,
    /// Questions a day, oldest first.
    trend: Vec<usize>,
    /// The commonest topic.
    topic: Option<String>,
    /// The most typical first.
    examples: Vec<ExampleView>,
    /// What came closest.
    nearest: Option<NearestView>,
}

/// Unanswered questions by why.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = GapKinds)]
struct KindsView {
    no_evidence: usize,
    escalated: usize,
    unhelpful: usize,
    asked_person: usize,
}

/// A question, without personal data.
#[derive(Serialize, ToSchema)]
#[schema(as = GapExample)]
struct ExampleView {
    text: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(value_type = String, example = "no_evidence")]
    kind: Miss,
    conversation: ConversationId,
}

/// An article.
#[derive(Serialize, ToSchema)]
#[schema(as = GapNearest)]
pub(super) struct NearestView {
    article: ArticleId,
    title: String,
}

/// A draft to be made of a gap.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DraftFromGap)]
pub(super) struct DraftBody {
    /// The article's path.
    id: String,
    /// Its title.
    title: String,
    /// The questions that it is to answer.
    questions: Vec<String>,
    /// What a person said to one of them, Markdown.
    #[serde(default)]
    answer: Option<String>,
}

/// Questions that found no good answer, in groups.
#[utoipa::path(
    get, path = "/v1/people/knowledge/gaps", tag = "knowledge", operation_id = "list_gaps",
    params(GapsQuery),
    responses((status = 200, body = GapsView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_gaps(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<GapsQuery>,
) -> Result<axum::Json<GapsView>> {
    app.limits.console(&signed.person.id)?;
    let days = query.days.unwrap_or(DAYS);
    let (from, to) = period(&app, days)?;
    let inbox = inbox_of(&app, &signed, query.inbox)?;
    let questions = app.store.questions_since(from, inbox.as_ref(), MOST_TURNS).await?;
    let asked = asked(&app, &questions).await?;
    let unanswered = asked.iter().filter(|a| a.miss.is_some()).count();
    let (found, asked) = tokio::task::spawn_blocking(move || (groups(&asked), asked))
        .await
        .map_err(Problem::internal)?;
    let mut gaps = Vec::new();
    for group in found.iter().take(MOST_GAPS) {
        gaps.push(gap(&app, group, &asked, &questions, (from, days)).await?);
    }
    Ok(axum::Json(GapsView {
        gaps,
        turns: questions.len(),
        unanswered,
        from,
        to,
    }))
}

/// Begins an article from questions: a draft with them in its front matter, and the answer or a place for it.
#[utoipa::path(
    post, path = "/v1/people/knowledge/gaps/draft", tag = "knowledge", operation_id = "draft_from_gap",
    request_body = DraftBody,
    responses(
        (status = 201, body = VersionView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`article-exists`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn draft_from_gap(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<DraftBody>,
) -> Result<(StatusCode, axum::Json<VersionView>)> {
    let id = ArticleId(article_path(&body.id)?);
    let title = fields::name(&body.title)?;
    let meta = Meta {
        title: Some(title.clone()),
        questions: body
            .questions
            .into_iter()
            .take(MOST_QUESTIONS)
            .map(|q| Redacted::of(&q).text)
            .collect(),
        ..Meta::default()
    };
    let answer = body
        .answer
        .as_deref()
        .map(str::trim)
        .filter(|answer| !answer.is_empty());
    // A comment is read by nobody, so that this cannot be published before something is written.
    let answer_or_place = answer.unwrap_or("<!-- The answer goes here. -->");
    let text = source::join("", &meta, &format!("# {title}\n\n{answer_or_place}\n"));
    let new = NewText {
        id: &id,
        base: 0,
        text: &text,
        origin: answer.map_or(Origin::Gap, |_| Origin::Answered),
        note: "",
        publish_at: None,
    };
    Ok((StatusCode::CREATED, axum::Json(save(&app, &signed, new).await?)))
}

/// From when to when the last days are.
pub(super) fn period(app: &App, days: u32) -> Result<(Timestamp, Timestamp)> {
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(fields::wrong(format!(
            "`days` is a number of days from 1 to {MOST_DAYS}."
        )));
    }
    let to = app.clock.now();
    let from = to.saturating_sub(SignedDuration::from_hours(24 * i64::from(days)));
    Ok((from.unwrap_or(Timestamp::MIN), to))
}

/// The inbox that is asked for; who may see some inboxes only names one of them.
pub(super) fn inbox_of(app: &App, signed: &Signed, asked: Option<String>) -> Result<Option<InboxId>> {
    let own = &signed.person.inboxes;
    match asked {
        Some(key) => {
            app.inbox(&key)?;
            let id = InboxId(key);
            if !own.is_empty() && !own.contains(&id) {
                return Err(crate::app::inbox_unknown());
            }
            Ok(Some(id))
        }
        None if own.len() == 1 => Ok(own.first().cloned()),
        None if own.is_empty() => Ok(None),
        None => Err(fields::wrong("Name one of your inboxes: `inbox`.")),
    }
}

/// Questions with their vectors, as far as they count.
async fn asked(app: &App, questions: &[StoredQuestion]) -> Result<Vec<Asked>> {
    let vectors = embedded(app, questions.iter().map(|q| q.query.clone()).collect()).await?;
    let asked = |(question, vector): (&StoredQuestion, Vec<f32>)| Asked {
        text: question.query.clone(),
        vector,
        miss: Miss::of(question.outcome, question.reason, question.unhelpful),
        contact: question.contact.to_string(),
    };
    Ok(questions.iter().zip(vectors).map(asked).collect())
}

async fn gap(
    app: &App,
    group: &Group,
    asked: &[Asked],
    questions: &[StoredQuestion],
    (from, days): (Timestamp, u32),
) -> Result<GapView> {
    let members = || group.members.iter().map(|&at| (&questions[at], &asked[at]));
    let mut kinds = KindsView::default();
    let mut trend = vec![0; days as usize];
    let (mut topics, mut nearest) = (HashMap::new(), HashMap::new());
    for (question, asked) in members() {
        match asked.miss {
            Some(Miss::NoEvidence) => kinds.no_evidence += 1,
            Some(Miss::Escalated) => kinds.escalated += 1,
            Some(Miss::Unhelpful) => kinds.unhelpful += 1,
            Some(Miss::AskedPerson) => kinds.asked_person += 1,
            None => {}
        }
        let day = question.at.duration_since(from).as_hours() / 24;
        if let Some(count) = usize::try_from(day).ok().and_then(|day| trend.get_mut(day)) {
            *count += 1;
        }
        if let Some(topic) = &question.topic {
            *topics.entry(topic).or_insert(0) += 1;
        }
        if let Some(article) = &question.nearest {
            *nearest.entry(article).or_insert(0) += 1;
        }
    }
    let nearest = nearest_view(app, commonest(&nearest)).await?;
    let examples = members().take(EXAMPLES).filter_map(|(question, asked)| {
        Some(ExampleView {
            text: question.query.clone(),
            at: question.at,
            kind: asked.miss?,
            conversation: question.conversation.clone(),
        })
    });
    let contacts: HashSet<&str> = members().map(|(_, asked)| asked.contact.as_str()).collect();
    Ok(GapView {
        id: members().next().map(|(q, _)| q.turn.clone()).unwrap_or_default(),
        name: group.name.clone(),
        count: group.members.len(),
        contacts: contacts.len(),
        answered: group.answered,
        kinds,
        trend,
        topic: commonest(&topics).map(|t| (*t).clone()),
        examples: examples.collect(),
        nearest,
    })
}

/// An article by name, where it is still there.
pub(super) async fn nearest_view(app: &App, article: Option<&ArticleId>) -> Result<Option<NearestView>> {
    let Some(article) = article else { return Ok(None) };
    let found = app.store.article(article).await?;
    Ok(found.map(|found| NearestView {
        article: found.article.id,
        title: found.article.title,
    }))
}

fn commonest<K: Ord + Copy>(counts: &HashMap<K, usize>) -> Option<K> {
    counts
        .iter()
        .max_by_key(|(key, count)| (**count, std::cmp::Reverse(**key)))
        .map(|(key, _)| *key)
}
