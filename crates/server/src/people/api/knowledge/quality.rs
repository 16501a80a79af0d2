//! `/v1/people/knowledge/quality`: articles that nobody is led to, that are old, or that contradict each other.

use super::gaps::MOST_TURNS;
use crate::api::docs::AnyProblem;
use crate::app::{App, AppState};
use crate::people::guard::Signed;
use crate::problem::{Problem, Result};
use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use usher_engine::gaps::{Statement, contradictions, states_a_value};
use usher_engine::{Article, ArticleId, Audience, ChunkId};
use usher_store::{ArticleFilter, ArticleState};
use utoipa::ToSchema;

/// An article that was not cited for so long is one that nobody is led to.
const UNREAD_DAYS: i64 = 30;
/// With fewer turns in this time nothing follows.
const FEWEST_TURNS: usize = 100;
/// An article that was not touched for so long may be out of date.
const STALE_DAYS: i64 = 365;
/// The most of each list.
const MOST: usize = 50;
/// The most statements that are compared with each other.
const MOST_STATEMENTS: usize = 4_000;
/// Chunks read at a time.
const PAGE: i64 = 500;

/// What the content team may want to look at.
#[derive(Serialize, ToSchema)]
#[schema(as = KnowledgeQuality)]
pub(super) struct QualityView {
    /// Published for a month at least, and cited by no reply in it.
    unread: Vec<UnreadView>,
    /// Not touched for a year.
    stale: Vec<StaleView>,
    /// Two articles that say the same of the same, with another value.
    contradictions: Vec<ContradictionView>,
}

/// An article that no reply cites.
#[derive(Serialize, ToSchema)]
#[schema(as = UnreadArticle)]
struct UnreadView {
    article: ArticleId,
    title: String,
    /// For so long.
    days: i64,
}

/// An old article.
#[derive(Serialize, ToSchema)]
#[schema(as = StaleArticle)]
struct StaleView {
    article: ArticleId,
    title: String,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

/// Two statements.
#[derive(Serialize, ToSchema)]
#[schema(as = Contradiction)]
struct ContradictionView {
    /// What they are about.
    question: String,
    a: StatementView,
    b: StatementView,
}

/// A statement of an article.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleStatement)]
struct StatementView {
    article: ArticleId,
    title: String,
    quote: String,
}

/// Articles to look at.
#[utoipa::path(
    get, path = "/v1/people/knowledge/quality", tag = "knowledge", operation_id = "show_quality",
    responses((status = 200, body = QualityView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_quality(State(app): State<AppState>, signed: Signed) -> Result<Json<QualityView>> {
    app.limits.console(&signed.person.id)?;
    let now = app.clock.now();
    let published = ArticleFilter {
        state: Some(ArticleState::Published),
        limit: usize::MAX,
        ..ArticleFilter::default()
    };
    let articles = app.store.articles(&published).await?.articles;
    let since = days_before(now, UNREAD_DAYS);
    let questions = app.store.questions_since(since, None, MOST_TURNS).await?;
    let cited: HashSet<&ArticleId> = questions.iter().flat_map(|q| &q.cited).collect();
    let age = |at: Timestamp| now.duration_since(at).as_hours() / 24;
    // Of more turns than are looked at, the oldest says how far back is known.
    let known_for = questions.first().map_or(0, |q| age(q.at)).min(UNREAD_DAYS);
    let mut unread = Vec::new();
    let mut stale = Vec::new();
    for row in &articles {
        let (article, title) = (row.article.id.clone(), row.article.title.clone());
        if age(row.updated_at) >= STALE_DAYS {
            let updated_at = row.updated_at;
            stale.push(StaleView {
                article,
                title,
                updated_at,
            });
        } else if questions.len() >= FEWEST_TURNS && age(row.updated_at) >= UNREAD_DAYS && !cited.contains(&article) {
            let days = known_for;
            unread.push(UnreadView { article, title, days });
        }
    }
    stale.sort_by_key(|s| s.updated_at);
    stale.truncate(MOST);
    unread.truncate(MOST);
    Ok(Json(QualityView {
        unread,
        stale,
        contradictions: contradicting(&app).await?,
    }))
}

async fn contradicting(app: &App) -> Result<Vec<ContradictionView>> {
    let reader = app.library()?.reader;
    let (articles, mut statements) = statements(app).await?;
    let found = tokio::task::spawn_blocking(move || {
        let texts: Vec<&str> = statements.iter().map(|s| s.text.as_str()).collect();
        let vectors = reader.embed(&texts)?;
        for (statement, vector) in statements.iter_mut().zip(vectors) {
            statement.vector = vector;
        }
        Ok::<_, usher_engine::PortError>((contradictions(&statements), statements))
    });
    let (pairs, statements) = found.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let view = |at: usize| {
        let statement = &statements[at];
        let article = &articles[statement.article];
        StatementView {
            article: article.id.clone(),
            title: article.title.clone(),
            quote: statement.text.clone(),
        }
    };
    let together = |a: usize, b: usize| {
        let audience = |at: usize| &articles[statements[at].article].audience;
        meet(audience(a), audience(b))
    };
    let pairs = pairs.into_iter().filter(|&(a, b)| together(a, b)).take(MOST);
    let view = |(a, b): (usize, usize)| ContradictionView {
        question: statements[a].heading.clone(),
        a: view(a),
        b: view(b),
    };
    Ok(pairs.map(view).collect())
}

/// Passages that state a value, with their articles.
async fn statements(app: &App) -> Result<(Vec<Article>, Vec<Statement>)> {
    let (mut articles, mut places) = (Vec::new(), HashMap::new());
    let mut statements = Vec::new();
    let mut after: Option<ChunkId> = None;
    while statements.len() < MOST_STATEMENTS {
        let page = app.store.all_chunks_page(after.as_ref(), PAGE).await?;
        let Some((_, last)) = page.last() else { break };
        after = Some(last.id.clone());
        for (article, chunk) in page {
            if chunk.is_questions() {
                continue;
            }
            let heading = match chunk.heading() {
                "" => article.title.clone(),
                heading => heading.to_owned(),
            };
            let place = *places.entry(article.id.clone()).or_insert_with(|| {
                articles.push(article);
                articles.len() - 1
            });
            let stated = chunk.passages.into_iter().filter(|p| states_a_value(&p.text));
            statements.extend(stated.map(|passage| Statement {
                article: place,
                heading: heading.clone(),
                text: passage.text,
                vector: Vec::new(),
            }));
        }
    }
    Ok((articles, statements))
}

/// True where somebody may see both: another value for another plan is none.
fn meet(a: &Audience, b: &Audience) -> bool {
    let share = |a: &[String], b: &[String]| a.is_empty() || b.is_empty() || a.iter().any(|word| b.contains(word));
    share(&a.plans, &b.plans)
        && share(&a.roles, &b.roles)
        && share(&a.locales, &b.locales)
        && share(&a.inboxes, &b.inboxes)
}

fn days_before(now: Timestamp, days: i64) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(24 * days))
        .unwrap_or(Timestamp::MIN)
}
