//! What a page says to crawlers: where it belongs, whether it wants to be found, where it leads.

use reqwest::Url;
use scraper::{Html, Selector};

/// The most links of a page that are followed.
const MAX_LINKS: usize = 2_000;

/// What a page says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// The address under which it wants to be known.
    pub canonical: Option<Url>,
    /// It asks not to be found.
    pub no_index: bool,
    /// Where it leads, each once.
    pub links: Vec<Url>,
}

/// Reads a page's facts; `header` is its `X-Robots-Tag`.
pub(super) fn facts(url: &Url, html: &str, header: &str, agent: &str) -> Facts {
    let page = Html::parse_document(html);
    let base = attribute(&page, "base[href]", "href").and_then(|b| url.join(&b).ok());
    let base = base.unwrap_or_else(|| url.clone());
    let named = format!("meta[name=\"{}\" i]", agent.to_lowercase());
    let metas = [r#"meta[name="robots" i]"#, named.as_str()].map(|s| attributes(&page, s, "content"));
    let said = [metas.concat().join(","), header.to_owned()].join(",").to_lowercase();
    let says = |word: &str| {
        said.split([',', ':'])
            .any(|w| matches!(w.trim(), "none") || w.trim() == word)
    };
    let links = if says("nofollow") {
        Vec::new()
    } else {
        links(&page, &base)
    };
    Facts {
        canonical: attribute(&page, r#"link[rel~="canonical" i]"#, "href").and_then(|c| base.join(&c).ok()),
        no_index: says("noindex"),
        links,
    }
}

fn links(page: &Html, base: &Url) -> Vec<Url> {
    let mut links: Vec<Url> = Vec::new();
    let Ok(selector) = Selector::parse("a[href], area[href]") else {
        return links;
    };
    for element in page.select(&selector) {
        let follow = element
            .attr("rel")
            .is_none_or(|r| !r.split_whitespace().any(|w| w.eq_ignore_ascii_case("nofollow")));
        let link = element.attr("href").and_then(|h| base.join(h).ok()).filter(|_| follow);
        if let Some(link) = link.map(super::scope::tidy) {
            links.push(link);
        }
        if links.len() >= MAX_LINKS {
            break;
        }
    }
    links.sort();
    links.dedup();
    links
}

fn attribute(page: &Html, selector: &str, name: &str) -> Option<String> {
    attributes(page, selector, name).into_iter().next()
}

fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    let Ok(selector) = Selector::parse(selector) else {
        return Vec::new();
    };
    page.select(&selector)
        .filter_map(|e| e.attr(name))
        .map(|v| v.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_it_belongs_and_where_it_leads() {
        let url = Url::parse("https://a.example/docs/b").unwrap();
        let html = r##"<link rel="canonical" href="/docs/c"><a href="d?utm_source=x#e">D</a><a href="d">D</a>
            <a rel="nofollow ugc" href="/no">no</a><a href="mailto:x@a.example">mail</a>"##;
        let found = facts(&url, html, "", "UsherBot");
        assert_eq!(found.canonical.unwrap().as_str(), "https://a.example/docs/c");
        let links: Vec<&str> = found.links.iter().map(Url::as_str).collect();
        assert_eq!(links, ["https://a.example/docs/d", "mailto:x@a.example"]);
        let no_index = |html: &str, header: &str| facts(&url, html, header, "UsherBot").no_index;
        assert!(no_index(r#"<meta name="ROBOTS" content="NoIndex, follow">"#, ""));
        assert!(no_index(r#"<meta name="usherbot" content="none">"#, ""));
        assert!(no_index("", "usherbot: noindex") && !no_index("", "index"));
        assert!(!no_index(r#"<meta name="googlebot" content="noindex">"#, ""));
    }
}
