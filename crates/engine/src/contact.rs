//! Who is asking: the contact's identity and traits as the host's token states them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The person helped. A visitor is a contact without a `subject`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// The host's own identifier of the person; `None` for an anonymous visitor.
    pub subject: Option<String>,
    /// The name to address the person by.
    pub name: Option<String>,
    /// An address to reach the person at when they left.
    pub email: Option<String>,
    /// The subscription plan, as the host names it (`free`, `plus`, …).
    pub plan: Option<String>,
    /// The role in the account, as the host names it (`owner`, `member`, …).
    pub role: Option<String>,
    /// The account (company, workspace) that the person belongs to.
    pub account: Option<String>,
    /// BCP 47 language tag.
    pub locale: Option<String>,
}

impl Contact {
    /// True where the host vouches for the identity.
    pub fn is_identified(&self) -> bool {
        self.subject.is_some()
    }
}

/// Whom an article or a guide is for. An empty list admits everybody; a contact whose trait is unknown is admitted only
/// where the list is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Audience {
    /// Plans admitted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<String>,
    /// Roles admitted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Locales admitted: `en` admits `en-GB`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<String>,
    /// Inboxes admitted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inboxes: Vec<String>,
}

impl Audience {
    /// True where nobody is shut out.
    pub fn is_everybody(&self) -> bool {
        self.plans.is_empty() && self.roles.is_empty() && self.locales.is_empty() && self.inboxes.is_empty()
    }

    /// True where a contact writing to `inbox` is admitted.
    pub fn admits(&self, contact: &Contact, inbox: &str) -> bool {
        admits(&self.plans, contact.plan.as_deref())
            && admits(&self.roles, contact.role.as_deref())
            && self.reaches(contact, inbox)
    }

    /// True where language and inbox admit a contact, whatever the plan and the role.
    pub fn reaches(&self, contact: &Contact, inbox: &str) -> bool {
        let locale = contact.locale.as_deref();
        (self.locales.is_empty() || locale.is_none_or(|l| locale_admitted(&self.locales, l)))
            && admits(&self.inboxes, Some(inbox))
    }
}

fn admits(list: &[String], value: Option<&str>) -> bool {
    list.is_empty() || value.is_some_and(|v| list.iter().any(|l| l.eq_ignore_ascii_case(v)))
}

fn locale_admitted(list: &[String], locale: &str) -> bool {
    let primary = locale.split(['-', '_']).next().unwrap_or(locale);
    list.iter()
        .any(|l| l.eq_ignore_ascii_case(locale) || l.eq_ignore_ascii_case(primary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_with_a_plan_admits_only_that_plan() {
        let audience = Audience {
            plans: vec!["business".into()],
            ..Audience::default()
        };
        let mut contact = Contact::default();
        assert!(!audience.admits(&contact, "main"), "an unknown plan is not admitted");
        contact.plan = Some("Business".into());
        assert!(audience.admits(&contact, "main"));
        contact.plan = Some("free".into());
        assert!(!audience.admits(&contact, "main"));
        assert!(Audience::default().admits(&contact, "main"));
    }

    #[test]
    fn a_locale_admits_its_regions() {
        let audience = Audience {
            locales: vec!["en".into()],
            ..Audience::default()
        };
        let contact = |l: &str| Contact {
            locale: Some(l.into()),
            ..Contact::default()
        };
        assert!(audience.admits(&contact("en-GB"), "main"));
        assert!(!audience.admits(&contact("de"), "main"));
    }
}
