//! The learned weights, with where they come from.
//!
//! `usher eval fit` learned them on the development suites `squad2` and `workarena_kb`, on our own `tallybook`, and on 220
//! questions of our own about the 132 pages of plausible/docs (which quote those pages and so are not part of this
//! project), a suite counting by the square root of its size, on the compiled-in embedder with token vectors reduced to 128
//! dimensions. They apply to unscaled features. `docs/benchmarks.md` says what they reach on groups left out.

mod frustration;
pub mod injection;
mod support;

pub use frustration::{FRUSTRATION, FRUSTRATION_LEARNED_ON};
pub use support::{SUPPORT, SUPPORT_LEARNED_ON};

/// Makes a struct of features, in the order of their weights. A test holds that the names are the same.
macro_rules! feature_set {
    ($(#[$about:meta])* pub struct $set:ident { $($(#[$what:meta])* $field:ident,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, Default, PartialEq)]
        pub struct $set {
            $($(#[$what])* pub $field: f32,)+
        }

        impl $set {
            /// The features' names.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($field)),+];

            /// The features' values, in the same order.
            pub fn values(&self) -> [f32; Self::NAMES.len()] {
                [$(self.$field),+]
            }

            /// The values by name, for a trace.
            pub fn named(&self) -> std::collections::BTreeMap<String, f64> {
                let named = Self::NAMES.iter().zip(self.values());
                named.map(|(name, value)| ((*name).to_owned(), f64::from(value))).collect()
            }
        }
    };
}
pub(crate) use feature_set;

/// A weight with the name of its feature.
pub type Weight = (&'static str, f32);

/// Identity of the weights, for traces.
pub const IDENTITY: &str = "reading-4";

/// Ranks passages: differences of the weighted sum are log odds. `reading::Signals` says what each is.
pub const RANKER: &[Weight; 29] = &[
    ("token_match", 2.6981),
    ("word_match", 8.0446),
    ("worst_word_match", 1.9002),
    ("question_word_match", 3.8135),
    ("match_with_previous", 6.1839),
    ("reverse_match", 4.3053),
    ("passage_cosine", 3.3872),
    ("coverage", 1.3180),
    ("telling_coverage", -0.5056),
    ("bigrams", 3.2475),
    ("kind_held", 1.3713),
    ("kind_missing", -0.7567),
    ("new_number", -0.0611),
    ("chunk_cosine", 5.5027),
    ("bm25", 4.6793),
    ("heading_coverage", 6.3746),
    ("chunk_word_match", 5.5949),
    ("title_cosine", -0.1307),
    ("topic", -0.0595),
    ("on_page", 3.1357),
    ("asked", 6.9691),
    ("asked_passage", 4.3657),
    ("description_cosine", 3.0045),
    ("heading_cosine", 1.0142),
    ("led", 0.6312),
    ("step_wanted", -0.6821),
    ("step_unasked", -0.8625),
    ("row", 0.6265),
    ("leads_in", -0.2736),
];

/// Log odds that the best passage found by searching answers the question. `reading::Features` says what each
/// is.
pub const EVIDENCE: &[Weight; 26] = &[
    ("word_match", 0.6074),
    ("nearest_cosine", 1.6462),
    ("worst_missing", -0.6816),
    ("covered_elsewhere", -1.3133),
    ("negation_unmet", -0.3694),
    ("opposites", -0.0877),
    ("numbers_missing", -1.1156),
    ("numbers_missing_in_chunk", 1.2572),
    ("names_missing_in_chunk", -0.6453),
    ("replaced_words", -0.2324),
    ("kind_missing", -1.0849),
    ("missing_in_chunk", -0.1125),
    ("entropy", -0.5311),
    ("chunk_cosine", 4.5903),
    ("bm25", 1.8265),
    ("title_cosine", 0.6498),
    ("topic", -2.0964),
    ("asked", -1.2237),
    ("description_cosine", -0.9813),
    ("heading_cosine", 1.3457),
    ("led", -0.0213),
    ("article_share", 1.2826),
    ("lead", 0.1033),
    ("asked_margin", 6.4876),
    ("scope", 1.4451),
    ("intercept", -2.6906),
];

/// The same where the article was given and not searched for.
pub const EVIDENCE_GIVEN: &[Weight; 26] = &[
    ("word_match", -0.2992),
    ("nearest_cosine", 3.0042),
    ("worst_missing", -2.0592),
    ("covered_elsewhere", -1.1952),
    ("negation_unmet", -3.3167),
    ("opposites", -1.2874),
    ("numbers_missing", -0.9153),
    ("numbers_missing_in_chunk", -1.1905),
    ("names_missing_in_chunk", -2.3140),
    ("replaced_words", -0.6862),
    ("kind_missing", -0.0480),
    ("missing_in_chunk", 0.8514),
    ("entropy", 0.1344),
    ("chunk_cosine", 0.0000),
    ("bm25", 0.0000),
    ("title_cosine", 0.0000),
    ("topic", 0.0000),
    ("asked", 0.0000),
    ("description_cosine", 0.0000),
    ("heading_cosine", 0.0000),
    ("led", 0.0000),
    ("article_share", 0.0000),
    ("lead", 0.0000),
    ("asked_margin", 0.0000),
    ("scope", 0.0000),
    ("intercept", -0.5523),
];

/// Log odds that a guide is what the contact wants. `propose::GuideFeatures` says what each is.
pub const GUIDE: &[Weight; 12] = &[
    ("nearest_question", -2.5481),
    ("nearer_than_others", 8.5967),
    ("intent", 0.7991),
    ("wants_to_do", 1.7361),
    ("asks_to_be_shown", 1.6324),
    ("asks_for_fact", -1.5540),
    ("on_its_page", 0.3404),
    ("its_article_first", 0.7612),
    ("its_article_share", 0.7127),
    ("led_to_its_article", 0.4846),
    ("has_article", -1.7924),
    ("intercept", -2.8676),
];

/// The weighted sum of features.
pub fn dot<const N: usize>(weights: &[Weight; N], features: &[f32; N]) -> f32 {
    weights.iter().zip(features).map(|((_, w), f)| w * f).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::propose::GuideFeatures;
    use crate::reading::{Features, Signals};
    use crate::understand::MoodFeatures;
    use crate::verify::SupportFeatures;

    #[test]
    fn every_weight_has_the_name_of_its_feature() {
        let check = |weights: &[Weight], names: &[&str]| {
            let weighed: Vec<&str> = weights.iter().map(|(name, _)| *name).collect();
            assert_eq!(weighed, names);
        };
        check(RANKER, Signals::NAMES);
        check(EVIDENCE, Features::NAMES);
        check(EVIDENCE_GIVEN, Features::NAMES);
        check(GUIDE, GuideFeatures::NAMES);
        check(FRUSTRATION, MoodFeatures::NAMES);
        check(SUPPORT, SupportFeatures::NAMES);
    }
}
