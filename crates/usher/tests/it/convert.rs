//! A file that is not trusted is converted by a process of its own, which ends whatever the file is.

use std::path::Path;
use usher_knowledge::convert::{Apart, ApartLimits, Page};

/// A PDF of these objects, which are numbered from 1; the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places
        .iter()
        .for_each(|p| out.extend(format!("{p:010} 00000 n \n").into_bytes()));
    out.extend(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF",
            objects.len() + 1
        )
        .into_bytes(),
    );
    out
}

/// A PDF of one page, drawn by a stream with these filters and bytes; form `/F` draws `form`.
fn page(filters: &str, stream: &[u8], form: &str) -> Vec<u8> {
    let stream_of = |head: String, bytes: &[u8]| {
        let mut out = format!("<< {head} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        out.extend(bytes);
        out.extend(b"\nendstream");
        out
    };
    let resources = "/Resources << /Font << /A 5 0 R >> /XObject << /F 6 0 R /G 7 0 R >> >>";
    let head = format!("/Type /XObject /Subtype /Form /BBox [0 0 600 800] {resources}");
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {resources} >>").into_bytes(),
        stream_of(filters.to_owned(), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        stream_of(head.clone(), form.as_bytes()),
        stream_of(head, form.as_bytes()),
    ])
}

fn convert(name: &str, bytes: &[u8], limits: ApartLimits) -> Result<Vec<Page>, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, bytes).unwrap();
    let apart = Apart {
        program: Path::new(env!("CARGO_BIN_EXE_usher")).to_owned(),
        args: vec!["convert".into()],
        limits,
    };
    apart.convert(name, &file)
}

/// Zeros packed by zlib's stored blocks would not grow; runs of one byte packed again and again do, a thousand times each.
fn packed_again(times: usize) -> (String, Vec<u8>) {
    let mut bytes = vec![b' '; 4 * 1024 * 1024];
    for _ in 0..times {
        bytes = runs(&bytes);
    }
    (format!("/Filter [{}]", "/RunLengthDecode ".repeat(times)), bytes)
}

/// The bytes as runs of the same byte, 128 at most.
fn runs(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let length = bytes[at..].iter().take(128).take_while(|b| **b == byte).count();
        if length > 1 {
            out.extend([(257 - length) as u8, byte]);
        } else {
            out.extend([0, byte]);
        }
        at += length;
    }
    out.push(128);
    out
}

#[test]
fn a_good_pdf_becomes_an_article() {
    let text =
        b"BT /A 20 Tf 50 700 Td (Refunds) Tj /A 10 Tf 0 -40 Td (You get your money back within five days.) Tj ET";
    let pages = convert("refunds.pdf", &page("", text, ""), ApartLimits::default()).unwrap();
    assert_eq!(pages[0].path, "refunds.pdf");
    assert!(
        pages[0].markdown.contains("title: \"Refunds\""),
        "{}",
        pages[0].markdown
    );
    assert!(pages[0].markdown.contains("within five days."), "{}", pages[0].markdown);
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let error = convert("a.docx", b"no docx", ApartLimits::default()).unwrap_err();
    assert!(error.contains("save it again as .docx"), "{error}");
}

#[test]
fn a_stream_that_unpacks_to_more_than_the_memory_ends_as_a_reason() {
    let small = ApartLimits {
        memory_bytes: 256 * 1024 * 1024,
        seconds: 20,
        ..ApartLimits::default()
    };
    let (filters, bytes) = packed_again(3);
    let outcome = convert("a.pdf", &page(&filters, &bytes, ""), small);
    assert!(outcome.is_err(), "{outcome:?}");
}

#[test]
fn a_page_that_draws_itself_without_end_is_stopped() {
    let short = ApartLimits {
        seconds: 2,
        ..ApartLimits::default()
    };
    // Each form draws the other fifty times over: more turns than there are atoms, were it not for a limit.
    let forms = "/F Do /G Do ".repeat(50);
    let outcome = convert("a.pdf", &page("", forms.as_bytes(), &forms), short);
    let error = outcome.unwrap_err();
    assert!(error.contains("was stopped") || error.contains("no text"), "{error}");
}
