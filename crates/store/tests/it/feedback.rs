use crate::support::{answer, at, check, conversation, escalation, kinds, leased, record, say, states};
use usher_engine::{ConversationState, TurnInput};
use usher_store::{Conversation, Judgement, Rating, Reader, Store, StoreError};

/// A conversation whose first message has its reply, and the turn.
async fn answered(store: &Store) -> (Conversation, String) {
    let (conversation, job) = leased(store).await;
    let (turn, input) = (answer("There."), TurnInput::default());
    let record = record(&turn, &input);
    let id = record.turn_id.clone();
    store.finish_turn(&job, record, at(3)).await.unwrap();
    (conversation, id)
}

async fn judge(store: &Store, of: &Conversation, client_id: &str, turn: &str, solved: bool) -> Option<i64> {
    let judgement = Judgement {
        client_id,
        turn,
        solved,
    };
    let event = store.judge_turn(&of.id, judgement, at(4)).await.unwrap();
    event.map(|e| e.seq)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_solved_it_settles_the_conversation_once() {
    check(async |db| {
        let (conversation, turn) = answered(&db.store).await;
        let seq = judge(&db.store, &conversation, "j", &turn, true).await;
        assert_eq!(judge(&db.store, &conversation, "j", &turn, true).await, seq, "a resend");
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Resolved);
        let kinds = kinds(&db.store, &conversation).await;
        assert_eq!(kinds[3..], ["turn.judged", "conversation.resolved"]);
        let judgement = Judgement {
            client_id: "j",
            turn: &turn,
            solved: false,
        };
        let error = db
            .store
            .judge_turn(&conversation.id, judgement, at(5))
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Conflict(_)), "{error:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_did_not_is_counted_until_it_is_settled() {
    check(async |db| {
        let (conversation, turn) = answered(&db.store).await;
        let unsolved = async || db.store.unsolved_turns(&conversation.id).await.unwrap();
        assert_eq!(judge(&db.store, &conversation, "0", "no such turn", false).await, None);
        assert_eq!(unsolved().await, 0);
        judge(&db.store, &conversation, "1", &turn, false).await;
        judge(&db.store, &conversation, "2", &turn, false).await;
        assert_eq!(unsolved().await, 1, "one turn, however often it is said");
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Pending);
        judge(&db.store, &conversation, "3", &turn, true).await;
        assert_eq!(unsolved().await, 0);
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Resolved);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_have_is_not_settled_by_a_judgement() {
    check(async |db| {
        let (conversation, job) = leased(&db.store).await;
        let (turn, input) = (escalation(), TurnInput::default());
        let record = record(&turn, &input);
        let id = record.turn_id.clone();
        db.store.finish_turn(&job, record, at(3)).await.unwrap();
        judge(&db.store, &conversation, "j", &id, true).await.unwrap();
        assert_eq!(states(&db.store, &conversation).await, ConversationState::Open);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_is_the_conversations_or_nobodys() {
    check(async |db| {
        let conversation = conversation(&db.store).await;
        let rating = Rating {
            client_id: "r",
            stars: 4,
            comment: "Good",
        };
        let first = db.store.rate(&conversation.id, rating, at(2)).await.unwrap();
        let again = db.store.rate(&conversation.id, rating, at(3)).await.unwrap();
        assert_eq!(first, again);
        assert_eq!((first.seq, first.body["stars"].as_i64()), (2, Some(4)));
        for _ in 0..2 {
            let inbox = &conversation.inbox;
            db.store
                .rate_anonymously(inbox, "hash", 2, "Slow", at(4))
                .await
                .unwrap();
        }
        assert_eq!(db.count("ratings").await, 1);
        assert_eq!(kinds(&db.store, &conversation).await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn read_marks_go_forward_only_and_are_told() {
    check(async |db| {
        let (conversation, _) = answered(&db.store).await;
        let id = &conversation.id;
        let mut notices = db.store.notices();
        assert_eq!(db.store.mark_read(id, Reader::Contact, 2).await.unwrap(), 2);
        let notice = notices.recv().await.unwrap();
        assert_eq!((&notice.conversation, notice.seq), (id, 3));
        assert_eq!(db.store.mark_read(id, Reader::Contact, 1).await.unwrap(), 2);
        assert_eq!(
            db.store.mark_read(id, Reader::People, 99).await.unwrap(),
            3,
            "no further than there is"
        );
        let read = db.store.conversation(id).await.unwrap().unwrap().read;
        assert_eq!((read.contact, read.people), (2, 3));
        let error = db.store.mark_read(&"none".into(), Reader::People, 1).await.unwrap_err();
        assert!(matches!(error, StoreError::UnknownConversation));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_shows_first_words_newest_words_and_what_is_unread() {
    check(async |db| {
        let (conversation, _) = answered(&db.store).await;
        let list = async || db.store.conversations_of(&conversation.contact, 9).await.unwrap();
        let listed = list().await.remove(0);
        assert_eq!(listed.conversation.id, conversation.id);
        assert_eq!((listed.title.as_str(), listed.unread), ("Where are my invoices?", 1));
        assert_eq!(listed.newest.unwrap().text, "There.");
        db.store.mark_read(&conversation.id, Reader::Contact, 3).await.unwrap();
        say(&db.store, &conversation, "2", "And receipts?").await.unwrap();
        let listed = list().await.remove(0);
        assert_eq!((listed.title.as_str(), listed.unread), ("Where are my invoices?", 0));
        assert_eq!(listed.newest.unwrap().text, "And receipts?");
    })
    .await;
}
