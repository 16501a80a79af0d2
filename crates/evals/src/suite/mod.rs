//! A suite: a folder with `suite.toml`, its cases and what stands beside them.

mod baseline;
mod find;
mod manifest;
mod reader;

use crate::bench::PlainArticle;
use crate::case::{
    ClassifyCase, GroundCase, GroundPage, HandoffCase, InjectionCase, LabelledText, PiiCase, ReadCase, ResolveCase,
    RetrieveCase, SatisfactionCase, SimulateCase, SupportCase,
};
use crate::error::{EvalError, Problem};
use manifest::Manifest;
use reader::Reader;
use std::path::{Path, PathBuf};

pub use baseline::{baseline_file, baseline_text, read_baseline};
pub use find::find_suites;
pub use manifest::Head;

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

/// What turns are taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Knowledge {
    /// A folder of articles.
    Folder(PathBuf),
    /// What is published now: `suite.toml` names no folder.
    Published,
}

/// The cases of a suite by kind, and what stands beside them.
#[derive(Debug, Clone)]
pub enum Cases {
    /// Whole turns.
    Resolve {
        /// The cases.
        cases: Vec<ResolveCase>,
        /// What they are about.
        knowledge: Knowledge,
    },
    /// Turns that are handed over, and their packets.
    Handoff {
        /// The cases.
        cases: Vec<HandoffCase>,
        /// The folder of articles.
        knowledge: PathBuf,
    },
    /// Retrieval alone.
    Retrieve {
        /// The cases.
        cases: Vec<RetrieveCase>,
        /// What they are about.
        knowledge: Knowledge,
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
    /// Claims and what should support them.
    Support(Vec<SupportCase>),
    /// Texts with personal data in them.
    Pii(Vec<PiiCase>),
    /// Texts that may hold an instruction aimed at the system.
    Injection(Vec<InjectionCase>),
    /// Dialogues and how the contact feels.
    Satisfaction(Vec<SatisfactionCase>),
    /// Instructions and the controls that they mean.
    Ground {
        /// The cases.
        cases: Vec<GroundCase>,
        /// The pages.
        pages: Vec<GroundPage>,
    },
    /// Whole conversations with contacts who come with a goal.
    Simulate {
        /// The cases.
        cases: Vec<SimulateCase>,
        /// The folder of articles.
        knowledge: PathBuf,
    },
}

/// The kinds of suites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole turns: answer, guide, ask back or escalate.
    Resolve,
    /// Whether a handoff packet holds what is known, and nothing else.
    Handoff,
    /// Which articles are found for a query.
    Retrieve,
    /// Which intent a message has, if any.
    Classify,
    /// The sentence and the value of one article that answer a question.
    Read,
    /// Whether a text supports a claim.
    Support,
    /// Which personal data a text holds.
    Pii,
    /// Whether a text holds an instruction aimed at the system.
    Injection,
    /// Whether a contact is dissatisfied.
    Satisfaction,
    /// Which control of a page an instruction means; read and checked, not scored yet.
    Ground,
    /// Whole conversations with simulated contacts.
    Simulate,
}

const KINDS: [(&str, Kind); 11] = [
    ("resolve", Kind::Resolve),
    ("handoff", Kind::Handoff),
    ("retrieve", Kind::Retrieve),
    ("classify", Kind::Classify),
    ("read", Kind::Read),
    ("support", Kind::Support),
    ("pii", Kind::Pii),
    ("injection", Kind::Injection),
    ("satisfaction", Kind::Satisfaction),
    ("ground", Kind::Ground),
    ("simulate", Kind::Simulate),
];

impl Kind {
    /// The word that `suite.toml` has for it.
    pub fn name(self) -> &'static str {
        KINDS
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("", |(name, _)| name)
    }

    /// The kind by its word; the error names all.
    pub fn named(name: &str) -> Result<Self, String> {
        if let Some((_, kind)) = KINDS.iter().find(|(n, _)| *n == name) {
            return Ok(*kind);
        }
        let run: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
        Err(format!(
            "`{name}` is no kind of suite; write `kind` as one of {}",
            run.join(", ")
        ))
    }
}

impl Cases {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Resolve { cases, .. } => cases.len(),
            Self::Handoff { cases, .. } => cases.len(),
            Self::Retrieve { cases, .. } => cases.len(),
            Self::Classify { cases, .. } => cases.len(),
            Self::Read { cases, .. } => cases.len(),
            Self::Support(cases) => cases.len(),
            Self::Pii(cases) => cases.len(),
            Self::Injection(cases) => cases.len(),
            Self::Satisfaction(cases) => cases.len(),
            Self::Ground { cases, .. } => cases.len(),
            Self::Simulate { cases, .. } => cases.len(),
        }
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Resolve { .. } => Kind::Resolve,
            Self::Handoff { .. } => Kind::Handoff,
            Self::Retrieve { .. } => Kind::Retrieve,
            Self::Classify { .. } => Kind::Classify,
            Self::Read { .. } => Kind::Read,
            Self::Support(_) => Kind::Support,
            Self::Pii(_) => Kind::Pii,
            Self::Injection(_) => Kind::Injection,
            Self::Satisfaction(_) => Kind::Satisfaction,
            Self::Ground { .. } => Kind::Ground,
            Self::Simulate { .. } => Kind::Simulate,
        }
    }
}

impl Suite {
    /// The name that a folder's `suite.toml` gives, without reading the cases.
    pub fn name_of(folder: &Path) -> Result<String, EvalError> {
        Ok(Manifest::read(folder, &folder.join("suite.toml"))?.name)
    }

    /// What a folder's `suite.toml` says of the suite, without reading the cases.
    pub fn head(folder: &Path) -> Result<Head, EvalError> {
        let file = folder.join("suite.toml");
        Manifest::read(folder, &file)?;
        let text = std::fs::read_to_string(&file).map_err(|e| EvalError::unreadable(&file, e.to_string()))?;
        Head::parse(&text).map_err(|message| EvalError::invalid(&file, message))
    }

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
