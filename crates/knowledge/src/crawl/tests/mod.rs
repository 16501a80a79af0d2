//! Crawls of sites on this machine.

mod forbidden;
mod site;

use super::*;
use site::{Answer, Site};
use std::sync::atomic::{AtomicBool, Ordering};

fn html(title: &str, body: &str) -> Answer {
    Answer::Html(format!(
        "<html><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    ))
}

fn crawl(site: &Site, start: Start) -> Crawl {
    let guard = Guard {
        ports: vec![site.address.port()],
        allow_loopback: true,
        ..Guard::default()
    };
    Crawl {
        guard,
        pause: Duration::ZERO,
        ..Crawl::new(start)
    }
}

/// What a crawl tells: `+` an article, `=` as before, `-` gone, `!` passed over with its reason; sorted.
async fn told(crawl: &Crawl, before: &State) -> (Vec<String>, Report) {
    let mut told = Vec::new();
    let short = |url: &str| url.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
    let report = crawl
        .run(before, &mut |found| {
            told.push(match found {
                Found::Crawled { url, .. } => format!("+ /{}", short(&url)),
                Found::Unchanged { url, .. } => format!("= /{}", short(&url)),
                Found::Gone { url, .. } => format!("- /{}", short(&url)),
                Found::Passed { url, reason } => format!("! /{}: {reason}", short(&url)),
            });
        })
        .await
        .unwrap();
    told.sort();
    (told, report)
}

#[tokio::test]
async fn a_second_crawl_downloads_only_what_changed() {
    let changed = Arc::new(AtomicBool::new(false));
    let is_changed = Arc::clone(&changed);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let site = Site::playing(listener, move |path| match (path, is_changed.load(Ordering::SeqCst)) {
        ("/", _) => html("Home", "<p>Start. <a href=/b>b</a> <a href='/c#x'>c</a></p>"),
        ("/b", false) => html("B", "<p>Old.</p>"),
        ("/b", true) => html("B", "<p>New.</p>"),
        ("/c", false) => html("C", "<p>Text.</p>"),
        _ => Answer::Status(404),
    });
    let crawl = crawl(&site, Start::Page(site.url("/")));
    let (first, report) = told(&crawl, &State::default()).await;
    assert_eq!(first, ["+ /", "+ /b", "+ /c"]);
    assert_eq!((site.take().whole, report.stopped.clone()), (3, None));

    let (again, second) = told(&crawl, &report.state).await;
    assert_eq!(again, ["= /", "= /b", "= /c"]);
    let seen = site.take();
    assert_eq!((seen.whole, seen.bytes, second.bytes), (0, 0, 0));
    assert_eq!(second.state, report.state);

    changed.store(true, Ordering::SeqCst);
    let (third, report) = told(&crawl, &report.state).await;
    assert_eq!(third, ["+ /b", "- /c", "= /"]);
    let Answer::Html(text) = html("B", "<p>New.</p>") else {
        panic!()
    };
    let seen = site.take();
    assert_eq!((seen.whole, seen.bytes), (1, text.len()));
    assert_eq!(report.state.pages.len(), 2);
}

#[tokio::test]
async fn robots_canonical_noindex_and_kinds_are_heeded() {
    let body = "<a href=/secret>1</a><a href=/copy>2</a><a href=/hidden>3</a><a href=/a.pdf>4</a><a href=/header>5</a>\
        <a href=/moved>6</a><a href=/round>7</a><a href=http://elsewhere.example/>8</a><a href=/out>9</a><a href=/nothing>10</a>\
        <a href=/x>11</a><a href=/big>12</a>";
    let canonical = |to: &str| {
        Answer::Html(format!(
            "<head><link rel=canonical href='{to}'></head><main><p>Copy.</p></main>"
        ))
    };
    let site = Site::of(&[
        (
            "/robots.txt",
            Answer::File("text/plain", b"User-agent: *\nDisallow: /secret\n".to_vec()),
        ),
        ("/", html("Home", body)),
        ("/secret", html("No", "<p>No.</p>")),
        ("/copy", canonical("/real?utm_source=copy")),
        ("/real", html("Real", "<p>Real.</p>")),
        ("/x", canonical("/y")),
        ("/y", canonical("/x")),
        (
            "/hidden",
            Answer::Html("<meta name=robots content=noindex><main><p>No.</p></main>".into()),
        ),
        (
            "/header",
            Answer::With("x-robots-tag: none", "<main><p>No.</p></main>".into()),
        ),
        ("/a.pdf", Answer::File("application/pdf", b"%PDF".to_vec())),
        ("/moved", Answer::Redirect("/target".into())),
        ("/target", html("Target", "<p>Here.</p>")),
        ("/round", Answer::Redirect("/round2".into())),
        ("/round2", Answer::Redirect("/round".into())),
        ("/out", Answer::Redirect("http://elsewhere.example/".into())),
        ("/big", html("Big", &"<p>Many words.</p>".repeat(5000))),
    ])
    .await;
    let mut crawl = crawl(&site, Start::Page(site.url("/")));
    crawl.limits.page_bytes = 20_000;
    let (told, report) = told(&crawl, &State::default()).await;
    let real = site.url("/real");
    let (y, target) = (site.url("/y"), site.url("/target"));
    assert_eq!(
        told,
        [
            "! /a.pdf: is application/pdf and no HTML; upload it where it is wanted".to_owned(),
            "! /big: is larger than 19 KB".into(),
            format!("! /copy: is the same as {real}, by its own word"),
            "! /header: asks not to be found (noindex)".into(),
            "! /hidden: asks not to be found (noindex)".into(),
            format!("! /moved: redirects to {target}"),
            "! /nothing: is not there".into(),
            "! /out: redirects to what lies on another site".into(),
            "! /round: redirects in a circle".into(),
            "! /secret: is closed to crawlers by robots.txt".into(),
            format!("! /x: is the same as {y}, by its own word"),
            "+ /".into(),
            "+ /real".into(),
            "+ /target".into(),
            "+ /y".into(),
        ]
    );
    assert!(!site.take().paths.contains(&"/secret".to_owned()));
    assert_eq!(report.state.pages.len(), 4);
}

#[tokio::test]
async fn a_sitemap_may_name_sitemaps_and_links_are_not_followed() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let site = Site::playing(listener, move |path| match path {
        "/sitemap.xml" => xml(&format!(
            "<sitemapindex><sitemap><loc> {base}/one.xml </loc></sitemap><sitemap><loc>{base}/one.xml</loc></sitemap>\
             <sitemap><loc>{base}/sitemap.xml</loc></sitemap><sitemap><loc>http://elsewhere.example/</loc></sitemap></sitemapindex>"
        )),
        "/one.xml" => xml(&format!(
            "<urlset><url><loc>{base}/docs/a</loc></url><url><loc>{base}/blog/b</loc></url>\
             <url><loc>{base}/docs/gone?x=1&amp;y=2</loc></url></urlset>"
        )),
        "/docs/a" => html("A", "<p>A. <a href=/docs/linked>x</a></p>"),
        "/bad.xml" => xml("<!DOCTYPE a [<!ENTITY b 'c'>]><urlset/>"),
        _ => Answer::Status(404),
    });
    let mut crawl = crawl(&site, Start::Sitemap(site.url("/sitemap.xml")));
    crawl.scope.prefix = "/docs/".into();
    let (told, _) = told(&crawl, &State::default()).await;
    assert_eq!(told, ["! /docs/gone?x=1&y=2: is not there", "+ /docs/a"]);
    for (path, reason) in [
        ("/none.xml", "give the address of the sitemap"),
        ("/bad.xml", "no sitemap"),
    ] {
        crawl.start = Start::Sitemap(site.url(path));
        let error = crawl.run(&State::default(), &mut |_| {}).await.unwrap_err();
        assert!(error.contains(reason), "{error}");
    }
}

fn xml(text: &str) -> Answer {
    Answer::File("application/xml", text.as_bytes().to_vec())
}

#[tokio::test]
async fn what_has_no_end_ends() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let site = Site::playing(listener, |path| {
        let number = |p: &str| {
            p.rsplit(['=', '/'])
                .next()
                .and_then(|n| n.parse::<u32>().ok())
                .unwrap_or(0)
        };
        match path {
            "/robots.txt" => Answer::Status(404),
            "/" => html(
                "Home",
                "<p>Text.</p><a href=/calendar?month=1>c</a><a href=/deep/1>d</a>",
            ),
            p if p.starts_with("/calendar") => html(
                "Month",
                &format!("<p>Month {p}.</p><a href='/calendar?month={}'>next</a>", number(p) + 1),
            ),
            p => html(
                "Deep",
                &format!("<p>Level {p}.</p><a href='{p}/{}'>down</a>", number(p) + 1),
            ),
        }
    });
    let mut crawl = crawl(&site, Start::Page(site.url("/")));
    crawl.limits.queries = 5;
    crawl.limits.depth = 8;
    let (told, report) = told(&crawl, &State::default()).await;
    let months = told.iter().filter(|t| t.starts_with("+ /calendar")).count();
    let levels = told.iter().filter(|t| t.starts_with("+ /deep")).count();
    assert_eq!((months, levels), (5, 8), "{told:?}");
    assert!(told.iter().any(|t| t.contains("more than 5 pages differ")), "{told:?}");
    assert!(report.stopped.unwrap().contains("more than 8 links away"));
    crawl.limits.pages = 3;
    let (told, report) = self::told(&crawl, &State::default()).await;
    assert_eq!((told.len(), report.requests), (3, 4));
    assert!(report.stopped.unwrap().contains("raise the limit"));
}

#[tokio::test]
async fn a_server_that_is_slow_or_down_loses_no_article() {
    let site = Site::of(&[("/", html("Home", "<p>Text.</p>"))]).await;
    let crawl = crawl(&site, Start::Page(site.url("/")));
    let (_, report) = told(&crawl, &State::default()).await;
    for (trouble, reason) in [
        (Answer::Silence, "does not answer in time"),
        (Answer::Status(503), "answers 503"),
    ] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let _site = Site::playing(listener, move |path| match path {
            "/" => trouble.clone(),
            _ => Answer::Status(404),
        });
        let mut state = State::default();
        let known = report.state.pages.values().next().unwrap().clone();
        state.pages.insert(format!("http://{address}/"), known);
        let mut crawl = crawl.clone();
        crawl.start = Start::Page(format!("http://{address}/"));
        crawl.guard.ports = vec![address.port()];
        crawl.limits.request = Duration::from_millis(300);
        let (told, after) = told(&crawl, &state).await;
        assert_eq!(told, [format!("! /: {reason}")]);
        assert_eq!(after.state, state, "it stays as it was");
    }
}

#[tokio::test]
async fn a_site_whose_rules_cannot_be_had_is_not_read() {
    let site = Site::of(&[
        ("/robots.txt", Answer::Status(503)),
        ("/", html("Home", "<p>Text.</p>")),
    ])
    .await;
    let error = crawl(&site, Start::Page(site.url("/")))
        .run(&State::default(), &mut |_| {})
        .await
        .unwrap_err();
    assert!(error.contains("robots.txt cannot be read"), "{error}");
    assert_eq!(site.take().paths, ["/robots.txt"]);
}
