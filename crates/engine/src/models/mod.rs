//! The learned weights, with where they come from.
//!
//! Learned on the development suites `squad2` and `workarena_kb` (together, the second weighed twice; ridge and listwise
//! softmax, regularisation by cross-validation over groups of articles) on the compiled-in embedder with token vectors
//! reduced to 128 dimensions. They apply to unscaled features. `docs/benchmarks.md` says what they reach.

/// A weight with the name of its feature.
pub type Weight = (&'static str, f32);

/// Identity of the weights, for traces.
pub const IDENTITY: &str = "reading-1";

/// Ranks passages: differences of the weighted sum are log odds. `reading::weigh` defines the features.
pub const RANKER: &[Weight; 20] = &[
    ("token_match", 2.7573),
    ("word_match", 5.1451),
    ("worst_word_match", 2.2635),
    ("question_word_match", 4.1496),
    ("match_with_previous", 6.7067),
    ("reverse_match", 4.3136),
    ("passage_cosine", 3.901),
    ("coverage", 2.752),
    ("telling_coverage", -1.2443),
    ("bigrams", 2.6132),
    ("kind_held", 1.5889),
    ("kind_missing", -1.0293),
    ("new_number", -0.3163),
    ("chunk_cosine", 3.687),
    ("bm25", 10.0741),
    ("heading_coverage", -1.9841),
    ("chunk_word_match", 2.2644),
    ("title_cosine", 0.0),
    ("topic", 0.0),
    ("on_page", 0.0),
];

/// Log odds that the best passage answers the question. `reading::weigh` defines the features.
pub const EVIDENCE: &[Weight; 20] = &[
    ("word_match", -0.7507),
    ("nearest_cosine", 3.5599),
    ("worst_missing", -2.1899),
    ("covered_elsewhere", -0.971),
    ("negation_unmet", -3.4281),
    ("opposites", -1.3591),
    ("numbers_missing", -1.1173),
    ("numbers_missing_in_chunk", -1.0133),
    ("names_missing_in_chunk", -1.8932),
    ("replaced_words", -0.6652),
    ("kind_missing", -0.1039),
    ("missing_in_chunk", 0.8351),
    ("searched", -1.7509),
    ("searched_nearest_cosine", 11.2147),
    ("searched_missing_in_chunk", -3.284),
    ("chunk_cosine", 0.0),
    ("bm25", 0.0),
    ("title_cosine", 0.0),
    ("topic", 0.0),
    ("intercept", -0.5108),
];

/// Log odds that a guide is what the contact wants: nearest taught question, probability of the intents that it serves,
/// "wants to do something", "asks for a fact", "on its page". Set by hand on the Tallybook suite; not learned yet.
pub const GUIDE: &[Weight; 6] = &[
    ("nearest_question", 12.0),
    ("intent", 2.5),
    ("wants_to_do", 1.5),
    ("asks_for_fact", -2.5),
    ("on_its_page", 0.5),
    ("intercept", -9.5),
];

/// The weighted sum of features.
pub fn dot<const N: usize>(weights: &[Weight; N], features: &[f32; N]) -> f32 {
    weights.iter().zip(features).map(|((_, w), f)| w * f).sum()
}
