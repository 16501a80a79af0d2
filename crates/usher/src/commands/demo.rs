//! `usher demo`: the help centre of Tallybook, a made-up invoicing product, served with a page to try it on.

use super::Context;
use crate::config::Config;
use crate::data::DataDir;
use crate::knowledge_base::KnowledgeBase;
use crate::{ingest, node, out};
use rust_embed::RustEmbed;
use secrecy::ExposeSecret;
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use usher_engine::{Contact, Policy, Role};
use usher_server::{
    Clock, DemoContact, DemoPage, HintAfter, HintConfig, InboxConfig, SystemClock, TeamMember, ThemeConfig, TokenKey,
    Translation, hash_password, look_into_suite,
};
use usher_store::{NewPerson, SuiteFile, new_id};

const INBOX: &str = "tallybook";
/// The company whose people the made-up product shows.
const ACCOUNT: &str = "Harbour Street Studio";

/// Those who take over: address, name, role.
const PEOPLE: [(&str, &str, Role); 3] = [
    ("maria@example.com", "Maria Lopez", Role::Admin),
    ("tom@example.com", "Tom Becker", Role::Agent),
    ("ada@example.com", "Ada Nwosu", Role::Supervisor),
];
/// Characters of their password: 64 random bits.
const PASSWORD_CHARS: usize = 16;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Port to listen on; 0 takes a free one [default: that of server.bind].
    #[arg(long)]
    port: Option<u16>,
}

/// `suite.toml` and `cases.jsonl` of Tallybook's suites.
const SUITES: [(&str, &str); 2] = [
    (
        include_str!("../../../../evals/tallybook/suite.toml"),
        include_str!("../../../../evals/tallybook/cases.jsonl"),
    ),
    (
        include_str!("../../../../evals/tallybook-test/suite.toml"),
        include_str!("../../../../evals/tallybook-test/cases.jsonl"),
    ),
];

/// Tallybook's articles, guides and intents.
#[derive(RustEmbed)]
#[folder = "../../knowledge/tallybook/"]
pub(super) struct Tallybook;

pub async fn run(context: Context, args: Args) -> anyhow::Result<()> {
    let data = context.data.within("demo")?;
    let mut config = context.config;
    // The demo's people and questions stay apart from those of a real node.
    config.store.url = None;
    node::keep_secret(&mut config, &data)?;
    let bind = SocketAddr::new(config.server.bind.ip(), args.port.unwrap_or(config.server.bind.port()));
    let cure = "choose another with `--port` or USHER__SERVER__BIND";
    let listener = node::listen(bind, cure).await?;
    let address = listener.local_addr()?;
    config.server.inboxes = vec![inbox(address, &data)?];
    config.server.check()?;
    let knowledge = prepare(&config, &data).await?;
    let password = people(&knowledge, &data).await?;
    let page = DemoPage {
        inbox: INBOX.into(),
        contacts: contacts(),
        account: ACCOUNT.into(),
    };
    node::run(config, knowledge, listener, Some(page), move || {
        invite(address, &password)
    })
    .await
}

/// Knowledge in, by the same way as any folder's.
async fn prepare(config: &Config, data: &DataDir) -> anyhow::Result<KnowledgeBase> {
    let folder = unpack(data)?;
    let knowledge = KnowledgeBase::open(config, data).await?;
    let read = ingest::read_folder(&folder, INBOX, &knowledge.store, &knowledge.embedder, &SystemClock).await?;
    if read.articles.added > 0 {
        out::note(&format!(
            "Reading Tallybook's help centre, {} articles; this is done once.",
            read.articles.added
        ));
    }
    for skipped in &read.skipped {
        out::note(&format!("passed over: {} {}", skipped.path, skipped.reason));
    }
    knowledge.sync(true).await?;
    suites(&knowledge).await?;
    Ok(knowledge)
}

/// Tallybook's cases for whoever measures, once: what is changed in them stays. They are measured over what is published.
async fn suites(knowledge: &KnowledgeBase) -> anyhow::Result<()> {
    let known = knowledge.store.suites().await?;
    for (manifest, cases) in SUITES {
        let manifest = manifest.lines().filter(|line| !line.starts_with("knowledge"));
        let files = [
            ("suite.toml", manifest.collect::<Vec<_>>().join("\n")),
            ("cases.jsonl", cases.to_owned()),
        ];
        let files = files.map(|(path, text)| SuiteFile {
            path: path.to_owned(),
            text,
        });
        let (name, about) = look_into_suite(&files)?;
        if known.iter().any(|suite| suite.name == name) {
            continue;
        }
        let now = SystemClock.now();
        let id = new_id(now);
        knowledge
            .store
            .write_suite((&id, &name, 0), &about, &files, None, now)
            .await?;
    }
    Ok(())
}

/// Those who take over, once; returns the password that all of them have. It is kept in the data folder.
async fn people(knowledge: &KnowledgeBase, data: &DataDir) -> anyhow::Result<String> {
    let kept = data.kept_secret("demo-password")?;
    let password: String = kept.expose_secret().chars().take(PASSWORD_CHARS).collect();
    let known = knowledge.store.people().await?;
    for (email, name, role) in PEOPLE {
        if known.iter().any(|p| p.email == email) {
            continue;
        }
        let new = NewPerson {
            email,
            name,
            role,
            skills: &[],
            inboxes: &[],
            password_hash: &hash_password(&password)?,
        };
        knowledge.store.add_person(new, None, SystemClock.now()).await?;
    }
    Ok(password)
}

/// Writes the files out, once for each content that they have: what one changes there to see what happens, stays.
fn unpack(data: &DataDir) -> anyhow::Result<PathBuf> {
    let folder = data.path().join("knowledge");
    let stamp_file = data.path().join("knowledge.stamp");
    let stamp = stamp();
    if folder.is_dir() && std::fs::read_to_string(&stamp_file).is_ok_and(|s| s == stamp) {
        return Ok(folder);
    }
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder)?;
    }
    for path in Tallybook::iter() {
        if let Some(file) = Tallybook::get(&path) {
            let at = folder.join(path.as_ref());
            std::fs::create_dir_all(at.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(&at, &file.data)?;
        }
    }
    std::fs::write(stamp_file, stamp)?;
    Ok(folder)
}

fn stamp() -> String {
    let mut files = String::new();
    for path in Tallybook::iter() {
        let hash = Tallybook::get(&path)
            .map(|f| f.metadata.sha256_hash())
            .unwrap_or_default();
        let _ = writeln!(files, "{path} {hash:02x?}");
    }
    usher_knowledge::Reader::hash(files.as_bytes())
}

fn inbox(address: SocketAddr, data: &DataDir) -> anyhow::Result<InboxConfig> {
    Ok(InboxConfig {
        key: INBOX.into(),
        name: "Tallybook help".into(),
        product: Some("Tallybook".into()),
        allowed_origins: vec![
            format!("http://{address}"),
            format!("http://localhost:{}", address.port()),
        ],
        anonymous: true,
        token_keys: vec![TokenKey {
            kid: "demo".into(),
            secret: data.kept_secret("demo-token-key")?,
        }],
        policy: Policy::default(),
        greeting: "Hi! Ask me anything about Tallybook.".into(),
        ..looks()
    })
}

/// What the widget shows of Tallybook before anybody wrote, and where it offers help.
fn looks() -> InboxConfig {
    let words = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect();
    let hint = |id: &str, route: Option<&str>, after: HintAfter, text: &str| HintConfig {
        id: id.into(),
        route: route.map(str::to_owned),
        after,
        text: text.into(),
        ask: None,
        guide: None,
    };
    InboxConfig {
        suggestions: words(&[
            "How do I send an invoice?",
            "Show me how to turn on two-factor",
            "What does IMP-104 mean?",
        ]),
        theme: ThemeConfig {
            color: Some("#145c4a".into()),
            team: ["Ines", "Tom", "Mara"]
                .map(|name| TeamMember {
                    name: name.into(),
                    photo: None,
                })
                .into(),
            ..ThemeConfig::default()
        },
        hints: vec![
            HintConfig {
                guide: Some("import-customers".into()),
                ..hint(
                    "import-left",
                    Some("/import"),
                    HintAfter::Seconds(90),
                    "Importing customers? I can show you the steps.",
                )
            },
            hint(
                "same-error",
                None,
                HintAfter::Errors(2),
                "The same error again? I may know what it means.",
            ),
            hint(
                "clicking",
                None,
                HintAfter::Clicks(5),
                "Does this not do what you expect? Ask me.",
            ),
        ],
        translations: [(
            "de".to_owned(),
            Translation {
                greeting: Some("Hallo! Fragen Sie mich alles über Tallybook.".into()),
                ..Translation::default()
            },
        )]
        .into(),
        ..InboxConfig::default()
    }
}

fn contacts() -> Vec<DemoContact> {
    let contact = |key: &str, name: &str, plan: &str, role: &str, label: &str| DemoContact {
        key: key.into(),
        label: label.into(),
        contact: Contact {
            subject: Some(format!("demo-{key}")),
            name: Some(name.into()),
            email: Some(format!("{key}@example.com")),
            plan: Some(plan.into()),
            role: Some(role.into()),
            account: Some(ACCOUNT.into()),
            locale: Some("en".into()),
        },
    };
    vec![
        contact("priya", "Priya Shah", "plus", "admin", "Priya Shah · Plus plan, admin"),
        contact("sam", "Sam Okafor", "free", "member", "Sam Okafor · Free plan, member"),
    ]
}

fn invite(address: SocketAddr, password: &str) {
    out::line(&format!(
        "\nTallybook is open, with the widget in it: http://{address}/"
    ));
    out::line(&format!(
        "What is behind each reply:                http://{address}/try/\n\nAsk"
    ));
    out::line("  What does IMP-104 mean?                    an answer that cites its article");
    out::line("  Show me how to turn on two-factor          a guide, step by step");
    out::line("  I want my money back                       a person takes over, and gets the whole story");
    out::line(&format!(
        "\nThe people who take over sign in at        http://{address}/console/"
    ));
    for (email, _, role) in PEOPLE {
        out::line(&format!("  {email:<24} {password}   {}", role.as_str()));
    }
    out::line("\nCtrl-C ends it.");
}
