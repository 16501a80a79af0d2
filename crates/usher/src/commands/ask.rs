//! `usher ask TEXT`.

use super::Context;
use crate::knowledge_base::{self, KnowledgeBase};
use crate::{out, voice};
use anyhow::{Context as _, anyhow, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use usher_engine::conversation::MAX_MESSAGE_CHARS;
use usher_engine::{Author, Citation, Contact, Message, Outcome, PageContext, Turn, TurnInput};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The question.
    text: String,
    /// The page that the contact is on, as JSON.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Who asks, as JSON: subject, name, plan, role, account, locale.
    #[arg(long, value_name = "FILE")]
    contact: Option<PathBuf>,
    /// Prints the whole turn as JSON.
    #[arg(long)]
    json: bool,
}

pub async fn run(context: Context, args: Args) -> anyhow::Result<()> {
    let inbox = context
        .config
        .server
        .inboxes
        .first()
        .context("there is no inbox; add an [[server.inboxes]]")?;
    let input = TurnInput {
        inbox: Some(inbox.id()),
        messages: vec![Message::new(Author::Contact, question(&args.text)?)],
        contact: args
            .contact
            .as_deref()
            .map(read::<Contact>)
            .transpose()?
            .unwrap_or_default(),
        page: args
            .page
            .as_deref()
            .map(read::<PageContext>)
            .transpose()?
            .map(PageContext::bounded),
        ..TurnInput::default()
    };
    let policy = inbox.effective_policy();
    let knowledge = KnowledgeBase::open(&context.config, &context.data)
        .await
        .map_err(|e| held(e, &context))?;
    knowledge.sync(true).await?;
    if knowledge.index.chunks() == 0 {
        out::note("note: there is no knowledge yet; run `usher ingest FOLDER` first");
    }
    let engine = knowledge.engine().await?;
    let aids = voice::aids(&context.config)?;
    let turn = tokio::spawn(async move { engine.respond_with(&input, &policy, &aids).await }).await??;
    knowledge.store.close().await;
    if args.json {
        return out::json(&turn);
    }
    tell(&turn);
    Ok(())
}

fn question(text: &str) -> anyhow::Result<&str> {
    match text.trim() {
        "" => bail!("the question is empty; write it in quotes after `usher ask`"),
        long if long.chars().count() > MAX_MESSAGE_CHARS => {
            bail!("the question is longer than {MAX_MESSAGE_CHARS} characters; shorten it")
        }
        text => Ok(text),
    }
}

fn read<T: DeserializeOwned>(file: &Path) -> anyhow::Result<T> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{shown} cannot be read; check the path"))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{shown} does not hold what it should; docs/protocol.md has the fields"))
}

fn held(error: anyhow::Error, context: &Context) -> anyhow::Error {
    if !knowledge_base::is_held_by_a_server(&error) {
        return error;
    }
    let bind = context.config.server.bind;
    anyhow!(
        "a running server has the index open; ask it over HTTP, POST http://{bind}/v1/conversations \
         (docs/protocol.md, and `usher token` makes a token), or stop it"
    )
}

fn tell(turn: &Turn) {
    out::line(&turn.reply.text);
    for option in &turn.reply.options {
        out::line(&format!("  • {}", option.text));
    }
    if let Some(offer) = &turn.guide {
        let step = offer
            .guide
            .steps
            .get(offer.start_step)
            .map_or("", |s| s.instruction.as_str());
        let (at, of) = (offer.start_step + 1, offer.guide.steps.len());
        out::line(&format!(
            "\nGuide: {} (from step {at} of {of}: {step})",
            offer.guide.title
        ));
    }
    if !turn.citations.is_empty() {
        out::line("\nFrom");
    }
    turn.citations.iter().for_each(cite);
    let verdict = format!("{} ({:.2})", confidence_in_words(turn.confidence), turn.confidence);
    out::line(&format!(
        "\nConfidence: {verdict} — {}, {}",
        word(&turn.outcome),
        word(&turn.reason)
    ));
    if turn.outcome == Outcome::Escalate {
        out::line("A person would take over; `--json` shows the handoff packet.");
    }
}

fn cite(citation: &Citation) {
    let heading = if citation.heading.is_empty() {
        String::new()
    } else {
        format!(" › {}", citation.heading)
    };
    let place = citation.url.as_deref().unwrap_or(citation.article.as_str());
    out::line(&format!("  {}{heading} ({place})", citation.title));
    out::line(&format!("    “{}”", out::one_line(&citation.quote)));
}

fn confidence_in_words(confidence: f64) -> &'static str {
    match confidence {
        c if c >= 0.9 => "very sure",
        c if c >= 0.75 => "sure",
        c if c >= 0.5 => "rather sure",
        c if c >= 0.25 => "unsure",
        _ => "very unsure",
    }
}

/// The stable word of an outcome or a reason, with spaces.
fn word<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_value(value).ok();
    json.as_ref()
        .and_then(|v| v.as_str())
        .unwrap_or_default()
        .replace('_', " ")
}
