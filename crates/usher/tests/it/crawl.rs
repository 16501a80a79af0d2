//! `usher crawl` over a site on this machine.

use super::usher::Place;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// Serves these pages, and 404 for everything else, until the test ends.
fn site(pages: &Arc<Mutex<Vec<(&'static str, String)>>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let pages = Arc::clone(pages);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().and_then(Result::ok).unwrap_or_default();
            while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            let found = pages
                .lock()
                .unwrap()
                .iter()
                .find(|(p, _)| *p == path)
                .map(|(_, html)| html.clone());
            let (status, body) = found.map_or(("404 Not Found", String::new()), |html| ("200 OK", html));
            let head = format!("HTTP/1.1 {status}\r\ncontent-type: text/html\r\nconnection: close\r\n");
            let _ = write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len());
        }
    });
    address
}

fn page(title: &str, text: &str) -> String {
    format!("<title>{title}</title><main><h1>{title}</h1><p>{text}</p></main>")
}

#[test]
fn a_site_is_read_again_for_what_changed_and_what_vanished_is_retired_after_its_grace() {
    let links = r#"See <a href="/a.html">receipts</a> and <a href="/b.html">drawers</a>."#;
    let pages = Arc::new(Mutex::new(vec![
        ("/", page("Help", links)),
        ("/a.html", page("Receipts", "A receipt is printed after 3 seconds.")),
        ("/b.html", page("Drawers", "The drawer opens with key F9.")),
    ]));
    let start = site(&pages);
    let place = Place::new();
    let crawl = |days: &str| {
        place.json(&[
            "crawl",
            &start,
            "--allow-loopback",
            "--pause-ms",
            "0",
            "--grace-days",
            days,
        ])
    };
    let first = crawl("7");
    assert_eq!(
        (&first["changed"], &first["unchanged"]),
        (&3.into(), &0.into()),
        "{first}"
    );
    assert_eq!(crawl("7")["changed"], 0);
    pages.lock().unwrap()[1].1 = page("Receipts", "A receipt is printed after 9 seconds.");
    pages.lock().unwrap().pop();
    let third = crawl("7");
    assert_eq!(
        (&third["changed"], &third["vanished"], &third["retired"]),
        (&1.into(), &1.into(), &0.into()),
        "{third}"
    );
    let last = crawl("0");
    assert_eq!((&last["vanished"], &last["retired"]), (&0.into(), &1.into()), "{last}");
}
