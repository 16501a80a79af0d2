//! A suite's files: written out to be read and run, looked into, packed and unpacked.

use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Cursor, Write as _};
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;
use usher_evals::{Head, Kind, Suite};
use usher_knowledge::convert::{Entry, Limits, unpack};
use usher_store::SuiteFile;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What every suite has.
const MANIFEST: &str = "suite.toml";
/// Beside a suite where it is compared; a run holds it here.
const BASELINE: &str = "baseline.json";
/// Bytes of all files of a suite.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
const NO_CASES: &str = "It has no cases yet. Add some: by hand, from a conversation or from the playground.";
const SIMULATE: &str = "Its conversations need a whole server. Export it and measure it with `usher eval simulate`.";

/// What is found out about a suite when it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct About {
    pub(crate) kind: String,
    pub(crate) split: String,
    pub(crate) description: String,
    /// Lines that are cases.
    pub(crate) cases: usize,
    /// Lines that are left out.
    pub(crate) problems: Vec<Left>,
    /// Why it cannot be run here, and the cure.
    pub(crate) runnable: Option<String>,
}

/// A line that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Left {
    /// Its file.
    pub(crate) file: String,
    /// From 1.
    pub(crate) line: usize,
    /// What is wrong, and the cure.
    pub(crate) message: String,
}

impl std::fmt::Display for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Why files are no suite; the text says the cure.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// For whoever brought them.
    #[error("{0}")]
    Unreadable(String),
    /// This machine's disk.
    #[error("a suite cannot be written to disk")]
    Disk(#[from] io::Error),
}

fn unreadable(why: impl Into<String>) -> Refused {
    Refused::Unreadable(why.into())
}

/// A suite's files in a folder of their own, which goes with this.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// Writes them out.
    pub(crate) fn of(files: &[SuiteFile]) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        for file in files {
            let at = folder.path().join(&file.path);
            if let Some(parent) = at.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(at, &file.text)?;
        }
        Ok(Self(folder))
    }

    /// Where they lie.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// What errors say, without this folder's own name.
    fn told(&self, error: &impl ToString) -> String {
        let prefix = format!("{}/", self.path().display());
        error.to_string().replace(&prefix, "")
    }
}

impl About {
    /// Looks into a suite: its name, and what is known of it. An error where it is none.
    pub(crate) fn of(files: &[SuiteFile]) -> Result<(String, Self), Refused> {
        let folder = Folder::of(files)?;
        let head = Suite::head(folder.path()).map_err(|e| unreadable(folder.told(&e)))?;
        let kind = Kind::named(&head.kind).map_err(unreadable)?;
        let mut about = Self {
            kind: head.kind.clone(),
            split: head.split.clone(),
            description: head.description.clone(),
            runnable: (kind == Kind::Simulate).then(|| SIMULATE.to_owned()),
            ..Self::default()
        };
        let cases = files.iter().find(|f| Path::new(&f.path) == head.cases);
        let Some(cases) = cases else {
            let named = head.cases.display();
            return Err(unreadable(format!(
                "suite.toml names `{named}` as its `cases`, and there is no such file in the suite; put it there, or name another"
            )));
        };
        if cases.text.trim().is_empty() {
            about.runnable = Some(NO_CASES.to_owned());
            return Ok((head.name, about));
        }
        match Suite::load(folder.path()) {
            Ok(suite) => {
                about.cases = suite.cases.count();
                about.problems = suite.problems.iter().map(|p| left(folder.path(), p)).collect();
            }
            Err(error) => about.runnable = Some(folder.told(&error)),
        }
        Ok((head.name, about))
    }
}

fn left(folder: &Path, problem: &usher_evals::Problem) -> Left {
    let file = problem.file.strip_prefix(folder).unwrap_or(&problem.file);
    Left {
        file: file.display().to_string(),
        line: problem.line,
        message: problem.message.clone(),
    }
}

/// The name of a suite, and what is known of it, as the database keeps it. The error says why the files are no suite.
pub fn look_into_suite(files: &[SuiteFile]) -> Result<(String, serde_json::Value), SuiteError> {
    let (name, about) = About::of(files).map_err(|e| SuiteError(e.to_string()))?;
    let about = serde_json::to_value(about).map_err(|e| SuiteError(e.to_string()))?;
    Ok((name, about))
}

/// Why files are no suite, and the cure.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SuiteError(String);

/// The files of a suite without cases.
pub(crate) fn empty_suite(name: &str, kind: Kind, description: &str) -> Vec<SuiteFile> {
    let file = |path: &str, text: String| SuiteFile {
        path: path.to_owned(),
        text,
    };
    let head = Head {
        name: name.to_owned(),
        kind: kind.name().to_owned(),
        description: description.to_owned(),
        split: "dev".to_owned(),
        cases: PathBuf::from("cases.jsonl"),
    };
    vec![file(MANIFEST, head.manifest()), file("cases.jsonl", String::new())]
}

/// The place among the files of the one that holds the cases.
pub(crate) fn cases_file(files: &[SuiteFile]) -> Result<usize, Refused> {
    let manifest = files.iter().find(|f| f.path == MANIFEST);
    let manifest = manifest.ok_or_else(|| unreadable("it has no suite.toml"))?;
    let head = Head::parse(&manifest.text).map_err(unreadable)?;
    let at = files.iter().position(|f| Path::new(&f.path) == head.cases);
    at.ok_or_else(|| unreadable(format!("it has no file `{}`", head.cases.display())))
}

/// The lines of a file of cases.
pub(crate) struct Lines(Vec<String>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self(text.lines().map(str::to_owned).collect())
    }

    /// Those that are not blank, with their places from 1.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.0.iter().enumerate().map(|(at, line)| (at + 1, line.as_str()));
        numbered.filter(|(_, line)| !line.trim().is_empty())
    }

    /// The place of the case of this id, from 1.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.iter()
            .find(|(_, line)| id_of(line).as_deref() == Some(id))
            .map(|(at, _)| at)
    }

    /// Appends a line and returns its place.
    pub(crate) fn push(&mut self, line: String) -> usize {
        while self.0.last().is_some_and(|last| last.trim().is_empty()) {
            self.0.pop();
        }
        self.0.push(line);
        self.0.len()
    }

    /// Puts a line in place of another, or none.
    pub(crate) fn put(&mut self, place: usize, line: Option<String>) {
        match (line, place.checked_sub(1).filter(|at| *at < self.0.len())) {
            (Some(line), Some(at)) => self.0[at] = line,
            (None, Some(at)) => drop(self.0.remove(at)),
            (_, None) => {}
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut text = self.0.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}

/// The id of a line, where it is a case.
fn id_of(line: &str) -> Option<String> {
    let case: serde_json::Value = serde_json::from_str(line).ok()?;
    Some(case.get("id")?.as_str()?.to_owned())
}

/// The files of a ZIP of a suite's folder.
pub(crate) fn unpacked(zip: &[u8]) -> Result<Vec<SuiteFile>, Refused> {
    let folder = tempfile::tempdir()?;
    let (archive, into) = (folder.path().join("suite.zip"), folder.path().join("files"));
    fs::create_dir(&into)?;
    fs::write(&archive, zip)?;
    let limits = Limits {
        total_bytes: MOST_BYTES,
        entry_bytes: MOST_BYTES,
        ..Limits::default()
    };
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    let mut refused = None;
    let ended = unpack(&archive, &into, &limits, &mut |entry| match entry {
        Entry::File { path, at, .. } => found.push((path, at)),
        Entry::Refused { path, reason } => {
            refused.get_or_insert(format!("`{path}` {reason}"));
        }
    });
    ended.map_err(|why| unreadable(format!("the ZIP {why}")))?;
    if let Some(refused) = refused {
        return Err(unreadable(refused));
    }
    let root = root(&found)?;
    let mut files = Vec::new();
    for (path, at) in &found {
        let Some(path) = path.strip_prefix(&root).filter(|path| *path != BASELINE) else {
            continue;
        };
        let plain = Path::new(path).components().all(|c| matches!(c, Component::Normal(_)));
        if !plain || path.is_empty() {
            return Err(unreadable(format!(
                "`{path}` is no path in a suite's folder; rename it"
            )));
        }
        let text = String::from_utf8(fs::read(at)?)
            .map_err(|_| unreadable(format!("`{path}` is not UTF-8; save it as UTF-8, or leave it out")))?;
        files.push(SuiteFile {
            path: path.to_owned(),
            text,
        });
    }
    Ok(files)
}

/// What stands before `suite.toml` in the ZIP: a folder was packed, or what is in it.
fn root(found: &[(String, PathBuf)]) -> Result<String, Refused> {
    let manifests = found.iter().filter_map(|(path, _)| path.strip_suffix(MANIFEST));
    let mut roots: Vec<&str> = manifests
        .filter(|root| root.is_empty() || root.ends_with('/'))
        .collect();
    roots.sort_by_key(|root| root.len());
    match roots.as_slice() {
        [] => Err(unreadable(
            "the ZIP holds no suite.toml; pack the folder of one suite, with what it names in it",
        )),
        [root] => Ok((*root).to_owned()),
        [_, ..] => Err(unreadable("the ZIP holds several suites; import them one by one")),
    }
}

/// A ZIP of a suite's folder, with its baseline where it has one.
pub(crate) fn packed(files: &[SuiteFile], baseline: Option<&str>) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let beside = baseline.map(|text| (BASELINE, text));
    let all = files.iter().map(|f| (f.path.as_str(), f.text.as_str())).chain(beside);
    for (path, text) in all {
        zip.start_file(path, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str =
        r#"{"id":"a","turns":[{"author":"contact","text":"hi"}],"expect":{"outcome":"answer","cites":["x.md"]}}"#;

    fn suite(cases: &str) -> Vec<SuiteFile> {
        let mut files = empty_suite("a \"name\"", Kind::Resolve, "What it is for.");
        files[1].text = cases.to_owned();
        files
    }

    #[test]
    fn a_suite_says_what_is_in_it_and_what_is_left_out() {
        let (name, about) = About::of(&suite("")).unwrap();
        assert_eq!((name.as_str(), about.cases), ("a \"name\"", 0));
        assert!(about.runnable.is_some_and(|why| why.contains("no cases")));

        let (_, about) = About::of(&suite(&format!("{CASE}\n{{\"id\": 7}}\n"))).unwrap();
        assert_eq!((about.cases, about.runnable, about.problems.len()), (1, None, 1));
        assert!(
            about.problems[0].to_string().starts_with("cases.jsonl:2: "),
            "{}",
            about.problems[0]
        );
        assert_eq!(about.description, "What it is for.");

        let (_, about) = About::of(&suite("{\"id\": 7}\n")).unwrap();
        assert!(about.runnable.is_some_and(|why| why.contains("no line can be used")));
        let nothing = About::of(&suite("")[..1]).unwrap_err();
        assert!(nothing.to_string().contains("no such file"), "{nothing}");
    }

    #[test]
    fn what_is_packed_is_unpacked_as_it_was() {
        let files = suite(CASE);
        let zip = packed(&files, Some("{}")).unwrap();
        assert_eq!(unpacked(&zip).unwrap(), files);
        let within: Vec<SuiteFile> = files
            .iter()
            .map(|f| SuiteFile {
                path: format!("my-suite/{}", f.path),
                text: f.text.clone(),
            })
            .collect();
        let zip = packed(&within, None).unwrap();
        assert_eq!(unpacked(&zip).unwrap().len(), 2);
        let none = unpacked(&packed(&files[1..], None).unwrap()).unwrap_err();
        assert!(none.to_string().contains("no suite.toml"), "{none}");
        assert!(unpacked(b"no zip").is_err());
    }

    #[test]
    fn a_line_is_put_in_place_of_another() {
        let mut lines = Lines::of("{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n\n");
        assert_eq!((lines.place("b"), lines.place("c")), (Some(3), None));
        assert_eq!(lines.push("{\"id\":\"c\"}".into()), 4);
        lines.put(3, Some("{\"id\":\"d\"}".into()));
        lines.put(1, None);
        lines.put(99, None);
        assert_eq!(lines.text(), "\n{\"id\":\"d\"}\n{\"id\":\"c\"}\n");
        assert_eq!(lines.iter().count(), 2);
    }
}
