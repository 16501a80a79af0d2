//! Whether a packet holds what is known: in its fields, which the console shows, and in its Markdown, which goes elsewhere.

use super::reading::Reading;
use crate::case::{HandoffCase, KnownAccount, Tried};
use crate::words::{holds, holds_anywhere};
use std::collections::HashSet;
use usher_engine::Handoff;
use usher_engine::text::stems;

/// The longest summary that people read as one paragraph, in words. One that goes on says no goal, whatever it holds:
/// else the whole conversation would be the best summary.
pub(super) const MOST_WORDS: usize = 130;

/// One thing of the rubric, where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// The figure that it counts in.
    pub name: &'static str,
    /// What of it is missing; empty where all is there.
    pub missing: Vec<String>,
}

/// The things of the rubric that a case knows, each against its packet; all are missing where there is none.
pub(super) fn items<'a>(case: &'a HandoffCase, packet: Option<&'a Handoff>) -> Vec<Item> {
    let judged = packet.map(|packet| Judged {
        case,
        packet,
        reading: Reading::of(&packet.markdown),
        stems: stems(&packet.summary).into_iter().collect(),
    });
    let expect = &case.expect;
    let known: [(&'static str, bool, Judge<'a>); 7] = [
        ("packet_page", expect.page.is_some(), Judged::page),
        ("packet_goal", !expect.goal.is_empty(), Judged::goal),
        ("packet_tried", !expect.tried.is_empty(), Judged::tried),
        ("packet_errors", !expect.errors.is_empty(), Judged::errors),
        (
            "packet_account",
            expect.account != KnownAccount::default(),
            Judged::account,
        ),
        ("packet_files", !expect.files.is_empty(), Judged::files),
        ("packet_reason", true, Judged::reason),
    ];
    let there = known.into_iter().filter(|(_, known, _)| *known);
    there
        .map(|(name, _, judge)| Item {
            name,
            missing: judged.as_ref().map_or_else(|| vec!["no packet".to_owned()], judge),
        })
        .collect()
}

/// Says what is missing of one thing.
type Judge<'a> = fn(&Judged<'a>) -> Vec<String>;

struct Judged<'a> {
    case: &'a HandoffCase,
    packet: &'a Handoff,
    reading: Reading,
    /// Of the summary.
    stems: HashSet<String>,
}

impl Judged<'_> {
    fn page(&self) -> Vec<String> {
        let page = self
            .packet
            .page
            .clone()
            .unwrap_or_else(|| usher_engine::handoff::HandoffPage {
                route: String::new(),
                title: String::new(),
            });
        let known = self.case.expect.page.iter();
        let parts = known.flat_map(|k| [(&k.route, &page.route), (&k.title, &page.title)]);
        missing(parts.filter(|(known, _)| !known.is_empty()).map(|(known, has)| {
            let there = known == has && self.reading.has("Page", known);
            (known.clone(), there)
        }))
    }

    fn goal(&self) -> Vec<String> {
        let long = self.packet.summary.split_whitespace().count();
        if long > MOST_WORDS {
            return vec![format!("a summary of {long} words is none")];
        }
        if !self.reading.lead.contains(&flat(&self.packet.summary)) {
            return vec!["the summary is not in the Markdown".to_owned()];
        }
        missing(
            self.case
                .expect
                .goal
                .iter()
                .map(|words| (words.clone(), self.summed_up(words))),
        )
    }

    fn tried(&self) -> Vec<String> {
        missing(self.case.expect.tried.iter().map(|tried| match tried {
            Tried::Step(step) => {
                let says = |line: &String| {
                    let words = [step.step.as_str(), step.guide.as_str(), step.outcome.in_words()];
                    words
                        .into_iter()
                        .chain(step.reason.as_deref())
                        .all(|w| holds_anywhere(line, w))
                };
                let there = self.packet.tried.contains(step) && self.reading.section("Steps tried").iter().any(says);
                (format!("{} {}", step.step, step.outcome.in_words()), there)
            }
            Tried::Told(words) => (words.clone(), self.summed_up(words)),
        }))
    }

    fn errors(&self) -> Vec<String> {
        let shown = |text: &str| self.case.page.iter().flat_map(|p| &p.errors).any(|e| e.text == text);
        missing(self.case.expect.errors.iter().map(|error| {
            let there = if shown(&error.text) {
                let has = self
                    .packet
                    .errors
                    .iter()
                    .any(|e| e.code == error.code && e.text == error.text);
                let code = error.code.iter().all(|code| self.reading.has("Errors seen", code));
                has && code && self.reading.has("Errors seen", &error.text)
            } else {
                holds_anywhere(&self.packet.summary, &error.text)
            };
            (error.text.clone(), there)
        }))
    }

    fn account(&self) -> Vec<String> {
        let (given, has) = (
            KnownAccount::of(&self.case.contact),
            KnownAccount::of(&self.packet.contact),
        );
        let known = self.case.expect.account.named().into_iter();
        let known = known.zip(given.named()).zip(has.named());
        missing(known.filter_map(|(((name, known), (_, given)), (_, has))| {
            let known = known?;
            let there = if given == Some(known) {
                has == Some(known) && self.reading.has("Contact", &format!("{name}: {known}"))
            } else {
                holds(&self.packet.summary, known)
            };
            Some((format!("{name} {known}"), there))
        }))
    }

    fn files(&self) -> Vec<String> {
        missing(self.case.expect.files.iter().map(|name| {
            let has = self.packet.files.iter().any(|f| f.name == *name);
            (name.clone(), has && self.reading.has("Files and screenshots", name))
        }))
    }

    fn reason(&self) -> Vec<String> {
        let words = self.packet.reason.in_words();
        let said = holds_anywhere(&self.packet.summary, words) && holds_anywhere(&self.reading.title, words);
        let right = self.case.expect.reason.contains(&self.packet.reason);
        missing([(format!("{:?}", self.packet.reason), right && said)].into_iter())
    }

    /// True where the summary has all of these words, in any form and order.
    fn summed_up(&self, words: &str) -> bool {
        stems(words).iter().all(|stem| self.stems.contains(stem))
    }
}

fn missing(parts: impl Iterator<Item = (String, bool)>) -> Vec<String> {
    parts.filter(|(_, there)| !there).map(|(part, _)| part).collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
