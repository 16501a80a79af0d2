//! Suites under a folder.

use crate::error::EvalError;
use std::path::{Path, PathBuf};

/// How deep below the folder suites are looked for.
const DEEPEST: usize = 3;

/// Folders with a `suite.toml`, by path: the folder itself, or those below it. What a suite's folder holds is not looked
/// through, nor is what is hidden.
pub fn find_suites(folder: &Path) -> Result<Vec<PathBuf>, EvalError> {
    if !folder.is_dir() {
        let message = "there is no such folder; name one that holds suites";
        return Err(EvalError::unreadable(folder, message));
    }
    let mut found = Vec::new();
    look(folder, DEEPEST, &mut found)?;
    found.sort();
    Ok(found)
}

fn look(folder: &Path, deeper: usize, found: &mut Vec<PathBuf>) -> Result<(), EvalError> {
    if folder.join("suite.toml").is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    let unreadable = |e: std::io::Error| EvalError::unreadable(folder, e.to_string());
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        // A link is not followed: it could lead back up.
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        if deeper > 0 && is_folder && !is_hidden {
            look(&entry.path(), deeper - 1, found)?;
        }
    }
    Ok(())
}
