//! The issue in one paragraph: who, what they said, what they sent, where they are, what they saw and tried, and why a person
//! is asked. Made of what is known, in fixed words; nothing is reworded and nothing is concluded.

use super::Material;
use super::gist::{Said, gist};
use super::line;
use crate::contact::Contact;
use crate::conversation::Author;
use crate::guide::{StepOutcome, StepReport};
use crate::ids::GuideId;
use crate::page::PageContext;
use crate::turn::Reason;

/// From this probability on the contact is called frustrated: there the precision is .81 (`docs/benchmarks.md`).
const FRUSTRATED: f64 = 0.5;
/// Words of an error, of an instruction and of a reason that a paragraph takes; the lists below it have them whole.
const MOST_WORDS: usize = 24;
/// Names of files that a paragraph takes.
const MOST_FILES: usize = 3;

pub(super) fn summary(material: &Material<'_>) -> String {
    let input = material.input;
    let mut sentences = vec![said(material)];
    sentences.extend(sent(material));
    sentences.extend(input.page.as_ref().and_then(place));
    sentences.extend(tried(material));
    if material.understanding.frustration > FRUSTRATED && material.reason != Reason::Frustration {
        sentences.push("The contact sounds frustrated.".to_owned());
    }
    sentences.push(format!("Handed over because {}.", because(material)));
    sentences.join(" ")
}

/// Who wrote what.
fn said(material: &Material<'_>) -> String {
    let contact = &material.input.contact;
    let named = contact.name.as_ref().is_some_and(|name| !name.trim().is_empty());
    let who = who(contact);
    let quotes = gist(&material.input.messages, material.flags, named);
    match quotes.as_slice() {
        [] => format!("{who} wrote nothing."),
        [only] => format!("{who} wrote: {}", quote(&only.text)),
        [first, between @ .., last] => {
            let mut text = format!("{who} wrote: {}", quote(&first.text));
            for (at, Said { text: words, .. }) in between.iter().enumerate() {
                text.push_str(if at == 0 { " Then: " } else { " " });
                text.push_str(&quote(words));
            }
            text.push_str(if last.newest { " Last: " } else { " Then: " });
            text.push_str(&quote(&last.text));
            text
        }
    }
}

/// The contact by name, with what the host says of them.
fn who(contact: &Contact) -> String {
    let known = |value: &Option<String>| value.as_deref().map(line).filter(|v| !v.is_empty());
    let name = known(&contact.name);
    let role = match (known(&contact.role), known(&contact.account)) {
        (Some(role), Some(account)) => Some(format!("{role} of {account}")),
        (Some(role), None) => Some(role),
        (None, Some(account)) => Some(format!("of {account}")),
        (None, None) => None,
    };
    let plan = known(&contact.plan).map(|plan| format!("{plan} plan"));
    // A name says who it is; without one the address does.
    let email = known(&contact.email).filter(|_| name.is_none());
    let details: Vec<String> = [email, role, plan].into_iter().flatten().collect();
    let someone = contact.is_identified() || !details.is_empty();
    let name = name.unwrap_or_else(|| if someone { "A contact" } else { "A visitor" }.to_owned());
    if details.is_empty() {
        name
    } else {
        format!("{name} ({})", details.join(", "))
    }
}

fn sent(material: &Material<'_>) -> Option<String> {
    let messages = material.input.messages.iter().filter(|m| m.author == Author::Contact);
    let files: Vec<String> = messages
        .flat_map(|m| &m.files)
        .map(|f| format!("\u{201c}{}\u{201d}", line(&f.name)))
        .collect();
    if files.is_empty() {
        return None;
    }
    let more = if files.len() > MOST_FILES { " and others" } else { "" };
    Some(format!(
        "They sent {}{more}.",
        files[..files.len().min(MOST_FILES)].join(", ")
    ))
}

/// Where they are, and the last error there.
fn place(page: &PageContext) -> Option<String> {
    let (title, route) = (line(&page.title), line(&page.route));
    let page_name = match (title.as_str(), route.as_str()) {
        ("", "") => None,
        ("", route) => Some(format!("the page {route}")),
        (title, "") => Some(format!("the page \u{201c}{title}\u{201d}")),
        (title, route) => Some(format!("the page \u{201c}{title}\u{201d} ({route})")),
    };
    let error = page.last_error().map(|error| {
        let code = error
            .code
            .as_deref()
            .map(line)
            .filter(|c| !c.is_empty() && !error.text.contains(c.as_str()));
        let others = page.errors.iter().any(|e| e.text != error.text || e.code != error.code);
        let code = code.map_or_else(String::new, |code| format!("{code} "));
        let others = if others { ", after other errors" } else { "" };
        format!("the error {code}\u{201c}{}\u{201d}{others}", beginning(&error.text))
    });
    match (page_name, error) {
        (None, None) => None,
        (Some(page), None) => Some(format!("They are on {page}.")),
        (None, Some(error)) => Some(format!("Their page last showed {error}.")),
        (Some(page), Some(error)) => Some(format!("They are on {page}, which last showed {error}.")),
    }
}

/// How each guide went, in the order in which they were played.
fn tried(material: &Material<'_>) -> Option<String> {
    let steps = &material.input.steps;
    let mut guides: Vec<&GuideId> = Vec::new();
    for step in steps {
        if !guides.contains(&&step.guide) {
            guides.push(&step.guide);
        }
    }
    let told = guides.into_iter().map(|id| {
        let of: Vec<&StepReport> = steps.iter().filter(|s| s.guide == *id).collect();
        let guide = (material.guide)(id);
        let title = guide.map_or_else(|| id.to_string(), |g| line(&g.title));
        let name = |step: &StepReport| {
            let found = guide.and_then(|g| g.steps.iter().find(|s| s.id == step.step));
            found.map_or_else(|| step.step.clone(), |s| beginning(&s.instruction))
        };
        format!("They followed the guide \u{201c}{title}\u{201d}: {}.", went(&of, &name))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// What did not go well, each step once; else how far it went.
fn went(steps: &[&StepReport], name: &dyn Fn(&StepReport) -> String) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let same = |other: &&&StepReport| other.step == step.step && other.outcome == step.outcome;
        if step.outcome == StepOutcome::Completed || steps[at + 1..].iter().any(|other| same(&other)) {
            continue;
        }
        let again = if steps[..at].iter().any(|other| same(&other)) {
            " more than once"
        } else {
            ""
        };
        let reason = step.reason.as_deref().map(beginning).filter(|r| !r.is_empty());
        let reason = reason.map_or_else(String::new, |r| format!(" ({r})"));
        let ended = if step.outcome == StepOutcome::Failed {
            "failed"
        } else {
            "was skipped"
        };
        parts.push(format!("\u{201c}{}\u{201d} {ended}{again}{reason}", name(step)));
    }
    match (parts.as_slice(), steps.last()) {
        ([], Some(last)) => format!("completed up to \u{201c}{}\u{201d}", name(last)),
        _ => parts.join(", "),
    }
}

fn because(material: &Material<'_>) -> String {
    let words = material.reason.in_words();
    match &material.understanding.topic {
        Some(topic) if material.reason == Reason::AlwaysHumanTopic => format!("{words} ({})", topic.replace('_', " ")),
        _ => words.to_owned(),
    }
}

/// Quoted, with a full stop where the words end in none.
fn quote(words: &str) -> String {
    let closed = words.ends_with(['.', '!', '?', '\u{2026}']);
    format!("\u{201c}{words}\u{201d}{}", if closed { "" } else { "." })
}

/// The first words of a text, with an ellipsis where there are more.
fn beginning(text: &str) -> String {
    let text = line(text);
    match text.match_indices(' ').nth(MOST_WORDS - 1) {
        Some((at, _)) => format!("{}\u{2026}", &text[..at]),
        None => text.trim_end_matches('.').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Message;
    use crate::generate::ForPeople;
    use crate::page::PageError;
    use crate::turn::TurnInput;
    use crate::understand::Understanding;

    fn of(input: &TurnInput, reason: Reason) -> String {
        summary(&Material {
            input,
            understanding: &Understanding::default(),
            reason,
            evidence: &[],
            flags: &[],
            title: &|_| String::new(),
            guide: &|_| None,
            written: ForPeople::default(),
            suggested: None,
        })
    }

    fn wrote(text: &str) -> TurnInput {
        TurnInput {
            messages: vec![Message::new(Author::Contact, text)],
            ..TurnInput::default()
        }
    }

    #[test]
    fn who_it_is_depends_on_what_is_known() {
        let check = |contact: Contact, expect: &str| assert_eq!(who(&contact), expect);
        let some = |text: &str| Some(text.to_owned());
        check(Contact::default(), "A visitor");
        check(
            Contact {
                subject: some("u1"),
                ..Contact::default()
            },
            "A contact",
        );
        check(
            Contact {
                email: some("a@b.example"),
                plan: some("plus"),
                ..Contact::default()
            },
            "A contact (a@b.example, plus plan)",
        );
        check(
            Contact {
                name: some("Kim\nOde"),
                email: some("a@b.example"),
                role: some("owner"),
                account: some("acme"),
                plan: some(""),
                ..Contact::default()
            },
            "Kim Ode (owner of acme)",
        );
    }

    #[test]
    fn the_newest_message_is_last_and_the_one_that_began_it_first() {
        let mut input = wrote("My import of 412 rows stops");
        for (author, text) in [
            (Author::AiAgent, "Which of these do you mean?"),
            (Author::Contact, "None of those"),
            (Author::Contact, "It stops at row 14."),
            (Author::Contact, "human please"),
        ] {
            input.messages.push(Message::new(author, text));
        }
        assert_eq!(
            of(&input, Reason::AsksForPerson),
            "A visitor wrote: \u{201c}My import of 412 rows stops\u{201d}. Then: \u{201c}It stops at row 14.\u{201d} Last: \
             \u{201c}human please\u{201d}. Handed over because the contact asked for a person."
        );
    }

    #[test]
    fn a_page_of_which_nothing_is_known_is_not_spoken_of() {
        let mut input = wrote("Help");
        input.page = Some(PageContext::default());
        assert!(!of(&input, Reason::NoEvidence).contains("page"));
        let error = |text: &str| PageError {
            code: Some("IMP-104".into()),
            text: text.into(),
            at: None,
        };
        let page = PageContext {
            route: "/import".into(),
            errors: vec![error("Row 14")],
            ..PageContext::default()
        };
        assert_eq!(
            place(&page).unwrap(),
            "They are on the page /import, which last showed the error IMP-104 \u{201c}Row 14\u{201d}."
        );
        let page = PageContext {
            errors: vec![error("IMP-104: no")],
            ..PageContext::default()
        };
        assert_eq!(
            place(&page).unwrap(),
            "Their page last showed the error \u{201c}IMP-104: no\u{201d}."
        );
    }

    #[test]
    fn a_step_that_failed_again_is_told_once() {
        let report = |step: &str, outcome: StepOutcome, reason: Option<&str>| StepReport {
            guide: "import".into(),
            step: step.into(),
            outcome,
            reason: reason.map(str::to_owned),
        };
        let mut input = wrote("It stops");
        input.steps = vec![
            report("open", StepOutcome::Completed, None),
            report("check", StepOutcome::Failed, Some("no button")),
            report("check", StepOutcome::Failed, Some("no button")),
        ];
        let text = of(&input, Reason::RepeatedFailure);
        let expect =
            "They followed the guide \u{201c}import\u{201d}: \u{201c}check\u{201d} failed more than once (no button).";
        assert!(text.contains(expect), "{text}");
        input.steps.truncate(1);
        let text = of(&input, Reason::RepeatedFailure);
        assert!(
            text.contains("\u{201c}import\u{201d}: completed up to \u{201c}open\u{201d}."),
            "{text}"
        );
    }
}
