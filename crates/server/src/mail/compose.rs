//! The words of letters. Templates escape what stands in HTML.

use crate::problem::{Problem, Result};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use serde::Serialize;
use std::sync::LazyLock;

/// The longest title in a subject, in characters.
const MAX_TITLE: usize = 80;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut all = Environment::new();
    all.set_undefined_behavior(UndefinedBehavior::Strict);
    all.set_trim_blocks(false);
    macro_rules! add {
        ($($name:literal),*) => {
            // They are compiled in and a test renders each, so that this cannot fail.
            $(let _ = all.add_template($name, include_str!(concat!("templates/", $name)));)*
        };
    }
    add!(
        "layout.html",
        "line.html",
        "transcript.html",
        "transcript.txt",
        "reminder.html",
        "reminder.txt"
    );
    add!("invitation.html", "invitation.txt");
    all
});

/// A letter's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) subject: String,
    pub(crate) plain: String,
    pub(crate) html: String,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub(super) who: String,
    pub(super) at: String,
    pub(super) text: String,
    /// Files, sources and guides, a sentence each.
    pub(super) more: Vec<String>,
}

/// What every letter to a contact says of where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sender {
    pub(super) product: String,
    /// Where the product is.
    pub(super) home: Option<String>,
}

/// All that was said in a conversation.
pub(super) fn transcript(sender: &Sender, title: &str, lines: &[Line]) -> Result<Draft> {
    let title: String = title.chars().take(MAX_TITLE).collect();
    let subject = format!("Your conversation with {}: {title}", sender.product);
    let words = context! { subject, title, lines, product => sender.product, home => sender.home };
    draft("transcript", subject, &words)
}

/// What `who` said and the contact has not seen.
pub(super) fn reminder(sender: &Sender, who: &str, lines: &[Line]) -> Result<Draft> {
    let subject = format!("{who} answered you in {}", sender.product);
    let words = context! { subject, who, lines, product => sender.product, home => sender.home };
    draft("reminder", subject, &words)
}

/// For somebody who is to join.
pub(crate) fn invitation(product: &str, by: Option<&str>, role: &str, link: &str, until: Timestamp) -> Result<Draft> {
    let subject = format!("Join {product} on Usher");
    let until = moment(until, &TimeZone::UTC);
    draft(
        "invitation",
        subject.clone(),
        &context! { subject, product, by, role, link, until },
    )
}

/// `21 Nov 2026, 17:03 UTC`.
pub(super) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %b %Y, %H:%M %Z").to_string()
}

fn draft(name: &str, subject: String, words: &Value) -> Result<Draft> {
    let render = |ending: &str| {
        let template = TEMPLATES.get_template(&format!("{name}.{ending}"));
        template.and_then(|t| t.render(words)).map_err(Problem::internal)
    };
    Ok(Draft {
        subject,
        plain: render("txt")?,
        html: render("html")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(who: &str, text: &str) -> Line {
        Line {
            who: who.into(),
            at: moment("2026-11-21T17:03:00Z".parse().unwrap(), &TimeZone::UTC),
            text: text.into(),
            more: vec!["File: receipt.pdf".into()],
        }
    }

    fn sender() -> Sender {
        Sender {
            product: "Tallybook".into(),
            home: Some("https://app.example.com".into()),
        }
    }

    #[test]
    fn a_transcript_has_every_word_and_no_markup_of_anybody() {
        let lines = [
            line("Maria", "<img src=x onerror=alert(1)> & so on"),
            line("Tom", "Done.\nSee you."),
        ];
        let draft = transcript(&sender(), "<b>Import</b> fails", &lines).unwrap();
        assert_eq!(draft.subject, "Your conversation with Tallybook: <b>Import</b> fails");
        assert!(
            draft.plain.contains("Maria, 21 Nov 2026, 17:03 UTC\n<img src=x"),
            "{}",
            draft.plain
        );
        assert!(
            draft.plain.contains("Done.\nSee you.\nFile: receipt.pdf"),
            "{}",
            draft.plain
        );
        assert!(
            !draft.html.contains("<img") && !draft.html.contains("<b>"),
            "{}",
            draft.html
        );
        assert!(draft.html.contains("&lt;img src=x") && draft.html.contains("https:&#x2f;&#x2f;app.example.com"));
    }

    #[test]
    fn every_letter_renders() {
        let reminder = reminder(&Sender { home: None, ..sender() }, "Tom", &[line("Tom", "Try again?")]).unwrap();
        assert!(reminder.plain.contains("Try again?") && !reminder.html.contains("href"));
        let until = "2026-11-28T00:00:00Z".parse().unwrap();
        let invitation = invitation(
            "Tallybook",
            Some("Ada"),
            "agent",
            "https://h.example/console/#welcome=t",
            until,
        )
        .unwrap();
        assert!(invitation.plain.contains("#welcome=t\n") && invitation.plain.contains("28 Nov 2026"));
        assert!(invitation.html.contains("Ada invites you"));
    }
}
