//! `/v1/people/inboxes/{key}/settings` and `…/keys`: what an admin sets of an inbox while it runs.

use super::fields;
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::config::{ConfigError, InboxConfig, InboxSettings};
use crate::people::guard::Signed;
use crate::people::new_secret;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use usher_store::{StoredKey, StoredSettings};
use utoipa::ToSchema;

/// The most keys of an inbox: two while one is being replaced, and some more for hosts that sign in several places.
const MOST_KEYS: usize = 8;

/// What is set of an inbox, and what it comes to.
#[derive(Serialize, ToSchema)]
pub(super) struct SettingsView {
    /// Its key.
    key: String,
    /// Send it along when you change something.
    version: i64,
    /// When something was changed last.
    #[schema(value_type = Option<String>, format = DateTime)]
    updated_at: Option<Timestamp>,
    /// What differs from `usher.toml`.
    settings: InboxSettings,
    /// What counts where `settings` says nothing.
    defaults: InboxSettings,
    /// The keys that hosts sign with, oldest first.
    keys: Vec<KeyView>,
}

/// A key, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenKey)]
struct KeyView {
    /// Names it in the header of a token.
    kid: String,
    /// When it was made; null where it stands in `usher.toml`, which alone can take it out.
    #[schema(value_type = Option<String>, format = DateTime)]
    created_at: Option<Timestamp>,
}

/// The whole of what is to differ from `usher.toml`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeSettings)]
pub(super) struct SettingsBody {
    /// Of the state that was changed.
    version: i64,
    /// What differs.
    settings: InboxSettings,
}

/// A key and its secret.
#[derive(Serialize, ToSchema)]
pub(super) struct NewKey {
    /// Names it in the header of a token.
    kid: String,
    /// The shared secret. It is shown this once.
    secret: String,
}

/// What is set of an inbox.
#[utoipa::path(
    get, path = "/v1/people/inboxes/{key}/settings", tag = "people", operation_id = "show_settings",
    params(("key" = String, Path, description = "The inbox's key")),
    responses((status = 200, body = SettingsView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_settings(
    State(app): State<AppState>,
    Path(key): Path<String>,
) -> Result<axum::Json<SettingsView>> {
    Ok(axum::Json(view(&app, file(&app, &key)?).await?))
}

/// Changes what is set of an inbox; it counts from the next call on, on every node.
#[utoipa::path(
    put, path = "/v1/people/inboxes/{key}/settings", tag = "people", operation_id = "change_settings",
    params(("key" = String, Path, description = "The inbox's key")),
    request_body = SettingsBody,
    responses(
        (status = 200, body = SettingsView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`settings-changed`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn change_settings(
    State(app): State<AppState>,
    signed: Signed,
    Path(key): Path<String>,
    Json(body): Json<SettingsBody>,
) -> Result<axum::Json<SettingsView>> {
    let file = file(&app, &key)?;
    let settings = body.settings.cleaned().map_err(wrong)?;
    settings.over(file, &app.store.token_keys().await?).map_err(wrong)?;
    let before = stored(&app, file).await?;
    let new = serde_json::to_value(&settings).map_err(Problem::internal)?;
    let changed = changes(before.as_ref().map(|s| &s.body), &new);
    let written = app
        .store
        .write_settings(
            &file.id(),
            (body.version, &new),
            &signed.person.id,
            changed,
            app.clock.now(),
        )
        .await?;
    if written.is_none() {
        let cure = "Somebody changed the settings meanwhile. Get them anew and make your change there.";
        return Err(Problem::new(&kinds::SETTINGS_CHANGED, cure));
    }
    app.renew_front().await?;
    Ok(axum::Json(view(&app, file).await?))
}

/// Makes a key, beside those that there are, so that the host can change over before an old one is ended.
#[utoipa::path(
    post, path = "/v1/people/inboxes/{key}/keys", tag = "people", operation_id = "create_token_key",
    params(("key" = String, Path, description = "The inbox's key")),
    responses(
        (status = 201, body = NewKey),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`too-many-keys`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn create_key(
    State(app): State<AppState>,
    signed: Signed,
    Path(key): Path<String>,
) -> Result<(StatusCode, axum::Json<NewKey>)> {
    let file = file(&app, &key)?;
    if app.inbox(&key)?.config.token_keys.len() >= MOST_KEYS {
        let cure = format!("An inbox has at most {MOST_KEYS} keys. End one that no host signs with any more.");
        return Err(Problem::new(&kinds::TOO_MANY_KEYS, cure));
    }
    let secret = new_secret();
    let kid = format!("k-{}", &secret.hash[..8]);
    let now = app.clock.now();
    let id = &signed.person.id;
    if !app
        .store
        .add_token_key(&file.id(), &kid, &secret.token, id, now)
        .await?
    {
        return Err(Problem::internal("a new key has the name of another"));
    }
    app.renew_front().await?;
    let made = NewKey {
        kid,
        secret: secret.token,
    };
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// Ends a key: tokens that are signed with it are refused from now on.
#[utoipa::path(
    delete, path = "/v1/people/inboxes/{key}/keys/{kid}", tag = "people", operation_id = "end_token_key",
    params(
        ("key" = String, Path, description = "The inbox's key"),
        ("kid" = String, Path, description = "The key's name"),
    ),
    responses(
        (status = 204),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`key-unknown`"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`key-of-file`, `last-key`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn end_key(
    State(app): State<AppState>,
    signed: Signed,
    Path((key, kid)): Path<(String, String)>,
) -> Result<StatusCode> {
    let file = file(&app, &key)?;
    if file.token_keys.iter().any(|k| k.kid == kid) {
        let cure = "It stands in usher.toml. Take it out there and start the server anew.";
        return Err(Problem::new(&kinds::KEY_OF_FILE, cure));
    }
    let config = app.inbox(&key)?.config.clone();
    let is_last = config.token_keys.iter().all(|k| k.kid == kid);
    if is_last && !config.anonymous && !config.token_keys.is_empty() {
        let cure = "Nobody could get in without it. Make another key first, or let visitors in.";
        return Err(Problem::new(&kinds::LAST_KEY, cure));
    }
    let now = app.clock.now();
    if !app
        .store
        .end_token_key(&file.id(), &kid, &signed.person.id, now)
        .await?
    {
        let cure = "The inbox has no such key. GET …/settings lists them.";
        return Err(Problem::new(&kinds::KEY_UNKNOWN, cure));
    }
    app.renew_front().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The inbox as `usher.toml` has it.
fn file<'a>(app: &'a AppState, key: &str) -> Result<&'a InboxConfig> {
    let found = app.config.inboxes.iter().find(|inbox| inbox.key == key);
    found.ok_or_else(crate::app::inbox_unknown)
}

async fn stored(app: &AppState, file: &InboxConfig) -> Result<Option<StoredSettings>> {
    let all = app.store.settings().await?;
    Ok(all.into_iter().find(|settings| settings.inbox == file.id()))
}

async fn view(app: &AppState, file: &InboxConfig) -> Result<SettingsView> {
    let stored = stored(app, file).await?;
    let keys = app.store.token_keys().await?;
    let of_file = file.token_keys.iter().map(|key| KeyView {
        kid: key.kid.clone(),
        created_at: None,
    });
    let of_console = keys
        .iter()
        .filter(|key| key.inbox == file.id())
        .map(|key: &StoredKey| KeyView {
            kid: key.kid.clone(),
            created_at: Some(key.created_at),
        });
    Ok(SettingsView {
        key: file.key.clone(),
        version: stored.as_ref().map_or(0, |s| s.version),
        updated_at: stored.as_ref().map(|s| s.updated_at),
        keys: of_file.chain(of_console).collect(),
        settings: match stored {
            // What an older or a newer version wrote and this one does not know counts as not set.
            Some(stored) => serde_json::from_value(stored.body).unwrap_or_default(),
            None => InboxSettings::default(),
        },
        defaults: InboxSettings::of(file),
    })
}

/// What differs, field by field, for the audit log.
fn changes(before: Option<&Value>, after: &Value) -> Value {
    let nothing = json!({});
    let before = before.unwrap_or(&nothing);
    let names = before
        .as_object()
        .into_iter()
        .chain(after.as_object())
        .flat_map(|fields| fields.keys());
    let differ = names.filter(|name| before.get(name) != after.get(name));
    let pairs = differ.map(|name| (name.clone(), json!({ "from": before.get(name), "to": after.get(name) })));
    Value::Object(pairs.collect())
}

fn wrong(error: ConfigError) -> Problem {
    let field = error.field.rsplit('.').next().unwrap_or_default();
    fields::wrong(format!("`{field}`: {}.", error.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_says_what_became_of_what() {
        let before = json!({ "name": "Help", "files": false });
        let after = json!({ "name": "Support", "files": false, "color": "#145c4a" });
        let changed = changes(Some(&before), &after);
        assert_eq!(
            changed,
            json!({ "name": { "from": "Help", "to": "Support" }, "color": { "from": null, "to": "#145c4a" } })
        );
        assert_eq!(changes(None, &json!({})), json!({}));
    }
}
