//! What a dialogue's features say of its contact's dissatisfaction.
//!
//! `usher eval fit evals/frustration` learned the weights: ridge logistic regression, then its slope and intercept by
//! Platt's method on dialogues left out. `docs/benchmarks.md` says what they reach.

use super::Weight;

/// The suite that they were learned on, whose own figures flatter them.
pub const FRUSTRATION_LEARNED_ON: &str = "frustration";

/// Log odds that the contact is dissatisfied at their last message. `understand::MoodFeatures` says what each is.
pub const FRUSTRATION: &[Weight; 22] = &[
    ("angry", 1.6972),
    ("failed", 1.1971),
    ("failed_before", 0.6397),
    ("solved", -1.8116),
    ("fed_up", 1.9043),
    ("fed_up_before", 0.5930),
    ("content", -1.1074),
    ("asks_again", 2.0862),
    ("agent_repeats", 1.8993),
    ("new_words", -1.2399),
    ("stuck", 0.5842),
    ("again_words", 0.6432),
    ("cheer_words", -0.5794),
    ("leaving_words", 0.4726),
    ("hard_words", 0.7972),
    ("accuses", 0.5766),
    ("question", -1.6331),
    ("negations", 0.4622),
    ("loud", 0.0899),
    ("sour_emoji", 0.8178),
    ("shorter", -0.1470),
    ("intercept", -1.8756),
];
