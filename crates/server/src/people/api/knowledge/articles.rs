//! `/v1/people/knowledge/articles`, `…/article`, `…/version`: what there is, read only.

use super::views::{ArticleView, VersionRowView, VersionView};
use super::{article_unknown, version_unknown};
use crate::api::docs::AnyProblem;
use crate::app::{App, AppState};
use crate::body::Query;
use crate::problem::{ProblemBody, Result};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use usher_engine::ArticleId;
use usher_store::{ArticleFilter, ArticleState};
use utoipa::{IntoParams, ToSchema};

/// Articles of an answer, unless asked otherwise.
const PAGE: usize = 100;
/// The most.
const MOST: usize = 200;

/// Which articles.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ArticlesQuery {
    /// Words; each in title, id or product area.
    q: Option<String>,
    /// `published`, `draft` or `archived`.
    #[param(value_type = Option<String>)]
    state: Option<ArticleState>,
    /// Those from there.
    source: Option<String>,
    /// The last answer's `next`.
    after: Option<String>,
    /// At most so many, 200 at most.
    limit: Option<usize>,
}

/// Which article.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ArticleQuery {
    /// Its path.
    pub(super) id: String,
}

/// Which version.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct VersionQuery {
    /// The article's path.
    id: String,
    /// Its number.
    version: u32,
}

/// A part of the articles.
#[derive(Serialize, ToSchema)]
#[schema(as = Articles)]
pub(super) struct ArticlesView {
    /// By title.
    articles: Vec<ArticleView>,
    /// The `after` of the next part; null at the end.
    next: Option<String>,
    /// How many there are in all.
    total: usize,
    /// What they may come from.
    sources: Vec<String>,
}

/// An article with its versions.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleWithVersions)]
pub(super) struct WholeArticle {
    /// The article.
    article: ArticleView,
    /// Newest first.
    versions: Vec<VersionRowView>,
}

/// Articles, by title.
#[utoipa::path(
    get, path = "/v1/people/knowledge/articles", tag = "knowledge", operation_id = "list_articles",
    params(ArticlesQuery),
    responses((status = 200, body = ArticlesView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_articles(
    State(app): State<AppState>,
    Query(query): Query<ArticlesQuery>,
) -> Result<Json<ArticlesView>> {
    let words = query.q.unwrap_or_default();
    let filter = ArticleFilter {
        words: words.split_whitespace().map(str::to_owned).collect(),
        state: query.state,
        source: query.source,
        after: query.after,
        limit: query.limit.unwrap_or(PAGE).clamp(1, MOST),
    };
    let page = app.store.articles(&filter).await?;
    Ok(Json(ArticlesView {
        articles: page.articles.into_iter().map(ArticleView::from).collect(),
        next: page.next,
        total: page.total,
        sources: page.sources,
    }))
}

/// An article with its versions.
#[utoipa::path(
    get, path = "/v1/people/knowledge/article", tag = "knowledge", operation_id = "show_article",
    params(ArticleQuery),
    responses(
        (status = 200, body = WholeArticle),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`article-unknown`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn show_article(
    State(app): State<AppState>,
    Query(query): Query<ArticleQuery>,
) -> Result<Json<WholeArticle>> {
    let id = ArticleId(query.id);
    let article = row(&app, &id).await?;
    let versions = app.store.versions(&id).await?;
    Ok(Json(WholeArticle {
        article,
        versions: versions.into_iter().map(VersionRowView::from).collect(),
    }))
}

/// A version with its text: also what a citation of it quoted.
#[utoipa::path(
    get, path = "/v1/people/knowledge/version", tag = "knowledge", operation_id = "show_version",
    params(VersionQuery),
    responses(
        (status = 200, body = VersionView),
        (status = 404, body = ProblemBody, content_type = "application/problem+json",
         description = "`article-unknown`, `version-unknown`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn show_version(
    State(app): State<AppState>,
    Query(query): Query<VersionQuery>,
) -> Result<Json<VersionView>> {
    Ok(Json(version(&app, &ArticleId(query.id), query.version).await?))
}

/// An article as a list shows it.
pub(super) async fn row(app: &App, id: &ArticleId) -> Result<ArticleView> {
    let row = app.store.article_row(id).await?;
    row.map(ArticleView::from).ok_or_else(article_unknown)
}

/// A version with its text.
pub(super) async fn version(app: &App, id: &ArticleId, number: u32) -> Result<VersionView> {
    let row = app.store.article_row(id).await?.ok_or_else(article_unknown)?;
    let version = app.store.version(id, number).await?.ok_or_else(version_unknown)?;
    Ok(VersionView::new(version, row.version))
}
