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

fn stream_of(head: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {head} /Length {} >>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// A PDF of one page, drawn by a stream, whose forms `/F0`, `/F1`… draw these.
fn page(filter: &str, stream: &[u8], forms: &[String]) -> Vec<u8> {
    let names: Vec<String> = (0..forms.len()).map(|at| format!("/F{at} {} 0 R", 6 + at)).collect();
    let resources = format!(
        "/Resources << /Font << /A 5 0 R >> /XObject << {} >> >>",
        names.join(" ")
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R {resources} >>").into_bytes(),
        stream_of(filter, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
    ];
    let head = format!("/Type /XObject /Subtype /Form /BBox [0 0 600 800] {resources}");
    objects.extend(forms.iter().map(|form| stream_of(&head, form.as_bytes())));
    pdf(&objects)
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

/// Deflated spaces: one, then the longest copy of what stands before it (258 bytes in 13 bits, RFC 1951) this many times.
fn deflated_spaces(copies: usize) -> Vec<u8> {
    let (mut out, mut bits, mut count) = (vec![0x78, 0x01], 0u64, 0);
    let mut put = |value: u64, length: u32| {
        bits |= value << count;
        count += length;
        while count >= 8 {
            out.push(bits as u8);
            bits >>= 8;
            count -= 8;
        }
    };
    // The last block, of fixed codes; a space is 0x30 + 32 in eight bits, sent from the highest.
    put(0b011, 3);
    put(u64::from(0x50u8.reverse_bits()), 8);
    for _ in 0..copies {
        // Length 258 is code 285, distance 1 is code 0.
        put(u64::from(0b1100_0101u8.reverse_bits()), 8);
        put(0, 5);
    }
    put(0, 7);
    put(0, 8);
    out
}

#[test]
fn a_good_pdf_becomes_an_article() {
    let text =
        b"BT /A 20 Tf 50 700 Td (Refunds) Tj /A 10 Tf 0 -40 Td (You get your money back within five days.) Tj ET";
    let pages = convert("refunds.pdf", &page("", text, &[]), ApartLimits::default()).unwrap();
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
        ..ApartLimits::default()
    };
    // A gigabyte.
    let bomb = page("/Filter /FlateDecode", &deflated_spaces(4_200_000), &[]);
    let error = convert("a.pdf", &bomb, small).unwrap_err();
    assert!(error.contains("more than 256 MB of memory"), "{error}");
}

#[test]
fn a_page_that_takes_ages_to_draw_is_stopped() {
    let short = ApartLimits {
        seconds: 2,
        ..ApartLimits::default()
    };
    // Each form draws the next thirty times: more turns than there is time.
    let forms: Vec<String> = (1..=8).map(|at| format!("/F{at} Do ").repeat(30)).collect();
    let error = convert("a.pdf", &page("", b"/F0 Do", &forms), short).unwrap_err();
    assert!(error.contains("took more than 2 s and was stopped"), "{error}");
}

#[test]
fn a_page_that_draws_itself_ends() {
    let forms = ["/F1 Do /F0 Do".to_owned(), "/F0 Do /F1 Do".to_owned()];
    let limits = ApartLimits {
        seconds: 2,
        ..ApartLimits::default()
    };
    assert!(convert("a.pdf", &page("", b"/F0 Do", &forms), limits).is_err());
}
