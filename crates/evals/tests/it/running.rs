//! What `run` makes of suites: figures under their names, failures beside them, the same at every run.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use tempfile::TempDir;
use usher_engine::{Embedder, Policy, PortError, TextVectors};
use usher_evals::{Bench, Options, render, run};

/// A vector of letter counts: enough to tell a few words apart.
struct Letters;

impl Embedder for Letters {
    fn identity(&self) -> &str {
        "letters"
    }

    fn dimensions(&self) -> usize {
        26
    }

    fn max_tokens(&self) -> usize {
        256
    }

    fn count_tokens(&self, text: &str) -> usize {
        text.split_whitespace().count()
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, PortError> {
        let one = |text: &&str| {
            let mut vector = [0.0; 26];
            text.bytes()
                .filter(u8::is_ascii_lowercase)
                .for_each(|b| vector[usize::from(b - b'a')] += 1.0);
            let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt().max(1.0);
            vector.iter().map(|v| v / length).collect()
        };
        Ok(texts.iter().map(one).collect())
    }

    fn embed_tokens(&self, texts: &[&str]) -> Result<Vec<TextVectors>, PortError> {
        let pooled = self.embed(texts)?;
        Ok(pooled
            .into_iter()
            .map(|pooled| TextVectors {
                pooled,
                ..TextVectors::default()
            })
            .collect())
    }
}

fn bench() -> Bench {
    Bench {
        aids: Default::default(),
        embedder: Arc::new(Letters),
        over_folder: Box::new(|folder: &Path| Err(format!("{}: no index here", folder.display()))),
        over_published: Box::new(|| Err("nothing is published here".into())),
        over_articles: Box::new(|_| Err("no index here".into())),
        policy: Policy::default(),
        calibration: None,
    }
}

fn intents_suite(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, content: String| std::fs::write(folder.path().join(file), content).unwrap();
    write(
        "suite.toml",
        format!("name = \"{name}\"\nkind = \"classify\"\ncases = \"c.jsonl\"\nintents = \"i.jsonl\""),
    );
    let texts = |word: &str, n: usize| {
        (0..n)
            .map(|i| format!("{word} {}", "please ".repeat(i % 4)))
            .collect::<Vec<_>>()
    };
    let (mut examples, mut cases) = (String::new(), String::new());
    for (intent, word) in [("refund", "money back"), ("card", "plastic card")] {
        for text in texts(word, 12) {
            examples += &format!("{{\"intent\":\"{intent}\",\"text\":\"{text}\"}}\n");
        }
        for (n, text) in texts(word, 4).iter().enumerate() {
            cases += &format!("{{\"id\":\"{intent}-{n}\",\"intent\":\"{intent}\",\"text\":\"{text}\"}}\n");
        }
    }
    write("i.jsonl", examples);
    write("c.jsonl", cases);
    folder
}

#[test]
fn suites_are_measured_and_failures_are_named_beside_them() {
    let good = intents_suite("small");
    let same_name = intents_suite("small");
    let resolve = tempfile::tempdir().unwrap();
    std::fs::create_dir(resolve.path().join("kb")).unwrap();
    let write = |file: &str, content: &str| std::fs::write(resolve.path().join(file), content).unwrap();
    write(
        "suite.toml",
        "name = \"turns\"\nkind = \"resolve\"\ncases = \"c.jsonl\"\nknowledge = \"kb\"",
    );
    write(
        "c.jsonl",
        r#"{"id":"a","turns":[{"author":"contact","text":"hi"}],"expect":{"outcome":"escalate"}}"#,
    );

    let folders: Vec<PathBuf> = vec![
        "/nowhere/at-all".into(),
        resolve.path().into(),
        good.path().into(),
        same_name.path().into(),
    ];
    let heard = Mutex::new(Vec::new());
    let options = Options {
        examples_per_intent: Some(5),
        ..Options::default()
    };
    let results = run(&folders, &bench(), &options, &|p| {
        heard.lock().unwrap().push((p.stage, p.done, p.total))
    });

    assert!(heard.lock().unwrap().contains(&("embedding", 32, 32)));
    assert_eq!(results.failed.len(), 3, "{:?}", results.failed);
    assert!(results.failed[0].message.contains("there is no such folder"));
    assert!(
        results.failed[1].message.starts_with("suite turns: ") && results.failed[1].message.ends_with("no index here")
    );
    assert!(
        results.failed[2]
            .message
            .contains("an earlier suite has the same `name`")
    );
    assert!(!results.is_whole());

    let json = serde_json::to_value(&results).unwrap();
    let accuracy = &json["suites"]["small"]["metrics"]["accuracy"];
    assert_eq!(
        (&accuracy["value"], &accuracy["n"]),
        (&1.0.into(), &8.into()),
        "{json:#}"
    );
    assert!(accuracy["low"].as_f64().unwrap() < 1.0 && accuracy["high"] == 1.0);
    assert_eq!(json["suites"]["small"]["metrics"]["accuracy_few"]["n"], 8);
    assert_eq!(json["suites"]["small"]["metrics"].get("oos_recall"), None);
    assert_eq!(json["suites"]["small"]["cases"][0]["id"], "refund-0");
    assert!(render(&results).contains("small (classify, 8 cases)"));

    assert_eq!(
        results,
        run(&folders, &bench(), &options, &|_| ()),
        "the same at every run"
    );
}
