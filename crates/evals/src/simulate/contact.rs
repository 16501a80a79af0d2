//! A contact with a goal: what they say and do, reply by reply. The same case and the same replies make the same moves.

use super::heard::{Heard, Verdict};
use super::moves::{Ending, Move, Next};
use super::words::Words;
use crate::case::SimulateCase;
use usher_engine::Outcome;
use usher_engine::text::content_stems;

/// What a contact says who has had enough.
const PLEA: &str = "This doesn't help. I want to speak to a person, please.";

/// A contact in the middle of a conversation.
#[derive(Debug)]
pub struct SimulatedContact<'a> {
    case: &'a SimulateCase,
    /// A language model finds the words, so that those of the case running out ends nothing.
    by_model: bool,
    /// Which of the case's matters.
    matter: usize,
    /// How often this matter was put.
    put: usize,
    /// Replies about it that settled nothing.
    borne: usize,
    /// Everything that was said.
    said: Vec<String>,
    asked_again: usize,
    /// What was said last put a matter again.
    repeats: bool,
    /// They asked for a person.
    pleaded: bool,
}

impl<'a> SimulatedContact<'a> {
    /// Before the first word. `by_model`: a language model finds the words.
    pub fn new(case: &'a SimulateCase, by_model: bool) -> Self {
        Self {
            case,
            by_model,
            matter: 0,
            put: 0,
            borne: 0,
            said: Vec::new(),
            asked_again: 0,
            repeats: false,
            pleaded: false,
        }
    }

    /// The opening message: the case's own, or a model's words for it.
    pub fn open(&mut self, words: Option<&Words>) -> String {
        self.put = 1;
        let own = self.says().first().cloned().unwrap_or_default();
        let text = words.and_then(spoken).unwrap_or(own);
        self.said.push(text.clone());
        text
    }

    /// Hears the reply to what was said last, and says what comes next in the case's own words.
    pub fn hear(&mut self, heard: &Heard) -> Move {
        let case = self.case;
        let Some((_, reached)) = case.matter(self.matter) else {
            return Move::end(None, Ending::Reached);
        };
        if self.pleaded {
            return Move::end(None, Ending::GaveUp);
        }
        match reached.verdict(heard) {
            Verdict::HandedOver => Move::end(None, Ending::HandedOver { wanted: reached.person }),
            Verdict::Reached => self.go_on(heard),
            Verdict::AskedBack => self.choose(heard),
            Verdict::Missed => self.put_otherwise(Some(false)),
        }
    }

    /// The same move in a model's words. The model may stop, and may believe what it heard; whether it got what it came for is
    /// not its to say.
    pub fn reworded(&mut self, planned: Move, heard: &Heard, words: &Words) -> Move {
        let is_open = matches!(planned.next, Next::Say(_)) && !planned.begins;
        if !is_open {
            return planned;
        }
        let gave_something = matches!(heard.outcome, Some(Outcome::Answer | Outcome::Guide));
        if words.solved && gave_something {
            self.take_back();
            return Move::end(Some(true), Ending::Believed);
        }
        if words.gives_up {
            self.take_back();
            let text = spoken(words).unwrap_or_else(|| PLEA.to_owned());
            return self.plead(planned.judges, text);
        }
        match (spoken(words), self.said.last_mut()) {
            (Some(text), Some(last)) => {
                last.clone_from(&text);
                Move {
                    next: Next::Say(text),
                    ..planned
                }
            }
            _ => planned,
        }
    }

    /// What the contact is after now, and how they would put it: all that a model may know.
    pub fn says(&self) -> &'a [String] {
        self.case.matter(self.matter).map(|(says, _)| says).unwrap_or_default()
    }

    /// How many messages they sent.
    pub fn messages(&self) -> usize {
        self.said.len()
    }

    /// How often they had to put the same thing again.
    pub fn asked_again(&self) -> usize {
        self.asked_again
    }

    fn go_on(&mut self, heard: &Heard) -> Move {
        let plays_guide = heard.outcome == Some(Outcome::Guide);
        (self.matter, self.put, self.borne) = (self.matter + 1, 1, 0);
        let Some(text) = self.says().first().cloned() else {
            return Move {
                plays_guide,
                ..Move::end((!plays_guide).then_some(true), Ending::Reached)
            };
        };
        self.said.push(text.clone());
        Move {
            judges: None,
            plays_guide,
            begins: true,
            next: Next::Say(text),
        }
    }

    /// Takes the quick reply that shares most words with what they want; where none shares any, they put it otherwise.
    fn choose(&mut self, heard: &Heard) -> Move {
        let wanted = content_stems(&format!("{} {}", self.case.goal, self.says().join(" ")));
        let shared = |option: &str| {
            content_stems(option)
                .iter()
                .filter(|stem| wanted.contains(*stem))
                .count()
        };
        let unsaid = heard.options.iter().filter(|option| !self.said.contains(*option));
        // The first of the best: `max_by_key` gives the last one.
        let best = unsaid.rev().max_by_key(|option| shared(option)).cloned();
        let best = best.filter(|option| shared(option) > 0 && self.borne + 1 < self.case.patience);
        match best {
            Some(text) => {
                self.borne += 1;
                self.repeats = false;
                self.said.push(text.clone());
                Move::say(None, text)
            }
            None => self.put_otherwise(None),
        }
    }

    fn put_otherwise(&mut self, judges: Option<bool>) -> Move {
        self.borne += 1;
        let says = self.says();
        let own = says.get(self.put).or(says.last().filter(|_| self.by_model));
        match own.filter(|_| self.borne < self.case.patience).cloned() {
            Some(text) => {
                self.put += 1;
                self.asked_again += 1;
                self.repeats = true;
                self.said.push(text.clone());
                Move::say(judges, text)
            }
            None => self.plead(judges, PLEA.to_owned()),
        }
    }

    fn plead(&mut self, judges: Option<bool>, text: String) -> Move {
        self.pleaded = true;
        self.said.push(text.clone());
        Move {
            next: Next::AskForPerson(text),
            ..Move::say(judges, String::new())
        }
    }

    /// What was planned is not said after all.
    fn take_back(&mut self) {
        self.said.pop();
        self.asked_again -= usize::from(std::mem::take(&mut self.repeats));
    }
}

fn spoken(words: &Words) -> Option<String> {
    let text = words.say.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
