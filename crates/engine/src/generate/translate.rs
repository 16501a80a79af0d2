//! What was checked in the articles' language, in the contact's.

use super::Writer;
use super::facts::{labels, numbers};
use crate::model::Deaf;
use crate::prompt::TranslatePrompt;
use serde::Deserialize;
use whatlang::Lang;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Output {
    texts: Vec<String>,
}

impl Writer<'_> {
    /// Each text in `language`, or as it was where its translation lost or gained a number, a link or a label. `None` where
    /// there is no translation at all.
    pub async fn translate(&mut self, product: &str, language: Lang, texts: &[&str]) -> Option<Vec<String>> {
        if texts.is_empty() {
            return Some(Vec::new());
        }
        let leaving: Vec<String> = texts.iter().map(|text| self.redactor.written(text)).collect();
        let leaving: Vec<&str> = leaving.iter().map(String::as_str).collect();
        let context = TranslatePrompt {
            product,
            language: language.eng_name(),
            texts: &leaving,
        };
        let (output, _) = self.ask::<_, Output>(&context, &mut Deaf).await?;
        if output.texts.len() != texts.len() {
            self.note("unused: it has another number of texts");
            return None;
        }
        let pairs = leaving.iter().zip(&output.texts);
        let kept = pairs.map(|(from, to)| {
            let faithful = is_faithful(from, to);
            self.redactor.restore(if faithful { to.trim() } else { from })
        });
        Some(kept.collect())
    }
}

/// True where a translation has the numbers, links and labels of its original, and about its length.
fn is_faithful(from: &str, to: &str) -> bool {
    let digits = |text: &str| {
        let mut found: Vec<String> = numbers(text).into_iter().filter(|n| !n.is_empty()).collect();
        found.sort();
        found
    };
    // Number words of one language only are digits here, so what digits there are must be the same.
    let written = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let links = |text: &str| text.matches("://").count() + text.matches('@').count();
    let length = |text: &str| text.chars().count() as f64 + 20.0;
    let labels_kept = labels(from).all(|label| to.contains(label));
    (digits(from) == digits(to) || sorted(&written(from)) == sorted(&written(to)))
        && links(from) == links(to)
        && labels_kept
        && !to.trim().is_empty()
        && (0.25..4.0).contains(&(length(to) / length(from)))
}

fn sorted(digits: &str) -> Vec<u8> {
    let mut all = digits.as_bytes().to_vec();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::is_faithful;

    #[test]
    fn numbers_links_and_labels_survive_or_the_original_stays() {
        let check = |from: &str, to: &str, expect: bool| assert_eq!(is_faithful(from, to), expect, "{to}");
        check("On Plus, 50 a month.", "Bei Plus 50 im Monat.", true);
        check("On Plus, 50 a month.", "Bei Plus 500 im Monat.", false);
        check("Choose “Export all”.", "Wählen Sie “Export all”.", true);
        check("Choose “Export all”.", "Wählen Sie “Alles exportieren”.", false);
        check("Choose Export.", "Siehe https://evil.example", false);
        check("Choose Export.", "", false);
        check("Choose Export.", &"Wählen ".repeat(40), false);
        check("It takes two days.", "Es dauert zwei Tage.", true);
    }
}
