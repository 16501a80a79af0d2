//! What can be wrong with a suite, and where.

use std::path::{Path, PathBuf};

/// Why a suite is not measured at all. Every message names the thing and the cure.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The folder or one of its files is not there or cannot be read.
    #[error("{}: {message}", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// Why it was not, and what to do.
        message: String,
    },
    /// `suite.toml`, or a file it names as a whole, says something that cannot be.
    #[error("{}: {message}", file.display())]
    Invalid {
        /// The file.
        file: PathBuf,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// The engine could not be made or failed in a case.
    #[error("suite {suite}: {message}")]
    Run {
        /// The suite's name.
        suite: String,
        /// What failed.
        message: String,
    },
    /// Two results have nothing in common that could be compared.
    #[error("{message}")]
    Incomparable {
        /// Why, and what to do.
        message: String,
    },
}

impl EvalError {
    pub(crate) fn invalid(file: &Path, message: impl Into<String>) -> Self {
        Self::Invalid {
            file: file.to_owned(),
            message: message.into(),
        }
    }

    pub(crate) fn unreadable(path: &Path, message: impl Into<String>) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            message: message.into(),
        }
    }

    pub(crate) fn run(suite: &str, message: impl Into<String>) -> Self {
        Self::Run {
            suite: suite.to_owned(),
            message: message.into(),
        }
    }
}

/// A line that is left out of its suite; the rest of the suite is measured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}: {message}", file.display())]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub message: String,
}
