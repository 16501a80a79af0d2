//! Which pages of a site belong to a crawl, and which address a page has.

use reqwest::Url;

/// Parameters of addresses that only say where a visitor came from.
const TRACKING: &[&str] = &["gclid", "fbclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref_src"];

/// The longest address that is followed, in bytes.
const MAX_URL: usize = 1_000;

/// Which pages are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// What the path begins with: `/docs/`. Empty for the whole site.
    pub prefix: String,
    /// Patterns of which one has to fit, where there are any: `/docs/*/howto*`. `*` is anything.
    pub within: Vec<String>,
    /// Patterns of which none may fit.
    pub without: Vec<String>,
}

impl Scope {
    /// True for an address of the site that is wanted.
    pub(super) fn holds(&self, site: &Url, url: &Url) -> bool {
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        url.origin() == site.origin()
            && path.starts_with(&self.prefix)
            && url.as_str().len() <= MAX_URL
            && (self.within.is_empty() || self.within.iter().any(|p| fits(p, &path)))
            && !self.without.iter().any(|p| fits(p, &path))
    }
}

/// An address as it is compared: without fragment and without what only tells where a visitor came from.
pub(super) fn tidy(mut url: Url) -> Url {
    url.set_fragment(None);
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let kept: Vec<&(String, String)> = pairs
        .iter()
        .filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&name.as_str()))
        .collect();
    if kept.len() < pairs.len() || url.query() == Some("") {
        match kept.is_empty() {
            true => url.set_query(None),
            false => {
                let mut query = url.query_pairs_mut();
                query.clear().extend_pairs(kept);
            }
        }
    }
    url
}

/// The article's path: host and path, so that two sites never meet.
pub(super) fn article_path(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    let path = match url.path() {
        path if path.ends_with('/') => format!("{path}index"),
        path => path.to_owned(),
    };
    let path: String = path.split('/').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("/");
    let query = url.query().map(|q| format!("?{q}")).unwrap_or_default();
    format!("{host}/{path}{query}")
}

/// True where a text fits a pattern in which `*` is anything. Goes back to the last star only, so that it ends soon.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_wanted_by_prefix_and_patterns() {
        let site = Url::parse("https://help.example/docs/").unwrap();
        let scope = Scope {
            prefix: "/docs/".into(),
            within: vec!["/docs/*".into()],
            without: vec!["*/print".into(), "*?page=*".into()],
        };
        let check =
            |url: &str, expect: bool| assert_eq!(scope.holds(&site, &Url::parse(url).unwrap()), expect, "{url}");
        check("https://help.example/docs/a", true);
        check("https://help.example/blog/a", false);
        check("https://help.example/docs/a/print", false);
        check("https://help.example/docs/a?page=2", false);
        check("https://other.example/docs/a", false);
        check("http://help.example/docs/a", false);
        check("https://help.example:444/docs/a", false);
        check(&format!("https://help.example/docs/{}", "a/".repeat(600)), false);
        assert!(fits("a*b*c", "a1b2b3c") && !fits("a*b", "a1b2") && fits("a", "a") && !fits("a", "ab"));
    }

    #[test]
    fn an_address_says_only_what_it_is() {
        let check = |url: &str, expect: &str| assert_eq!(tidy(Url::parse(url).unwrap()).as_str(), expect);
        check("https://a.example/b?utm_source=x&c=d#e", "https://a.example/b?c=d");
        check("https://a.example/b?gclid=1", "https://a.example/b");
        let path = |url: &str| article_path(&Url::parse(url).unwrap());
        assert_eq!(path("https://www.a.example/docs/b"), "a.example/docs/b");
        assert_eq!(path("https://a.example/docs/?v=2"), "a.example/docs/index?v=2");
        assert_eq!(path("https://a.example"), "a.example/index");
    }
}
