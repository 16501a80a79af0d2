//! TLS on rustls with ring, the stack that the mail and the database client use, too.

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// For endpoints of which none needs TLS; nothing is read of the machine.
pub(crate) fn trusting_nobody() -> Result<ClientConfig, rustls::Error> {
    with(RootCertStore::empty())
}

/// Trusts whom the machine trusts (also by `SSL_CERT_FILE` and `SSL_CERT_DIR`), and Mozilla's list where it has none, as in
/// a bare container.
pub(crate) fn config() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    with(roots)
}

fn with(roots: RootCertStore) -> Result<ClientConfig, rustls::Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}
