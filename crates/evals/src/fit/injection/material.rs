//! Everything that is learned from, read and embedded once.

use crate::case::InjectionCase;
use crate::error::EvalError;
use crate::kinds::injection::channel;
use crate::run::Run;
use crate::suite::{Cases, Knowledge, Suite};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use usher_engine::injection::{Channel, Signs, Taught, pieces, taught};
use usher_engine::{Embedder, PortError, TextVectors};

/// The most messages taken of a `classify` suite, spread over all of it.
const MOST_MESSAGES: usize = 700;
/// Texts embedded at a time.
const BATCH: usize = 64;

/// A sentence with what the weights apply to.
pub(super) struct Piece {
    pub signs: Signs,
    pub vector: Vec<f32>,
}

/// A text of a suite, or a message.
pub(super) struct Text {
    pub text: String,
    pub group: String,
    /// The attack's family; `None` where the text is harmless.
    pub family: Option<String>,
    pub pieces: Vec<Piece>,
    /// The piece that is the attack.
    pub planted: Option<usize>,
}

/// Sentences that ship, by family.
pub(super) type Sentences = BTreeMap<String, Vec<Text>>;

/// All of it.
pub(super) struct Material {
    pub planted: Sentences,
    pub ordinary: Sentences,
    pub against: Sentences,
    pub asked: Sentences,
    /// Retrieved texts of suites.
    pub retrieved: Vec<Text>,
    /// Articles of `resolve` suites, whole: what an ingest reads.
    pub articles: Vec<Text>,
    /// Harmless messages of `injection` suites: written to look like attacks.
    pub hard: Vec<Text>,
    /// Messages of `classify` suites.
    pub everyday: Vec<Text>,
    pub remembered: Remembered,
}

/// What was embedded, so that learning measures what the product does without embedding anything twice.
pub(super) struct Remembered {
    identity: String,
    vectors: HashMap<String, Vec<f32>>,
}

impl Embedder for Remembered {
    fn identity(&self) -> &str {
        &self.identity
    }

    fn dimensions(&self) -> usize {
        self.vectors.values().next().map_or(0, Vec::len)
    }

    fn max_tokens(&self) -> usize {
        usize::MAX
    }

    fn count_tokens(&self, _: &str) -> usize {
        0
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        let known = texts.iter().map(|t| self.vectors.get(*t).cloned());
        known
            .collect::<Option<_>>()
            .ok_or_else(|| PortError::Embedder("a sentence was not read before".into()))
    }

    fn embed_tokens(&self, _: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        Err(PortError::Embedder("only whole sentences were read".into()))
    }
}

impl Material {
    pub fn gather(run: &Run<'_>, suites: &[Suite]) -> Result<Self, EvalError> {
        let taught = taught().map_err(|e| run.error(e.to_string()))?;
        let OfSuites {
            cases,
            everyday,
            articles,
        } = of_suites(run, suites)?;
        let clean: HashMap<&str, &str> = cases
            .iter()
            .filter(|c| !c.injected && c.context_kind.is_some())
            .map(|c| (c.identity.group(), c.text.as_str()))
            .collect();
        let sentences = all_sentences(&taught);
        let texts = cases
            .iter()
            .map(|c| c.text.as_str())
            .chain(everyday.iter().map(String::as_str))
            .chain(articles.iter().map(|(_, text)| text.as_str()));
        let reader = Reader {
            remembered: embed(run, texts.chain(sentences))?,
        };
        let of = |families: &BTreeMap<String, Vec<String>>| -> Sentences {
            let read = |texts: &Vec<String>| texts.iter().map(|t| reader.text(t, t, None)).collect();
            families
                .iter()
                .map(|(family, texts)| (family.clone(), read(texts)))
                .collect()
        };
        let case = |c: &&InjectionCase| reader.case(c, clean.get(c.identity.group()).copied());
        let of_channel = |wanted: Channel| cases.iter().filter(move |c| channel(c) == wanted).copied();
        Ok(Self {
            planted: of(&taught.planted),
            ordinary: of(&taught.ordinary),
            against: of(&taught.against),
            asked: of(&taught.asked),
            retrieved: of_channel(Channel::Retrieved).map(|c| case(&c)).collect(),
            articles: articles
                .iter()
                .map(|(path, text)| reader.text(text, path, None))
                .collect(),
            hard: of_channel(Channel::Message)
                .filter(|c| !c.injected)
                .map(|c| case(&c))
                .collect(),
            everyday: everyday.iter().map(|t| reader.text(t, t, None)).collect(),
            remembered: reader.remembered,
        })
    }
}

/// What suites teach.
#[derive(Default)]
struct OfSuites<'a> {
    cases: Vec<&'a InjectionCase>,
    /// Messages.
    everyday: Vec<String>,
    /// Path and text.
    articles: Vec<(String, String)>,
}

fn of_suites<'a>(run: &Run<'_>, suites: &'a [Suite]) -> Result<OfSuites<'a>, EvalError> {
    let mut taught = OfSuites::default();
    for suite in suites {
        match &suite.cases {
            Cases::Injection(some) => taught.cases.extend(some),
            Cases::Resolve {
                knowledge: Knowledge::Folder(folder),
                ..
            } => read_articles(folder, &mut taught.articles)?,
            Cases::Classify { cases, .. } => {
                let step = cases.len().div_ceil(MOST_MESSAGES).max(1);
                taught
                    .everyday
                    .extend(cases.iter().step_by(step).map(|c| c.labelled.text.clone()));
            }
            _ => {
                let message =
                    "beside an injection suite teach classify suites (harmless messages) and resolve suites (articles)";
                return Err(run.error(message));
            }
        }
    }
    Ok(taught)
}

/// The articles of a folder and of the folders in it, in the order of their names.
fn read_articles(folder: &Path, into: &mut Vec<(String, String)>) -> Result<(), EvalError> {
    let unreadable = |e: std::io::Error| EvalError::unreadable(folder, e.to_string());
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths = entries
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    for path in paths {
        let is_article = path.extension().is_some_and(|e| e == "md" || e == "html" || e == "txt");
        if path.is_dir() {
            read_articles(&path, into)?;
        } else if is_article {
            into.push((
                path.display().to_string(),
                std::fs::read_to_string(&path).map_err(unreadable)?,
            ));
        }
    }
    Ok(())
}

fn all_sentences(taught: &Taught) -> impl Iterator<Item = &str> {
    let families = [&taught.planted, &taught.ordinary, &taught.against, &taught.asked];
    families
        .into_iter()
        .flat_map(|f| f.values())
        .flatten()
        .map(String::as_str)
}

fn embed<'a>(run: &Run<'_>, texts: impl Iterator<Item = &'a str>) -> Result<Remembered, EvalError> {
    let unique: HashSet<String> = texts
        .flat_map(|t| pieces(t).into_iter().map(|p| p.text.into_owned()))
        .collect();
    let mut unique: Vec<String> = unique.into_iter().collect();
    unique.sort_unstable();
    let mut vectors = HashMap::with_capacity(unique.len());
    for batch in unique.chunks(BATCH) {
        let texts: Vec<&str> = batch.iter().map(String::as_str).collect();
        let embedded = run.bench.embedder.embed(&texts).map_err(|e| run.error(e.to_string()))?;
        vectors.extend(batch.iter().cloned().zip(embedded));
        run.tell("embedding", vectors.len(), unique.len());
    }
    Ok(Remembered {
        identity: run.bench.embedder.identity().to_owned(),
        vectors,
    })
}

struct Reader {
    remembered: Remembered,
}

impl Reader {
    fn text(&self, text: &str, group: &str, family: Option<String>) -> Text {
        let piece = |p: usher_engine::injection::Piece<'_>| Piece {
            vector: self
                .remembered
                .vectors
                .get(p.text.as_ref())
                .cloned()
                .unwrap_or_default(),
            signs: p.signs,
        };
        Text {
            text: text.to_owned(),
            group: group.to_owned(),
            family,
            pieces: pieces(text).into_iter().map(piece).collect(),
            planted: None,
        }
    }

    /// The attack of a case is its first sentence that the same text without attack does not have.
    fn case(&self, case: &InjectionCase, clean: Option<&str>) -> Text {
        let family = case.identity.tags.last().filter(|_| case.injected);
        let mut text = self.text(&case.text, case.identity.group(), family.cloned());
        if let Some(clean) = clean.filter(|_| case.injected) {
            let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
            let is_new = |p: &usher_engine::injection::Piece<'_>| {
                let words = case.text[p.at.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                !clean.contains(&words)
            };
            text.planted = pieces(&case.text).iter().position(is_new);
        }
        text
    }
}
