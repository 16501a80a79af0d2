//! `/v1/people/knowledge/{preview,draft,publish,archive}`: writing.

use super::articles::{ArticleQuery, row, version};
use super::version_unknown;
use super::views::{ArticleView, PreviewView, VersionView};
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::{App, AppState};
use crate::body::{Json, Query};
use crate::content::{Refused, article_path, publish, read};
use crate::people::api::fields;
use crate::people::guard::Signed;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::{Article, ArticleId, Audience};
use usher_knowledge::{Meta, source};
use usher_store::{NewDraft, Origin, SavedDraft};
use utoipa::ToSchema;

/// The longest note, in characters.
const MAX_NOTE: usize = 300;

/// A text: as it is, or its fields and what stands under them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArticleText)]
pub(super) struct TextBody {
    /// The article's path.
    id: String,
    /// Markdown with front matter.
    text: Option<String>,
    /// Or the fields of the front matter,
    meta: Option<Meta>,
    /// and the Markdown under it.
    body: Option<String>,
}

/// A draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SaveDraft)]
pub(super) struct DraftBody {
    /// The article's path.
    id: String,
    /// The newest version that its author saw; 0 for a new article.
    base: u32,
    /// Markdown with front matter.
    text: Option<String>,
    /// Or the fields of the front matter,
    meta: Option<Meta>,
    /// and the Markdown under it.
    body: Option<String>,
    /// What its author says of it.
    #[serde(default)]
    note: String,
    /// When it is to be published by itself.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    publish_at: Option<Timestamp>,
}

/// A version.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublishVersion)]
pub(super) struct PublishBody {
    /// The article's path.
    id: String,
    /// Its number.
    version: u32,
}

/// An article.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArchiveArticle)]
pub(super) struct ArchiveBody {
    /// Its path.
    id: String,
}

/// An article as it is now.
#[derive(Serialize, ToSchema)]
#[schema(as = ChangedArticle)]
pub(super) struct ArticleNow {
    article: ArticleView,
}

/// What a text would become. Nothing is stored.
#[utoipa::path(
    post, path = "/v1/people/knowledge/preview", tag = "knowledge", operation_id = "preview_article",
    request_body = TextBody,
    responses((status = 200, body = PreviewView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn preview(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<TextBody>,
) -> Result<axum::Json<PreviewView>> {
    app.limits.console(&signed.person.id)?;
    let library = app.library()?;
    let id = ArticleId(article_path(&body.id)?);
    let text = whole_text(&app, &id, body.text, body.meta, body.body).await?;
    let read = read(&library, &id, &text).await?;
    Ok(axum::Json(PreviewView::of(&library.reader, read)))
}

/// Makes an article's draft, or puts another in its place.
#[utoipa::path(
    put, path = "/v1/people/knowledge/draft", tag = "knowledge", operation_id = "save_draft",
    request_body = DraftBody,
    responses(
        (status = 200, body = VersionView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`article-changed`, `article-exists`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn save_draft(
    State(app): State<AppState>,
    signed: Signed,
    Json(draft): Json<DraftBody>,
) -> Result<axum::Json<VersionView>> {
    let id = ArticleId(article_path(&draft.id)?);
    let text = whole_text(&app, &id, draft.text, draft.meta, draft.body).await?;
    let new = NewText {
        id: &id,
        base: draft.base,
        text: &text,
        origin: Origin::Console,
        note: &draft.note,
        publish_at: draft.publish_at,
    };
    Ok(axum::Json(save(&app, &signed, new).await?))
}

/// Throws a draft away.
#[utoipa::path(
    delete, path = "/v1/people/knowledge/draft", tag = "knowledge", operation_id = "discard_draft",
    params(ArticleQuery),
    responses(
        (status = 204),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`version-unknown`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn discard_draft(
    State(app): State<AppState>,
    Query(query): Query<ArticleQuery>,
) -> Result<StatusCode> {
    if !app.store.discard_draft(&ArticleId(query.id)).await? {
        return Err(version_unknown());
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Publishes a draft, or a past version anew.
#[utoipa::path(
    post, path = "/v1/people/knowledge/publish", tag = "knowledge", operation_id = "publish_version",
    request_body = PublishBody,
    responses(
        (status = 200, body = ArticleNow),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`version-unknown`"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`article-changed`"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json", description = "`article-unreadable`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn publish_version(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<PublishBody>,
) -> Result<axum::Json<ArticleNow>> {
    let id = ArticleId(body.id);
    publish(&app, &id, body.version, Some(&signed.person.id))
        .await
        .map_err(|refused| match refused {
            Refused::Unknown => version_unknown(),
            Refused::Outdated(newer) => changed(newer),
            Refused::Unreadable(why) => Problem::new(&kinds::ARTICLE_UNREADABLE, format!("It {why}.")),
            Refused::Store(error) => error.into(),
            Refused::Failed(problem) => problem,
        })?;
    Ok(axum::Json(ArticleNow {
        article: row(&app, &id).await?,
    }))
}

/// Takes an article out of what is answered from; its versions stay.
#[utoipa::path(
    post, path = "/v1/people/knowledge/archive", tag = "knowledge", operation_id = "archive_article",
    request_body = ArchiveBody,
    responses(
        (status = 200, body = ArticleNow),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`article-unknown`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn archive_article(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<ArchiveBody>,
) -> Result<axum::Json<ArticleNow>> {
    let id = ArticleId(body.id);
    let now = app.clock.now();
    if app.store.archive(&id, &signed.person.id, now).await? {
        app.mind.knowledge_changed();
    }
    Ok(axum::Json(ArticleNow {
        article: row(&app, &id).await?,
    }))
}

/// A draft to be saved.
pub(super) struct NewText<'a> {
    pub(super) id: &'a ArticleId,
    pub(super) base: u32,
    pub(super) text: &'a str,
    pub(super) origin: Origin,
    pub(super) note: &'a str,
    pub(super) publish_at: Option<Timestamp>,
}

/// Saves a draft, readable or not: it is looked at again before it is published.
pub(super) async fn save(app: &App, signed: &Signed, new: NewText<'_>) -> Result<VersionView> {
    let library = app.library()?;
    let article = match read(&library, new.id, new.text).await? {
        Ok(read) => read.article,
        Err(_) => unread(new.id, new.text),
    };
    let draft = NewDraft {
        article: &article,
        text: new.text,
        base: new.base,
        origin: new.origin,
        note: &text::short(new.note, MAX_NOTE),
        publish_at: new.publish_at,
    };
    match app.store.save_draft(draft, &signed.person.id, app.clock.now()).await? {
        SavedDraft::Saved(number) => version(app, new.id, number).await,
        SavedDraft::Changed(newer) => Err(changed(newer)),
        SavedDraft::Exists => Err(Problem::new(
            &kinds::ARTICLE_EXISTS,
            "There is an article at this path already. Choose another path, or open that article.",
        )),
    }
}

/// What is known of a text that cannot be read yet.
fn unread(id: &ArticleId, text: &str) -> Article {
    let (meta, _) = source::split(text);
    let name = id.as_str().rsplit('/').next().unwrap_or_default();
    Article {
        id: id.clone(),
        version: 1,
        title: meta
            .title
            .filter(|t| !t.trim().is_empty())
            .unwrap_or_else(|| name.to_owned()),
        description: meta.description,
        url: None,
        product_area: meta.product_area,
        audience: Audience {
            plans: meta.plans,
            roles: meta.roles,
            locales: meta.locales,
            inboxes: meta.inboxes,
        },
    }
}

/// The text that is meant, with the keys of other tools that the newest version's front matter has.
async fn whole_text(
    app: &App,
    id: &ArticleId,
    text: Option<String>,
    meta: Option<Meta>,
    body: Option<String>,
) -> Result<String> {
    match (text, meta, body) {
        (Some(text), None, None) => Ok(text),
        (None, Some(meta), Some(body)) => {
            let newest = app.store.versions(id).await?.first().map(|v| v.version);
            let before = match newest {
                Some(newest) => app.store.version(id, newest).await?.map(|v| v.text),
                None => None,
            };
            Ok(source::join(before.as_deref().unwrap_or_default(), &meta, &body))
        }
        _ => Err(fields::wrong("Send `text`, or `meta` and `body`.")),
    }
}

fn changed(newer: u32) -> Problem {
    let cure = format!(
        "Version {newer} is newer than what you began with. Compare the two, and save yours with `base` {newer} if it is to go \
         before that one."
    );
    Problem::new(&kinds::ARTICLE_CHANGED, cure)
}
