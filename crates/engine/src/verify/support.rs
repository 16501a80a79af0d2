//! Does this text support this sentence?

use super::claim::Claim;
use super::features::SupportFeatures;
use super::mark::MOST_WORDS;
use super::source::{MOST_SENTENCES, Sentence, Source};
use super::weigh::features;
use crate::models::{SUPPORT, dot};
use crate::ports::{Embedder, PortError, TextVectors};
use crate::text::{sentences, words};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Checks sentences against what they are said to follow from.
#[derive(Clone)]
pub struct SupportCheck {
    embedder: Arc<dyn Embedder>,
}

/// Whether a source supports a claim.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Support {
    /// Probability that the source supports the whole claim; 0 where either is empty or the claim is too long to be read.
    pub probability: f64,
    /// What it follows from, by the names of [`SupportFeatures`]; empty where nothing was read.
    pub features: BTreeMap<String, f64>,
}

impl SupportCheck {
    /// A check by an embedder: the one of the index, where sources come from there.
    pub fn new(embedder: Arc<dyn Embedder>) -> Self {
        Self { embedder }
    }

    /// Reads a text once, to check many claims against it. Beyond 400 sentences it is not read.
    pub fn read(&self, text: &str) -> Result<Source, PortError> {
        let sentences: Vec<&str> = sentences(text).into_iter().take(MOST_SENTENCES).collect();
        let vectors = self.embedder.embed_tokens(&sentences)?;
        let read = sentences.iter().zip(&vectors);
        Ok(Source::of(read.map(|(text, vectors)| {
            Sentence::of(text, vectors, self.embedder.reduce(&vectors.tokens))
        })))
    }

    /// Whether a text supports a sentence.
    pub fn support(&self, source: &str, claim: &str) -> Result<Support, PortError> {
        let supports = self.supports(&self.read(source)?, &[claim])?;
        Ok(supports.into_iter().next().unwrap_or_default())
    }

    /// Whether a source supports each of some sentences, in their order.
    pub fn supports(&self, source: &Source, claims: &[&str]) -> Result<Vec<Support>, PortError> {
        let vectors = self.embedder.embed_tokens(claims)?;
        let one = |(text, vectors): (&&str, _)| self.one(source, text, vectors);
        Ok(claims.iter().zip(&vectors).map(one).collect())
    }

    fn one(&self, source: &Source, text: &str, vectors: &TextVectors) -> Support {
        let length = words(text).len();
        if source.stems.is_empty() || length == 0 || length > MOST_WORDS {
            return Support::default();
        }
        let claim = Claim::new(text, vectors, self.embedder.reduce(&vectors.tokens));
        let features = features(&claim, source);
        let logit = f64::from(dot(SUPPORT, &features.values()));
        Support {
            probability: 1.0 / (1.0 + (-logit).exp()),
            features: features.named(),
        }
    }
}

impl Support {
    /// The features that set the claim most apart from one that stands in the source word for word, with the log odds that
    /// they add or take, strongest first. Length is no reason.
    pub fn strongest(&self, most: usize) -> Vec<(&'static str, f64)> {
        let apart = |((name, weight), ideal): (&(&'static str, f32), f32)| {
            let by = self.features.get(*name)? - f64::from(ideal);
            let odds = f64::from(*weight) * by;
            (*name != "length" && odds.abs() >= 0.05).then_some((*name, odds))
        };
        let mut odds: Vec<_> = SUPPORT
            .iter()
            .zip(SupportFeatures::verbatim().values())
            .filter_map(apart)
            .collect();
        odds.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        odds.truncate(most);
        odds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::TokenVectors;
    use std::hash::{DefaultHasher, Hash, Hasher};

    /// A vector a word, the same for the same stem and hardly alike for others.
    struct Words;

    impl Embedder for Words {
        fn identity(&self) -> &str {
            "words"
        }

        fn dimensions(&self) -> usize {
            64
        }

        fn max_tokens(&self) -> usize {
            256
        }

        fn count_tokens(&self, text: &str) -> usize {
            words(text).len()
        }

        fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
            Ok(self.embed_tokens(texts)?.into_iter().map(|v| v.pooled).collect())
        }

        fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
            Ok(texts.iter().map(|text| vectors(text)).collect())
        }
    }

    fn vectors(text: &str) -> TextVectors {
        let mut found = TextVectors {
            pooled: vec![0.0; 64],
            tokens: TokenVectors {
                dimensions: 64,
                ..TokenVectors::default()
            },
        };
        for word in words(text) {
            let mut hasher = DefaultHasher::new();
            word.stem().hash(&mut hasher);
            let row: Vec<f32> = (0..64)
                .map(|bit| if hasher.finish() >> bit & 1 == 1 { 0.125 } else { -0.125 })
                .collect();
            found.pooled.iter_mut().zip(&row).for_each(|(sum, v)| *sum += v);
            found.tokens.values.extend(row);
            found.tokens.spans.push((word.start as u32, word.end() as u32));
        }
        let length = found.pooled.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
        found.pooled.iter_mut().for_each(|v| *v /= length);
        found
    }

    const SOURCE: &str = "A parking permit costs 40 euros a year. Ms Lima issues it in the town hall. \
                          Visitors cannot buy a permit. Lost permits are replaced once.";

    fn check() -> SupportCheck {
        SupportCheck::new(Arc::new(Words))
    }

    #[test]
    fn what_the_source_says_is_likelier_than_what_it_does_not() {
        let source = check().read(SOURCE).unwrap();
        let check = |right: &str, wrong: &str| {
            let [right, wrong]: [Support; 2] = check().supports(&source, &[right, wrong]).unwrap().try_into().unwrap();
            assert!(right.probability > wrong.probability + 0.05, "{right:#?}\n{wrong:#?}");
        };
        check("A parking permit costs 40 euros.", "A parking permit costs 90 euros.");
        check("Visitors cannot buy a permit.", "Visitors can buy a permit.");
        check("Ms Lima issues the permit.", "Ms Okoye issues the permit.");
        check(
            "Lost permits are replaced once.",
            "Lost permits are replaced once by mail within days.",
        );
        check(
            "A permit costs 40 euros a year.",
            "I think we all love a permit, a year?",
        );
    }

    #[test]
    fn what_cannot_be_read_is_not_supported() {
        let check = |source: &str, claim: &str| assert_eq!(check().support(source, claim).unwrap(), Support::default());
        check("", "A permit costs 40 euros.");
        check(SOURCE, "");
        check(SOURCE, "?!");
        check(SOURCE, &"permit ".repeat(100_000));
        check("...", "A permit.");
    }

    #[test]
    fn a_giant_source_is_read_to_its_bounds() {
        let giant = format!("{}\n{}", "permit ".repeat(50_000), "One line.\n".repeat(5_000));
        let support = check().support(&giant, "A permit.").unwrap();
        assert!(support.probability.is_finite() && !support.features.is_empty());
    }

    #[test]
    fn the_reasons_name_what_is_missing() {
        let wrong = check()
            .support(SOURCE, "A parking permit costs 90 euros a year.")
            .unwrap();
        let names: Vec<&str> = wrong.strongest(3).into_iter().map(|(name, _)| name).collect();
        assert!(names.contains(&"number_missing"), "{names:?}");
        assert_eq!(Support::default().strongest(3), []);
    }
}
