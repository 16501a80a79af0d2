//! Intents with the examples that people added, and what they teach: looked at while examples are chosen.

use crate::app::App;
use crate::problem::{Problem, Result};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{Mutex, OnceCell};
use usher_engine::PortError;
use usher_engine::intent::{Classifier, Example, Grams, IntentError, IntentGuess, IntentSet, Reading, read_by_others};
use usher_store::{Store, StoreError};

/// The intents of each source with the examples that people added to them; the inner error is a source's that cannot be read.
pub async fn taught_intents(
    store: &Store,
) -> std::result::Result<Vec<(String, std::result::Result<IntentSet, IntentError>)>, StoreError> {
    let mut sets: Vec<(String, std::result::Result<IntentSet, IntentError>)> = Vec::new();
    for (source, yaml) in store.intents().await? {
        let set = IntentSet::parse(&source, &yaml);
        sets.push((source, set));
    }
    for added in store.intent_examples().await? {
        // One whose intent is gone waits for it to come back.
        sets.iter_mut()
            .filter_map(|(_, set)| set.as_mut().ok())
            .any(|set| set.teach(&added.intent, &added.text));
    }
    Ok(sets)
}

/// What the intents teach at one generation of the knowledge.
pub(crate) struct Lessons {
    generation: i64,
    examples: Vec<Example>,
    vectors: Vec<Vec<f32>>,
    classifier: Classifier,
    reading: OnceCell<Reading>,
}

/// Keeps what was learned last.
#[derive(Default)]
pub(crate) struct IntentDesk(Mutex<Option<Arc<Lessons>>>);

impl IntentDesk {
    /// What the intents teach now. Takes a second after they changed.
    pub(crate) async fn lessons(&self, app: &App) -> Result<Arc<Lessons>> {
        let mut held = self.0.lock().await;
        let generation = app.store.knowledge_generation().await?;
        if let Some(lessons) = held.as_ref().filter(|l| l.generation == generation) {
            return Ok(Arc::clone(lessons));
        }
        let sets = taught_intents(&app.store).await?;
        let examples: Vec<Example> = sets
            .iter()
            .filter_map(|(_, set)| set.as_ref().ok())
            .flat_map(IntentSet::examples)
            .collect();
        let vectors = vectors(app, &examples, held.as_deref()).await?;
        let learned = tokio::task::spawn_blocking(move || {
            let classifier = Classifier::train_to_rank(&examples, &vectors);
            (examples, vectors, classifier)
        });
        let (examples, vectors, classifier) = learned.await.map_err(Problem::internal)?;
        let lessons = Arc::new(Lessons {
            generation,
            examples,
            vectors,
            classifier,
            reading: OnceCell::new(),
        });
        *held = Some(Arc::clone(&lessons));
        Ok(lessons)
    }
}

/// The vectors of examples; those that were known before are not made again.
async fn vectors(app: &App, examples: &[Example], before: Option<&Lessons>) -> Result<Vec<Vec<f32>>> {
    let mut known: HashMap<&str, &Vec<f32>> = HashMap::new();
    if let Some(before) = before {
        let texts = before.examples.iter().map(|e| e.text.as_str());
        known.extend(texts.zip(&before.vectors));
    }
    let is_new = |e: &&Example| !known.contains_key(e.text.as_str());
    let new: Vec<String> = examples.iter().filter(is_new).map(|e| e.text.clone()).collect();
    let mut made = embedded(app, new).await?.into_iter();
    let vector = |e: &Example| match known.get(e.text.as_str()) {
        Some(vector) => Some((*vector).clone()),
        None => made.next(),
    };
    let all: Option<Vec<Vec<f32>>> = examples.iter().map(vector).collect();
    all.ok_or_else(|| Problem::internal(PortError::Embedder("a vector is missing".into())))
}

/// The vectors of texts.
pub(crate) async fn embedded(app: &App, texts: Vec<String>) -> Result<Vec<Vec<f32>>> {
    let reader = app.library()?.reader;
    let embedding = tokio::task::spawn_blocking(move || {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        reader.embed(&texts)
    });
    embedding.await.map_err(Problem::internal)?.map_err(Problem::internal)
}

impl Lessons {
    /// How a text is read, best first.
    pub(crate) fn guesses(&self, text: &str, vector: &[f32]) -> Vec<IntentGuess> {
        if self.classifier.is_empty() {
            return Vec::new();
        }
        self.classifier.classify(&Grams::of(text), vector).ranked
    }

    /// The intent that has this as an example.
    pub(crate) fn knows(&self, text: &str) -> Option<&str> {
        let held = self.examples.iter().find(|e| e.text == text);
        held.and_then(|e| e.intent.as_deref())
    }

    /// How the examples are read by what the others teach; found once.
    pub(crate) async fn reading(self: &Arc<Self>) -> Result<&Reading> {
        let found = self.reading.get_or_try_init(|| {
            let lessons = Arc::clone(self);
            async move {
                let reading = move || read_by_others(&lessons.examples, &lessons.vectors);
                tokio::task::spawn_blocking(reading).await.map_err(Problem::internal)
            }
        });
        found.await
    }

    /// The same with one more example.
    pub(crate) async fn reading_with(self: &Arc<Self>, example: Example, vector: Vec<f32>) -> Result<Reading> {
        let lessons = Arc::clone(self);
        let reading = move || {
            let examples = [lessons.examples.as_slice(), &[example]].concat();
            let vectors = [lessons.vectors.as_slice(), &[vector]].concat();
            read_by_others(&examples, &vectors)
        };
        tokio::task::spawn_blocking(reading).await.map_err(Problem::internal)
    }
}
