//! `[server.mail]`.

use super::ConfigError;
use crate::mail::Mailer;
use secrecy::SecretString;
use serde::Deserialize;
use std::time::Duration;

/// E-mail to contacts and to people who are invited. Without `url` none is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailConfig {
    /// The mail server that takes it: `smtps://user:password@host`, `smtp://user:password@host:587?tls=required`.
    pub url: Option<SecretString>,
    /// Who writes: `Tallybook Help <help@example.com>`.
    pub from: Option<String>,
    /// Where replies go; nobody reads them unless somebody does there.
    pub reply_to: Option<String>,
    /// Whether contacts get a transcript of what people settled.
    pub transcripts: bool,
    /// How long after settling, in seconds: time to undo it.
    pub transcript_after_s: u64,
    /// How long a person's words may be unseen before the contact is reminded, in seconds; 0 for never.
    pub reminder_after_s: u64,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            url: None,
            from: None,
            reply_to: None,
            transcripts: true,
            transcript_after_s: 120,
            reminder_after_s: 900,
        }
    }
}

impl MailConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        Mailer::new(self).map(drop)
    }

    pub(crate) fn transcript_after(&self) -> Option<Duration> {
        self.transcripts.then(|| Duration::from_secs(self.transcript_after_s))
    }

    pub(crate) fn reminder_after(&self) -> Option<Duration> {
        (self.reminder_after_s > 0).then(|| Duration::from_secs(self.reminder_after_s))
    }
}
