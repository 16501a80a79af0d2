//! What known questions teach: which article a question leads to.

use super::Teaching;
use crate::ids::ArticleId;
use crate::intent::{Classifier, Example};
use crate::ports::{Embedder, PortError, Retriever};
use std::collections::HashSet;

/// With known questions for more articles than this, only the nearest of them count: what they teach would take more memory
/// than the index.
const MOST_LED_ARTICLES: usize = 1000;

/// Learns which article a question leads to, from the questions that authors expect, and from those that lead to guides
/// which have an article.
pub(super) fn leads(
    teaching: &Teaching,
    embedder: &dyn Embedder,
    retriever: &dyn Retriever,
) -> Result<Option<Classifier>, PortError> {
    let known = retriever.known_questions()?;
    let articles: HashSet<&ArticleId> = known.iter().map(|k| &k.article).collect();
    if articles.len() < 2 || articles.len() > MOST_LED_ARTICLES {
        return Ok(None);
    }
    let example = |text: &str, article: &ArticleId| Example {
        text: text.to_owned(),
        intent: Some(article.to_string()),
    };
    let mut examples: Vec<Example> = known.iter().map(|k| example(&k.text, &k.article)).collect();
    let mut vectors: Vec<Vec<f32>> = known.iter().map(|k| k.vector.clone()).collect();
    let mut texts = Vec::new();
    for guide in &teaching.guides {
        let Some(article) = guide.article.as_ref().filter(|a| articles.contains(a)) else {
            continue;
        };
        let intents = teaching.intents.iter().flat_map(|set| &set.intents);
        let served = intents
            .filter(|i| i.guide.as_ref() == Some(&guide.id))
            .flat_map(|i| &i.examples);
        for text in guide.questions.iter().chain(served) {
            texts.push(text.as_str());
            examples.push(example(text, article));
        }
    }
    vectors.extend(embedder.embed(&texts)?);
    Ok(Some(Classifier::train_to_rank(&examples, &vectors)))
}
