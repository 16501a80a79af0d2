//! A configuration that cannot be served is refused before anything runs, by field and with the cure.

use super::app::config;
use secrecy::SecretString;
use serde_json::json;
use usher_server::ServerConfig;

fn refused(change: impl FnOnce(&mut ServerConfig)) -> String {
    let mut config = config();
    change(&mut config);
    config.check().unwrap_err().to_string()
}

#[test]
fn what_cannot_be_served_is_named_with_its_cure() {
    let cases = [
        (refused(|c| c.inboxes.clear()), "server.inboxes: there is none"),
        (refused(|c| c.inboxes[1].key = "main".into()), "two have the key `main`"),
        (
            refused(|c| c.inboxes[0].key = "my inbox".into()),
            "server.inboxes[0].key",
        ),
        (
            refused(|c| c.inboxes[0].allowed_origins = vec!["*".into()]),
            "write it as https://app.example.com",
        ),
        (
            refused(|c| c.inboxes[0].token_keys[0].secret = SecretString::from("s3cr3t")),
            "openssl rand -hex 32",
        ),
        (refused(|c| c.inboxes[0].token_keys[1].kid = "k1".into()), "kid `k1`"),
        (refused(|c| c.inboxes[1].token_keys.clear()), "nobody can get in"),
        (refused(|c| c.secret = None), "server.secret"),
        (refused(|c| c.trusted_proxies = vec!["nginx".into()]), "10.0.0.0/8"),
    ];
    for (message, wanted) in cases {
        assert!(message.contains(wanted), "{message} lacks {wanted}");
        assert!(!message.contains("s3cr3t"), "secrets are not shown: {message}");
    }
    config().check().unwrap();
}

#[test]
fn a_configuration_is_read_with_defaults_and_unknown_keys_are_errors() {
    let key = json!({"kid": "k1", "secret": "a-key-of-the-host-with-32-bytes-x"});
    let good =
        json!({"bind": "0.0.0.0:80", "inboxes": [{"key": "main", "token_keys": [key]}], "limits": {"sockets": 5}});
    let config: ServerConfig = serde_json::from_value(good).unwrap();
    assert_eq!((config.limits.sockets, config.limits.body_bytes), (5, 256 * 1024));
    assert!(!format!("{config:?}").contains("a-key-of"), "secrets are not printed");
    for wrong in [
        json!({"prot": 1}),
        json!({"inboxes": [{"kee": "main"}]}),
        json!({"limits": {"sokets": 5}}),
    ] {
        let error = serde_json::from_value::<ServerConfig>(wrong).unwrap_err().to_string();
        assert!(error.contains("unknown field"), "{error}");
    }
}
