//! Configuration and the small commands.

use super::usher::{Place, said, with_documents};

#[test]
fn an_unknown_key_is_named_wherever_it_stands() {
    let place = Place::new();
    place.write("usher.toml", "[server]\nbnd = '127.0.0.1:1'\n");
    let error = place.fails(&["migrate"]);
    assert!(
        error.contains("`server.bnd`") && error.contains("usher.toml"),
        "{error}"
    );
    place.write("usher.toml", "[server]\nbind = 'secret\n");
    let error = place.fails(&["migrate"]);
    assert!(
        error.contains("usher.toml, line 2") && !error.contains("secret"),
        "{error}"
    );
    place.write("usher.toml", "");
    let said = said(
        place
            .command(&["migrate"])
            .env("USHER__SERVER__LIMITS__SOKETS", "1")
            .output()
            .unwrap(),
    );
    assert_eq!(said.code, 1);
    assert!(said.err.contains("server.limits.sokets"), "{said:?}");
    assert!(place.fails(&["migrate", "--config", "none.toml"]).contains("none.toml"));
    assert_eq!(place.run(&["frobnicate"]).code, 2);
}

#[test]
fn the_doctor_finds_a_healthy_node_healthy_and_a_sick_one_sick() {
    let place = with_documents();
    let before = place.run(&["doctor"]);
    assert_eq!(before.code, 1, "{before:?}");
    assert!(
        before.out.contains("✗") && before.out.contains("usher migrate"),
        "{before:?}"
    );
    place.json(&["ingest", "docs"]);
    let after = place.run(&["doctor"]);
    assert_eq!(after.code, 0, "{after:?}");
    assert!(
        !after.out.contains('✗') && after.out.contains("chunks of the database"),
        "{after:?}"
    );
}

#[test]
fn the_index_is_made_anew_and_answers_as_before() {
    let place = with_documents();
    let chunks = place.json(&["ingest", "docs"])["chunks"].clone();
    let said = place.run(&["reindex"]);
    assert!(
        said.code == 0 && said.out.contains(&format!("{chunks} chunks")),
        "{said:?}"
    );
    assert_eq!(place.run(&["doctor"]).code, 0);
    std::fs::remove_dir_all(place.at("data/index")).unwrap();
    assert_eq!(
        place.run(&["ask", "Can I send an invoice again?"]).code,
        0,
        "a lost index mends itself"
    );
}

#[test]
fn a_token_is_made_by_the_inboxs_key_and_nothing_else() {
    let place = Place::new();
    let error = place.fails(&["token", "--inbox", "main", "--subject", "p1"]);
    assert!(error.contains("token_keys"), "{error}");
    let inbox =
        "[[server.inboxes]]\nkey = 'app'\ntoken_keys = [{ kid = 'a', secret = '0123456789abcdef0123456789abcdef' }]\n";
    place.write("usher.toml", inbox);
    let said = place.run(&[
        "token",
        "--inbox",
        "app",
        "--subject",
        "p1",
        "--plan",
        "plus",
        "--for",
        "30m",
    ]);
    assert!(said.code == 0 && said.out.trim().split('.').count() == 3, "{said:?}");
    assert!(
        place
            .fails(&["token", "--inbox", "nope", "--subject", "p1"])
            .contains("app")
    );
    assert!(
        place
            .fails(&["token", "--inbox", "app", "--subject", "p1", "--for", "2000h"])
            .contains("--for")
    );
}
