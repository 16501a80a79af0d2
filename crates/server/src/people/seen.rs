//! What a person may see: a conversation or contact of another inbox is as unknown as one that never was.

use super::guard::Signed;
use crate::app::AppState;
use crate::problem::{Problem, Result, kinds};
use usher_engine::{ConversationId, Role};
use usher_store::{Person, Row, RowFilter, Taken};

/// True for those who read conversations.
pub(crate) fn reads(role: Role) -> bool {
    role != Role::ContentEditor
}

/// True for those who measure: suites, runs and budgets.
pub(crate) fn measures(role: Role) -> bool {
    role != Role::Agent
}

/// The conversation of this id, where the person may see it.
pub(crate) async fn conversation(app: &AppState, person: &Person, id: &str) -> Result<Row> {
    let may_exist = !id.is_empty() && id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !may_exist || !reads(person.role) {
        return Err(conversation_unknown());
    }
    let found = app
        .store
        .row(&ConversationId::from(id), &person.inboxes, app.clock.now())
        .await?;
    found.ok_or_else(conversation_unknown)
}

/// All that a person may see.
pub(crate) fn all(app: &AppState, signed: &Signed) -> RowFilter {
    RowFilter::all(&signed.person.id, &signed.person.inboxes, app.clock.now())
}

/// Nothing, or nothing for this person.
pub(crate) fn conversation_unknown() -> Problem {
    Problem::new(
        &kinds::CONVERSATION_UNKNOWN,
        "No conversation that you may see has this id. GET /v1/people/conversations lists them.",
    )
}

/// Why a conversation was not taken, or not given.
pub(crate) fn refused(taken: Taken) -> Problem {
    match taken {
        Taken::By(person) => Problem::new(
            &kinds::TAKEN,
            format!(
                "{} has it. Look at the conversation anew; supervisors may take it over.",
                person.name
            ),
        ),
        Taken::CapacityReached => Problem::new(
            &kinds::CAPACITY_REACHED,
            "They have as many conversations as they can. Settle or put off one, or let it wait in a queue.",
        ),
        Taken::NotOpen => Problem::new(
            &kinds::NOT_OPEN,
            "People do not have this conversation now. Take it from the AI agent, or reopen it.",
        ),
        Taken::NotYours => Problem::new(&kinds::NOT_YOURS, "Take it first, or let whoever has it do this."),
        Taken::UnknownPerson => person_unknown(),
        Taken::UnknownQueue => Problem::new(
            &kinds::QUEUE_UNKNOWN,
            "No queue has this id. GET /v1/people/queues lists them.",
        ),
        Taken::Yes => Problem::internal("what was done is reported as refused"),
    }
}

/// Nobody has this id, or they take no conversations of this inbox.
pub(crate) fn person_unknown() -> Problem {
    Problem::new(
        &kinds::PERSON_UNKNOWN,
        "Nobody who could be meant has this id. GET /v1/people/members lists everybody.",
    )
}
