//! A mail server that keeps what it gets, and can be told to misbehave.

use super::app::soon;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes all.
    Fine,
    /// Hangs up on everybody.
    Down,
    /// Has no such recipient (550).
    Refuses,
    /// Has no room now (452).
    Full,
    /// Wants another password (535).
    Locked,
}

/// A letter as it came.
#[derive(Debug, Clone)]
pub struct Caught {
    pub to: String,
    pub raw: String,
}

/// The mail server.
#[derive(Clone)]
pub struct Catcher {
    pub address: SocketAddr,
    state: Arc<Mutex<(Mood, Vec<Caught>, usize)>>,
}

impl Catcher {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let catcher = Self {
            address: listener.local_addr().unwrap(),
            state: Arc::new(Mutex::new((Mood::Fine, Vec::new(), 0))),
        };
        let serving = catcher.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let one = serving.clone();
                // A client that hangs up ends its own conversation only.
                tokio::spawn(async move { one.serve(stream).await.ok() });
            }
        });
        catcher
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn set(&self, mood: Mood) {
        self.state.lock().unwrap().0 = mood;
    }

    pub fn letters(&self) -> Vec<Caught> {
        self.state.lock().unwrap().1.clone()
    }

    /// How often somebody came.
    pub fn visits(&self) -> usize {
        self.state.lock().unwrap().2
    }

    /// The letters, as soon as there are so many.
    pub async fn wait_for(&self, count: usize) -> Vec<Caught> {
        soon("the mail came", async {
            while self.letters().len() < count {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await;
        self.letters()
    }

    /// Waits until somebody has come again.
    pub async fn wait_for_visit(&self) {
        let before = self.visits();
        soon("somebody came to the mail server", async {
            while self.visits() == before {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await;
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mood = {
            let mut state = self.state.lock().unwrap();
            state.2 += 1;
            state.0
        };
        if mood == Mood::Down {
            return Ok(());
        }
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut to = String::new();
        write.write_all(b"220 catcher\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let answer = match (verb.as_str(), mood) {
                ("EHLO", _) => "250 catcher",
                ("MAIL", Mood::Locked) => "535 not you",
                ("RCPT", Mood::Refuses) => "550 no such person",
                ("RCPT", Mood::Full) => "452 no room",
                ("RCPT", _) => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    "250 yes"
                }
                ("DATA", _) => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut raw = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        raw += line.strip_prefix('.').unwrap_or(&line);
                        raw += "\n";
                    }
                    let caught = Caught { to: to.clone(), raw };
                    self.state.lock().unwrap().1.push(caught);
                    "250 kept"
                }
                ("QUIT", _) => {
                    write.write_all(b"221 bye\r\n").await?;
                    break;
                }
                _ => "250 ok",
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }
}

impl Caught {
    /// A header, unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\n\n").next().unwrap_or_default().replace("\n ", " ");
        let found = head
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
        found.unwrap_or_default()
    }

    /// Everything after the headers, with the soft line ends of quoted-printable undone.
    pub fn words(&self) -> String {
        let body = self.raw.split_once("\n\n").map_or("", |(_, body)| body);
        body.replace("=\n", "").replace("=3D", "=").replace("=20", " ")
    }
}
