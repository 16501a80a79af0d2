//! `usher doctor`: what is right, what is wrong, and how to mend it.

mod llm;

use crate::calibration::{CalibrationFile, UNWATCHED};
use crate::config::Config;
use crate::data::DataDir;
use crate::{Options, drift, embedder, knowledge_base, node, out, voice};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use usher_engine::Embedder;
use usher_evals::Artefact;
use usher_knowledge::Index;
use usher_server::check_mail;
use usher_store::Store;

/// What `doctor` is told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Calls the language models, too, with a few harmless words; it costs a few hundred tokens a model.
    #[arg(long)]
    llm: bool,
}

/// The examination so far.
#[derive(Default)]
struct Findings {
    wrong: usize,
}

impl Findings {
    fn right(&mut self, what: &str) {
        out::line(&format!("✓ {what}"));
    }

    fn wrong(&mut self, what: &str) {
        self.wrong += 1;
        out::line(&format!("✗ {what}"));
    }

    /// Passes on what went well, and notes what did not.
    fn keep<T>(&mut self, what: &str, checked: anyhow::Result<T>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong(&format!("{what}: {}", out::one_line(&out::causes(&error))));
                None
            }
        }
    }
}

pub async fn run(options: &Options, args: &Args) -> anyhow::Result<ExitCode> {
    let mut findings = Findings::default();
    examine(options, args, &mut findings).await;
    if findings.wrong == 0 {
        out::line("All is well.");
        return Ok(ExitCode::SUCCESS);
    }
    let (number, verb) = if findings.wrong == 1 {
        ("One thing", "needs")
    } else {
        ("Some things", "need")
    };
    out::line(&format!("{number} {verb} mending."));
    Ok(ExitCode::FAILURE)
}

async fn examine(options: &Options, args: &Args, findings: &mut Findings) {
    let Some(mut config) = findings.keep("configuration", Config::load(options)) else {
        return;
    };
    findings.right("the configuration can be read");
    let Some(data) = findings.keep("data folder", DataDir::open(&config.data_dir)) else {
        return;
    };
    match data.probe() {
        Ok(()) => findings.right(&format!("the data folder {} can be written", data.path().display())),
        Err(error) => findings.wrong(&format!(
            "the data folder {} cannot be written: {error}; give this user the right, or name another with --data",
            data.path().display()
        )),
    }
    server(&mut config, &data, findings);
    mail(&config, findings).await;
    let store = database(&config, &data, findings).await;
    let embedder = model(&config, &data, findings).await;
    if let Some(embedder) = embedder {
        confidence(&data, embedder.identity(), store.as_ref(), findings).await;
        index(&data, &embedder, store.as_ref(), findings).await;
    }
    if let Some(store) = store {
        store.close().await;
    }
    findings.keep("prompts", voice::prompts(&config));
    llm::examine(&config.llm, args.llm, findings).await;
}

fn server(config: &mut Config, data: &DataDir, findings: &mut Findings) {
    if findings.keep("secret", node::keep_secret(config, data)).is_none() {
        return;
    }
    if let Err(error) = config.server.check() {
        return findings.wrong(&error.to_string());
    }
    for inbox in &config.server.inboxes {
        let people = match (inbox.anonymous, inbox.token_keys.len()) {
            (true, 0) => "anonymous visitors only".to_owned(),
            (true, keys) => format!("anonymous visitors, and tokens by {keys} keys"),
            (false, keys) => format!("tokens by {keys} keys"),
        };
        let origins = match inbox.allowed_origins.as_slice() {
            [] => "pages of this server only (add others to allowed_origins)".to_owned(),
            origins => format!("pages of {}", origins.join(", ")),
        };
        findings.right(&format!("the inbox `{}` takes {people}, from {origins}", inbox.key));
    }
}

async fn mail(config: &Config, findings: &mut Findings) {
    match check_mail(&config.server.mail).await {
        Ok(true) => findings.right("the mail server lets us in"),
        Ok(false) => findings.right("no mail server is configured, so that no e-mail is written (server.mail)"),
        Err(problem) => findings.wrong(&format!("the mail server: {}", out::one_line(&problem))),
    }
}

async fn database(config: &Config, data: &DataDir, findings: &mut Findings) -> Option<Store> {
    let store = findings.keep("database", knowledge_base::connect(config, data).await)?;
    let kind = if store.is_postgres() { "PostgreSQL" } else { "SQLite" };
    match store.ping().await {
        Ok(()) => {
            findings.right(&format!("the {kind} database answers and has its tables"));
            Some(store)
        }
        Err(error) => {
            findings.wrong(&out::causes(&error.into()));
            None
        }
    }
}

async fn model(config: &Config, data: &DataDir, findings: &mut Findings) -> Option<Arc<dyn Embedder>> {
    let began = Instant::now();
    let embedder = findings.keep("embedding model", embedder::open(&config.embedder, data).await)?;
    let opened = began.elapsed();
    let (again, began) = (Arc::clone(&embedder), Instant::now());
    let embedded = tokio::task::spawn_blocking(move || again.embed(&["Does it work?"])).await;
    let embedded = embedded.map_err(anyhow::Error::from).and_then(|e| Ok(e?));
    findings.keep("embedding model", embedded)?;
    findings.right(&format!(
        "the model {} opens in {} ms and embeds a sentence in {:.1} ms",
        embedder.identity(),
        opened.as_millis(),
        began.elapsed().as_secs_f64() * 1e3
    ));
    Some(embedder)
}

async fn confidence(data: &DataDir, embedder: &str, store: Option<&Store>, findings: &mut Findings) {
    let file = CalibrationFile::at(data.calibration());
    let in_use = match store {
        Some(store) => {
            let read = file.in_use(store, embedder).await;
            findings
                .keep("calibration", read.map_err(anyhow::Error::from))
                .flatten()
        }
        None => file.modified().map(|_| Artefact::read(&data.calibration(), embedder)),
    };
    let Some(read) = in_use else {
        return findings.right(
            "confidence: the shipped weights and the thresholds of the configuration (`usher eval calibrate` makes your own)",
        );
    };
    let Some(made) = findings.keep(
        "calibration, without which everything goes to people",
        read.map_err(anyhow::Error::from),
    ) else {
        return;
    };
    let names: Vec<&str> = made.suites.iter().map(|s| s.name.as_str()).collect();
    let cases: usize = made.suites.iter().map(|s| s.cases).sum();
    let pooled = made.calibration.thresholds.pooled;
    let says = pooled.map_or("nothing is answered yet, the cases were too few".to_owned(), |t| {
        format!(
            "answers from {:.2} on, at most {:.1} % of them wrong",
            t.at_least,
            100.0 * t.bound
        )
    });
    findings.right(&format!(
        "calibration {}: {says}; learned from {cases} cases of {}",
        made.identity(),
        names.join(", ")
    ));
    if let Some(store) = store {
        traffic(store, &made, findings).await;
    }
}

async fn traffic(store: &Store, made: &Artefact, findings: &mut Findings) {
    let Some(watched) = made.watched() else {
        return findings.right(UNWATCHED);
    };
    let report = findings.keep("drift", drift::of_store(store, watched, None).await);
    match report {
        Some(report) if report.has_parted() => findings.wrong(&format!(
            "{}; label cases from it and run `usher eval calibrate` again (`usher eval drift` says more)",
            report.in_words()
        )),
        Some(report) => findings.right(&format!("drift: {}", report.in_words())),
        None => {}
    }
}

async fn index(data: &DataDir, embedder: &Arc<dyn Embedder>, store: Option<&Store>, findings: &mut Findings) {
    let index = match knowledge_base::open_index(&data.index(), embedder).await {
        Err(error) if knowledge_base::is_held_by_a_server(&error) => {
            return findings.right("the index is in use by a running server (stop it to have the index checked too)");
        }
        opened => findings.keep("index", opened),
    };
    let Some(index) = index else { return };
    findings.right("the index opens, and its embedder is the configured one");
    if let Some(store) = store {
        compare(&index, store, findings).await;
    }
}

async fn compare(index: &Arc<Index>, store: &Store, findings: &mut Findings) {
    let wanted = store.chunk_ids().await.map_err(anyhow::Error::from);
    let Some(wanted) = findings.keep("database", wanted) else {
        return;
    };
    let Some(plan) = findings.keep("index", index.plan(&wanted).map_err(Into::into)) else {
        return;
    };
    match (plan.is_empty(), wanted.len()) {
        (true, 0) => findings.right("there is no knowledge yet; `usher ingest FOLDER` reads some"),
        (true, chunks) => findings.right(&format!("the index holds the {chunks} chunks of the database")),
        (false, chunks) => findings.wrong(&format!(
            "the database has {chunks} chunks and the index {}, {} of the database's missing; `usher serve` brings it up \
             to date at its start, `usher reindex` makes it anew",
            index.chunks(),
            plan.missing.len()
        )),
    }
}
