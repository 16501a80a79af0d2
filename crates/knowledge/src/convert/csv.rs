//! CSV of questions and answers: an article a row.

use super::Page;
use super::front;
use crate::document::Document;
use crate::load;
use ::csv::{Reader, ReaderBuilder, StringRecord};
use std::collections::HashMap;

/// The most rows of a file. Each is an article, and who has more has a help centre and not a list.
pub const MAX_ROWS: usize = 20_000;

/// The longest name of an article made from a question, in characters.
const MAX_SLUG: usize = 60;

/// What a column may hold, with the headings that say so (lower case, without spaces and signs).
const COLUMNS: &[(Column, &[&str])] = &[
    (
        Column::Question,
        &[
            "question",
            "questions",
            "q",
            "query",
            "faq",
            "frage",
            "fragen",
            "pregunta",
            "domanda",
            "pergunta",
        ],
    ),
    (
        Column::Answer,
        &[
            "answer",
            "answers",
            "a",
            "reply",
            "response",
            "body",
            "content",
            "text",
            "antwort",
            "réponse",
            "reponse",
            "respuesta",
            "risposta",
            "resposta",
        ],
    ),
    (
        Column::Title,
        &[
            "title", "heading", "headline", "subject", "titel", "titre", "título", "titulo",
        ],
    ),
    (Column::Description, &["description", "summary", "beschreibung"]),
    (Column::Url, &["url", "link", "href", "page", "source", "sourceurl"]),
    (Column::Plans, &["plan", "plans"]),
    (Column::Roles, &["role", "roles"]),
    (
        Column::Locales,
        &["locale", "locales", "language", "languages", "lang", "sprache"],
    ),
    (Column::Inboxes, &["inbox", "inboxes"]),
    (
        Column::Area,
        &[
            "productarea",
            "area",
            "category",
            "section",
            "topic",
            "kategorie",
            "bereich",
        ],
    ),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    Question,
    Answer,
    Title,
    Description,
    Url,
    Plans,
    Roles,
    Locales,
    Inboxes,
    Area,
}

/// Where which column stands.
type Columns = HashMap<Column, usize>;

/// An article a row that has an answer. The others are named in the first article's `dropped`.
pub(super) fn pages(path: &str, text: &str) -> Result<Vec<Page>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut rows, columns) = open(text)?;
    let (mut pages, mut dropped, mut taken) = (Vec::new(), Vec::new(), HashMap::new());
    for (at, row) in rows.records().enumerate() {
        let number = at + 2;
        if at == MAX_ROWS {
            return Err(format!("has more than {MAX_ROWS} rows; split it"));
        }
        let row = row.map_err(|e| format!("its row {number} cannot be read: {e}; save it again as CSV (UTF-8)"))?;
        let cells = Cells {
            row: &row,
            columns: &columns,
        };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match article(&cells) {
            Ok(document) => pages.push(page(path, &document, cells.get(Column::Answer), number, &mut taken)),
            Err(why) => dropped.push(format!("row {number} ({why})")),
        }
    }
    match pages.first_mut() {
        Some(first) => first.dropped = dropped,
        None => return Err("has no row with both a question and an answer; add one".into()),
    }
    Ok(pages)
}

/// The rows under whichever delimiter shows the columns that are needed.
fn open(text: &str) -> Result<(Reader<&[u8]>, Columns), String> {
    for delimiter in [b',', b';', b'\t'] {
        let mut rows = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let Ok(header) = rows.headers() else { continue };
        let columns = columns(header);
        if columns.contains_key(&Column::Question) && columns.contains_key(&Column::Answer) {
            return Ok((rows, columns));
        }
    }
    Err(
        "has no columns `question` and `answer` in its first row; name them so (title, url, plans, roles, locales, \
         inboxes and product_area are read, too)"
            .into(),
    )
}

fn columns(header: &StringRecord) -> Columns {
    let mut found = HashMap::new();
    for (at, cell) in header.iter().enumerate() {
        let name: String = cell
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
            .to_lowercase();
        if let Some((column, _)) = COLUMNS.iter().find(|(_, names)| names.contains(&name.as_str())) {
            found.entry(*column).or_insert(at);
        }
    }
    found
}

struct Cells<'a> {
    row: &'a StringRecord,
    columns: &'a Columns,
}

impl Cells<'_> {
    fn get(&self, column: Column) -> &str {
        let at = self.columns.get(&column);
        at.and_then(|at| self.row.get(*at)).unwrap_or_default().trim()
    }

    fn list(&self, column: Column) -> Vec<String> {
        let parts = self.get(column).split([',', ';', '|', '\n']);
        parts
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

/// What a row says of itself; the error is why it is no article.
fn article(cells: &Cells<'_>) -> Result<Document, String> {
    let questions: Vec<String> = cells
        .get(Column::Question)
        .lines()
        .map(tidy)
        .filter(|q| !q.is_empty())
        .collect();
    let Some(question) = questions.first().cloned() else {
        return Err("no question".into());
    };
    let answer =
        load::understand("answer.md", cells.get(Column::Answer)).map_err(|_| format!("no answer to “{question}”"));
    answer?;
    let given = |column: Column| Some(cells.get(column).to_owned()).filter(|v| !v.is_empty());
    let mut document = Document {
        title: given(Column::Title).unwrap_or(question),
        description: given(Column::Description),
        url: given(Column::Url).filter(|url| load::leads_to_a_page(url)),
        product_area: given(Column::Area),
        questions,
        ..Document::default()
    };
    document.audience.plans = cells.list(Column::Plans);
    document.audience.roles = cells.list(Column::Roles);
    document.audience.locales = cells.list(Column::Locales);
    document.audience.inboxes = cells.list(Column::Inboxes);
    Ok(document)
}

/// The answer stays as written: it is Markdown, or HTML within it.
fn page(path: &str, document: &Document, answer: &str, number: usize, taken: &mut HashMap<String, usize>) -> Page {
    let slug = slug(&document.title).unwrap_or_else(|| format!("row-{number}"));
    let times = taken.entry(slug.clone()).or_insert(0);
    *times += 1;
    let name = if *times > 1 { format!("{slug}-{times}") } else { slug };
    Page {
        path: format!("{path}/{name}.md"),
        markdown: format!("{}\n{answer}\n", front::write(document)),
        dropped: Vec::new(),
    }
}

/// `How do I pay?` → `how-do-i-pay`; nothing where there is neither letter nor digit.
fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.to_lowercase().chars().take(MAX_SLUG) {
        match c.is_alphanumeric() {
            true => slug.push(c),
            false if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            false => {}
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    (!slug.is_empty()).then_some(slug)
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Loaded, understand};

    #[test]
    fn a_row_is_an_article_with_its_question_and_its_audience() {
        let text = "Question;Answer;Plan;Sprache;Category;URL\n\
            How do I pay?;\"By **card**.\n\n1. Open Billing.\n2. Choose Card.\";plus, business;de|en;Billing;https://x.example/pay\n\
            How do I pay?;<p>By card.</p><ul><li>Visa</li></ul>;;;;javascript:alert(1)\n;No question.;;;;\nWhy?;;;;;\n";
        let pages = pages("faq.csv", text).unwrap();
        let paths: Vec<&str> = pages.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["faq.csv/how-do-i-pay.md", "faq.csv/how-do-i-pay-2.md"]);
        assert_eq!(pages[0].dropped, ["row 4 (no question)", "row 5 (no answer to “Why?”)"]);
        let read = |at: usize| match understand("x.md", &pages[at].markdown).unwrap() {
            Loaded::Article(document) => *document,
            other => panic!("{other:?}"),
        };
        let (first, second) = (read(0), read(1));
        assert_eq!(
            (first.title.as_str(), first.questions.len(), first.blocks.len()),
            ("How do I pay?", 1, 2)
        );
        assert_eq!(first.audience.plans, ["plus", "business"]);
        assert_eq!(first.audience.locales, ["de", "en"]);
        assert_eq!(first.product_area.as_deref(), Some("Billing"));
        assert_eq!((second.blocks.len(), second.url), (2, None));
    }

    #[test]
    fn an_answer_cannot_say_whom_it_is_for() {
        let pages = pages(
            "a.csv",
            "q,a,plans\nWhy?,\"---\ntitle: Mine\nplans: []\n---\nSo.\",plus\n",
        )
        .unwrap();
        let Loaded::Article(document) = understand("x.md", &pages[0].markdown).unwrap() else {
            panic!()
        };
        assert_eq!((document.title.as_str(), document.audience.plans.len()), ("Why?", 1));
    }

    #[test]
    fn a_file_without_the_columns_says_which_are_needed() {
        for text in ["name,city\nA,B\n", "", "question\nWhy?\n"] {
            let error = pages("a.csv", text).unwrap_err();
            assert!(error.contains("`question` and `answer`"), "{error}");
        }
        assert!(pages("a.csv", "q,a\n,\n").unwrap_err().contains("no row"));
        assert!(pages("a.tsv", "Q\tA\nWhy?\tSo, because.\n").is_ok());
    }
}
