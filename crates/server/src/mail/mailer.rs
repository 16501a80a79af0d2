//! The way to the mail server.

use crate::config::{ConfigError, MailConfig};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;
use std::error::Error;
use std::time::Duration;
use usher_store::Letter;

/// How long the mail server may be silent.
const PATIENCE: Duration = Duration::from_secs(30);
/// Answers that are about us and not about the letter: sign-in wanted, refused, or too weak (RFC 4954).
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

/// Sends letters.
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

/// Why a letter did not go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The mail server is not there, or does not let us in: nothing goes now.
    Unreachable(String),
    /// It does not take this one now.
    Later(String),
    /// It never will.
    Never(String),
}

/// Tells other machines not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

impl Mailer {
    /// `None` where no mail server is configured.
    pub(crate) fn new(config: &MailConfig) -> Result<Option<Self>, ConfigError> {
        let fail = |field: &str, message: String| ConfigError {
            field: format!("mail.{field}"),
            message,
        };
        let mailbox = |field: &str, text: &str| {
            text.parse::<Mailbox>().map_err(|e| {
                let cure = format!("`{text}` is no address ({e}); write it like `Tallybook Help <help@example.com>`");
                fail(field, cure)
            })
        };
        let Some(url) = &config.url else {
            return Ok(None);
        };
        let Some(from) = &config.from else {
            let cure = "mail.url is set, so say who writes: from = \"Tallybook Help <help@example.com>\"";
            return Err(fail("from", cure.into()));
        };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret()).map_err(|e| {
            let cure = format!("{e}; write it like smtps://user:password@mail.example.com");
            fail("url", cure)
        })?;
        Ok(Some(Self {
            transport: transport.timeout(Some(PATIENCE)).build(),
            from: mailbox("from", from)?,
            reply_to: config.reply_to.as_ref().map(|r| mailbox("reply_to", r)).transpose()?,
        }))
    }

    /// Gives a letter to the mail server.
    pub(crate) async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = self.message(letter).map_err(Failure::Never)?;
        self.transport.send(message).await.map(drop).map_err(|e| failure(&e))
    }

    /// Says hello to the mail server and signs in: what is wrong, in words.
    pub(crate) async fn check(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("it answered, and not as a mail server that is ready does".into()),
            Err(error) => Err(words(&error)),
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, String> {
        let address: Address = letter
            .address
            .parse()
            .map_err(|e| format!("`{}` is no address: {e}", letter.address))?;
        let name = Some(letter.name.trim()).filter(|n| !n.is_empty()).map(one_line);
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(one_line(&letter.subject))
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .header(AutoSubmitted);
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let both = MultiPart::alternative_plain_html(letter.plain.clone(), letter.html.clone());
        builder.multipart(both).map_err(|e| e.to_string())
    }
}

/// Nothing that could begin another header.
fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn failure(error: &smtp::Error) -> Failure {
    let said = words(error);
    let code = error.status().map(u16::from);
    if code.is_some_and(|code| SIGN_IN_CODES.contains(&code)) {
        return Failure::Unreachable(said);
    }
    match (error.is_permanent(), error.is_transient()) {
        // 421 is "service not available": about all letters.
        (_, true) if code == Some(421) => Failure::Unreachable(said),
        (true, _) => Failure::Never(said),
        (_, true) => Failure::Later(said),
        _ => Failure::Unreachable(said),
    }
}

fn words(error: &smtp::Error) -> String {
    match error.source() {
        Some(source) => format!("{error} ({source})"),
        None => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use usher_store::LetterKind;

    fn config(url: &str, from: &str) -> MailConfig {
        MailConfig {
            url: Some(url.into()),
            from: Some(from.into()),
            ..MailConfig::default()
        }
    }

    fn letter(address: &str, name: &str, subject: &str) -> Letter {
        Letter {
            id: "l1".into(),
            kind: LetterKind::Transcript,
            conversation: None,
            address: address.into(),
            name: name.into(),
            subject: subject.into(),
            plain: "words".into(),
            html: "<p>words</p>".into(),
            attempts: 1,
            created_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_cannot_be_sent_with_is_said_at_start() {
        let wrong = |config: &MailConfig| Mailer::new(config).err().unwrap().to_string();
        assert!(Mailer::new(&MailConfig::default()).unwrap().is_none());
        assert!(wrong(&config("ftp://host", "a@example.com")).contains("server.mail.url"));
        assert!(wrong(&config("smtp://localhost", "nobody")).contains("server.mail.from"));
        let mut no_from = config("smtp://localhost", "");
        no_from.from = None;
        assert!(wrong(&no_from).contains("say who writes"));
    }

    #[tokio::test]
    async fn words_of_contacts_stay_within_their_header() {
        let mailer = Mailer::new(&config("smtp://localhost", "Help <help@example.com>"))
            .unwrap()
            .unwrap();
        let nasty = letter(
            "maria@example.com",
            "Maria\r\nBcc: x@evil.example",
            "Hello\r\n\r\n<script>Subject: other",
        );
        let message = mailer.message(&nasty).unwrap();
        let formatted = String::from_utf8(message.formatted()).unwrap();
        let head = formatted.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|l| l.to_lowercase().starts_with("bcc")), "{head}");
        assert_eq!(head.matches("\r\nSubject:").count(), 1, "{head}");
        assert!(head.contains("Message-ID: <l1@example.com>") && head.contains("Auto-Submitted: auto-generated"));
        assert!(mailer.message(&letter("no address", "", "x")).is_err());
    }
}
