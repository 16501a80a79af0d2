//! What analysts work with: suites, runs and calibrations.

use crate::people::person;
use crate::support::{Scratch, answer, at, check, leased, record};
use serde_json::json;
use usher_engine::{PersonId, Role, TurnInput};
use usher_store::{NewRun, RunEnd, RunFilter, RunKind, RunState, Store, SuiteFile, WrittenSuite};

fn files(cases: &str) -> Vec<SuiteFile> {
    let file = |path: &str, text: &str| SuiteFile {
        path: path.into(),
        text: text.into(),
    };
    vec![file("cases.jsonl", cases), file("suite.toml", "name = \"a\"")]
}

async fn write(store: &Store, (id, name, version): (&str, &str, i64), cases: &str) -> WrittenSuite {
    let about = json!({ "cases": cases.lines().count() });
    store
        .write_suite((id, name, version), &about, &files(cases), None, at(version))
        .await
        .unwrap()
}

async fn run_of(store: &Store, id: &str, kind: RunKind, suite: Option<&str>, by: &PersonId) {
    let task = json!({ "of": id });
    let run = NewRun {
        id,
        kind,
        task: &task,
        suite,
    };
    store.add_run(run, by, at(1)).await.unwrap();
}

fn done(result: &str) -> RunEnd {
    RunEnd::Done {
        summary: json!({ "with": "all" }),
        result: result.into(),
    }
}

async fn ids(db: &Scratch, filter: RunFilter) -> Vec<String> {
    let runs = db.store.runs(&filter, 9).await.unwrap();
    runs.into_iter().map(|run| run.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suite_changes_from_the_version_that_was_seen_and_no_other() {
    check(async |db| {
        let store = &db.store;
        assert_eq!(
            write(store, ("s1", "billing", 0), "one\n").await,
            WrittenSuite::Written(1)
        );
        assert_eq!(
            write(store, ("s2", "billing", 0), "two\n").await,
            WrittenSuite::NameTaken
        );
        assert_eq!(store.suite_files("s2").await.unwrap(), [], "nothing of it is kept");
        let changes = [
            write(store, ("s1", "billing", 1), "one\ntwo\n"),
            write(store, ("s1", "billing", 1), "three\n"),
        ];
        let written = futures_util::future::join_all(changes).await;
        assert_eq!(written.iter().filter(|w| **w == WrittenSuite::Written(2)).count(), 1);
        assert_eq!(
            written.iter().filter(|w| **w == WrittenSuite::Changed).count(),
            1,
            "{written:?}"
        );
        let kept = store.suite_files("s1").await.unwrap();
        let won = written.iter().position(|w| *w == WrittenSuite::Written(2)).unwrap();
        assert_eq!(
            kept,
            files(["one\ntwo\n", "three\n"][won]),
            "whole, and whose version it is"
        );
        let suite = store.suite("s1").await.unwrap().unwrap();
        assert_eq!(
            (suite.name.as_str(), suite.version, suite.changed_at),
            ("billing", 2, at(1))
        );
        assert_eq!(
            (suite.created_at, suite.about["cases"].as_i64()),
            (at(0), Some(kept[0].text.lines().count() as i64))
        );
        assert_eq!(write(store, ("gone", "x", 3), "").await, WrittenSuite::Changed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_suite_takes_its_runs_with_it_and_no_others() {
    check(async |db| {
        let (store, ada) = (&db.store, person(&db.store, "ada", Role::Analyst).await);
        write(store, ("s1", "billing", 0), "one\n").await;
        write(store, ("s2", "import", 0), "one\n").await;
        for (run, suite) in [("r1", Some("s1")), ("r2", Some("s2")), ("r3", None)] {
            run_of(store, run, RunKind::Measure, suite, &ada.id).await;
        }
        assert!(store.delete_suite("s1", &ada.id, at(5)).await.unwrap());
        assert!(!store.delete_suite("s1", &ada.id, at(5)).await.unwrap());
        assert_eq!(ids(db, RunFilter::default()).await, ["r3", "r2"]);
        assert_eq!(store.suite_files("s1").await.unwrap(), []);
        let names: Vec<String> = store.suites().await.unwrap().into_iter().map(|s| s.name).collect();
        assert_eq!(names, ["import"]);
        let newest = store.newest_runs().await.unwrap();
        assert_eq!(newest.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["r2"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_are_taken_oldest_first_and_begun_again_where_a_node_died() {
    check(async |db| {
        let (store, ada) = (&db.store, person(&db.store, "ada", Role::Analyst).await);
        assert!(!store.runs_under_way().await.unwrap());
        assert_eq!(store.begin_run("n1", at(2)).await.unwrap(), None);
        run_of(store, "r1", RunKind::Measure, None, &ada.id).await;
        run_of(store, "r2", RunKind::Budget, None, &ada.id).await;
        assert!(store.runs_under_way().await.unwrap());

        let begun = store.begin_run("n1", at(2)).await.unwrap().unwrap();
        assert_eq!(
            (begun.id.as_str(), begun.state, begun.started_at),
            ("r1", RunState::Running, Some(at(2)))
        );
        assert_eq!(begun.by.unwrap().name, "ada");
        assert!(store.run_went_on("r1", "n1", ("cases", 3, 9)).await.unwrap());

        let other = db.another_node().await;
        let again = other.begin_run("n2", at(3)).await.unwrap().unwrap();
        assert_eq!(
            (again.id.as_str(), again.done, again.total),
            ("r1", 0, 0),
            "from its beginning"
        );
        assert!(!store.run_went_on("r1", "n1", ("cases", 4, 9)).await.unwrap());
        store.end_run("r1", "n1", done("{\"of\":\"n1\"}"), at(4)).await.unwrap();
        assert_eq!(
            store.run_result("r1").await.unwrap(),
            None,
            "who lost it says nothing more of it"
        );
        assert!(other.run_went_on("r1", "n2", ("cases", 9, 9)).await.unwrap());
        other.end_run("r1", "n2", done("{\"of\":\"n2\"}"), at(5)).await.unwrap();
        let ended = store.run("r1").await.unwrap().unwrap();
        assert_eq!(
            (ended.state, ended.done, ended.ended_at),
            (RunState::Done, 9, Some(at(5)))
        );
        assert_eq!(ended.summary.unwrap()["with"], "all");
        assert_eq!(store.run_result("r1").await.unwrap().unwrap(), "{\"of\":\"n2\"}");

        assert_eq!(other.begin_run("n2", at(6)).await.unwrap().unwrap().id, "r2");
        store.stop_run("r2", at(7)).await.unwrap();
        assert!(!other.run_went_on("r2", "n2", ("cases", 1, 2)).await.unwrap());
        other
            .end_run("r2", "n2", RunEnd::Failed("no".into()), at(8))
            .await
            .unwrap();
        let stopped = store.run("r2").await.unwrap().unwrap();
        assert_eq!(
            (stopped.state, stopped.reason, stopped.ended_at),
            (RunState::Stopped, None, Some(at(7)))
        );
        store.stop_run("r1", at(9)).await.unwrap();
        assert_eq!(
            store.run("r1").await.unwrap().unwrap().state,
            RunState::Done,
            "it had ended"
        );
        assert!(!store.runs_under_way().await.unwrap());
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_are_listed_by_what_they_are_of_and_a_baseline_stays() {
    check(async |db| {
        let (store, ada) = (&db.store, person(&db.store, "ada", Role::Analyst).await);
        write(store, ("s1", "billing", 0), "one\n").await;
        for (id, kind, suite) in [
            ("r1", RunKind::Measure, Some("s1")),
            ("r2", RunKind::Replay, None),
            ("r3", RunKind::Measure, Some("s1")),
        ] {
            run_of(store, id, kind, suite, &ada.id).await;
        }
        let of = |kind, suite: Option<&str>, before: Option<&str>| RunFilter {
            kind,
            suite: suite.map(Into::into),
            before: before.map(Into::into),
        };
        assert_eq!(ids(db, of(Some(RunKind::Replay), None, None)).await, ["r2"]);
        assert_eq!(ids(db, of(None, Some("s1"), None)).await, ["r3", "r1"]);
        assert_eq!(ids(db, of(None, Some("s1"), Some("r3"))).await, ["r1"]);
        assert_eq!(ids(db, of(None, Some("no\0such"), None)).await, [""; 0]);

        assert!(store.set_baseline("s1", "r1", &ada.id, at(2)).await.unwrap());
        assert!(!store.set_baseline("s9", "r1", &ada.id, at(2)).await.unwrap());
        assert!(
            !store.delete_run("r1").await.unwrap(),
            "later runs are compared with it"
        );
        assert!(store.delete_run("r3").await.unwrap());
        assert!(!store.delete_run("r3").await.unwrap());
        assert_eq!(
            store.suite("s1").await.unwrap().unwrap().baseline.as_deref(),
            Some("r1")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_choice_counts_until_it_is_taken_back() {
    check(async |db| {
        let (store, ada) = (&db.store, person(&db.store, "ada", Role::Analyst).await);
        assert_eq!(store.calibration_choice().await.unwrap(), None);
        let choose = async |chosen, second| store.choose_calibration(chosen, &ada.id, at(second)).await.unwrap();
        choose(Some(("c1", "{}", Some("r1"))), 1).await;
        let first = store.calibration_choice().await.unwrap();
        choose(Some(("c2", "{\"two\":2}", None)), 2).await;
        let chosen = store.chosen_calibration().await.unwrap().unwrap();
        assert_eq!(
            (chosen.id.as_str(), chosen.text.as_str(), chosen.run),
            ("c2", "{\"two\":2}", None)
        );
        choose(Some(("c1", "another text", None)), 3).await;
        let again = store.chosen_calibration().await.unwrap().unwrap();
        assert_eq!(
            (again.text.as_str(), again.run.as_deref(), again.created_at),
            ("{}", Some("r1"), at(1)),
            "as it was sealed"
        );
        assert_ne!(
            store.calibration_choice().await.unwrap(),
            first,
            "each choice has a name of its own"
        );
        choose(None, 4).await;
        assert_eq!(store.chosen_calibration().await.unwrap(), None);
        let history = store.calibration_choices(9).await.unwrap();
        let named: Vec<Option<&str>> = history.iter().map(|c| c.calibration.as_deref()).collect();
        assert_eq!(named, [None, Some("c1"), Some("c2"), Some("c1")]);
        assert_eq!(
            (history[0].at, history[0].by.as_ref().unwrap().name.as_str()),
            (at(4), "ada")
        );
        assert!(store.calibration("c2").await.unwrap().is_some());
        assert_eq!(store.calibration("c\09").await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_conversation_takes_the_replays_that_show_it_along() {
    check(async |db| {
        let (store, ada) = (&db.store, person(&db.store, "ada", Role::Analyst).await);
        let (gone, job) = leased(store).await;
        let (turn, input) = (answer("There."), TurnInput::default());
        store.finish_turn(&job, record(&turn, &input), at(3)).await.unwrap();
        assert_eq!(store.turns_of(&gone.id, 9).await.unwrap().len(), 1);
        let shows = format!("{{\"turns\":[{{\"conversation\":\"{}\"}}]}}", gone.id);
        for (id, kind, result) in [
            ("r1", RunKind::Replay, shows.as_str()),
            ("r2", RunKind::Replay, "{\"turns\":[{\"conversation\":\"another\"}]}"),
        ] {
            run_of(store, id, kind, None, &ada.id).await;
            store.begin_run("n1", at(2)).await.unwrap().unwrap();
            store.end_run(id, "n1", done(result), at(3)).await.unwrap();
        }
        run_of(store, "r3", RunKind::Replay, None, &ada.id).await;
        store.begin_run("n1", at(4)).await.unwrap().unwrap();
        assert!(store.erase_conversation(&gone.id).await.unwrap());
        assert_eq!(ids(db, RunFilter::default()).await, ["r3", "r2"]);
        store.end_run("r3", "n1", done(&shows), at(5)).await.unwrap();
        let under_way = store.run("r3").await.unwrap().unwrap();
        assert_eq!(
            under_way.state,
            RunState::Queued,
            "what it had read is not kept; it begins again"
        );
        assert_eq!(store.turns_of(&gone.id, 9).await.unwrap().len(), 0);
    })
    .await;
}
