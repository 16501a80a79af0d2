//! `classify`: which intent a message has, if any.

use crate::case::{ClassifyCase, LabelledText};
use crate::error::EvalError;
use crate::figure::{Figure, Formula, bit};
use crate::results::{CaseResult, values};
use crate::rng::SplitMix;
use crate::run::{Measured, Run};
use std::collections::{BTreeMap, BTreeSet};
use usher_engine::intent::{Classification, Classifier, Example, Grams};

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
        classes: &classes(&examples, cases),
        rejects: has_out_of_scope(&examples, cases),
    };
    let trained = suite.classified(&classifier);
    let mut measured = Measured::default();
    if valid.is_empty() {
        suite.sum_up(&trained, &mut measured);
        measured
            .notes
            .push("threshold: chosen on the training data alone, by cross-validation".to_owned());
    } else {
        classifier.choose_threshold(&valid);
        suite.sum_up(&suite.classified(&classifier), &mut measured);
        suite.at_training_threshold(&trained, &mut measured);
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

/// Numbers of intents; out of scope is one of them.
type Classes = BTreeMap<Option<String>, usize>;

fn classes(examples: &[Example], cases: &[ClassifyCase]) -> Classes {
    let of_cases = cases.iter().map(|c| &c.labelled.intent);
    let intents: BTreeSet<_> = examples
        .iter()
        .map(|e| &e.intent)
        .chain(of_cases)
        .chain([&None])
        .collect();
    intents.into_iter().cloned().zip(0..).collect()
}

/// The cases to be classified.
struct Test<'a> {
    cases: &'a [ClassifyCase],
    vectors: &'a [Vec<f32>],
    classes: &'a Classes,
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
            Guess::of(
                classifier.classify(&Grams::of(&case.labelled.text), vector),
                self.rejects,
            )
        };
        self.cases.iter().zip(self.vectors).map(one).collect()
    }

    fn judged<'g>(&'g self, guesses: &'g [Guess]) -> impl Iterator<Item = (&'g ClassifyCase, &'g Guess)> {
        self.cases.iter().zip(guesses)
    }

    fn class(&self, intent: &Option<String>) -> Option<f64> {
        self.classes.get(intent).map(|number| *number as f64)
    }

    fn has_out_of_scope(&self, tag: Option<&str>) -> bool {
        let tagged = |c: &ClassifyCase| tag.is_none_or(|tag| has_tag(c, tag));
        self.cases.iter().any(|c| c.labelled.intent.is_none() && tagged(c))
    }

    fn sum_up(&self, guesses: &[Guess], measured: &mut Measured) {
        let Measured { figures, cases, .. } = measured;
        let (truth, guess) = ("truth".to_owned(), "guess".to_owned());
        figures.push(Figure::share("accuracy"));
        let (t, g) = (truth.clone(), guess.clone());
        figures.push(Figure::new("macro_f1", Formula::MacroF1 { truth: t, guess: g }));
        figures.push(Figure::new("mcc", Formula::Mcc { truth, guess }));
        if self.has_out_of_scope(None) {
            figures.push(Figure::auroc("oos_auroc", "confidence", "right"));
            for tag in ["near", "far"]
                .into_iter()
                .filter(|tag| self.has_out_of_scope(Some(tag)))
            {
                let truth = format!("in_scope_not_{tag}");
                figures.push(Figure::auroc(format!("oos_auroc_{tag}"), "confidence", &truth));
            }
            figures.push(Figure::share("oos_recall"));
        }
        let one = |(case, guess)| CaseResult {
            values: self.values(case, guess),
            ..case_result(case, guess)
        };
        *cases = self.judged(guesses).map(one).collect();
    }

    fn values(&self, case: &ClassifyCase, guess: &Guess) -> BTreeMap<String, f64> {
        let truth = &case.labelled.intent;
        let in_scope = truth.is_some();
        let or_tagged = |tag| (in_scope || has_tag(case, tag)).then(|| bit(in_scope));
        values([
            ("truth", self.class(truth)),
            ("guess", self.class(&guess.intent)),
            ("accuracy", accuracy(case, guess)),
            ("oos_recall", oos_recall(case, guess)),
            ("in_scope_not_near", or_tagged("near")),
            ("in_scope_not_far", or_tagged("far")),
        ])
    }

    fn at_training_threshold(&self, guesses: &[Guess], measured: &mut Measured) {
        if !self.rejects {
            return;
        }
        let guessed = "guess_at_training_threshold";
        let (truth, guess) = ("truth".to_owned(), guessed.to_owned());
        measured.figures.extend([
            Figure::share("accuracy_at_training_threshold"),
            Figure::new("mcc_at_training_threshold", Formula::Mcc { truth, guess }),
            Figure::share("oos_recall_at_training_threshold"),
        ]);
        for ((case, guess), result) in self.judged(guesses).zip(&mut measured.cases) {
            result.values.extend(values([
                (guessed, self.class(&guess.intent)),
                ("accuracy_at_training_threshold", accuracy(case, guess)),
                ("oos_recall_at_training_threshold", oos_recall(case, guess)),
            ]));
        }
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
        for ((case, hits), result) in self.cases.iter().zip(hits).zip(&mut measured.cases) {
            let counts = case.labelled.intent.is_some();
            result.values.extend(values([("accuracy_few", counts.then_some(hits))]));
        }
        measured.figures.push(Figure::mean("accuracy_few"));
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

fn has_tag(case: &ClassifyCase, tag: &str) -> bool {
    case.identity.tags.iter().any(|t| t == tag)
}

/// Whether a case in scope was taken for what it is.
fn accuracy(case: &ClassifyCase, guess: &Guess) -> Option<f64> {
    let truth = &case.labelled.intent;
    truth.is_some().then(|| bit(guess.intent == *truth))
}

/// Whether a case out of scope was rejected.
fn oos_recall(case: &ClassifyCase, guess: &Guess) -> Option<f64> {
    case.labelled.intent.is_none().then(|| bit(guess.intent.is_none()))
}

fn case_result(case: &ClassifyCase, guess: &Guess) -> CaseResult {
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
    use crate::bootstrap::Resampling;
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
            classes: &classes(&[], &cases),
            rejects: true,
        };
        let mut measured = Measured::default();
        test.sum_up(&guesses, &mut measured);
        let metrics = measured.take_metrics(Resampling { times: 100, seed: 1 });
        let figure = |name: &str| metrics.get(name).map(|m| ((m.value * 1000.0).round() / 1000.0, m.n));
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
