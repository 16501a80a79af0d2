//! All that the command line prints. A closed pipe is no fault: what cannot be written is dropped.

use serde::Serialize;
use std::io::{IsTerminal, Write};

/// A line of a command's result on standard output. Control characters, which could come from a document, are left out.
pub fn line(text: &str) {
    let shown: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{shown}").and_then(|()| out.flush());
}

/// A line about the course of things on standard error.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A value as indented JSON on standard output.
pub fn json<T: Serialize>(value: &T) -> anyhow::Result<()> {
    line(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// `error: …`, one line with all causes.
pub fn error(error: &anyhow::Error) {
    fault(&one_line(&causes(error)));
}

/// `error: …` as it is.
pub fn fault(text: &str) {
    note(&format!("error: {text}"));
}

/// True where a person reads standard output.
pub fn is_read_by_a_person() -> bool {
    std::io::stdout().is_terminal()
}

/// The text with its line breaks and runs of spaces as single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An error and its causes, without a cause that the one before it already tells.
pub fn causes(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}
