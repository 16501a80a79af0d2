//! What the engine's sorts of personal data are called in suites.

use usher_engine::privacy::PersonalData::{
    self, Address, Age, BirthDate, Card, Date, Document, Email, Iban, Ip, Location, Nationality, Organisation, Person,
    Phone, Postcode, Ssn, Title, Url,
};

/// Words of suites in small letters, those of presidio-research first, with what the engine finds for them.
const TYPES: [(&str, &[PersonalData]); 35] = [
    ("person", &[Person]),
    ("address", &[Address]),
    ("street_address", &[Address]),
    ("location", &[Location]),
    ("gpe", &[Location]),
    ("organization", &[Organisation]),
    ("phone_number", &[Phone]),
    ("email_address", &[Email]),
    ("credit_card", &[Card]),
    ("iban_code", &[Iban]),
    ("ip_address", &[Ip]),
    ("domain_name", &[Url]),
    ("us_ssn", &[Ssn]),
    ("us_itin", &[Ssn]),
    ("us_driver_license", &[Document]),
    ("us_passport", &[Document]),
    ("zip_code", &[Postcode]),
    ("date_time", &[Date, BirthDate]),
    ("age", &[Age]),
    ("nrp", &[Nationality]),
    ("title", &[Title]),
    ("prefix", &[Title]),
    ("email", &[Email]),
    ("phone", &[Phone]),
    ("card", &[Card]),
    ("iban", &[Iban]),
    ("ip", &[Ip]),
    ("url", &[Url]),
    ("ssn", &[Ssn]),
    ("document", &[Document]),
    ("postcode", &[Postcode]),
    ("birth_date", &[BirthDate]),
    ("organisation", &[Organisation]),
    ("date", &[Date]),
    ("nationality", &[Nationality]),
];

/// What the engine finds for a suite's word; nothing for a word that it does not know.
pub(super) fn kinds_of(word: &str) -> &'static [PersonalData] {
    TYPES
        .iter()
        .find(|(known, _)| *known == word)
        .map_or(&[], |(_, kinds)| kinds)
}
