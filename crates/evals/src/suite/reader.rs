//! Reading the files that `suite.toml` names.

use super::manifest::Manifest;
use super::{Cases, Kind, Knowledge};
use crate::bench::PlainArticle;
use crate::case::{
    CaseTurn, ClassifyCase, GroundCase, GroundPage, HandoffCase, Identity, InjectionCase, PiiCase, ReadCase,
    ResolveCase, RetrieveCase, SatisfactionCase, SimulateCase, SupportCase,
};
use crate::error::{EvalError, Problem};
use crate::lines;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// How many folders above a suite the things beside it may lie: suites share a project's knowledge.
const SHARED_ABOVE: usize = 2;

pub(super) struct Reader<'a> {
    pub folder: &'a Path,
    pub manifest: &'a Path,
    pub kind: Kind,
    pub problems: Vec<Problem>,
}

impl Reader<'_> {
    pub fn cases(&mut self, manifest: &Manifest) -> Result<Cases, EvalError> {
        let file = self.path("cases", Some(&manifest.cases))?;
        Ok(match self.kind {
            Kind::Resolve => Cases::Resolve {
                knowledge: self.folder_or_published(manifest)?,
                cases: self.checked(&file, |c: &ResolveCase| &c.identity, |c| c.fault().map(str::to_owned))?,
            },
            Kind::Handoff => Cases::Handoff {
                knowledge: self.knowledge(manifest)?,
                cases: self.checked(&file, |c: &HandoffCase| &c.identity, HandoffCase::fault)?,
            },
            Kind::Retrieve => Cases::Retrieve {
                knowledge: self.folder_or_published(manifest)?,
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
            Kind::Support => Cases::Support(self.checked(&file, |c: &SupportCase| &c.identity, |_| None)?),
            Kind::Pii => Cases::Pii(self.checked(&file, |c: &PiiCase| &c.identity, PiiCase::fault)?),
            Kind::Injection => Cases::Injection(self.checked(&file, |c: &InjectionCase| &c.identity, |_| None)?),
            Kind::Satisfaction => Cases::Satisfaction(self.checked(
                &file,
                |c: &SatisfactionCase| &c.identity,
                |c| CaseTurn::fault(&c.turns).map(str::to_owned),
            )?),
            Kind::Ground => {
                let path = self.path("pages", manifest.pages.as_ref())?;
                let mut lines = lines::read::<GroundPage>(&path)?;
                lines.reject_duplicates(&path, |p| &p.id);
                let pages = lines.finish(&path, &mut self.problems)?;
                let cases = self.checked(&file, |c: &GroundCase| &c.identity, |c| c.fault(&pages))?;
                Cases::Ground { cases, pages }
            }
            Kind::Simulate => Cases::Simulate {
                knowledge: self.knowledge(manifest)?,
                cases: self.checked(&file, |c: &SimulateCase| &c.identity, SimulateCase::fault)?,
            },
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

    fn folder_or_published(&self, manifest: &Manifest) -> Result<Knowledge, EvalError> {
        match manifest.knowledge {
            Some(_) => Ok(Knowledge::Folder(self.knowledge(manifest)?)),
            None => Ok(Knowledge::Published),
        }
    }

    fn knowledge(&self, manifest: &Manifest) -> Result<PathBuf, EvalError> {
        let folder = self.path("knowledge", manifest.knowledge.as_ref())?;
        if folder.is_dir() {
            return Ok(folder);
        }
        let message = "there is no such folder; `knowledge` in suite.toml names it, relative to the suite's folder";
        Err(EvalError::unreadable(&folder, message))
    }

    /// Where a file that `suite.toml` names lies: within the suite, or beside it.
    fn path(&self, field: &str, named: Option<&PathBuf>) -> Result<PathBuf, EvalError> {
        let invalid = |message| EvalError::invalid(self.manifest, message);
        let kind = self.kind.name();
        let named = named.ok_or_else(|| invalid(format!("a suite of kind `{kind}` needs `{field}`; add it")))?;
        if named.is_absolute() {
            let message = format!("`{field}` is an absolute path; write it relative to the suite's folder");
            return Err(invalid(message));
        }
        let path = self.folder.join(named);
        // A path that leads nowhere is named by whoever reads it.
        if let (Ok(real), Ok(suite)) = (path.canonicalize(), self.folder.canonicalize()) {
            let shared = suite.ancestors().nth(SHARED_ABOVE).unwrap_or(&suite);
            if !real.starts_with(shared) {
                let message = format!(
                    "`{field}` leads to {}, which is neither in the suite nor beside it; put it within {}",
                    real.display(),
                    shared.display()
                );
                return Err(invalid(message));
            }
        }
        Ok(path)
    }
}
