//! `baseline.json` beside a suite: the results that later runs are compared with.

use super::Kind;
use super::manifest::Manifest;
use crate::error::EvalError;
use crate::results::{CaseResult, Results, SuiteResult};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The file's name.
const FILE: &str = "baseline.json";

/// Where the baseline of a suite's folder lies.
pub fn baseline_file(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// The baseline of a suite's folder; `None` where there is none. An error where it is no results file, or is that of
/// another suite.
pub fn read_baseline(folder: &Path) -> Result<Option<Results>, EvalError> {
    let manifest = Manifest::read(folder, &folder.join("suite.toml"))?;
    let file = baseline_file(folder);
    if !file.exists() {
        return Ok(None);
    }
    let results = Results::read(&file)?;
    let held: Vec<String> = results.suites.keys().map(|name| format!("`{name}`")).collect();
    let fault = match results.suites.get(&manifest.name) {
        Some(suite) if suite.kind != manifest.kind => {
            format!("holds kind `{}`, and suite.toml says `{}`", suite.kind, manifest.kind)
        }
        Some(_) if held.len() == 1 => return Ok(Some(results)),
        _ => format!("holds {}, and suite.toml names `{}`", held.join(", "), manifest.name),
    };
    let simulated = manifest.kind == Kind::Simulate.name();
    let (how, shown) = (if simulated { "simulate" } else { "run" }, folder.display());
    let cure = format!("make one with `usher eval {how} {shown} --save-baseline`");
    Err(EvalError::invalid(
        &file,
        format!("a baseline from another suite: it {fault}; {cure}"),
    ))
}

/// A baseline's text: a results file of one suite, without what only a reader of the run wants, a case a line, so that
/// version control shows which cases changed.
pub fn baseline_text(name: &str, suite: &SuiteResult) -> Result<String, serde_json::Error> {
    let head = SuiteResult {
        cases: Vec::new(),
        problems: Vec::new(),
        ..suite.clone()
    };
    let head = serde_json::to_string_pretty(&head)?.replace('\n', "\n    ");
    let lines = suite.cases.iter().map(|case| serde_json::to_string(&shortened(case)));
    let lines = lines.collect::<Result<Vec<_>, _>>()?.join(",\n        ");
    let cases = format!("\"cases\": [\n        {lines}\n      ]");
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "{{\n  \"suites\": {{\n    {}: {}\n  }},\n  \"failed\": []\n}}",
        serde_json::to_string(name)?,
        head.replacen("\"cases\": []", &cases, 1)
    );
    Ok(text)
}

fn shortened(case: &CaseResult) -> CaseResult {
    CaseResult {
        turn: None,
        tags: Vec::new(),
        transcript: Vec::new(),
        ..case.clone()
    }
}
