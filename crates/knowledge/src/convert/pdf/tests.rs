use super::super::convert;
use super::super::tests::{damaged, document};
use crate::document::{Block, Document};

/// A PDF of pages that are drawn by these operators, in Helvetica (`/A`).
fn pdf(pages: &[String], more: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + at * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R /Resources << /Font << /A 3 0 R >> >> >>",
            5 + at * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()));
    }
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places
        .iter()
        .for_each(|p| out.extend(format!("{p:010} 00000 n \n").into_bytes()));
    let trailer = format!(
        "trailer\n<< /Size {} /Root 1 0 R {more} >>\nstartxref\n{start}\n%%EOF",
        objects.len() + 1
    );
    out.extend(trailer.into_bytes());
    out
}

/// Text at a place, by points from the lower left corner.
fn at(x: u32, y: u32, size: u32, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /A {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

fn read(pages: &[String]) -> (Document, Vec<String>) {
    let mut made = convert("hand-book.pdf", &pdf(pages, "")).unwrap();
    let page = made.remove(0);
    (document("x.md", &page.markdown), page.dropped)
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

#[test]
fn headings_paragraphs_and_lists_are_told_by_size_and_place() {
    let page = [
        at(50, 740, 20, "Refunds"),
        at(50, 700, 10, "You get your money back within five days of your re-"),
        at(50, 688, 10, "quest, and a self-"),
        at(50, 676, 10, "hosted plan is no exception. The self-hosted one is the"),
        at(50, 664, 10, "same."),
        at(50, 640, 10, "Another paragraph."),
        at(50, 610, 14, "How to ask"),
        at(60, 590, 10, "1. Open Billing, then"),
        at(72, 578, 10, "Refunds."),
        at(60, 566, 10, "2. Choose a reason:"),
        at(80, 554, 10, "\\225"),
        at(92, 554, 10, "too dear"),
        at(80, 542, 10, "\\225 not needed"),
        at(60, 530, 10, "3. Send it."),
    ];
    let page: String = page.concat().replace("\\\\225", "\\225");
    let (document, dropped) = read(&[page]);
    assert_eq!(document.title, "Refunds");
    assert_eq!(
        document.blocks,
        [
            Block::Paragraph(
                "You get your money back within five days of your request, and a self-hosted plan is no exception. \
                 The self-hosted one is the same."
                    .into()
            ),
            Block::Paragraph("Another paragraph.".into()),
            heading(2, "How to ask"),
            Block::List {
                numbered: true,
                items: strings(&[
                    "Open Billing, then Refunds.",
                    "Choose a reason:\n- too dear\n- not needed",
                    "Send it."
                ]),
            },
        ]
    );
    assert_eq!(dropped, Vec::<String>::new());
}

#[test]
fn a_table_is_told_by_its_columns_and_a_cell_may_go_on() {
    let rows = [
        (700, ["Plan", "Rows", "Notes"]),
        (680, ["Free", "100", "For trying"]),
        (668, ["", "", "it out"]),
        (648, ["Plus", "1,000", ""]),
    ];
    let mut page = at(50, 740, 10, "What the plans hold:");
    for (y, cells) in rows {
        for (cell, x) in cells.into_iter().zip([50, 150, 250]) {
            page.push_str(&at(x, y, 10, cell));
        }
    }
    page.push_str(&at(50, 600, 10, "That is all there is to say of plans."));
    let (document, _) = read(&[page]);
    assert_eq!(
        document.blocks[1],
        Block::Table {
            header: strings(&["Plan", "Rows", "Notes"]),
            rows: vec![
                strings(&["Free", "100", "For trying it out"]),
                strings(&["Plus", "1,000", ""])
            ],
        }
    );
    assert_eq!(document.blocks.len(), 3);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut page = at(50, 760, 20, "A long title over both of the columns");
    for line in 0..12 {
        let y = 720 - line * 12;
        page.push_str(&at(
            50,
            y,
            10,
            &format!("left words of line {line} that go on and on to the edge"),
        ));
        page.push_str(&at(
            320,
            y,
            10,
            &format!("right words of line {line} that go on and on to the edge"),
        ));
    }
    let (document, _) = read(&[page]);
    let text = format!("{:?}", document.blocks);
    assert!(
        text.find("left words of line 11") < text.find("right words of line 0"),
        "{text}"
    );
    assert!(!text.contains("Table"), "{text}");
}

#[test]
fn what_stands_on_every_page_is_left_out_and_said() {
    let words = ["Alpha", "Beta", "Gamma", "Delta"];
    let page = |n: usize| {
        let top = at(50, 780, 8, "Acme handbook, 2026");
        let text = at(
            50,
            700,
            10,
            &format!("{} begins on this page and goes on", words[n - 1]),
        );
        let more = at(50, 688, 10, &format!("to its end, which is {}.", words[n - 1]));
        [top, text, more, at(290, 30, 8, &format!("Page {n} of 4"))].concat()
    };
    let (document, dropped) = read(&[page(1), page(2), page(3), page(4)]);
    let text = format!("{:?}", document.blocks);
    assert!(!text.contains("handbook") && !text.contains("Page"), "{text}");
    assert_eq!((document.blocks.len(), document.title.as_str()), (4, "Hand book"));
    assert_eq!(dropped, ["8 headers and footers"]);
}

#[test]
fn what_has_no_text_is_refused_with_the_cure() {
    let check = |bytes: &[u8], reason: &str| {
        let error = convert("a.pdf", bytes).unwrap_err();
        assert!(error.contains(reason), "{error}");
    };
    let picture = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q".to_owned();
    check(&pdf(&[picture], ""), "OCR");
    check(&pdf(&[String::new()], ""), "no text");
    check(b"%PDF-1.5 and nothing more", "export it as PDF again");
    let locked = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 \
        /O <0000000000000000000000000000000000000000000000000000000000000000> \
        /U <0000000000000000000000000000000000000000000000000000000000000000> >>";
    check(&pdf(&[at(50, 700, 10, "Secret.")], locked), "needs a password");
}

#[test]
fn a_damaged_pdf_never_panics() {
    let good = pdf(
        &[[at(50, 740, 20, "Refunds"), at(50, 700, 10, "Within five days.")].concat()],
        "",
    );
    damaged(&good).for_each(|bytes| {
        let _ = convert("a.pdf", &bytes);
    });
}
