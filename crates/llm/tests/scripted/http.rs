//! As much of HTTP/1.1 as it takes.

use super::{Act, Request, Script, State};
use serde_json::Value;
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const STREAM: &str = "text/event-stream; charset=utf-8";

/// How an answer ended.
enum Ended {
    /// In order: the connection takes another request.
    Whole,
    /// The connection is to be closed.
    Closed,
    /// The client was gone before.
    HungUp,
}

pub(super) async fn serve(listener: TcpListener, state: Arc<State>) {
    while let Ok((socket, _)) = listener.accept().await {
        let _ = socket.set_nodelay(true);
        tokio::spawn(talk(socket, Arc::clone(&state)));
    }
}

async fn talk(mut socket: TcpStream, state: Arc<State>) {
    let mut buffer = Vec::new();
    while let Ok(Some(mut request)) = read(&mut socket, &mut buffer).await {
        {
            let mut requests = state.requests.lock().unwrap();
            request.number = requests.len();
            requests.push(request.clone());
        }
        let script = (state.play)(&request);
        match answer(&mut socket, &script).await {
            Ok(Ended::Whole) => {}
            Ok(Ended::Closed) => return,
            Ok(Ended::HungUp) | Err(_) => {
                state.hung_up.send_modify(|times| *times += 1);
                return;
            }
        }
    }
}

/// The next request; `None` where the client has no more.
async fn read(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Request>> {
    let end_of_head = loop {
        if let Some(at) = buffer.windows(4).position(|w| w == b"\r\n\r\n") {
            break at + 4;
        }
        if socket.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head: Vec<u8> = buffer.drain(..end_of_head).collect();
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
    while buffer.len() < length {
        if socket.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    let body: Vec<u8> = buffer.drain(..length).collect();
    Ok(Some(Request {
        number: 0,
        method: first.next().unwrap_or_default(),
        path: first.next().unwrap_or_default(),
        headers,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
    }))
}

async fn answer(socket: &mut TcpStream, script: &Script) -> io::Result<Ended> {
    let mut acts = script.0.as_slice();
    let mut kind = STREAM;
    match acts.first() {
        Some(Act::Status(status, headers, body)) => return short(socket, *status, headers, body).await,
        Some(Act::ContentType(other)) => {
            kind = other;
            acts = &acts[1..];
        }
        _ => {}
    }
    // What comes before the first byte of the body comes before the headers, too: an endpoint that is slow to begin.
    while let Some((act @ (Act::Pause(_) | Act::Stall), rest)) = acts.split_first() {
        if is_gone_within(socket, act).await {
            return Ok(Ended::HungUp);
        }
        acts = rest;
    }
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n");
    socket.write_all(head.as_bytes()).await?;
    for act in acts {
        match act {
            Act::Pause(_) | Act::Stall if is_gone_within(socket, act).await => return Ok(Ended::HungUp),
            Act::End => break,
            Act::Drop => return Ok(Ended::Closed),
            Act::Forever(_) => loop {
                chunk(socket, &act.event().unwrap()).await?;
                tokio::task::yield_now().await;
            },
            _ => {
                if let Some(event) = act.event() {
                    chunk(socket, &event).await?;
                }
            }
        }
    }
    socket.write_all(b"0\r\n\r\n").await?;
    Ok(Ended::Whole)
}

async fn short(socket: &mut TcpStream, status: u16, headers: &[(String, String)], body: &str) -> io::Result<Ended> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    let answer = format!("HTTP/1.1 {status} Scripted\r\n{headers}content-length: {length}\r\n\r\n{body}");
    socket.write_all(answer.as_bytes()).await?;
    Ok(Ended::Whole)
}

async fn chunk(socket: &mut TcpStream, text: &str) -> io::Result<()> {
    let chunk = format!("{:x}\r\n{text}\r\n", text.len());
    socket.write_all(chunk.as_bytes()).await
}

/// Waits as the act says; true where the client hangs up meanwhile.
async fn is_gone_within(socket: &mut TcpStream, act: &Act) -> bool {
    let mut byte = [0; 1];
    let gone = socket.read(&mut byte);
    match act {
        Act::Pause(time) => tokio::time::timeout(*time, gone).await.is_ok(),
        _ => {
            let _ = gone.await;
            true
        }
    }
}
