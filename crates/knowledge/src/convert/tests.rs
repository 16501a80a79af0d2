//! Every format, good and damaged.

use super::*;
use crate::load::{Loaded, understand};

/// Good bytes cut off and with flipped bits, at 500 places that are always the same.
pub(super) fn damaged(good: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    (0..500).map(move |turn| {
        let at = (next() % good.len() as u64) as usize;
        let mut bytes = good.to_vec();
        match turn % 3 {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << (next() % 8),
            _ => {
                let length = (next() % 64) as usize;
                let end = (at + length).min(bytes.len());
                bytes[at..end].fill(next() as u8);
            }
        }
        bytes
    })
}

pub(super) fn document(path: &str, text: &str) -> crate::document::Document {
    match understand(path, text).unwrap() {
        Loaded::Article(document) => *document,
        other => panic!("{other:?}"),
    }
}

/// The page that a file became says the same as the file itself.
fn check_same(path: &str, text: &str) {
    let pages = convert(path, text.as_bytes()).unwrap();
    assert_eq!((pages.len(), pages[0].path.as_str()), (1, path));
    assert_eq!(
        document("x.md", &pages[0].markdown),
        document(path, text),
        "{}",
        pages[0].markdown
    );
}

const HTML: &[&str] = &[
    r#"<html><head><title>Site</title><meta name="description" content=" About: &quot;it&quot; # and more. ">
       <link rel="canonical" href="https://example.com/a?b=c#d"></head><body><nav>Home</nav><main><h1>Export</h1>
       <p>Choose <a href="x">CSV</a> or <b>JSON</b>, <code>a_b*c</code>.<br>Or not.</p><ol><li>Open it.<ul><li>Here</li></ul></li>
       <li><p>Save it.</p><p>Then wait.</p></li></ol><table><tr><th>Plan</th><th>Rows</th></tr><tr><td>Free</td><td>1|2</td></tr></table>
       <pre><code>import a from "b"
---
title: x
---</code></pre><hr><p>---</p><p>title: Other</p><p>---</p><img src="a.png"><img src="b.png"></main></body></html>"#,
    "<title>Only a title</title><p>Text with # and * and _ and [brackets] &lt;b&gt;.</p><hr><p>plans: [x]</p><hr>",
    "<p>No title at all.</p><p># not a heading</p><p>1. not a list</p><p>:::tip x</p><p>import a from b</p>",
    "<h2>Starts low</h2><p>A.</p><h1>Late</h1><p>B.</p><blockquote><p>Quoted.</p></blockquote><dl><dt>T</dt><dd>D</dd></dl>",
    "<main><details><summary>More</summary><p>Unfolded.</p></details><p hidden>Not seen.</p><p>Seen.</p></main>",
];

#[test]
fn html_says_the_same_as_markdown() {
    HTML.iter().for_each(|text| check_same("docs/send-it.html", text));
    let dropped = &convert("a.html", HTML[0].as_bytes()).unwrap()[0].dropped;
    assert_eq!(dropped, &["2 pictures"]);
}

#[test]
fn text_says_the_same_as_markdown() {
    check_same("faq/send-an-invoice.txt", "One. Two.\n\nThree.");
    check_same(
        "a.txt",
        "A title\n\n# not a heading\n\n1. not a list\n2. at all\n\n*a* _b_ `c` <d> [e](f)\n\n---\n\n| a | b |",
    );
    check_same("a.txt", "Title: with \"quotes\" and 'more' \\ #\r\n\r\nText.\r\n");
}

#[test]
fn markdown_stays_as_it_is() {
    let text = "---\ntitle: A\nother: kept\n---\n\nText  with  spaces.\n";
    assert_eq!(convert("a.md", text.as_bytes()).unwrap()[0].markdown, text);
    assert!(
        convert("a.md", b"---\ntitle: [\n---\nText.")
            .unwrap_err()
            .contains("front matter")
    );
    assert!(convert("a.md", b"").unwrap_err().contains("no text"));
}

#[test]
fn what_is_not_read_is_refused_with_the_cure() {
    let check = |path: &str, bytes: &[u8], reason: &str| {
        let error = convert(path, bytes).unwrap_err();
        assert!(error.contains(reason), "{path}: {error}");
    };
    check("a.doc", b"x", "save it as .docx");
    check("a.xlsx", b"x", "CSV");
    check("a.pptx", b"x", "as PDF");
    check("a.png", b"x", ".pdf");
    check("a", b"x", "no extension");
    check("a.html", b"\xff\xfe<\x00", "UTF-8");
    check("a.csv", b"caf\xe9;x", "UTF-8");
    check("a.pdf", b"no pdf", "no PDF");
    check("a.docx", b"no docx", "no DOCX");
    check("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "without a password");
    check("a.txt", &vec![b'x'; MAX_FILE_BYTES as usize + 1], "split it");
    check(
        "a.html",
        "<div>".repeat(100_000).as_bytes(),
        "thousands of elements open",
    );
    let deep = format!("{}Text.", "<div>".repeat(1_000));
    check("a.html", deep.as_bytes(), "400 deep");
    assert!(is_risky("A.PDF") && is_risky("b/a.docx") && !is_risky("a.html") && !is_risky("a.exe"));
}

#[test]
fn damaged_text_never_panics() {
    let csv = "question;answer;plans\nWhy?;\"So; and\nso.\";plus\nHow?;\"Like \"\"this\"\".\";\n";
    let good = [
        ("a.html", HTML[0]),
        ("a.csv", csv),
        ("a.txt", "A\n\nB."),
        ("a.md", "---\ntitle: A\n---\n\n| a |\n|---|\n| b |\n"),
    ];
    for (path, text) in good {
        damaged(text.as_bytes()).for_each(|bytes| {
            let _ = convert(path, &bytes);
        });
    }
}
