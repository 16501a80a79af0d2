//! Running the binary.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;
use tempfile::TempDir;

/// A working folder with a folder of documents and a data folder.
pub struct Place {
    pub folder: TempDir,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A command that is not started yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_usher"));
        command.current_dir(self.folder.path()).args(arguments);
        for (name, _) in std::env::vars().filter(|(n, _)| n.starts_with("USHER__")) {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments).output().unwrap())
    }

    /// Runs what has to succeed and returns the JSON that it printed.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{said:?}");
        serde_json::from_str(&said.out).unwrap()
    }

    /// Runs what has to fail with one clear line, which is returned.
    pub fn fails(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.starts_with("error: "), "{said:?}");
        assert_eq!(said.err.trim_end().lines().count(), 1, "{said:?}");
        said.err
    }
}

pub fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Two articles, a guide and intents.
pub fn with_documents() -> Place {
    let place = Place::new();
    place.write("docs/invoices/send.md", SEND);
    place.write(
        "docs/team/invite.md",
        "# Invite a teammate\n\nOpen **Settings**, then **Team**, and choose **Invite**.\n",
    );
    place.write("docs/guides/invite.yaml", GUIDE);
    place
}

const SEND: &str = "---
title: Send an invoice
---
## By email

1. Open the invoice.
2. Choose **Send**.

An invoice can be sent again at any time.
";

const GUIDE: &str = "
id: invite
title: Invite a teammate
summary: Adds a person to the account.
questions: [How do I invite someone?]
steps:
  - id: open
    instruction: Open Team.
    action: click
    target: { role: link, name: Team }
";

/// The figures and cases of one suite.
pub fn measured(place: &Place, folder: &Path, name: &str) -> Value {
    let file = place.at("result.json");
    let said = place.run(&[
        "eval",
        "run",
        folder.to_str().unwrap(),
        "--json",
        file.to_str().unwrap(),
    ]);
    assert_eq!(said.code, 0, "{said:?}");
    let results: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    results["suites"][name].clone()
}

/// A client for HTTP. The language model's needs TLS without a provider of its own, so that each client wants one named.
pub fn http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().timeout(Duration::from_secs(30));
    client.build().unwrap()
}
