//! Sentences that the evidence supports, worded as a model would: as it stands, shortened, joined, addressed to the reader.

use super::model::Shown;
use crate::rng::SplitMix;

/// A true sentence.
#[derive(Debug, Clone)]
pub(super) struct Truth {
    pub text: String,
    /// How it was made.
    pub how: &'static str,
}

/// Up to `most` true sentences of a piece; not of the sentence that a lie was made from.
pub(super) fn tell(piece: &Shown, most: usize, not: &str, rng: &mut SplitMix) -> Vec<Truth> {
    let fits = |s: &&String| s.as_str() != not && (4..=40).contains(&s.split_whitespace().count()) && !s.ends_with(':');
    let mut usable: Vec<&String> = piece.sentences.iter().filter(fits).collect();
    rng.shuffle(&mut usable);
    let mut told = Vec::new();
    while told.len() < most {
        let Some(sentence) = usable.pop() else { break };
        let (text, how) = match rng.below(5) {
            0 => (sentence.clone(), "verbatim"),
            1 => (shortened(sentence), "shortened"),
            2 => (addressed(sentence), "addressed"),
            3 => (contracted(sentence), "contracted"),
            _ => match usable.pop() {
                Some(next) => (joined(sentence, next), "joined"),
                None => (sentence.clone(), "verbatim"),
            },
        };
        told.push(Truth { text, how });
    }
    told
}

/// Without what stands in brackets, and without a condition at its end.
fn shortened(sentence: &str) -> String {
    let mut text = sentence.to_owned();
    if let (Some(open), Some(close)) = (text.find(" ("), text.find(')'))
        && open < close
    {
        text.replace_range(open..=close, "");
    }
    let tail = [", for example", ", such as", ", so that", ", because"]
        .iter()
        .find_map(|cut| text.find(cut));
    if let Some(at) = tail {
        text.truncate(at);
        text.push('.');
    }
    text
}

/// An instruction as something that the reader can do, anything else as something to note.
fn addressed(sentence: &str) -> String {
    let first = sentence.split(' ').next().unwrap_or_default();
    let does = [
        "Choose", "Open", "Click", "Select", "Go", "Enter", "Add", "Type", "Press", "Turn", "Save", "Copy",
    ];
    if does.contains(&first) {
        return format!("You {}", lower_first(sentence));
    }
    let proper = first.chars().skip(1).any(char::is_uppercase)
        || ![
            "The", "A", "An", "You", "If", "When", "Each", "Every", "It", "This", "To", "Your", "All",
        ]
        .contains(&first);
    if proper {
        sentence.to_owned()
    } else {
        format!("Note that {}", lower_first(sentence))
    }
}

fn contracted(sentence: &str) -> String {
    let pairs = [
        (" do not ", " don't "),
        (" does not ", " doesn't "),
        (" cannot ", " can't "),
        (" is not ", " isn't "),
        (" it is ", " it's "),
        (" you are ", " you're "),
    ];
    pairs
        .iter()
        .fold(sentence.to_owned(), |text, (long, short)| text.replace(long, short))
}

fn joined(one: &str, other: &str) -> String {
    let first = other.split(' ').next().unwrap_or_default();
    let common = [
        "The", "A", "An", "You", "If", "When", "Each", "Every", "It", "This", "To", "Your", "All", "Choose", "Open",
        "Click", "Select", "Go", "Enter", "Add",
    ];
    let other = if common.contains(&first) {
        lower_first(other)
    } else {
        other.to_owned()
    };
    format!("{}, and {other}", one.trim_end_matches('.'))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
