//! People of the company, and what is decided about them without looking at a database or a clock.

pub mod canned;
pub mod figures;
pub mod hours;
pub mod reask;
pub mod routing;

use crate::ids::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person may do. `docs/people.md` says who may what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, and who else may what.
    Admin,
    /// What agents do, and who gets what.
    Supervisor,
    /// Takes over conversations.
    Agent,
    /// Writes what is answered from.
    ContentEditor,
    /// Measures.
    Analyst,
}

impl Role {
    /// All there are.
    pub const ALL: [Self; 5] = [
        Self::Admin,
        Self::Supervisor,
        Self::Agent,
        Self::ContentEditor,
        Self::Analyst,
    ];

    /// True for those who take over conversations.
    pub fn takes_conversations(self) -> bool {
        matches!(self, Self::Admin | Self::Supervisor | Self::Agent)
    }

    /// True for those who may take from others and assign to others.
    pub fn supervises(self) -> bool {
        matches!(self, Self::Admin | Self::Supervisor)
    }

    /// The word that SQL, JSON and the command line use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Supervisor => "supervisor",
            Self::Agent => "agent",
            Self::ContentEditor => "content_editor",
            Self::Analyst => "analyst",
        }
    }
}

/// Whether a person is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// There, and to be offered work.
    Online,
    /// There, and not to be offered any.
    Away,
    /// Not there.
    Offline,
}

/// A person as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonRef {
    /// Identifier.
    pub id: PersonId,
    /// The name that contacts see, too.
    pub name: String,
}
