//! `usher eval new FOLDER --kind KIND`.

use super::templates::{self, Template};
use crate::out;
use anyhow::{Context as _, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use usher_evals::{Kind, Suite};
use usher_knowledge::load::{self, Loaded};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to make; it must not be there, or be empty.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// What its cases ask: resolve, handoff, retrieve, classify, read, support, pii, injection, satisfaction, ground or
    /// simulate.
    #[arg(long, value_name = "KIND", value_parser = Kind::named)]
    kind: Kind,
    /// The suite's name; without it the folder's.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// For `resolve`, `handoff`, `retrieve` and `simulate`: your folder of articles, instead of one with an example.
    #[arg(long, value_name = "FOLDER")]
    knowledge: Option<PathBuf>,
}

/// Makes the suite whole or not at all, and says what to do next.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let folder = &args.folder;
    let is_empty = |folder: &Path| folder.read_dir().is_ok_and(|mut entries| entries.next().is_none());
    if folder.exists() && !is_empty(folder) {
        bail!("{} is already there; name a folder that is not", folder.display());
    }
    let of_folder = || folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = args
        .name
        .clone()
        .or_else(of_folder)
        .filter(|name| !name.trim().is_empty());
    let name = name.context("the suite has no name; give it one with --name")?;
    let parent = folder
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
    let template = match &args.knowledge {
        Some(knowledge) => over(args.kind, parent, knowledge)?,
        None => templates::of(args.kind),
    };
    let suite = made(&template, args.kind, &name, parent, folder)?;
    out::line(&next(&suite, args, &template));
    Ok(ExitCode::SUCCESS)
}

/// Writes the suite beside its place, reads it as `eval run` would and moves it there.
fn made(template: &Template, kind: Kind, name: &str, parent: &Path, folder: &Path) -> anyhow::Result<Suite> {
    let draft = tempfile::Builder::new().prefix(".suite-").tempdir_in(parent);
    let draft = draft.with_context(|| format!("nothing can be written in {}", parent.display()))?;
    let manifest = templates::manifest(name, kind, &template.fields);
    let files = template.files.iter().map(|(file, text)| (*file, text));
    for (file, text) in files.chain([("suite.toml", &manifest)]) {
        let path = draft.path().join(file);
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(draft.path()))?;
            fs::write(&path, text)
        };
        write().with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let suite = Suite::load(draft.path())?;
    if let Some(problem) = suite.problems.first() {
        bail!("the example does not load: {problem}");
    }
    let path = draft.keep();
    let moved = fs::rename(&path, folder).and_then(|()| everybody_may_read(folder));
    moved.with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(suite)
}

/// Temporary folders are only for who makes them; a suite is for all who work on it.
fn everybody_may_read(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

/// The template over a folder of articles: its cases are about the first one.
fn over(kind: Kind, parent: &Path, knowledge: &Path) -> anyhow::Result<Template> {
    if !matches!(kind, Kind::Resolve | Kind::Handoff | Kind::Retrieve | Kind::Simulate) {
        bail!(
            "a suite of kind `{}` has no knowledge folder; leave --knowledge out",
            kind.name()
        );
    }
    let article = |file: &load::SourceFile| {
        let text = load::read_text(file).ok()?;
        match load::understand(&file.path, &text).ok()? {
            Loaded::Article(document) => Some((file.path.clone(), document.title)),
            _ => None,
        }
    };
    let files = load::list(knowledge)?;
    let (path, title) = files.iter().find_map(article).with_context(|| {
        format!(
            "{} holds no article; name a folder with Markdown, HTML or text",
            knowledge.display()
        )
    })?;
    let within = relative(parent, knowledge)?;
    Ok(templates::over(kind, &within, &path, &title))
}

/// The way from a new folder in `parent` to `target`.
fn relative(parent: &Path, target: &Path) -> anyhow::Result<String> {
    let (from, to) = (parent.canonicalize()?, target.canonicalize()?);
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..".to_owned(), from.components().count() - shared + 1);
    let down = to
        .components()
        .skip(shared)
        .map(|p| p.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

fn next(suite: &Suite, args: &Args, template: &Template) -> String {
    let folder = args.folder.display();
    let measure = match args.kind {
        Kind::Simulate => "simulate",
        _ => "run",
    };
    let mut lines = vec![
        format!(
            "{folder}: suite `{}` of kind {}, example cases: {}.",
            suite.name,
            args.kind.name(),
            suite.cases.count()
        ),
        format!(
            "1. Write your cases into {folder}/cases.jsonl, one a line; {}",
            template.advice
        ),
        format!("2. Check them: usher eval list {folder}"),
        format!("3. Measure: usher eval {measure} {folder}"),
        format!("4. Keep what you have as the baseline: usher eval {measure} {folder} --save-baseline"),
    ];
    if matches!(args.kind, Kind::Ground) {
        lines.truncate(3);
    }
    lines.join("\n")
}
