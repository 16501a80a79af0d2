//! `suite.toml`.

use crate::error::EvalError;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// `suite.toml`; fields that are only for readers (description, source, licence) are let be.
#[derive(Debug, Deserialize)]
pub(super) struct Manifest {
    pub name: String,
    pub kind: String,
    #[serde(default)]
    pub split: String,
    pub cases: PathBuf,
    pub knowledge: Option<PathBuf>,
    pub articles: Option<PathBuf>,
    pub intents: Option<PathBuf>,
    pub valid: Option<PathBuf>,
    pub pages: Option<PathBuf>,
}

/// What the head of a suite says of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// The word for its kind.
    pub kind: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// The part of the data that it is.
    #[serde(default)]
    pub split: String,
    /// The file of its cases, relative to its folder.
    pub cases: PathBuf,
}

impl Head {
    /// Reads the text of a `suite.toml`; the error says what is wrong with it, and the cure.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| located(text, &e))
    }

    /// A `suite.toml` that says this and nothing else.
    pub fn manifest(&self) -> String {
        let cases = self.cases.display().to_string();
        let fields = [
            ("name", &self.name),
            ("kind", &self.kind),
            ("description", &self.description),
            ("split", &self.split),
            ("cases", &cases),
        ];
        let line = |(field, value): (&str, &String)| format!("{field} = {}\n", toml::Value::from(value.as_str()));
        fields.into_iter().map(line).collect()
    }
}

impl Manifest {
    pub fn read(folder: &Path, file: &Path) -> Result<Self, EvalError> {
        if !folder.is_dir() {
            let message = if folder.exists() {
                "it is a file; name the folder that holds `suite.toml`"
            } else {
                "there is no such folder; check the path, a suite is a folder with a `suite.toml`"
            };
            return Err(EvalError::unreadable(folder, message));
        }
        let text = std::fs::read_to_string(file).map_err(|e| {
            EvalError::unreadable(file, format!("{e}; a suite is a folder with a `suite.toml` in UTF-8"))
        })?;
        let manifest: Self = toml::from_str(&text).map_err(|e| EvalError::invalid(file, located(&text, &e)))?;
        if manifest.name.trim().is_empty() {
            return Err(EvalError::invalid(file, "`name` is empty; give the suite a name"));
        }
        Ok(manifest)
    }
}

/// A TOML error in one line, with its place.
fn located(text: &str, error: &toml::de::Error) -> String {
    let line = error
        .span()
        .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    format!(
        "line {line}: {}; needed are `name`, `kind`, `cases` and the files of its kind",
        error.message().trim()
    )
}
