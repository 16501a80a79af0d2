//! What the wording of a message shows of its writer's mood, without an embedding.

use crate::text::{content_stems, words};

/// Words and signs of one message, counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Manner {
    /// Its words.
    pub words: usize,
    /// The stems of its content words, each once.
    pub stems: Vec<String>,
    /// Phrases that say that something was said or done before.
    pub again: usize,
    /// Phrases of thanks, of success and of apology.
    pub cheer: usize,
    /// Phrases of who leaves or gives up.
    pub leaving: usize,
    /// Hard words and words of who finds nobody.
    pub hard: usize,
    /// Whether it speaks of "you".
    pub accuses: bool,
    /// Whether it ends in a question.
    pub question: bool,
    /// Negating words.
    pub negations: usize,
    /// 0 to 1: words in capitals and runs of exclamation and question marks.
    pub loud: f32,
    /// Whether it has an emoji of displeasure.
    pub sour: bool,
}

/// Capitals or marks from this many on are as loud as it gets.
const LOUDEST_WORDS: f32 = 3.0;
const LOUDEST_MARKS: f32 = 2.0;

/// Phrases in lower case, parted by bars.
const AGAIN: &str = "again|still|already|as i said|like i said|as i wrote|i said|i told|told you|i asked|twice|third|\
    three times|every time|once more|same";
const CHEER: &str = "thanks|thank|thx|cheers|ta|great|perfect|lovely|nice|brilliant|awesome|wonderful|cool|works|\
    worked|working|found|sorted|solved|fixed|got it|makes sense|phew|haha|lol|ah|oh|ok|okay|alright|fair enough|\
    good to know|sorry|my bad|oops|my fault|my mistake|apologies|apologise|apologize|excuse|silly|idiot";
const LEAVING: &str = "cancel|cancelled|cancelling|bye|goodbye|give up|forget it|never mind|nevermind|switching|\
    moving to|leaving|another provider|myself|refund";
const HARD: &str = "nobody|no one|anyone|anybody|somebody|someone|nothing|useless|pointless|joke|ridiculous|waste|\
    wasted|hopeless|worst|terrible|theft|seriously|honestly|frankly|enough|why";
const YOU: &str = "you|your|yours|you're|you've|you'll";
const NEGATIONS: [&str; 13] = [
    "no", "not", "nothing", "never", "nobody", "none", "without", "dont", "doesnt", "didnt", "cant", "wont", "isnt",
];
const SOUR: &[char] = &['😤', '😡', '😠', '🙄', '😒', '🤦', '👎', '😞', '😢', '🙃', '😩', '😫'];

impl Manner {
    pub(super) fn of(text: &str) -> Self {
        let words = words(text);
        let lower: Vec<&str> = words.iter().map(|w| w.lower.as_str()).collect();
        let line = format!(" {} ", lower.join(" "));
        let count = |phrases: &str| phrases.split('|').filter(|p| line.contains(&format!(" {p} "))).count();
        let negates = |w: &&&str| NEGATIONS.contains(*w) || w.ends_with("n't");
        let capitals = words.iter().filter(|w| in_capitals(w.text)).count() as f32;
        let marks = text.chars().filter(|c| matches!(c, '!' | '?')).count() as f32;
        Self {
            words: words.len(),
            stems: content_stems(text),
            again: count(AGAIN),
            cheer: count(CHEER),
            leaving: count(LEAVING),
            hard: count(HARD),
            accuses: count(YOU) > 0,
            question: text.trim_end().ends_with('?'),
            negations: lower.iter().filter(negates).count(),
            // One mark is a plain sentence.
            loud: (capitals / LOUDEST_WORDS + ((marks - 1.0) / LOUDEST_MARKS).clamp(0.0, 1.0)).min(1.0),
            sour: text.contains(SOUR),
        }
    }
}

/// The stems that two texts share, as a share of the shorter of the two.
pub(super) fn overlap(a: &[String], b: &[String]) -> f32 {
    let shared = a.iter().filter(|s| b.contains(s)).count();
    shared as f32 / a.len().min(b.len()).max(1) as f32
}

fn in_capitals(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_alphabetic) && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: impl Fn(&Manner) -> bool) {
        let manner = Manner::of(text);
        assert!(expect(&manner), "{text}: {manner:?}");
    }

    #[test]
    fn words_and_signs_are_counted_by_what_they_show() {
        check("As I said, it is still there", |m| m.again == 3 && m.cheer == 0);
        check("ok thanks, that worked", |m| m.cheer == 3 && m.loud == 0.0);
        check("Forget it, I'll cancel", |m| m.leaving == 2);
        check("it doesn't, no. nothing!", |m| m.negations == 3 && m.loud == 0.0);
        check("ARE YOU THERE", |m| m.loud == 1.0 && m.accuses && !m.question);
        check("where??", |m| m.loud == 0.5 && m.question);
        check("I uploaded the PDF", |m| m.loud < 0.4);
        check("🙄🙄", |m| m.sour && m.words == 0);
    }

    #[test]
    fn what_two_texts_share_is_a_share_of_the_shorter() {
        let overlap = |a, b| overlap(&content_stems(a), &content_stems(b));
        assert_eq!(
            overlap("Please restart the printer.", "Restart the printer and router"),
            2.0 / 3.0
        );
        assert_eq!(overlap("Please restart the printer.", ""), 0.0);
    }
}
