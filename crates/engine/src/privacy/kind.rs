//! The sorts of personal data, and which of them are redacted.

use serde::{Deserialize, Serialize};

/// The sorts of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// An e-mail address.
    Email,
    /// A phone or fax number.
    Phone,
    /// The number of a payment card.
    Card,
    /// An international bank account number.
    Iban,
    /// A United States social security or taxpayer number.
    Ssn,
    /// The number of a driving licence, passport or identity card.
    Document,
    /// An IP address.
    Ip,
    /// A URL or a domain name.
    Url,
    /// A name of a person.
    Person,
    /// A postal address or a part of one.
    Address,
    /// A postal code by itself.
    Postcode,
    /// A date of birth.
    BirthDate,
    /// A country, or a place where somebody lives, comes from or goes to.
    Location,
    /// A company or institution.
    Organisation,
    /// A full date, with or without its time.
    Date,
    /// Somebody's age in years.
    Age,
    /// A nationality.
    Nationality,
    /// A form of address: `Mr`, `Dr.`.
    Title,
}

impl PersonalData {
    /// The word for it in placeholders.
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::Iban => "iban",
            Self::Ssn => "ssn",
            Self::Document => "document",
            Self::Ip => "ip",
            Self::Url => "url",
            Self::Person => "person",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::BirthDate => "birth date",
            Self::Location => "location",
            Self::Organisation => "organisation",
            Self::Date => "date",
            Self::Age => "age",
            Self::Nationality => "nationality",
            Self::Title => "title",
        }
    }

    /// True where it leads to one person by itself; this is what is redacted. A country, a company or the date of an
    /// invoice leads to nobody alone, and often is what a question is about.
    pub fn identifies(self) -> bool {
        !matches!(
            self,
            Self::Location | Self::Organisation | Self::Date | Self::Age | Self::Nationality | Self::Title
        )
    }
}
