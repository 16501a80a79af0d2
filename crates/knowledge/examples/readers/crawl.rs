//! A site of known articles on this machine, crawled twice.

use crate::{Outcome, html};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use usher_knowledge::Reader;
use usher_knowledge::crawl::{Crawl, Found, Guard, Start, State};
use usher_knowledge::document::Document;
use usher_knowledge::load::{Loaded, understand};

type Pages = BTreeMap<String, String>;

/// Serves, crawls twice, and says what differs from the articles.
pub async fn run(articles: Vec<(String, Document)>) -> Outcome {
    let names: Vec<String> = articles.iter().map(|(name, _)| format!("/docs/{name}")).collect();
    let mut pages: Pages = articles
        .iter()
        .map(|(name, d)| (format!("/docs/{name}"), html::page(d, &[])))
        .collect();
    let home = Document {
        title: "Home".into(),
        ..Document::default()
    };
    pages.insert("/".into(), html::page(&home, &names));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let sent = Arc::new(AtomicUsize::new(0));
    tokio::spawn(serve(listener, Arc::new(pages), Arc::clone(&sent)));

    let crawl = Crawl {
        guard: Guard {
            ports: vec![address.port()],
            allow_loopback: true,
        },
        pause: Duration::ZERO,
        ..Crawl::new(Start::Page(format!("http://{address}/")))
    };
    let mut out = std::io::stdout();
    let mut state = State::default();
    let wanted: BTreeMap<String, Document> = articles.into_iter().collect();
    for turn in ["first", "second"] {
        let (mut read, mut same, mut unchanged, mut passed) = (0, 0, 0, 0);
        let begun = Instant::now();
        let report = crawl
            .run(&state, &mut |found| match found {
                Found::Crawled { url, page, .. } => {
                    read += 1;
                    let name = url.rsplit('/').next().unwrap_or_default();
                    let document = understand("x.md", &page.markdown);
                    if let (Some(wanted), Ok(Loaded::Article(document))) = (wanted.get(name), document) {
                        same += usize::from(document.title == wanted.title && document.blocks == wanted.blocks);
                    }
                }
                Found::Unchanged { .. } => unchanged += 1,
                Found::Passed { .. } | Found::Gone { .. } => passed += 1,
            })
            .await?;
        writeln!(
            out,
            "{turn}: {} requests, {} bytes, {:.1?}; {read} read, of which {same} are their articles block by block; \
             {unchanged} unchanged, {passed} passed over; {} pages sent so far",
            report.requests,
            report.bytes,
            begun.elapsed(),
            sent.load(Ordering::SeqCst)
        )?;
        state = report.state;
    }
    Ok(())
}

async fn serve(listener: TcpListener, pages: Arc<Pages>, sent: Arc<AtomicUsize>) {
    while let Ok((socket, _)) = listener.accept().await {
        tokio::spawn(talk(socket, Arc::clone(&pages), Arc::clone(&sent)));
    }
}

/// Answers one connection, with ETags; ends where the other side does.
async fn talk(mut socket: TcpStream, pages: Arc<Pages>, sent: Arc<AtomicUsize>) -> Option<()> {
    let mut buffer = Vec::new();
    loop {
        let end = loop {
            if let Some(at) = buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break at + 4;
            }
            if socket.read_buf(&mut buffer).await.ok()? == 0 {
                return None;
            }
        };
        let head: Vec<u8> = buffer.drain(..end).collect();
        let head = String::from_utf8_lossy(&head).into_owned();
        let path = head.split(' ').nth(1)?;
        let (status, etag, body) = match pages.get(path) {
            None => (404, String::new(), ""),
            Some(page) => {
                let etag = format!("\"{}\"", Reader::hash(page.as_bytes()));
                match head.contains(&etag) {
                    true => (304, etag, ""),
                    false => (200, etag, page.as_str()),
                }
            }
        };
        sent.fetch_add(usize::from(status == 200), Ordering::SeqCst);
        let kind = "content-type: text/html; charset=utf-8";
        let head = format!(
            "HTTP/1.1 {status} x\r\n{kind}\r\netag: {etag}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        socket.write_all(format!("{head}{body}").as_bytes()).await.ok()?;
    }
}
