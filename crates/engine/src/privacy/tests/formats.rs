//! What has a grammar, and what merely looks like it.

use super::check;
use crate::privacy::PersonalData::{Card, Document, Email, Iban, Ip, Phone, Ssn, Url};
use crate::privacy::find;

#[test]
fn mail_addresses_are_dot_atoms_at_domains() {
    check(
        "Write to <Anna.Lund+billing@mail.example.co.uk>.",
        &[(Email, "Anna.Lund+billing@mail.example.co.uk")],
    );
    check("jörg@müller.example, please", &[(Email, "jörg@müller.example")]);
    check(
        "mailto:o'neil_42@example.org?subject=Hi",
        &[(Email, "o'neil_42@example.org")],
    );
    check("at the '@' key, me@localhost, @handle and a@b", &[]);
    check("user..name@", &[]);
}

#[test]
fn cards_have_a_network_and_a_check_digit() {
    check("4111 1111 1111 1111", &[(Card, "4111 1111 1111 1111")]);
    check("it says 5555-5555-5555-4444 declined", &[(Card, "5555-5555-5555-4444")]);
    check("amex 378282246310005.", &[(Card, "378282246310005")]);
    check("my card 4111111111111112 with a typo", &[(Card, "4111111111111112")]);
    check("batch 4111111111111112", &[]);
    check("card 0000000000000000000000", &[]);
    check("ISBN 9783161484100 and 978-3-16-148410-0", &[]);
    check("at 1700000000000 ms, order 4111111111111111", &[]);
    check("UPS 1Z999AA10123456784, FedEx tracking 614141000036", &[]);
}

#[test]
fn account_numbers_have_a_country_its_length_and_a_remainder() {
    check(
        "DE89 3704 0044 0532 0130 00 please",
        &[(Iban, "DE89 3704 0044 0532 0130 00")],
    );
    check("gb82west12345698765432", &[(Iban, "gb82west12345698765432")]);
    check("(NL91ABNA0417164300)", &[(Iban, "NL91ABNA0417164300")]);
    check("my IBAN is DE88370400440532013000", &[(Iban, "DE88370400440532013000")]);
    check("part DE88370400440532013000", &[]);
    check("XX89370400440532013000 and DE8937040044053201300", &[]);
}

#[test]
fn social_security_numbers_leave_out_what_is_never_given() {
    check("512-43-8765", &[(Ssn, "512-43-8765")]);
    check("my ssn: 512438765", &[(Ssn, "512438765")]);
    check("my SSN is 666-12-3456", &[(Ssn, "666-12-3456")]);
    check("000-12-3456 666-12-3456 901-12-3456 512-00-8765 512-43-0000", &[]);
    check("part 512438765, 1512-43-8765", &[]);
}

#[test]
fn documents_are_found_by_name() {
    check("My driver's license number is D49203312.", &[(Document, "D49203312")]);
    check("passport no. X1234567 expired", &[(Document, "X1234567")]);
    check("my license key is ABCD-1234, the license number of seats", &[]);
}

#[test]
fn network_addresses_have_a_grammar() {
    check("from 203.0.113.77, port 443", &[(Ip, "203.0.113.77")]);
    check("2001:db8::8a2e:370:7334 is blocked", &[(Ip, "2001:db8::8a2e:370:7334")]);
    check("[fe80::1ff:fe23:4567:890a]:8080", &[(Ip, "fe80::1ff:fe23:4567:890a")]);
    check(
        "version 10.2.1.4, v1.2.3.4, 1.2.3, 256.1.1.1, 127.0.0.1, 255.255.255.0",
        &[],
    );
    check("12:30:45, std::vec::Vec, 00:1a:2b:3c:4d:5e, a::b, ::1", &[]);
}

#[test]
fn urls_end_before_the_sentence_does() {
    check(
        "see https://example.org/a?b=c(d).",
        &[(Url, "https://example.org/a?b=c(d)")],
    );
    check(
        "(www.example.org/x), and example.com",
        &[(Url, "www.example.org/x"), (Url, "example.com")],
    );
    check(
        "invoice.pdf, script.py, e.g. this, i.e. that, readme.md, 2.5, node.js",
        &[],
    );
    check("It works.Thanks", &[]);
}

#[test]
fn phones_are_international_grouped_or_named() {
    check("+44 20 7946 0018", &[(Phone, "+44 20 7946 0018")]);
    check(
        "(415) 555-2671 or 415.555.2671 x12",
        &[(Phone, "(415) 555-2671"), (Phone, "415.555.2671 x12")],
    );
    check("Call me on 9472 7916, please", &[(Phone, "9472 7916")]);
    check("Tel.: 030 901820", &[(Phone, "030 901820")]);
    check("phone:\n61 51 81", &[(Phone, "61 51 81")]);
    check("0171 555 44 33 - mobile", &[(Phone, "0171 555 44 33")]);
    check("text 07700 900 123", &[(Phone, "07700 900 123")]);
}

#[test]
fn what_merely_looks_like_a_phone_is_none() {
    let others = [
        "invoice 2024-000123 of 2024-03-05 14:30:12",
        "order 415-555-2671",
        "order number 0171 555 443",
        "#4155552671",
        "paid 1 250 000 EUR, $1,250.00 and 12.500,00 €",
        "ISBN 978-3-16-148410-0",
        "version 3.14.159.265",
        "from 9:30 to 17:45 on 05/03/2024",
        "in 2019-2020 and 2021/2022",
        "error 500123, code 123456, 10000000 rows",
        "call 3 times in 24 hours",
        "INV-415-555-2671 and id=4155552671",
        "tracking 9400 1000 0000 0000 0000 00",
        "SKU 0123-4567-89",
    ];
    for text in others {
        let phones = find(text).into_iter().filter(|f| f.kind == Phone);
        assert_eq!(phones.count(), 0, "{text}");
    }
}
