//! The side that starts a process for a file that is not trusted, and ends it when its time is up.

use super::Page;
use std::fs::File;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How to convert a file in a process of its own. The call blocks; run it where that may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The program, usually this one.
    pub program: PathBuf,
    /// What stands before `--name NAME --seconds N --memory-bytes N`: `["convert"]` for `usher`.
    pub args: Vec<String>,
    /// What it may use.
    pub limits: ApartLimits,
}

/// What a conversion may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApartLimits {
    /// Seconds by the clock, and of CPU time.
    pub seconds: u64,
    /// Bytes of memory.
    pub memory_bytes: u64,
    /// Bytes of what it says.
    pub output_bytes: u64,
}

impl Default for ApartLimits {
    fn default() -> Self {
        Self {
            seconds: 30,
            memory_bytes: 1024 * 1024 * 1024,
            output_bytes: 32 * 1024 * 1024,
        }
    }
}

/// The cure for a file that takes too much of anything.
const CURE: &str = "save it again from the program that made it, or split it";

impl Apart {
    /// Converts a file as [`super::convert`] does; also the end of the process becomes a reason.
    pub fn convert(&self, name: &str, file: &Path) -> Result<Vec<Page>, String> {
        let input = File::open(file).map_err(|e| format!("cannot be read: {e}; check its permissions"))?;
        let mut child = Guard(self.start(name, input)?);
        let until = Instant::now() + Duration::from_secs(self.limits.seconds);
        let said = self.listen(&mut child.0, until)?;
        let status = child.wait(until).ok_or_else(|| self.too_long())?;
        if !status.success() {
            return Err(self.ended(status));
        }
        serde_json::from_slice(&said).map_err(|_| format!("could not be read; {CURE}"))?
    }

    fn start(&self, name: &str, input: File) -> Result<Child, String> {
        Command::new(&self.program)
            .args(&self.args)
            .args(["--name", name, "--seconds", &self.limits.seconds.to_string()])
            .args(["--memory-bytes", &self.limits.memory_bytes.to_string()])
            // Secrets of the server are in its environment, and none of a reader's business.
            .env_clear()
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("cannot be read now: its reader does not start ({e}); try it again"))
    }

    /// All that the child says, until it has no more to say.
    fn listen(&self, child: &mut Child, until: Instant) -> Result<Vec<u8>, String> {
        let most = self.limits.output_bytes;
        let Some(output) = child.stdout.take() else {
            return Ok(Vec::new());
        };
        let (tell, hear) = channel();
        std::thread::spawn(move || {
            let mut said = Vec::new();
            let outcome = output.take(most + 1).read_to_end(&mut said).map(|_| said);
            // Nobody listens any more where the time was up.
            let _ = tell.send(outcome);
        });
        match hear.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Ok(said)) if said.len() as u64 > most => Err(format!(
                "becomes more than {} MB of text; split it",
                most / (1024 * 1024)
            )),
            Ok(Ok(said)) => Ok(said),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Ok(Vec::new()),
            Err(RecvTimeoutError::Timeout) => Err(self.too_long()),
        }
    }

    fn too_long(&self) -> String {
        format!("took more than {} s and was stopped; {CURE}", self.limits.seconds)
    }

    fn ended(&self, status: ExitStatus) -> String {
        const XCPU: i32 = 24;
        const KILL: i32 = 9;
        const ABORT: i32 = 6;
        match status.signal() {
            Some(XCPU) => self.too_long(),
            // With no memory left, Rust aborts; a hard CPU limit and the system's own emergency kill.
            Some(ABORT | KILL) => format!(
                "needed more than {} MB of memory and was stopped; {CURE}",
                self.limits.memory_bytes / (1024 * 1024)
            ),
            Some(signal) => format!("broke its reader (signal {signal}); {CURE}"),
            None => format!("could not be read; {CURE}"),
        }
    }
}

/// A child that does not outlive who started it.
struct Guard(Child);

impl Guard {
    /// Its end; nothing where the time is up before.
    fn wait(&mut self, until: Instant) -> Option<ExitStatus> {
        loop {
            if let Ok(Some(status)) = self.0.try_wait() {
                return Some(status);
            }
            if Instant::now() >= until {
                return None;
            }
            // It has said all: what is left is that the system clears up.
            std::thread::park_timeout(Duration::from_millis(2));
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill, and waiting only takes its status.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, limits: ApartLimits) -> Result<Vec<Page>, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.pdf");
        std::fs::write(&file, b"words").unwrap();
        let apart = Apart {
            program: "/bin/sh".into(),
            args: vec!["-c".into(), script.into()],
            limits,
        };
        apart.convert("a.pdf", &file)
    }

    fn short() -> ApartLimits {
        ApartLimits {
            seconds: 1,
            ..ApartLimits::default()
        }
    }

    #[test]
    fn what_the_child_says_is_what_the_file_became() {
        let page = r#"{"Ok":[{"path":"a.pdf","markdown":"Text.","dropped":[]}]}"#;
        let script = format!("test \"$(cat)\" = words && echo '{page}'");
        assert_eq!(check(&script, ApartLimits::default()).unwrap()[0].markdown, "Text.");
        let error = check(r#"echo '{"Err":"has no text"}'"#, ApartLimits::default()).unwrap_err();
        assert_eq!(error, "has no text");
    }

    #[test]
    fn a_child_that_does_not_end_is_ended() {
        for script in ["while :; do :; done", "exec >&-; while :; do :; done"] {
            let error = check(script, short()).unwrap_err();
            assert!(
                error.contains("took more than 1 s") && error.contains("split it"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_childs_death_is_a_reason() {
        for (script, reason) in [
            ("kill -ABRT $$", "memory"),
            ("kill -XCPU $$", "took more than"),
            ("kill -SEGV $$", "signal 11"),
            ("exit 3", "could not be read"),
            ("echo nonsense", "could not be read"),
        ] {
            let error = check(script, ApartLimits::default()).unwrap_err();
            assert!(error.contains(reason), "{script}: {error}");
        }
    }

    #[test]
    fn a_child_that_talks_without_end_is_not_listened_to() {
        let limits = ApartLimits {
            output_bytes: 1024 * 1024,
            ..ApartLimits::default()
        };
        let error = check("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", limits).unwrap_err();
        assert!(error.contains("more than 1 MB"), "{error}");
    }

    #[test]
    fn a_child_is_told_no_secrets() {
        let script = r#"test -z "$HOME$CARGO_MANIFEST_DIR" && echo '{"Ok":[]}'"#;
        assert_eq!(check(script, ApartLimits::default()), Ok(Vec::new()));
    }
}
