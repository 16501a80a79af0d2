//! `GET /v1/inboxes/{key}`: what a widget shows before anybody said anything.

use super::docs::AnyProblem;
use crate::app::AppState;
use crate::body::Query;
use crate::config::{HintAfter, HintConfig, InboxConfig, Scheme, Side, Translation};
use crate::filetype;
use crate::front::Inbox;
use crate::origin::check_origin;
use crate::pictures::{LOGO, photo_name};
use crate::problem::Result;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowInboxQuery {
    /// A language tag: `de`, `pt-BR`.
    #[serde(default)]
    locale: String,
}

/// An inbox, as everybody may know it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Inbox)]
pub(crate) struct InboxView {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// The product's name.
    product: String,
    /// The agent's name.
    agent_name: String,
    /// First words.
    greeting: String,
    /// Says that an AI answers. Show it before the first message.
    disclosure: String,
    /// Whether visitors without a token of the host may ask.
    anonymous: bool,
    /// How the widget looks; what is null is its own choice.
    theme: ThemeView,
    /// First questions to offer.
    suggestions: Vec<String>,
    /// What files are taken; null for none.
    files: Option<FilesView>,
    /// When to offer help unasked.
    hints: Vec<HintView>,
}

/// How the widget looks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Theme)]
struct ThemeView {
    /// The brand's colour, `#rgb` or `#rrggbb`.
    color: Option<String>,
    scheme: Option<Scheme>,
    position: Option<Side>,
    /// Distance from the window's edges in CSS pixels.
    offset: Option<u16>,
    /// A path on this server.
    logo: Option<String>,
    team: Vec<TeamMemberView>,
}

/// A person whom contacts see before they write.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TeamMember)]
struct TeamMemberView {
    name: String,
    /// A path on this server.
    photo: Option<String>,
}

/// What files are taken.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Files)]
struct FilesView {
    /// The largest, in bytes.
    max_bytes: usize,
    media_types: [&'static str; filetype::TAKEN.len()],
}

/// Help offered unasked, once, where something happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Hint)]
struct HintView {
    id: String,
    /// On which pages; `*` stands for one segment, null for all.
    route: Option<String>,
    after: HintAfter,
    /// What to say.
    text: String,
    /// The question that taking it asks.
    ask: Option<String>,
    /// The guide that taking it plays.
    guide: Option<String>,
}

/// What a widget shows before anybody said anything.
#[utoipa::path(
    get, path = "/v1/inboxes/{key}", tag = "inboxes", operation_id = "show_inbox",
    params(("key" = String, Path, description = "The inbox's key"), ShowInboxQuery),
    responses(
        (status = 200, body = InboxView),
        (status = 404, body = crate::problem::ProblemBody, content_type = "application/problem+json",
         description = "`inbox-unknown`"),
        AnyProblem,
    ),
)]
pub(crate) async fn show_inbox(
    State(app): State<AppState>,
    Path(key): Path<String>,
    Query(query): Query<ShowInboxQuery>,
    headers: HeaderMap,
) -> Result<Json<InboxView>> {
    let inbox = app.inbox(&key)?;
    check_origin(&headers, &inbox.origins)?;
    Ok(Json(view(&inbox, &query.locale, app.config.limits.file_bytes)))
}

fn view(inbox: &Inbox, locale: &str, file_bytes: usize) -> InboxView {
    let config = &inbox.config;
    let translated = config.translation(locale);
    let greeting = translated.and_then(|t| t.greeting.as_ref()).unwrap_or(&config.greeting);
    let suggestions = translated.map(|t| &t.suggestions).filter(|s| !s.is_empty());
    InboxView {
        key: config.key.clone(),
        name: config.name.clone(),
        product: config.product_name().to_owned(),
        agent_name: config.policy.agent_name.clone(),
        greeting: greeting.clone(),
        disclosure: disclosure(&config.policy.agent_name, locale),
        anonymous: config.anonymous,
        theme: theme(config),
        suggestions: suggestions.unwrap_or(&config.suggestions).clone(),
        files: config.files.then_some(FilesView {
            max_bytes: file_bytes,
            media_types: filetype::TAKEN,
        }),
        hints: config.hints.iter().map(|h| hint(h, translated)).collect(),
    }
}

fn theme(config: &InboxConfig) -> ThemeView {
    let theme = &config.theme;
    let picture = |name: &str| format!("/v1/inboxes/{}/pictures/{name}", config.key);
    let team = theme.team.iter().enumerate().take(5);
    ThemeView {
        color: theme.color.clone(),
        scheme: theme.scheme,
        position: theme.position,
        offset: theme.offset,
        logo: theme.logo.as_ref().map(|_| picture(LOGO)),
        team: team
            .map(|(at, member)| TeamMemberView {
                name: member.name.clone(),
                photo: member.photo.as_ref().map(|_| picture(&photo_name(at))),
            })
            .collect(),
    }
}

fn hint(hint: &HintConfig, translated: Option<&Translation>) -> HintView {
    let text = translated.and_then(|t| t.hints.get(&hint.id)).unwrap_or(&hint.text);
    HintView {
        id: hint.id.clone(),
        route: hint.route.clone(),
        after: hint.after,
        text: text.clone(),
        ask: hint.ask.clone(),
        guide: hint.guide.clone(),
    }
}

/// That an AI answers, in the languages that the widget speaks.
fn disclosure(agent: &str, locale: &str) -> String {
    match locale
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "de" => format!(
            "{agent} ist eine KI. Sie antwortet aus der Dokumentation und holt einen Menschen dazu, wo sie nicht sicher ist."
        ),
        "fr" => format!(
            "{agent} est une IA. Elle répond à partir de la documentation et passe la main à une personne quand elle n'est \
             pas sûre."
        ),
        "es" => format!(
            "{agent} es una IA. Responde a partir de la documentación y avisa a una persona cuando no está segura."
        ),
        "pt" => {
            format!("{agent} é uma IA. Responde com base na documentação e chama uma pessoa quando não tem certeza.")
        }
        "ja" => format!("{agent} は AI です。ドキュメントをもとに回答し、確信が持てないときは担当者に引き継ぎます。"),
        _ => format!("{agent} is an AI. It answers from the documentation, and asks a person where it is not sure."),
    }
}
