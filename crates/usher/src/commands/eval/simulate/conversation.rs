//! A conversation of a simulated contact, from the first word to its end.

use super::http::{self, Line, Reply};
use super::local::LocalServer;
use super::speaker::Speaker;
use crate::out;
use anyhow::Context as _;
use jiff::SignedDuration;
use reqwest::Client;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use usher_engine::PageContext;
use usher_engine::prompt::Said;
use usher_evals::{Ending, Heard, Held, Move, Next, SimulateCase, SimulatedContact, Words};
use usher_server::{Clock, InboxConfig, SystemClock, contact_token};

/// How long a contact's token works.
const TOKEN_HOURS: i64 = 12;

/// Where the conversations of a suite are held.
pub struct Hall {
    client: Client,
    url: String,
    inbox: InboxConfig,
    speaker: Option<Arc<Speaker>>,
    /// Messages in the case's own words since the model gave none, and why at last.
    own_words: AtomicUsize,
    fault: Mutex<Option<String>>,
}

/// A conversation under way.
struct Talk<'a> {
    hall: &'a Hall,
    case: &'a SimulateCase,
    contact: SimulatedContact<'a>,
    line: Line,
    /// What was said before the last reply.
    earlier: Vec<Said>,
    transcript: Vec<String>,
}

impl Hall {
    /// For a server; with a speaker, a model finds the contacts' words.
    pub fn new(server: &LocalServer, speaker: Option<Arc<Speaker>>) -> anyhow::Result<Self> {
        Ok(Self {
            client: http::client()?,
            url: server.url.clone(),
            inbox: server.inbox.clone(),
            speaker,
            own_words: AtomicUsize::new(0),
            fault: Mutex::new(None),
        })
    }

    /// Holds the conversation of the case with this number.
    pub async fn hold(&self, number: usize, case: &SimulateCase) -> anyhow::Result<Held> {
        let contact = case.contact(format!("simulated-{number}"));
        let lifetime = SignedDuration::from_hours(TOKEN_HOURS);
        let token = contact_token(&self.inbox, &contact, lifetime, SystemClock.now())?;
        let talk = Talk {
            hall: self,
            case,
            contact: SimulatedContact::new(case, self.speaker.is_some()),
            line: Line::new(self.client.clone(), &self.url, token),
            earlier: Vec::new(),
            transcript: Vec::new(),
        };
        let held = talk.held().await;
        held.with_context(|| format!("case {}", case.identity.id))
    }

    /// What to know when reading the figures.
    pub fn notes(&self) -> Vec<String> {
        let own = self.own_words.load(Ordering::Relaxed);
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let why = fault.filter(|_| own > 0);
        why.map(|why| format!("{own} messages are in the cases' own words: the model gave none ({why})"))
            .into_iter()
            .collect()
    }
}

impl Talk<'_> {
    async fn held(mut self) -> anyhow::Result<Held> {
        let mut text = self.open().await;
        let mut person = false;
        loop {
            let reply = self.ask(&text, person).await?;
            let done = self.decide(&reply.heard).await;
            self.act(&done, &reply).await?;
            self.earlier.push(said("AI agent", &reply.heard.text));
            match done.next {
                Next::End(ending) => return Ok(self.ended(ending, &reply.heard)),
                Next::Say(next) => text = next,
                Next::AskForPerson(next) => (text, person) = (next, true),
            }
        }
    }

    async fn open(&mut self) -> String {
        let words = self.words(None).await;
        self.contact.open(words.as_ref())
    }

    async fn ask(&mut self, text: &str, person: bool) -> anyhow::Result<Reply> {
        let button = if person { " [asks for a person]" } else { "" };
        self.transcript
            .push(format!("contact{button}: {}", out::one_line(text)));
        self.earlier.push(said("Contact", text));
        let page = self.case.page.clone().map(PageContext::bounded);
        let reply = self.line.ask(text, page.as_ref(), person).await?;
        self.transcript.push(in_transcript(&reply.heard));
        Ok(reply)
    }

    /// What the contact does on a reply: by the case, and where a model speaks, in its words.
    async fn decide(&mut self, heard: &Heard) -> Move {
        let planned = self.contact.hear(heard);
        let is_open = matches!(planned.next, Next::Say(_)) && !planned.begins;
        if !is_open {
            return planned;
        }
        match self.words(Some(heard)).await {
            Some(words) => self.contact.reworded(planned, heard, &words),
            None => planned,
        }
    }

    async fn act(&mut self, done: &Move, reply: &Reply) -> anyhow::Result<()> {
        if done.plays_guide
            && let Some(guide) = &reply.heard.guide
        {
            for step in &reply.steps {
                self.line.step_done(guide, step).await?;
            }
            let steps = reply.steps.len();
            self.transcript
                .push(format!("contact: [does {steps} steps of the guide {guide}]"));
        }
        if let (Some(solved), Some(turn)) = (done.judges, &reply.turn) {
            self.line.judge(turn, solved).await?;
            let word = if solved { "solved" } else { "not solved" };
            self.transcript.push(format!("contact: [{word}]"));
        }
        Ok(())
    }

    fn ended(self, ending: Ending, last: &Heard) -> Held {
        Held {
            ending,
            last: last.in_words(),
            messages: self.contact.messages(),
            asked_again: self.contact.asked_again(),
            transcript: self.transcript,
        }
    }

    /// A model's words, where one speaks; where it gives none, the fault is kept for a note.
    async fn words(&self, last: Option<&Heard>) -> Option<Words> {
        let speaker = self.hall.speaker.as_ref()?;
        let says = self.contact.says();
        match speaker.words(self.case, says, &self.earlier, last).await {
            Ok(words) => Some(words),
            Err(fault) => {
                self.hall.own_words.fetch_add(1, Ordering::Relaxed);
                *self.hall.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
                None
            }
        }
    }
}

fn said(who: &'static str, text: &str) -> Said {
    Said {
        who,
        text: text.to_owned(),
    }
}

/// A reply as a line: what came of the turn, what it rests on, and the words.
fn in_transcript(heard: &Heard) -> String {
    let mut about = vec![heard.in_words()];
    let mut cites = heard.cites.clone();
    cites.dedup();
    about.extend(cites);
    about.extend(heard.guide.as_ref().map(|guide| format!("guide {guide}")));
    let options = match heard.options.as_slice() {
        [] => String::new(),
        options => format!(" [options: {}]", options.join(" | ")),
    };
    format!(
        "AI agent, {}: {}{options}",
        about.join(", "),
        out::one_line(&heard.text)
    )
}
