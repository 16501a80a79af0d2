//! `classify`: which intent a message has, if any.

use crate::bootstrap::Resampling;
use crate::case::{ClassifyCase, LabelledText};
use crate::error::EvalError;
use crate::metric::share;
use crate::results::CaseResult;
use crate::rng::SplitMix;
use crate::run::{Measured, Run};
use crate::statistics::{Labelled, auroc, macro_f1, mcc, mean};
use std::collections::BTreeMap;
use usher_engine::intent::{Classification, Classifier, Example};

/// Texts embedded at a time: enough for all cores, few enough for a progress bar.
const BATCH: usize = 256;

/// How many times examples are drawn for `accuracy_few`.
const DRAWS: u64 = 5;

/// Learns from the examples, classifies every case and sums up.
pub(crate) fn measure(
    run: &Run<'_>,
    cases: &[ClassifyCase],
    examples: &[LabelledText],
    valid: &[LabelledText],
) -> Result<Measured, EvalError> {
    let texts: Vec<&str> = examples
        .iter()
        .chain(valid)
        .chain(cases.iter().map(|c| &c.labelled))
        .map(|l| l.text.as_str())
        .collect();
    let mut vectors = embed(run, &texts)?;
    let of_cases = vectors.split_off(examples.len() + valid.len());
    let of_valid = vectors.split_off(examples.len());
    let examples: Vec<Example> = examples.iter().map(example).collect();
    let valid: Vec<(Example, Vec<f32>)> = valid.iter().map(example).zip(of_valid).collect();

    run.tell("training", 0, 0);
    let mut classifier = Classifier::train(&examples, &vectors);
    let suite = Test {
        cases,
        vectors: &of_cases,
        rejects: has_out_of_scope(&examples, cases),
    };
    let trained = suite.classified(&classifier);
    let mut measured = Measured::default();
    if valid.is_empty() {
        suite.sum_up(run.resampling(), &trained, &mut measured);
        measured
            .notes
            .push("threshold: chosen on the training data alone, by cross-validation".to_owned());
    } else {
        classifier.choose_threshold(&valid);
        suite.sum_up(run.resampling(), &suite.classified(&classifier), &mut measured);
        suite.at_training_threshold(run.resampling(), &trained, &mut measured);
        measured.notes.push(format!(
            "threshold: chosen on the suite's {} validation cases; the figures _at_training_threshold at the one chosen \
             on the training data alone",
            valid.len()
        ));
    }
    if !suite.rejects {
        measured
            .notes
            .push("nothing in the suite is out of scope, so nothing is rejected".to_owned());
    }
    if let Some(most) = run.options.examples_per_intent {
        suite.few(run, most, &examples, &vectors, &mut measured);
    }
    Ok(measured)
}

fn embed(run: &Run<'_>, texts: &[&str]) -> Result<Vec<Vec<f32>>, EvalError> {
    let mut vectors = Vec::with_capacity(texts.len());
    for batch in texts.chunks(BATCH) {
        vectors.extend(run.bench.embedder.embed(batch).map_err(|e| run.error(e.to_string()))?);
        run.tell("embedding", vectors.len(), texts.len());
    }
    Ok(vectors)
}

fn example(text: &LabelledText) -> Example {
    Example {
        text: text.text.clone(),
        intent: text.intent.clone(),
    }
}

fn has_out_of_scope(examples: &[Example], cases: &[ClassifyCase]) -> bool {
    examples.iter().any(|e| e.intent.is_none()) || cases.iter().any(|c| c.labelled.intent.is_none())
}

/// The cases to be classified.
struct Test<'a> {
    cases: &'a [ClassifyCase],
    vectors: &'a [Vec<f32>],
    /// Whether a classification may be "out of scope".
    rejects: bool,
}

/// What a case was taken for.
#[derive(Debug, Clone, PartialEq)]
struct Guess {
    /// `None` is out of scope.
    intent: Option<String>,
    /// Probability of being in scope.
    scope: f64,
}

impl Guess {
    fn of(classification: Classification, rejects: bool) -> Self {
        let best = classification.ranked.into_iter().next().map(|guess| guess.intent);
        Self {
            intent: best.filter(|_| classification.in_scope || !rejects),
            scope: classification.scope,
        }
    }
}

impl Test<'_> {
    fn classified(&self, classifier: &Classifier) -> Vec<Guess> {
        let one = |(case, vector): (&ClassifyCase, &Vec<f32>)| {
            Guess::of(classifier.classify(&case.labelled.text, vector), self.rejects)
        };
        self.cases.iter().zip(self.vectors).map(one).collect()
    }

    fn judged<'g>(&'g self, guesses: &'g [Guess]) -> impl Iterator<Item = (&'g ClassifyCase, &'g Guess)> {
        self.cases.iter().zip(guesses)
    }

    fn accuracy<'g>(&'g self, guesses: &'g [Guess]) -> Option<crate::Metric> {
        let in_scope = self.judged(guesses).filter(|(case, _)| case.labelled.intent.is_some());
        share(in_scope.map(|(case, guess)| (case.identity.group(), guess.intent == case.labelled.intent)))
    }

    fn oos_recall<'g>(&'g self, guesses: &'g [Guess]) -> Option<crate::Metric> {
        let out = self.judged(guesses).filter(|(case, _)| case.labelled.intent.is_none());
        share(out.map(|(case, guess)| (case.identity.group(), guess.intent.is_none())))
    }

    /// Truth and guess of every case as class numbers, out of scope being one class.
    fn labelled(&self, guesses: &[Guess]) -> Vec<(&str, Labelled)> {
        let mut numbers: BTreeMap<Option<String>, usize> = BTreeMap::new();
        let mut number = |intent: &Option<String>| {
            let next = numbers.len();
            *numbers.entry(intent.clone()).or_insert(next)
        };
        let both = |(case, guess): (&ClassifyCase, &Guess)| (number(&case.labelled.intent), number(&guess.intent));
        let classes: Vec<Labelled> = self.judged(guesses).map(both).collect();
        self.cases.iter().map(|c| c.identity.group()).zip(classes).collect()
    }

    /// AUROC of "out of scope", over all in-scope cases and the out-of-scope cases that have `tag`, or all of them.
    fn oos_auroc(&self, resampling: Resampling, guesses: &[Guess], tag: Option<&str>) -> Option<crate::Metric> {
        let counts = |case: &ClassifyCase| {
            let tagged = tag.is_none_or(|tag| case.identity.tags.iter().any(|t| t == tag));
            case.labelled.intent.is_some() || tagged
        };
        let kept = self.judged(guesses).filter(|(case, _)| counts(case));
        let scored = kept.map(|(case, g)| (case.identity.group(), (-g.scope, case.labelled.intent.is_none())));
        resampling.figure(&scored.collect::<Vec<_>>(), auroc)
    }

    fn sum_up(&self, resampling: Resampling, guesses: &[Guess], measured: &mut Measured) {
        let Measured { metrics, notes, cases } = measured;
        let labelled = self.labelled(guesses);
        metrics.add("accuracy", self.accuracy(guesses), notes);
        metrics.add("macro_f1", resampling.figure(&labelled, macro_f1), notes);
        metrics.add("mcc", resampling.figure(&labelled, mcc), notes);
        if self.cases.iter().any(|c| c.labelled.intent.is_none()) {
            metrics.add("oos_auroc", self.oos_auroc(resampling, guesses, None), notes);
            for (name, tag) in [("oos_auroc_near", "near"), ("oos_auroc_far", "far")] {
                if self
                    .cases
                    .iter()
                    .any(|c| c.labelled.intent.is_none() && c.identity.tags.iter().any(|t| t == tag))
                {
                    metrics.add(name, self.oos_auroc(resampling, guesses, Some(tag)), notes);
                }
            }
            metrics.add("oos_recall", self.oos_recall(guesses), notes);
        }
        *cases = self.judged(guesses).map(case_result).collect();
    }

    fn at_training_threshold(&self, resampling: Resampling, guesses: &[Guess], measured: &mut Measured) {
        if !self.rejects {
            return;
        }
        let Measured { metrics, notes, .. } = measured;
        let labelled = self.labelled(guesses);
        metrics.add("accuracy_at_training_threshold", self.accuracy(guesses), notes);
        metrics.add("mcc_at_training_threshold", resampling.figure(&labelled, mcc), notes);
        metrics.add("oos_recall_at_training_threshold", self.oos_recall(guesses), notes);
    }

    /// Mean accuracy in scope over classifiers that learned from a few examples an intent; nothing is rejected, as the
    /// published few-shot figures have it.
    fn few(&self, run: &Run<'_>, most: usize, examples: &[Example], vectors: &[Vec<f32>], measured: &mut Measured) {
        let mut hits = vec![0.0; self.cases.len()];
        for draw in 0..DRAWS {
            run.tell("training", draw as usize, DRAWS as usize);
            let drawn = drawn(examples, most, run.options.seed.wrapping_add(draw));
            let few: Vec<Example> = drawn.iter().map(|at| examples[*at].clone()).collect();
            let few_vectors: Vec<Vec<f32>> = drawn.iter().map(|at| vectors[*at].clone()).collect();
            let test = Test {
                rejects: false,
                ..*self
            };
            let guesses = test.classified(&Classifier::train(&few, &few_vectors));
            for ((case, guess), hits) in self.judged(&guesses).zip(&mut hits) {
                *hits += f64::from(u8::from(guess.intent == case.labelled.intent)) / DRAWS as f64;
            }
        }
        let in_scope = self
            .cases
            .iter()
            .zip(hits)
            .filter(|(case, _)| case.labelled.intent.is_some());
        let values: Vec<_> = in_scope.map(|(case, hits)| (case.identity.group(), hits)).collect();
        let metric = run
            .resampling()
            .figure(&values, |v| mean(&v.iter().map(|v| **v).collect::<Vec<_>>()));
        measured.metrics.add("accuracy_few", metric, &mut measured.notes);
        measured.notes.push(format!(
            "accuracy_few: {most} examples an intent, mean of {DRAWS} draws, nothing rejected"
        ));
    }
}

/// Places of at most `most` examples of every intent, drawn without replacement; out of scope is left out.
fn drawn(examples: &[Example], most: usize, seed: u64) -> Vec<usize> {
    let mut by_intent: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, example) in examples.iter().enumerate() {
        if let Some(intent) = &example.intent {
            by_intent.entry(intent).or_default().push(at);
        }
    }
    let mut rng = SplitMix::new(seed);
    let mut places = Vec::new();
    for mut of_intent in by_intent.into_values() {
        rng.shuffle(&mut of_intent);
        places.extend(of_intent.into_iter().take(most));
    }
    places.sort_unstable();
    places
}

fn case_result((case, guess): (&ClassifyCase, &Guess)) -> CaseResult {
    let right = guess.intent == case.labelled.intent;
    let word = |intent: &Option<String>| intent.clone().unwrap_or_else(|| "out of scope".to_owned());
    let explanation = match right {
        true => format!("{}, in scope {:.2}", word(&guess.intent), guess.scope),
        false => format!(
            "expected {}, got {}, in scope {:.2}",
            word(&case.labelled.intent),
            word(&guess.intent),
            guess.scope
        ),
    };
    CaseResult {
        score: f64::from(u8::from(right)),
        explanation,
        confidence: Some(guess.scope),
        right: Some(case.labelled.intent.is_some()),
        ..CaseResult::of(&case.identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Identity;
    use usher_engine::intent::IntentGuess;

    fn case(id: &str, intent: Option<&str>, tag: Option<&str>) -> ClassifyCase {
        ClassifyCase {
            identity: Identity {
                id: id.to_owned(),
                group: None,
                tags: tag.iter().map(|t| (*t).to_owned()).collect(),
            },
            labelled: LabelledText {
                text: id.to_owned(),
                intent: intent.map(str::to_owned),
            },
        }
    }

    fn guess(intent: &str, scope: f64, rejects: bool) -> Guess {
        let ranked = vec![IntentGuess {
            intent: intent.to_owned(),
            probability: 0.9,
        }];
        Guess::of(
            Classification {
                ranked,
                scope,
                in_scope: scope >= 0.5,
            },
            rejects,
        )
    }

    #[test]
    fn a_rejected_case_is_out_of_scope_only_where_the_suite_has_such() {
        assert_eq!(guess("refund", 0.2, true).intent, None);
        assert_eq!(guess("refund", 0.2, false).intent.as_deref(), Some("refund"));
    }

    #[test]
    fn out_of_scope_is_one_class_and_near_and_far_are_told_apart() {
        let cases = [
            case("a", Some("refund"), None),
            case("b", Some("card"), None),
            case("c", Some("card"), None),
            case("d", None, Some("near")),
            case("e", None, Some("far")),
        ];
        let scopes = [
            ("refund", 0.9),
            ("card", 0.4),
            ("refund", 0.8),
            ("card", 0.6),
            ("card", 0.1),
        ];
        let guesses: Vec<Guess> = scopes
            .iter()
            .map(|(intent, scope)| guess(intent, *scope, true))
            .collect();
        let test = Test {
            cases: &cases,
            vectors: &[],
            rejects: true,
        };
        let mut measured = Measured::default();
        test.sum_up(Resampling { times: 100, seed: 1 }, &guesses, &mut measured);
        let figure = |name: &str| {
            measured
                .metrics
                .get(name)
                .map(|m| ((m.value * 1000.0).round() / 1000.0, m.n))
        };
        assert_eq!(figure("accuracy"), Some((0.333, 3)));
        assert_eq!(figure("oos_recall"), Some((0.5, 2)));
        assert_eq!(figure("oos_auroc"), Some((0.833, 5)));
        assert_eq!(figure("oos_auroc_near"), Some((0.667, 4)));
        assert_eq!(figure("oos_auroc_far"), Some((1.0, 4)));
        assert_eq!(figure("macro_f1"), Some((0.389, 5)));
        assert!(
            measured.cases[1]
                .explanation
                .starts_with("expected card, got out of scope")
        );
    }

    #[test]
    fn few_examples_are_drawn_from_every_intent_and_not_from_out_of_scope() {
        let label = |at: usize| Some(["a", "b"][at % 2].to_owned()).filter(|_| !at.is_multiple_of(5));
        let examples: Vec<Example> = (0..50)
            .map(|at| Example {
                text: at.to_string(),
                intent: label(at),
            })
            .collect();
        let places = drawn(&examples, 3, 1);
        assert_eq!(places.len(), 6);
        assert_eq!(
            places
                .iter()
                .filter(|at| examples[**at].intent.as_deref() == Some("a"))
                .count(),
            3
        );
        assert_eq!(places, drawn(&examples, 3, 1));
        assert_ne!(places, drawn(&examples, 3, 2));
        assert_eq!(drawn(&examples, 100, 1).len(), 40);
    }
}
