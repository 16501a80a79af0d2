use super::*;
use crate::case::{Identity, LabelledSpan};

/// A case whose labels are written as `[TYPE words]`.
fn case(marked: &str) -> PiiCase {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (at, part) in marked.split(['[', ']']).enumerate() {
        let start = text.chars().count();
        match part.split_once(' ').filter(|_| at % 2 == 1) {
            Some((kind, words)) => {
                text.push_str(words);
                spans.push(LabelledSpan {
                    start,
                    end: text.chars().count(),
                    kind: kind.to_owned(),
                });
            }
            None => text.push_str(part),
        }
    }
    PiiCase {
        identity: Identity::default(),
        text,
        spans,
    }
}

fn check(marked: &str, labels: usize, hits: usize, redacted: usize, finds: usize, right: usize) {
    let checked = Checked::of(&case(marked));
    let of = |is: fn(&Label) -> bool| checked.labels.iter().filter(|l| is(l)).count();
    let got = (checked.labels.len(), of(|l| l.hit), of(|l| l.redacted));
    assert_eq!(got, (labels, hits, redacted), "{checked:?}");
    let right_ones = checked.finds.iter().filter(|f| f.right).count();
    assert_eq!((checked.finds.len(), right_ones), (finds, right), "{checked:?}");
}

#[test]
fn offsets_are_characters_and_types_are_mapped() {
    check("Žluťoučký 🐎: write to [EMAIL_ADDRESS eva@example.org]", 1, 1, 1, 1, 1);
    check("From [US_SSN 512-43-8765]", 1, 1, 1, 1, 1);
}

#[test]
fn an_overlap_is_missed_and_false_and_yet_redacted() {
    check("My name is Jane [PERSON Doe].", 1, 0, 1, 1, 0);
}

#[test]
fn pieces_of_one_address_are_one_label() {
    check("I live at [ADDRESS 12] [ADDRESS Baker Street], thanks", 1, 1, 1, 1, 1);
}

#[test]
fn what_nothing_looks_for_is_missed() {
    check("Blood type [BLOOD AB]", 1, 0, 0, 0, 0);
}

#[test]
fn f1_is_the_harmonic_mean_over_all_cases() {
    let tally = |labels, hits, finds, right| Tally {
        labels,
        hits,
        finds,
        right,
    };
    let cases = [tally(2.0, 1.0, 1.0, 1.0), tally(2.0, 2.0, 3.0, 2.0)];
    let f1 = Tally::f1(&cases.iter().collect::<Vec<_>>()).unwrap();
    assert!((f1 - 0.75).abs() < 1e-9, "{f1}");
    assert_eq!(Tally::f1(&[&Tally::default()]), None);
    assert_eq!(Tally::f1(&[&tally(1.0, 0.0, 0.0, 0.0)]), Some(0.0));
}
