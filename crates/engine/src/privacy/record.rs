//! What is stored of a turn for explaining it and running it again, without personal data.

use super::redact::holds_placeholder;
use super::{PersonalData, Redactor};
use crate::contact::Contact;
use crate::injection::Flag;
use crate::page::{Control, PageContext, PageError, PageEvent};
use crate::trace::Trace;
use crate::turn::TurnInput;
use crate::understand::Understanding;

/// Takes what identifies a person out of a turn's input and trace: what was written in the conversation, who the contact
/// is, and what the page shows. The contact's own name and e-mail address are known, so they are found wherever they
/// stand. Left as they are: evidence and proposals, which quote articles, and what filters and intents go by (plan, role,
/// locale, ids of messages, by which the words can be read again while the conversation exists).
pub fn redact_record(input: &mut TurnInput, trace: &mut Trace) {
    let mut redactor = Redactor::default();
    redact_contact(&mut redactor, &mut input.contact);
    for message in &mut input.messages {
        message.text = redactor.written(&message.text);
        for file in &mut message.files {
            file.name = redactor.shown(&file.name);
            // Its key is the right to read it.
            file.url.clear();
        }
    }
    if let Some(page) = &mut input.page {
        redact_page(&mut redactor, page);
    }
    for reason in input.steps.iter_mut().filter_map(|step| step.reason.as_mut()) {
        *reason = redactor.shown(reason);
    }
    redact_trace(&mut redactor, trace);
}

/// True where [`redact_record`] took something out of a page: what a turn taken again sees of it is not what the first saw.
pub fn is_redacted(page: &PageContext) -> bool {
    serde_json::to_string(page).is_ok_and(|page| holds_placeholder(&page))
}

/// Every field is named, so that a new one does not compile before somebody decided on it.
fn redact_trace(redactor: &mut Redactor, trace: &mut Trace) {
    let Trace {
        embedder: _,
        index: _,
        models: _,
        calibration: _,
        threshold: _,
        understanding,
        evidence: _,
        proposals: _,
        flags,
        language_model: _,
        calls,
    } = trace;
    for dropped in calls.iter_mut().flat_map(|call| &mut call.dropped) {
        dropped.text = redactor.written(&dropped.text);
    }
    let Understanding {
        language: _,
        query,
        intents: _,
        in_scope: _,
        topic: _,
        topic_probability: _,
        wants_person: _,
        solved: _,
        urgency: _,
        sentiment: _,
        frustration: _,
        failures: _,
    } = understanding;
    *query = redactor.written(query);
    for Flag {
        kind: _,
        place: _,
        quote,
        why: _,
        score: _,
    } in flags
    {
        *quote = redactor.written(quote);
    }
}

/// Makes a contact's name and address known to a redactor, so that they are found wherever they stand.
pub(crate) fn acquaint(redactor: &mut Redactor, contact: &Contact) {
    redact_contact(redactor, &mut contact.clone());
}

fn redact_contact(redactor: &mut Redactor, contact: &mut Contact) {
    let Contact {
        subject,
        name,
        email,
        plan: _,
        role: _,
        account,
        locale: _,
    } = contact;
    if let Some(name) = name {
        redactor.know(PersonalData::Person, name);
        name.split_whitespace()
            .for_each(|part| redactor.know(PersonalData::Person, part));
        *name = redactor.whole(PersonalData::Person, name);
    }
    if let Some(email) = email {
        redactor.know(PersonalData::Email, email);
        *email = redactor.whole(PersonalData::Email, email);
    }
    // Whoever had a subject keeps one: the host vouches for them.
    if let Some(subject) = subject {
        *subject = redactor.whole(PersonalData::Person, subject);
    }
    if let Some(account) = account {
        *account = redactor.whole(PersonalData::Organisation, account);
    }
}

fn redact_page(redactor: &mut Redactor, page: &mut PageContext) {
    let PageContext {
        route,
        title,
        product_area: _,
        locale: _,
        viewport: _,
        controls,
        events,
        errors,
    } = page;
    *route = redactor.shown(route);
    *title = redactor.shown(title);
    for Control {
        id: _,
        tag: _,
        role: _,
        name,
        text,
        test_id: _,
        heading,
        attributes,
        bounds: _,
        visible: _,
    } in controls
    {
        *name = redactor.shown(name);
        *text = redactor.shown(text);
        for value in heading.iter_mut().chain(attributes.values_mut()) {
            *value = redactor.shown(value);
        }
    }
    for PageEvent { kind: _, text, at: _ } in events {
        *text = redactor.shown(text);
    }
    for PageError { code: _, text, at: _ } in errors {
        *text = redactor.shown(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Author, Message};

    fn written(text: &str) -> TurnInput {
        TurnInput {
            messages: vec![Message::new(Author::Contact, text)],
            contact: Contact {
                subject: Some("user-81".into()),
                name: Some("Priya Shah".into()),
                email: Some("priya@oakley.example".into()),
                plan: Some("plus".into()),
                ..Contact::default()
            },
            page: Some(PageContext {
                route: "/customers/tom.birch@oakley.example".into(),
                title: "Send Invoice – Tallybook".into(),
                controls: vec![Control {
                    name: "Role of Tom Birch".into(),
                    text: "New Customer".into(),
                    ..Control::default()
                }],
                errors: vec![PageError {
                    code: Some("MAIL-7".into()),
                    text: "Mail to tom.birch@oakley.example bounced".into(),
                    at: None,
                }],
                ..PageContext::default()
            }),
            ..TurnInput::default()
        }
    }

    #[test]
    fn brackets_of_the_product_are_no_placeholders() {
        let titled = |title: &str| PageContext {
            title: title.into(),
            ..PageContext::default()
        };
        assert!(!is_redacted(&titled("Import [step 2] of [3]")));
        assert!(is_redacted(&titled("Born on [birth date 1]")));
    }

    #[test]
    fn a_record_keeps_what_is_needed_to_run_it_again_and_nobodys_data() {
        let text = "Priya here, my card 4111 1111 1111 1111 was charged twice. Write to priya@oakley.example";
        let mut input = written(text);
        let mut trace = Trace::default();
        trace.understanding.query = text.into();
        redact_record(&mut input, &mut trace);

        let expect = "[person 3] here, my card [card 1] was charged twice. Write to [email 1]";
        assert_eq!(input.question(), expect);
        assert_eq!(trace.understanding.query, expect);
        assert!(input.contact.is_identified());
        assert_eq!(input.contact.plan.as_deref(), Some("plus"));
        assert_eq!(input.contact.email.as_deref(), Some("[email 1]"));
        let page = input.page.unwrap();
        assert!(is_redacted(&page) && !is_redacted(&written(text).page.unwrap()));
        assert_eq!(page.route, "/customers/[email 2]");
        assert_eq!(page.title, "Send Invoice – Tallybook");
        assert_eq!(page.errors[0].text, "Mail to [email 2] bounced");
        assert_eq!(
            (page.errors[0].code.as_deref(), page.controls[0].text.as_str()),
            (Some("MAIL-7"), "New Customer")
        );
        assert!(!page.controls[0].name.contains("Tom"), "{}", page.controls[0].name);
    }
}
