//! Every route with every role, and with none. The routes are those of the OpenAPI document, which the router makes: one
//! that is added without a declared role fails here, and is refused to everybody meanwhile.

use super::app::{Answer, TestApp};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;
use usher_engine::Role;
use usher_server::{openapi, people_routes};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Method and path of every route that the router has.
fn routes() -> Vec<(Method, String)> {
    let document = serde_json::to_value(openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &serde_json::Value)| {
        let methods = METHODS.into_iter().filter(|m| item.get(m).is_some());
        methods
            .map(|m| (m.to_uppercase().parse().unwrap(), path.clone()))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

/// The path with ids of nothing in it.
fn filled(path: &str) -> String {
    path.replace("{id}", "00000000-0000-7000-8000-000000000000")
        .replace("{key}", "nonesuch")
        .replace("{kid}", "nonesuch")
        .replace("{case}", "1")
}

#[test]
fn every_route_of_people_declares_its_roles_and_nothing_else_is_declared() {
    let routed: BTreeSet<(String, String)> = routes()
        .into_iter()
        .filter(|(_, path)| path.starts_with("/v1/people"))
        .map(|(method, path)| (method.to_string(), path))
        .collect();
    let declared: BTreeSet<(String, String)> = people_routes()
        .iter()
        .map(|route| (route.method.to_owned(), route.path.to_owned()))
        .collect();
    assert_eq!(routed, declared);
    assert_eq!(declared.len(), people_routes().len(), "each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_open_to_its_roles_and_to_nobody_else() {
    let app = TestApp::start_with(|c| {
        c.limits.sign_ins_per_address = 0;
        c.limits.sign_ins_per_email = 0;
    })
    .await;
    let _admin = app.person("Root", Role::Admin).await;
    let mut people = Vec::new();
    for role in Role::ALL {
        people.push((role, app.person(role.as_str(), role).await));
    }
    for route in people_routes() {
        let (method, path): (Method, _) = (route.method.parse().unwrap(), filled(route.path));
        let nobody = Answer::of(app.request(method.clone(), &path).json(&json!({}))).await;
        let Some(roles) = route.roles() else {
            assert_ne!(nobody.status, 403, "{method} {path}: {nobody:?}");
            continue;
        };
        nobody.problem(401, "session-missing");
        for (role, person) in &people {
            // Signing out would end the walk.
            if method == Method::DELETE && path.ends_with("/session") {
                continue;
            }
            let path = path.trim_start_matches("/v1/people");
            let answer = person.send(method.clone(), path, &json!({})).await;
            if roles.contains(role) {
                let slug = answer.json_or_null()["type"].clone();
                assert!(
                    slug != "/problems/role-refused" && slug != "/problems/session-missing",
                    "{role:?} {method} {path}: {answer:?}"
                );
                assert!(!answer.status.is_server_error(), "{role:?} {method} {path}: {answer:?}");
            } else {
                answer.problem(403, "role-refused");
            }
            if method != Method::GET {
                let request = app.request(method.clone(), &format!("/v1/people{path}"));
                let forged = Answer::of(request.header("cookie", &person.cookie).json(&json!({}))).await;
                forged.problem(403, "csrf-refused");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_cookie_opens_nothing_of_a_contacts() {
    let app = TestApp::start().await;
    let admin = app.person("Root", Role::Admin).await;
    for (method, path) in routes().into_iter().filter(|(_, path)| !path.starts_with("/v1/people")) {
        let request = app.request(method.clone(), &filled(&path));
        let answer = Answer::of(request.header("cookie", &admin.cookie).json(&json!({}))).await;
        assert!(
            answer.status.is_client_error(),
            "{method} {path} is open to whoever is signed in elsewhere: {answer:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_is_not_declared_is_refused() {
    let app = TestApp::start().await;
    let admin = app.person("Root", Role::Admin).await;
    admin.delete("/audit").await.problem(405, "method-refused");
    admin.get("/nonesuch").await.problem(404, "route-unknown");
}
