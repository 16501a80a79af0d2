//! A mind that does what the message says, so that a test reads as a conversation.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;
use usher_engine::handoff::Handoff;
use usher_engine::model::{Deaf, Tier};
use usher_engine::privacy::Redacted;
use usher_engine::trace::ProposalTrace;
use usher_engine::{
    Aids, Citation, ModelCall, Outcome, Policy, Provisional, QuickReply, Reason, Reply, ReplySentence, Trace, Turn,
    TurnInput,
};
use usher_server::Respond;

/// What the traces of calibrated turns name.
pub const CALIBRATION: &str = "calibration-1";

/// The script, and what a test sees and holds of it.
#[derive(Clone)]
pub struct Script {
    /// Messages with "hold" wait for a permit.
    pub gate: Arc<Semaphore>,
    /// How many turns began.
    pub begun: Arc<AtomicUsize>,
    /// One permit a turn that began to hold.
    pub holding: Arc<Semaphore>,
    policy: Arc<Mutex<Policy>>,
}

impl Script {
    pub fn new() -> Self {
        Self {
            gate: Arc::new(Semaphore::new(0)),
            begun: Arc::default(),
            holding: Arc::new(Semaphore::new(0)),
            policy: Arc::default(),
        }
    }

    pub fn begun(&self) -> usize {
        self.begun.load(Ordering::SeqCst)
    }

    /// What the newest turn was to obey.
    pub fn last_policy(&self) -> Policy {
        self.policy.lock().unwrap().clone()
    }

    /// Waits until so many more turns hold.
    pub async fn wait_holding(&self, turns: u32) {
        super::app::soon("turns hold", self.holding.acquire_many(turns))
            .await
            .unwrap()
            .forget();
    }

    pub fn respond(&self) -> Respond {
        let script = self.clone();
        Arc::new(move |input, policy, aids| {
            let script = script.clone();
            Box::pin(async move {
                let number = script.begun.fetch_add(1, Ordering::SeqCst) + 1;
                *script.policy.lock().unwrap() = policy.clone();
                let text = input.question().to_owned();
                if text.contains("aloud") {
                    speak(&aids, &text);
                }
                if text.contains("hold") {
                    script.holding.add_permits(1);
                    script.gate.acquire().await.unwrap().forget();
                }
                match text.as_str() {
                    "always fail" => Err("the model is on fire".into()),
                    text if text.contains("fail once") && number == 1 => Err("a passing cloud".into()),
                    text if text.contains("ask the model") => Ok(answer(&ask(&aids, text).await)),
                    "panic" => panic!("scripted"),
                    "person" => Ok(escalation(&input)),
                    text if text.contains("nobody knows") => {
                        let mut turn = escalation(&input);
                        turn.reason = Reason::NoEvidence;
                        turn.trace.understanding.query = text.replace("nobody knows ", "");
                        Ok(turn)
                    }
                    "which" => Ok(clarification()),
                    "calibrated" => Ok(calibrated(answer("It is under Settings."))),
                    "long" => Ok(answer(&"x".repeat(200_000))),
                    _ => {
                        let mut turn = answer(&describe(&input, &policy.product));
                        turn.trace.understanding.query = text;
                        Ok(turn)
                    }
                }
            })
        })
    }
}

/// Lets its reply be heard before it is there: two sentences, or a very long one.
fn speak(aids: &Aids, text: &str) {
    let Some(heard) = &aids.heard else { return };
    let long = "é".repeat(3_000);
    let pieces: &[&str] = match text.contains("at length") {
        true => &[&long],
        false => &["One. ", "Two."],
    };
    for (at, text) in (0..).zip(pieces) {
        heard(Provisional {
            at,
            text: (*text).to_owned(),
        });
    }
}

/// Asks the turn's language model, and says what came of it.
async fn ask(aids: &Aids, text: &str) -> String {
    let Some(model) = &aids.model else {
        return "There is no model.".into();
    };
    let call = ModelCall {
        prompt: "answer".into(),
        hash: "h1".into(),
        tier: Tier::Large,
        system: "You answer.".into(),
        user: Redacted::of(text).text,
        schema: None,
        temperature: 0.0,
        most_tokens: 100,
    };
    match model.write(&call, &mut Deaf).await {
        Ok(said) => said.text,
        Err(error) => format!("No words: {}.", error.word()),
    }
}

/// What the mind was given, in words that a test can look for.
fn describe(input: &TurnInput, product: &str) -> String {
    let contact = &input.contact;
    format!(
        "{product}: “{}” from {} ({}) on {}, {} messages, {} steps",
        input.question(),
        contact.name.as_deref().unwrap_or("a visitor"),
        contact.plan.as_deref().unwrap_or("no plan"),
        input.page.as_ref().map_or("no page", |p| p.route.as_str()),
        input.messages.len(),
        input.steps.len(),
    )
}

fn answer(text: &str) -> Turn {
    let citation = Citation {
        article: "import/import-errors.md".into(),
        version: 1,
        title: "Import errors".into(),
        heading: "IMP-104".into(),
        quote: "Pick the right date format.".into(),
        url: None,
        chunk: "00".into(),
    };
    Turn {
        outcome: Outcome::Answer,
        reply: Reply {
            value: None,
            text: text.into(),
            sentences: vec![ReplySentence {
                text: text.into(),
                citation: 0,
            }],
            options: vec![],
        },
        confidence: 0.93,
        reason: Reason::Confident,
        citations: vec![citation],
        guide: None,
        handoff: None,
        trace: Trace::default(),
    }
}

/// A turn as an engine with a calibration makes it.
fn calibrated(mut turn: Turn) -> Turn {
    turn.trace.calibration = CALIBRATION.into();
    turn.trace.proposals = vec![ProposalTrace {
        kind: "answer".into(),
        summary: turn.reply.text.clone(),
        articles: vec![],
        confidence: turn.confidence,
        dropped: vec![],
        features: BTreeMap::new(),
    }];
    turn
}

fn clarification() -> Turn {
    let option = |text: &str| QuickReply {
        text: text.into(),
        article: None,
        guide: None,
    };
    let mut turn = answer("Which one do you mean?");
    turn.outcome = Outcome::Clarify;
    turn.reason = Reason::Ambiguous;
    turn.citations.clear();
    turn.reply.sentences.clear();
    turn.reply.options = vec![option("Import customers"), option("Import invoices")];
    turn
}

fn escalation(input: &TurnInput) -> Turn {
    let mut turn = answer("I am handing this to a person.");
    turn.outcome = Outcome::Escalate;
    turn.reason = Reason::AsksForPerson;
    turn.citations.clear();
    turn.reply.sentences.clear();
    turn.handoff = Some(Handoff {
        summary: input.question().into(),
        reason: Reason::AsksForPerson,
        topic: None,
        urgency: 0.5,
        contact: input.contact.clone(),
        page: None,
        files: vec![],
        events: vec![],
        errors: vec![],
        tried: vec![],
        answered: vec![],
        evidence: vec![],
        matter: None,
        title: None,
        suggested_reply: None,
        flags: vec![],
        markdown: String::new(),
    });
    turn
}
