//! What a contact said, short: of a long conversation the sentences from which a person sees what it is about.
//!
//! Nothing is reworded: a packet quotes, so that it cannot say what nobody said. A short conversation is quoted whole, without
//! the turns that say nothing ("no", "none of those"). Of a long one the newest message and the one that began it keep their
//! best sentence, and the rest of the words goes to the sentences that weigh most: those that ask or want something, tell
//! what is wrong, what was tried and who writes, name numbers and codes, and share words with the others.

use super::cues::{HOWEVER, NAMES, TRIES, TROUBLES, WISHES, WORKED, any, closes, is_empty, plain};
use crate::conversation::{Author, Message};
use crate::injection::{Flag, visible};
use crate::text::{is_stopword, sentences, stem, words};
use std::collections::{HashMap, HashSet};

/// Words that all quotes have together: two or three sentences of a message, as many of the one before.
const MOST_WORDS: usize = 75;
/// A piece of a message longer than this is cut at commas, or anywhere.
const LONG_PIECE: usize = 32;
/// A newest message of so many words is quoted whole, since the next reply is to it.
const SHORT_MESSAGE: usize = 14;
/// Who thanks in more words than these says more than thanks.
const SHORT_THANKS: usize = 8;
/// What weighs less than this part of the heaviest sentence fills the words that are left with nothing.
const WORTH: f64 = 0.4;
/// The longest word that is quoted whole, in characters.
const LONG_WORD: usize = 60;

/// What is quoted of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Its sentences, with an ellipsis where some are left out.
    pub text: String,
    /// True for the newest of the contact's messages.
    pub newest: bool,
}

/// What the contact said, oldest first. `named` says that it is known who writes; a sentence that tells it weighs less then.
pub(super) fn gist(messages: &[Message], flags: &[Flag], named: bool) -> Vec<Said> {
    let texts: Vec<String> = messages
        .iter()
        .filter(|m| m.author == Author::Contact)
        .map(|m| visible(&m.text).trim().replace(['\u{201c}', '\u{201d}'], "\""))
        .collect();
    let texts: Vec<String> = texts.iter().map(|text| own(text)).collect();
    let settled = settled(&texts);
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (message, text) in texts.iter().enumerate() {
        // Who sends the same again says nothing new; the last time counts.
        if message >= settled && !texts[message + 1..].contains(text) {
            pieces.extend(cut(text).into_iter().map(|text| Piece::new(message, text)));
        }
    }
    weigh(&mut pieces, flags, named);
    let newest = texts.iter().rposition(|t| !t.is_empty());
    choose(&mut pieces, newest);
    quoted(&pieces, newest)
}

/// A letter without the letters that it quotes, unless these are all there is.
fn own(text: &str) -> String {
    let own: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('>'))
        .collect();
    let own = own.join("\n").trim().to_owned();
    if own.is_empty() { text.to_owned() } else { own }
}

/// The first message that is not settled: what stands before a "thanks, that worked" is over, where more follows.
fn settled(texts: &[String]) -> usize {
    let over = |text: &String| {
        let said = plain(text);
        text.split_whitespace().count() <= SHORT_THANKS && any(&said, WORKED) && !any(&said, HOWEVER)
    };
    let more = |after: usize| texts[after..].iter().any(|text| Piece::new(after, text).telling > 2);
    let last = texts.iter().rposition(over).map_or(0, |at| at + 1);
    if more(last) { last } else { 0 }
}

/// A sentence, or a part of a long one.
struct Piece<'a> {
    /// Which message it is of.
    message: usize,
    text: &'a str,
    words: usize,
    /// Words that tell something.
    telling: usize,
    weight: f64,
    chosen: bool,
}

impl<'a> Piece<'a> {
    fn new(message: usize, text: &'a str) -> Self {
        let empty = |lower: &str| is_stopword(lower) || is_empty(lower);
        let telling = words(text).iter().filter(|w| !empty(&w.lower)).count();
        Self {
            message,
            text,
            words: text.split_whitespace().count(),
            telling,
            weight: 0.0,
            chosen: false,
        }
    }
}

fn weigh(pieces: &mut [Piece<'_>], flags: &[Flag], named: bool) {
    let stems: Vec<HashSet<String>> = pieces.iter().map(|p| telling_stems(p.text)).collect();
    let mut seen: HashSet<&str> = HashSet::new();
    let again: Vec<bool> = pieces.iter().map(|p| !seen.insert(p.text)).collect();
    let mut used: HashMap<&str, usize> = HashMap::new();
    let once = stems.iter().zip(&again).filter(|(_, again)| !**again);
    once.flat_map(|(stems, _)| stems)
        .for_each(|stem| *used.entry(stem).or_default() += 1);
    let signed = pieces.iter().rposition(|p| closes(p.text));
    let last = pieces.last().map_or(0, |p| p.message);
    for (at, (piece, stems)) in pieces.iter_mut().zip(&stems).enumerate() {
        let said = plain(piece.text);
        let has = |phrases: &str| f64::from(u8::from(any(&said, phrases)));
        let shared = stems
            .iter()
            .filter(|stem| used.get(stem.as_str()).is_some_and(|n| *n > 1))
            .count();
        let asks = if piece.text.trim_end().ends_with('?') { 1.0 } else { 0.0 };
        let within = |f: &Flag| piece.words > 2 && f.quote.contains(piece.text) || piece.text.contains(&f.quote);
        let flagged = flags.iter().any(within);
        piece.weight = if piece.telling == 0 || again[at] {
            -1.0
        } else {
            0.3 * piece.telling.min(6) as f64
                + (has(WISHES) * 1.4 + asks).min(2.0)
                + has(TROUBLES)
                + 1.2 * has(TRIES)
                + 0.4 * facts(piece.text).min(4) as f64
                + 0.25 * shared.min(4) as f64
                - 0.03 * piece.words as f64
        };
        if !named && piece.message == last {
            // Below a closing formula stands who writes; so does "I'm Kim of Acme, kim@example.com".
            let below = signed.is_some_and(|closing| at > closing) && piece.words <= 8;
            piece.weight += 2.0 * has(NAMES).max(f64::from(u8::from(below || piece.text.contains('@'))));
        }
        if flagged {
            piece.weight -= 10.0;
        }
    }
}

/// Words with a digit, addresses, and codes in capitals.
fn facts(text: &str) -> usize {
    let code = |w: &str| w.len() > 2 && w.chars().any(char::is_uppercase) && !w.chars().any(char::is_lowercase);
    let fact = |w: &&str| w.chars().any(char::is_numeric) || w.contains('@') || code(w);
    text.split_whitespace().filter(fact).count()
}

fn telling_stems(text: &str) -> HashSet<String> {
    let told = words(text);
    let told = told.iter().filter(|w| !is_stopword(&w.lower) && !is_empty(&w.lower));
    told.map(|w| stem(&w.lower)).collect()
}

/// Chooses the pieces to be quoted.
fn choose(pieces: &mut [Piece<'_>], newest: Option<usize>) {
    let says = |pieces: &[Piece<'_>], message: usize| pieces.iter().any(|p| p.message == message && p.weight > 0.0);
    let of = |pieces: &[Piece<'_>], message: usize| -> usize {
        pieces.iter().filter(|p| p.message == message).map(|p| p.words).sum()
    };
    let telling: HashSet<usize> = pieces.iter().map(|p| p.message).filter(|m| says(pieces, *m)).collect();
    let whole: usize = telling.iter().map(|m| of(pieces, *m)).sum();
    let short = newest.filter(|newest| of(pieces, *newest) <= SHORT_MESSAGE);
    if whole <= MOST_WORDS {
        for piece in pieces.iter_mut() {
            let planted = piece.weight < -5.0;
            piece.chosen = telling.contains(&piece.message) && !planted || short == Some(piece.message);
        }
    } else {
        let mut left = MOST_WORDS;
        if let Some(newest) = short {
            for piece in pieces.iter_mut().filter(|p| p.message == newest) {
                piece.chosen = true;
                left = left.saturating_sub(piece.words);
            }
        }
        let first = telling.iter().min().copied();
        for message in newest.into_iter().chain(first) {
            take_best(pieces, |p| p.message == message, &mut left);
        }
        let least = WORTH * pieces.iter().map(|p| p.weight).fold(0.0, f64::max);
        while take_best(pieces, |p| p.weight >= least, &mut left) {}
    }
    // A message of which nothing weighs anything is quoted by its beginning: that is all there is.
    if !pieces.iter().any(|p| p.chosen)
        && let Some(newest) = newest
        && let Some(piece) = pieces.iter_mut().find(|p| p.message == newest)
    {
        piece.chosen = true;
    }
}

/// Chooses the piece that weighs most of those that fit; false where there is none.
fn take_best(pieces: &mut [Piece<'_>], among: impl Fn(&Piece<'_>) -> bool, left: &mut usize) -> bool {
    let fits = |p: &&mut Piece<'_>| !p.chosen && p.weight > 0.0 && p.words <= *left && among(p);
    let best = pieces
        .iter_mut()
        .filter(fits)
        .max_by(|a, b| a.weight.total_cmp(&b.weight));
    let Some(best) = best else { return false };
    best.chosen = true;
    *left -= best.words;
    true
}

/// The chosen pieces, a quote a message.
fn quoted(pieces: &[Piece<'_>], newest: Option<usize>) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    let mut of: Option<usize> = None;
    let mut gap = false;
    for piece in pieces {
        let same = of == Some(piece.message);
        if !piece.chosen {
            gap |= same;
            continue;
        }
        let words: Vec<String> = piece.text.split_whitespace().map(shortened).collect();
        match said.last_mut().filter(|_| same) {
            Some(quote) => {
                quote.text.push_str(if gap { " \u{2026} " } else { " " });
                quote.text.push_str(&words.join(" "));
            }
            None => said.push(Said {
                text: words.join(" "),
                newest: newest == Some(piece.message),
            }),
        }
        (of, gap) = (Some(piece.message), false);
    }
    said
}

fn shortened(word: &str) -> String {
    match word.char_indices().nth(LONG_WORD) {
        Some((at, _)) => format!("{}\u{2026}", &word[..at]),
        None => word.to_owned(),
    }
}

/// The sentences of a text, long ones in parts.
fn cut(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for sentence in sentences(text) {
        let mut rest = sentence;
        while let Some((long, _)) = word_starts(rest).nth(LONG_PIECE) {
            let window = &rest[..long];
            let comma = window.rfind([',', ';', ':', '\u{2013}', '\u{2014}']);
            let end = comma.map_or(long, |at| at + window[at..].chars().next().map_or(1, char::len_utf8));
            // A comma right at the beginning cuts nothing off.
            let end = if word_starts(&rest[..end]).count() < LONG_PIECE / 3 {
                long
            } else {
                end
            };
            pieces.push(rest[..end].trim());
            rest = rest[end..].trim_start();
        }
        if !rest.is_empty() {
            pieces.push(rest);
        }
    }
    pieces
}

/// Where words begin, in bytes, each with the character before it.
fn word_starts(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let starts = before.is_whitespace() && !c.is_whitespace();
        let found = starts.then_some((at, before));
        before = c;
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> Vec<String> {
        let messages: Vec<Message> = texts.iter().map(|t| Message::new(Author::Contact, *t)).collect();
        gist(&messages, &[], false).into_iter().map(|said| said.text).collect()
    }

    #[test]
    fn a_short_conversation_is_whole_but_for_turns_that_say_nothing() {
        let said = of(&["My opening balances are wrong.", "None of those.", "no", "agent"]);
        assert_eq!(said, ["My opening balances are wrong.", "agent"]);
        assert_eq!(
            of(&["It \u{201c}hangs\u{201d}.", "It \u{201c}hangs\u{201d}."]),
            ["It \"hangs\"."]
        );
        assert_eq!(
            of(&[
                "How do I add a tax rate?",
                "found it thanks",
                "My bank feed stops each night."
            ])
            .len(),
            1
        );
        assert_eq!(
            of(&["How do I add a tax rate?", "thanks, but it stays at 20 %"]).len(),
            2
        );
        assert_eq!(of(&["human"]), ["human"]);
        assert_eq!(of(&["", " "]), Vec::<String>::new());
    }

    #[test]
    fn of_a_long_message_the_matter_stays_and_the_small_talk_goes() {
        let small_talk = "The weather has been awful and our dog was ill. My sister sends her greetings. ".repeat(6);
        let said = of(&[&format!(
            "Good morning! {small_talk} I want the invoice INV-0081 to be sent to Mr Ode again. {small_talk} I already tried it \
             from my telephone. {small_talk}"
        )]);
        assert_eq!(said.len(), 1);
        assert!(
            said[0].contains("I want the invoice INV-0081 to be sent to Mr Ode again."),
            "{said:?}"
        );
        assert!(said[0].contains("I already tried it from my telephone."), "{said:?}");
        assert!(
            said[0].contains(" \u{2026} ") && said[0].split_whitespace().count() < MOST_WORDS + 10,
            "{said:?}"
        );
    }

    #[test]
    fn who_writes_is_quoted_where_it_is_not_known() {
        let filler = "1. Coffee machine is repaired.\n".repeat(20);
        let text = format!("{filler}\nOur year end has to move to March.\n\nBest\nKim Ode\nOde & Sons");
        let said = of(&[&text]).join(" ");
        assert!(
            said.contains("Kim Ode") && said.contains("Ode & Sons") && said.contains("year end"),
            "{said}"
        );
    }

    #[test]
    fn no_text_makes_it_long_or_makes_it_stop() {
        for text in [
            "x".repeat(8_000),
            "word ".repeat(1_600),
            "a, ".repeat(2_600),
            "?".repeat(8_000),
            "\u{1f3fa} ".repeat(4_000),
        ] {
            let said = of(&[&text, "and now?", &text]).join(" ");
            assert!(said.split_whitespace().count() <= MOST_WORDS + 5, "{}", said.len());
        }
    }
}
