//! What of a turn may leave: the conversation and the page without what identifies a person.

use crate::conversation::Author;
use crate::privacy::{Redactor, acquaint};
use crate::prompt::{PageSeen, Said};
use crate::turn::TurnInput;

/// Messages before the last that a prompt holds.
const EARLIER: usize = 12;
/// Characters of a message that a prompt holds; what is longer is cut in the middle, where logs and pasted text are.
const LONGEST: usize = 4_000;
/// Errors of the page that a prompt holds.
const ERRORS: usize = 5;

/// What may leave.
pub(super) struct Placed {
    /// All messages, oldest first.
    pub messages: Vec<Said>,
    /// Those before the last.
    pub earlier: Vec<Said>,
    pub page: Option<PageSeen>,
}

/// Placeholders in place of personal data, the same for the same value throughout, and what puts the values back.
pub(super) fn without_personal_data(input: &TurnInput) -> (Redactor, Placed) {
    let mut redactor = Redactor::default();
    acquaint(&mut redactor, &input.contact);
    let skipped = input.messages.len().saturating_sub(EARLIER + 1);
    let mut messages = Vec::new();
    for (at, message) in input.messages.iter().enumerate() {
        // Earlier ones count, too, so that a value keeps its placeholder for as long as the conversation goes on.
        let text = redactor.written(&message.text);
        if at >= skipped {
            messages.push(Said {
                who: match message.author {
                    Author::Contact => "Contact",
                    Author::AiAgent => "AI agent",
                    Author::HumanAgent => "Person",
                    Author::System => "System",
                },
                text: shortened(&text),
            });
        }
    }
    let page = input.page.as_ref().map(|page| PageSeen {
        route: redactor.shown(&page.route),
        title: redactor.shown(&page.title),
        errors: {
            let skipped = page.errors.len().saturating_sub(ERRORS);
            let shown = page.errors.iter().skip(skipped).map(|error| {
                let code = error.code.as_deref().map(|c| format!("{c}: ")).unwrap_or_default();
                redactor.shown(&shortened(&format!("{code}{}", error.text)))
            });
            shown.collect()
        },
    });
    let earlier = messages[..messages.len().saturating_sub(1)].to_vec();
    (
        redactor,
        Placed {
            messages,
            earlier,
            page,
        },
    )
}

/// The beginning and the end of a long text.
fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let half = LONGEST / 2;
    let begin: String = chars[..half].iter().collect();
    let end: String = chars[chars.len() - half..].iter().collect();
    format!("{begin}\n[…]\n{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Contact;
    use crate::conversation::Message;
    use crate::page::{PageContext, PageError};

    #[test]
    fn nothing_that_identifies_a_person_leaves_and_all_of_it_comes_back() {
        let input = TurnInput {
            messages: vec![
                Message::new(Author::Contact, "I am Priya Shah, priya@oakley.example"),
                Message::new(Author::AiAgent, "Thank you."),
                Message::new(
                    Author::Contact,
                    "Card 4111 1111 1111 1111 fails for priya@oakley.example",
                ),
            ],
            contact: Contact {
                name: Some("Priya Shah".into()),
                ..Contact::default()
            },
            page: Some(PageContext {
                route: "/customers/tom@oakley.example".into(),
                errors: vec![PageError {
                    code: Some("PAY-3".into()),
                    text: "declined for tom@oakley.example".into(),
                    at: None,
                }],
                ..PageContext::default()
            }),
            ..TurnInput::default()
        };
        let (redactor, placed) = without_personal_data(&input);
        assert_eq!(placed.messages[2].text, "Card [card 1] fails for [email 1]");
        let page = placed.page.unwrap();
        assert_eq!(
            (page.route.as_str(), page.errors[0].as_str()),
            ("/customers/[email 2]", "PAY-3: declined for [email 2]")
        );
        let all = format!("{:?}{:?}", placed.messages, page.errors);
        assert!(
            !all.contains("Priya") && !all.contains("oakley") && !all.contains("4111"),
            "{all}"
        );
        assert_eq!(redactor.restore(&placed.messages[2].text), input.question());
        assert_eq!(placed.earlier.len(), 2);
    }

    #[test]
    fn a_long_message_keeps_its_ends() {
        let text = format!("Why? {} Error 7", "x".repeat(10_000));
        let short = shortened(&text);
        assert!(short.starts_with("Why?") && short.ends_with("Error 7") && short.chars().count() < 4_010);
    }
}
