//! The first stage of a turn: everything that is known before anything is searched.

use super::{Engine, Understood};
use crate::guide::StepOutcome;
use crate::ids::ArticleId;
use crate::intent::Grams;
use crate::page::PageContext;
use crate::ports::{PortError, TextVectors};
use crate::reading::{Leaning, Question};
use crate::turn::TurnInput;
use crate::understand::{TOPICS, Understanding, language, standalone};

/// What standing on the page of an intent's topic adds to its log odds.
const TOPIC_ON_PAGE: f64 = 0.7;
/// A probability below this says no more than this.
const LEAST_LED: f64 = 1e-4;
/// A threat of law or a security incident this likely is taken for one.
const SURE_OF_DANGER: f64 = 0.6;
/// Words that greet and ask nothing.
const GREETINGS: [&str; 9] = [
    "hi",
    "hello",
    "hey",
    "good",
    "morning",
    "afternoon",
    "evening",
    "there",
    "hiya",
];

impl Engine {
    pub(super) fn understand(&self, input: &TurnInput) -> Result<Understood, PortError> {
        self.understand_as(input, standalone(&input.messages, input.page.as_ref()), None)
    }

    /// The same with a question that stands alone, and with the message in the language that the engine was taught in,
    /// where the contact wrote it in another.
    pub(super) fn understand_as(
        &self,
        input: &TurnInput,
        query: String,
        translated: Option<&str>,
    ) -> Result<Understood, PortError> {
        let message = translated.unwrap_or_else(|| input.question());
        let vectors = self.embedder.embed_tokens(&[&query])?.pop().unwrap_or_default();
        let grams = Grams::of(&query);
        let heard = if query == message {
            self.moods.hear(message, &grams, vectors.pooled.clone())
        } else {
            self.moods.hear(message, &Grams::of(message), self.pooled(message)?)
        };
        let mood = &heard.cues;
        let aside = self.moods.by_the_way(self.embedder.as_ref(), message)?;
        let asked = |cue: &str| mood.of(cue).max(aside.of(cue));
        let mut understanding = Understanding {
            language: language(input.question()),
            in_scope: 1.0,
            wants_person: if input.messages.last().is_some_and(|m| m.asks_for_person) {
                1.0
            } else {
                asked("wants_person")
            },
            solved: mood.of("solved"),
            urgency: mood.of("urgent"),
            sentiment: mood.of("solved") - mood.of("angry"),
            ..Understanding::default()
        };
        self.guess_intents(input, &grams, &vectors, &mut understanding);
        // The product's own topics explain a refund better than a cue does; threats and break-ins are nobody's feature.
        let shown = |t: &&str| asked(t) > if *t == "refunds" { 0.7 } else { SURE_OF_DANGER };
        let open = |t: &&str| *t != "refunds" || understanding.topic_probability < 0.5;
        if let Some(topic) = TOPICS.into_iter().find(|t| shown(t) && open(t)) {
            understanding.topic = Some(topic.to_owned());
            understanding.topic_probability = asked(topic);
        }
        let before = &input.messages[..input.messages.len().saturating_sub(1)];
        let dialogue = self.moods.read_after(self.embedder.as_ref(), before, &heard)?;
        understanding.frustration = dialogue.frustration;
        let failed_steps = input.steps.iter().filter(|s| s.outcome == StepOutcome::Failed).count();
        // Who says no by the button often says it in words, too: it is one failure.
        understanding.failures = dialogue.failures.max(input.unsolved) + failed_steps as u32;
        understanding.query.clone_from(&query);
        let question = Question::new(
            &query,
            &vectors,
            self.embedder.reduce(&vectors.tokens),
            self.retriever.as_ref(),
        );
        let greeting = crate::text::words(message)
            .iter()
            .all(|w| GREETINGS.contains(&w.lower.as_str()));
        let leaning = input
            .within
            .is_none()
            .then(|| self.leaning(input, &grams, &vectors.pooled, &understanding));
        Ok(Understood {
            question,
            understanding,
            greeting,
            leaning,
        })
    }

    fn leaning(&self, input: &TurnInput, query: &Grams, vector: &[f32], understanding: &Understanding) -> Leaning {
        let led = self.leads.as_ref().map(|leads| {
            let even = leads.len() as f64;
            let guesses = leads.classify(query, vector).ranked.into_iter();
            guesses
                .map(|g| {
                    let times = (g.probability.max(LEAST_LED) * even).ln();
                    (ArticleId::from(g.intent.as_str()), times as f32)
                })
                .collect()
        });
        let mut topics: Vec<(String, f32)> = Vec::new();
        for guess in &understanding.intents {
            let intent = self
                .intents
                .iter()
                .flat_map(|s| &s.intents)
                .find(|i| i.id == guess.intent);
            if let Some(intent) = intent {
                // Areas are folder names, topics are words: getting_started is getting-started.
                topics.push((intent.topic.replace('_', "-"), guess.probability as f32));
            }
        }
        Leaning {
            topics,
            led: led.unwrap_or_default(),
            scope: self
                .classifier
                .as_ref()
                .map_or(0.0, |_| understanding.in_scope as f32 - 0.5),
            page: input.page.as_ref().and_then(PageContext::area),
        }
    }

    fn pooled(&self, text: &str) -> Result<Vec<f32>, PortError> {
        Ok(self.embedder.embed(&[text])?.pop().unwrap_or_default())
    }

    fn guess_intents(
        &self,
        input: &TurnInput,
        query: &Grams,
        vectors: &TextVectors,
        understanding: &mut Understanding,
    ) {
        let Some(classifier) = &self.classifier else { return };
        let classified = classifier.classify(query, &vectors.pooled);
        understanding.in_scope = classified.scope;
        let area = input.page.as_ref().and_then(PageContext::area);
        let topic = |id: &str| {
            self.intents
                .iter()
                .flat_map(|s| &s.intents)
                .find(|i| i.id == id)
                .map(|i| i.topic.as_str())
        };
        let mut guesses = classified.ranked;
        for guess in &mut guesses {
            if area.is_some() && topic(&guess.intent) == area.as_deref() {
                guess.probability *= TOPIC_ON_PAGE.exp();
            }
        }
        let sum: f64 = guesses.iter().map(|g| g.probability).sum::<f64>().max(1e-9);
        guesses.iter_mut().for_each(|g| g.probability /= sum);
        guesses.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        if let Some(likeliest) = guesses.first().and_then(|g| topic(&g.intent)) {
            let of_topic = guesses.iter().filter(|g| topic(&g.intent) == Some(likeliest));
            understanding.topic_probability = of_topic.map(|g| g.probability).sum();
            understanding.topic = Some(likeliest.to_owned());
        }
        guesses.truncate(5);
        understanding.intents = guesses;
    }
}
