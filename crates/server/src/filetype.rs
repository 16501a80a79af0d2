//! What the bytes of a file are. Nobody's word is taken for it: a page that is called a picture is none.

/// Media types that contacts may send, as the widget is told.
pub(crate) const TAKEN: [&str; 11] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/pdf",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/plain",
    "text/csv",
    "application/json",
];

/// Text that says what it is for nothing but its reader: all of it is downloaded, never drawn.
const TEXTS: [&str; 3] = ["text/plain", "text/csv", "application/json"];

/// The media type of a file by its bytes, one of [`TAKEN`]; `None` for any other. `declared` only tells texts apart.
pub(crate) fn media_type(content: &[u8], declared: &str) -> Option<&'static str> {
    if let Some(found) = infer::get(content) {
        return TAKEN.into_iter().find(|taken| *taken == found.mime_type());
    }
    let text = std::str::from_utf8(content).ok()?;
    if text.is_empty() || is_markup(text) || text.chars().any(|c| c.is_control() && !"\n\r\t\u{c}".contains(c)) {
        return None;
    }
    let declared = declared.split(';').next().unwrap_or_default().trim();
    Some(
        TEXTS
            .into_iter()
            .find(|t| t.eq_ignore_ascii_case(declared))
            .unwrap_or("text/plain"),
    )
}

/// True where browsers draw it in place: pictures made of points.
pub(crate) fn is_picture(media_type: &str) -> bool {
    media_type.starts_with("image/")
}

/// SVG, HTML and their like, which can hold script.
fn is_markup(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let next = text.strip_prefix('<').and_then(|rest| rest.chars().next());
    next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '!' | '?' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &[u8], declared: &str, expect: Option<&str>) {
        assert_eq!(
            media_type(content, declared),
            expect,
            "{:?}",
            String::from_utf8_lossy(content)
        );
    }

    #[test]
    fn bytes_say_what_a_file_is() {
        check(b"\x89PNG\r\n\x1a\n____", "text/html", Some("image/png"));
        check(b"\xff\xd8\xff\xe0____", "", Some("image/jpeg"));
        check(
            b"%PDF-1.7\n<script>alert(1)</script>",
            "text/html",
            Some("application/pdf"),
        );
        check(
            b"PK\x03\x04________________________________",
            "",
            Some("application/zip"),
        );
        check(b"a,b\n1,2\n", "text/csv; charset=utf-8", Some("text/csv"));
        check("größer".as_bytes(), "image/png", Some("text/plain"));
    }

    #[test]
    fn what_can_hold_script_is_not_taken_whatever_it_is_called() {
        check(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", None);
        check(b"\xef\xbb\xbf \n<?xml version='1.0'?><svg/>", "text/plain", None);
        check(b"<!doctype html><p>hi", "text/plain", None);
        check(b"<script>alert(1)</script>", "text/csv", None);
        check(b"MZ\x90\0", "image/png", None);
        check(b"\x7fELF\x02\x01", "text/plain", None);
        check(b"half\0binary", "text/plain", None);
        check(b"", "text/plain", None);
    }
}
