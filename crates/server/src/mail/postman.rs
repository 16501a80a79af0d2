//! Writes the letters that are due and sends those that wait; one node at a time.

use super::compose::{self, Draft, Line, Sender, moment};
use super::mailer::{Failure, Mailer};
use crate::app::{App, AppState};
use crate::lease::Lease;
use crate::people::{Speaker, SpokenLine, VISITOR, spoken};
use crate::problem::Result;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;
use usher_store::{Letter, LetterDue, LetterEnd, LetterKind, NewLetter, Row};

/// Between two rounds.
const ROUND: Duration = Duration::from_secs(2);
/// What is older was not written because there was no mail server, and nobody waits for it any more.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(24);
/// After so long a letter is given up.
const GIVE_UP: SignedDuration = SignedDuration::from_hours(72);
/// How long a letter is with one node.
const HELD: SignedDuration = SignedDuration::from_mins(2);
/// Wait before the second try of a letter; doubled for each further one.
const RETRY: Duration = Duration::from_secs(60);
const LONGEST_RETRY: Duration = Duration::from_secs(30 * 60);
/// Wait for a mail server that is not there; doubled each time.
const REST: Duration = Duration::from_secs(10);
const LONGEST_REST: Duration = Duration::from_secs(5 * 60);
/// The most letters of a round, so that due ones are written meanwhile.
const MOST: usize = 50;
/// The most events of a transcript.
const MOST_EVENTS: i64 = 10_000;

/// The task of a node.
pub(crate) struct Postman {
    app: AppState,
    lease: Lease,
    /// Until then the mail server is left alone, after so many failures in a row.
    rests: (Timestamp, u32),
}

impl Postman {
    pub(crate) fn new(app: AppState, node: String) -> Self {
        Self {
            app,
            lease: Lease::new("postman", node),
            rests: (Timestamp::MIN, 0),
        }
    }

    /// Until the node shuts down; at once where there is no mail server.
    pub(crate) async fn run(mut self) {
        let app = self.app.clone();
        let Some(mailer) = &app.mailer else {
            return;
        };
        loop {
            tokio::select! {
                () = app.drained() => break,
                () = sleep(ROUND) => {}
            }
            if let Err(error) = self.round(mailer).await {
                tracing::error!(problem = ?error, "a round of the post failed; the next one tries again");
            }
        }
        self.lease.release(&app).await;
    }

    async fn round(&mut self, mailer: &Mailer) -> Result<()> {
        let now = self.app.clock.now();
        if !self.lease.is_held(&self.app, now).await? {
            return Ok(());
        }
        write_due(&self.app, now).await?;
        for _ in 0..MOST {
            if self.app.is_draining() || self.app.clock.now() < self.rests.0 || !self.send_next(mailer).await? {
                break;
            }
        }
        let waiting = self.app.store.letters_waiting().await?;
        self.app.metrics.letters_waiting(waiting.count);
        Ok(())
    }

    /// False where none is due.
    async fn send_next(&mut self, mailer: &Mailer) -> Result<bool> {
        let (store, now) = (self.app.store.clone(), self.app.clock.now());
        let Some(letter) = store.lease_letter(now, later(now, HELD)).await? else {
            return Ok(false);
        };
        let end = match self.try_letter(mailer, &letter).await? {
            Ok(end) => end,
            Err(Failure::Never(problem)) => {
                tracing::warn!(letter.id, problem, "a letter was refused");
                store.end_letter(&letter, LetterEnd::Refused(&problem), now).await?;
                "refused"
            }
            Err(failure) => self.again(&letter, failure).await?,
        };
        self.app.metrics.letter(letter.kind, end);
        Ok(true)
    }

    /// What became of it, or why it did not go.
    async fn try_letter(&mut self, mailer: &Mailer, letter: &Letter) -> Result<Result<&'static str, Failure>> {
        let store = &self.app.store;
        if letter.kind == LetterKind::Reminder
            && let Some(conversation) = &letter.conversation
            && store.is_all_seen(conversation).await?
        {
            store
                .end_letter(letter, LetterEnd::Dropped, self.app.clock.now())
                .await?;
            return Ok(Ok("dropped"));
        }
        if let Err(failure) = mailer.send(letter).await {
            return Ok(Err(failure));
        }
        self.rests.1 = 0;
        store.end_letter(letter, LetterEnd::Sent, self.app.clock.now()).await?;
        Ok(Ok("sent"))
    }

    /// Another try, or the end of a letter that was tried for days.
    async fn again(&mut self, letter: &Letter, failure: Failure) -> Result<&'static str> {
        let (store, now) = (self.app.store.clone(), self.app.clock.now());
        let (problem, at) = match failure {
            Failure::Unreachable(problem) => {
                let until = later(now, doubled(REST, self.rests.1, LONGEST_REST));
                self.rests = (until, self.rests.1.saturating_add(1));
                tracing::warn!(problem, until = %until, "the mail server cannot be used; letters wait");
                (problem, until)
            }
            Failure::Later(problem) | Failure::Never(problem) => {
                let tries = u32::try_from(letter.attempts - 1).unwrap_or(0);
                (problem, later(now, doubled(RETRY, tries, LONGEST_RETRY)))
            }
        };
        if now.duration_since(letter.created_at) < GIVE_UP {
            store.retry_letter(letter, &problem, at).await?;
            return Ok("put_off");
        }
        tracing::warn!(letter.id, problem, "a letter is given up after three days");
        store.end_letter(letter, LetterEnd::Refused(&problem), now).await?;
        Ok("refused")
    }
}

/// Transcripts of what was settled, and reminders of what was not seen.
async fn write_due(app: &App, now: Timestamp) -> Result<()> {
    let (mail, from) = (&app.config.mail, now.saturating_sub(TOO_OLD).unwrap_or(Timestamp::MIN));
    let until = |after: Duration| now.saturating_sub(signed(after)).unwrap_or(Timestamp::MIN);
    if let Some(after) = mail.transcript_after() {
        for due in app.store.transcripts_due(from, until(after)).await? {
            write(app, LetterKind::Transcript, &due, now).await?;
        }
    }
    if let Some(after) = mail.reminder_after() {
        for due in app.store.reminders_due(from, until(after)).await? {
            write(app, LetterKind::Reminder, &due, now).await?;
        }
    }
    Ok(())
}

async fn write(app: &App, kind: LetterKind, due: &LetterDue, now: Timestamp) -> Result<()> {
    let row = app.store.row(&due.conversation, &[], now).await?;
    let Some((row, address)) = row.and_then(|row| address(&row).map(|to| (row, to))) else {
        return Ok(app.store.omit_letter(kind, due, now).await?);
    };
    let draft = match kind {
        LetterKind::Reminder => reminder_of(app, &row, due.contact_read_seq).await?,
        _ => transcript_of(app, &row).await?,
    };
    let letter = NewLetter {
        cause: &due.cause,
        kind,
        conversation: Some(&due.conversation),
        address: &address,
        name: row.contact.name.as_deref().unwrap_or_default(),
        subject: &draft.subject,
        plain: &draft.plain,
        html: &draft.html,
    };
    app.store.write_letter(letter, now).await?;
    Ok(())
}

/// Only what the host vouches for: a visitor has no address.
pub(crate) fn address(row: &Row) -> Option<String> {
    let address = row.contact.email.as_deref().map(str::trim)?;
    (!address.is_empty()).then(|| address.to_owned())
}

/// All that the contact saw of a conversation, as a letter.
pub(crate) async fn transcript_of(app: &App, row: &Row) -> Result<Draft> {
    let (sender, zone) = sender(app, row).await?;
    let lines = lines(app, row, &zone, |_| true).await?;
    compose::transcript(&sender, &row.title, &lines)
}

/// What people said after this event.
async fn reminder_of(app: &App, row: &Row, after: i64) -> Result<Draft> {
    let (sender, zone) = sender(app, row).await?;
    let lines = lines(app, row, &zone, |line| line.by == Speaker::Person && line.seq > after).await?;
    let who = lines.last().map_or(VISITOR, |line| line.who.as_str());
    compose::reminder(&sender, who, &lines)
}

async fn lines(app: &App, row: &Row, zone: &TimeZone, wanted: impl Fn(&SpokenLine<'_>) -> bool) -> Result<Vec<Line>> {
    // What contacts may see: no notes.
    let events = app.store.contact_events_after(&row.id, 0, MOST_EVENTS).await?;
    let policy = app.inbox(row.inbox.as_str())?.config.effective_policy();
    let contact = row.contact.name.as_deref().unwrap_or(VISITOR);
    let all = spoken(&events, contact, &policy.agent_name);
    Ok(all.filter(wanted).map(|line| written(&line, zone)).collect())
}

fn written(line: &SpokenLine<'_>, zone: &TimeZone) -> Line {
    let files = line.files().map(|name| format!("File: {name}"));
    let sources = line
        .sources()
        .into_iter()
        .map(|title| format!("From the article \u{201c}{title}\u{201d}"));
    let guide = line.guide().map(|title| format!("Guide: {title}"));
    Line {
        who: line.who.to_owned(),
        at: moment(line.at, zone),
        text: line.text.to_owned(),
        more: files.chain(sources).chain(guide).collect(),
    }
}

/// Where a letter comes from, and the time zone of its people.
async fn sender(app: &App, row: &Row) -> Result<(Sender, TimeZone)> {
    let config = Arc::clone(&app.inbox(row.inbox.as_str())?.config);
    let hours = app.store.hours().await?;
    let zone = hours
        .iter()
        .find(|h| h.inbox == row.inbox)
        .and_then(|h| h.hours.zone().ok());
    let home = config.home.as_ref().or(config.allowed_origins.first());
    let sender = Sender {
        product: config.product_name().to_owned(),
        home: home.cloned(),
    };
    Ok((sender, zone.unwrap_or(TimeZone::UTC)))
}

fn doubled(first: Duration, times: u32, longest: Duration) -> SignedDuration {
    signed(first.saturating_mul(1 << times.min(16)).min(longest))
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

fn later(now: Timestamp, after: SignedDuration) -> Timestamp {
    now.saturating_add(after).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_within_their_longest() {
        let secs = |times| doubled(REST, times, LONGEST_REST).as_secs();
        assert_eq!(
            [secs(0), secs(1), secs(4), secs(5), secs(u32::MAX)],
            [10, 20, 160, 300, 300]
        );
    }
}
