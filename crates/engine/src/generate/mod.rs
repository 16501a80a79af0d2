//! What a language model writes, and the checks that stand between it and the contact.
//!
//! The model never decides and never adds a fact. It rewrites the question for search, words what the evidence says, and
//! translates what was checked. Each step has an answer without it: where a call fails, is too late, or says something that
//! does not pass, the turn goes on in the articles' own words.

mod answer;
mod beside;
mod check;
mod clarify;
mod evidence;
mod facts;
mod language;
mod people;
mod placeholders;
mod query;
mod signals;
mod stream;
mod translate;
mod understand;

pub(crate) use answer::Ask;
pub use check::{SentenceCheck, Verdict};
pub(crate) use evidence::Pack;
pub(crate) use people::ForPeople;
pub(crate) use signals::DECLINED;
pub use signals::ModelSignals;

use crate::aids::{Aids, Heard};
use crate::model::{LanguageModel, Listener, ModelCall, ModelError, ModelText};
use crate::privacy::Redactor;
use crate::prompt::{PageSeen, Prompt, Prompts, RepairPrompt, Said};
use crate::trace::CallTrace;
use crate::turn::TurnInput;
use serde::de::DeserializeOwned;

/// One turn's use of a model: what leaves goes through here, without personal data, and every call is noted.
pub(crate) struct Writer<'a> {
    model: &'a dyn LanguageModel,
    prompts: &'a Prompts,
    heard: Option<&'a Heard>,
    redactor: Redactor,
    earlier: Vec<Said>,
    message: String,
    page: Option<PageSeen>,
    /// The calls so far.
    pub calls: Vec<CallTrace>,
}

impl<'a> Writer<'a> {
    /// `None` where the turn has no model, or there is nothing to write about.
    pub fn new(aids: &'a Aids, prompts: &'a Prompts, input: &TurnInput) -> Option<Self> {
        let model = aids.model.as_deref()?;
        let (redactor, placed) = placeholders::without_personal_data(input);
        let message = placed.messages.last()?.text.clone();
        Some(Self {
            model,
            prompts,
            heard: aids.heard.as_ref(),
            redactor,
            earlier: placed.earlier,
            message,
            page: placed.page,
            calls: Vec::new(),
        })
    }

    /// Another of the same turn, for calls that run side by side; its calls are to be added to this one's.
    fn fork(&self) -> Self {
        Self {
            model: self.model,
            prompts: self.prompts,
            heard: None,
            redactor: self.redactor.clone(),
            earlier: self.earlier.clone(),
            message: self.message.clone(),
            page: self.page.clone(),
            calls: Vec::new(),
        }
    }

    /// Asks with a prompt and reads what comes as `T`; an output that cannot be read is repaired once. `None` where nothing
    /// usable came; the trace says why.
    async fn ask<P: Prompt, T: DeserializeOwned>(
        &mut self,
        context: &P,
        listener: &mut dyn Listener,
    ) -> Option<(T, ModelText)> {
        let call = match self.prompts.render(context) {
            Ok(call) => call,
            Err(error) => {
                self.calls.push(CallTrace {
                    prompt: P::NAME.to_owned(),
                    outcome: error.to_string(),
                    ..CallTrace::default()
                });
                return None;
            }
        };
        let mut ears = Ears { listener, shown: false };
        let said = self.send(&call, &mut ears).await?;
        let why = match read::<T>(&said.text) {
            Ok(value) => return Some((value, said)),
            Err(why) => why,
        };
        self.note(&format!("unusable: {why}"));
        if ears.shown {
            return None;
        }
        let repair = self.prompts.render(&RepairPrompt {
            system: &call.system,
            user: &call.user,
            output: &said.text,
            why: &why,
        });
        let repair = repair.ok()?;
        let again = ModelCall {
            system: repair.system,
            user: repair.user,
            ..call
        };
        ears.listener.forget();
        let said = self.send(&again, &mut ears).await?;
        match read::<T>(&said.text) {
            Ok(value) => Some((value, said)),
            Err(why) => {
                self.note(&format!("unusable: {why}"));
                None
            }
        }
    }

    async fn send(&mut self, call: &ModelCall, listener: &mut dyn Listener) -> Option<ModelText> {
        let written = self.model.write(call, listener).await;
        self.calls.push(CallTrace {
            prompt: call.prompt.clone(),
            hash: call.hash.clone(),
            outcome: match &written {
                Ok(_) => "used".to_owned(),
                Err(error @ (ModelError::Late | ModelError::Refused)) => error.word().to_owned(),
                Err(error) => format!("{}: {error}", error.word()),
            },
            used: written.as_ref().map(|w| w.used.clone()).unwrap_or_default(),
            ..CallTrace::default()
        });
        written.ok()
    }

    /// How to count tokens of evidence, and how many a prompt may hold.
    pub fn evidence_limit(&self) -> (impl Fn(&str) -> usize + '_, usize) {
        (|text: &str| self.model.count_tokens(text), self.model.evidence_tokens())
    }

    /// Notes what came of the last call.
    pub fn note(&mut self, outcome: &str) {
        if let Some(last) = self.calls.last_mut() {
            last.outcome = outcome.to_owned();
        }
    }
}

/// A listener that remembers whether anything of what it heard was shown.
struct Ears<'a> {
    listener: &'a mut dyn Listener,
    shown: bool,
}

impl Listener for Ears<'_> {
    fn hear(&mut self, piece: &str) -> bool {
        self.shown |= self.listener.hear(piece);
        self.shown
    }

    fn forget(&mut self) {
        self.listener.forget();
    }
}

/// Reads an output; some models fence their JSON or talk around it.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let start = text.find('{').ok_or("it holds no JSON object")?;
    let end = text
        .rfind('}')
        .filter(|end| *end > start)
        .ok_or("its JSON object has no end")?;
    serde_json::from_str(&text[start..=end]).map_err(|e| e.to_string())
}
