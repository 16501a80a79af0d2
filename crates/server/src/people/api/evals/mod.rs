//! `/v1/people/evals`: what analysts do. `docs/evals.md` is the contract.

mod budget;
mod cases;
mod measured;
mod runs;
mod suites;
mod views;

use crate::app::AppState;
use crate::evals::Refused;
use crate::problem::{Problem, Result, kinds};
use axum::extract::DefaultBodyLimit;
use usher_store::StoredSuite;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use views::RunView;

/// The largest ZIP of a suite, in bytes.
const MAX_ZIP: usize = 20 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let import = OpenApiRouter::new()
        .routes(routes!(suites::import_suite))
        .layer(DefaultBodyLimit::max(MAX_ZIP));
    OpenApiRouter::new()
        .routes(routes!(suites::list_suites, suites::create_suite))
        .routes(routes!(suites::show_suite, suites::delete_suite))
        .routes(routes!(suites::export_suite))
        .routes(routes!(suites::set_baseline))
        .routes(routes!(cases::list_cases, cases::add_case))
        .routes(routes!(cases::change_case, cases::delete_case))
        .routes(routes!(cases::list_turn_cases))
        .routes(routes!(runs::start_run, runs::list_runs))
        .routes(routes!(runs::show_run, runs::delete_run))
        .routes(routes!(runs::stop_run))
        .routes(routes!(runs::show_report))
        .routes(routes!(runs::show_results))
        .routes(routes!(
            budget::show_budget,
            budget::set_budget,
            budget::take_back_budget
        ))
        .merge(import)
}

async fn suite(app: &AppState, id: &str) -> Result<StoredSuite> {
    let unknown = || {
        Problem::new(
            &kinds::SUITE_UNKNOWN,
            "No suite has this id. GET /v1/people/evals/suites lists them.",
        )
    };
    app.store.suite(id).await?.ok_or_else(unknown)
}

fn run_unknown() -> Problem {
    Problem::new(
        &kinds::RUN_UNKNOWN,
        "No run that you may see has this id. GET /v1/people/evals/runs lists them.",
    )
}

/// Files that are no suite, or a disk that fails.
fn refused(refused: Refused) -> Problem {
    match refused {
        Refused::Unreadable(why) => Problem::new(&kinds::SUITE_UNREADABLE, why),
        Refused::Disk(error) => Problem::internal(error),
    }
}

/// On the blocking pool.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}
