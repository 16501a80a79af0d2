//! The people's REST operations.

mod acts;
mod assist;
mod audit;
mod canned;
mod contacts;
mod conversations;
pub(crate) mod evals;
mod export;
mod fields;
mod figures;
mod invitations;
pub(crate) mod knowledge;
mod mark_read;
mod members;
mod model;
mod open_socket;
pub(crate) mod playground;
pub(crate) mod presence;
mod queues;
mod search;
mod security;
mod send_transcript;
mod session;
mod settings;
pub(crate) mod speak;
mod upload_file;
mod welcome;

use crate::app::AppState;
use crate::people::docs::complete;
use crate::problem::{Problem, kinds};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All of them. Each stands in `people::access`, too.
pub(crate) fn api() -> OpenApiRouter<AppState> {
    let mut api = routes();
    complete(api.get_openapi_mut());
    api
}

fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::show_session, session::sign_out))
        .routes(routes!(security::change_password))
        .routes(routes!(
            security::begin_totp,
            security::confirm_totp,
            security::end_totp
        ))
        .routes(routes!(welcome::show_invitation))
        .routes(routes!(welcome::accept_invitation))
        .routes(routes!(members::list_members))
        .routes(routes!(members::change_member))
        .routes(routes!(members::revoke_member))
        .routes(routes!(members::restore_member))
        .routes(routes!(invitations::create_invitation, invitations::list_invitations))
        .routes(routes!(invitations::withdraw_invitation))
        .routes(routes!(audit::list_audit))
        .routes(routes!(presence::set_presence, presence::list_presence))
        .routes(routes!(queues::list_queues, queues::create_queue))
        .routes(routes!(queues::change_queue, queues::delete_queue))
        .routes(routes!(queues::list_inboxes))
        .routes(routes!(queues::set_hours))
        .routes(routes!(settings::show_settings, settings::change_settings))
        .routes(routes!(settings::create_key))
        .routes(routes!(settings::end_key))
        .routes(routes!(queues::list_guides))
        .merge(conversations_api())
        .routes(routes!(contacts::show_contact))
        .routes(routes!(search::search))
        .routes(routes!(export::export_list))
        .routes(routes!(canned::list_canned, canned::create_canned))
        .routes(routes!(canned::change_canned, canned::delete_canned))
        .routes(routes!(canned::render_canned))
        .routes(routes!(figures::show_figures))
        .routes(routes!(model::show_model))
        .routes(routes!(model::list_model_calls))
        .routes(routes!(playground::try_out))
        .merge(knowledge::routes())
        .merge(evals::routes())
        .routes(routes!(open_socket::open_socket))
}

fn conversations_api() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(conversations::list_conversations))
        .routes(routes!(conversations::count_conversations))
        .routes(routes!(conversations::list_live))
        .routes(routes!(conversations::show_conversation))
        .routes(routes!(conversations::list_events))
        .routes(routes!(export::export_conversation))
        .routes(routes!(acts::take))
        .routes(routes!(acts::decline))
        .routes(routes!(acts::assign))
        .routes(routes!(acts::hand_back))
        .routes(routes!(acts::resolve))
        .routes(routes!(acts::reopen))
        .routes(routes!(acts::snooze))
        .routes(routes!(acts::see_mentions))
        .routes(routes!(mark_read::mark_read))
        .routes(routes!(upload_file::upload_file))
        .routes(routes!(speak::post_message))
        .routes(routes!(speak::post_note))
        .routes(routes!(speak::send_guide))
        .routes(routes!(assist::check_draft))
        .routes(routes!(assist::suggest_reply))
        .routes(routes!(assist::discard_suggestion))
        .routes(routes!(send_transcript::send_transcript))
}

fn person_unknown() -> Problem {
    Problem::new(
        &kinds::PERSON_UNKNOWN,
        "Nobody has this id. GET /v1/people/members lists everybody.",
    )
}

fn invitation_unknown() -> Problem {
    Problem::new(
        &kinds::INVITATION_UNKNOWN,
        "It was used, withdrawn, ran out, or never was. Ask an admin for a new one.",
    )
}
