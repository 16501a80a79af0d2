//! Measures readers on a folder of articles, whose content is known exactly.
//!
//! ```sh
//! readers render docs pages            # each article as a page of HTML, to be printed as PDF
//! readers survive docs pdfs [program]  # how much survives in `pdfs/NAME.pdf`, read here or by a program that prints Markdown
//! readers crawl docs                   # serves the pages on this machine, crawls them twice, compares
//! ```

mod crawl;
mod html;
mod survive;

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use usher_knowledge::convert::convert;
use usher_knowledge::document::Document;
use usher_knowledge::load::{Loaded, list, read_text, understand};

type Outcome = Result<(), Box<dyn Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["render", docs, into] => render(docs, Path::new(into)),
        ["survive", docs, pdfs] => survive(docs, Path::new(pdfs), None),
        ["survive", docs, pdfs, program] => survive(docs, Path::new(pdfs), Some(program)),
        ["crawl", docs] => crawl::run(articles(docs)?).await,
        _ => Err("usage: readers render DOCS INTO | survive DOCS PDFS [PROGRAM] | crawl DOCS".into()),
    }
}

/// The articles of a folder, by name.
fn articles(docs: &str) -> Result<Vec<(String, Document)>, Box<dyn Error>> {
    let read = |file| {
        let text = read_text(&file).ok()?;
        match understand(&file.path, &text) {
            Ok(Loaded::Article(document)) => Some((file.path.replace('/', "__"), *document)),
            _ => None,
        }
    };
    Ok(list(Path::new(docs))?.into_iter().filter_map(read).collect())
}

fn render(docs: &str, into: &Path) -> Outcome {
    for (name, document) in articles(docs)? {
        std::fs::write(into.join(format!("{name}.html")), html::page(&document, &[]))?;
    }
    Ok(())
}

fn survive(docs: &str, pdfs: &Path, program: Option<&str>) -> Outcome {
    let mut score = survive::Score::default();
    let (mut files, begun) = (0, Instant::now());
    for (name, source) in articles(docs)? {
        let pdf = pdfs.join(format!("{name}.pdf"));
        if !pdf.exists() {
            continue;
        }
        let markdown = match program {
            None => convert("x.pdf", &std::fs::read(&pdf)?).map(|p| p.into_iter().map(|p| p.markdown).collect())?,
            Some(program) => String::from_utf8_lossy(&Command::new(program).arg(&pdf).output()?.stdout).into_owned(),
        };
        let read = match understand("x.md", &markdown) {
            Ok(Loaded::Article(document)) => *document,
            _ => Document::default(),
        };
        score.add(&source, &read);
        files += 1;
    }
    let mut out = std::io::stdout();
    writeln!(out, "{files} files in {:.1?}:{}", begun.elapsed(), score.row())?;
    Ok(())
}
