//! Which address a request comes from.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// A proxy, or a block of them, whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TrustedProxy {
    network: IpAddr,
    bits: u32,
}

impl TrustedProxy {
    /// Reads `10.0.0.1`, `10.0.0.0/8` or `fd00::/8`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let wrong = || format!("`{text}` is neither an address nor a CIDR block; write it as 10.0.0.1 or 10.0.0.0/8");
        let network: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let most = if network.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |b| b.trim().parse().map_err(|_| wrong()))?;
        if bits > most {
            Err(wrong())
        } else {
            Ok(Self { network, bits })
        }
    }

    fn holds(&self, address: IpAddr) -> bool {
        match (self.network, address) {
            (IpAddr::V4(net), IpAddr::V4(ip)) => {
                let mask = u32::MAX.checked_shl(32 - self.bits).unwrap_or(0);
                net.to_bits() & mask == ip.to_bits() & mask
            }
            (IpAddr::V6(net), IpAddr::V6(ip)) => {
                let mask = u128::MAX.checked_shl(128 - self.bits).unwrap_or(0);
                net.to_bits() & mask == ip.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// The address that counts: the peer's, or, where the peer is a trusted proxy, the last one in `X-Forwarded-For` that
/// is not a trusted proxy itself. What stands further left is the client's own claim and is not believed.
pub(crate) fn client_ip(headers: &HeaderMap, extensions: &Extensions, trusted: &[TrustedProxy]) -> IpAddr {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |c| c.0.ip());
    let is_trusted = |ip: IpAddr| trusted.iter().any(|t| t.holds(ip));
    let mut client = peer.to_canonical();
    if !is_trusted(client) {
        return client;
    }
    let named = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .collect::<Vec<_>>()
        .join(",");
    for hop in named.rsplit(',') {
        let Ok(ip) = hop.trim().parse::<IpAddr>() else { break };
        client = ip.to_canonical();
        if !is_trusted(client) {
            break;
        }
    }
    client
}

/// What rate limits count by: an IPv4 address, or the /64 that one IPv6 subscriber has.
pub(crate) fn rate_key(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(peer: &str, forwarded: &str) -> String {
        let trusted = [
            TrustedProxy::parse("10.0.0.0/8").unwrap(),
            TrustedProxy::parse("127.0.0.1").unwrap(),
        ];
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        client_ip(&headers, &extensions, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_about_its_own_peer() {
        assert_eq!(
            ip("203.0.113.9", "1.2.3.4"),
            "203.0.113.9",
            "not a proxy: its header is a claim"
        );
        assert_eq!(ip("10.1.1.1", "1.2.3.4"), "1.2.3.4");
        assert_eq!(
            ip("10.1.1.1", "6.6.6.6, 1.2.3.4, 10.2.2.2"),
            "1.2.3.4",
            "the client's own claim is on the left"
        );
        assert_eq!(ip("127.0.0.1", "rubbish"), "127.0.0.1");
    }

    #[test]
    fn a_subscriber_with_many_ipv6_addresses_counts_once() {
        assert_eq!(
            rate_key("2001:db8::1".parse().unwrap()),
            rate_key("2001:db8::ffff".parse().unwrap())
        );
        assert_ne!(
            rate_key("2001:db8::1".parse().unwrap()),
            rate_key("2001:db8:0:1::1".parse().unwrap())
        );
    }

    #[test]
    fn a_block_that_cannot_be_is_refused() {
        assert!(TrustedProxy::parse("10.0.0.0/33").is_err());
        assert!(TrustedProxy::parse("proxy.internal").is_err());
        assert!(
            TrustedProxy::parse("0.0.0.0/0")
                .unwrap()
                .holds("9.9.9.9".parse().unwrap())
        );
    }
}
