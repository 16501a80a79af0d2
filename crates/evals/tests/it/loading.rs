//! What `Suite::load` makes of good and bad folders.

use std::path::Path;
use tempfile::TempDir;
use usher_evals::{Cases, Suite};

const ESCALATE: &str = r#""turns":[{"author":"contact","text":"hi"}],"expect":{"outcome":"escalate"}"#;

fn suite(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

/// The error without the folder's path.
fn error(folder: &Path) -> String {
    let e = Suite::load(folder).expect_err("it should not load");
    e.to_string().replace(&folder.display().to_string(), "SUITE")
}

#[track_caller]
fn check_error(files: &[(&str, &str)], expect: &[&str]) {
    let folder = suite(files);
    let error = error(folder.path());
    for part in expect {
        assert!(error.contains(part), "`{part}` is not in: {error}");
    }
}

#[test]
fn a_broken_line_is_named_and_the_rest_of_the_suite_is_there() {
    let cases = [
        format!(r#"{{"id":"a",{ESCALATE}}}"#),
        r#"{"id":"b", "turns": ["#.to_owned(),
        format!(r#"{{"id":"a",{ESCALATE}}}"#),
        r#"{"id":"c","turns":[],"expect":{"outcome":"escalate"}}"#.to_owned(),
        r#"{"id":"d","turns":[{"author":"contact","text":"hi"}],"expect":{"outcome":"answr"}}"#.to_owned(),
        format!(r#"{{"id":"e",{ESCALATE}}}"#),
    ];
    let folder = suite(&[
        (
            "suite.toml",
            "name = \"s\"\nkind = \"resolve\"\ncases = \"cases.jsonl\"\nknowledge = \"kb\"",
        ),
        ("cases.jsonl", &cases.join("\n")),
        ("kb/a.md", "# A"),
    ]);
    let suite = Suite::load(folder.path()).unwrap();
    let Cases::Resolve { cases, knowledge } = &suite.cases else {
        panic!("{suite:?}")
    };
    assert_eq!(
        cases.iter().map(|c| c.identity.id.as_str()).collect::<Vec<_>>(),
        ["a", "e"]
    );
    assert!(matches!(knowledge, usher_evals::Knowledge::Folder(folder) if folder.ends_with("kb")));
    let problems: Vec<String> = suite.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 4, "{problems:?}");
    for (problem, part) in problems.iter().zip([
        "cases.jsonl:2: it is not JSON",
        "cases.jsonl:3: the id `a` is already that of line 1",
        "cases.jsonl:4: `turns` is empty",
        "cases.jsonl:5: unknown variant `answr`, expected one of `answer`",
    ]) {
        assert!(problem.contains(part), "`{part}` is not in: {problem}");
    }
}

#[test]
fn a_folder_that_is_no_suite_says_what_is_missing() {
    let nowhere = Path::new("/nowhere/at-all");
    assert!(error(nowhere).contains("SUITE: there is no such folder; check the path"));
    check_error(&[], &["SUITE/suite.toml: ", "a suite is a folder with a `suite.toml`"]);
    let file = suite(&[("suite.toml", "")]);
    assert!(error(&file.path().join("suite.toml")).contains("it is a file; name the folder"));
}

#[test]
fn a_manifest_names_line_and_cure() {
    check_error(
        &[("suite.toml", "name = \"s\"\nkind = [")],
        &["SUITE/suite.toml: line 2: "],
    );
    check_error(
        &[("suite.toml", "name = \"s\"\nkind = \"read\"")],
        &["missing field `cases`", "needed are"],
    );
    let of = |rest: &str| format!("name = \"s\"\ncases = \"cases.jsonl\"\n{rest}");
    check_error(
        &[("suite.toml", &of("kind = \"ground\""))],
        &["a suite of kind `ground` needs `pages`; add it"],
    );
    check_error(
        &[("suite.toml", &of("kind = \"reading\""))],
        &["`reading` is no kind of suite; write `kind` as one of"],
    );
    check_error(
        &[("suite.toml", &of("kind = \"classify\""))],
        &["a suite of kind `classify` needs `intents`; add it"],
    );
    let away = of("kind = \"retrieve\"\nknowledge = \"../away\"");
    check_error(
        &[("suite.toml", &away)],
        &["SUITE/../away: there is no such folder; `knowledge` in suite.toml names it"],
    );
    check_error(
        &[("suite.toml", &of("kind = \"retrieve\"\nknowledge = \"/etc\""))],
        &["`knowledge` is an absolute path"],
    );
    check_error(
        &[
            ("suite.toml", &of("kind = \"retrieve\"\nknowledge = \"kb\"")),
            ("kb/a.md", "# A"),
        ],
        &["SUITE/cases.jsonl: ", "`suite.toml` names this file"],
    );
}

#[test]
fn a_reading_case_needs_its_article() {
    let folder = suite(&[
        (
            "suite.toml",
            "name = \"s\"\nkind = \"read\"\ncases = \"c.jsonl\"\narticles = \"a.jsonl\"",
        ),
        (
            "a.jsonl",
            "{\"id\":\"x\",\"title\":\"X\",\"text\":\"X is a letter.\"}\n",
        ),
        (
            "c.jsonl",
            "{\"id\":\"1\",\"article\":\"x\",\"question\":\"What?\",\"answers\":[]}\n\
             {\"id\":\"2\",\"article\":\"y\",\"question\":\"What?\",\"answers\":[]}\n",
        ),
    ]);
    let suite = Suite::load(folder.path()).unwrap();
    assert_eq!(suite.problems.len(), 1);
    assert!(
        suite.problems[0]
            .to_string()
            .contains("c.jsonl:2: no article has the id `y`")
    );
}

#[test]
fn thresholds_may_have_cases_of_their_own() {
    let folder = suite(&[
        (
            "suite.toml",
            "name = \"s\"\nkind = \"classify\"\ncases = \"c.jsonl\"\nintents = \"i.jsonl\"\nvalid = \"v.jsonl\"",
        ),
        ("c.jsonl", "{\"id\":\"1\",\"text\":\"hi\",\"intent\":null}\n"),
        (
            "i.jsonl",
            "{\"intent\":\"greet\",\"text\":\"hello\"}\n{\"text\":\"no intent\"}\n",
        ),
        ("v.jsonl", "{\"id\":\"v\",\"text\":\"hey\",\"intent\":\"greet\"}\n"),
    ]);
    let suite = Suite::load(folder.path()).unwrap();
    assert!(
        suite.problems[0]
            .to_string()
            .contains("i.jsonl:2: missing field `intent`")
    );
    let Cases::Classify { cases, examples, valid } = suite.cases else {
        panic!("not classify")
    };
    assert_eq!((cases.len(), examples.len(), valid.len()), (1, 1, 1));
}

#[test]
fn what_stands_beside_a_suite_is_not_fetched_from_anywhere() {
    let folder = suite(&[
        ("secrets/a.md", "# A"),
        ("project/knowledge/a.md", "# A"),
        ("project/evals/far/suite.toml", &beside("../../../secrets")),
        ("project/evals/near/suite.toml", &beside("../../knowledge")),
        (
            "project/evals/near/cases.jsonl",
            "{\"id\":\"1\",\"query\":\"a\",\"relevant\":[\"a.md\"]}",
        ),
        (
            "project/evals/far/cases.jsonl",
            "{\"id\":\"1\",\"query\":\"a\",\"relevant\":[\"a.md\"]}",
        ),
    ]);
    let far = error(&folder.path().join("project/evals/far"));
    assert!(
        far.contains("which is neither in the suite nor beside it; put it within"),
        "{far}"
    );
    assert!(Suite::load(&folder.path().join("project/evals/near")).is_ok());
}

fn beside(knowledge: &str) -> String {
    format!("name = \"s\"\ncases = \"cases.jsonl\"\nkind = \"retrieve\"\nknowledge = \"{knowledge}\"")
}

#[test]
fn every_kind_checks_its_cases() {
    let check = |kind: &str, case: &str, expect: &str| {
        let manifest =
            format!("name = \"s\"\nkind = \"{kind}\"\ncases = \"c.jsonl\"\npages = \"p.jsonl\"\nknowledge = \".\"");
        let pages = r#"{"id":"p","controls":[{"id":"save","tag":"button"}]}"#;
        let error = error(suite(&[("suite.toml", &manifest), ("c.jsonl", case), ("p.jsonl", pages)]).path());
        assert!(error.contains(expect), "`{expect}` is not in: {error}");
    };
    check(
        "support",
        r#"{"id":"1","source":"a","claim":"b"}"#,
        "missing field `supported`",
    );
    check(
        "handoff",
        r#"{"id":"1","turns":[{"author":"contact","text":"a"}],"expect":{"goal":["refund"],"reason":["frustration"]}}"#,
        "`expect` asks for `refund`, which the turn is not given",
    );
    check(
        "pii",
        r#"{"id":"1","text":"é@b","spans":[{"start":0,"end":4,"type":"EMAIL"}]}"#,
        "the span 0 to 4 is not within the 3 characters of `text`",
    );
    check(
        "injection",
        r#"{"id":"1","text":"a","injected":"no"}"#,
        "expected a boolean",
    );
    check(
        "satisfaction",
        r#"{"id":"1","turns":[{"author":"ai_agent","text":"a"}],"dissatisfied":true}"#,
        "the last of `turns` is not the contact's",
    );
    check(
        "ground",
        r#"{"id":"1","page":"p","instruction":"Save it","action":"click","target":"sav"}"#,
        "the page `p` has no control `sav`",
    );
}
