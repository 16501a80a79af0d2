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
pub const IDENTITY: &str = "reading-5";

/// Ranks passages: differences of the weighted sum are log odds. `reading::Signals` says what each is.
pub const RANKER: &[Weight; 29] = &[
    ("token_match", 1.0395),
    ("word_match", 7.8909),
    ("worst_word_match", 0.4654),
    ("question_word_match", 4.5668),
    ("match_with_previous", 5.7654),
    ("reverse_match", 3.8417),
    ("passage_cosine", 3.3548),
    ("coverage", 2.3818),
    ("telling_coverage", -0.6916),
    ("bigrams", 3.2140),
    ("kind_held", 1.3632),
    ("kind_missing", -0.7540),
    ("new_number", 0.1648),
    ("chunk_cosine", 6.4590),
    ("bm25", 1.1888),
    ("heading_coverage", 6.4154),
    ("chunk_word_match", 5.5828),
    ("title_cosine", 1.3169),
    ("topic", 0.3787),
    ("on_page", 2.6879),
    ("asked", 7.6596),
    ("asked_passage", 5.6823),
    ("description_cosine", 1.8402),
    ("heading_cosine", 1.0707),
    ("led", 0.5670),
    ("step_wanted", 0.1159),
    ("step_unasked", -0.6684),
    ("row", 0.3050),
    ("leads_in", 0.1136),
];

/// Log odds that the best passage found by searching answers the question. `reading::Features` says what each
/// is.
pub const EVIDENCE: &[Weight; 27] = &[
    ("word_match", 0.3458),
    ("nearest_cosine", 2.1288),
    ("worst_missing", -1.6131),
    ("covered_elsewhere", 2.3808),
    ("negation_unmet", 0.1556),
    ("opposites", 0.0730),
    ("numbers_missing", -1.0235),
    ("numbers_missing_in_chunk", 1.3679),
    ("names_missing_in_chunk", -0.8107),
    ("replaced_words", -0.2004),
    ("kind_missing", 0.0066),
    ("missing_in_chunk", -0.1585),
    ("entropy", -0.6682),
    ("chunk_cosine", 1.3183),
    ("bm25", -1.0538),
    ("title_cosine", 0.1482),
    ("topic", 0.1435),
    ("asked", -1.0566),
    ("description_cosine", -0.1261),
    ("heading_cosine", 0.0464),
    ("led", 0.0781),
    ("article_share", 1.2217),
    ("lead", 0.1285),
    ("asked_margin", 1.8868),
    ("scope", 0.5534),
    ("length", 0.6474),
    ("intercept", -2.3507),
];

/// The same where the article was given and not searched for.
pub const EVIDENCE_GIVEN: &[Weight; 27] = &[
    ("word_match", -0.2668),
    ("nearest_cosine", 3.0256),
    ("worst_missing", -1.9863),
    ("covered_elsewhere", -1.0921),
    ("negation_unmet", -3.3103),
    ("opposites", -1.2858),
    ("numbers_missing", -0.9380),
    ("numbers_missing_in_chunk", -1.1657),
    ("names_missing_in_chunk", -2.3219),
    ("replaced_words", -0.7485),
    ("kind_missing", -0.0486),
    ("missing_in_chunk", 0.8862),
    ("entropy", 0.1040),
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
    ("length", -0.0442),
    ("intercept", -0.5010),
];

/// Log odds that a guide is what the contact wants. `propose::GuideFeatures` says what each is.
pub const GUIDE: &[Weight; 12] = &[
    ("nearest_question", -4.4413),
    ("nearer_than_others", 8.5108),
    ("intent", 0.8549),
    ("wants_to_do", 1.5596),
    ("asks_to_be_shown", 1.9049),
    ("asks_for_fact", -1.6390),
    ("on_its_page", 0.5702),
    ("its_article_first", 1.6277),
    ("its_article_share", 0.2579),
    ("led_to_its_article", 0.4728),
    ("has_article", -1.4984),
    ("intercept", -2.4495),
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
