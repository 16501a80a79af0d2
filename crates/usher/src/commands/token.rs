//! `usher token`.

use super::Context;
use crate::out;
use anyhow::{anyhow, bail};
use jiff::SignedDuration;
use usher_engine::Contact;
use usher_server::{Clock, SystemClock, contact_token};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Key of the inbox that it is for; its first token key signs.
    #[arg(long, value_name = "KEY")]
    inbox: String,
    /// The person's stable id in the host product.
    #[arg(long)]
    subject: String,
    /// The person's name.
    #[arg(long)]
    name: Option<String>,
    /// An address to reach the person at.
    #[arg(long)]
    email: Option<String>,
    /// Subscription plan.
    #[arg(long)]
    plan: Option<String>,
    /// Role in the account.
    #[arg(long)]
    role: Option<String>,
    /// The account that the person belongs to.
    #[arg(long)]
    account: Option<String>,
    /// Language, as a BCP 47 tag.
    #[arg(long)]
    locale: Option<String>,
    /// How long it works: 1h, 30m.
    #[arg(long = "for", default_value = "1h", value_name = "TIME")]
    lifetime: SignedDuration,
}

pub fn run(context: &Context, args: Args) -> anyhow::Result<()> {
    let server = &context.config.server;
    let inbox = server.inboxes.iter().find(|i| i.key == args.inbox).ok_or_else(|| {
        let keys: Vec<&str> = server.inboxes.iter().map(|i| i.key.as_str()).collect();
        anyhow!(
            "there is no inbox `{}`; the configuration has: {}",
            args.inbox,
            keys.join(", ")
        )
    })?;
    let most = i64::try_from(server.token_max_lifetime_s).unwrap_or(i64::MAX);
    if args.lifetime.as_secs() < 1 || args.lifetime.as_secs() > most {
        bail!("--for is between 1 second and {most} seconds; server.token_max_lifetime_s sets the most");
    }
    let contact = Contact {
        subject: Some(args.subject).filter(|s| !s.trim().is_empty()),
        name: args.name,
        email: args.email,
        plan: args.plan,
        role: args.role,
        account: args.account,
        locale: args.locale,
    };
    out::line(&contact_token(inbox, &contact, args.lifetime, SystemClock.now())?);
    Ok(())
}
