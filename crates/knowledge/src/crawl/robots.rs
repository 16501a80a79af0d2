//! What a site's robots.txt asks for (RFC 9309), by Google's own algorithm.

use robotstxt::{DefaultMatcher, RobotsParseHandler, parse_robotstxt};
use std::time::Duration;

/// The most of a robots.txt that counts, in bytes (RFC 9309, 2.5).
pub(super) const MAX_BYTES: usize = 500 * 1024;

/// The longest pause that a site may ask for. Who asks for more is asked less often anyway by crawling less.
const MAX_DELAY: Duration = Duration::from_secs(30);

/// A site's rules.
#[derive(Debug, Clone)]
pub(super) enum Robots {
    /// These.
    Rules(String),
    /// None: all may be read.
    None,
    /// They cannot be had, so nothing may be read.
    Unknown,
}

impl Robots {
    /// The rules by what came of asking for them.
    pub fn of(status: Option<u16>, body: &[u8]) -> Self {
        match status {
            Some(200..=299) => {
                let body = body.get(..MAX_BYTES).unwrap_or(body);
                Self::Rules(String::from_utf8_lossy(body).into_owned())
            }
            Some(400..=499) => Self::None,
            _ => Self::Unknown,
        }
    }

    pub fn allows(&self, agent: &str, url: &str) -> bool {
        match self {
            Self::Rules(rules) => DefaultMatcher::default().one_agent_allowed_by_robots(rules, agent, url),
            Self::None => true,
            Self::Unknown => false,
        }
    }

    /// The pause between requests that the site asks for.
    pub fn delay(&self, agent: &str) -> Option<Duration> {
        let Self::Rules(rules) = self else { return None };
        let mut seen = Delays {
            agent: agent.to_lowercase(),
            ..Delays::default()
        };
        parse_robotstxt(rules, &mut seen);
        let seconds = seen.own.or(seen.all)?;
        Some(Duration::try_from_secs_f64(seconds).unwrap_or(MAX_DELAY).min(MAX_DELAY))
    }
}

/// Delays by the group that they stand in.
#[derive(Default)]
struct Delays {
    agent: String,
    in_own: bool,
    in_all: bool,
    /// A rule was read since the last agent: the next agent begins a group.
    ruled: bool,
    own: Option<f64>,
    all: Option<f64>,
}

impl RobotsParseHandler for Delays {
    fn handle_robots_start(&mut self) {}
    fn handle_robots_end(&mut self) {}

    fn handle_user_agent(&mut self, _: u32, agent: &str) {
        if std::mem::take(&mut self.ruled) {
            (self.in_own, self.in_all) = (false, false);
        }
        let agent = agent.trim().to_lowercase();
        self.in_all |= agent == "*";
        self.in_own |= !agent.is_empty() && self.agent == agent;
    }

    fn handle_allow(&mut self, _: u32, _: &str) {
        self.ruled = true;
    }

    fn handle_disallow(&mut self, _: u32, _: &str) {
        self.ruled = true;
    }

    fn handle_sitemap(&mut self, _: u32, _: &str) {}

    fn handle_unknown_action(&mut self, _: u32, action: &str, value: &str) {
        if !action.eq_ignore_ascii_case("crawl-delay") {
            return;
        }
        self.ruled = true;
        let seconds = value.trim().parse().ok().filter(|s: &f64| s.is_finite() && *s >= 0.0);
        if self.in_own {
            self.own = seconds.or(self.own);
        } else if self.in_all {
            self.all = seconds.or(self.all);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_says_what_may_be_read_and_how_often() {
        let rules = "User-agent: *\nDisallow: /private\nCrawl-delay: 2\n\nUser-agent: UsherBot\nDisallow: /no$\nAllow: /\nCrawl-delay: 0.5\n";
        let robots = Robots::of(Some(200), rules.as_bytes());
        assert!(!robots.allows("UsherBot", "https://a.example/no"));
        assert!(
            robots.allows("UsherBot", "https://a.example/private"),
            "its own group alone counts"
        );
        assert!(!robots.allows("Other", "https://a.example/private/x"));
        assert_eq!(robots.delay("UsherBot"), Some(Duration::from_millis(500)));
        assert_eq!(robots.delay("Other"), Some(Duration::from_secs(2)));
        assert_eq!(
            Robots::of(Some(200), b"User-agent: *\nCrawl-delay: 1e300").delay("a"),
            Some(MAX_DELAY)
        );
        assert!(Robots::of(Some(404), b"").allows("a", "https://a.example/"));
        assert!(!Robots::of(Some(503), b"").allows("a", "https://a.example/"));
        assert!(!Robots::of(None, b"").allows("a", "https://a.example/"));
    }
}
