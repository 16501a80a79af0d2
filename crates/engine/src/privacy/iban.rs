//! International bank account numbers: country, length by country, remainder 1 modulo 97 (ISO 13616, ISO 7064).

use super::list::{pattern, said_before, stands_alone};
use super::{Found, PersonalData};

pattern!(START, r"(?i)[a-z]{2}[0-9]{2}[ -]?[a-z0-9]");
pattern!(CUE, r"(?i)\b(?:iban|bank account|account (?:number|no))\b");

/// How far before a number that fails its check a cue makes it one all the same, in bytes.
const REACH: usize = 40;

/// Lengths by country, from the SWIFT IBAN registry.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 \
                       EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 \
                       IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 \
                       NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 \
                       SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let mut from = 0;
    while let Some(start) = START.find_at(text, from) {
        from = start.start() + 1;
        let Some((end, number)) = length(start.as_str()).and_then(|length| take(text, start.start(), length)) else {
            continue;
        };
        let range = start.start()..end;
        if !stands_alone(text, &range) {
            continue;
        }
        if remainder(&number) == 1 {
            found.push(Found::sure(range, PersonalData::Iban));
        } else if said_before(text, range.start, REACH, &CUE) {
            found.push(Found::likely(range, PersonalData::Iban));
        } else {
            continue;
        }
        from = end;
    }
}

fn length(start: &str) -> Option<usize> {
    let country = start.get(..2)?.to_ascii_uppercase();
    LENGTHS
        .split_whitespace()
        .find_map(|entry| entry.strip_prefix(&country)?.parse().ok())
}

/// `length` letters and digits from `start` on, over single spaces and hyphens, and where they end.
fn take(text: &str, start: usize, length: usize) -> Option<(usize, String)> {
    let mut number = String::with_capacity(length);
    let mut separated = true;
    for (at, c) in text[start..].char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => {
                number.push(c.to_ascii_uppercase());
                separated = false;
                if number.len() == length {
                    return Some((start + at + 1, number));
                }
            }
            ' ' | '-' if !separated => separated = true,
            _ => return None,
        }
    }
    None
}

fn remainder(number: &str) -> u32 {
    let (head, tail) = number.split_at(4);
    tail.chars()
        .chain(head.chars())
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| (rest * if value > 9 { 100 } else { 10 } + value) % 97)
}
