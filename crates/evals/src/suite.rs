//! A suite: a folder with `suite.toml`, its cases and what stands beside them.

use crate::bench::PlainArticle;
use crate::case::{ClassifyCase, Identity, LabelledText, ReadCase, ResolveCase, RetrieveCase};
use crate::error::{EvalError, Problem};
use crate::lines;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A suite, read and checked.
#[derive(Debug, Clone)]
pub struct Suite {
    /// Its name, the key of its results.
    pub name: String,
    /// The part of the data that it is: `dev`, `test`.
    pub split: String,
    /// The cases, and what stands beside them.
    pub cases: Cases,
    /// Lines left out.
    pub problems: Vec<Problem>,
}

/// The cases of a suite by kind, and what stands beside them.
#[derive(Debug, Clone)]
pub enum Cases {
    /// Whole turns.
    Resolve {
        /// The cases.
        cases: Vec<ResolveCase>,
        /// The folder of articles.
        knowledge: PathBuf,
    },
    /// Retrieval alone.
    Retrieve {
        /// The cases.
        cases: Vec<RetrieveCase>,
        /// The folder of articles.
        knowledge: PathBuf,
    },
    /// Intents.
    Classify {
        /// The cases.
        cases: Vec<ClassifyCase>,
        /// What is learned from.
        examples: Vec<LabelledText>,
        /// What thresholds are chosen on; empty where the suite has none.
        valid: Vec<LabelledText>,
    },
    /// Questions on one article each.
    Read {
        /// The cases.
        cases: Vec<ReadCase>,
        /// The articles.
        articles: Vec<PlainArticle>,
    },
}

/// The kinds that are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole turns: answer, guide, ask back or escalate.
    Resolve,
    /// Which articles are found for a query.
    Retrieve,
    /// Which intent a message has, if any.
    Classify,
    /// The sentence and the value of one article that answer a question.
    Read,
}

const KINDS: [(&str, Kind); 4] = [
    ("resolve", Kind::Resolve),
    ("retrieve", Kind::Retrieve),
    ("classify", Kind::Classify),
    ("read", Kind::Read),
];

/// Kinds of the format that no part of the product does yet.
const LATER_KINDS: [&str; 5] = ["ground", "support", "satisfaction", "pii", "injection"];

/// `suite.toml`; fields that are only for readers (description, source, licence) are let be.
#[derive(Debug, Deserialize)]
struct Manifest {
    name: String,
    kind: String,
    #[serde(default)]
    split: String,
    cases: PathBuf,
    knowledge: Option<PathBuf>,
    articles: Option<PathBuf>,
    intents: Option<PathBuf>,
    valid: Option<PathBuf>,
}

impl Kind {
    /// The word that `suite.toml` has for it.
    pub fn name(self) -> &'static str {
        KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }

    fn named(name: &str) -> Result<Self, String> {
        if let Some((_, kind)) = KINDS.iter().find(|(n, _)| *n == name) {
            return Ok(*kind);
        }
        let run: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        let run = run.join(", ");
        Err(if LATER_KINDS.contains(&name) {
            format!("kind `{name}` is not run yet; this version runs {run}: leave the suite out")
        } else {
            format!("`{name}` is no kind of suite; write `kind` as one of {run}")
        })
    }
}

impl Cases {
    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Resolve { .. } => Kind::Resolve,
            Self::Retrieve { .. } => Kind::Retrieve,
            Self::Classify { .. } => Kind::Classify,
            Self::Read { .. } => Kind::Read,
        }
    }
}

impl Suite {
    /// Reads a suite. Broken lines are left out and named in `problems`; an error where there is nothing to run.
    pub fn load(folder: &Path) -> Result<Self, EvalError> {
        let file = folder.join("suite.toml");
        let manifest = Manifest::read(folder, &file)?;
        let kind = Kind::named(&manifest.kind).map_err(|message| EvalError::invalid(&file, message))?;
        let mut reader = Reader {
            folder,
            manifest: &file,
            kind,
            problems: Vec::new(),
        };
        let cases = reader.cases(&manifest)?;
        Ok(Self {
            name: manifest.name,
            split: manifest.split,
            cases,
            problems: reader.problems,
        })
    }
}

impl Manifest {
    fn read(folder: &Path, file: &Path) -> Result<Self, EvalError> {
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

struct Reader<'a> {
    folder: &'a Path,
    manifest: &'a Path,
    kind: Kind,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn cases(&mut self, manifest: &Manifest) -> Result<Cases, EvalError> {
        let file = self.path("cases", Some(&manifest.cases))?;
        Ok(match self.kind {
            Kind::Resolve => Cases::Resolve {
                knowledge: self.knowledge(manifest)?,
                cases: self.checked(&file, |c: &ResolveCase| &c.identity, |c| c.fault().map(str::to_owned))?,
            },
            Kind::Retrieve => Cases::Retrieve {
                knowledge: self.knowledge(manifest)?,
                cases: self.checked(
                    &file,
                    |c: &RetrieveCase| &c.identity,
                    |c| {
                        c.relevant
                            .is_empty()
                            .then(|| "`relevant` is empty; name the articles to be found".to_owned())
                    },
                )?,
            },
            Kind::Classify => Cases::Classify {
                examples: self.rows(&self.path("intents", manifest.intents.as_ref())?)?,
                valid: match &manifest.valid {
                    Some(valid) => self.rows(&self.path("valid", Some(valid))?)?,
                    None => Vec::new(),
                },
                cases: self.checked(&file, |c: &ClassifyCase| &c.identity, |_| None)?,
            },
            Kind::Read => self.reading(&file, manifest)?,
        })
    }

    fn reading(&mut self, file: &Path, manifest: &Manifest) -> Result<Cases, EvalError> {
        let path = self.path("articles", manifest.articles.as_ref())?;
        let mut lines = lines::read::<PlainArticle>(&path)?;
        lines.reject_duplicates(&path, |a| &a.id);
        let articles = lines.finish(&path, &mut self.problems)?;
        let known: HashSet<&str> = articles.iter().map(|a| a.id.as_str()).collect();
        let cases = self.checked(
            file,
            |c: &ReadCase| &c.identity,
            |c| {
                let cure = || {
                    format!(
                        "no article has the id `{}`; mend `article`, or add it to {}",
                        c.article,
                        path.display()
                    )
                };
                (!known.contains(c.article.as_str())).then(cure)
            },
        )?;
        Ok(Cases::Read { cases, articles })
    }

    fn checked<C: DeserializeOwned>(
        &mut self,
        file: &Path,
        identity: impl Fn(&C) -> &Identity,
        fault: impl Fn(&C) -> Option<String>,
    ) -> Result<Vec<C>, EvalError> {
        let mut lines = lines::read::<C>(file)?;
        lines.reject(file, fault);
        lines.reject_duplicates(file, |case| &identity(case).id);
        lines.finish(file, &mut self.problems)
    }

    fn rows<T: DeserializeOwned>(&mut self, file: &Path) -> Result<Vec<T>, EvalError> {
        lines::read(file)?.finish(file, &mut self.problems)
    }

    fn knowledge(&self, manifest: &Manifest) -> Result<PathBuf, EvalError> {
        let folder = self.path("knowledge", manifest.knowledge.as_ref())?;
        if folder.is_dir() {
            return Ok(folder);
        }
        let message = "there is no such folder; `knowledge` in suite.toml names it, relative to the suite's folder";
        Err(EvalError::unreadable(&folder, message))
    }

    /// Where a file that `suite.toml` names lies; `..` is allowed, as suites may share what stands beside them.
    fn path(&self, field: &str, named: Option<&PathBuf>) -> Result<PathBuf, EvalError> {
        let kind = self.kind.name();
        match named {
            None => Err(EvalError::invalid(
                self.manifest,
                format!("a suite of kind `{kind}` needs `{field}`; add it"),
            )),
            Some(path) if path.is_absolute() => {
                let message = format!("`{field}` is an absolute path; write it relative to the suite's folder");
                Err(EvalError::invalid(self.manifest, message))
            }
            Some(path) => Ok(self.folder.join(path)),
        }
    }
}
