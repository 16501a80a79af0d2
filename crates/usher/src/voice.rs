//! The language model of the configuration, as the server and the commands take it.

use crate::config::Config;
use anyhow::Context as _;
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use usher_engine::prompt::Prompts;
use usher_engine::{Aids, LanguageModel, Listener, ModelCall, ModelError, ModelText};
use usher_llm::{CircuitState, Gateway, LlmConfig, Spent, TurnOf};
use usher_server::{Clock, SystemClock, Voice};

/// The configured endpoints; `None` where there is none. Nothing is called.
pub fn open(config: &LlmConfig) -> anyhow::Result<Option<Gateway>> {
    Ok(Gateway::new(config, Arc::new(|| SystemClock.now()))?)
}

/// The model that writes in turns of the server.
pub fn voice(config: &Config) -> anyhow::Result<Option<Voice>> {
    let Some(gateway) = open(&config.llm)? else {
        return Ok(None);
    };
    let of_turns = gateway.clone();
    Ok(Some(Voice {
        identity: gateway.identity().to_owned(),
        turn_deadline: Duration::from_millis(config.llm.turn_deadline_ms),
        for_turn: Arc::new(move |turn, note| Arc::new(of_turns.for_turn(turn, note))),
        circuits: Some(Arc::new(move || {
            let endpoints = gateway.usage().endpoints;
            endpoints
                .into_iter()
                .map(|e| (e.name, e.circuit != CircuitState::Closed))
                .collect()
        })),
    }))
}

/// What turns of a command have: the configured model, each call with all the time of a turn, noted nowhere.
pub fn aids(config: &Config) -> anyhow::Result<Aids> {
    let deadline = Duration::from_millis(config.llm.turn_deadline_ms);
    let model = open(&config.llm)?.map(|gateway| Arc::new(Standing { gateway, deadline }) as Arc<dyn LanguageModel>);
    Ok(Aids { model, heard: None })
}

/// The same where it was asked for: an error where no model is configured.
pub fn needed_aids(config: &Config) -> anyhow::Result<Aids> {
    let aids = aids(config)?;
    anyhow::ensure!(
        aids.model.is_some(),
        "no language model is configured; add an [[llm.endpoints]] (docs/language-model.md), or leave `--model` out"
    );
    Ok(aids)
}

/// The prompts that ship, with the files of the configured folder in place of theirs.
pub fn prompts(config: &Config) -> anyhow::Result<Prompts> {
    let Some(folder) = &config.prompts else {
        return Ok(Prompts::shipped()?);
    };
    let mut files = std::collections::BTreeMap::new();
    let shown = folder.display();
    let entries = |path: &std::path::Path| -> anyhow::Result<Vec<std::fs::DirEntry>> {
        let read =
            std::fs::read_dir(path).with_context(|| format!("{} cannot be read; check `prompts`", path.display()))?;
        Ok(read.collect::<Result<_, _>>()?)
    };
    for prompt in entries(folder)?.iter().filter(|e| e.path().is_dir()) {
        for file in entries(&prompt.path())? {
            let name = format!(
                "{}/{}",
                prompt.file_name().to_string_lossy(),
                file.file_name().to_string_lossy()
            );
            let text =
                std::fs::read_to_string(file.path()).with_context(|| format!("{shown}/{name} cannot be read"))?;
            files.insert(name, text);
        }
    }
    Prompts::with(&files).with_context(|| format!("the prompts of {shown} cannot be used"))
}

/// A gateway without a turn around it.
struct Standing {
    gateway: Gateway,
    deadline: Duration,
}

#[async_trait]
impl LanguageModel for Standing {
    fn identity(&self) -> &str {
        self.gateway.identity()
    }

    fn count_tokens(&self, text: &str) -> usize {
        self.turn().count_tokens(text)
    }

    fn evidence_tokens(&self) -> usize {
        self.turn().evidence_tokens()
    }

    async fn write(&self, call: &ModelCall, listener: &mut dyn Listener) -> Result<ModelText, ModelError> {
        self.turn().write(call, listener).await
    }
}

impl Standing {
    fn turn(&self) -> usher_llm::TurnModel {
        let of = TurnOf {
            time_left: self.deadline,
            spent: Spent::default(),
        };
        self.gateway.for_turn(of, Arc::new(|_| true))
    }
}
