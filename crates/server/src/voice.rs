//! The handle on a language model, and the log of what leaves for it.
//!
//! Nothing leaves unlogged: whoever calls asks [`Noting`] first, which answers once the call is in the database, and a call
//! that could not be written down does not leave.

use crate::app::AppState;
use crate::problem::Chain;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::block_in_place;
use tokio::time::timeout;
use usher_engine::{ContactId, ConversationId, InboxId, LanguageModel, MessageId, PersonId};
use usher_llm::{CallEnd, CallStart, Noted, Noting, Spent, TurnOf};
use usher_store::{CallEnded, NewCall};

/// How long writing a call down may take before it counts as impossible.
const PATIENCE: Duration = Duration::from_secs(3);
/// The tenth of a turn's time that is left to what the engine does when its model came to nothing.
const RESERVE: u32 = 10;

/// Makes the language model of one turn.
pub type ForTurn = Arc<dyn Fn(TurnOf, Noting) -> Arc<dyn LanguageModel> + Send + Sync>;

/// Endpoints by name, and whether each is left alone now because it failed too often.
pub type Circuits = Arc<dyn Fn() -> Vec<(String, bool)> + Send + Sync>;

/// A language model as the binary hands it in.
#[derive(Clone)]
pub struct Voice {
    /// Names the configured models.
    pub identity: String,
    /// All that a turn's calls may take together.
    pub turn_deadline: Duration,
    /// Makes the model of a turn.
    pub for_turn: ForTurn,
    /// For the metrics, where somebody knows.
    pub circuits: Option<Circuits>,
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Voice")
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}

/// What a turn's calls are for, as the log names it.
#[derive(Debug, Clone)]
pub(crate) struct Whose {
    /// The inbox.
    pub(crate) inbox: InboxId,
    /// The conversation; `None` where a person tries something out.
    pub(crate) conversation: Option<ConversationId>,
    /// Who asks there.
    pub(crate) contact: Option<ContactId>,
    /// The message to be answered.
    pub(crate) message: Option<MessageId>,
    /// The person of the company who wants it.
    pub(crate) person: Option<PersonId>,
}

/// The model of a turn, where one is configured, the inbox has it on, and what was spent today can be told.
pub(crate) async fn model_for(app: &AppState, whose: Whose) -> Option<Arc<dyn LanguageModel>> {
    let voice = app.mind.voice()?;
    if !app.inbox(whose.inbox.as_str()).ok()?.config.model {
        return None;
    }
    let spent = app.store.spent_today(whose.contact.as_ref(), app.clock.now()).await;
    let spent = match spent {
        Ok(spent) => Spent {
            contact_micros: spent.contact_micros,
            all_micros: spent.all_micros,
        },
        Err(error) => {
            tracing::warn!(error = %Chain(&error), "what was spent today cannot be read; this turn goes without a model");
            return None;
        }
    };
    let turn = Duration::from_millis(app.config.turn_timeout_ms);
    let of = TurnOf {
        time_left: voice.turn_deadline.min(turn - turn / RESERVE),
        spent,
    };
    Some((voice.for_turn)(of, noting(app, whose)))
}

/// A call whose end is not known yet.
struct Open {
    id: String,
    prompt: String,
}

fn noting(app: &AppState, whose: Whose) -> Noting {
    let log = Arc::new(Log {
        app: app.clone(),
        whose,
        open: Mutex::default(),
    });
    let runtime = Handle::current();
    Arc::new(move |noted| match noted {
        Noted::Start(call) => block_in_place(|| runtime.block_on(log.begin(call))),
        Noted::End(end) => {
            let log = Arc::clone(&log);
            let tasks = log.app.tasks.clone();
            // A turn that was given up ends its calls wherever it is dropped, where nothing may wait.
            tasks.spawn_on(async move { log.end(&end).await }, &runtime);
            true
        }
    })
}

/// The log of one turn's calls.
struct Log {
    app: AppState,
    whose: Whose,
    open: Mutex<HashMap<u32, Open>>,
}

impl Log {
    async fn begin(&self, call: CallStart) -> bool {
        let whose = &self.whose;
        let new = NewCall {
            inbox: &whose.inbox,
            conversation: whose.conversation.as_ref(),
            contact: whose.contact.as_ref(),
            message: whose.message.as_ref(),
            person: whose.person.as_ref(),
            number: call.number,
            prompt: &call.prompt,
            hash: &call.hash,
            endpoint: &call.endpoint,
            system: &call.system,
            user: &call.user,
        };
        let written = timeout(PATIENCE, self.app.store.begin_call(new, call.at)).await;
        let cause = match written {
            Ok(Ok(id)) => {
                let open = Open {
                    id,
                    prompt: call.prompt,
                };
                self.open().insert(call.number, open);
                return true;
            }
            Ok(Err(error)) => Chain(&error).to_string(),
            Err(_) => format!("it took more than {} s", PATIENCE.as_secs()),
        };
        tracing::error!(
            error = cause,
            prompt.name = call.prompt,
            "a call could not be written down; it does not leave"
        );
        false
    }

    async fn end(&self, end: &CallEnd) {
        let Some(open) = self.open().remove(&end.number) else {
            return;
        };
        self.app.metrics.model_call(&open.prompt, end.outcome, &end.used);
        let ended = CallEnded {
            outcome: end.outcome,
            used: &end.used,
        };
        let written = timeout(PATIENCE, self.app.store.end_call(&open.id, ended)).await;
        if !matches!(written, Ok(Ok(()))) {
            tracing::error!(
                call.id = open.id,
                "what came of a call could not be written down; it stays `started`"
            );
        }
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<u32, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
