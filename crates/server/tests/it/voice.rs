//! A language model that says what a test wants and remembers what it was lent.

use async_trait::async_trait;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;
use usher_engine::{LanguageModel, Listener, ModelCall, ModelError, ModelText, ModelUse};
use usher_llm::{CallEnd, CallStart, Noted, Noting, TurnOf};
use usher_server::{Clock, SystemClock, Voice};

/// What one call costs.
pub const COST: u64 = 1_500;

/// The endpoint behind it.
#[derive(Clone, Default)]
pub struct Endpoint {
    /// How many calls left for it.
    pub left: Arc<AtomicUsize>,
    /// What each turn was lent.
    pub turns: Arc<Mutex<Vec<TurnOf>>>,
    /// Where there is one: a call waits for a permit before it gives its text.
    pub gate: Option<Arc<Semaphore>>,
}

struct Scripted {
    endpoint: Endpoint,
    noting: Noting,
}

impl Endpoint {
    pub fn voice(&self) -> Voice {
        let endpoint = self.clone();
        Voice {
            identity: "m-1 at one".into(),
            turn_deadline: Duration::from_secs(15),
            for_turn: Arc::new(move |of, noting| {
                endpoint.turns.lock().unwrap().push(of);
                let endpoint = endpoint.clone();
                Arc::new(Scripted { endpoint, noting })
            }),
            circuits: Some(Arc::new(|| vec![("one".into(), true)])),
        }
    }

    pub fn left(&self) -> usize {
        self.left.load(Ordering::SeqCst)
    }

    /// What the newest turn was lent.
    pub fn last(&self) -> TurnOf {
        self.turns.lock().unwrap().last().unwrap().clone()
    }
}

#[async_trait]
impl LanguageModel for Scripted {
    fn identity(&self) -> &str {
        "m-1 at one"
    }

    fn count_tokens(&self, text: &str) -> usize {
        text.split_whitespace().count()
    }

    fn evidence_tokens(&self) -> usize {
        1_000
    }

    async fn write(&self, call: &ModelCall, _: &mut dyn Listener) -> Result<ModelText, ModelError> {
        let start = Noted::Start(CallStart {
            number: 0,
            at: SystemClock.now(),
            prompt: call.prompt.clone(),
            hash: call.hash.clone(),
            endpoint: "one".into(),
            system: call.system.clone(),
            user: call.user.clone(),
        });
        if !(self.noting)(start) {
            return Err(ModelError::Unavailable("it could not be written down".into()));
        }
        self.endpoint.left.fetch_add(1, Ordering::SeqCst);
        if let Some(gate) = &self.endpoint.gate {
            gate.acquire().await.unwrap().forget();
        }
        let used = ModelUse {
            model: "m-1".into(),
            endpoint: "one".into(),
            tokens_in: 30,
            tokens_out: 7,
            cost_micros: COST,
            attempts: 1,
            first_piece_ms: 5,
            duration_ms: 12,
        };
        (self.noting)(Noted::End(CallEnd {
            number: 0,
            outcome: "written",
            used: used.clone(),
        }));
        Ok(ModelText {
            text: format!("The model read: {}", call.user),
            used,
            log_probability: None,
        })
    }
}
