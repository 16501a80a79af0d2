//! What must not be connected to is not connected to, however it is spelled.

use super::site::{Answer, Site};
use super::{Crawl, Found, Guard, Resolver, Start, State, html};
use crate::crawl::Resolved;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// This address stands for the public web.
const PUBLIC: &str = "127.0.0.2";

/// A public site and a forbidden listener on the same port, which counts who comes.
struct Trap {
    site: Site,
    port: u16,
    came: Arc<AtomicUsize>,
}

impl Trap {
    async fn set(redirect: &'static str) -> Self {
        let listener = TcpListener::bind((PUBLIC, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let came = Arc::new(AtomicUsize::new(0));
        for address in ["127.0.0.1", "::1"] {
            // A machine without IPv6 has one trap less.
            if let Ok(forbidden) = TcpListener::bind(SocketAddr::new(address.parse().unwrap(), port)).await {
                let came = Arc::clone(&came);
                tokio::spawn(async move {
                    while forbidden.accept().await.is_ok() {
                        came.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        }
        let site = Site::playing(listener, move |path| match path {
            "/robots.txt" => Answer::Status(404),
            "/" => html("Home", "<p>Text. <a href=/go>go</a></p>"),
            "/go" => Answer::Redirect(redirect.replace("PORT", &port.to_string())),
            _ => html("Other", "<p>Text.</p>"),
        });
        Self { site, port, came }
    }

    fn crawl(&self, start: &str, resolver: Arc<dyn Resolver>) -> Crawl {
        Crawl {
            guard: Guard {
                ports: vec![self.port],
                public: Some(PUBLIC.parse().unwrap()),
                ..Guard::default()
            },
            resolver,
            pause: Duration::ZERO,
            ..Crawl::new(Start::Page(start.replace("PORT", &self.port.to_string())))
        }
    }
}

/// Answers by a script, and with the last answer from then on.
struct Scripted {
    answers: Mutex<Vec<Vec<&'static str>>>,
}

impl Scripted {
    fn new(answers: &[&[&'static str]]) -> Arc<Self> {
        Arc::new(Self {
            answers: Mutex::new(answers.iter().rev().map(|a| a.to_vec()).collect()),
        })
    }
}

impl Resolver for Scripted {
    fn resolve(&self, _: &str) -> Resolved {
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 {
            answers.pop()
        } else {
            answers.last().cloned()
        };
        let addresses: Vec<IpAddr> = answer.unwrap_or_default().iter().map(|a| a.parse().unwrap()).collect();
        Box::pin(async move { Ok(addresses) })
    }
}

/// Spellings of what is forbidden. `PORT` is where the trap listens.
const FORBIDDEN: &[&str] = &[
    "http://127.0.0.1:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST:PORT/",
    "http://localhost.:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f000001:PORT/",
    "http://0x7f.0.0.1:PORT/",
    "http://0x7f.1:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://0177.1:PORT/",
    "http://017700000001:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://127.255.255.254:PORT/",
    "http://127.0.0.3:PORT/",
    "http://0.0.0.0:PORT/",
    "http://0:PORT/",
    "http://[::1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[::]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[::127.0.0.1]:PORT/",
    "http://[64:ff9b::127.0.0.1]:PORT/",
    "http://[64:ff9b:1::7f00:1]:PORT/",
    "http://[2002:7f00:1::]:PORT/",
    "http://[2001:0:7f00:1::]:PORT/",
    "http://[fe80::1]:PORT/",
    "http://[fc00::1]:PORT/",
    "http://[fd00:ec2::254]:PORT/",
    "http://[ff02::1]:PORT/",
    "http://[fec0::1]:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://168.63.129.16/",
    "http://100.100.100.200/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://user@127.0.0.1:PORT/",
    "http://help.example@127.0.0.1:PORT/",
    "http://help.example:80@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT\\@help.example/",
    "http://127.0.0.1:PORT#@help.example/",
    "http://127。0。0。1:PORT/",
    "http://①②⑦.0.0.1:PORT/",
    "http://127%2e0%2e0%2e1:PORT/",
    "http://%6c%6f%63%61%6c%68%6f%73%74:PORT/",
    "http:127.0.0.1:PORT/",
    "http:\\\\127.0.0.1:PORT/",
    "file:///etc/passwd",
    "ftp://127.0.0.1:PORT/",
    "gopher://127.0.0.1:PORT/",
    "http://8.8.8.8:22/",
    "http://help.example:6379/",
    "data:text/html,x",
    "unix:///run/docker.sock",
];

#[tokio::test]
async fn no_spelling_of_a_forbidden_address_is_connected_to() {
    let trap = Trap::set("/").await;
    assert!(FORBIDDEN.len() >= 40);
    for target in FORBIDDEN {
        // Names that are left are the machine's own.
        let crawl = trap.crawl(target, Scripted::new(&[&["127.0.0.1"]]));
        let outcome = crawl.run(&State::default(), &mut |_| {}).await;
        assert!(outcome.is_err(), "{target}: {outcome:?}");
    }
    assert_eq!(trap.came.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn no_redirect_leads_to_a_forbidden_address() {
    for target in FORBIDDEN {
        let trap = Trap::set(target).await;
        let start = format!("http://{PUBLIC}:PORT/");
        let crawl = trap.crawl(&start, Scripted::new(&[&["127.0.0.1"]]));
        let mut found = Vec::new();
        let report = crawl.run(&State::default(), &mut |f| found.push(f)).await;
        let told = |f: &Found| matches!(f, Found::Passed { url, .. } if url.ends_with("/go"));
        assert!(report.is_ok() && found.iter().any(told), "{target}: {found:?}");
        assert_eq!(trap.came.load(Ordering::SeqCst), 0, "{target}");
        assert!(!trap.site.take().paths.is_empty());
    }
}

#[tokio::test]
async fn a_redirect_of_robots_txt_leads_nowhere_forbidden_either() {
    let listener = TcpListener::bind((PUBLIC, 0)).await.unwrap();
    let trap = Trap::set("/").await;
    let port = trap.port;
    let site = Site::playing(listener, move |_| {
        Answer::Redirect(format!("http://127.0.0.1:{port}/robots.txt"))
    });
    let mut crawl = trap.crawl(&site.url("/"), Scripted::new(&[&["127.0.0.1"]]));
    crawl.guard.ports.push(site.address.port());
    assert!(crawl.run(&State::default(), &mut |_| {}).await.is_err());
    assert_eq!(trap.came.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_name_that_changes_its_address_gains_nothing() {
    let scripts: &[&[&[&'static str]]] = &[
        &[&[PUBLIC], &["127.0.0.1"]],
        &[&[PUBLIC], &["::1"]],
        &[&[PUBLIC, "127.0.0.1"]],
        &[&["127.0.0.1", PUBLIC]],
        &[&["::ffff:127.0.0.1"]],
        &[&[PUBLIC], &[PUBLIC], &["127.0.0.1"]],
    ];
    for script in scripts {
        let trap = Trap::set("/").await;
        let crawl = trap.crawl("http://rebinding.example:PORT/", Scripted::new(script));
        // Whether it reads the site or refuses it: what it connects to is what was checked.
        let _ = crawl.run(&State::default(), &mut |_| {}).await;
        assert_eq!(trap.came.load(Ordering::SeqCst), 0, "{script:?}");
    }
}

#[tokio::test]
async fn the_trap_would_have_seen_who_came() {
    for target in ["http://127.0.0.1:PORT/", "http://rebinding.example:PORT/"] {
        let trap = Trap::set("/").await;
        let mut crawl = trap.crawl(target, Scripted::new(&[&["127.0.0.1"]]));
        crawl.guard.allow_loopback = true;
        crawl.limits.request = Duration::from_millis(200);
        let _ = crawl.run(&State::default(), &mut |_| {}).await;
        assert_eq!(trap.came.load(Ordering::SeqCst), 1, "{target}");
    }
}
