use crate::support::{at, check};
use sqlx::query;
use usher_engine::Role;
use usher_store::{Changed, NewInvitation, NewPerson, Person, PersonChange, Status, Store, Whisper};

pub async fn person(store: &Store, name: &str, role: Role) -> Person {
    let new = NewPerson {
        email: &format!("{name}@example.com"),
        name,
        role,
        skills: &[],
        inboxes: &[],
        password_hash: "$argon2id$",
    };
    store.add_person(new, None, at(0)).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_one_persons_whatever_its_case() {
    check(async |db| {
        let maria = person(&db.store, "Maria", Role::Admin).await;
        assert_eq!(maria.email, "maria@example.com");
        let known = db.store.credentials("MARIA@example.com").await.unwrap().unwrap();
        assert_eq!(known.person, maria);
        let new = NewPerson {
            email: "maria@EXAMPLE.com",
            name: "Other",
            role: Role::Agent,
            skills: &[],
            inboxes: &[],
            password_hash: "",
        };
        assert_eq!(db.store.add_person(new, None, at(1)).await.unwrap(), None);
        assert_eq!(db.store.people().await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_who_lower_each_other_at_once_leave_one() {
    check(async |db| {
        let (a, b) = (
            person(&db.store, "a", Role::Admin).await,
            person(&db.store, "b", Role::Admin).await,
        );
        let set = |who: &Person, role: Role| {
            let (store, who) = (db.store.clone(), who.id.clone());
            let change = PersonChange {
                role: Some(role),
                ..PersonChange::default()
            };
            tokio::spawn(async move { store.change_person(&who, change, None, at(1)).await.unwrap() })
        };
        for round in 0..10 {
            let (one, two) = (set(&a, Role::Agent), set(&b, Role::Agent));
            let changed = [one.await.unwrap(), two.await.unwrap()];
            let refused = changed.iter().filter(|c| **c == Changed::LastAdmin).count();
            assert_eq!(refused, 1, "round {round}: {changed:?}");
            set(&a, Role::Admin).await.unwrap();
            set(&b, Role::Admin).await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_two_follow_at_once_makes_one_person() {
    check(async |db| {
        let new = NewInvitation {
            token_hash: "hash",
            email: "tom@example.com",
            name: "",
            role: Role::Agent,
            skills: &["billing".into()],
            inboxes: &[],
        };
        db.store.invite(new, None, at(0)).await.unwrap().unwrap();
        let accept = |session: &'static str| {
            let store = db.store.clone();
            tokio::spawn(async move {
                store
                    .accept_invitation("hash", "Tom", "$argon2id$", session, at(1))
                    .await
            })
        };
        let (one, two) = (accept("s1"), accept("s2"));
        let joined = [one.await.unwrap().unwrap(), two.await.unwrap().unwrap()];
        assert_eq!(joined.iter().flatten().count(), 1, "{joined:?}");
        let tom = joined.into_iter().flatten().next().unwrap();
        assert_eq!(tom.skills, ["billing"]);
        let sessions = [
            db.store.session("s1", at(2)).await.unwrap(),
            db.store.session("s2", at(2)).await.unwrap(),
        ];
        assert_eq!(sessions.iter().flatten().count(), 1, "and signs in one");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_is_only_ever_added_to() {
    check(async |db| {
        let maria = person(&db.store, "maria", Role::Admin).await;
        let raw = db.raw().await;
        for sql in ["UPDATE audit SET act = 'nothing'", "DELETE FROM audit"] {
            let refused = query(sql).execute(&raw).await.unwrap_err().to_string();
            assert!(refused.contains("only ever added to"), "{refused}");
        }
        let log = db.store.audit(None, None, 10).await.unwrap();
        assert_eq!(
            (log.len(), log[0].act.as_str(), log[0].on.as_str()),
            (1, "person.added", maria.id.as_str())
        );
        let before = db.store.audit(Some(&log[0].id), None, 10).await.unwrap();
        assert!(before.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_person_is_out_on_every_node() {
    check(async |db| {
        let maria = person(&db.store, "maria", Role::Admin).await;
        let tom = person(&db.store, "tom", Role::Agent).await;
        db.store.begin_session("s", &tom.id, at(0)).await.unwrap();
        let other = db.another_node().await;
        let (mut here, mut there) = (db.store.whispers(), other.whispers());
        assert_eq!(other.session("s", at(1)).await.unwrap().unwrap().person.id, tom.id);
        let change = PersonChange {
            status: Some(Status::Revoked),
            ..PersonChange::default()
        };
        let changed = db
            .store
            .change_person(&tom.id, change, Some(&maria.id), at(1))
            .await
            .unwrap();
        assert!(matches!(changed, Changed::Person(p) if p.status == Status::Revoked));
        let expected = Whisper::Account { person: tom.id.clone() };
        assert_eq!(here.recv().await.unwrap(), expected);
        if db.store.is_postgres() {
            let heard = tokio::time::timeout(std::time::Duration::from_secs(10), there.recv()).await;
            assert_eq!(heard.unwrap().unwrap(), expected, "on other nodes too");
        }
        assert_eq!(other.session("s", at(1)).await.unwrap(), None);
        other.close().await;
    })
    .await;
}
