//! Prompts: reviewed files, rendered with typed contexts.
//!
//! A prompt is a folder of `prompts/`: `system.md.j2` and `user.md.j2` (MiniJinja; a name that the context lacks is an error),
//! `output.schema.json`, and `prompt.toml`. The shipped ones are compiled in; a folder of the owner's may replace any file.

mod contexts;
mod fence;
mod settings;
mod shipped;

pub use contexts::{
    AnswerPrompt, ClarifyPrompt, ContactPrompt, IntentExamples, PageSeen, Piece, Prompt, QueryPrompt, RepairPrompt,
    Said, SuggestPrompt, SummaryPrompt, TitlePrompt, TranslatePrompt, UnderstandPrompt,
};
pub use settings::Settings;

use crate::model::ModelCall;
use contexts::FIELDS;
use minijinja::{Environment, UndefinedBehavior};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a prompt.
const FILES: [&str; 4] = ["system.md.j2", "user.md.j2", "output.schema.json", "prompt.toml"];

/// All prompts of an engine.
#[derive(Debug, Clone)]
pub struct Prompts {
    environment: Environment<'static>,
    loaded: BTreeMap<&'static str, Loaded>,
}

#[derive(Debug, Clone)]
struct Loaded {
    settings: Settings,
    schema: Arc<serde_json::Value>,
    hash: String,
}

/// A prompt that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("prompt `{file}`: {message}")]
pub struct PromptError {
    /// The file, from the prompts folder.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

impl Prompts {
    /// The prompts that ship.
    pub fn shipped() -> Result<Self, PromptError> {
        Self::with(&BTreeMap::new())
    }

    /// The prompts that ship, with some files replaced: `answer/system.md.j2` and its text. A file that no prompt has is an
    /// error, so that a misspelt one is noticed.
    pub fn with(replaced: &BTreeMap<String, String>) -> Result<Self, PromptError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_filter("fenced", fence::fenced);
        if let Some(unknown) = replaced.keys().find(|file| !is_known(file)) {
            let names: Vec<&str> = shipped::ALL.iter().map(|(name, _)| *name).collect();
            return Err(PromptError {
                file: unknown.clone(),
                message: format!(
                    "no prompt has it; files are {} in one of {}",
                    FILES.join(", "),
                    names.join(", ")
                ),
            });
        }
        let mut prompts = Self {
            environment,
            loaded: BTreeMap::new(),
        };
        for (name, files) in shipped::ALL {
            prompts.load(name, files, replaced)?;
        }
        Ok(prompts)
    }

    fn load(
        &mut self,
        name: &'static str,
        shipped: &[&str; 4],
        replaced: &BTreeMap<String, String>,
    ) -> Result<(), PromptError> {
        let mut hash = Sha256::new();
        let mut texts = Vec::new();
        for (file, text) in FILES.iter().zip(shipped) {
            let path = format!("{name}/{file}");
            let text = replaced.get(&path).cloned().unwrap_or_else(|| (*text).to_owned());
            hash.update(file.as_bytes());
            hash.update(text.as_bytes());
            texts.push((path, text));
        }
        let fail = |at: usize, message: String| PromptError {
            file: format!("{name}/{}", FILES[at]),
            message,
        };
        let settings = Settings::parse(&texts[3].1).map_err(|e| fail(3, e))?;
        let schema = serde_json::from_str(&texts[2].1).map_err(|e| fail(2, e.to_string()))?;
        for at in 0..2 {
            let (path, text) = texts[at].clone();
            let added = self.environment.add_template_owned(path, text);
            added.map_err(|e| fail(at, format!("{e:#}")))?;
            if let Some(unknown) = self.unknown_name(name, FILES[at]) {
                return Err(fail(at, unknown));
            }
        }
        let digest = hash.finalize();
        let loaded = Loaded {
            settings,
            schema: Arc::new(schema),
            hash: digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
        };
        self.loaded.insert(name, loaded);
        Ok(())
    }

    /// A name that a template uses and its prompt is not told, in words.
    fn unknown_name(&self, prompt: &str, file: &str) -> Option<String> {
        let told = FIELDS.iter().find(|(name, _)| *name == prompt).map(|(_, told)| *told)?;
        let template = self.environment.get_template(&format!("{prompt}/{file}")).ok()?;
        let mut used: Vec<String> = template.undeclared_variables(false).into_iter().collect();
        used.sort();
        let unknown = used.into_iter().find(|name| !told.contains(&name.as_str()))?;
        Some(format!(
            "there is no `{unknown}`; this prompt is told {}",
            told.join(", ")
        ))
    }

    /// Renders a prompt for one call.
    pub fn render<P: Prompt>(&self, context: &P) -> Result<ModelCall, PromptError> {
        let loaded = self.of::<P>()?;
        let text = |file: &str| {
            let path = format!("{}/{file}", P::NAME);
            let template = self.environment.get_template(&path);
            template.and_then(|t| t.render(context)).map_err(|e| PromptError {
                file: path.clone(),
                message: format!("{e:#}"),
            })
        };
        Ok(ModelCall {
            prompt: P::NAME.to_owned(),
            hash: loaded.hash.clone(),
            tier: loaded.settings.tier,
            system: text("system.md.j2")?.trim().to_owned(),
            user: text("user.md.j2")?.trim().to_owned(),
            schema: Some(loaded.schema.clone()),
            temperature: loaded.settings.temperature,
            most_tokens: loaded.settings.most_tokens,
        })
    }

    /// How a prompt is to be run.
    pub fn settings<P: Prompt>(&self) -> Result<Settings, PromptError> {
        Ok(self.of::<P>()?.settings)
    }

    fn of<P: Prompt>(&self) -> Result<&Loaded, PromptError> {
        self.loaded.get(P::NAME).ok_or_else(|| PromptError {
            file: P::NAME.to_owned(),
            message: "it is not among the shipped prompts".to_owned(),
        })
    }
}

fn is_known(path: &str) -> bool {
    path.split_once('/')
        .is_some_and(|(name, file)| shipped::ALL.iter().any(|(known, _)| *known == name) && FILES.contains(&file))
}

#[cfg(test)]
mod tests;
