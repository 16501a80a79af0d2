//! A client's end of a socket.

use super::app::{TestContact, soon};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

pub struct Socket(pub WebSocketStream<TcpStream>);

impl Socket {
    /// Opens a conversation's socket, or says with which status it was refused.
    pub async fn try_open(contact: &TestContact<'_>, conversation: &str, after: i64) -> Result<Self, u16> {
        Self::open_buffered(contact, conversation, after, None).await
    }

    /// The same with a receive buffer of so many bytes.
    pub async fn open_buffered(
        contact: &TestContact<'_>,
        conversation: &str,
        after: i64,
        buffer: Option<u32>,
    ) -> Result<Self, u16> {
        let address = contact.app.address;
        let url = format!("ws://{address}/v1/conversations/{conversation}/socket?after={after}");
        let mut request = url.into_client_request().unwrap();
        let protocols = format!("usher.v1, bearer.{}", contact.token);
        request
            .headers_mut()
            .insert("sec-websocket-protocol", protocols.parse().unwrap());
        let socket = TcpSocket::new_v4().unwrap();
        if let Some(buffer) = buffer {
            socket.set_recv_buffer_size(buffer).unwrap();
        }
        let stream = socket.connect(address).await.unwrap();
        match soon("the socket opened", client_async(request, stream)).await {
            Ok((socket, response)) => {
                assert_eq!(response.headers()["sec-websocket-protocol"], "usher.v1");
                Ok(Self(socket))
            }
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn open(contact: &TestContact<'_>, conversation: &str, after: i64) -> Self {
        Self::try_open(contact, conversation, after).await.unwrap()
    }

    pub async fn send(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    pub async fn say(&mut self, client_id: &str, text: &str) {
        self.send(json!({"type": "message", "client_id": client_id, "text": text}))
            .await;
    }

    /// The next frame.
    pub async fn next(&mut self) -> Value {
        soon("a frame came", async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => return serde_json::from_str(text.as_str()).unwrap(),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    other => panic!("the socket ended: {other:?}"),
                }
            }
        })
        .await
    }

    /// The next frame of a type; those of other types are passed over.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.next().await;
            if frame["type"] == kind {
                return frame;
            }
        }
    }

    /// The next events.
    pub async fn events(&mut self, count: usize) -> Vec<Value> {
        let mut events = Vec::new();
        while events.len() < count {
            events.push(self.next_of("event").await);
        }
        events
    }

    /// Reads to the end: the events on the way, and the close code, if one was said.
    pub async fn drain(mut self) -> (Vec<Value>, Option<u16>) {
        let mut events = Vec::new();
        let code = soon("the socket ended", async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let frame: Value = serde_json::from_str(text.as_str()).unwrap();
                        if frame["type"] == "event" {
                            events.push(frame);
                        }
                    }
                    Some(Ok(Message::Close(frame))) => return frame.map(|f| u16::from(f.code)),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return None,
                }
            }
        })
        .await;
        (events, code)
    }
}

/// The seqs of events.
pub fn seqs(events: &[Value]) -> Vec<i64> {
    events.iter().map(|e| e["seq"].as_i64().unwrap()).collect()
}
