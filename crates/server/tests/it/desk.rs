//! A person of the company, and their way of speaking to a node.

use super::app::{Answer, TestApp};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::OnceLock;
use usher_engine::Role;
use usher_server::{Clock, SystemClock, hash_password, new_secret};
use usher_store::NewPerson;

pub const PASSWORD: &str = "a long enough password";

/// Somebody who is signed in.
pub struct TestPerson<'a> {
    pub app: &'a TestApp,
    pub id: String,
    pub email: String,
    pub cookie: String,
    pub csrf: String,
}

fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| hash_password(PASSWORD).unwrap())
}

impl TestApp {
    /// Adds a person called `name` with this role and signs them in.
    pub async fn person(&self, name: &str, role: Role) -> TestPerson<'_> {
        let email = format!("{}@example.com", name.to_lowercase());
        let new = NewPerson {
            email: &email,
            name,
            role,
            skills: &[],
            inboxes: &[],
            password_hash: password_hash(),
        };
        let now = SystemClock.now();
        let person = self.store.add_person(new, None, now).await.unwrap().unwrap();
        self.session_of(&person.id.0, &email).await
    }

    /// Another session of a person.
    pub async fn session_of(&self, id: &str, email: &str) -> TestPerson<'_> {
        let token = new_secret();
        let now = SystemClock.now();
        self.store.begin_session(&token.hash, &id.into(), now).await.unwrap();
        let mut person = TestPerson {
            app: self,
            id: id.to_owned(),
            email: email.to_owned(),
            cookie: format!("usher_session={}", token.token),
            csrf: String::new(),
        };
        let signed = person.get("/session").await;
        assert_eq!(signed.status, 200, "{signed:?}");
        person.csrf = signed.json()["csrf"].as_str().unwrap().to_owned();
        person
    }

    /// Signs in by e-mail and password.
    pub async fn sign_in(&self, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, "/v1/people/session").json(body)).await
    }
}

impl TestPerson<'_> {
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.app
            .request(method, &format!("/v1/people{path}"))
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(method, path).json(body)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, body).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, body).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, body).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::DELETE, path)).await
    }

    /// The acts in the audit log, newest first.
    pub async fn acts(&self) -> Vec<String> {
        let log = self.get("/audit").await.json();
        let entries = log["entries"].as_array().unwrap();
        entries.iter().map(|e| e["act"].as_str().unwrap().to_owned()).collect()
    }

    pub fn credentials(&self) -> Value {
        json!({"email": self.email, "password": PASSWORD})
    }
}
