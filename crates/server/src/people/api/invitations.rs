//! `/v1/people/invitations`: inviting people.

use super::{fields, invitation_unknown};
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::mail;
use crate::people::guard::Signed;
use crate::people::secret;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::{InboxId, PersonRef, Role};
use usher_store::{Invitation, LetterKind, NewInvitation, NewLetter, Person};
use utoipa::ToSchema;

/// Whom to invite, and as what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewInvitation)]
pub(super) struct InvitationBody {
    /// Address.
    email: String,
    /// Their name, where it is known.
    #[serde(default)]
    name: String,
    /// What they will be.
    role: Role,
    /// The inboxes that they will see; empty for all.
    #[serde(default)]
    inboxes: Vec<InboxId>,
    /// What queues ask for.
    #[serde(default)]
    skills: Vec<String>,
}

/// An invitation that waits.
#[derive(Serialize, ToSchema)]
#[schema(as = Invitation)]
pub(super) struct InvitationView {
    /// Identifier.
    id: String,
    /// Address.
    email: String,
    /// Name.
    name: String,
    /// What they will be.
    role: Role,
    /// Who invited them.
    by: Option<PersonRef>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Until when the link works.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// An invitation and its link.
#[derive(Serialize, ToSchema)]
pub(super) struct Invited {
    /// It.
    invitation: InvitationView,
    /// A path on this server that works once. It is shown this once.
    link: String,
    /// True where it goes to them by e-mail, too.
    mailed: bool,
}

/// Invitations that wait.
#[derive(Serialize, ToSchema)]
pub(super) struct Invitations {
    /// Newest first.
    invitations: Vec<InvitationView>,
}

/// Invites somebody. An older invitation of the same address stops working.
#[utoipa::path(
    post, path = "/v1/people/invitations", tag = "people", operation_id = "create_invitation",
    request_body = InvitationBody,
    responses(
        (status = 201, body = Invited),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`person-exists`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn create_invitation(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<InvitationBody>,
) -> Result<(StatusCode, axum::Json<Invited>)> {
    let email = fields::email(&body.email)?;
    let name = match body.name.trim() {
        "" => String::new(),
        name => fields::name(name)?,
    };
    for inbox in &body.inboxes {
        app.inbox(inbox.as_str())?;
    }
    let skills = fields::words("skills", body.skills)?;
    let token = secret::new_secret();
    let new = NewInvitation {
        token_hash: &token.hash,
        email: &email,
        name: &name,
        role: body.role,
        skills: &skills,
        inboxes: &body.inboxes,
    };
    let by = Some(&signed.person.id);
    let invitation = app.store.invite(new, by, app.clock.now()).await?.ok_or_else(|| {
        let detail = "Change their role instead: PATCH /v1/people/members/{id}.";
        Problem::new(&kinds::PERSON_EXISTS, detail)
    })?;
    let link = format!("/console/#welcome={}", token.token);
    let invited = Invited {
        mailed: mail_link(&app, &signed.person, &invitation, &link).await?,
        invitation: invitation.into(),
        link,
    };
    Ok((StatusCode::CREATED, axum::Json(invited)))
}

/// Writes the letter, where there is a mail server and it is known where this server is.
async fn mail_link(app: &AppState, by: &Person, invitation: &Invitation, link: &str) -> Result<bool> {
    let (Some(_), Some(url)) = (&app.mailer, &app.config.public_url) else {
        return Ok(false);
    };
    let front = app.front();
    let product = front
        .inboxes
        .first()
        .map_or("your product", |inbox| inbox.config.product_name());
    let role = invitation.role.as_str().replace('_', " ");
    let link = format!("{url}{link}");
    let draft = mail::invitation(product, Some(&by.name), &role, &link, invitation.expires_at)?;
    let letter = NewLetter {
        cause: &format!("invitation:{}", invitation.id),
        kind: LetterKind::Invitation,
        conversation: None,
        address: &invitation.email,
        name: &invitation.name,
        subject: &draft.subject,
        plain: &draft.plain,
        html: &draft.html,
    };
    Ok(app.store.write_letter(letter, app.clock.now()).await?)
}

/// Invitations that still work, newest first.
#[utoipa::path(
    get, path = "/v1/people/invitations", tag = "people", operation_id = "list_invitations",
    responses((status = 200, body = Invitations), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_invitations(State(app): State<AppState>) -> Result<axum::Json<Invitations>> {
    let found = app.store.invitations(app.clock.now()).await?;
    Ok(axum::Json(Invitations {
        invitations: found.into_iter().map(Into::into).collect(),
    }))
}

/// The link works no more.
#[utoipa::path(
    delete, path = "/v1/people/invitations/{id}", tag = "people", operation_id = "withdraw_invitation",
    params(("id" = String, Path, description = "The invitation")),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn withdraw_invitation(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let now = app.clock.now();
    if app.store.withdraw_invitation(&id, &signed.person.id, now).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(invitation_unknown())
    }
}

impl From<Invitation> for InvitationView {
    fn from(it: Invitation) -> Self {
        Self {
            id: it.id,
            email: it.email,
            name: it.name,
            role: it.role,
            by: it.by,
            created_at: it.created_at,
            expires_at: it.expires_at,
        }
    }
}
