//! `usher person`: the people's accounts, from the machine that the server runs on.

use super::Context;
use crate::{knowledge_base, out};
use anyhow::bail;
use usher_engine::Role;
use usher_server::{Clock, SystemClock, hash_password, new_secret};
use usher_store::{NewInvitation, NewPerson, Store};

/// Characters of a password that is made here: 80 random bits.
const PASSWORD_CHARS: usize = 20;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Adds a person and prints a password, to be changed after signing in.
    Add(Person),
    /// Prints a link that works once, for 7 days.
    Invite(Person),
}

#[derive(Debug, clap::Args)]
struct Person {
    /// Their address, with which they sign in.
    #[arg(long)]
    email: String,
    /// The name that contacts see [default: the part of the address before the @].
    #[arg(long)]
    name: Option<String>,
    /// admin, supervisor, agent, content_editor or analyst.
    #[arg(long, value_parser = role)]
    role: Role,
}

pub async fn run(context: Context, args: Args) -> anyhow::Result<()> {
    let store = knowledge_base::open_store(&context.config, &context.data).await?;
    let done = match args.what {
        What::Add(person) => add(&store, person).await,
        What::Invite(person) => invite(&store, person, &context.config.server.bind.to_string()).await,
    };
    store.close().await;
    done
}

async fn add(store: &Store, person: Person) -> anyhow::Result<()> {
    let (email, name) = person.who()?;
    let password = new_secret().token[..PASSWORD_CHARS].to_owned();
    let new = NewPerson {
        email: &email,
        name: &name,
        role: person.role,
        skills: &[],
        inboxes: &[],
        password_hash: &hash_password(&password)?,
    };
    if store.add_person(new, None, SystemClock.now()).await?.is_none() {
        bail!("somebody has the address {email} already; change their role in the console");
    }
    out::line(&format!("{email} can sign in now.\nPassword: {password}"));
    Ok(())
}

async fn invite(store: &Store, person: Person, bind: &str) -> anyhow::Result<()> {
    let (email, name) = person.who()?;
    let token = new_secret();
    let new = NewInvitation {
        token_hash: &token.hash,
        email: &email,
        name: &name,
        role: person.role,
        skills: &[],
        inboxes: &[],
    };
    if store.invite(new, None, SystemClock.now()).await?.is_none() {
        bail!("somebody has the address {email} already; change their role in the console");
    }
    out::line(&format!("http://{bind}/console/#welcome={}", token.token));
    out::note("The link works once, for 7 days. Put your own host where the server is reached otherwise.");
    Ok(())
}

impl Person {
    fn who(&self) -> anyhow::Result<(String, String)> {
        let email = self.email.trim().to_lowercase();
        let Some((local, host)) = email.split_once('@') else {
            bail!("--email must be an address like maria@example.com");
        };
        if local.is_empty() || host.is_empty() || email.contains(char::is_whitespace) {
            bail!("--email must be an address like maria@example.com");
        }
        let name = self.name.as_deref().map(str::trim).filter(|n| !n.is_empty());
        Ok((email.clone(), name.unwrap_or(local).to_owned()))
    }
}

fn role(text: &str) -> Result<Role, String> {
    let roles = Role::ALL.map(Role::as_str);
    let found = Role::ALL.into_iter().find(|r| r.as_str() == text);
    found.ok_or_else(|| format!("the roles are {}", roles.join(", ")))
}
