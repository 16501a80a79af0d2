//! What the people's operations answer with.

use jiff::Timestamp;
use serde::Serialize;
use usher_engine::{InboxId, PersonId, Role};
use usher_store::{Person, Status};
use utoipa::ToSchema;

/// A person of the company.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Person)]
pub(crate) struct PersonView {
    /// Identifier.
    id: PersonId,
    /// The name that contacts see.
    name: String,
    /// Address; empty where it is not yours to know.
    email: String,
    /// What they may.
    role: Role,
    /// Whether they may sign in.
    #[schema(value_type = String, example = "active")]
    status: Status,
    /// What queues ask for.
    skills: Vec<String>,
    /// The inboxes whose conversations they see; empty for all.
    inboxes: Vec<InboxId>,
    /// Conversations at the same time.
    capacity: i64,
    /// Whether signing in needs a code.
    totp: bool,
    /// When they were added.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When they were last seen.
    #[schema(value_type = Option<String>, format = DateTime)]
    seen_at: Option<Timestamp>,
}

impl PersonView {
    /// The same for colleagues, without the address.
    pub(crate) fn without_address(mut self) -> Self {
        self.email.clear();
        self
    }
}

impl From<Person> for PersonView {
    fn from(it: Person) -> Self {
        Self {
            id: it.id,
            name: it.name,
            email: it.email,
            role: it.role,
            status: it.status,
            skills: it.skills,
            inboxes: it.inboxes,
            capacity: it.capacity,
            totp: it.totp,
            created_at: it.created_at,
            seen_at: it.seen_at,
        }
    }
}
