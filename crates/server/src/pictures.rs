//! Pictures of an inbox: its logo and the photos of its people, read at start.

use crate::config::{ConfigError, InboxConfig};
use crate::filetype;
use axum::body::Bytes;
use std::path::Path;

/// The largest picture, in bytes: it loads beside every widget that opens.
const MOST_BYTES: usize = 512 * 1024;

/// A picture.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// Its name in the address.
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) content: Bytes,
}

/// The name of a team member's photo in the address.
pub(crate) fn photo_name(at: usize) -> String {
    format!("team-{at}")
}

/// The name of the logo in the address.
pub(crate) const LOGO: &str = "logo";

/// Reads the pictures that an inbox names; an error says which cannot be one.
pub(crate) fn read(inbox: &InboxConfig) -> Result<Vec<Picture>, ConfigError> {
    let logo = inbox.theme.logo.iter().map(|path| (LOGO.to_owned(), path));
    let team = inbox.theme.team.iter().enumerate();
    let photos = team.filter_map(|(at, member)| member.photo.as_ref().map(|path| (photo_name(at), path)));
    let picture = |(name, path): (String, &std::path::PathBuf)| {
        let (media_type, content) = read_one(path).map_err(|message| ConfigError {
            field: format!("inboxes `{}`.theme", inbox.key),
            message,
        })?;
        Ok(Picture {
            name,
            media_type,
            content: content.into(),
        })
    };
    logo.chain(photos).map(picture).collect()
}

fn read_one(path: &Path) -> Result<(&'static str, Vec<u8>), String> {
    let shown = path.display();
    let content =
        std::fs::read(path).map_err(|e| format!("{shown} cannot be read ({e}); name a picture that is there"))?;
    if content.len() > MOST_BYTES {
        return Err(format!(
            "{shown} has {} bytes; make it {MOST_BYTES} or fewer",
            content.len()
        ));
    }
    let media_type = filetype::media_type(&content, "").filter(|t| filetype::is_picture(t));
    let media_type = media_type.ok_or_else(|| format!("{shown} is no PNG, JPEG, GIF or WebP; save it as one"))?;
    Ok((media_type, content))
}
