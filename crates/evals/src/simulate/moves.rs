//! What a contact does on a reply.

/// What a contact does on a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What they say by the button under the reply: whether it solved it.
    pub judges: Option<bool>,
    /// They do the steps of the guide that it offers.
    pub plays_guide: bool,
    /// They begin with another matter.
    pub begins: bool,
    /// And then.
    pub next: Next,
}

/// What a contact does after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Says this.
    Say(String),
    /// Says this and asks for a person by the button. The reply to it ends the conversation.
    AskForPerson(String),
    /// Says no more.
    End(Ending),
}

/// Why a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The contact got what they came for from the AI agent.
    Reached,
    /// The AI agent handed over; `wanted` says whether the contact wanted a person at that point.
    HandedOver {
        /// A person was what they wanted.
        wanted: bool,
    },
    /// The contact had nothing left to say, or no patience, and asked for a person.
    GaveUp,
    /// The contact left with a reply that they took for what they wanted, and it was not.
    Believed,
}

impl Move {
    pub(super) fn say(judges: Option<bool>, text: String) -> Self {
        Self {
            judges,
            plays_guide: false,
            begins: false,
            next: Next::Say(text),
        }
    }

    pub(super) fn end(judges: Option<bool>, ending: Ending) -> Self {
        Self {
            next: Next::End(ending),
            ..Self::say(judges, String::new())
        }
    }
}
