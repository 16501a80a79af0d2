//! Escalations, and what is known when they are handed over.

use super::{CaseTurn, Identity};
use crate::words::holds_anywhere;
use serde::Deserialize;
use std::collections::HashSet;
use usher_engine::page::PageError;
use usher_engine::text::stems;
use usher_engine::{Contact, PageContext, Reason, StepReport, TurnInput};

/// An escalation, and what its packet must hold.
#[derive(Debug, Clone, Deserialize)]
pub struct HandoffCase {
    /// Id, group, tags.
    #[serde(flatten)]
    pub identity: Identity,
    /// The conversation, oldest first; the last turn is the contact's.
    pub turns: Vec<CaseTurn>,
    /// What the contact has before them.
    #[serde(default)]
    pub page: Option<PageContext>,
    /// Who asks.
    #[serde(default)]
    pub contact: Contact,
    /// How the steps of guides ended, oldest first.
    #[serde(default)]
    pub steps: Vec<StepReport>,
    /// How many replies did not solve it, as the contact said by a button.
    #[serde(default)]
    pub unsolved: u32,
    /// What is known.
    pub expect: Known,
}

/// What is known and must be in the packet. What is not here is not known and must not be in it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The page.
    #[serde(default)]
    pub page: Option<KnownPage>,
    /// Words of what the contact wants, each or in short phrases; empty where nobody can tell.
    #[serde(default)]
    pub goal: Vec<String>,
    /// What was tried: steps of guides with their end, and what the contact told of in words.
    #[serde(default)]
    pub tried: Vec<Tried>,
    /// Errors, word by word, that the page showed or the contact told of.
    #[serde(default)]
    pub errors: Vec<KnownError>,
    /// Who asks, by the host's word or the contact's.
    #[serde(default)]
    pub account: KnownAccount,
    /// Names of the files sent.
    #[serde(default)]
    pub files: Vec<String>,
    /// The reasons that are right.
    pub reason: Vec<Reason>,
}

/// The page, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KnownPage {
    /// Path in the host product.
    pub route: String,
    /// Its title.
    pub title: String,
}

/// Something that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Tried {
    /// A step of a guide.
    Step(StepReport),
    /// Words of the contact.
    Told(String),
}

/// An error.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownError {
    /// Its code, where it has one of its own.
    #[serde(default)]
    pub code: Option<String>,
    /// Its text.
    pub text: String,
}

/// What is known of who asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KnownAccount {
    /// The name to address the person by.
    pub name: Option<String>,
    /// The account (company, workspace).
    pub account: Option<String>,
    /// The plan.
    pub plan: Option<String>,
    /// The role in the account.
    pub role: Option<String>,
    /// The address.
    pub email: Option<String>,
}

impl KnownAccount {
    /// What the host says of a contact.
    pub fn of(contact: &Contact) -> Self {
        let Contact {
            name,
            account,
            plan,
            role,
            email,
            ..
        } = contact.clone();
        Self {
            name,
            account,
            plan,
            role,
            email,
        }
    }

    /// The values by what they are called in a packet.
    pub fn named(&self) -> [(&'static str, Option<&str>); 5] {
        [
            ("Name", self.name.as_deref()),
            ("Account", self.account.as_deref()),
            ("Plan", self.plan.as_deref()),
            ("Role", self.role.as_deref()),
            ("E-mail", self.email.as_deref()),
        ]
    }
}

impl HandoffCase {
    /// The turn that the case asks for.
    pub fn input(&self) -> TurnInput {
        TurnInput {
            messages: CaseTurn::messages(&self.turns),
            contact: self.contact.clone(),
            page: self.page.clone().map(PageContext::bounded),
            steps: self.steps.clone(),
            unsolved: self.unsolved,
            ..TurnInput::default()
        }
    }

    /// Every text that the turn is given, a line each.
    pub fn given(&self) -> String {
        let mut texts: Vec<&str> = Vec::new();
        for turn in &self.turns {
            texts.push(&turn.text);
            texts.extend(turn.files.iter().flat_map(|f| [f.name.as_str(), f.media_type.as_str()]));
        }
        let account = KnownAccount::of(&self.contact);
        texts.extend(account.named().into_iter().filter_map(|(_, value)| value));
        for step in &self.steps {
            texts.extend([step.guide.as_str(), step.step.as_str()]);
            texts.extend(step.reason.as_deref());
        }
        if let Some(page) = &self.page {
            texts.extend([page.route.as_str(), page.title.as_str()]);
            texts.extend(page.product_area.as_deref());
            texts.extend(page.controls.iter().flat_map(|c| [c.name.as_str(), c.text.as_str()]));
            texts.extend(page.events.iter().map(|e| e.text.as_str()));
            texts.extend(page.errors.iter().filter_map(|e| e.code.as_deref()));
            texts.extend(page.errors.iter().map(|e| e.text.as_str()));
        }
        texts.join("\n")
    }

    /// What is wrong with it, if anything: what the turn is given and `expect` leaves out, and what `expect` asks for and
    /// the turn is not given.
    pub(crate) fn fault(&self) -> Option<String> {
        if let Some(fault) = CaseTurn::fault(&self.turns) {
            return Some(fault.to_owned());
        }
        if self.expect.reason.is_empty() {
            return Some("`reason` is empty; name every reason for which it may rightly be handed over".to_owned());
        }
        self.left_out().or_else(|| self.made_up())
    }

    /// What is given in a field of its own and not expected.
    fn left_out(&self) -> Option<String> {
        let expect = &self.expect;
        let missing = |field: &str, value: &str| {
            Some(format!(
                "the turn is given `{value}`, which `expect.{field}` leaves out; add it"
            ))
        };
        let given = KnownAccount::of(&self.contact);
        for ((name, given), (_, known)) in given.named().into_iter().zip(expect.account.named()) {
            if let Some(value) = given.filter(|value| known != Some(value)) {
                return missing("account", &format!("{name}: {value}"));
            }
        }
        let page = self.page.iter().map(|p| KnownPage {
            route: p.route.clone(),
            title: p.title.clone(),
        });
        let page = page.into_iter().find(|p| *p != KnownPage::default());
        if let Some(page) = page.filter(|page| expect.page.as_ref() != Some(page)) {
            return missing("page", &format!("{} {}", page.route, page.title));
        }
        if let Some(step) = self
            .steps
            .iter()
            .find(|s| !expect.tried.contains(&Tried::Step((*s).clone())))
        {
            return missing("tried", &step.step);
        }
        let expected = |e: &&PageError| expect.errors.iter().any(|k| k.code == e.code && k.text == e.text);
        if let Some(error) = self.page.iter().flat_map(|p| &p.errors).find(|e| !expected(e)) {
            return missing("errors", &error.text);
        }
        let mut files = self.turns.iter().flat_map(|t| &t.files);
        let file = files.find(|f| !expect.files.contains(&f.name))?;
        missing("files", &file.name)
    }

    /// What is expected and not given: a packet could hold it only by inventing it.
    fn made_up(&self) -> Option<String> {
        let expect = &self.expect;
        let given = self.given();
        let given_stems: HashSet<String> = stems(&given).into_iter().collect();
        let by_words = |text: &String| !stems(text).iter().all(|stem| given_stems.contains(stem));
        let told = expect.tried.iter().filter_map(|tried| match tried {
            Tried::Told(text) => Some(text),
            Tried::Step(_) => None,
        });
        let not_said = expect.goal.iter().chain(told).find(|text| by_words(text)).cloned();
        let steps = expect.tried.iter().filter_map(|tried| match tried {
            Tried::Step(step) if !self.steps.contains(step) => Some(step.step.clone()),
            _ => None,
        });
        let errors = expect.errors.iter().map(|e| e.text.clone());
        let account = expect
            .account
            .named()
            .into_iter()
            .filter_map(|(_, value)| value.map(str::to_owned));
        let page = expect.page.iter().flat_map(|p| [p.route.clone(), p.title.clone()]);
        let exact = errors.chain(account).chain(page).chain(expect.files.iter().cloned());
        let mut not_there = exact.filter(|text| !text.is_empty() && !holds_anywhere(&given, text));
        let invented = not_said
            .or_else(|| steps.into_iter().next())
            .or_else(|| not_there.next())?;
        Some(format!(
            "`expect` asks for `{invented}`, which the turn is not given; a packet could hold it only by inventing it, so \
             remove it or add it to what is given"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expect: &str, fault: Option<&str>) {
        let case = format!(
            r#"{{"id":"a","turns":[{{"author":"contact","text":"The import stops with IMP-104, I reloaded.","files":[{{"name":"rows.csv","media_type":"text/csv","bytes":9}}]}}],
            "contact":{{"plan":"plus"}},"page":{{"route":"/import","title":"Import"}},"expect":{expect}}}"#
        );
        let case: HandoffCase = serde_json::from_str(&case).unwrap();
        let found = case.fault();
        match fault {
            None => assert_eq!(found, None),
            Some(part) => assert!(found.as_ref().is_some_and(|f| f.contains(part)), "{found:?}"),
        }
    }

    #[test]
    fn a_case_expects_all_that_is_given_and_nothing_else() {
        let page = r#""page":{"route":"/import","title":"Import"},"account":{"plan":"plus"},"files":["rows.csv"]"#;
        let whole =
            r#""goal":["import"],"tried":["reloaded"],"errors":[{"text":"IMP-104"}],"reason":["low_confidence"]"#;
        check(&format!("{{{page},{whole}}}"), None);
        check(&format!("{{{page},\"reason\":[]}}"), Some("`reason` is empty"));
        check(
            &format!("{{{page},\"goal\":[\"export\"],\"reason\":[\"low_confidence\"]}}"),
            Some("asks for `export`"),
        );
        check(
            &format!("{{{page},\"errors\":[{{\"text\":\"IMP-105\"}}],\"reason\":[\"low_confidence\"]}}"),
            Some("asks for `IMP-105`"),
        );
        check(
            r#"{"account":{"plan":"plus"},"files":["rows.csv"],"reason":["frustration"]}"#,
            Some("`expect.page` leaves out"),
        );
        check(
            r#"{"page":{"route":"/import","title":"Import"},"account":{"plan":"plus"},"reason":["frustration"]}"#,
            Some("given `rows.csv`"),
        );
    }

    #[test]
    fn a_misspelt_expectation_is_an_error() {
        let read = |expect: &str| {
            let case = format!(r#"{{"id":"a","turns":[{{"author":"contact","text":"hi"}}],"expect":{expect}}}"#);
            serde_json::from_str::<HandoffCase>(&case)
                .map(|_| ())
                .map_err(|e| e.to_string())
        };
        assert!(
            read(r#"{"reason":["asks_for_person"],"gaol":[]}"#)
                .unwrap_err()
                .contains("gaol")
        );
        assert!(read(r#"{"reason":["because"]}"#).unwrap_err().contains("because"));
        assert!(read("{}").unwrap_err().contains("reason"));
    }
}
