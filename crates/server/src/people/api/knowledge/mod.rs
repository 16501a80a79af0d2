//! `/v1/people/knowledge`: what the content team does. `docs/knowledge.md` is the contract.

mod answered;
mod articles;
mod drafts;
mod gaps;
mod guides;
mod intents;
mod quality;
mod sites;
mod uploads;
mod views;

use crate::app::AppState;
use crate::problem::{Problem, kinds};
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use sites::SiteView;
pub(crate) use views::UploadView;

/// The largest text of an article that comes as JSON, in bytes.
const MAX_TEXT: usize = 2 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let texts = OpenApiRouter::new()
        .routes(routes!(drafts::preview))
        .routes(routes!(drafts::save_draft, drafts::discard_draft))
        .routes(routes!(guides::save_guide_draft, guides::discard_guide_draft))
        .routes(routes!(guides::check_guide))
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
        .routes(routes!(answered::list_answered))
        .routes(routes!(quality::show_quality))
        .routes(routes!(guides::list_guides))
        .routes(routes!(guides::show_guide))
        .routes(routes!(guides::show_guide_version))
        .routes(routes!(guides::publish_guide))
        .routes(routes!(guides::archive_guide))
        .routes(routes!(intents::list_intents))
        .routes(routes!(intents::list_confusions))
        .routes(routes!(intents::check_example))
        .routes(routes!(intents::teach_intent))
        .routes(routes!(intents::take_example_back))
        .routes(routes!(sites::list_sites, sites::add_site))
        .routes(routes!(sites::change_site, sites::remove_site))
        .routes(routes!(sites::read_site))
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
