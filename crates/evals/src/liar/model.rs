//! The stand-in for a language model: reads the evidence out of the prompt as a model would, and writes by the schema.

use super::lies::{self, Lie, Planted};
use super::truths::{self, Truth};
use crate::rng::SplitMix;
use async_trait::async_trait;
use serde_json::json;
use std::sync::{Mutex, PoisonError};
use usher_engine::{LanguageModel, Listener, ModelCall, ModelError, ModelText};

/// True sentences of an answer.
const TRUTHS: usize = 3;

/// Lies once an answer.
pub(super) struct Liar {
    seed: u64,
    sort: Lie,
    told: Mutex<Option<Told>>,
}

/// What was written.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub sort: Lie,
    pub lie: Planted,
    pub truths: Vec<Truth>,
}

/// A piece of evidence as the prompt shows it.
pub(super) struct Shown {
    pub n: usize,
    pub article: String,
    pub sentences: Vec<String>,
}

impl Liar {
    pub fn new(seed: u64, sort: Lie) -> Self {
        Self {
            seed,
            sort,
            told: Mutex::new(None),
        }
    }

    pub fn told(&self) -> Option<Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn answer(&self, prompt: &str) -> Option<String> {
        let mut rng = SplitMix::new(self.seed);
        let shown = shown(prompt);
        let (piece, lie) = shown
            .iter()
            .find_map(|piece| Some((piece, lies::plant(self.sort, piece, &shown, &mut rng)?)))?;
        let truths = truths::tell(piece, TRUTHS, &lie.from, &mut rng);
        if truths.is_empty() {
            return None;
        }
        let mut sentences: Vec<_> = truths.iter().map(|t| t.text.clone()).collect();
        sentences.insert(rng.below(sentences.len() + 1), lie.text.clone());
        let written = sentences
            .iter()
            .map(|text| json!({ "text": text, "cites": [piece.n], "kind": "sentence" }));
        let output = json!({ "answerable": true, "sentences": written.collect::<Vec<_>>() });
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(Told {
            sort: self.sort,
            lie,
            truths,
        });
        Some(output.to_string())
    }
}

#[async_trait]
impl LanguageModel for Liar {
    fn identity(&self) -> &str {
        "liar"
    }

    fn count_tokens(&self, text: &str) -> usize {
        text.len() / 4
    }

    fn evidence_tokens(&self) -> usize {
        3_000
    }

    async fn write(&self, call: &ModelCall, listener: &mut dyn Listener) -> Result<ModelText, ModelError> {
        let written = (call.prompt == "answer").then(|| self.answer(&call.user)).flatten();
        let text = written.ok_or_else(|| ModelError::Unavailable("it only lies in answers".into()))?;
        listener.hear(&text);
        Ok(ModelText {
            text,
            ..ModelText::default()
        })
    }
}

/// The evidence of a prompt.
fn shown(prompt: &str) -> Vec<Shown> {
    let mut pieces = Vec::new();
    for block in prompt.split("<evidence ").skip(1) {
        let Some((head, rest)) = block.split_once(">\n") else {
            continue;
        };
        let Some((text, _)) = rest.split_once("\n</evidence>") else {
            continue;
        };
        let attribute = |name: &str| {
            let (_, after) = head.split_once(&format!("{name}=\""))?;
            after.split_once('"').map(|(value, _)| value.to_owned())
        };
        let lines = text.lines().map(unmarked);
        let sentences = lines.flat_map(usher_engine::text::sentences).map(str::to_owned);
        pieces.push(Shown {
            n: attribute("n").and_then(|n| n.parse().ok()).unwrap_or_default(),
            article: attribute("article").unwrap_or_default(),
            sentences: sentences.collect(),
        });
    }
    pieces
}

/// A line without its number or dash.
fn unmarked(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len();
    rest.strip_prefix(". ")
        .filter(|_| numbered)
        .or_else(|| line.strip_prefix("- "))
        .unwrap_or(line)
}
