//! The handoff packet: everything that the person who takes over needs, so that they never ask again.

use crate::contact::Contact;
use crate::conversation::{Author, FileRef};
use crate::guide::{StepOutcome, StepReport};
use crate::ids::ArticleId;
use crate::injection::{Flag, visible};
use crate::page::{PageError, PageEvent};
use crate::trace::EvidenceTrace;
use crate::turn::{Reason, TurnInput};
use crate::understand::Understanding;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The packet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Handoff {
    /// The issue in one paragraph.
    pub summary: String,
    /// Why a person is asked.
    pub reason: Reason,
    /// The topic, where one was recognised.
    pub topic: Option<String>,
    /// 0 (can wait) to 1 (drop everything).
    pub urgency: f64,
    /// Who asks.
    pub contact: Contact,
    /// The page they are on: route and title.
    pub page: Option<HandoffPage>,
    /// Files and screenshots that the contact sent, oldest first.
    #[serde(default)]
    pub files: Vec<FileRef>,
    /// The last events on the page, oldest first.
    pub events: Vec<PageEvent>,
    /// The last errors on the page, oldest first.
    pub errors: Vec<PageError>,
    /// Guide steps tried, and how each ended.
    pub tried: Vec<StepReport>,
    /// What the agent already answered in this conversation, oldest first.
    pub answered: Vec<String>,
    /// The evidence weighed, best first.
    pub evidence: Vec<HandoffEvidence>,
    /// A reply to start from, where the evidence allows one.
    pub suggested_reply: Option<String>,
    /// Instructions and hidden text found in what the contact wrote, in the page and in the answer withheld.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// The same packet for reading, in Markdown.
    pub markdown: String,
}

/// Where the contact is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HandoffPage {
    /// Path in the host product.
    pub route: String,
    /// Its title.
    pub title: String,
}

/// A piece of evidence that did not suffice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct HandoffEvidence {
    /// The article.
    pub article: ArticleId,
    /// Its title.
    pub title: String,
    /// The nearest heading.
    pub heading: String,
    /// The passage nearest to the question.
    pub quote: String,
    /// The ranker's probability, 0 to 1, that this is the right place.
    pub score: f64,
}

/// Pieces of evidence that a packet shows.
const MAX_EVIDENCE: usize = 5;

impl Handoff {
    /// Gathers the packet. `titles` gives an article's title; `suggested` is the answer that was withheld.
    pub(crate) fn gather(
        input: &TurnInput,
        understanding: &Understanding,
        reason: Reason,
        evidence: &[EvidenceTrace],
        titles: &dyn Fn(&ArticleId) -> String,
        suggested: Option<String>,
        flags: &[Flag],
    ) -> Self {
        let page = input.page.as_ref();
        let weighed = evidence.iter().take(MAX_EVIDENCE).map(|e| HandoffEvidence {
            article: e.article.clone(),
            title: titles(&e.article),
            heading: e.heading.clone(),
            quote: e.quote.clone(),
            score: e.score,
        });
        let answered = input
            .messages
            .iter()
            .filter(|m| m.author == Author::AiAgent)
            .map(|m| m.text.clone());
        let mut packet = Self {
            summary: summary(input, understanding, reason),
            reason,
            topic: understanding.topic.clone(),
            urgency: understanding.urgency,
            contact: input.contact.clone(),
            page: page.map(|p| HandoffPage {
                route: p.route.clone(),
                title: p.title.clone(),
            }),
            files: input.messages.iter().flat_map(|m| m.files.clone()).collect(),
            events: page.map_or_else(Vec::new, |p| p.events.clone()),
            errors: page.map_or_else(Vec::new, |p| p.errors.clone()),
            tried: input.steps.clone(),
            answered: answered.collect(),
            evidence: weighed.collect(),
            suggested_reply: suggested,
            flags: flags.to_vec(),
            markdown: String::new(),
        };
        packet.markdown = packet.to_markdown();
        packet
    }

    fn to_markdown(&self) -> String {
        let mut lines = vec![
            format!("# Handoff: {}", self.reason.in_words()),
            String::new(),
            inert(&self.summary),
            String::new(),
        ];
        let mut section = |title: &str, items: Vec<String>| {
            if !items.is_empty() {
                lines.push(format!("## {title}"));
                lines.extend(items.iter().map(|item| inert(item)));
                lines.push(String::new());
            }
        };
        section(
            "Handle with care",
            self.flags
                .iter()
                .map(|f| format!("- {}: {} ({})", f.place.in_words(), f.quote.replace('\n', " "), f.why))
                .collect(),
        );
        let contact = [
            ("Name", &self.contact.name),
            ("Account", &self.contact.account),
            ("Plan", &self.contact.plan),
            ("Role", &self.contact.role),
            ("E-mail", &self.contact.email),
        ];
        section(
            "Contact",
            contact
                .iter()
                .filter_map(|(k, v)| v.as_ref().map(|v| format!("- {k}: {v}")))
                .collect(),
        );
        section(
            "Page",
            self.page
                .iter()
                .map(|p| format!("- {} ({})", p.title, p.route))
                .collect(),
        );
        section(
            "Files and screenshots",
            self.files
                .iter()
                .map(|f| format!("- {} ({}, {} kB)", f.name, f.media_type, f.bytes.div_ceil(1000)))
                .collect(),
        );
        section(
            "Errors seen",
            self.errors
                .iter()
                .map(|e| {
                    format!(
                        "- {}{}",
                        e.code.as_deref().map_or_else(String::new, |c| format!("{c}: ")),
                        e.text
                    )
                })
                .collect(),
        );
        section(
            "Recent events",
            self.events
                .iter()
                .map(|e| format!("- {}: {}", e.kind.in_words(), e.text))
                .collect(),
        );
        section(
            "Steps tried",
            self.tried
                .iter()
                .map(|t| {
                    format!(
                        "- {} / {}: {}{}",
                        t.guide,
                        t.step,
                        t.outcome.in_words(),
                        t.reason.as_deref().map_or_else(String::new, |r| format!(" ({r})"))
                    )
                })
                .collect(),
        );
        section(
            "Already answered",
            self.answered
                .iter()
                .map(|a| format!("- {}", a.replace('\n', " ")))
                .collect(),
        );
        section(
            "Evidence weighed",
            self.evidence
                .iter()
                .map(|e| {
                    format!(
                        "- {:.0} % {}{}: {}",
                        e.score * 100.0,
                        e.title,
                        if e.heading.is_empty() {
                            String::new()
                        } else {
                            format!(" > {}", e.heading)
                        },
                        e.quote.replace('\n', " ")
                    )
                })
                .collect(),
        );
        section("Suggested reply", self.suggested_reply.iter().cloned().collect());
        lines.join("\n").trim_end().to_owned() + "\n"
    }
}

/// Text of others as Markdown that links nowhere, loads nothing and shows every character that it has.
fn inert(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if matches!(c, '\\' | '[' | ']' | '<' | '`') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// The issue in one paragraph, made of what is known.
fn summary(input: &TurnInput, understanding: &Understanding, reason: Reason) -> String {
    let who = input.contact.name.clone().unwrap_or_else(|| {
        if input.contact.is_identified() {
            "A contact".into()
        } else {
            "A visitor".into()
        }
    });
    let plan = input
        .contact
        .plan
        .as_ref()
        .map_or_else(String::new, |p| format!(" on the {p} plan"));
    let place = input
        .page
        .as_ref()
        .filter(|p| !p.route.is_empty())
        .map_or_else(String::new, |p| format!(", on {}", p.route));
    let mut text = match (
        input.question().trim(),
        input.messages.last().map_or(0, |m| m.files.len()),
    ) {
        ("", 0) => format!("{who}{plan}{place} wrote nothing."),
        ("", files) => format!("{who}{plan}{place} sent {files} file(s) without words."),
        (words, _) => format!("{who}{plan}{place} wrote: \u{201c}{words}\u{201d}."),
    };
    let earlier = input.messages[..input.messages.len().saturating_sub(1)]
        .iter()
        .rev()
        .find(|m| m.author == Author::Contact);
    if let Some(earlier) = earlier {
        text.push_str(&format!(" Before that: \u{201c}{}\u{201d}.", earlier.text.trim()));
    }
    if let Some(error) = input.page.as_ref().and_then(|p| p.last_error()) {
        text.push_str(&format!(
            " The page last showed the error \u{201c}{}{}\u{201d}.",
            error.code.as_deref().map_or_else(String::new, |c| format!("{c} ")),
            error.text
        ));
    }
    let failed = input.steps.iter().filter(|s| s.outcome == StepOutcome::Failed).count();
    if failed > 0 {
        text.push_str(&format!(" {failed} guide step(s) failed."));
    }
    if understanding.frustration > 0.5 {
        text.push_str(" The contact sounds frustrated.");
    }
    text.push_str(&format!(" Handed over because {}.", reason.in_words()));
    text
}
