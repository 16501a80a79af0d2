//! `/v1/people/knowledge`: what the content team does. `docs/knowledge.md` is the contract.

mod articles;
mod drafts;
mod gaps;
mod quality;
mod uploads;
mod views;

use crate::app::AppState;
use crate::problem::{Problem, kinds};
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use views::UploadView;

/// The largest text of an article that comes as JSON, in bytes.
const MAX_TEXT: usize = 2 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let texts = OpenApiRouter::new()
        .routes(routes!(drafts::preview))
        .routes(routes!(drafts::save_draft, drafts::discard_draft))
        .layer(DefaultBodyLimit::max(MAX_TEXT));
    OpenApiRouter::new()
        .routes(routes!(articles::list_articles))
        .routes(routes!(articles::show_article))
        .routes(routes!(articles::show_version))
        .routes(routes!(drafts::publish_version))
        .routes(routes!(drafts::archive_article))
        .routes(routes!(uploads::upload, uploads::list_uploads))
        .routes(routes!(uploads::show_upload, uploads::delete_upload))
        .routes(routes!(uploads::retry_upload))
        .routes(routes!(gaps::list_gaps))
        .routes(routes!(gaps::draft_from_gap))
        .routes(routes!(quality::show_quality))
        .merge(texts)
}

fn article_unknown() -> Problem {
    Problem::new(
        &kinds::ARTICLE_UNKNOWN,
        "No article has this id. GET /v1/people/knowledge/articles lists them.",
    )
}

fn version_unknown() -> Problem {
    Problem::new(
        &kinds::VERSION_UNKNOWN,
        "The article has no such version, or it was read before versions were kept; the next ingest keeps it.",
    )
}

fn upload_unknown() -> Problem {
    Problem::new(
        &kinds::UPLOAD_UNKNOWN,
        "No upload has this id. GET /v1/people/knowledge/uploads lists them.",
    )
}
