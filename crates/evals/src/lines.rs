//! JSON Lines, read so that one broken line does not lose the others.

use crate::error::{EvalError, Problem};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::path::Path;

/// What a file of JSON Lines holds.
pub(crate) struct Lines<T> {
    /// Line number, from 1, and value.
    pub values: Vec<(usize, T)>,
    /// Lines left out.
    pub problems: Vec<Problem>,
}

/// Reads a file, one JSON object a line; blank lines are passed over.
pub(crate) fn read<T: DeserializeOwned>(file: &Path) -> Result<Lines<T>, EvalError> {
    let bytes = std::fs::read(file).map_err(|e| {
        EvalError::unreadable(
            file,
            format!("{e}; `suite.toml` names this file: put it there, or name another"),
        )
    })?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut lines = Lines {
        values: Vec::new(),
        problems: Vec::new(),
    };
    for (at, line) in bytes.split(|&b| b == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match parse(line) {
            Ok(value) => lines.values.push((at + 1, value)),
            Err(message) => lines.problems.push(Problem {
                file: file.to_owned(),
                line: at + 1,
                message,
            }),
        }
    }
    Ok(lines)
}

impl<T> Lines<T> {
    /// Leaves out every value that `fault` finds something wrong with.
    pub fn reject(&mut self, file: &Path, mut fault: impl FnMut(&T) -> Option<String>) {
        let problems = &mut self.problems;
        self.values.retain(|(line, value)| match fault(value) {
            None => true,
            Some(message) => {
                problems.push(Problem {
                    file: file.to_owned(),
                    line: *line,
                    message,
                });
                false
            }
        });
    }

    /// Leaves out every value whose id an earlier line has.
    pub fn reject_duplicates(&mut self, file: &Path, id: impl Fn(&T) -> &str) {
        let mut first: HashMap<String, usize> = HashMap::new();
        let problems = &mut self.problems;
        self.values.retain(|(line, value)| {
            let earlier = *first.entry(id(value).to_owned()).or_insert(*line);
            if earlier != *line {
                let message = format!(
                    "the id `{}` is already that of line {earlier}; give it its own",
                    id(value)
                );
                problems.push(Problem {
                    file: file.to_owned(),
                    line: *line,
                    message,
                });
            }
            earlier == *line
        });
    }

    /// The values; the problems go to `problems`, in the order of the lines. An error where nothing is left.
    pub fn finish(mut self, file: &Path, problems: &mut Vec<Problem>) -> Result<Vec<T>, EvalError> {
        self.problems.sort_by_key(|p| p.line);
        if self.values.is_empty() {
            let message = match self.problems.first() {
                Some(p) => format!(
                    "no line can be used; the first problem is in line {}: {}",
                    p.line, p.message
                ),
                None => "it is empty; write one JSON object a line".to_owned(),
            };
            return Err(EvalError::invalid(file, message));
        }
        problems.append(&mut self.problems);
        Ok(self.values.into_iter().map(|(_, value)| value).collect())
    }
}

fn parse<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    let text = std::str::from_utf8(line).map_err(|e| {
        format!(
            "it is not UTF-8 from byte {} on; save the file as UTF-8",
            e.valid_up_to() + 1
        )
    })?;
    serde_json::from_str(text).map_err(|e| {
        let place = format!(" at line 1 column {}", e.column());
        let said = e.to_string();
        let said = said.strip_suffix(&place).unwrap_or(&said);
        match e.classify() {
            serde_json::error::Category::Data => {
                format!("{said} (column {}); mend the field or remove the line", e.column())
            }
            _ => format!(
                "it is not JSON: {said} (column {}); write one whole JSON object a line",
                e.column()
            ),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Row {
        id: String,
    }

    fn rows(content: &[u8]) -> (Result<Vec<String>, String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rows.jsonl");
        std::fs::write(&file, content).unwrap();
        let mut lines = read::<Row>(&file).unwrap();
        lines.reject_duplicates(&file, |r| &r.id);
        let mut problems = Vec::new();
        let ids = lines.finish(&file, &mut problems);
        let ids = ids
            .map(|rows| rows.into_iter().map(|r| r.id).collect())
            .map_err(|e| e.to_string());
        let name = |p: &Problem| p.to_string().rsplit_once("rows.jsonl").unwrap().1.to_owned();
        (ids, problems.iter().map(name).collect())
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_is_read() {
        let (ids, problems) =
            rows(b"\xef\xbb\xbf{\"id\":\"a\"}\n\n{\"id\":\n{\"id\":7}\n\xff\xfe\n{\"id\":\"b\"}\r\n{\"id\":\"a\"}\n");
        assert_eq!(ids.unwrap(), ["a", "b"]);
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(problems[0].starts_with(":3: it is not JSON: EOF"), "{}", problems[0]);
        assert!(
            problems[1].starts_with(":4: invalid type: integer `7`, expected a string (column"),
            "{}",
            problems[1]
        );
        assert!(problems[2].starts_with(":5: it is not UTF-8"), "{}", problems[2]);
        assert!(
            problems[3].starts_with(":7: the id `a` is already that of line 1"),
            "{}",
            problems[3]
        );
    }

    #[test]
    fn a_line_a_thousand_levels_deep_is_a_problem_like_any_other() {
        let deep = format!("{{\"id\":\"a\"}}\n{}{}\n", "[".repeat(100_000), "]".repeat(100_000));
        let (ids, problems) = rows(deep.as_bytes());
        assert_eq!(ids.unwrap(), ["a"]);
        assert!(problems[0].starts_with(":2: "));
    }

    #[test]
    fn a_file_without_a_usable_line_is_an_error() {
        assert!(rows(b"\n").0.unwrap_err().contains("it is empty"));
        assert!(rows(b"{}\n").0.unwrap_err().contains("missing field `id`"));
    }
}
