//! What a claim's features say of its support.
//!
//! `usher eval fit` learned the weights on the development suites `wice` and `begin_wow` and on our own `evals/support`: ridge
//! logistic regression, then its slope and intercept by Platt's method on groups left out. `docs/benchmarks.md` says what
//! they reach.

use super::Weight;

/// The suites that they were learned on, whose own figures flatter them.
pub const SUPPORT_LEARNED_ON: &[&str] = &["wice", "begin_wow", "support"];

/// Log odds that a source supports the whole of a claim. `SupportFeatures` says what each is.
pub const SUPPORT: &[Weight; 24] = &[
    ("coverage", 0.7293),
    ("word_coverage", 0.4505),
    ("near_coverage", 1.0495),
    ("number_missing", -1.4763),
    ("name_missing", -0.6880),
    ("worst_missing", -1.7327),
    ("word_match", 0.0703),
    ("worst_word_match", 1.0921),
    ("sentence_match", 0.3073),
    ("near_match", 0.6917),
    ("worst_span_match", 1.4518),
    ("cosine", 0.1254),
    ("first_person", -1.3987),
    ("question", -1.3826),
    ("new_function_words", -1.9990),
    ("negation_new", 0.0131),
    ("length", -0.0964),
    ("number_swapped", -0.9262),
    ("name_swapped", -1.2552),
    ("negated", -1.0824),
    ("unnegated", 0.0340),
    ("denial_lost", -1.3284),
    ("opposite", 0.1014),
    ("intercept", -2.8063),
];
