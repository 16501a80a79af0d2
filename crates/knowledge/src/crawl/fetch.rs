//! One request, with its redirects: every hop is checked, and what comes is counted.

use super::Limits;
use super::guard::{Checked, Guard, Resolver};
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Response, StatusCode, Url, redirect};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// The most redirects that are followed.
const MAX_REDIRECTS: usize = 5;

/// What is known of a page from the last time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What came of a request.
#[derive(Debug)]
pub(super) enum Fetched {
    Body(Box<Got>),
    /// It is as it was.
    Same,
    /// 404 or 410.
    Gone,
    /// It is not read, and will not be: the reason.
    Refused(String),
    /// It is not read this time: the reason.
    Failed {
        reason: String,
        status: Option<u16>,
    },
}

/// A body and what was said of it.
#[derive(Debug)]
pub(super) struct Got {
    /// Where it was in the end.
    pub url: Url,
    pub kind: String,
    pub robots: String,
    pub validators: Validators,
    pub bytes: Vec<u8>,
}

/// Fetches, and counts.
pub(super) struct Fetcher {
    client: Client,
    guard: Guard,
    limits: Limits,
    pub requests: u64,
    pub bytes: u64,
}

impl Fetcher {
    pub fn new(agent: &str, guard: &Guard, resolver: Arc<dyn Resolver>, limits: &Limits) -> Result<Self, String> {
        let checked = Checked {
            guard: guard.clone(),
            resolver,
        };
        let tls = tls().map_err(|e| format!("TLS cannot be used: {e}"))?;
        let client = Client::builder()
            .user_agent(agent)
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(checked))
            // Hops are followed by hand, each checked.
            .redirect(redirect::Policy::none())
            // A proxy would resolve and connect in our place, unchecked.
            .no_proxy()
            .timeout(limits.request)
            .connect_timeout(limits.request)
            .build()
            .map_err(|e| format!("the crawler's HTTP client cannot be made: {e}"))?;
        Ok(Self {
            client,
            guard: guard.clone(),
            limits: limits.clone(),
            requests: 0,
            bytes: 0,
        })
    }

    /// Gets an address. `follow` says whether a hop may be followed; the error is the reason why not.
    pub async fn get(
        &mut self,
        url: &Url,
        validators: &Validators,
        most: u64,
        follow: &(dyn Fn(&Url) -> Result<(), String> + Sync),
    ) -> Fetched {
        let mut url = url.clone();
        let mut passed = vec![url.clone()];
        loop {
            if let Err(reason) = self.guard.check(&url) {
                return Fetched::Refused(reason);
            }
            let response = match self.send(&url, validators).await {
                Ok(response) => response,
                Err(error) => return failure(&error),
            };
            let Some(next) = next_hop(&url, &response) else {
                return self.take(url, response, most).await;
            };
            let next = match next {
                Ok(next) => next,
                Err(reason) => return Fetched::Refused(reason),
            };
            if passed.contains(&next) {
                return Fetched::Refused("redirects in a circle".into());
            }
            if passed.len() > MAX_REDIRECTS {
                return Fetched::Refused(format!("redirects more than {MAX_REDIRECTS} times"));
            }
            if let Err(reason) = self.guard.check(&next).and_then(|()| follow(&next)) {
                return Fetched::Refused(format!("redirects to what {reason}"));
            }
            passed.push(next.clone());
            url = next;
        }
    }

    async fn send(&mut self, url: &Url, validators: &Validators) -> reqwest::Result<Response> {
        self.requests += 1;
        let mut request = self.client.get(url.clone()).header(
            header::ACCEPT,
            "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.5",
        );
        if let Some(etag) = &validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &validators.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        request.send().await
    }

    async fn take(&mut self, url: Url, mut response: Response, most: u64) -> Fetched {
        match response.status() {
            StatusCode::NOT_MODIFIED => return Fetched::Same,
            StatusCode::NOT_FOUND | StatusCode::GONE => return Fetched::Gone,
            status if !status.is_success() => {
                return Fetched::Failed {
                    reason: format!("answers {}", status.as_u16()),
                    status: Some(status.as_u16()),
                };
            }
            _ => {}
        }
        let headers = response.headers();
        let mut got = Got {
            url,
            kind: text(headers, header::CONTENT_TYPE.as_str()).to_lowercase(),
            robots: text(headers, "x-robots-tag"),
            validators: Validators {
                etag: Some(text(headers, header::ETAG.as_str())).filter(|v| !v.is_empty()),
                last_modified: Some(text(headers, header::LAST_MODIFIED.as_str())).filter(|v| !v.is_empty()),
            },
            bytes: Vec::new(),
        };
        if !is_read(&got.kind) {
            let kind = got.kind.split(';').next().unwrap_or_default();
            return Fetched::Refused(format!("is {kind} and no HTML; upload it where it is wanted"));
        }
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => {
                    self.bytes += chunk.len() as u64;
                    got.bytes.extend_from_slice(&chunk);
                    if got.bytes.len() as u64 > most {
                        return Fetched::Refused(format!("is larger than {} KB", most / 1024));
                    }
                    if self.bytes > self.limits.bytes {
                        return Fetched::Failed {
                            reason: "the crawl has read as much as it may".into(),
                            status: None,
                        };
                    }
                }
                Ok(None) => return Fetched::Body(Box::new(got)),
                Err(error) => return failure(&error),
            }
        }
    }
}

fn text(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
    values.collect::<Vec<_>>().join(", ")
}

/// HTML, and what sitemaps and robots.txt come as.
fn is_read(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    matches!(
        kind,
        "" | "text/html" | "application/xhtml+xml" | "application/xml" | "text/xml" | "text/plain"
    )
}

/// Where a redirect leads; nothing for other answers.
fn next_hop(url: &Url, response: &Response) -> Option<Result<Url, String>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let place = text(response.headers(), header::LOCATION.as_str());
    let next = url.join(&place).map(super::scope::tidy);
    Some(next.map_err(|_| "redirects to no address".to_owned()))
}

fn failure(error: &reqwest::Error) -> Fetched {
    let mut causes = std::iter::successors(Some(error as &dyn std::error::Error), |e| e.source());
    let reason = match error {
        _ if causes.any(|e| e.to_string().contains("is not public")) => {
            return Fetched::Refused("leads to an address that is not public".into());
        }
        e if e.is_timeout() => "does not answer in time",
        e if e.is_connect() => "cannot be reached",
        _ => "breaks off its answer",
    };
    Fetched::Failed {
        reason: reason.into(),
        status: None,
    }
}

/// Trusts whom the machine trusts, and Mozilla's list where it has none.
fn tls() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}
