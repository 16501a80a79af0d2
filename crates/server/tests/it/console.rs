//! A console's socket, from its own end.

use super::app::soon;
use super::desk::TestPerson;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

pub struct Console(pub WebSocketStream<TcpStream>);

impl Console {
    /// Opens it as the server's own page would, or says with which status it was refused.
    pub async fn try_open(person: &TestPerson<'_>, origin: Option<&str>) -> Result<Self, u16> {
        let address = person.app.address;
        let mut request = format!("ws://{address}/v1/people/socket")
            .into_client_request()
            .unwrap();
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", "usher.people.v1".parse().unwrap());
        headers.insert("cookie", person.cookie.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert("origin", origin.parse().unwrap());
        }
        let stream = TcpSocket::new_v4().unwrap().connect(address).await.unwrap();
        match soon("the console opened", client_async(request, stream)).await {
            Ok((socket, response)) => {
                assert_eq!(response.headers()["sec-websocket-protocol"], "usher.people.v1");
                Ok(Self(socket))
            }
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Opens it and waits for its `hello`.
    pub async fn open(person: &TestPerson<'_>) -> Self {
        let own = format!("http://{}", person.app.address);
        let mut console = Self::try_open(person, Some(&own)).await.unwrap();
        let hello = console.next_of("hello").await;
        assert_eq!(hello["person"]["id"], person.id);
        console
    }

    pub async fn send(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    pub async fn follow(&mut self, conversation: &str, after: i64) {
        self.send(json!({"type": "follow", "conversation": conversation, "after": after}))
            .await;
    }

    /// The next frame that `wanted` takes; others are passed over.
    pub async fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        soon(what, async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        let frame: Value = serde_json::from_str(text.as_str()).unwrap();
                        if wanted(&frame) {
                            return frame;
                        }
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    other => panic!("the console ended before {what}: {other:?}"),
                }
            }
        })
        .await
    }

    pub async fn next_of(&mut self, kind: &str) -> Value {
        self.until(&format!("a {kind} came"), |frame| frame["type"] == kind)
            .await
    }

    /// The next event of this kind.
    pub async fn event(&mut self, kind: &str) -> Value {
        self.until(&format!("{kind} came"), |f| f["type"] == "event" && f["kind"] == kind)
            .await
    }

    /// Reads to the end and returns the close code, if one was said.
    pub async fn closed(mut self) -> Option<u16> {
        soon("the console ended", async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Close(frame))) => return frame.map(|f| u16::from(f.code)),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return None,
                }
            }
        })
        .await
    }
}
