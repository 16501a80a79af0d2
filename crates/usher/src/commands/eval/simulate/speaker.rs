//! A language model that finds a contact's words.

use crate::config::Config;
use crate::voice;
use anyhow::Context as _;
use std::sync::Arc;
use usher_engine::prompt::{ContactPrompt, Prompts, Said};
use usher_engine::{Deaf, LanguageModel};
use usher_evals::{Heard, SimulateCase, Words};

/// The model with its prompt.
pub struct Speaker {
    model: Arc<dyn LanguageModel>,
    prompts: Prompts,
    product: String,
}

impl Speaker {
    /// The configured model; an error where there is none.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        let model = voice::needed_aids(config)?.model;
        let inbox = config.server.inboxes.first();
        Ok(Self {
            model: model.context("no language model is configured")?,
            prompts: voice::prompts(config)?,
            product: inbox.map_or_else(|| "the product".to_owned(), |i| i.product_name().to_owned()),
        })
    }

    /// What the contact says to the last reply; `None` opens the conversation. The error is a sentence for a note.
    pub async fn words(
        &self,
        case: &SimulateCase,
        says: &[String],
        earlier: &[Said],
        last: Option<&Heard>,
    ) -> Result<Words, String> {
        let context = ContactPrompt {
            product: &self.product,
            name: &case.persona.name,
            manner: &case.persona.manner,
            goal: &case.goal,
            says,
            earlier,
            reply: last.map(|heard| heard.text.as_str()),
            options: last.map(|heard| heard.options.as_slice()).unwrap_or_default(),
        };
        let call = self.prompts.render(&context).map_err(|e| e.to_string())?;
        let written = self.model.write(&call, &mut Deaf).await.map_err(|e| e.to_string())?;
        Words::read(&written.text)
    }
}
