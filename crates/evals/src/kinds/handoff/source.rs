//! What a packet's words can be traced to.

use crate::error::EvalError;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The words of texts, and the texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    words: HashSet<String>,
    folded: String,
}

impl Source {
    /// Of texts; each is one source, so that nothing is quoted across two of them.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut source = Self::default();
        texts.into_iter().for_each(|text| source.add(text));
        source
    }

    pub fn add(&mut self, text: &str) {
        for word in facts(text) {
            // Of `/invoices/INV-0042` the number alone may be named; the other way round a route would be made up.
            for part in word.split(['/', ':', '=', ',', ';', '–']) {
                self.words.insert(trimmed(part).to_owned());
            }
            self.words.insert(word);
        }
        self.folded.push('\n');
        self.folded.push_str(&folded(text));
    }

    /// True where a fact (see [`facts`]) stands in it.
    pub fn holds(&self, fact: &str) -> bool {
        self.words.contains(fact)
    }

    /// True where it has these words in this order, whatever the quotation marks and the white space.
    pub fn says(&self, words: &str) -> bool {
        self.folded.contains(&folded(words))
    }

    /// The facts of a text that are not in it.
    pub fn lacks(&self, text: &str) -> Vec<String> {
        facts(text).filter(|fact| !self.holds(fact)).collect()
    }
}

/// What a text states, piece by piece: its words, numbers, codes, addresses and routes, whole and in lower case, without
/// the punctuation around them. A route, an address and `10,000` are one fact each, so that a part of one supports none.
pub(super) fn facts(text: &str) -> impl Iterator<Item = String> {
    let apart = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '|' | '*')
            || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '`' | '\\' | '—' | '…')
    };
    let text = text.to_lowercase().replace('’', "'");
    let found: Vec<String> = text.split(apart).map(|word| trimmed(word).to_owned()).collect();
    found.into_iter().filter(|word| word.chars().any(char::is_alphanumeric))
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| {
        matches!(
            c,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '#' | '-' | '_' | '~' | '='
        )
    })
}

/// In lower case, without quotation marks, with one space between words.
fn folded(text: &str) -> String {
    let quotes = |c: &char| !matches!(c, '"' | '“' | '”' | '„' | '‘' | '’' | '\'' | '`');
    let bare: String = text.to_lowercase().chars().filter(quotes).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files of a folder of knowledge: what an article or a guide says, by its path in the folder.
#[derive(Debug, Default)]
pub(super) struct Knowledge {
    files: HashMap<String, Source>,
}

impl Knowledge {
    pub fn read(folder: &Path) -> Result<Self, EvalError> {
        let mut knowledge = Self::default();
        knowledge.read_folder(folder, "")?;
        Ok(knowledge)
    }

    fn read_folder(&mut self, folder: &Path, within: &str) -> Result<(), EvalError> {
        let unreadable = |e: std::io::Error| EvalError::unreadable(folder, e.to_string());
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                self.read_folder(&path, &format!("{within}{name}/"))?;
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                self.insert(format!("{within}{name}"), &text);
            }
        }
        Ok(())
    }

    pub fn insert(&mut self, file: String, text: &str) {
        self.files.insert(file, Source::of([text]));
    }

    /// What a file says.
    pub fn file(&self, path: &str) -> Option<&Source> {
        self.files.get(path)
    }

    /// What a guide says.
    pub fn guide(&self, id: &str) -> Option<&Source> {
        self.file(&format!("guides/{id}.yaml"))
    }

    /// True where any file holds a fact.
    pub fn holds(&self, fact: &str) -> bool {
        self.files.values().any(|file| file.holds(fact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_whole() {
        let check = |text: &str, expect: &[&str]| assert_eq!(facts(text).collect::<Vec<_>>(), expect, "{text}");
        check("Pay £10,000.50 (by 3 May)!", &["pay", "£10,000.50", "by", "3", "may"]);
        check("“IMP-104”: on /import/new?", &["imp-104", "on", "/import/new"]);
        check("kim@example.com — isn’t", &["kim@example.com", "isn't"]);
        check("… - ! |---|", &[]);
    }

    #[test]
    fn a_part_may_be_named_and_a_whole_may_not_be_put_together() {
        let source = Source::of(["On /invoices/INV-0042 it says 10,000", "Kim lives in Leith"]);
        assert!(source.holds("inv-0042") && source.holds("10,000"));
        assert!(!source.holds("/settings/inv-0042") && !source.holds("0042") && !source.holds("1"));
        assert!(source.says("it  says “10,000”") && !source.says("10,000 Kim lives Leith"));
        assert_eq!(source.lacks("Kim lives at 7 Leith Walk"), ["at", "7", "walk"]);
    }
}
