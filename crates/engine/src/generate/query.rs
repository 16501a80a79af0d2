//! A question that search understands by itself.

use super::Writer;
use super::language::of_tag;
use crate::model::Deaf;
use crate::prompt::QueryPrompt;
use serde::Deserialize;
use whatlang::Lang;

/// A longer rewriting says more than was asked.
const LONGEST: usize = 400;

/// What came of rewriting.
pub(crate) struct Rewritten {
    /// The question, in the language of the articles, with the values of its placeholders.
    pub query: String,
    /// The language that the contact writes in, where it is not that of the articles.
    pub language: Option<Lang>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Output {
    query: String,
    language: String,
}

impl Writer<'_> {
    /// Rewrites the last message where it leans on what was said before, or may be in another language than the articles.
    /// `detected` is the language that its letters show (ISO 639-3; empty where they are too few), `locale` what the host says.
    pub async fn rewrite(
        &mut self,
        product: &str,
        articles: &str,
        detected: &str,
        locale: Option<&str>,
    ) -> Option<Rewritten> {
        let articles = of_tag(articles)?;
        let foreign = match (Lang::from_code(detected), locale.and_then(of_tag)) {
            (Some(language), _) | (None, Some(language)) => language != articles,
            (None, None) => false,
        };
        if !foreign && self.earlier.iter().all(|said| said.who != "Contact") {
            return None;
        }
        let (earlier, page, message) = (self.earlier.clone(), self.page.clone(), self.message.clone());
        let context = QueryPrompt {
            product,
            articles_language: articles.eng_name(),
            earlier: &earlier,
            page: page.as_ref(),
            message: &message,
        };
        let (output, _) = self.ask::<_, Output>(&context, &mut Deaf).await?;
        let query = self.redactor.restore(output.query.trim());
        if query.is_empty() || query.chars().count() > LONGEST {
            self.note("unused: it is empty or too long");
            return None;
        }
        let language = of_tag(&output.language).filter(|language| *language != articles);
        Some(Rewritten { query, language })
    }
}
