//! E-mail: transcripts of what people settled, reminders of what contacts have not seen, invitations.
//!
//! What holds here:
//!
//! - **Written once, kept until it went.** A letter is a row with a cause before anybody tries to send it; a mail server that
//!   is down for an hour gets it afterwards.
//! - **Sent once, as far as SMTP can tell.** A node that dies between the server's "250" and its note of it leaves a letter
//!   that is sent again, with the same Message-ID.
//! - **Nothing of a contact gets into a header but one cleaned line**, and none of their words into HTML unescaped.

mod compose;
mod mailer;
mod postman;

use crate::config::MailConfig;

pub(crate) use compose::invitation;
pub(crate) use mailer::Mailer;
pub(crate) use postman::{Postman, address, transcript_of};

/// Says hello to the mail server and signs in; false where none is configured. The error says what is wrong.
pub async fn check_mail(config: &MailConfig) -> Result<bool, String> {
    match Mailer::new(config).map_err(|e| e.to_string())? {
        Some(mailer) => mailer.check().await.map(|()| true),
        None => Ok(false),
    }
}
