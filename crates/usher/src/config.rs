//! The configuration: `usher.default.toml`, then the user's file, then `USHER__SECTION__KEY`.

use crate::Options;
use anyhow::{Context, anyhow, bail};
use figment::Figment;
use figment::error::Kind;
use figment::providers::{Env, Format, Toml};
use secrecy::SecretString;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use usher_llm::LlmConfig;
use usher_server::ServerConfig;

/// Every key with its default and a comment.
const DEFAULTS: &str = include_str!("../../../usher.default.toml");
/// The user's file, where none is named.
const USER_FILE: &str = "usher.toml";
/// Keys whose values are never shown.
const SECRET_KEYS: [&str; 4] = ["secret", "url", "token_keys", "key"];

/// All settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where state lies.
    pub data_dir: PathBuf,
    /// How the server listens and whom it believes.
    pub server: ServerConfig,
    /// The database.
    pub store: StoreConfig,
    /// The embedding model.
    pub embedder: EmbedderConfig,
    /// The language models.
    pub llm: LlmConfig,
    /// A folder whose files take the place of shipped prompts.
    #[serde(default)]
    pub prompts: Option<PathBuf>,
    /// What is logged.
    pub log: LogConfig,
}

/// The database.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoreConfig {
    /// Its address, often with a password; `None` for SQLite in the data folder.
    pub url: Option<SecretString>,
}

/// The embedding model.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbedderConfig {
    /// Which sort.
    pub kind: EmbedderKind,
    /// The folder of a model.
    pub path: Option<PathBuf>,
    /// fastembed's name of a model.
    pub name: Option<String>,
    /// ONNX Runtime's shared library.
    pub library: Option<PathBuf>,
    /// Texts embedded at the same time; 0 for the number of cores.
    pub threads: usize,
}

/// The sorts of embedder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmbedderKind {
    /// The model inside the binary.
    Compiled,
    /// An ONNX model in a folder.
    FastembedFolder,
    /// A fastembed model by name.
    FastembedHub,
}

/// What is logged.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// For people or for machines.
    pub format: LogFormat,
    /// While serving.
    pub level: String,
    /// In other commands.
    pub command_level: String,
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl Config {
    /// Reads all layers; `--data` goes before all of them.
    pub fn load(options: &Options) -> anyhow::Result<Self> {
        read(&layers(options)?)
    }

    /// Reads all layers, and over them a file that says what is to be otherwise; that goes before `--data`, too.
    pub fn load_over(options: &Options, file: &Path) -> anyhow::Result<Self> {
        if !file.is_file() {
            bail!(
                "there is no configuration file {}; check the path after --with",
                file.display()
            );
        }
        check_syntax(file)?;
        read(&layers(options)?.merge(Toml::file_exact(file)))
    }
}

fn layers(options: &Options) -> anyhow::Result<Figment> {
    let mut layers = defaults();
    if let Some(file) = user_file(options)? {
        check_syntax(&file)?;
        layers = layers.merge(Toml::file_exact(file));
    }
    layers = layers.merge(Env::prefixed("USHER__").split("__"));
    if let Some(data) = &options.data {
        layers = layers.merge(("data_dir", data));
    }
    Ok(layers)
}

fn defaults() -> Figment {
    Figment::from(Toml::string(DEFAULTS))
}

fn user_file(options: &Options) -> anyhow::Result<Option<PathBuf>> {
    match &options.config {
        Some(file) if file.is_file() => Ok(Some(file.clone())),
        Some(file) => bail!(
            "there is no configuration file {}; check the path after --config",
            file.display()
        ),
        None => Ok(Some(PathBuf::from(USER_FILE)).filter(|f| f.is_file())),
    }
}

/// The parser's own message quotes the line, which may hold a secret; this one names the line.
fn check_syntax(file: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let Err(error) = toml::from_str::<toml::Table>(&text) else {
        return Ok(());
    };
    let before = error.span().and_then(|s| text.get(..s.start)).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    bail!("{}, line {line}: {}", file.display(), error.message())
}

fn read(layers: &Figment) -> anyhow::Result<Config> {
    layers.extract().map_err(|e| explain(&e))
}

fn explain(error: &figment::Error) -> anyhow::Error {
    let source = match &error.metadata {
        Some(metadata) => match &metadata.source {
            Some(source) => format!(" ({source})"),
            None => format!(" ({})", metadata.name),
        },
        None => String::new(),
    };
    let path = error.path.join(".");
    // The path of an unknown key ends with the key, that of a missing one does not.
    let key = |name: &str| match &error.path[..] {
        [] => name.to_owned(),
        [.., last] if last == name => path.clone(),
        _ => format!("{path}.{name}"),
    };
    match &error.kind {
        Kind::UnknownField(name, known) => {
            let known = known.join(", ");
            anyhow!(
                "the configuration has an unknown key `{}`{source}; the keys there are: {known}",
                key(name)
            )
        }
        Kind::MissingField(name) => anyhow!("the configuration lacks `{}`{source}", key(name)),
        _ if SECRET_KEYS.iter().any(|s| error.path.iter().any(|p| p == s)) => {
            anyhow!("the configuration's `{path}` has a value of the wrong kind{source}; see usher.default.toml")
        }
        kind => anyhow!("the configuration's `{path}` is not right{source}: {kind}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(user: &str) -> Result<Config, String> {
        read(&defaults().merge(Toml::string(user))).map_err(|e| e.to_string())
    }

    /// The defaults with the lines in that show settings which are absent.
    fn all_keys() -> String {
        let shown = |line: &str| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase()) => rest.to_owned(),
            _ => line.to_owned(),
        };
        DEFAULTS.lines().map(shown).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_file_of_defaults_says_what_the_code_says() {
        let config = with("").unwrap();
        let inboxes = config.server.inboxes.clone();
        let code = ServerConfig {
            inboxes: inboxes.clone(),
            ..ServerConfig::default()
        };
        assert_eq!(format!("{:?}", config.server), format!("{code:?}"));
        assert_eq!(inboxes[0].policy, usher_engine::Policy::default());
        assert_eq!(config.embedder.kind, EmbedderKind::Compiled);
        assert_eq!(format!("{:?}", config.llm), format!("{:?}", LlmConfig::default()));
    }

    #[test]
    fn every_key_is_in_the_file_of_defaults_with_a_comment_before_it() {
        let text = all_keys();
        read(&Figment::from(Toml::string(&text))).unwrap();
        let table: toml::Table = toml::from_str(&text).unwrap();
        let inbox = "server = { inboxes = [{ nonesuch = 1 }] }";
        let sections: [(&str, &[&str]); 8] = [
            ("nonesuch = 1", &[]),
            ("server = { nonesuch = 1 }", &["server"]),
            ("server = { limits = { nonesuch = 1 } }", &["server", "limits"]),
            ("server = { socket = { nonesuch = 1 } }", &["server", "socket"]),
            ("store = { nonesuch = 1 }", &["store"]),
            ("embedder = { nonesuch = 1 }", &["embedder"]),
            ("llm = { nonesuch = 1 }", &["llm"]),
            ("log = { nonesuch = 1 }", &["log"]),
        ];
        for (wrong, path) in sections {
            let section = path.iter().fold(&table, |t, name| t[*name].as_table().unwrap());
            check_known(wrong, section);
        }
        check_known(inbox, table["server"]["inboxes"][0].as_table().unwrap());
        let policy = "server = { inboxes = [{ policy = { nonesuch = 1 } }] }";
        check_known(policy, table["server"]["inboxes"][0]["policy"].as_table().unwrap());
        let lines: Vec<&str> = DEFAULTS.lines().collect();
        for pair in lines.windows(2) {
            let is_key = pair[1]
                .trim_start_matches('#')
                .split_once(" = ")
                .is_some_and(|(k, _)| !k.contains(' '));
            assert!(!is_key || pair[0].starts_with("# "), "no comment before: {}", pair[1]);
        }
    }

    /// Every key that the error names as known is in the section.
    fn check_known(wrong: &str, section: &toml::Table) {
        let error = with(wrong).unwrap_err();
        let (_, known) = error.split_once("the keys there are: ").unwrap();
        for key in known.split(", ") {
            assert!(section.contains_key(key), "{key} is not in usher.default.toml: {wrong}");
        }
    }

    #[test]
    fn an_unknown_key_is_named_with_its_section() {
        let error = with("[server]\nbnd = 1").unwrap_err();
        assert!(
            error.contains("unknown key `server.bnd`") && error.contains("bind"),
            "{error}"
        );
        let error = with("[server.limits]\nsocket = 1").unwrap_err();
        assert!(error.contains("`server.limits.socket`"), "{error}");
    }

    #[test]
    fn a_secret_of_the_wrong_kind_is_not_shown() {
        let error = with("[server]\nsecret = 123456789").unwrap_err();
        assert!(
            error.contains("server.secret") && !error.contains("123456789"),
            "{error}"
        );
        let shown = format!("{:?}", with("[store]\nurl = 'postgres://u:hunter2@h/d'").unwrap());
        assert!(!shown.contains("hunter2"));
        let endpoint = "[[llm.endpoints]]\nname = 'main'\nurl = 'http://h/v1'\nmodel = 'm'\n";
        let error = with(&format!("{endpoint}key = 123456789")).unwrap_err();
        assert!(error.contains("llm") && !error.contains("123456789"), "{error}");
        let shown = format!("{:?}", with(&format!("{endpoint}key = 'sk-hunter2'")).unwrap());
        assert!(shown.contains("http://h/v1") && !shown.contains("hunter2"), "{shown}");
    }

    /// The example of an endpoint is in a comment, since there is none by default; here it is read.
    #[test]
    fn the_example_of_an_endpoint_has_every_key_it_may_have() {
        let example = DEFAULTS.lines().skip_while(|line| *line != "# [[llm.endpoints]]");
        let example = example.take_while(|line| line.starts_with("# "));
        let example: String = example.map(|line| format!("{}\n", &line[2..])).collect();
        let config = with(&example).unwrap();
        assert_eq!(config.llm.check(), Ok(()));
        let table: toml::Table = toml::from_str(&example).unwrap();
        check_known(
            &format!("{example}nonesuch = 1"),
            table["llm"]["endpoints"][0].as_table().unwrap(),
        );
    }

    #[test]
    fn the_users_inboxes_replace_the_default_one() {
        let config = with("[[server.inboxes]]\nkey = 'mine'\nanonymous = true").unwrap();
        let keys: Vec<&str> = config.server.inboxes.iter().map(|i| i.key.as_str()).collect();
        assert_eq!(keys, ["mine"]);
    }
}
