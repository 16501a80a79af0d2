//! `usher eval list [FOLDER]`.

use crate::out;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use usher_evals::{EvalError, Suite, find_suites, read_baseline};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder that holds suites, or one of them.
    #[arg(value_name = "FOLDER", default_value = "evals")]
    folder: PathBuf,
}

/// A suite in words.
struct Row {
    cells: [String; 6],
    problems: Vec<String>,
}

const HEAD: [&str; 6] = ["suite", "kind", "split", "cases", "baseline", "folder"];

/// Exit code 1 where a suite, a line of one or a baseline cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folders = find_suites(&args.folder)?;
    if folders.is_empty() {
        let shown = args.folder.display();
        out::line(&format!(
            "No suite lies below {shown}; `usher eval new {shown}/NAME --kind KIND` makes one."
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Row> = folders.iter().map(|folder| Row::of(folder)).collect();
    out::line(&table(&rows));
    for problem in rows.iter().flat_map(|r| &r.problems) {
        out::line(&format!("problem: {problem}"));
    }
    let is_whole = rows.iter().all(|r| r.problems.is_empty());
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Row {
    fn of(folder: &Path) -> Self {
        let at = folder.display().to_string();
        let suite = match Suite::load(folder) {
            Ok(suite) => suite,
            Err(e) => return Self::unreadable(folder, at, &e),
        };
        let mut problems: Vec<String> = suite.problems.iter().map(ToString::to_string).collect();
        let baseline = match read_baseline(folder) {
            Ok(Some(_)) => "yes",
            Ok(None) => "no",
            Err(e) => {
                problems.push(e.to_string());
                "broken"
            }
        };
        let (kind, cases) = (suite.cases.kind().name(), suite.cases.count());
        let cells = [&suite.name, kind, &suite.split, &cases.to_string(), baseline, &at].map(str::to_owned);
        Self { cells, problems }
    }

    fn unreadable(folder: &Path, at: String, error: &EvalError) -> Self {
        let name = Suite::name_of(folder).unwrap_or_else(|_| "?".to_owned());
        let unknown = || "?".to_owned();
        Self {
            cells: [name, unknown(), unknown(), unknown(), unknown(), at],
            problems: vec![error.to_string()],
        }
    }
}

/// Columns as wide as their widest cell; the number of cases is on the right of its column.
fn table(rows: &[Row]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|r| r.cells[column].chars().count());
        cells.max().unwrap_or(0).max(HEAD[column].len())
    };
    let widths: [usize; 6] = std::array::from_fn(width);
    let line = |cells: [&str; 6]| {
        let cell = |(column, cell): (usize, &str)| match column {
            3 => format!("{cell:>0$}", widths[column]),
            _ => format!("{cell:<0$}", widths[column]),
        };
        let cells: Vec<String> = cells.into_iter().enumerate().map(cell).collect();
        cells.join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(HEAD)];
    lines.extend(rows.iter().map(|r| line(r.cells.each_ref().map(String::as_str))));
    lines.join("\n")
}
