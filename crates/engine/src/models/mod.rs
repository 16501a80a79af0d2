//! The learned weights, with where they come from.
//!
//! `usher eval fit` learned them on the development suites `squad2`, `workarena_kb` and on our own `tallybook`, a suite
//! counting by the square root of its size, on the compiled-in embedder with token vectors reduced to 128 dimensions. They
//! apply to unscaled features. `docs/benchmarks.md` says what they reach on groups left out.

/// A weight with the name of its feature.
pub type Weight = (&'static str, f32);

/// Identity of the weights, for traces.
pub const IDENTITY: &str = "reading-3";

/// Ranks passages: differences of the weighted sum are log odds. `reading::weigh` defines the features.
pub const RANKER: &[Weight; 20] = &[
    ("token_match", -1.2587),
    ("word_match", 7.5388),
    ("worst_word_match", 0.8978),
    ("question_word_match", 5.1446),
    ("match_with_previous", 7.5241),
    ("reverse_match", 4.9966),
    ("passage_cosine", 4.1300),
    ("coverage", 2.5575),
    ("telling_coverage", -0.3547),
    ("bigrams", 3.1626),
    ("kind_held", 1.4196),
    ("kind_missing", -0.8846),
    ("new_number", 0.3359),
    ("chunk_cosine", 8.0861),
    ("bm25", 3.3449),
    ("heading_coverage", 3.3110),
    ("chunk_word_match", 3.6295),
    ("title_cosine", 1.5839),
    ("topic", 2.8261),
    ("on_page", 1.1350),
];

/// Log odds that the best passage answers the question. `reading::weigh` defines the features.
pub const EVIDENCE: &[Weight; 21] = &[
    ("word_match", 0.4066),
    ("nearest_cosine", 2.9771),
    ("worst_missing", -2.0661),
    ("covered_elsewhere", -0.4555),
    ("negation_unmet", -2.9897),
    ("opposites", -1.0622),
    ("numbers_missing", -1.1246),
    ("numbers_missing_in_chunk", 0.1512),
    ("names_missing_in_chunk", -1.8722),
    ("replaced_words", -0.3275),
    ("kind_missing", -0.1627),
    ("missing_in_chunk", 0.8450),
    ("searched", -4.9580),
    ("searched_nearest_cosine", 3.9501),
    ("searched_missing_in_chunk", -0.5102),
    ("chunk_cosine", 3.4205),
    ("bm25", 3.9515),
    ("title_cosine", 0.8016),
    ("topic", 0.6400),
    ("article_share", 2.2545),
    ("intercept", -1.2544),
];

/// Log odds that a guide is what the contact wants: nearest taught question, probability of the intents that it serves,
/// "wants to do something", "asks to be shown", "asks for a fact", "on its page". Set by hand on the Tallybook suite; not
/// learned yet.
pub const GUIDE: &[Weight; 7] = &[
    ("nearest_question", 9.0),
    ("intent", 3.0),
    ("wants_to_do", 1.2),
    ("asks_to_be_shown", 2.0),
    ("asks_for_fact", -2.5),
    ("on_its_page", 0.8),
    ("intercept", -6.8),
];

/// The weighted sum of features.
pub fn dot<const N: usize>(weights: &[Weight; N], features: &[f32; N]) -> f32 {
    weights.iter().zip(features).map(|((_, w), f)| w * f).sum()
}
