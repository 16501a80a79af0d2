//! What the words around it tell.

use super::check;
use crate::privacy::PersonalData::{
    Address, Age, BirthDate, Date, Location, Nationality, Organisation, Person, Postcode, Title,
};
use crate::privacy::find;

#[test]
fn names_are_introduced_or_common() {
    check(
        "My name is Ayooluwa Adeyemi-Cole.",
        &[(Person, "Ayooluwa Adeyemi-Cole")],
    );
    check("my name is joshua", &[(Person, "joshua")]);
    check(
        "Ask Mr. van der Berg, please",
        &[(Title, "Mr."), (Person, "van der Berg")],
    );
    check("Dear Ms O'Hara,", &[(Title, "Ms"), (Person, "O'Hara")]);
    check(
        "I invited Jane M. Doe and Tomasz.",
        &[(Person, "Jane M. Doe"), (Person, "Tomasz")],
    );
    check("Best regards,\nOlumide", &[(Person, "Olumide")]);
    check("my colleague Xiu cannot log in", &[(Person, "Xiu")]);
    check("María José's invoice", &[(Person, "María José")]);
    check("hi, maria smith here", &[(Person, "maria smith")]);
}

#[test]
fn labels_and_products_are_no_names() {
    let others = [
        "My name is wrong on the invoice",
        "my name is not showing",
        "Open Settings, choose Credit Notes and click Mark As Paid",
        "Tallybook says I've reached the limit",
        "Hi there, Hello Support",
        "It says Viewed but the customer saw it in San Francisco",
        "Will May be in the export? Grant Access to the Bill",
        "Connect Stripe, QuickBooks and Xero",
        "MS Entra login fails",
        "it took 500 ms until the list came, then 300 ms. retry worked",
        "The goal named \"Signup\" is called Plausible",
    ];
    for text in others {
        let names = find(text).into_iter().filter(|f| f.kind == Person);
        assert_eq!(
            names.map(|f| &text[f.range]).collect::<Vec<_>>(),
            Vec::<&str>::new(),
            "{text}"
        );
    }
}

#[test]
fn addresses_go_on_to_their_postcode_and_country() {
    check(
        "I live at 12 Baker Street, London NW1 6XE and pay yearly",
        &[(Address, "12 Baker Street, London NW1 6XE")],
    );
    check(
        "Ship it to Lindenstraße 5a, 10969 Berlin, Germany.",
        &[(Address, "Lindenstraße 5a, 10969 Berlin, Germany")],
    );
    check(
        "my new address is 7 rue de la Paix\n75002 Paris\nFrance",
        &[(Address, "7 rue de la Paix\n75002 Paris\nFrance")],
    );
    check(
        "P.O. Box 108, Austin TX 78701",
        &[(Address, "P.O. Box 108, Austin TX 78701")],
    );
    check(
        "PSC 3294, Box 9168\nAPO AA 61487",
        &[(Address, "PSC 3294, Box 9168\nAPO AA 61487")],
    );
    check(
        "sent to 3 Customers, step 4 Way of working, 2 Invoices Drive",
        &[(Address, "2 Invoices Drive")],
    );
    check("the address is wrong in 2 invoices", &[]);
    check(
        "zip code 90210, postcode: SW1A 1AA",
        &[(Postcode, "90210"), (Postcode, "SW1A 1AA")],
    );
}

#[test]
fn what_does_not_identify_is_found_and_kept_apart() {
    check(
        "I'm from Norway, she flew to Porto Alegre",
        &[(Location, "Norway"), (Location, "Porto Alegre")],
    );
    check(
        "I work for Brightwater Cafe, not Oakley Ltd.",
        &[(Organisation, "Brightwater Cafe"), (Organisation, "Oakley Ltd")],
    );
    check(
        "due 2024-03-05 14:30, not March 5, 2024",
        &[(Date, "2024-03-05 14:30"), (Date, "March 5, 2024")],
    );
    check("born on 12.03.1984, aged 40", &[(BirthDate, "12.03.1984"), (Age, "40")]);
    check(
        "a 50-year-old Czech, in 2024 on Sunday",
        &[(Age, "50"), (Nationality, "Czech")],
    );
}
