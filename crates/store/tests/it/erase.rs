use crate::support::{Scratch, answer, at, check, escalation, lease, leased, record, say};
use sqlx::{Row, query};
use usher_engine::TurnInput;
use usher_store::{Finished, NewFile, NewMessage, PersonNote, Said};

/// Every table that holds something of a conversation, whether it names the conversation or one of its turns.
async fn tables_of_conversations(db: &Scratch) -> Vec<String> {
    let sql = if db.store.is_postgres() {
        "SELECT DISTINCT table_name::text FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name IN ('conversation_id', 'turn_id') ORDER BY 1"
    } else {
        "SELECT DISTINCT t.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
         WHERE t.type = 'table' AND c.name IN ('conversation_id', 'turn_id') ORDER BY 1"
    };
    let rows = query(sql).fetch_all(&db.raw().await).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_conversation_takes_its_turns_and_traces_with_it_and_no_others() {
    check(async |db| {
        let input = TurnInput::default();
        let (kept, job) = leased(&db.store).await;
        let turn = answer("Kept.");
        db.store.finish_turn(&job, record(&turn, &input), at(3)).await.unwrap();
        let mut tables = tables_of_conversations(db).await;
        let expected = [
            "events",
            "files",
            "handoffs",
            "jobs",
            "letters",
            "mentions",
            "messages",
            "model_calls",
            "traces",
            "turns",
            "work",
        ];
        assert_eq!(tables, expected);
        tables.push("conversations".into());
        let counts = async || {
            let mut counts = Vec::new();
            for table in &tables {
                counts.push(db.count(table).await);
            }
            counts
        };
        let before = counts().await;

        let (gone, job) = leased(&db.store).await;
        let turn = escalation();
        db.store.finish_turn(&job, record(&turn, &input), at(3)).await.unwrap();
        let tom = crate::people::person(&db.store, "tom", usher_engine::Role::Agent).await;
        let note = PersonNote {
            conversation: &gone.id,
            person: &tom.id,
            client_id: "1",
            text: "See this",
            mentions: std::slice::from_ref(&tom.id),
        };
        db.store.write_note(note, at(4)).await.unwrap();
        let letter = crate::letters::letter("a", Some(&gone.id));
        db.store.write_letter(letter, at(4)).await.unwrap();
        let inbox = crate::support::inbox();
        let call = crate::calls::call(&inbox, Some(&gone.id));
        db.store.begin_call(call, at(4)).await.unwrap();
        let file = NewFile {
            owner: gone.contact.as_str(),
            name: "screen.png",
            media_type: "image/png",
            content: b"\x89PNG",
        };
        let file = db.store.keep_file(file, at(4)).await.unwrap().unwrap();
        let said = Said {
            client_id: "2",
            files: &[file.id],
            ..Said::default()
        };
        let new = NewMessage {
            conversation: &gone.id,
            contact: &gone.contact,
            said,
        };
        db.store.accept_message(new, at(5)).await.unwrap();
        assert!(
            before.iter().zip(counts().await).all(|(before, now)| now > *before),
            "it has rows everywhere"
        );
        assert_eq!(db.store.traces_since(at(0), 10).await.unwrap().len(), 2);

        assert!(db.store.erase_conversation(&gone.id).await.unwrap());
        assert_eq!(counts().await, before);
        assert_eq!(db.store.conversation(&gone.id).await.unwrap(), None);
        let traces = db.store.traces_since(at(0), 10).await.unwrap();
        assert_eq!((traces.len(), &traces[0].conversation), (1, &kept.id));
        assert!(!db.store.erase_conversation(&gone.id).await.unwrap());
        assert!(!db.store.erase_conversation(&"no\0such".into()).await.unwrap());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_under_way_stores_nothing_once_its_conversation_is_erased() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        say(&db.store, &conversation, "2", "And one more thing").await.unwrap();
        assert!(db.store.erase_conversation(&conversation.id).await.unwrap());
        let (turn, input) = (answer("Too late."), TurnInput::default());
        let finished = db.store.finish_turn(&job, record(&turn, &input), at(3)).await.unwrap();
        assert_eq!(finished, Finished::Stale);
        assert!(lease(&db.store).await.is_none(), "nothing waits any more");
        assert_eq!(db.count("turns").await, 0);
    })
    .await;
}
