//! The paths of articles, as people give them.

use crate::problem::{Problem, Result, kinds};

/// The longest path, in bytes.
const MAX_PATH: usize = 500;

/// A path that an article may have: parts between `/`, none of them empty, hidden or a way out.
pub(crate) fn article_path(path: &str) -> Result<String> {
    let path = path.trim();
    let wrong =
        |part: &str| part.is_empty() || part.starts_with('.') || part.chars().any(|c| c.is_control() || c == '\\');
    if path.len() > MAX_PATH || path.split('/').any(wrong) {
        let cure = format!(
            "An article's path has parts between `/`, such as articles/invoices/send.md: none is empty or begins with a dot, and \
             all of it has at most {MAX_PATH} bytes."
        );
        return Err(Problem::new(&kinds::FIELD_WRONG, cure));
    }
    Ok(path.to_owned())
}

/// What stands before the names of an upload's files: empty, or a path that ends with `/`.
pub(crate) fn folder_path(folder: &str) -> Result<String> {
    match folder.trim().trim_matches('/') {
        "" => Ok(String::new()),
        folder => Ok(format!("{}/", article_path(folder)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_within_the_knowledge() {
        for good in ["a.md", "articles/invoices/send an invoice.md", "файл.md"] {
            assert_eq!(article_path(good).unwrap(), good);
        }
        for bad in [
            "",
            "/a.md",
            "a//b.md",
            "../a.md",
            "a/../b.md",
            "a/./b",
            ".git/config",
            "a\\b.md",
            "a\n.md",
        ] {
            assert!(article_path(bad).is_err(), "{bad:?}");
        }
        assert!(article_path(&"a".repeat(501)).is_err());
        assert_eq!(folder_path("").unwrap(), "");
        assert_eq!(folder_path("/help/faq/").unwrap(), "help/faq/");
        assert!(folder_path("../up").is_err());
    }
}
