//! What may be connected to: public addresses of the web, and nothing of the network that Usher stands in.
//!
//! A crawler fetches what strangers name. Every address is checked where it counts: literal ones before the request, names
//! by the resolver whose answer is the very one that is connected to, so that a name cannot mean another thing a moment
//! later. Redirects are followed by hand and checked like the first address.

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// The addresses that a name has.
pub type Resolved = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who knows the addresses of names. Its answer is checked and then connected to as it is.
pub trait Resolver: Send + Sync {
    /// All addresses of a host.
    fn resolve(&self, host: &str) -> Resolved;
}

/// The system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn resolve(&self, host: &str) -> Resolved {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// What is let through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guard {
    /// Ports beside 80 and 443.
    pub ports: Vec<u16>,
    /// Lets 127.0.0.0/8 and `::1` through, for a site on this machine.
    pub allow_loopback: bool,
    /// Stands for the public web in tests, which have none.
    #[cfg(test)]
    pub(super) public: Option<IpAddr>,
}

impl Guard {
    /// Checks all of an address that can be told without asking for its name. The error is the reason.
    pub fn check(&self, url: &Url) -> Result<(), String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("is {}:, and only http and https are read", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("has a name or password in its address; take it out".into());
        }
        let port = url.port_or_known_default().unwrap_or(0);
        if !matches!(port, 80 | 443) && !self.ports.contains(&port) {
            return Err(format!("is on port {port}; allow it where that is meant"));
        }
        let host = url.host_str().unwrap_or_default();
        if host.is_empty() {
            return Err("has no host".into());
        }
        // All spellings of a literal address (decimal, octal, hexadecimal, short) are one by now.
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(address) => self.check_address(address),
            Err(_) => Ok(()),
        }
    }

    /// Checks an address that is to be connected to.
    pub fn check_address(&self, address: IpAddr) -> Result<(), String> {
        #[cfg(test)]
        if self.public == Some(address) {
            return Ok(());
        }
        let fine = is_public(address) || self.allow_loopback && is_loopback(address);
        fine.then_some(())
            .ok_or_else(|| "leads to an address that is not public".to_owned())
    }
}

fn is_loopback(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback(),
        IpAddr::V6(address) => address == Ipv6Addr::LOCALHOST,
    }
}

/// True for addresses that IANA's special-purpose registries (RFC 6890) leave to the public.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Blocks that are not: this network, private, shared (CGNAT), loopback, link-local (metadata of clouds), protocol
/// assignments, documentation, 6to4 relays, benchmarks, multicast, reserved.
const NOT_PUBLIC_V4: &[(Ipv4Addr, u32)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // The platform of one large cloud answers here, on every virtual machine of it.
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    !NOT_PUBLIC_V4
        .iter()
        .any(|(block, length)| bits >> (32 - length) == u32::from(*block) >> (32 - length))
}

/// Only 2000::/3 is given out to the public. Of it: protocol assignments with Teredo and ORCHID (2001::/23), documentation,
/// and 6to4, which holds any IPv4 address. Mapped, compatible and NAT64 addresses lie outside of it.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let (first, second) = (parts[0], parts[1]);
    let protocols = first == 0x2001 && second < 0x200;
    let documentation = first == 0x2001 && second == 0xdb8 || first == 0x3fff && second < 0x1000;
    first & 0xe000 == 0x2000 && !protocols && !documentation && first != 0x2002
}

/// The resolver that the HTTP client asks: another's answer, checked.
pub(super) struct Checked {
    pub guard: Guard,
    pub resolver: Arc<dyn Resolver>,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let asked = self.resolver.resolve(name.as_str());
        let guard = self.guard.clone();
        Box::pin(async move {
            let found = asked.await?;
            // One address that is not public is enough to distrust the name.
            for address in &found {
                guard.check_address(*address).map_err(io::Error::other)?;
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_not_public_are_refused() {
        let refused = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:8.8.8.8",
            "::ffff:127.0.0.1",
            "::7f00:1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for address in refused {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "8.8.8.8",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "2606:4700::1111",
            "2001:4860::8888",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
